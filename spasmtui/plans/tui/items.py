"""List the items of a plan, an item a row; without a plan, the ways to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from spasmtui.plans.tui.table import HEADING, item_row, row_columns
from spasmtui.ui.keys.after_keys import AfterKeys
from spasmtui.ui.option_list import SafeOptionList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.plans.overview import ItemView

WAYS = (
    ("bedtime", "Take the bedtime stretches", "every evening for six weeks from today; then decide from the diary"),
    ("new", "Make an item yourself", "a routine, how often, and on which side"),
    ("import", "Take a plan from a file", "one that a physiotherapist has sent, or another device has written"),
)
"""The ways to a plan where there is none: a name, its words, and what it means."""


class PlanList(SafeOptionList):
    """The items; the first click chooses one, and a click on the chosen one starts it."""

    opens_at_once = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "select", "start", tooltip="Start the chosen item; without a plan: take that way", id="plan.start"
        ),
        Binding("down,j", "cursor_down", "down", show=False, tooltip="The next item", id="plan.down"),
        Binding("up,k", "cursor_up", "up", show=False, tooltip="The item before", id="plan.up"),
    ]
    DEFAULT_CSS = """
    PlanList { height: auto; border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
        text-wrap: nowrap; text-overflow: ellipsis;
        &:focus { border: none; }
    }
    """

    class Moved(Message):
        """Another item was chosen, and the keys rest."""

    class Started(Message):
        """Enter, or a click on the chosen row, starts it."""

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__()
        self._goes_on = "..." if is_ascii else "…"
        self._views: tuple[ItemView, ...] = ()
        self._rows: tuple[int | None, ...] = ()
        """The number of the item in each row; None in a heading."""
        self.after_keys = AfterKeys(self, lambda: self.post_message(self.Moved()))

    @property
    def chosen(self) -> ItemView | None:
        """The item under the cursor."""
        if self.highlighted is None or self.highlighted >= len(self._rows):
            return None
        number = self._rows[self.highlighted]
        return self._views[number] if number is not None else None

    @property
    def way(self) -> str:
        """The name of the chosen way to a plan; empty where there is one."""
        if self._views or self.highlighted is None:
            return ""
        return WAYS[self.highlighted][0]

    def show_items(self, views: Sequence[ItemView]) -> None:
        """Show these items; the cursor stays on its own."""
        before, at = self.chosen, self.highlighted
        self._views = tuple(views)
        width = self.app.size.width
        columns = row_columns(self._views, self._width(width))
        options: list[Option] = []
        rows: list[int | None] = []
        part = self._views[0].part if self._views else None
        for number, view in enumerate(self._views):
            if view.part is not part and view.part.value:
                options.append(Option(Content.styled(f" {view.part.value}", HEADING), disabled=True))
                rows.append(None)
            part = view.part
            options.append(Option(item_row(view, columns, self._goes_on)))
            rows.append(number)
        if not self._views:
            options = [Option(Content(f"  {words}")) for _name, words, _means in WAYS]
        self._rows = tuple(rows)
        self.clear_options()
        self.add_options(options)
        self.highlighted = self._place_of(before, at)

    def _place_of(self, view: ItemView | None, at: int | None) -> int | None:
        """Return the row of an item that was chosen before, else the one that was, as near as there is one."""
        if not self._views:
            return min(at or 0, len(WAYS) - 1)
        items = [row for row, number in enumerate(self._rows) if number is not None]
        if view is not None:
            for row in items:
                if self._views[self._rows[row] or 0].item == view.item:
                    return row
        return min(items, key=lambda row: abs(row - (at or 0)), default=None)

    def _width(self, columns: int) -> int:
        return max(20, (self.size.width or columns - 4) - 1)

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        columns = row_columns(self._views, self._width(self.app.size.width))
        for row, number in enumerate(self._rows):
            if number is not None:
                self.replace_option_prompt_at_index(row, item_row(self._views[number], columns, self._goes_on))

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Leave what is said of the chosen item until the keys rest."""
        super().watch_highlighted(highlighted)
        self.after_keys.start()

    def action_select(self) -> None:
        """Start the chosen item."""
        if self.highlighted is not None:
            self.post_message(self.Started())
