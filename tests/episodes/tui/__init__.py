"""Tests of `spasmtui/episodes/tui`."""
