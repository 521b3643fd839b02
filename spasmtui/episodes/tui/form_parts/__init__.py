"""What the form is made of: its options, its editor of notes, its map of the body, and its draft."""
