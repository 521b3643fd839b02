"""Streams of text that claim to be a terminal."""

import io


class TerminalStream(io.StringIO):
    """A stream on which a person reads or types."""

    def isatty(self) -> bool:
        """Claim to be a terminal."""
        return True
