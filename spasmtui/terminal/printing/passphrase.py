"""Ask for a passphrase on the terminal, without showing what is typed."""

from __future__ import annotations

import contextlib
import getpass
import warnings

from spasmtui.system.terminal_line import has_own_terminal


def ask_passphrase(question: str) -> str | None:
    """Return the words typed after a question; None where there is no terminal to ask on, or it has ended.

    Raises:
        KeyboardInterrupt: the person has stopped the command.
    """
    # Without a terminal of its own the module would read, and show, what stands on standard input.
    if not has_own_terminal():
        return None
    with contextlib.suppress(OSError, EOFError), warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        with contextlib.suppress(getpass.GetPassWarning):
            return getpass.getpass(question)
    return None
