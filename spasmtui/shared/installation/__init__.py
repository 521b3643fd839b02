"""The way in which this copy of the program was installed, and the command that adds an extra to it."""
