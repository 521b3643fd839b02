"""Draw the widgets of the timer. Each one is drawn again only when its value changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content
from textual.css.scalar import Unit
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.relief.tui.keys import MOST_IN_FOOTER, Moment, Phase, binding_now, is_in_footer
from spasmtui.terminal.diff_renderer import DiffRenderer
from spasmtui.terminal.refresh.alarm import Alarm
from spasmtui.terminal.refresh.drawn_alone import DrawnAlone
from spasmtui.ui.drawing.big_digits import large_digits
from spasmtui.ui.key_bar import ALL_KEYS, HELP, KeyBar
from spasmtui.ui.keys.steady_places import Entry
from spasmtui.ui.themes import TERMINAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import Binding
    from textual.css.styles import RulesMap
    from textual.screen import Screen

FLASH_SECONDS = 0.15
LEAST_LIT_CELLS = 6
"""Cells beside the digits below which a flash there would not be seen."""
GAP_BEFORE_LIGHT = "  "
"""What keeps the digits readable beside a bright block."""


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
    """The time left of this step in the largest digits that fit; during a flash, a bright line below them.

    Where there is no room below, it is a bright block beside them, or else in their place. To light more costs a slow
    line a second.
    """

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self.time = ""
        """The digits; who sets them draws them."""
        self.is_lit = False
        """True during a flash."""
        self._end: Alarm | None = None
        self._is_ascii = is_ascii

    def render(self) -> Content:
        """Render the digits as rows of blocks, and what is lit."""
        width, height = self.content_size
        rows = large_digits(self.time or "0:00", width, height, is_ascii=self._is_ascii)
        if not self.is_lit:
            return Content("\n".join(rows))
        bright = "reverse" if self.app.theme == TERMINAL.name else "on $foreground"
        if len(rows) < height:
            return Content("\n").join([*map(Content, rows), Content.styled(" " * width, bright)])
        dark = [row + GAP_BEFORE_LIGHT for row in rows]
        if (lit := width - len(dark[0])) < LEAST_LIT_CELLS:
            dark, lit = [""] * height, width
        return Content("\n").join(Content.assemble(row, (" " * lit, bright)) for row in dark)

    def texts(self, width: int, height: int) -> tuple[str, ...] | None:
        """Return the rows of the digits, unless anything is lit."""
        return None if self.is_lit else large_digits(self.time or "0:00", width, height, is_ascii=self._is_ascii)

    def light_up(self) -> None:
        """Flash once for `FLASH_SECONDS`; the frame of the moment that is told of in this way begins it."""
        self.is_lit = True
        self._end = self._end or Alarm(cast("Screen[None]", self.screen))
        self._end.set(FLASH_SECONDS, self._end_flash)

    def _end_flash(self) -> None:
        self.is_lit = False
        if isinstance(self.app, DiffRenderer):
            self.app.repaint(self)
        else:
            self.refresh()


class StepBar(DrawnAlone):
    """The progress of this step."""

    DEFAULT_CSS = "StepBar { height: 1; }"

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self.part = 0.0
        """0 to 1; who sets it draws it."""
        self._is_ascii = is_ascii

    def render(self) -> Content:
        """Render a heavy line for the past between a mark where the step begins and one where it ends.

        The line has the style of the time, so that a second that goes by changes no style. It grows by whole cells,
        about one a second: half a cell would be written twice. Nothing is drawn ahead of it: a step that begins would
        draw it all anew, in thirty cells of three bytes each.
        """
        begin, done, rest, end = self._parts_of(self.content_size.width)
        return Content.assemble((begin, "$text-muted"), (done, "bold"), rest, (end, "$text-muted"))

    def texts(self, width: int, height: int) -> tuple[str, ...]:
        """Return the line, the blanks and the marks as one row."""
        return ("".join(self._parts_of(width)),) if height else ()

    def _parts_of(self, width: int) -> tuple[str, str, str, str]:
        """Return the first mark, what is done, the blanks of what is left, and the last mark."""
        room = max(0, width - 2)
        # Beside small digits in ASCII, `|` would be one of them.
        begin, line, end = ("[", "=", "]") if self._is_ascii else ("│", "━", "│")
        if width < 2:
            begin = end = ""
        done = round(self.part * room)
        return begin, line * done, " " * (room - done), end


class Lines(Widget):
    """Lines of text with one style each, wrapped to the width."""

    DEFAULT_CSS = "Lines { height: auto; }"
    text: reactive[Content] = reactive(Content(""))

    def watch_text(self, before: Content, text: Content) -> None:
        """Have the screen laid out anew where the text has another number of rows: most steps of a routine do not.

        A layout takes half of the processor time of a step.
        """
        if not self.content_size.width or self.styles.is_auto_width or self._rows_of(before) != self._rows_of(text):
            self.refresh(layout=True)
        else:
            self._content_height_cache = (0, 0)  # as a layout does: the height was kept for another text

    def _rows_of(self, text: Content) -> int:
        """Return the rows of a text, at least those that are kept free for it."""
        least = self.styles.min_height
        kept_free = int(least.value) if least is not None and least.unit is Unit.CELLS else 0
        return max(kept_free, text.get_height(cast("RulesMap", self.styles), self.content_size.width))

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
        return super().words_of(binding_now(binding, self._moment()))

    def keyed_entries(self) -> list[Entry]:
        """Leave the less important keys of a running routine to the list of all keys."""
        entries = super().keyed_entries()
        if self._moment().phase is not Phase.TIMER:
            return entries
        last = [entry for entry in entries if entry[1] in (HELP, ALL_KEYS)]
        return [*[entry for entry in entries if entry not in last][:MOST_IN_FOOTER], *last]
