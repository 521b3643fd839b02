"""Import a file in the app: show what its columns become, with sample rows and counts, before anything is written."""
