"""Tests of `spasmtui/episodes/trial`."""
