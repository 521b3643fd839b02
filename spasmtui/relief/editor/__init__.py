"""Make and change routines of the person's own: the draft, what is wrong with it, and its file."""
