"""Ask a question on the terminal that is answered by y or n."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

YES = frozenset(("y", "yes"))
NO = frozenset(("n", "no", "q"))


def can_ask(*streams: TextIO) -> bool:
    """Return True if a person can read a question and answer it: every stream is a terminal."""
    return all(stream.isatty() for stream in streams)


def hear_yes(question: str, stdin: TextIO, err: TextIO) -> bool:
    """Ask until the answer is y or n; the end of the input is a no.

    Args:
        question: a sentence that ends in a question mark.
        stdin: where the answer is typed.
        err: where the question is written.
    """
    while True:
        err.write(f"{question} y or n: ")
        err.flush()
        line = stdin.readline()
        if not line or line.strip().lower() in NO:
            return False
        if line.strip().lower() in YES:
            return True
