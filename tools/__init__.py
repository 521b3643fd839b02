"""Generators of checked-in files and other tools for developers."""
