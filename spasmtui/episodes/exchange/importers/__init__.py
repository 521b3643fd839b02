"""Importing a diary: one module per source format."""
