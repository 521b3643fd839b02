"""Print text: in colour or not, through a pager or not, and what is said where it could not be printed."""
