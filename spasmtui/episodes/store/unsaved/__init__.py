"""Keep aside what the diary could not take, and take it in when it can."""
