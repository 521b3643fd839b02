"""Tests of `spasmtui/episodes/entry`."""
