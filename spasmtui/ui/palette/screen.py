"""Show the palette: a line to type in, what fits it, and one sentence about the chosen entry."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from spasmtui.errors import SpasmError
from spasmtui.shared.danger.answer import lead_and_rest
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.routine_at_place import find_routine_at_place
from spasmtui.terminal.sanitize import sanitize, shown_text
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.keys.after_keys import AfterKeys
from spasmtui.ui.messages import SearchGuide, StartRelief
from spasmtui.ui.option_list import SafeOptionList
from spasmtui.ui.palette.commands import app_entries, here_entries
from spasmtui.ui.palette.entry import HEADINGS, LABELS, Entry
from spasmtui.ui.palette.last_used import add_last_used, read_last_used
from spasmtui.ui.palette.matching import Indexed, find, find_nearly, index
from spasmtui.ui.short_input import ShortInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import Protocol

    from spasmtui.shared.routine_at_place import RoutineAtPlace

    class Folders(Protocol):
        """The folders that the palette needs of the app's services."""

        @property
        def state(self) -> Path:
            """The state folder."""

        @property
        def config(self) -> Path:
            """The folder of the settings."""

        @property
        def content(self) -> Path:
            """The shipped content, for the words of places."""


MOST_FOUND = 40
"""The entries that are shown for some words."""
MOST_NEARLY = 6
"""The entries that are shown for most of some words, where none has all."""
LONGEST_REQUEST = 80
"""Characters of words that may name a place and its side; a longer text is no request."""
MOST_ROWS = 24
"""The rows of the list, where the window has them."""
LOW = 16
"""Rows of the window below which there is no blank line."""
PLACEHOLDER, SHORT_PLACEHOLDER = "a word for what you want", "a word"
NARROW = 30
"""Columns of the window from which there is room for the whole of the first."""
MOST_USED = 5
"""The entries that are shown as used last."""


