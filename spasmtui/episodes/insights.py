"""What the diary supports, and what it does not yet."""
