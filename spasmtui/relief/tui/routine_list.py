"""Show the list of routines, with a preview of the highlighted one or an interrupted one below it."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.running.selection import find_usual_place
from spasmtui.relief.session.texts import routine_preview
from spasmtui.relief.tui.widgets import Lines
from spasmtui.relief.words import words
from spasmtui.shared.durations import format_duration
from spasmtui.terminal.sanitize import as_content, sanitize
from spasmtui.ui.option_list import SafeOptionList

NARROW_BELOW_COLUMNS = 60
"""Columns below which a row of the list has no room for the purpose, and the preview none for the evidence."""
LOW_BELOW_ROWS = 19
"""Rows below which the preview has no room for the evidence."""


class RoutineList(SafeOptionList):
    """All routines, grouped by place."""

    def __init__(self) -> None:
        super().__init__(id="relief-list")
        self._routines: dict[str, Routine] = {}

    @property
    def highlighted_routine(self) -> Routine | None:
        """The routine under the cursor."""
        option = self.highlighted_option
        return self._routines.get(option.id) if option is not None and option.id is not None else None

    def fill(self, groups: tuple[tuple[str, tuple[Routine, ...]], ...], usual: str | None) -> None:
        """List the routines and highlight the usual one."""
        self.clear_options()
        self._routines = {routine.id: routine for _place, routines in groups for routine in routines}
        chosen = None
        for place, routines in groups:
            self.add_option(Option(Content.styled(place, "$text-muted"), disabled=True))
            for routine in routines:
                self.add_option(Option(self._row(routine), id=routine.id))
                if chosen is None or routine.id == usual:
                    chosen = self.option_count - 1
        self.highlighted = chosen

    def _row(self, routine: Routine) -> Content:
        is_narrow = self.app.size.width < NARROW_BELOW_COLUMNS
        title = sanitize(routine.title, one_line=True).ljust(24 if is_narrow else 36)
        length = format_duration(routine.seconds).rjust(8)
        purposes = "" if is_narrow else f"  {routine.purposes}"
        return Content.assemble("  ", title, (f"{length}{purposes}", "$text-muted"))


class RoutineListPanel(Widget):
    """The list and its preview; `Chosen` says which routine to start."""

    class Chosen(Message):
        """A routine was chosen, by its id."""

        def __init__(self, routine: str) -> None:
            super().__init__()
            self.routine = routine

    def __init__(self) -> None:
        super().__init__()
        self._list = RoutineList()
        self._preview = Lines(id="relief-preview")
        self._interruption = ""

    def compose(self) -> ComposeResult:
        """Compose the list and the preview."""
        yield self._list
        yield self._preview

    def load(self, book: RoutineBook, state: Path) -> None:
        """Read all routines in a thread and list them."""
        self.run_worker(lambda: self._load(book, state), thread=True, exclusive=True, group="list")

    def _load(self, book: RoutineBook, state: Path) -> None:
        if not book.has_listed_own():
            self._fill_from_thread(book.without_own, None)  # while a disk takes long to tell the person's own
        self._fill_from_thread(book, find_usual_place(state, None)[0])
        for fault in book.faults:
            self.app.call_from_thread(self.notify, fault.message, markup=False)

    def _fill_from_thread(self, book: RoutineBook, place: str | None) -> None:
        groups = book.by_place()
        usual_id = next((known.routine for known in book.places if known.id == place), None)
        self.app.call_from_thread(self._fill, groups, usual_id)

    def _fill(self, groups: tuple[tuple[str, tuple[Routine, ...]], ...], usual: str | None) -> None:
        self._list.fill(groups, usual)
        if self.display:
            self._list.focus()

    def show(self, interruption: str) -> None:
        """Show the sentence about an interrupted routine below the list; empty shows the preview."""
        self._interruption = interruption
        if interruption:
            self._preview.text = as_content(f"{interruption}\n{words().interrupted_keys}")
        elif (routine := self._list.highlighted_routine) is not None:
            is_short = self.app.size.width < NARROW_BELOW_COLUMNS or self.app.size.height < LOW_BELOW_ROWS
            self._preview.text = as_content("\n".join(routine_preview(routine, is_short=is_short)))
        else:
            self._preview.text = Content("")

    @on(OptionList.OptionHighlighted)
    def _preview_highlighted(self) -> None:
        self.show(self._interruption)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self.post_message(self.Chosen(event.option.id))
