"""Kitchen measures and the text a person measures by."""
