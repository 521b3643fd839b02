"""Decide in which order keys act, and what a key that is pressed again or held comes to."""
