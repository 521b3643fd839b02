"""The physiotherapist's sheet."""
