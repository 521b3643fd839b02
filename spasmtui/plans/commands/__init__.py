"""The plan's commands in the shell."""
