"""What runs on the relief screen: begun, gone on with, looked at and left. It knows neither widgets nor keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.relief.running.left_behind import LeftBehind
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.selection import ReliefRequest, choose, usual
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.breathing import breath_at
from spasmtui.relief.session.cues import cues_between
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.tui.keys import Phase, phase_of
from spasmtui.ui.messages import StartRelief

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.clock import Clock
    from spasmtui.relief.routines.loader import RoutineBook
    from spasmtui.relief.running.background import BackgroundQueue
    from spasmtui.relief.running.cue_player import Cues
    from spasmtui.relief.running.diary_port import DiaryPort
    from spasmtui.relief.running.settings import Settings
    from spasmtui.relief.session.frame import Frame


class ReliefController:
    """Has one course at a time, or none; what another run has left; and what was asked for meanwhile."""

    def __init__(
        self,
        *,
        book: RoutineBook,
        keeper: DiaryPort,
        clock: Clock,
        state: Path,
        settings: Settings,
        errands: BackgroundQueue,
        cues: Cues,
    ) -> None:
        """Have nothing yet; the arguments are those of the relief screen, and the cues are made noticed here."""
        self.book = book
        self.keeper = keeper
        self.clock = clock
        self.state = state
        self.course: SessionRunner | None = None
        self.frame: Frame | None = None
        """What the last look found."""
        self.has_breath = settings.breath
        self._get_ready_seconds = settings.get_ready_seconds
        self._errands = errands
        self._cues = cues
        self._file = StateFile(state)
        self.left_behind = LeftBehind(self._file, clock, errands, keeper)
        self._wish = StartRelief()

    @property
    def session(self) -> Session | None:
        """What runs, or has just ended."""
        return self.course.session if self.course is not None else None

    @property
    def phase(self) -> Phase:
        """Which part of the screen shows it."""
        if self.course is None:
            return Phase.ELSEWHERE if self.left_behind.is_elsewhere else Phase.LIST
        return phase_of(self.course.session)

    @property
    def breath(self) -> str:
        """What the breath does now, in a hold and if that is wanted."""
        frame, session = self.frame, self.session
        if session is None or frame is None or not self.has_breath:
            return ""
        is_hold = frame.segment.kind == "hold" and frame.state is State.RUNNING
        return breath_at(session.into) if is_hold else ""

    def begin(self, wish: StartRelief) -> bool:
        """Begin what was asked for: a routine, or the interrupted one; returns whether it runs now and did not before.

        Raises:
            SpasmError: there is no such routine, or it cannot be read.
        """
        if wish.resumes and self.resume():
            return True
        asked = ReliefRequest(what=wish.what, place=wish.place, side=wish.side)
        found, side = choose(self.book, asked, usual(self.state, None))
        if self.course is not None and self.course.is_under_way:
            if wish.what is None or found.routine.id == self.course.routine_id:
                return False
            self.course.do(Event.LEAVE)
        if not self.left_behind.gives_way():
            self._wish = wish
            self.drop()
            return False
        session = Session.of(
            found.routine, side, skin_seconds=wish.skin_seconds, get_ready_seconds=self._get_ready_seconds
        )
        self.drop()
        self.course = SessionRunner(
            session,
            place=found.place,
            clock=self.clock,
            errands=self._errands,
            keeper=self.keeper if wish.keeps else None,
            file=self._file,
        )
        self.course.start(wish.started_at)
        return True

    def resume(self) -> bool:
        """Go on with what another run has left, or move it here; returns whether there was something.

        Raises:
            SpasmError: its routine cannot be read.
        """
        if (other := self.left_behind.look()) is None:
            return False
        routine = self.book.routine(other.what.routine)
        if self.course is not None and self.course.is_under_way:
            self.course.do(Event.LEAVE)
        self.drop()
        self.course = self.left_behind.resumed(routine)
        return True

    def begin_beside(self) -> bool:
        """Leave the other terminal's routine to itself and begin what was asked for when it was in the way."""
        self._file.discard()
        return self.begin(self._wish)

    def look(self) -> Frame:
        """Look at the clock and make noticed what has happened; only while there is a course."""
        assert self.course is not None
        before, self.frame = self.frame, self.course.tick()
        if before is not None:
            for cue in cues_between(before, self.frame):
                self._cues.play(cue, self.frame, self.clock.now())
        return self.frame

    def do(self, event: Event) -> str | None:
        """Do one thing with it; returns why not, as a sentence. What another terminal goes on with is left alone."""
        if self.course is None or self.course.is_taken_over():
            return None
        return self.course.do(event)

    def drop(self) -> None:
        """Have nothing any more."""
        self.course = None
        self.frame = None
