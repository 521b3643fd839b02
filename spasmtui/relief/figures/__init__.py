"""Figures: the movement of a step as a body that is drawn."""
