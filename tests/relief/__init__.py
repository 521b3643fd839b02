"""Tests of `spasmtui/relief`."""
