"""The pages of the guide and how they are found."""
