"""Show the parts of the relief screen around the timer: the list, a question, and the answers afterwards."""

from pathlib import Path

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets.option_list import Option

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.running.selection import find_usual_place
from spasmtui.relief.session.texts import HELPED, helped_names
from spasmtui.relief.words import words
from spasmtui.shared.durations import format_duration
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.option_list import SafeOptionList

NARROW_BELOW_COLUMNS = 60
"""Columns below which a row of the list has no room for the purpose."""

LOW_BELOW_ROWS = 18
"""Rows below which the answers afterwards have no blank line, so that the questions fit."""


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
        self.app.call_from_thread(self.fill, groups, usual_id)

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
        if self.display:
            self.focus()

    def _row(self, routine: Routine) -> Content:
        is_narrow = self.app.size.width < NARROW_BELOW_COLUMNS
        title = sanitize(routine.title, one_line=True).ljust(24 if is_narrow else 36)
        length = format_duration(routine.seconds).rjust(8)
        purposes = "" if is_narrow else f"  {routine.purposes}"
        return Content.assemble("  ", title, (f"{length}{purposes}", "$text-muted"))


class AfterPanel(Widget):
    """The answers afterwards: pain now by one key, and how much it helped."""

    head: reactive[str] = reactive("", layout=True)
    asks: reactive[bool] = reactive(True, layout=True)
    """True if there is an episode to rate."""
    pain: reactive[int | None] = reactive(None)
    helped: reactive[str | None] = reactive(None)
    notes: reactive[tuple[str, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """Render the heading, two rows of choices and the notes."""
        width = max(20, self.content_size.width)
        gap = [] if self.app.size.height < LOW_BELOW_ROWS else [Content("")]
        lines: list[Content] = [*(Content.styled(line, "bold") for line in wrap(self.head, width)), *gap]
        if self.asks:
            lines += [self._pain_row(width), self._helped_row(), *gap]
        for note in self.notes:
            lines += [Content.styled(line, "$text-muted") for line in wrap(sanitize(note), width)]
        return Content("\n").join(lines)

    def step_helped(self, step: int) -> str:
        """Choose and return the next or previous degree of help; without one, the first or last."""
        at = HELPED.index(self.helped) + step if self.helped else (0 if step > 0 else len(HELPED) - 1)
        self.helped = HELPED[max(0, min(len(HELPED) - 1, at))]
        return self.helped

    def _pain_row(self, width: int) -> Content:
        label = f"{words().pain_label:<11}" if width >= 60 else f"{words().pain_label_short} "
        gap = "  " if width >= 60 else " "
        marks: list[Content | str] = [label]
        for score in range(11):
            text = "t" if score == 10 and self.pain != 10 else str(score)
            is_chosen = score == self.pain
            marks.append(Content.styled(f"[{text}]" if is_chosen else text, "bold $text-accent" if is_chosen else ""))
            marks.append(gap if score < 10 else "")
        return Content.assemble(*marks, (f"{gap}{words().t_is_ten}" if width >= 60 else "", "$text-muted"))

    def _helped_row(self) -> Content:
        label = words().helped_label
        marks: list[Content | str] = [f"{label:<11}" if self.content_size.width >= 60 else f"{label} "]
        for degree, word in helped_names().items():
            is_chosen = degree == self.helped
            marks.append(Content.styled(f"[{word}]" if is_chosen else word, "bold $text-accent" if is_chosen else ""))
            marks.append("  ")
        return Content.assemble(*marks, ("← →", "$text-muted"))


class QuestionPanel(Widget):
    """One question or sentence in the middle, with its keys below."""

    head: reactive[str] = reactive("", layout=True)
    body: reactive[str] = reactive("", layout=True)
    keys: reactive[str] = reactive("", layout=True)

    def ask(self, head: str, body: str, keys: str) -> None:
        """Show another question or sentence."""
        self.head, self.body, self.keys = head, body, keys

    def render(self) -> Content:
        """Render heading, body and keys, wrapped."""
        width = max(20, self.content_size.width)
        head = [Content.styled(line, "$text-muted") for line in wrap(sanitize(self.head), width)] if self.head else []
        return Content("\n").join([
            *head,
            *([Content("")] if head or self.app.size.height >= LOW_BELOW_ROWS else []),
            *(Content.styled(line, "bold") for line in wrap(sanitize(self.body), width)),
            Content(""),
            Content.styled(self.keys, "$text-accent"),
        ])
