"""The append-only journal: lines, files, locks, mirror and merge."""
