"""Ask for a passphrase on the terminal, without showing what is typed."""

from __future__ import annotations

import contextlib
import getpass
import os
import termios
import warnings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


def ask_passphrase(question: str) -> str | None:
    """Return what was typed after a question; None where there is no terminal to ask on, or it has ended.

    Raises:
        KeyboardInterrupt: the person has stopped the command.
    """
    with contextlib.suppress(OSError, EOFError), warnings.catch_warnings():
        # Without a terminal of its own the module would read, and show, what stands on standard input.
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
        warnings.simplefilter("error", getpass.GetPassWarning)
        with contextlib.suppress(getpass.GetPassWarning):
            return getpass.getpass(question)
    return None


@contextlib.contextmanager
def without_echo() -> Iterator[None]:
    """Show nothing of what is typed on the terminal inside the block, also while nobody asks."""
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        yield
        return
    try:
        before = termios.tcgetattr(descriptor)
        hidden = [*before]
        hidden[3] &= ~termios.ECHO
        termios.tcsetattr(descriptor, termios.TCSADRAIN, hidden)
        try:
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
    finally:
        os.close(descriptor)
