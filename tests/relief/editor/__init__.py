"""Tests of `spasmtui/relief/editor`."""
