"""Tests of `spasmtui/episodes/store/maintenance`."""
