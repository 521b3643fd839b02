"""Start, resume, sample and end the session behind the relief screen. Knows neither widgets nor keys."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from spasmtui.errors import RefusedForSafety, SpasmError
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.running.planned import Planned
from spasmtui.relief.running.resume import PreviousRun
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.selection import find_usual_place, select_routine
from spasmtui.relief.running.skin_gate import create_session, find_diary_uses, settle
from spasmtui.relief.running.skin_memory import SkinMemory
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.running.unsaved import unsaved_run
from spasmtui.relief.session.any_key import KeyPauses, is_any_key
from spasmtui.relief.session.breathing import breath_at
from spasmtui.relief.session.cues import cues_between
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.tui.keys import Moment, Phase, phase_of
from spasmtui.shared.regular_file import promptly
from spasmtui.ui.messages import StartRelief

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from spasmtui.clock import Clock
    from spasmtui.relief.routines.loader import RoutineBook, RoutineMatch
    from spasmtui.relief.running.background import BackgroundQueue
    from spasmtui.relief.running.cue_player import CuePlayer
    from spasmtui.relief.running.diary_port import DiaryPort, PastUses
    from spasmtui.relief.session.frame import Frame
    from spasmtui.relief.session.session import Session
    from spasmtui.shared.settings import ReliefSettings


LOOK_SECONDS = 2.0
"""While the screen says that a routine runs in another terminal: the time between two looks whether that is so."""
SAVE_SECONDS = 0.8
"""The longest wait for the diary when a signal ends the program."""
LEAVE_SECONDS = 10.0
"""The longest wait for the diary on a slow disk when the person leaves."""


class ReliefController:
    """At most one runner at a time, the run another process has saved, and the request that waits behind it."""

    def __init__(
        self,
        *,
        book: RoutineBook,
        diary_port: DiaryPort,
        clock: Clock,
        state: Path,
        settings: ReliefSettings,
        background: BackgroundQueue,
        cues: CuePlayer,
    ) -> None:
        """Start without a session. Arguments as for ReliefScreen; this class plays the cues."""
        self.book = book
        self.diary_port = diary_port
        self.clock = clock
        self.state = state
        self.runner: SessionRunner | None = None
        self.frame: Frame | None = None
        """The frame that `sample` returned last."""
        self.has_breath = settings.breath
        self._get_ready_seconds = settings.get_ready_seconds
        self._pauses = KeyPauses()
        self._background = background
        self._cues = cues
        self._file = StateFile(state, clock)
        self._skin_memory = SkinMemory(state, clock)
        self.previous_run = PreviousRun(self._file, clock, background, diary_port, self._skin_memory)
        self._pending_request = StartRelief()
        self._is_left = False
        """True once the person leaves without waiting for the disk."""

    def use_settings(self, settings: ReliefSettings) -> None:
        """Use these settings from here on."""
        self.has_breath = settings.breath
        self._get_ready_seconds = settings.get_ready_seconds

    @property
    def session(self) -> Session | None:
        """The session that runs, or has just ended."""
        return self.runner.session if self.runner is not None else None

    @property
    def phase(self) -> Phase:
        """The part of the screen that shows the present state."""
        if self.runner is None:
            return Phase.ELSEWHERE if self.previous_run.is_elsewhere else Phase.LIST
        return phase_of(self.runner.session)

    @property
    def moment(self) -> Moment:
        """The state that decides which keys can be used."""
        runner = self.runner
        if runner is None:
            return Moment(phase=self.phase, saved=self.previous_run.snapshot)
        return Moment(
            phase=self.phase,
            session=runner.session,
            is_practice=runner.is_practice,
            keeps=runner.keeps,
            how=runner.how,
            has_next_set=runner.sets.has_next,
            saved=self.previous_run.snapshot,
        )

    @property
    def breath(self) -> str:
        """The breathing instruction of this moment; empty outside a hold, or when it is switched off."""
        frame, session = self.frame, self.session
        if session is None or frame is None or not self.has_breath:
            return ""
        is_hold = frame.segment.kind == "hold" and frame.state is State.RUNNING
        return breath_at(session.into) if is_hold else ""

    def begin(self, request: StartRelief) -> bool:
        """Start the requested routine, or resume the interrupted one; return whether a new session runs now.

        Raises:
            SpasmError: there is no such routine, or it cannot be read.
            RefusedForSafety: nothing is left of the heat or cold that the place may have now, and another routine runs.
        """
        if request.resumes and self.resume():
            return True
        is_as_shown = request.what is None and request.place is not None
        match, side = select_routine(
            self.book,
            (request.place, request.side) if is_as_shown else find_usual_place(self.state, None),
            what=request.what,
            side=None if is_as_shown else request.side,
            place=request.place,
        )
        planned = Planned(request.sides, request.sets, request.is_practice)
        match = match._replace(routine=planned.routine(match.routine))
        if request.sides in ("left", "right"):
            side = request.sides
        if self.runner is not None and self.runner.is_under_way:
            if request.what is None or match.routine.id == self.runner.routine_id:
                return False
            session = self._create_session(request, match, side)
            if session.state is State.REFUSED:
                raise RefusedForSafety(session.reason)
            self.runner.apply(Event.LEAVE)
        else:
            session = self._create_session(request, match, side)
        is_refused = session.state is State.REFUSED
        if not is_refused and not self.previous_run.try_replace():
            self._pending_request = request
            self.clear()
            return False
        self.clear()
        self.runner = SessionRunner(
            session,
            place=match.place,
            clock=self.clock,
            background=self._background,
            diary_port=self.diary_port if request.keeps and not is_refused else None,
            file=None if is_refused else self._file,
            skin_memory=self._skin_memory,
            planned=planned,
        )
        self.runner.start(request.started_at)
        if match.routine.skin is not None:
            self._look_into_diary(self.runner)
        return True

    def _create_session(self, request: StartRelief, match: RoutineMatch, side: str | None) -> Session:
        return create_session(
            match.routine,
            side,
            place=match.place,
            skin_seconds=request.skin_seconds,
            get_ready_seconds=self._get_ready_seconds,
            memory=self._skin_memory,
            now=self.clock.now(),
        )

    def _look_into_diary(self, runner: SessionRunner) -> None:
        """Find the heat and cold that the diary knows of while the person answers the questions."""
        memory = self._skin_memory
        self._background.read(runner.learn_uses)
        self._background.read(
            lambda: runner.learn_uses(find_diary_uses(self.diary_port, self.book, memory, self.clock.now()))
        )
        self._background.add(lambda: settle(memory))

    def resume(self) -> bool:
        """Resume the saved run of another process, or move it here; return whether there was one.

        Raises:
            SpasmError: its routine cannot be read.
        """
        if (saved := self.previous_run.refresh()) is None:
            return False
        routine = self.book.routine(saved.snapshot.routine)
        if self.runner is not None and self.runner.is_under_way:
            self.runner.apply(Event.LEAVE)
        self.clear()
        self.runner = self.previous_run.resume(saved, routine)
        if routine.skin is not None and self.runner.session.state is State.ASKING:
            self._look_into_diary(self.runner)
        return True

    def start_another(self) -> bool:
        """Start the pending request; the other terminal keeps its routine but no longer its state file."""
        promptly(self._file.discard, None)
        return self.begin(self._pending_request)

    def read_past_uses(self, show: Callable[[PastUses], None]) -> None:
        """Read the past uses of routines in the background, and call `show` with them in its thread."""

        def read() -> None:
            with suppress(SpasmError, OSError):  # the list is worth showing without them
                show(self.diary_port.past_uses())

        self._background.read(read)

    def sample(self) -> Frame:
        """Sample the clock, play the cues that are due and return the new frame. Requires a running session."""
        assert self.runner is not None
        before, self.frame = self.frame, self.runner.tick()
        if before is None:
            self._cues.begin(self.runner.session, self.frame, self.clock.now())
        else:
            for cue in cues_between(before, self.frame):
                self._cues.play(cue, self.frame, self.clock.now())
        return self.frame

    def apply(self, event: Event) -> str | None:
        """Apply an event and return the reason when it is rejected.

        A session that another terminal has resumed is left alone.
        """
        if self.runner is None or self.runner.is_taken_over():
            return None
        return self.runner.apply(event)

    def take_any_key(self, key: str, actions_of: Callable[[str], frozenset[str]]) -> bool | None:
        """Return whether a key says that the cramp is gone, where any key does; None where it has its own meaning.

        Args:
            key: its name; one that may be held down says nothing.
            actions_of: returns the ids of the actions that a key has.
        """
        runner = self.runner
        if not self._cues.settings.any_key_gone or runner is None:
            return None
        if runner.session.state not in (State.RUNNING, State.PAUSED):
            return None
        if runner.session.routine.purpose is not Purpose.RELIEF or not is_any_key(key, actions_of(key)):
            return None
        return self._pauses.is_fresh(self.clock.elapsed(), runner.session.round_began)

    def rate(self, *, pain_after: int | None = None, helped: str | None = None) -> None:
        """Record the pain now and how much it helped."""
        if self.runner is not None:
            self.runner.rate(pain_after=pain_after, helped=helped)

    def tell_how(self, score: int | None = None, *, takes_back: bool = False) -> None:
        """Answer the present question on how a practice was, pass it over, or take the one before back."""
        if self.runner is None or (how := self.runner.how) is None:
            return
        self.runner.tell_how(
            how.taken_back() if takes_back else how.skipped() if score is None else how.answered(score)
        )

    def begin_to_leave(self) -> None:
        """Have the running routine saved, without waiting for it."""
        if self.runner is not None:
            self.runner.suspend()

    def stay(self) -> None:
        """Have the end wait again for what is to be saved: the person does not leave."""
        self._is_left = False

    def is_saved(self, limit_seconds: float) -> bool:
        """Wait at most so long until everything is on the disk, and return whether it is."""
        return self._background.has_saved or (limit_seconds > 0 and self._background.drain(limit_seconds))

    def keep_aside(self) -> Thread:
        """Return a thread that keeps aside what the disk does not take; the end waits for nothing else from now on."""
        self._is_left = True
        if self.runner is not None:
            return self.runner.keep_aside()
        return self._background.keep_aside(self.diary_port.keeping_aside)

    def unsaved_sentences(self) -> tuple[str, ...]:
        """Return what to tell at the end about what has not reached the disk; nothing where it has."""
        runner = self.runner
        if self._background.has_saved or runner is None or not runner.has_begun:
            return ()
        return (unsaved_run(runner),)

    def finish(self, limit_seconds: float) -> None:
        """Save the running routine, and wait until everything is on the disk, but keep aside what takes longer."""
        if self._is_left:
            return
        if (runner := self.runner) is not None:
            runner.suspend()
            runner.finish_background(limit_seconds)
        else:
            self._background.finish(limit_seconds, self.diary_port.keeping_aside)

    def clear(self) -> None:
        """Discard the runner and its last frame."""
        if self.runner is not None:
            self._cues.stop_speaking()
        self.runner = None
        self.frame = None
