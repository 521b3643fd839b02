"""Draw the widgets of the timer. Each one is drawn again only when its value changes."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.ui.drawing.big_digits import large_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from spasmtui.relief.routines.figure import Figure

FLASH_SECONDS = 0.15


class ReliefTitle(Widget):
    """The routine and side at the left, its start time at the right."""

    DEFAULT_CSS = "ReliefTitle { height: 1; padding: 0 1; }"
    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render(self) -> Content:
        """Render both ends of the line; the left one is shortened when both do not fit."""
        width = self.content_size.width
        room = max(0, width - len(self.right) - 2)
        left = self.left if len(self.left) <= room else self.left[: max(0, room - 1)] + "…"
        gap = " " * max(1, width - len(left) - len(self.right))
        return Content.assemble((left, "bold"), gap, (self.right, "$text-muted"))


class BigTime(Widget):
    """The time left of this step in the largest digits that fit; during a flash one bright block."""

    time: reactive[str] = reactive("")
    is_lit: reactive[bool] = reactive(False, toggle_class="-lit")

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._is_ascii = is_ascii

    def render(self) -> Content:
        """Render the digits as rows of blocks, or nothing during a flash."""
        if self.is_lit:
            return Content("")
        rows = large_digits(
            self.time or "0:00", self.content_size.width, self.content_size.height, is_ascii=self._is_ascii
        )
        return Content("\n".join(rows))

    def light_up(self) -> None:
        """Flash once for `FLASH_SECONDS`."""
        self.is_lit = True
        self.set_timer(FLASH_SECONDS, self._end_flash)

    def _end_flash(self) -> None:
        self.is_lit = False


class StepBar(Widget):
    """The progress of this step."""

    DEFAULT_CSS = "StepBar { height: 1; }"
    part: reactive[float] = reactive(0.0)
    """0 to 1, in steps of half a cell."""

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._is_ascii = is_ascii

    def show(self, progress: float) -> None:
        """Set the progress, 0 to 1; the bar is drawn again only when half a cell changes."""
        halves = (self.content_size.width or 36) * 2
        self.part = round(progress * halves) / halves

    def render(self) -> Content:
        """Render a heavy line for the past, a light one for the rest, with a half cell between them."""
        width = self.content_size.width
        halves = round(self.part * width * 2)
        full, half = divmod(halves, 2)
        if self._is_ascii:
            return Content.assemble(("=" * full, "$primary"), ("-" * (width - full), "$text-muted"))
        done = "━" * full + ("╸" if half else "")
        return Content.assemble((done, "$primary"), ("─" * (width - len(done)), "$text-muted"))


class FigureView(Widget):
    """The movement of this step: a few drawings when it begins, then the held pose without motion."""

    figure: reactive[Figure | None] = reactive(None)
    moment: reactive[float] = reactive(inf)
    """Seconds into the movement that are drawn."""

    def __init__(self, *, is_ascii: bool, elapsed: Callable[[], float]) -> None:
        super().__init__()
        self._is_ascii = is_ascii
        self._elapsed = elapsed
        self.next_drawing: Timer | None = None
        """The timer of the next drawing; None while the figure rests."""

    def show(self, figure: Figure | None, began: float | None) -> None:
        """Show a figure from now on.

        Args:
            figure: the figure; None draws nothing.
            began: the elapsed seconds when its movement began; None shows the held pose at once.
        """
        from spasmtui.relief.routines.figure import drawn_at, seconds_to_next_drawing  # noqa: PLC0415 -- after the first frame

        self.figure = figure
        if self.next_drawing is not None:
            self.next_drawing.stop()
            self.next_drawing = None
        is_still = not self.size.height or self.app.animation_level == "none"
        if figure is None or began is None or is_still:
            self.moment = inf
            return
        into = self._elapsed() - began
        self.moment = drawn_at(figure, into)
        if (wait := seconds_to_next_drawing(figure, into)) is not None:
            self.next_drawing = self.set_timer(wait, lambda: self.show(figure, began))

    def render(self) -> Content:
        """Render the pose of this moment, or nothing where there is no room."""
        size = self.content_size
        if self.figure is None or size.height < 3 or size.width < 12:
            return Content("")
        from spasmtui.relief.routines.figure import draw  # noqa: PLC0415 -- after the first frame

        rows = draw(self.figure, size.width, size.height, is_ascii=self._is_ascii, into_seconds=self.moment)
        return Content("\n".join(rows))


class Lines(Widget):
    """Lines of text with one style each, wrapped to the width."""

    DEFAULT_CSS = "Lines { height: auto; }"
    text: reactive[Content] = reactive(Content(""), layout=True)

    def render(self) -> Content:
        """Render the text as it was given."""
        return self.text
