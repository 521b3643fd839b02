"""Run one session against the clock: sample it, save it to the state file, and record in the diary.

The full screen and the linear mode both drive a runner; they differ in what they show and how they wait.
"""

from contextlib import nullcontext, suppress
from datetime import datetime, timedelta
from threading import Thread

from spasmtui.clock import Clock, wall_offset
from spasmtui.elapsed import SET_SECONDS
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.running.background import ASIDE_SECONDS, BackgroundQueue
from spasmtui.relief.running.diary_port import DiaryPort
from spasmtui.relief.running.planned import AS_WRITTEN, Planned, Sets
from spasmtui.relief.running.recorder import RunRecorder
from spasmtui.relief.running.skin_gate import with_allowance
from spasmtui.relief.running.skin_memory import SkinMemory
from spasmtui.relief.running.skin_notes import SkinNotes
from spasmtui.relief.running.snapshot import snapshot_document
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.how_it_was import HowItWas
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.skin_limits import SkinUse, find_allowance
from spasmtui.relief.session.states import UNDER_WAY, Event, State
from spasmtui.relief.session.transitions import apply_event, rejection_reason
from spasmtui.relief.words import words
from spasmtui.shared import regular_file
from spasmtui.shared.regular_file import promptly


class SessionRunner:
    """Drives a session. Disk writes run on the background queue."""

    def __init__(
        self,
        session: Session,
        *,
        place: str | None,
        clock: Clock,
        background: BackgroundQueue,
        diary_port: DiaryPort | None = None,
        file: StateFile | None = None,
        episode: str | None = None,
        skin_memory: SkinMemory | None = None,
        skin_id: str = "",
        planned: Planned = AS_WRITTEN,
        set_number: int = 1,
    ) -> None:
        """Take a session that is ready to start, or one restored after an interruption.

        Args:
            session: the session to run.
            place: where it hurts, if that is known.
            clock: the wall clock and the elapsed seconds.
            background: the queue for everything that may take a while.
            diary_port: the diary; None records nothing.
            file: the state file; None saves nothing.
            episode: the id of the episode that an interrupted routine had opened.
            skin_memory: where heat and cold are remembered; None remembers none.
            skin_id: the session's id there; empty makes one.
            planned: what a plan asks for beside the routine.
            set_number: the number of the set that is done.
        """
        self.session = session
        self.sets = Sets(planned, set_number)
        self.place = place
        self.pain_after: int | None = None
        self.helped: str | None = None
        """The two answers after relief, as far as they were given."""
        self._clock = clock
        self._background = background
        self._diary_port = diary_port
        self._file = file
        self._recorder = (
            None
            if diary_port is None
            else RunRecorder(diary_port, place=place, clock=clock, background=background, episode=episode)
        )
        self._has_begun = session.state not in (State.READY, State.ASKING, State.REFUSED)
        self._is_asked_again = session.state is State.ASKING
        """True for an interrupted routine whose questions come once more; until they are answered its file stays."""
        self._skin = SkinNotes(skin_memory, session, place=place, skin_id=skin_id)
        self._late_uses: tuple[SkinUse, ...] | None = None
        """Heat and cold that a disk told of later, until the next sample takes it up."""
        self._is_touching = False
        self._was_taken = False
        """True if another terminal had taken the routine when its state file was last touched."""
        self._offset = wall_offset(clock)
        """The wall clock's seconds minus the elapsed ones, as they were when this last looked."""
        self._saved_offset = self._offset
        """The same at the last save: the dates of the state file are by that wall clock."""

    @property
    def episode(self) -> str | None:
        """The id of its episode, once the diary has assigned one. Read it in a background task, or after one."""
        return self._recorder.episode if self._recorder is not None else None

    @property
    def keeps(self) -> bool:
        """True if the diary keeps it."""
        return self._recorder is not None

    @property
    def has_written(self) -> bool:
        """True if the diary has anything of it by now."""
        return self._recorder is not None and self._recorder.has_written(self.session)

    @property
    def is_practice(self) -> bool:
        """True outside an episode, as far as that is known by now."""
        return self.session.routine.purpose is not Purpose.RELIEF and self.episode is None

    @property
    def routine_id(self) -> str:
        """The id of the routine that runs."""
        return self.session.routine.id

    @property
    def is_under_way(self) -> bool:
        """True if ending the program now would interrupt the routine."""
        return self.session.state in UNDER_WAY

    @property
    def has_begun(self) -> bool:
        """True if the first step was reached: the questions before it did not refuse the start."""
        return self._has_begun

    @property
    def elapsed(self) -> float:
        """The seconds of its clock now."""
        return self._clock.elapsed()

    @property
    def began_at(self) -> datetime:
        """The wall-clock time of the beginning."""
        return datetime.fromtimestamp(self.session.began + wall_offset(self._clock), self._clock.now().tzinfo)

    def start(self, started_at: float | None = None) -> None:
        """Start the session, at `started_at` elapsed seconds if its first instruction was shown before now."""
        now = self._clock.elapsed()
        started_at = now if started_at is None else min(started_at, now)
        self.session = apply_event(self.session, Event.START, started_at)
        self.session = self.session.caught_up(now)
        self._begin_once()
        self.save()

    def apply(self, event: Event) -> str | None:
        """Apply an event now; return the reason as a sentence when the session rejects it, else None."""
        now = self._clock.elapsed()
        self._sample(now)  # its last step may have ended since the last look
        if self._take_up_late_uses():
            return words().does_nothing
        reason = rejection_reason(self.session, event)
        if reason is None:
            before = self.session
            self.session = apply_event(before, event, now)
            if event is Event.AGAIN:
                self.sets.begin_next()
            self._record_change(before)
            self.save()
        return reason

    def tick(self) -> Frame:
        """Sample the clock and return the frame to show; a new step or state is saved."""
        self._take_up_late_uses()
        if not self._sample(self._clock.elapsed()) and self._file is not None and self.session.state is State.RUNNING:
            self._touch(self._file, self._clock.elapsed() + self._saved_offset)
        return self.session.frame(self._clock.elapsed())

    def _sample(self, now: float) -> bool:
        """Sample the session at `now`; return whether it has a new step or state, which is recorded and saved."""
        before = self.session
        self.session = before.sampled(now)
        self._follow_wall_clock()
        if (before.step_index, before.state) == (self.session.step_index, self.session.state):
            return False
        self._record_change(before)
        self.save()
        return True

    def _follow_wall_clock(self) -> None:
        """Put right what was dated by a wall clock that has been set since; the measured lengths stay."""
        offset = wall_offset(self._clock)
        if abs(offset - self._offset) < SET_SECONDS:
            return
        self._offset = offset
        if self._recorder is not None and self._has_begun:
            self._recorder.correct_start()
        if self.is_under_way:
            self.save()

    def measure_on(self, seen_at: datetime) -> None:
        """Measure the episode of an interrupted routine from now on.

        Args:
            seen_at: when it was last seen alive, by the stamps that were saved.
        """
        if self._recorder is not None:
            self._recorder.measure_on(max(timedelta(), seen_at - self._clock.now()))

    def _touch(self, file: StateFile, seen_at: float) -> None:
        """Queue that the routine is alive; not again while a slow disk has the last one to do."""
        if self._is_touching:
            return
        self._is_touching = True

        def touch() -> None:
            self._is_touching = False
            self._was_taken = not file.touch(seen_at) and file.has_been_taken()

        self._background.read(touch)

    def learn_uses(self, uses: tuple[SkinUse, ...] = ()) -> None:
        """Take note of heat and cold, on the background queue; the next sample takes it up.

        Args:
            uses: what the diary knows of, beside what is remembered here.
        """
        if (memory := self._skin.memory) is not None:
            self._late_uses = (*memory.uses(but=self._skin.id), *uses)

    def _take_up_late_uses(self) -> bool:
        """Limit the session by heat and cold that the diary told of; return whether it now asks or ends."""
        uses, self._late_uses = self._late_uses, None
        before = self.session
        if not uses or not (self.is_under_way or before.state in (State.READY, State.ASKING)):
            return False
        routine = before.written or before.routine
        allowance = find_allowance(routine, self.place, before.side, uses)
        skin = before.routine.skin
        if before.written is not None and skin is not None and allowance.seconds >= skin.longest_seconds:
            return False  # asked already, and nothing stricter is known now
        self.session = with_allowance(before, allowance, self._clock.now())
        if self.session.state is before.state:
            return False
        self._record_change(before)
        self.save()
        return True

    def is_taken_over(self, *, asks_disk: bool = True) -> bool:
        """Return whether another terminal has resumed this routine.

        Args:
            asks_disk: look now, for as long as one waits for a disk; else what the last second's look has found, while
                the routine runs.
        """
        if not self.is_under_way:
            return False
        return self._has_been_taken() if asks_disk or self.session.state is not State.RUNNING else self._was_taken

    def _has_been_taken(self) -> bool:
        """Return whether another terminal has the state file; False while a disk takes long to tell."""
        return self._file is not None and promptly(self._file.has_been_taken, False)

    def _begin_once(self) -> None:
        if self._has_begun or self.session.state is not State.RUNNING:
            return
        self._has_begun = True
        # Save the position before the episode is opened: an open episode without one could not be resumed. A disk that
        # takes long to sync would leave nothing of a start that is killed in its first moments.
        self._background.add(self.save_start)
        self._join_episode()

    def _join_episode(self) -> None:
        if self._recorder is not None:
            self._recorder.join_episode(self.session)

    def resume(self) -> None:
        """Continue after an interruption; an episode that had not reached the diary before it is opened now.

        Where the questions before the start come again, nothing is changed until they are answered.
        """
        if self._is_asked_again:
            return
        if self.session.state in (State.AWAY, State.PAUSED, State.WORSE):
            self.apply(Event.RESUME)
        self._join_episode()
        self.save()

    def _record_change(self, before: Session) -> None:
        """Record in the diary a change of side, and the end of the session."""
        self._begin_once()
        if self._recorder is not None and self._has_begun:
            self._recorder.record_change(before, self.session)

    def rate(self, *, pain_after: int | None = None, helped: str | None = None) -> None:
        """Record the pain now and how much it helped. No pain left closes the episode: it has ended by now."""
        self.pain_after = self.pain_after if pain_after is None else pain_after
        self.helped = helped or self.helped
        if self._recorder is not None and not (pain_after is None and helped is None):
            self._recorder.rate(self.session, pain_after=pain_after, helped=helped)

    @property
    def how(self) -> HowItWas | None:
        """The questions about the practice that has ended; None for anything else, or where none of it is kept."""
        return self.sets.how(self.session) if self.is_practice and self.keeps else None

    def tell_how(self, how: HowItWas) -> None:
        """Take the answers about a practice; each is recorded at once."""
        before, self.sets.answers = self.how, how
        if self._recorder is not None and before is not None and how.scores != before.scores:
            self._recorder.rate_practice(how)

    def save(self) -> None:
        """Queue a save of the position, and of the heat or cold that was on the skin."""
        self._note_skin()
        self._background.add(self.save_now)

    def save_start(self) -> None:
        """Save the position as fast as the disk can, so that it survives the end of the process, not of the power.

        Raises:
            OSError: the state folder cannot be written.
        """
        self.save_now(is_durable=False)

    def save_now(self, *, is_durable: bool = True) -> None:
        """Save the position in the calling thread: the worker's, or the main one when the program must end.

        Args:
            is_durable: whether it must survive a power cut.

        Raises:
            OSError: the state folder cannot be written.
        """
        try:
            self._save_position(is_durable=is_durable)
        finally:
            if self._skin.memory is not None:
                self._skin.memory.write()

    def _save_position(self, *, is_durable: bool) -> None:
        if self._file is None or self._file.has_been_taken():
            return
        if not self.is_under_way:
            if not (self._is_asked_again and self.session.state is State.ASKING):
                self._file.remove()
            return
        now, offset = self._clock.elapsed(), wall_offset(self._clock)
        wall = datetime.fromtimestamp(now + offset, self._clock.now().tzinfo)
        document = snapshot_document(
            self.session, place=self.place, episode=self.episode, keeps=self._diary_port is not None, now=now, wall=wall
        )
        document |= self._skin.fields(self.session) | self.sets.fields()
        self._file.write(document, seen_at=wall.timestamp(), is_durable=is_durable)
        self._saved_offset = offset

    def _note_skin(self) -> None:
        if self._has_begun and not self._has_been_taken():
            self._skin.note(self.session.sampled(self._clock.elapsed()))

    def suspend(self) -> None:
        """Leave the routine so that it can be resumed: save its position, and record what was done so far."""
        self.save()
        if not self.is_under_way or self.is_taken_over():
            return
        self.session = self.session.sampled(self._clock.elapsed())
        if self._recorder is not None:
            self._recorder.record_so_far(self.session)

    def shut_down(self, limit_seconds: float) -> None:
        """Suspend because the program ends; the position is saved in any case, and the episode kept.

        Args:
            limit_seconds: the longest wait for the background queue.
        """
        self.suspend()
        self.finish_background(limit_seconds)

    def finish_background(self, limit_seconds: float) -> None:
        """Wait for the background queue; when it takes longer, save the position and keep the rest aside."""
        if not self._background.has_saved and not self._background.drain(limit_seconds):
            self.keep_aside().join(max(ASIDE_SECONDS, regular_file.LONGEST_WAIT_SECONDS))

    def keep_aside(self) -> Thread:
        """Return a thread that saves the position and keeps aside what the diary does not take."""

        def save() -> None:
            with suppress(OSError):
                self.save_now()

        keeping_aside = self._diary_port.keeping_aside if self._diary_port is not None else nullcontext
        return self._background.keep_aside(keeping_aside, save)
