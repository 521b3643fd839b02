"""Show the five modes on the first screen of each."""
