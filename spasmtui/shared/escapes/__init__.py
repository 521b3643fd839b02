"""Text as a file format wants it."""
