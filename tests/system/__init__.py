"""Tests of `spasmtui/launcher`."""
