"""Tests of `spasmtui/episodes/model`."""
