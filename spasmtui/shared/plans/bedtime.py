"""Name the routine of the bedtime stretches, and the word of a day on which they are left out."""

BEDTIME = "bedtime-prevention"
"""The routine of the bedtime stretches."""
NO_STRETCHES = "no-stretches"
"""The word of a day on which the person chose not to do the bedtime stretches."""
