"""What the timer is made of. Each widget draws again only when what it shows has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.ui.digits import large_digits

if TYPE_CHECKING:
    from spasmtui.relief.figure import Figure

FLASH_SECONDS = 0.15


class ReliefTitle(Widget):
    """The routine and side at the left, since when at the right."""

    DEFAULT_CSS = "ReliefTitle { height: 1; padding: 0 1; }"
    left: reactive[str] = reactive("")
    right: reactive[str] = reactive("")

    def render(self) -> Content:
        """Both ends of one line; the left one gives way."""
        width = self.content_size.width
        room = max(0, width - len(self.right) - 2)
        left = self.left if len(self.left) <= room else self.left[: max(0, room - 1)] + "…"
        gap = " " * max(1, width - len(left) - len(self.right))
        return Content.assemble((left, "bold"), gap, (self.right, "$text-muted"))


class BigTime(Widget):
    """The seconds of this step, as large as there is room; for the moment of a flash one bright block instead."""

    time: reactive[str] = reactive("")
    is_lit: reactive[bool] = reactive(False, toggle_class="-lit")

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._is_ascii = is_ascii

    def render(self) -> Content:
        """Rows of blocks, or none while it is lit."""
        if self.is_lit:
            return Content("")
        rows = large_digits(
            self.time or "0:00", self.content_size.width, self.content_size.height, is_ascii=self._is_ascii
        )
        return Content("\n".join(rows))

    def light_up(self) -> None:
        """Flash once."""
        self.is_lit = True
        self.set_timer(FLASH_SECONDS, self._go_out)

    def _go_out(self) -> None:
        self.is_lit = False


class StepBar(Widget):
    """How much of this step is over."""

    DEFAULT_CSS = "StepBar { height: 1; }"
    part: reactive[float] = reactive(0.0)
    """0 to 1, in steps of half a cell."""

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._is_ascii = is_ascii

    def show(self, progress: float) -> None:
        """Take a progress; it is drawn again only when half a cell changes."""
        halves = (self.content_size.width or 36) * 2
        self.part = round(progress * halves) / halves

    def render(self) -> Content:
        """A heavy line, a half cell, a light line."""
        width = self.content_size.width
        halves = round(self.part * width * 2)
        full, half = divmod(halves, 2)
        if self._is_ascii:
            return Content.assemble(("=" * full, "$primary"), ("-" * (width - full), "$text-muted"))
        done = "━" * full + ("╸" if half else "")
        return Content.assemble((done, "$primary"), ("─" * (width - len(done)), "$text-muted"))


class FigureView(Widget):
    """The movement of this step; drawn once a step."""

    figure: reactive[Figure | None] = reactive(None)

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._is_ascii = is_ascii

    def render(self) -> Content:
        """The last pose of the movement, or nothing."""
        size = self.content_size
        if self.figure is None or size.height < 3 or size.width < 12:
            return Content("")
        from spasmtui.relief.figure import draw  # noqa: PLC0415 -- after the first frame

        return Content("\n".join(draw(self.figure, size.width, size.height, is_ascii=self._is_ascii)))


class Lines(Widget):
    """Lines of text with one style each, made anew for the width there is."""

    DEFAULT_CSS = "Lines { height: auto; }"
    text: reactive[Content] = reactive(Content(""), layout=True)

    def render(self) -> Content:
        """The text as it was given."""
        return self.text
