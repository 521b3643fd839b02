"""Draw the progress of long work on a terminal, with rich; `progress.py` loads this once the work takes a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn

from spasmtui.shared.text_wrap import cell_width, truncate
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
FEWEST_BAR_CELLS = 8
"""In a window with less room than this there is no bar, since the share stands beside it."""
BESIDE_CELLS = 8
"""The spinner, the share and the blanks between them."""
NARROW_BELOW_CELLS = 50
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
    bar = BarColumn(bar_width=BAR_CELLS)
    before = (SpinnerColumn("line" if is_ascii else "dots"), TextColumn("{task.description}", markup=False))
    behind = (TaskProgressColumn(), TextColumn("{task.fields[ending]}"))
    shown = Progress(
        *before,
        *behind,
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
            ending = "Ctrl+C stops it"
            if console.width >= NARROW_BELOW_CELLS:
                ending = f"{int(time.monotonic() - began_at)} s, {ending}"
            room = console.width - BESIDE_CELLS - cell_width(ending)
            title = truncate(sanitize(work.title, one_line=True), room)
            bar.bar_width = min(BAR_CELLS, room - cell_width(title) - 1)
            has_bar = not is_ascii and bar.bar_width >= FEWEST_BAR_CELLS
            shown.columns = (*before, *([bar] if has_bar else []), *behind)
            shown.update(task, description=title, completed=work.done, ending=ending)
            shown.refresh()
            if has_ended.wait(REFRESH_SECONDS):
                return
