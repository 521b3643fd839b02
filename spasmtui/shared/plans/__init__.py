"""Plans of exercise: what was agreed, what is due, and what was done of it. Pure: no file and no clock."""
