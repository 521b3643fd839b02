"""Show the weeks of the chosen item as a quiet table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.plans.tui.table import HEADING, plan_table, week_table
from spasmtui.shared.text_wrap import truncate
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from spasmtui.plans.overview import ItemView, Overview

BY_WEEK = ", by week"
FEWEST_ROWS_FOR_HEADING = 5
FEWEST_ROWS_BELOW = 5
"""Rows below the weeks of an item from which all items have a table."""


class WeeksView(Widget, can_focus=False):
    """As many weeks as there is room for, the newest first; the page keys go to older ones."""

    view: reactive[ItemView | None] = reactive(None)
    first: reactive[int] = reactive(0)
    """The number of the newest week that is shown."""
    overview: reactive[Overview | None] = reactive(None)

    def __init__(self, *, is_ascii: bool, id: str | None = None) -> None:  # noqa: A002 -- the widget's own word
        super().__init__(id=id)
        self._is_ascii = is_ascii

    def watch_view(self, before: ItemView | None, view: ItemView | None) -> None:
        """Begin with the newest week of another item."""
        if before is None or view is None or before.item != view.item:
            self.first = 0

    @property
    def has_more(self) -> bool:
        """True if there are weeks that are not in sight."""
        return self.view is not None and len(self.view.weeks) > max(1, self.size.height - 3)

    def turn(self, direction: int) -> None:
        """Go to older weeks, or back to newer ones, by as many as are in sight but one."""
        if self.view is not None:
            step = max(1, self.size.height - 4)
            last = max(0, len(self.view.weeks) - max(1, self.size.height - 3))
            self.first = max(0, min(last, self.first + direction * step))

    def render(self) -> Content:
        """Return the heading and the table."""
        view, size = self.view, self.content_size
        if view is None or self.overview is None or not view.weeks or size.height < 2:
            return Content("")
        title = truncate(shown_text(view.title, one_line=True), size.width - len(BY_WEEK), "…") + BY_WEEK
        heading = [Content.styled(title, HEADING)] if size.height >= FEWEST_ROWS_FOR_HEADING else []
        year = self.overview.today.year
        rows = view.weeks[self.first :]
        lines = week_table(rows, size.width, size.height - len(heading), is_ascii=self._is_ascii, this_year=year)
        lines = [*heading, *lines]
        room = size.height - len(lines) - 1
        below = plan_table(self.overview.items, size.width, room, year) if room >= FEWEST_ROWS_BELOW else []
        return Content("\n").join([*lines, *([Content(""), *below] if below else [])])
