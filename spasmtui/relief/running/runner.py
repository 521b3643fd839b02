"""One run of a routine: the session, the clock it is sampled with, what is saved, and what the diary hears.

The full screen and the linear mode both drive a course; they differ in what they show and how they wait.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from spasmtui.clock import Clock
from spasmtui.errors import NotFound
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.running.background import BackgroundQueue
from spasmtui.relief.running.diary_port import DiaryPort, Use
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import ENDED, UNDER_WAY, Event, State
from spasmtui.relief.session.transitions import apply_event, rejection_reason

WORTH_NOTING_SECONDS = 10
"""A practice broken off before this was only looked at."""


class SessionRunner:
    """Drives a session. Everything that touches a disk goes through the errands."""

    def __init__(
        self,
        session: Session,
        *,
        place: str | None,
        clock: Clock,
        errands: BackgroundQueue,
        keeper: DiaryPort | None = None,
        file: StateFile | None = None,
        episode: str | None = None,
    ) -> None:
        """Take a session that is ready, or one that was interrupted.

        Args:
            session: what is run.
            place: where it hurts, if that is known.
            clock: tells the time.
            errands: does what may take a while.
            keeper: the diary's side; None keeps nothing.
            file: where the state is saved; None saves none.
            episode: the episode an interrupted routine had opened.
        """
        self.session = session
        self.place = place
        self._clock = clock
        self._errands = errands
        self._keeper = keeper
        self._file = file
        self.episode = episode
        """The id of its episode, once the diary has given one. Read it in an errand, or after one."""
        self._seconds_noted = 0
        """What its episode has heard of it when it was broken off last."""
        self._has_begun = session.state not in (State.READY, State.ASKING)

    @property
    def routine_id(self) -> str:
        """The routine that runs."""
        return self.session.routine.id

    @property
    def is_under_way(self) -> bool:
        """Whether an interruption now would break something off."""
        return self.session.state in UNDER_WAY

    @property
    def has_begun(self) -> bool:
        """Whether its first step was reached: the questions before it did not keep it from starting."""
        return self._has_begun

    @property
    def began_at(self) -> datetime:
        """When it began, by the wall clock."""
        return self._clock.now() - timedelta(seconds=self._clock.elapsed() - self.session.began)

    def start(self, started_at: float | None = None) -> None:
        """Start; the clock may have begun a moment ago, when the first instruction was on the screen."""
        now = self._clock.elapsed()
        self.session = apply_event(self.session, Event.START, now if started_at is None else min(started_at, now))
        self.session = self.session.caught_up(now)
        self._begin_once()
        self.save()

    def do(self, event: Event) -> str | None:
        """Do something; returns why not, as a sentence, when it cannot be done."""
        now = self._clock.elapsed()
        self.session = self.session.sampled(now)
        refusal = rejection_reason(self.session, event)
        if refusal is None:
            before = self.session
            self.session = apply_event(before, event, now)
            self._note(before)
            self.save()
        return refusal

    def tick(self) -> Frame:
        """Sample the clock and say what is to be shown; a step that has ended is saved."""
        before = self.session
        self.session = before.sampled(self._clock.elapsed())
        if (before.index, before.state) != (self.session.index, self.session.state):
            self._note(before)
            self.save()
        elif self._file is not None and self.session.state is State.RUNNING:
            file, seen_at = self._file, self._clock.now().timestamp()
            self._errands.add(lambda: file.touch(seen_at))
        return self.session.frame(self._clock.elapsed())

    def is_taken_over(self) -> bool:
        """Whether another terminal goes on with this routine."""
        return self._file is not None and self.is_under_way and self._file.has_been_taken()

    def _begin_once(self) -> None:
        if self._has_begun or self.session.state is not State.RUNNING:
            return
        self._has_begun = True
        # First its place: an open episode with nothing to go on with would tell nobody why it is open.
        self.save()
        self._open_in_turn()

    def _open_in_turn(self) -> None:
        keeper, began_at = self._keeper, self.began_at
        if keeper is not None:
            self._errands.add(lambda: self._open_episode(keeper, began_at))

    def go_on(self) -> None:
        """Go on after an interruption; an episode that had not reached the diary before it is opened now."""
        if self.session.state in (State.AWAY, State.PAUSED, State.WORSE):
            self.do(Event.RESUME)
        if self.episode is None:
            self._open_in_turn()
        self.save()

    def _open_episode(self, keeper: DiaryPort, began_at: datetime) -> None:
        """Relief opens an episode; comfort belongs to one that is open; care and prevention to none."""
        purpose = self.session.routine.purpose
        if purpose is Purpose.RELIEF:
            self.episode = keeper.begin(place=self.place, side=self.session.side, started_at=began_at)
        elif purpose is Purpose.COMFORT:
            still_open = keeper.open_episodes()
            self.episode = still_open[0].id if still_open else None

    def _note(self, before: Session) -> None:
        """Tell the diary what a change means."""
        self._begin_once()
        keeper, now = self._keeper, self.session
        if keeper is None or not self._has_begun:
            return
        if now.side != before.side:
            self._with_episode(lambda episode: keeper.turn(episode, now.side))
        is_over = now.state in ENDED or now.state is State.FINISHED
        if is_over and before.state is not now.state and before.state is not State.ASKING:
            self._note_end(keeper, was_finished=before.state is State.FINISHED)

    def _note_end(self, keeper: DiaryPort, *, was_finished: bool) -> None:
        state = self.session.state
        completed = was_finished or state in (State.FINISHED, State.GONE)
        use = Use(routine=self.routine_id, seconds=round(self.session.active), completed=completed)
        began_at, ended_at = self.began_at, self._clock.now()

        def note() -> None:
            if self.episode is None and self.session.routine.purpose is Purpose.RELIEF:
                self._open_episode(keeper, began_at)  # the first attempt did not reach the disk
            if self.episode is None:
                if not was_finished and (completed or use.seconds >= WORTH_NOTING_SECONDS):
                    keeper.practise(
                        routine=use.routine, started_at=began_at, seconds=use.seconds, completed=use.completed
                    )
                return
            if not was_finished:
                keeper.use(self.episode, use)
            if state is State.GONE:
                keeper.close(self.episode, ended_at=ended_at)

        self._errands.add(note)

    def rate(self, *, pain_after: int | None = None, helped: str | None = None) -> None:
        """Keep the pain now and how much it helped. No pain left closes the episode: it has ended by now."""
        keeper = self._keeper
        if keeper is None or (pain_after is None and helped is None):
            return
        is_open = self.session.state is not State.GONE
        now = self._clock.now()

        def rate(episode: str) -> None:
            keeper.rate(episode, pain_after=pain_after, helped=helped)
            if is_open and (pain_after == 0 or helped == "gone"):
                keeper.close(episode, ended_at=now)

        self._with_episode(rate)

    def _with_episode(self, work: Callable[[str], None]) -> None:
        def do() -> None:
            if self.episode is not None:
                work(self.episode)

        self._errands.add(do)

    def save(self) -> None:
        """Save where it stands, in its turn."""
        self._errands.add(self.save_now)

    def save_now(self) -> None:
        """Save where it stands at once; in the thread of the errands, or when the program must end.

        Raises:
            OSError: the state folder cannot be written.
        """
        if self._file is None or self._file.has_been_taken():
            return
        if not self.is_under_way:
            self._file.remove()
            return
        from spasmtui.relief.running.snapshot import to_document  # noqa: PLC0415 -- in the thread of the errands

        now, wall = self._clock.elapsed(), self._clock.now()
        document = to_document(
            self.session, place=self.place, episode=self.episode, keeps=self._keeper is not None, now=now, wall=wall
        )
        self._file.write(document, seen_at=wall.timestamp())

    def break_off(self) -> None:
        """Leave it as it stands, for resuming: its place is saved, and an episode hears what was done so far."""
        self.save()
        if not self.is_under_way or self.is_taken_over():
            return
        self.session = self.session.sampled(self._clock.elapsed())
        keeper = self._keeper
        use = Use(routine=self.routine_id, seconds=round(self.session.active), completed=False)
        if keeper is None or use.seconds in (0, self._seconds_noted):
            return
        self._seconds_noted = use.seconds

        def note(episode: str) -> None:
            with suppress(NotFound):  # somebody has deleted it since
                keeper.use(episode, use)

        self._with_episode(note)

    def end_at_once(self, limit_seconds: float = 0.4) -> None:
        """The program must end now: break off if the errands are quick, and save where it stands in any case."""
        self.break_off()
        if not self._errands.settle(limit_seconds):
            with suppress(OSError):
                self.save_now()
