"""Show the settings and the keys, and change them."""
