"""Substitutes for what a terminal lacks: a theme's colours out of sixteen, and signs and letters in ASCII."""
