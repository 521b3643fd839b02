"""A page of the guide."""
