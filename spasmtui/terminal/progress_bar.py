"""Draw the progress of long work on a terminal, with rich; `progress.py` loads this once the work takes a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn

from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from threading import Event
    from typing import Protocol, TextIO

    class Shown(Protocol):
        """A piece of work, as `progress.Work` notes it."""

        title: str
        done: int
        total: int | None


REFRESH_SECONDS = 0.1
BAR_CELLS = 30
ECHO_CELLS = 4
"""Left free at the end of the line: the terminal writes `^C` there, and on a full line that would begin another."""


class _Terminal(Console):
    def show_cursor(self, show: bool = True) -> bool:  # noqa: ARG002 -- as rich calls it
        # Left alone, because a process that is killed could not bring it back.
        return False


def draw_until(has_ended: Event, work: Shown, err: TextIO, *, is_ascii: bool, is_colorless: bool) -> None:
    """Draw a line about the work until it has ended, then take the line away."""
    console = _Terminal(file=err, no_color=is_colorless or None, highlight=False)
    console.width = max(1, console.width - ECHO_CELLS)
    shown = Progress(
        SpinnerColumn("line" if is_ascii else "dots"),
        TextColumn("{task.description}", markup=False),
        *([] if is_ascii else [BarColumn(bar_width=BAR_CELLS)]),
        TaskProgressColumn(),
        TextColumn("{task.fields[ending]}"),
        console=console,
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    began_at = time.monotonic()
    with shown:
        drawn = work.total
        task = shown.add_task("", total=drawn, ending="")
        while True:
            if work.total != drawn:  # a task of rich's cannot forget its total, and a step may go on after its items
                drawn = work.total
                shown.remove_task(task)
                task = shown.add_task("", total=drawn, ending="")
            title = sanitize(work.title, one_line=True)
            ending = f"{int(time.monotonic() - began_at)} s, Ctrl+C stops it"
            shown.update(task, description=title, completed=work.done, ending=ending)
            shown.refresh()
            if has_ended.wait(REFRESH_SECONDS):
                return
