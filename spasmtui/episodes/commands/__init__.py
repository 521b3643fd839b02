"""The diary's commands for the shell."""
