"""What devices changed without knowing of each other: told to the person, and settled by a choice."""
