"""The questions of the relief mode once a routine has ended."""
