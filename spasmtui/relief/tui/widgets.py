"""Draw the widgets of the timer. Each one is drawn again only when its value changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.relief.tui.keys import MOST_IN_FOOTER, Moment, Phase, go_on_binding, is_in_footer
from spasmtui.terminal.refresh.drawn_alone import DrawnAlone
from spasmtui.ui.drawing.big_digits import large_digits
from spasmtui.ui.key_bar import ALL_KEYS, HELP, KeyBar
from spasmtui.ui.keys.steady_places import Entry
from spasmtui.ui.themes import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import Binding

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


class BigTime(DrawnAlone):
    """The time left of this step in the largest digits that fit; during a flash, bright lines below them.

    Where there is no room below, the digits make way for a bright block. To light more costs a slow line a second.
    """

    is_lit: reactive[bool] = reactive(False)

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self.time = ""
        """The digits; who sets them draws them."""
        self._is_ascii = is_ascii

    def render(self) -> Content:
        """Render the digits as rows of blocks, and what is lit."""
        width, height = self.content_size
        rows = large_digits(self.time or "0:00", width, height, is_ascii=self._is_ascii)
        if not self.is_lit:
            return Content("\n".join(rows))
        shown = rows if len(rows) < height else ()
        bright = "reverse" if self.app.theme == TERMINAL.name else "on $foreground"
        lit = Content.styled("\n".join([" " * width] * (height - len(shown))), bright)
        return Content("\n").join([*map(Content, shown), lit])

    def texts(self, width: int, height: int) -> tuple[str, ...] | None:
        """Return the rows of the digits, unless anything is lit."""
        return None if self.is_lit else large_digits(self.time or "0:00", width, height, is_ascii=self._is_ascii)

    def light_up(self) -> None:
        """Flash once for `FLASH_SECONDS`."""
        self.is_lit = True
        self.set_timer(FLASH_SECONDS, self._end_flash)

    def _end_flash(self) -> None:
        self.is_lit = False


class StepBar(DrawnAlone):
    """The progress of this step."""

    DEFAULT_CSS = "StepBar { height: 1; }"

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self.part = 0.0
        """0 to 1; who sets it draws it."""
        self._is_ascii = is_ascii

    def render(self) -> Content:
        """Render a heavy line for the past, a light one for the rest, with a half cell between them.

        The heavy line has the style of the time, so that a second that goes by changes no style.
        """
        done, rest = self._lines(self.content_size.width)
        return Content.assemble((done, "bold"), (rest, "$text-muted"))

    def texts(self, width: int, height: int) -> tuple[str, ...]:
        """Return both lines as one row."""
        return ("".join(self._lines(width)),) if height else ()

    def _lines(self, width: int) -> tuple[str, str]:
        full, half = divmod(round(self.part * width * 2), 2)
        if self._is_ascii:
            return "=" * full, "-" * (width - full)
        done = "━" * full + ("╸" if half else "")
        return done, "─" * (width - len(done))


class Lines(Widget):
    """Lines of text with one style each, wrapped to the width."""

    DEFAULT_CSS = "Lines { height: auto; }"
    text: reactive[Content] = reactive(Content(""), layout=True)

    def render(self) -> Content:
        """Render the text as it was given."""
        return self.text


class ReliefKeyBar(KeyBar):
    """The last line: few keys while a routine runs, and yes and no only while something is asked."""

    def __init__(self, moment: Callable[[], Moment]) -> None:
        """Create the line.

        Args:
            moment: returns the present state of the screen.
        """
        super().__init__()
        self._moment = moment

    def is_shown(self, binding: Binding) -> bool:
        """Leave out the answers that nothing asks for."""
        return super().is_shown(binding) and is_in_footer(binding.action, self._moment())

    def words_of(self, binding: Binding) -> str:
        """Return what a key does at this moment."""
        return super().words_of(go_on_binding(binding, self._moment().session))

    def keyed_entries(self) -> list[Entry]:
        """Leave the less important keys of a running routine to the list of all keys."""
        entries = super().keyed_entries()
        if self._moment().phase is not Phase.TIMER:
            return entries
        last = [entry for entry in entries if entry[1] in (HELP, ALL_KEYS)]
        return [*[entry for entry in entries if entry not in last][:MOST_IN_FOOTER], *last]
