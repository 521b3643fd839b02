"""Everything between the program and the terminal."""
