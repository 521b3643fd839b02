"""The way to the first instruction: `sys` and `os` only."""
