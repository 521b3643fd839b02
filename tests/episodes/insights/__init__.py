"""Tests of `spasmtui/episodes/insights`."""
