"""Importing a table of any origin: its headings, units, cells, and which column is which field."""
