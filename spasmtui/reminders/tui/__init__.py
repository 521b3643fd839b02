"""Reminders in the full screen: the list, the question for a new one, and what will be written."""
