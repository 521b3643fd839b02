"""The relief screen and its parts."""
