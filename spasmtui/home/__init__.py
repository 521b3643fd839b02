"""The first screen, and the commands about the program itself."""
