"""Tests of `spasmtui/relief/figures`."""
