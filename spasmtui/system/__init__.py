"""The differences between Linux, macOS and Windows: the one place that knows which system this is."""
