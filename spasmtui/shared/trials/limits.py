"""Limit the weeks of a trial; a module of its own, since the diary checks them wherever it is read."""

FEWEST_WEEKS = 6
"""With fewer there are less than 40 orders, and no result could be rarer than one in twenty on both sides."""
MOST_WEEKS = 20
