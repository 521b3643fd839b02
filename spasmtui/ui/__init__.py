"""What screens of all rooms share; knows no feature."""
