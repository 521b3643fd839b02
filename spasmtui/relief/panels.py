"""The four parts of the relief screen: the list, the timer, a question, and afterwards."""

from collections.abc import Callable
from pathlib import Path
from textwrap import wrap

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from spasmtui.relief.choosing import usual
from spasmtui.relief.frame import Frame
from spasmtui.relief.loader import RoutineBook
from spasmtui.relief.moves import State
from spasmtui.relief.routine import Routine
from spasmtui.relief.widgets import BigTime, FigureView, Lines, StepBar
from spasmtui.relief.words import SIDE_NAMES, away_question, position, what_ends_it
from spasmtui.terminal.text import clean
from spasmtui.ui.formats import count_down, in_words

WIDE = 60
"""Columns below which the number of the step stands before what ends it: the line of what comes next may not fit."""
HELPED = ("no", "some", "most", "gone")


class RoutineList(OptionList):
    """Every routine under its place."""

    def read(self, book: RoutineBook, state: Path) -> None:
        """Read all routines in a thread and list them."""
        self.run_worker(lambda: self._read(book, state), thread=True, exclusive=True, group="list")

    def _read(self, book: RoutineBook, state: Path) -> None:
        groups = book.by_place()
        place, _side = usual(state, None)
        usual_id = next((known.routine for known in book.places if known.id == place), None)
        self.app.call_from_thread(self.fill, groups, usual_id)
        for fault in book.faults:
            self.app.call_from_thread(self.notify, fault, markup=False)

    def fill(self, groups: tuple[tuple[str, tuple[Routine, ...]], ...], usual: str | None) -> None:
        """List the routines and point at the usual one."""
        self.clear_options()
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
        length = in_words(routine.seconds).rjust(8)
        return Content.assemble(
            "  ", clean(routine.title, one_line=True).ljust(36), (length, "$text-muted"),
            (f"  {routine.purpose.value}", "$text-muted"),
        )  # fmt: skip


class Timing(Widget):
    """The timer: words and figure at the left, time and progress at the right; one below the other when narrow."""

    def __init__(self, *, is_ascii: bool, elapsed: Callable[[], float]) -> None:
        super().__init__()
        self._say_line = Lines(id="relief-say")
        self.figure = FigureView(is_ascii=is_ascii, elapsed=elapsed)
        self._time = BigTime(is_ascii=is_ascii)
        self._until_line = Lines(id="relief-until")
        self._bar = StepBar(is_ascii=is_ascii)
        self._position_line = Lines(id="relief-position")

    def compose(self) -> ComposeResult:
        """Two columns."""
        with Vertical(id="relief-left"):
            yield self._say_line
            yield self.figure
        with Vertical(id="relief-right"):
            yield self._time
            yield self._until_line
            yield self._bar
            yield self._position_line

    def show(self, frame: Frame, breath: str) -> None:
        """Show one moment; only what differs is drawn again."""
        self._say_line.text = self._say(frame)
        self._time.time = count_down(frame.remaining_seconds)
        self._until_line.text = self._until(frame, breath)
        self._bar.show(frame.progress)
        self._position_line.text = Content.styled(clean(self._position(frame)), "$text-muted")

    def flash(self) -> None:
        """Light up the place of the time for a moment; to light up the whole screen costs ten times the bytes."""
        self._time.light_up()

    def _position(self, frame: Frame) -> str:
        """Where this is, and what comes next; the first of it stands above where the screen is narrow."""
        whole = position(frame)
        return whole if self.app.size.width >= WIDE else whole.partition(" · ")[2]

    def _say(self, frame: Frame) -> Content:
        switch = "Change sides. " if frame.segment.is_switch else ""
        side = SIDE_NAMES.get(frame.segment.side or "", "")
        head = (
            f"{side[:1].upper()}{side[1:]}. "
            if frame.segment.is_switch and side not in frame.segment.say.lower()
            else ""
        )
        return Content.assemble((switch + head, "$text-accent bold"), (clean(frame.segment.say), "bold"))

    def _until(self, frame: Frame, breath: str) -> Content:
        match frame.state:
            case State.PAUSED:
                return Content.styled("paused · space goes on", "$text-accent bold")
            case State.AWAY:
                return Content.styled(f"{away_question(frame)} space · ←", "$text-accent bold")
            case State.WORSE:
                return Content.styled("stopped: let go of the stretch · space goes on", "$text-warning bold")
        if frame.is_waiting:
            return Content.styled("Is the skin fine? y yes   n no", "$text-accent bold")
        parts = ["y yes   n no" if frame.segment.kind == "check" else what_ends_it(frame.segment)]
        if self.app.size.width < WIDE:
            parts.insert(0, f"{frame.step} of {frame.steps}")
        if frame.segment.is_optional:
            parts.append("optional")
        return Content(" · ".join([*parts, *([breath] if breath else [])]))


class AfterPanel(Widget):
    """What can be said when it is over: pain now by one key, and how much it helped."""

    head: reactive[str] = reactive("", layout=True)
    asks: reactive[bool] = reactive(True, layout=True)
    """Whether there is an episode to rate."""
    pain: reactive[int | None] = reactive(None)
    helped: reactive[str | None] = reactive(None)
    notes: reactive[tuple[str, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """The head, two rows of choices, and what is good to know."""
        width = max(20, self.content_size.width)
        lines: list[Content] = [*(Content.styled(line, "bold") for line in wrap(self.head, width)), Content("")]
        if self.asks:
            lines += [self._pain_row(width), self._helped_row(), Content("")]
        for note in self.notes:
            lines += [Content.styled(line, "$text-muted") for line in wrap(clean(note), width)]
        return Content("\n").join(lines)

    def _pain_row(self, width: int) -> Content:
        label = "Pain now   " if width >= 60 else "Pain "
        gap = "  " if width >= 60 else " "
        marks: list[Content | str] = [label]
        for score in range(11):
            text = "t" if score == 10 and self.pain != 10 else str(score)
            is_chosen = score == self.pain
            marks.append(Content.styled(f"[{text}]" if is_chosen else text, "bold $text-accent" if is_chosen else ""))
            marks.append(gap if score < 10 else "")
        return Content.assemble(*marks, (f"{gap}t is ten" if width >= 60 else "", "$text-muted"))

    def _helped_row(self) -> Content:
        marks: list[Content | str] = ["Helped     " if self.content_size.width >= 60 else "Helped "]
        for word in HELPED:
            is_chosen = word == self.helped
            marks.append(Content.styled(f"[{word}]" if is_chosen else word, "bold $text-accent" if is_chosen else ""))
            marks.append("  ")
        return Content.assemble(*marks, ("← →", "$text-muted"))


class Question(Widget):
    """One question or sentence in the middle, with its keys below."""

    head: reactive[str] = reactive("", layout=True)
    body: reactive[str] = reactive("", layout=True)
    keys: reactive[str] = reactive("", layout=True)

    def ask(self, head: str, body: str, keys: str) -> None:
        """Ask, or say, something else."""
        self.head, self.body, self.keys = head, body, keys

    def render(self) -> Content:
        """Head, body and keys, wrapped."""
        width = max(20, self.content_size.width)
        return Content("\n").join([
            *(Content.styled(line, "$text-muted") for line in wrap(clean(self.head), width)),
            Content(""),
            *(Content.styled(line, "bold") for line in wrap(clean(self.body), width)),
            Content(""),
            Content.styled(self.keys, "$text-accent"),
        ])
