"""Tests of `spasmtui/relief/session`."""
