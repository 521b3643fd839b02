"""Decide what a key that is pressed or held comes to."""
