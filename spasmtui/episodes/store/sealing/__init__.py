"""Encryption of the diary at rest: whom it is for, the keys that open it, and the lines that are encrypted."""
