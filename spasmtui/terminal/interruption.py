"""Hold back Ctrl+C and termination while a file is written, so that a change is there whole or not at all.

Whoever interrupts a command is told which of both it is: the run remembers whether it has written what was asked for.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` would load more than `status` has time for
import contextlib

from spasmtui.system.calls import ENDING, hold_signals, release_signals

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

UNDONE = "Stopped. Nothing was changed."
DONE = "Stopped, but what you asked for had been done by then, and is saved."


class Interrupted(KeyboardInterrupt):
    """A signal asked the program to end; the message is a sentence for a person."""

    def __init__(self, message: str = "", number: int = _signal.SIGINT) -> None:
        super().__init__(message)
        self.message = message
        self.exit_code = 128 + number


class _Run:
    has_written = False


def begin_run() -> None:
    """Forget what an earlier command of this process has written."""
    _Run.has_written = False


def has_written() -> bool:
    """Return whether this run has durably written something that was asked for."""
    return _Run.has_written


def note_written() -> None:
    """Remember that this run has durably written something that was asked for."""
    _Run.has_written = True


@contextlib.contextmanager
def held_signals() -> Iterator[None]:
    """Let this thread, and those that it starts in the block, hear no signal to end before the block has ended."""
    held = hold_signals()
    try:
        yield
    finally:
        release_signals(held)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Let a write that must not be cut in two end before a signal is heard, and remember that it was made."""
    with held_signals():
        yield
        note_written()


@contextlib.contextmanager
def signals_as_exceptions() -> Iterator[None]:
    """Raise `Interrupted` once in the block at Ctrl+C, termination or hang-up, so that drafts are removed.

    A signal that is ignored, or that something else handles already, keeps what it does, and so do all of them outside
    the main thread, where no handler can be set.
    """
    heard: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        heard.append(number)
        if len(heard) == 1:  # a second one must not cut short what the first has set going
            raise Interrupted(number=number)

    before: dict[int, object] = {}
    try:
        with contextlib.suppress(ValueError):
            for number in ENDING:
                if _signal.getsignal(number) in (_signal.SIG_DFL, _signal.default_int_handler):
                    before[number] = _signal.signal(number, hear)
        yield
    finally:
        for number, handler in before.items():
            _signal.signal(number, handler)


def signal_of(stopped: KeyboardInterrupt) -> int:
    """Return the number of the signal that interrupted a run."""
    return stopped.exit_code - 128 if isinstance(stopped, Interrupted) else int(_signal.SIGINT)


def end_of_interrupted(stopped: KeyboardInterrupt) -> tuple[str, int]:
    """Return the sentence and the exit code for an interrupted run."""
    message = stopped.message if isinstance(stopped, Interrupted) else ""
    return message or (DONE if _Run.has_written else UNDONE), 128 + signal_of(stopped)
