"""Imports of what other programs export."""
