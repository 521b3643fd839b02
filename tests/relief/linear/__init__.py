"""Tests of `spasmtui/relief/linear`."""
