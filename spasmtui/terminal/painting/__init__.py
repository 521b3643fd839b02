"""What is painted where a terminal lacks it: a theme's colours out of sixteen, and signs and letters in ASCII."""
