"""Routines and figures: what they hold, and how they are loaded."""
