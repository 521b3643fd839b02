"""The snapshot of a large diary: the file, and the answers from it."""
