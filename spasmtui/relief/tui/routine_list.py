"""Show the list of routines beside a preview of the highlighted one, and the map of the body that narrows it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from spasmtui.relief.running.selection import find_usual_place
from spasmtui.relief.session.texts import evidence_note, routine_notes
from spasmtui.relief.tui.editor.list_keys import EditableRoutines
from spasmtui.relief.tui.preview_texts import RowColumns, past_use_sentence, place_of, row_columns, row_words
from spasmtui.relief.tui.routine_preview import RoutinePreview
from spasmtui.relief.tui.widgets import Lines
from spasmtui.relief.words import words
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.text_wrap import pad_cells, wrap
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.body_map.dialog import BodyMapDialog
from spasmtui.ui.body_map.widget import BodyMap
from spasmtui.ui.drawing.body_map import BodyPlace
from spasmtui.ui.keys.after_keys import AfterKeys
from spasmtui.ui.modes.line import ModeLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from textual import events
    from textual.app import ComposeResult

    from spasmtui.relief.routines.loader import RoutineBook
    from spasmtui.relief.routines.model import Routine
    from spasmtui.relief.running.diary_port import PastUses, RoutineRecord

    Groups = tuple[tuple[str, tuple[Routine, ...]], ...]

PREVIEW_FROM_COLUMNS = 100
"""Columns from which the preview is beside the list; below, there are a few lines under it."""
NARROW_BELOW_COLUMNS = 60
"""Columns below which the lines under the list have no room for the evidence."""
LOW_BELOW_ROWS = 19
"""Rows below which they have none either."""
ROWS_BELOW = 3
"""Lines under the list."""


class RoutineList(EditableRoutines):
    """Routines, sorted by place; each row is one line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "start", tooltip="Start the chosen routine", id="relief.list.start"),
        Binding("j", "cursor_down", "Down", show=False, tooltip="Down", id="relief.list.down"),
        Binding("k", "cursor_up", "Up", show=False, tooltip="Up", id="relief.list.up"),
        Binding("m", "ask_place", "body map", tooltip="Choose a place on the map of the body", id="relief.list.map"),
        Binding("escape", "show_all", "all routines", tooltip="Show all routines again", id="relief.list.all"),
    ]

    class PlaceWanted(Message):
        """The map of the body is wanted."""

    class AllWanted(Message):
        """All routines are wanted again."""

    def __init__(self) -> None:
        super().__init__(id="relief-list")
        self.routines: dict[str, Routine] = {}
        """The listed routines by id."""
        self.records: Mapping[str, RoutineRecord] = {}
        """The past uses of routines by id."""
        self._places: dict[str, str] = {}
        """The name of the place of each routine by id."""
        self.is_filtered = False
        """True while it shows the routines of one place."""

    @property
    def highlighted_routine(self) -> Routine | None:
        """The routine under the cursor."""
        option = self.highlighted_option
        return self.routines.get(option.id) if option is not None and option.id is not None else None

    def fill(self, groups: Groups, usual: str | None) -> None:
        """List the routines and highlight one that has just come, else the usual one, or the first."""
        known = set(self.routines)
        self.clear_options()
        self.routines = {routine.id: routine for _place, routines in groups for routine in routines}
        added = [name for name in self.routines if name not in known]
        wanted = added[0] if known and len(added) == 1 else usual
        chosen = None
        self._places = {routine.id: place for place, routines in groups for routine in routines}
        for place, routines in groups:
            if self.is_filtered:
                self.add_option(Option(Content.styled(f" {place}", "$text-muted"), disabled=True))
            for routine in routines:
                self.add_option(Option(self._row(routine), id=routine.id))
                if chosen is None or routine.id == wanted:
                    chosen = self.option_count - 1
        self.highlighted = chosen
        self.refresh_bindings()

    def refresh_rows(self) -> None:
        """Write the rows anew, for another width or other numbers of uses."""
        for routine in self.routines.values():
            self.replace_option_prompt(routine.id, self._row(routine))

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        self.refresh_rows()

    async def _on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse; a click on the chosen row starts it: no cramp is recorded by mistake."""
        event.prevent_default()
        clicked: int | None = event.style.meta.get("option")
        if clicked is None or self.get_option_at_index(clicked).disabled:
            return
        if clicked == self.highlighted:
            self.action_select()
        else:
            self.highlighted = clicked

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's signature
        """Leave Esc to the app while all routines are shown."""
        return self.is_filtered if action == "show_all" else True

    def action_ask_place(self) -> None:
        """Ask for the map."""
        self.post_message(self.PlaceWanted())

    def action_show_all(self) -> None:
        """Ask for all routines."""
        self.post_message(self.AllWanted())

    @property
    def _columns(self) -> RowColumns:
        # The size is known before the region is, which also has the scroll bar.
        width = max(24, (self.size.width or self.app.size.width - 7) - 1)
        places = () if self.is_filtered else self._places.values()
        return row_columns(width, tuple(self.routines.values()), places)

    def unseen_place(self, routine: Routine) -> str:
        """Return the name of a routine's place where no row has room for it; else an empty text."""
        return "" if self.is_filtered or self._columns.place else self._places.get(routine.id, "")

    def _row(self, routine: Routine) -> Content:
        """Return a row of one line, with the place in the first row of each."""
        columns, place = self._columns, self._places[routine.id]
        is_first = next(name for name, where in self._places.items() if where == place) == routine.id
        name = pad_cells(place if is_first else "", columns.place) if columns.place else ""
        rest = row_words(routine, columns, self.records.get(routine.id))
        return Content.assemble("  ", (name, "$text-muted"), rest)


