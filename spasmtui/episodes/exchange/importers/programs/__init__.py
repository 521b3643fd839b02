"""Importing what other programs export: one module per program."""
