"""Tests of `spasmtui/drink/tui`."""
