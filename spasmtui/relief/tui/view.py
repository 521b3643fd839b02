"""Everything the relief mode shows: a title, one of four parts, and a line of notice."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from spasmtui.errors import SpasmError
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Purpose, Routine
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import UNDER_WAY, State
from spasmtui.relief.session.texts import SKIN_RULE, after_notes, cautions_of, ended_head
from spasmtui.relief.tui.timer import TimerPanel
from spasmtui.relief.tui.widgets import Lines, ReliefTitle
from spasmtui.shared.formats import count_down
from spasmtui.terminal.sanitize import as_content, sanitize

if TYPE_CHECKING:
    from spasmtui.relief.tui.panels import AfterPanel, Question, RoutineList

Part = TypeVar("Part", bound=Widget)

TALL = 19
"""Rows of the screen from which there is room for the questions that relief does not stop for."""

WIDE = 60
"""Columns from which there is room for the time it began."""


class ReliefView:
    """Shows frames on a screen; knows nothing of keys or the diary."""

    def __init__(
        self,
        screen: Screen[None],
        *,
        figures: Path | None,
        elapsed: Callable[[], float],
        is_ascii: bool,
        has_motion: bool,
    ) -> None:
        """Show nothing yet.

        Args:
            screen: has the widgets.
            figures: the folder of the drawings; None shows none.
            elapsed: the clock a movement is measured by.
            is_ascii: use neither braille nor blocks nor lines.
            has_motion: whether a figure shows its movement when a step begins, or only the pose that is held.
        """
        self._screen = screen
        self._figures = figures
        self._has_motion = has_motion
        self._step_drawn: object = None
        self.title = ReliefTitle()
        self.timing = TimerPanel(is_ascii=is_ascii, elapsed=elapsed)
        self.notice = Lines(id="relief-notice")
        self._parts: list[Widget] = []
        self._is_composed = False

    def compose(self) -> ComposeResult:
        """Title, the part that is shown first, a notice; the other parts come when they are needed."""
        self._is_composed = True
        yield self.title
        yield from self._parts
        yield self.notice

    @cached_property
    def routines(self) -> "RoutineList":
        """The list."""
        from spasmtui.relief.tui.panels import RoutineList  # noqa: PLC0415 -- not for somebody in pain

        return self._bring(RoutineList(id="relief-list"))

    @cached_property
    def question(self) -> "Question":
        """A question, or a sentence."""
        from spasmtui.relief.tui.panels import Question  # noqa: PLC0415

        return self._bring(Question())

    @cached_property
    def after(self) -> "AfterPanel":
        """What can be said afterwards."""
        from spasmtui.relief.tui.panels import AfterPanel  # noqa: PLC0415

        return self._bring(AfterPanel())

    def _bring(self, part: Part) -> Part:
        """Have a part there from now on; which one is seen is a matter of style."""
        if part not in self._parts:
            self._parts.append(part)
            if self._is_composed:
                self._screen.mount(part, before=self.notice)
        return part

    def read_routines(self, book: RoutineBook, state: Path) -> None:
        """Fill the list, in a thread; before there is a screen to fill it is too soon."""
        if self._is_composed:
            self.routines.read(book, state)

    def say(self, notice: str) -> None:
        """Say something below, until the next frame."""
        self.notice.text = as_content(notice)

    def forget_answers(self) -> None:
        """Begin with nothing chosen afterwards."""
        if "after" in vars(self):
            self.after.pain, self.after.helped = None, None

    def show_list(self, offer: str) -> None:
        """Show the routines, and what was interrupted."""
        self.title.left, self.title.right = "Relief", ""
        keys = "r resume · t it stopped then · d I don't know when"
        self.say(
            f"{offer}\n{keys}" if offer else "Enter starts the routine under the cursor, s changes the side later."
        )

    def show_elsewhere(self, sentence: str) -> None:
        """Say that a routine runs in another terminal."""
        self.title.left, self.title.right = "Relief", ""
        self.question.ask("", sentence, "Enter move it here   n start another")
        self.say("")

    def show(self, session: Session, frame: Frame, *, began_at: datetime, breath: str) -> None:
        """Show one moment of a session."""
        routine = session.routine
        side = f" · {session.side}" if session.side else ""
        self.title.left = sanitize(f"{routine.title}{side}", one_line=True)
        if frame.state is not State.PAUSED:
            since = f"since {began_at:%H:%M}  " if self._screen.app.size.width >= WIDE else ""
            self.title.right = f"{since}{count_down(frame.since_seconds)}"
        if frame.state in UNDER_WAY:
            self._bring(self.timing)
            self.timing.show(frame, breath)
            self._draw(session)
            self.say(self._standing_notice(routine, frame))
        elif frame.question is not None:
            head = f"Before it starts, {session.question + 1} of {len(routine.asks_before)}"
            self.question.ask(head, frame.question.ask, "y yes   n no")
            self.say("")
        elif frame.state in (State.STOPPED, State.REFUSED):
            self.question.ask("", frame.reason, "Enter back to the list   w get help now")
            self.say("")
        else:
            keys = ("" if routine.purpose is Purpose.PREVENTION else "   g it's gone") + "   a once more"
            self.after.head = ended_head(frame, routine) + (keys if frame.state is State.FINISHED else "")
            self.after.asks = routine.purpose is Purpose.RELIEF
            self.after.notes = after_notes(routine)
            self.say("")

    def _standing_notice(self, routine: Routine, frame: Frame) -> str:
        if frame.is_long:
            return routine.still_cramped
        rule = f"{SKIN_RULE} " if routine.skin else ""
        if self._screen.app.size.height < TALL:
            return f"{rule}{routine.stop_line}"
        asks = routine.ask_first if routine.purpose is Purpose.RELIEF else ()
        # One a step: the questions that relief does not stop for, then what to take care of.
        beside = (*(f"{question.ask} Press w." for question in asks), *cautions_of(routine))
        return f"{rule}{routine.stop_line}" + (f"\n{beside[frame.index % len(beside)]}" if beside else "")

    def _draw(self, session: Session) -> None:
        """Draw a step's figure; the very first one when the words are on the screen, which say it all."""
        step = (session.routine.id, session.index, session.segment.figure)
        if step == self._step_drawn:
            return
        is_first, self._step_drawn = self._step_drawn is None, step
        began = session.seen - session.into if self._has_motion and session.state is State.RUNNING else None
        if is_first:
            # By way of the app, which paints nothing before it answers messages.
            later = self._screen.call_after_refresh
            self._screen.app.call_later(later, self._show_figure, step, session.segment.figure, began)
        else:
            self._show_figure(step, session.segment.figure, began)

    def _show_figure(self, step: object, name: str | None, began: float | None) -> None:
        if step != self._step_drawn:
            return
        from spasmtui.relief.routines.figure import read_figure  # noqa: PLC0415 -- after the first frame

        found = None
        if name is not None and self._figures is not None:
            with suppress(SpasmError):  # a drawing is never needed
                found = read_figure(self._figures, name)
        self.timing.figure.show(found, began)
