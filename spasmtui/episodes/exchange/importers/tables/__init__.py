"""Import a table of any origin: its headings, units and cells, and which column is which field."""
