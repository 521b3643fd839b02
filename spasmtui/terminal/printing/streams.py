"""Make the standard streams fit to write to, and decide what they write: everything, or ASCII alone."""

from __future__ import annotations

import importlib
import os
import sys

from spasmtui.launcher.terminal_kind import is_ascii_only
from spasmtui.shared.plain_letters import write_in_ascii


def repair_streams() -> None:
    """Replace a closed stream with one that discards output, or says for stdout that it is closed.

    Where nothing but ASCII is shown for sure, all else is written in plain letters and signs.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None and name == "stdout":
            sys.stdout = importlib.import_module("spasmtui.terminal.printing.failure").ClosedOutput()
        elif stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 -- as long as the process
        elif mode == "w" and is_ascii_only(os.environ if stream.isatty() else {}, stream.encoding):
            write_in_ascii(stream)


def decide_ascii(*, is_asked: bool) -> bool:
    """Return whether the answer of a command is in ASCII alone: as asked, or as stdout has nothing else.

    Args:
        is_asked: `--ascii` was given; it holds for what is said on stderr too.
    """
    if is_asked:
        write_in_ascii(sys.stdout)
        write_in_ascii(sys.stderr)
    return is_asked or is_ascii_only({}, sys.stdout.encoding or "utf-8")
