"""Readers and formatters that every room uses; standard library only."""
