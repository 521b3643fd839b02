"""Tests of `spasmtui/relief/routines`."""
