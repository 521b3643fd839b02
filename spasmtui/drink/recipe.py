"""The recipe and its scaling."""
