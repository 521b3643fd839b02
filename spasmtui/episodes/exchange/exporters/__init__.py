"""Exporting the diary: one module per output format."""
