"""Formats the diary is exported to and imported from, one module a format."""
