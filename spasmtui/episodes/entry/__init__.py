"""Read the texts that a person types into the fields of an episode."""
