"""Generators of checked-in files: `make generated`, `make screenshots`."""
