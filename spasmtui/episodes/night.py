"""Which night an episode belongs to."""
