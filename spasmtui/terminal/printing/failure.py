"""Say that an answer could not be shown, and what has been changed all the same."""

from __future__ import annotations

import errno
import os

from spasmtui.errors import OutputFailed

_REASONS = {errno.EBADF: "standard output is closed"}


def failure(error: OSError) -> OutputFailed:
    """Return the error of the program for an error of standard output."""
    reason = error.strerror or str(error)
    return OutputFailed(_REASONS.get(error.errno or 0) or f"{reason[:1].lower()}{reason[1:]}")


def failure_sentences(reason: str, done: str, instead: str, *, has_changed: bool) -> str:
    """Return the sentences for a person whose command could not show its answer.

    Args:
        reason: why not, as the system says it.
        done: sentences about what the command has changed; empty where it noted nothing.
        instead: what must be read in any case; empty for nothing.
        has_changed: something has been stored.
    """
    if not done and has_changed:
        done = "What you asked for is done and stored."
    if done:
        return f"{done} Only the answer could not be shown: {reason}."
    return f"The answer could not be shown: {reason}. {instead}".rstrip()


class ClosedOutput:
    """Stand in for a standard output that the shell has closed: whatever is written to it fails."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self) -> None:
        # The descriptor must not fall to a file that is opened later.
        self._placeholder = open(os.devnull, "wb")  # noqa: SIM115 -- as long as the process

    @property
    def buffer(self) -> ClosedOutput:
        """The stream for bytes, which is closed as well."""
        return self

    def isatty(self) -> bool:
        """Return False."""
        return False

    def fileno(self) -> int:
        """Return the descriptor of the placeholder."""
        return self._placeholder.fileno()

    def write(self, _data: str | bytes) -> int:
        """Fail.

        Raises:
            OSError: always.
        """
        raise OSError(errno.EBADF, "standard output is closed")

    def flush(self) -> None:
        """Do nothing: nothing was written."""
