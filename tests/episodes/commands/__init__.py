"""Tests of `spasmtui/episodes/commands`."""
