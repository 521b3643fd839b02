"""Tests of `spasmtui/episodes/report`."""
