"""What Linux, macOS and Windows do in different ways: the one place that knows which system this is."""
