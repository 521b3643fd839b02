"""Make and change routines of the person's own on the screen."""
