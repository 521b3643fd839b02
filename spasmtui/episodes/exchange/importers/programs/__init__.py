"""Import what other programs export: one module a program."""
