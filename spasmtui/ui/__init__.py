"""Shared widgets and screens; they know no feature."""
