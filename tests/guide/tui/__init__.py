"""Tests of `spasmtui/guide/tui`."""
