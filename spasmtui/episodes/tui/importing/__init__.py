"""Importing a file in the app: what its columns become, with sample rows and counts, before anything is written."""
