"""The parts of the form: its options, its editor of notes, its map of the body, and its draft."""
