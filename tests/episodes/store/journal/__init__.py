"""Tests of `spasmtui/episodes/store/journal`."""
