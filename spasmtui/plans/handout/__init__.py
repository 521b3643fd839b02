"""The printed handout of a plan: what is on it, and one module a format."""
