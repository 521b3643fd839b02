"""A routine: what to do, step by step."""
