"""Tests of `spasmtui/guide/search`."""
