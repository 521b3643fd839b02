"""Show how far a long piece of work has come, on the terminal of stderr and only once it takes longer than a moment.

The work itself notes where it is and never waits; a thread looks at that and draws. Work that is over within the moment
starts no drawing and imports nothing for it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sized

from spasmtui.terminal.interruption import held_signals
from spasmtui.terminal.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO, TypeVar

    Item = TypeVar("Item")

DELAY_SECONDS = 0.5
"""Work that is done by then needs no progress."""
PATIENCE_SECONDS = 1.0
"""The longest wait for a terminal that takes no output."""


class Work:
    """A piece of work with its steps, as the person reads them."""

    __slots__ = ("done", "title", "total")

    def __init__(self, title: str) -> None:
        self.title = title
        self.done = 0
        self.total: int | None = None
        """The items of this step; None where nobody can know."""

    def step(self, title: str) -> None:
        """Begin the next step."""
        self.title, self.done, self.total = title, 0, None

    def over(self, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
        """Yield the items and count them.

        Args:
            items: what the step goes through.
            total: their number; None asks the items, if they can tell.
        """
        self.done, self.total = 0, len(items) if total is None and isinstance(items, Sized) else total
        for item in items:
            yield item
            self.done += 1
        self.total = None


@contextlib.contextmanager
def show_work(title: str, err: TextIO, *, is_plain: bool, is_ascii: bool, is_colorless: bool) -> Iterator[Work]:
    """Show the work of the block on a terminal while it goes on, and take that away at the end.

    Args:
        title: the first step, such as `Reading the diary`.
        err: the stream of the terminal.
        is_plain: one line of text, and nothing that moves.
        is_ascii: no character beyond ASCII.
        is_colorless: no colour.
    """
    work, has_ended = Work(title), threading.Event()

    def draw() -> None:
        if has_ended.wait(DELAY_SECONDS):
            return
        with contextlib.suppress(OSError, ValueError):  # the terminal has gone
            if is_plain:
                err.write(f"{sanitize(work.title, one_line=True)} ... Ctrl+C stops it.\n")
                err.flush()
            else:
                # The work has taken half a second by now, and this takes a tenth of one.
                from spasmtui.terminal.progress_bar import draw_until  # noqa: PLC0415 -- rich, for long work alone

                draw_until(has_ended, work, err, is_ascii=is_ascii, is_colorless=is_colorless)

    drawing = threading.Thread(target=draw, name="spasm-progress", daemon=True)
    with held_signals():  # it inherits that: a signal is for the thread that works
        drawing.start()
    try:
        yield work
    finally:
        has_ended.set()
        drawing.join(PATIENCE_SECONDS)
