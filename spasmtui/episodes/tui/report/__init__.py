"""The preview of the sheet, and the person's own questions on it."""