class RoutineListPanel(Widget):
    """The list, its preview and the map; `Chosen` says which routine to start."""

    DEFAULT_CSS = """
    ReliefScreen {
        RoutineListPanel { layout: vertical; height: 1fr; }
        #relief-choice { width: 100%; height: 1fr; }
        #relief-preview { height: 3; margin: 0 3 1 3; color: $text-muted; }
        .-interrupted #relief-preview { height: auto; max-height: 5; }
        #relief-routines { width: 1fr; height: 1fr; }
        #relief-beside, #relief-map { display: none; height: 1fr; margin: 1 3 0 0; }
        #relief-map-below { display: none; height: 1fr; margin: 0 3; }
        #relief-beside { width: 1fr; layout: vertical; }
        #relief-beside-head { margin: 0 0 1 0; }
        #relief-beside FigureView { width: 100%; height: 36%; margin: 0 0 1 0; }
        StepsView { height: 1fr; margin: 1 0; }
        #relief-beside-side { dock: bottom; }
        #relief-map { width: 64; }
        RoutineList {
            width: 100%; height: 1fr; margin: 1 2; border: none; scrollbar-size-vertical: 1; background: $background;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        RoutineList:focus { border: none; background-tint: $background 0%; }
        &.-narrow, &.-short {
            RoutineList { margin: 0 1; }
            #relief-preview { margin: 0 1; max-height: 4; }
        }
        &.-wide, &.-broad {
            #relief-routines { width: 59%; max-width: 72; }
            .-filtered RoutineList { height: auto; max-height: 50%; }
            .-filtered #relief-map-below { display: block; }
            #relief-beside { display: block; }
            #relief-preview { display: none; }
            .-interrupted #relief-preview { display: block; }
        }
        &.-broad #relief-routines { width: 9fr; max-width: 98; }
        &.-broad #relief-beside { width: 4fr; min-width: 31; }
        &.-broad RoutineListPanel #relief-map { display: block; }
        &.-broad .-filtered #relief-map { display: none; }
        &.-short .-filtered #relief-map-below { display: none; }
    }
    """
    SCOPED_CSS = False
    """The rules stand here and not with the screen's, since most starts show no list."""

    class Chosen(Message):
        """A routine was chosen, by its id, and the place and side where one was chosen on the map before."""

        def __init__(self, routine: str, place: BodyPlace | None) -> None:
            super().__init__()
            self.routine = routine
            self.place = place.place if place is not None else None
            self.side = place.side if place is not None else None

    class PastUsesRead(Message):
        """The diary has told the uses of routines and the episodes of places."""

        def __init__(self, past: PastUses) -> None:
            super().__init__()
            self.past = past

    def __init__(self, *, figures: Path | None, elapsed: Callable[[], float], is_ascii: bool) -> None:
        """Create an empty list.

        Args:
            figures: the folder of the drawings; None shows none.
            elapsed: the clock of the movements, in seconds.
            is_ascii: draw without braille, blocks and lines.
        """
        super().__init__()
        self._is_ascii = is_ascii
        self.after_keys = AfterKeys(self, lambda: self.show(self._interruption))
        self._list = RoutineList()
        self._beside = RoutinePreview(figures=figures, elapsed=elapsed, is_ascii=is_ascii)
        self._below = Lines(id="relief-preview")
        self._maps = (
            BodyMap(has_list=False, is_ascii=is_ascii, id="relief-map-below"),
            BodyMap(is_ascii=is_ascii, id="relief-map"),
        )
        """Below the routines of a chosen place, and beside the preview of a large window."""
        self._dialog: BodyMapDialog | None = None
        """The map over the screen while it is open, because the diary may tell its numbers later."""
        self._interruption = Content("")
        self._book: RoutineBook | None = None
        self._groups: Groups = ()
        self._usual: str | None = None
        self._usual_place: tuple[str | None, str | None] = (None, None)
        """The usual place and side of the diary."""
        self._place: BodyPlace | None = None
        self._places: Mapping[tuple[str, str | None], int] = {}

    def compose(self) -> ComposeResult:
        """Compose the list, the preview and the map, and lines below them; the modes are not in sight of a routine."""
        with Horizontal(id="relief-choice"):
            with Vertical(id="relief-routines"):
                yield self._list
                yield self._maps[0]
            yield self._beside
            yield self._maps[1]
        yield self._below
        yield ModeLine("relief")

    def load(self, book: RoutineBook, state: Path) -> None:
        """Read all routines in a thread and list them."""
        self._book = book
        self.run_worker(lambda: self._load(book, state), thread=True, exclusive=True, group="list")

    def _load(self, book: RoutineBook, state: Path) -> None:
        if not book.has_listed_own():
            self._fill_from_thread(book.without_own, (None, None))  # while a disk takes long to tell the person's own
        self._fill_from_thread(book, find_usual_place(state, None))
        for fault in book.faults:
            self.app.call_from_thread(self.notify, fault.message, markup=False)

    def _fill_from_thread(self, book: RoutineBook, usual: tuple[str | None, str | None]) -> None:
        groups = book.by_place()
        usual_id = next((known.routine for known in book.places if known.id == usual[0]), None)
        self.app.call_from_thread(self._take_routines, groups, usual_id, usual)

    @property
    def is_filled(self) -> bool:
        """True once the routines have been read."""
        return bool(self._groups)

    def _take_routines(self, groups: Groups, usual_id: str | None, usual: tuple[str | None, str | None]) -> None:
        self._groups, self._usual, self._usual_place = groups, usual_id, usual
        self._fill()
        if self.display:
            self._list.focus()

    def _fill(self) -> None:
        """List the routines of the chosen place, or all of them."""
        place = self._place
        self._list.is_filtered = place is not None
        self.set_class(place is not None, "-filtered")
        if place is None:
            self._list.fill(self._groups, self._usual)
        else:
            name = place_with_side(place.place, place.side)
            self._list.fill(((name[:1].upper() + name[1:], self._routines_of(place.place)),), None)
        self.show(self._interruption)

    def _routines_of(self, place: str) -> tuple[Routine, ...]:
        """Return the routines for a place, its usual one first; those of the person's own for it come last."""
        known = {routine.id: routine for _name, routines in self._groups for routine in routines}
        listed = next((found for found in (self._book.places if self._book else ()) if found.id == place), None)
        order = (listed.routine, *listed.also) if listed is not None else ()
        own = (routine.id for routine in known.values() if routine.place == place)
        return tuple(known[name] for name in dict.fromkeys((*order, *own)) if name in known)

    def show(self, interruption: Content) -> None:
        """Describe the highlighted routine, or show the lines about the one that was interrupted; empty for none."""
        self._interruption = interruption
        self.set_class(bool(interruption), "-interrupted")
        routine = self._list.highlighted_routine
        record = self._list.records.get(routine.id) if routine is not None else None
        if interruption:
            self._below.text = interruption
        elif routine is not None:
            used = past_use_sentence(record, place_of(self._place, routine))
            self._below.text = as_content("\n".join(self._lines_below(routine, used)))
        else:
            self._below.text = Content("")
        if self.app.size.width >= PREVIEW_FROM_COLUMNS:
            self._beside.show(routine, self._place, self._side_of(routine), record)

    def _side_of(self, routine: Routine | None) -> str | None:
        """Return the side on which a routine would start: the chosen one, else the usual one of its place."""
        place = place_of(self._place, routine)
        usual_place, usual_side = self._usual_place
        chosen = self._place.side if self._place is not None else None
        return chosen or (usual_side if place is not None and place == usual_place else None)

    def _lines_below(self, routine: Routine, used: str) -> tuple[str, ...]:
        """Return the lines that describe a routine below the list: those that have room whole."""
        size = self.app.size
        is_roomy = size.width >= NARROW_BELOW_COLUMNS and size.height >= LOW_BELOW_ROWS
        position = f"{routine.position}." if routine.position else ""
        where = " · ".join(filter(None, (self._list.unseen_place(routine), position)))
        texts = (where, used) if not is_roomy else (used, where)
        lines: list[str] = []
        for text in filter(None, (*texts, *routine_notes(routine), evidence_note(routine) * is_roomy)):
            more = wrap(text, size.width - (6 if is_roomy else 2))
            lines += more if len(lines) + len(more) <= ROWS_BELOW else []
        return tuple(lines)

    def on_resize(self, _event: events.Resize) -> None:
        """Describe the routine again, where there is another room for it."""
        self.show(self._interruption)

    def on_routine_list_panel_past_uses_read(self, message: PastUsesRead) -> None:
        """Show how often each routine was used, and light the places on the map."""
        message.stop()
        self._places = message.past.places
        for shown in (*self._maps, *([self._dialog.map] if self._dialog is not None else [])):
            shown.counts = self._places
        self._list.records = message.past.routines
        self._list.refresh_rows()
        self.show(self._interruption)

    @on(OptionList.OptionHighlighted)
    def _preview_highlighted(self) -> None:
        self.after_keys.start()

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.post_message(self.Chosen(event.option.id, self._place))

    @on(RoutineList.PlaceWanted)
    def _ask_place(self) -> None:
        """Go to the map where it is in view, else show it over the screen."""
        for shown in self._maps:
            if shown.size.height:
                shown.focus()
                return
        self._dialog = BodyMapDialog(words().where_is_it, self._places, chosen=self._place, is_ascii=self._is_ascii)
        self.app.push_screen(self._dialog, self._show_place)

    @on(BodyMap.Chosen)
    def _take_place(self, message: BodyMap.Chosen) -> None:
        message.stop()
        self._show_place(BodyPlace(message.place, message.side))

    @on(RoutineList.AllWanted)
    def _show_all(self) -> None:
        self._mark(None)

    def _show_place(self, place: BodyPlace | None) -> None:
        """List the routines of a place that was chosen on the map."""
        self._dialog = None
        if place is not None:
            self._mark(place)
            self._list.focus()

    def _mark(self, place: BodyPlace | None) -> None:
        """List the routines of a place and mark it on the maps; None lists all."""
        self._place = place
        for shown in self._maps:
            shown.chosen = place
        self._fill()
