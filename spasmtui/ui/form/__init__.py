"""Rows of fields that keys and the mouse change, and the dialogs in which a value is typed."""
