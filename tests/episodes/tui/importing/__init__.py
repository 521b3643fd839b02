"""Importing a file in the app."""
