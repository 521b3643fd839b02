"""Tests of `spasmtui/relief/tui`."""
