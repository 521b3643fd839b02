"""What is in the glass."""