class PaletteInput(ShortInput):
    """The line to type in; the keys that choose among the entries are the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "do it", tooltip="Do what is chosen", id="palette.do"),
        Binding(
            "down",
            "screen.list('cursor_down')",
            "choose",
            tooltip="The next line, or the previous one",
            id="palette.down",
            key_display="↑↓",
        ),
        Binding(
            "up", "screen.list('cursor_up')", show=False, system=True, tooltip="The previous line", id="palette.up"
        ),
        Binding("pagedown", "screen.list('page_down')", show=False, tooltip="A page down", id="palette.page-down"),
        Binding("pageup", "screen.list('page_up')", show=False, tooltip="A page up", id="palette.page-up"),
    ]
    cursor_blink = False


class EntryList(SafeOptionList, can_focus=False):
    """The list of entries; the keys stay with the line that is typed."""

    @dataclass
    class Widened(Message):
        """The list has another width."""

        columns: int
        """The cells for the words of an entry."""

    def on_resize(self) -> None:
        """Report the width that the entries are written for."""
        self.post_message(self.Widened(self.scrollable_content_region.width - 2))


class PaletteScreen(Dialog[Entry | None]):
    """The palette over the screen it was called from; it dismisses with the chosen entry, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", tooltip="Back; nothing is done", id="palette.back"),
    ]
    only_shows = True
    DEFAULT_CSS = """
    PaletteScreen { align: center top;
        #palette-box { width: 80; max-width: 100%; height: auto; max-height: 100%; background: $surface; }
        PaletteInput { margin: 0 0 1 0; background: $surface; &.-textual-compact { padding: 0 1; } }
        #palette-list { height: auto; border: none; padding: 0; background: $surface;
            scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0;
            scrollbar-gutter: stable; }
        #palette-list > .option-list--option { padding: 0 1; }
        #palette-help { height: 1; padding: 0 1; margin: 1 0 0 0; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis; }
        KeyBar { dock: none; }
        &.-low { PaletteInput, #palette-help { margin: 0; } }
    }
    """

    def __init__(self, list_room_entries: Callable[[], Iterable[Entry]], services: Folders | None) -> None:
        """Create the palette.

        Args:
            list_room_entries: yields the entries of the rooms; called in a thread.
            services: for the state folder and the number to call; None remembers nothing.
        """
        super().__init__()
        self._list_room_entries = list_room_entries
        self._services = services
        self._here: tuple[Entry, ...] = ()
        self._app_entries: tuple[Entry, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self._indexed: tuple[Indexed, ...] = ()
        self._used: tuple[str, ...] = ()
        self._shown: dict[str, Entry] = {}
        self._columns = 0
        self._is_read = False
        self.is_opening = False
        """True while what was chosen waits for what the rooms list."""
        self._places: PlaceIndex | None = None
        self.after_keys = AfterKeys(self, self._show_help)

    def compose(self) -> ComposeResult:
        """Lay out the line, the list, the sentence and the keys."""
        with Vertical(id="palette-box"):
            yield PaletteInput(placeholder=PLACEHOLDER, id="palette-input", compact=True)
            yield EntryList(id="palette-list")
            yield Static(id="palette-help", markup=False)
            yield KeyBar()

    def on_mount(self) -> None:
        """List what the app and the screen below can do, and read what the rooms have in a thread."""
        below = self.app.screen_stack[-2]
        self._app_entries = tuple(app_entries(below))
        titles = {entry.title for entry in self._app_entries}
        self._here = tuple(entry for entry in here_entries(below) if entry.title not in titles)
        self._take_entries((), ())
        self.run_worker(self._read, thread=True, group="entries")

    def _read(self) -> None:
        used = read_last_used(self._services.state) if self._services is not None else ()
        rooms: list[Entry] = []
        with suppress(SpasmError):  # what a broken file lacks is named where it is used
            rooms.extend(self._list_room_entries())
        self.app.call_from_thread(self._take_all, tuple(rooms), used)

    def _take_all(self, rooms: tuple[Entry, ...], used: tuple[str, ...]) -> None:
        self._is_read = True
        self._take_entries(rooms, used)
        if self.is_opening:
            self._choose()

    def _take_entries(self, rooms: tuple[Entry, ...], used: tuple[str, ...]) -> None:
        order = list(HEADINGS)
        found = (*self._app_entries, *rooms)
        # A routine that waits to go on comes before everything.
        self._entries = tuple(sorted(found, key=lambda entry: (order.index(entry.kind), entry.id != "resume")))
        self._indexed = index((*self._here, *self._entries))
        self._used = used
        self._show_found()

    def on_resize(self) -> None:
        """Use every row of a low window."""
        for line in self.query(PaletteInput):
            line.placeholder = PLACEHOLDER if self.size.width >= NARROW else SHORT_PLACEHOLDER
        is_low = self.size.height < LOW
        self.set_class(is_low, "-low")
        for entries in self.query(OptionList):
            entries.styles.max_height = max(1, min(MOST_ROWS, self.size.height - (3 if is_low else 9)))

    @on(EntryList.Widened)
    def _rewrite(self, message: EntryList.Widened) -> None:
        if message.columns != self._columns:
            self._columns = message.columns
            self._show_found()

    @on(Input.Changed)
    def _show_found(self) -> None:
        """Show what fits the words typed so far; danger comes before everything."""
        if not self.query(PaletteInput):
            return  # it was closed meanwhile
        query = self.query_one(PaletteInput).value
        self._shown = {}
        options = [*self._danger(query), *(self._found(query) if query.strip() else self._everything())]
        entries = self.query_one(OptionList)
        entries.set_options(options)
        entries.highlighted = next((at for at, option in enumerate(options) if not option.disabled), None)

    def _danger(self, query: str) -> Iterator[Option]:
        if (flag := find_flag(query)) is not None:
            number = emergency_number(os.environ, str(self._services.config) if self._services is not None else "")
            lead, rest = lead_and_rest(flag, number)
            urgent = Entry(id="urgent", title=f"Get help now: {lead}", kind="command", action="urgent")
            self._shown["danger"] = urgent
            yield Option(Content.assemble((lead, "bold $text-error"), f"\n{rest}"), id="danger")

    def _relief_for(self, query: str, *, is_found: bool) -> Entry | None:
        """Return relief for the place and the side that the words say, however they are put; None where they say none.

        Where they name a routine beside it, such as `heat calf`, it is that routine for the place.

        Args:
            query: as typed.
            is_found: whether entries have these words; then only a place with its side comes before them.
        """
        if self._services is None or len(query) > LONGEST_REQUEST:
            return None
        with suppress(SpasmError):
            if self._places is None:
                self._places = PlaceIndex(self._services.content)
            if (both := find_routine_at_place(query, self._places)) is not None:
                return self._routine_for(both)
            place, side = self._places.read(query, is_whole=is_found)
            if place is not None and (side or not is_found):
                ids = (f"place:{place}:{side}", f"place:{place}:")
                return next((entry for each in ids for entry in self._entries if entry.id == each), None)
        return None

    def _routine_for(self, both: RoutineAtPlace) -> Entry | None:
        """Return a routine's entry as it starts for one place."""
        side = both.side if both.side != "both" else None
        where = place_with_side(both.place, both.side)
        return next(
            (
                replace(
                    entry, title=f"{entry.title} · {where}", message=StartRelief(both.routine, side, place=both.place)
                )
                for entry in self._entries
                if entry.id == f"routine:{both.routine}"
            ),
            None,
        )

    def _found(self, query: str) -> Iterator[Option]:
        found = find(query, self._indexed, self._used)
        if (relief := self._relief_for(query, is_found=bool(found))) is not None:
            found = (relief, *(entry for entry in found if entry.id != relief.id))
        yield from (self._option(entry, LABELS.get(entry.kind, "")) for entry in found[:MOST_FOUND])
        search = Entry(
            id="search",
            title=f"Search the guide for “{shown_text(query.strip(), one_line=True)}”",
            kind="page",
            help="Every page that speaks of it",
            message=SearchGuide(sanitize(query, one_line=True).strip()),
        )
        yield self._option(search, "")
        nearly = () if found else find_nearly(query, self._indexed)[:MOST_NEARLY]
        yield from (self._option(entry, LABELS.get(entry.kind, "")) for entry in nearly)

    def _everything(self) -> Iterator[Option]:
        by_id = {entry.id: entry for entry in self._entries}
        used = [by_id[each] for each in self._used if each in by_id][:MOST_USED]
        yield from self._group("Used last", used)
        yield from self._group("Here", self._here)
        for kind, heading in HEADINGS.items():
            yield from self._group(heading, [each for each in self._entries if each.kind == kind and each.is_listed])

    def _group(self, heading: str, entries: Sequence[Entry]) -> Iterator[Option]:
        if entries:
            yield Option(Content.styled(heading, "$accent"), disabled=True)
            yield from (self._option(entry, "") for entry in entries)

    def _option(self, entry: Entry, kind: str) -> Option:
        name = f"{len(self._shown)}:{entry.id}"
        self._shown[name] = entry
        return Option(self._line(entry, kind), id=name)

    def _line(self, entry: Entry, kind: str) -> Content:
        """Return an entry as a line: its title at the left, its kind and its key at the right."""
        width = max(8, self._columns)
        right = kind if width >= 50 else ""
        room = width - cell_len(right) - (cell_len(entry.key) + 2 if entry.key else 0)
        title = shown_text(entry.title, one_line=True)
        if cell_len(title) > room:
            title = set_cell_size(title, room - 1) + "…"
        return Content.assemble(
            set_cell_size(title, room), (right, "$text-muted"), (f"  {entry.key}" if entry.key else "", "$text-accent")
        )

    @on(OptionList.OptionHighlighted)
    def _follow_keys(self) -> None:
        self.after_keys.start()

    def _show_help(self) -> None:
        option = self.query_one(OptionList).highlighted_option
        entry = self._shown.get(option.id or "") if option is not None else None
        self.query_one("#palette-help", Static).update(shown_text(entry.help, one_line=True) if entry else "")

    @on(Input.Submitted)
    def _choose(self) -> None:
        # Typed faster than the rooms are read, what is meant may not be listed yet.
        self.is_opening = not self._is_read
        if self._is_read:
            self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _done(self, event: OptionList.OptionSelected) -> None:
        entry = self._shown.get(event.option_id or "")
        if entry is None:
            return
        if self._services is not None and event.option_id != "danger":
            state = self._services.state
            self.app.run_worker(lambda: add_last_used(state, entry.id), thread=True, group="palette")
        self.dismiss(entry)

    def action_list(self, action: str) -> None:
        """Move among the entries."""
        moves: Any = getattr(self.query_one(OptionList), f"action_{action}")
        moves()
