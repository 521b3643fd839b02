"""Tests of `spasmtui/relief/running`."""
