"""Conflicts between devices: texts about them, and the choices that settle them."""
