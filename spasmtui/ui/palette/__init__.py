"""The command palette: what it lists, how words find it, what was used last, and its screen."""
