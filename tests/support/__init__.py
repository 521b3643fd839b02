"""Helpers for tests; no test stands here."""
