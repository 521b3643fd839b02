"""Tests of `spasmtui/ui/drawing`."""
