"""What the drink must not be, and what to say about it."""
