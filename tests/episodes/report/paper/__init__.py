"""Tests of `spasmtui/episodes/report/paper`."""
