"""A list that renders only its visible lines, and the log's two lists derived from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseDown
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from spasmtui.episodes.episode_text import where_text
from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.names import SHIPPED
from spasmtui.episodes.model.night_rows import NightRow
from spasmtui.episodes.tui.log_data import Arranged
from spasmtui.episodes.tui.night_table import (
    NARROW_BELOW_COLUMNS,
    ORDERS_OF_COLUMN,
    Widths,
    choose_columns,
    column_spans,
    heading,
    in_columns,
    legend,
    margin,
    night_cells,
    widths_of,
)
from spasmtui.shared.formats import short_place
from spasmtui.shared.text_wrap import truncate
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import one_line, shown_text
from spasmtui.ui.chosen_row import mark_chosen

Item = TypeVar("Item")
COLUMN = "column"
"""The name of a column in the meta data of its heading."""
MOST_BOLD_CELLS = 9
"""The cells of a chosen row that are bold: the day without its month, since rows in two colours cost twice the pens."""
CONTESTED = "*"
"""The mark of what two devices changed differently."""


class LineList(ScrollView, Generic[Item], can_focus=True, inherit_bindings=False):
    """A list of one line an item, one of them chosen; only the visible lines are rendered."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", show=False, tooltip="The next line", id="list.down"),
        Binding("up,k", "move(-1)", "up", show=False, tooltip="The previous line", id="list.up"),
        Binding("pagedown,space", "page(1)", "page down", show=False, tooltip="A page down", id="list.page-down"),
        Binding("pageup,b", "page(-1)", "page up", show=False, tooltip="A page up", id="list.page-up"),
        Binding("home", "move(-1000000)", "first", show=False, tooltip="The first line", id="list.first"),
        Binding("end,G", "move(1000000)", "last", show=False, tooltip="The last line", id="list.last"),
        Binding("enter", "open", "open", tooltip="Open the chosen line", id="list.open"),
    ]
    FOCUS_ON_CLICK = False  # a click below the last line is on nothing: see `on_mouse_down`
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--quiet"}
    DEFAULT_CSS = """
    LineList { background: $background; color: $foreground; scrollbar-size-vertical: 1; overflow-x: hidden;
        & > .list--quiet { color: $text-muted; }
    }
    """

    chosen: reactive[int] = reactive(0, repaint=False)
    """The index of the chosen item; 0 in an empty list."""

    @dataclass
    class Chosen(Message):
        """Another item was chosen, or the items changed."""

        sender: LineList[object]
        """The list."""

        @property
        def control(self) -> LineList[object]:
            """The list."""
            return self.sender

    @dataclass
    class Opened(Message):
        """Enter was pressed on the chosen item."""

        sender: LineList[object]
        """The list."""

        @property
        def control(self) -> LineList[object]:
            """The list."""
            return self.sender

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's own name
        super().__init__(id=id)
        self.items: Sequence[Item] = ()
        self.when_empty = Content("")

    @property
    def item(self) -> Item | None:
        """The chosen item, None in an empty list."""
        return self.items[self.chosen] if self.items else None

    def show_items(self, items: Sequence[Item], chosen: int = 0, *, when_empty: str = "") -> None:
        """Replace the items and choose the one at `chosen`, or the last; an empty list shows the text `when_empty`."""
        self.items = items
        self.when_empty = Content(when_empty)
        self.chosen = max(0, min(chosen, len(items) - 1))
        if len(items) != self.virtual_size.height:
            # The list keeps its place, so that nothing but its scroll bar has to be laid out.
            self.set_reactive(LineList.virtual_size, Size(0, len(items)))
            self._scroll_update(self.virtual_size)
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Chosen(self))  # type: ignore[arg-type]  # a message knows no item type

    def line_of(self, item: Item, width: int) -> tuple[str, bool]:
        """Return an item as text for `width` cells, and whether it is printed in the quiet style."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Render a line of the window."""
        index, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if not 0 <= index < len(self.items):
            return self._line_when_empty(y - 1, width)
        text, is_quiet = self.line_of(self.items[index], width)
        style = self.get_visual_style("list--quiet") if is_quiet else self.visual_style
        text = fit_line(shown_text(text, one_line=False).replace("\n", " "), width)
        strip = Strip(Content(text).render_segments(style), width)
        return mark_chosen(strip, self, MOST_BOLD_CELLS) if index == self.chosen else strip

    def _line_when_empty(self, y: int, width: int) -> Strip:
        lines = [] if self.items else self.when_empty.wrap(max(1, width - 2))
        if not 0 <= y < len(lines):
            return Strip.blank(width, self.rich_style)
        text = set_cell_size(f" {lines[y].plain}", width)
        return Strip(Content(text).render_segments(self.get_visual_style("list--quiet")), width)

    def watch_chosen(self, _old: int, _new: int) -> None:
        """Scroll to the chosen line and report it."""
        self._keep_in_view()
        self.refresh()
        self.post_message(self.Chosen(self))  # type: ignore[arg-type]

    def _keep_in_view(self) -> None:
        if self.is_mounted and self.size:
            self.scroll_to_region(Region(0, self.chosen, 1, 1), animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the chosen line visible in a smaller window."""
        self._keep_in_view()

    def on_mouse_down(self, event: MouseDown) -> None:
        """Take the keys where there is a line under the mouse; words that are being typed elsewhere stay words."""
        if self.focusable and 0 <= event.y + self.scroll_offset.y < len(self.items):
            self.focus(scroll_visible=False)

    def on_click(self, event: Click) -> None:
        """Choose the line under the mouse; a click on the chosen one opens it."""
        if not self.can_focus:
            return
        index = event.y + self.scroll_offset.y
        if index == self.chosen and index < len(self.items):
            self.action_open()
        elif index < len(self.items):
            self.chosen = index

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Offer to open a line where there is one."""
        return action != "open" or bool(self.items)

    def action_move(self, lines: int) -> None:
        """Move the choice by a number of lines, at most to either end."""
        self.chosen = max(0, min(self.chosen + lines, len(self.items) - 1))

    def action_page(self, pages: int) -> None:
        """Move the choice by a number of windows."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_open(self) -> None:
        """Report that the chosen item is to be opened."""
        if self.items:
            self.post_message(self.Opened(self))  # type: ignore[arg-type]


def fit_line(text: str, width: int) -> str:
    """Return a text in exactly `width` cells; a mark at its end says that it goes on."""
    return set_cell_size(truncate(text.rstrip(), width, "…"), width)


class NightList(LineList[NightRow]):
    """The nights of the diary, in columns."""

    this_year = 0
    """The year that is left out of a date."""
    names = SHIPPED
    """The titles of routines."""
    needed: Widths = (widths_of(()), widths_of(()))
    contested: frozenset[date] = frozenset()
    """The nights with something that two devices changed differently."""

    def show_nights(self, arranged: Arranged, chosen: int) -> None:
        """Replace the nights, with the columns that they need, and choose the one at `chosen`."""
        self.this_year, self.names, self.needed = arranged.this_year, arranged.names, arranged.needed
        self.contested = arranged.contested
        self.show_items(arranged.rows, chosen, when_empty=arranged.when_empty)

    def line_of(self, item: NightRow, width: int) -> tuple[str, bool]:
        """Return a night in columns, with a star where there is something to choose; quiet without an episode."""
        is_narrow = width < NARROW_BELOW_COLUMNS
        columns, is_short = choose_columns(*self.needed, width)
        cells = night_cells(item, self.this_year, self.names, is_narrow=is_narrow, is_short=is_short)
        line = in_columns(cells, columns, width)
        if item.date in self.contested:
            before = len(margin(width)) - 1
            line = line[:before] + CONTESTED + line[before + 1 :]
        return line, not item.episodes

    def heading(self, order: str) -> Content:
        """Return the line of the column headings above the list, with that of the order marked; a click sorts."""
        width = self.scrollable_content_region.width
        columns = choose_columns(*self.needed, width)[0]
        line = Content(heading(columns, width))
        for name, (start, end) in column_spans(columns, width).items():
            line = line.stylize("$foreground bold" if order in ORDERS_OF_COLUMN[name] else "", start, end)
            line = line.stylize(Style.from_meta({COLUMN: name}), start, end)
        return line

    @property
    def legend(self) -> str:
        """The meaning of the signs in the list."""
        return legend(choose_columns(*self.needed, self.scrollable_content_region.width)[0])


class EpisodeList(LineList[Episode]):
    """The episodes of one night."""

    contested: frozenset[str] = frozenset()
    """The ids of the episodes that two devices changed differently."""

    def line_of(self, item: Episode, width: int) -> tuple[str, bool]:
        """Return an episode's time, place, pain and length, with a short place where the line is too long."""
        length = "open" if item.is_open else format_duration(item.duration_seconds)
        pain = "" if item.pain is None else f"pain {item.pain}"
        mark = CONTESTED if item.id in self.contested else " "
        places = (where_text(item), one_line(short_place(item.place, item.side, missing="")))
        lines = [
            f" {mark}{item.started_at:%H:%M}  {'  '.join(filter(None, (place, pain, length)))}" for place in places
        ]
        return next((line for line in lines if cell_len(line) <= width), lines[-1]), False
