"""Reading what a person types into fields of an episode."""
