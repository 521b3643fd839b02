"""The map of the body as a widget and as a dialog."""
