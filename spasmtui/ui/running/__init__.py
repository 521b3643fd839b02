"""Show a running routine on every screen but its own, in one line."""
