"""Drivers other than our own, for output that is no terminal of this process."""
