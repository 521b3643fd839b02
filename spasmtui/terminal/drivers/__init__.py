"""Drivers of the full screen: for Linux and macOS, for Windows, and for output that is no terminal of this process."""
