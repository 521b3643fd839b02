"""Running a session: its state file, the diary port, cues and background work."""
