"""Record one run of a routine in the diary: its episode or its practice, what was held, and how it ended."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from spasmtui.clock import wall_offset
from spasmtui.errors import NotFound
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.running.diary_port import Use
from spasmtui.relief.session.completion import (
    held_seconds,
    held_this_round,
    is_completed,
    is_worth_recording,
    practised_side,
)
from spasmtui.relief.session.how_it_was import EFFORT, PAIN, PAIN_AFTER
from spasmtui.relief.session.states import ENDED, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from spasmtui.clock import Clock
    from spasmtui.relief.running.background import BackgroundQueue
    from spasmtui.relief.running.diary_port import DiaryPort, OpenEpisode
    from spasmtui.relief.session.how_it_was import HowItWas
    from spasmtui.relief.session.session import Session

_WAS_OVER = frozenset({State.FINISHED, State.DONE, State.LEFT})
"""The states after which the use is recorded already."""


class RunRecorder:
    """Writes what becomes of a run into the diary, on the background queue."""

    def __init__(
        self,
        diary_port: DiaryPort,
        *,
        place: str | None,
        clock: Clock,
        background: BackgroundQueue,
        episode: str | None = None,
    ) -> None:
        """Take the diary.

        Args:
            diary_port: the diary.
            place: where it hurts, if that is known.
            clock: the wall clock and the elapsed seconds.
            background: the queue for everything that may take a while.
            episode: the id of the episode that an interrupted routine had opened.
        """
        self._diary_port = diary_port
        self._place = place
        self._clock = clock
        self._background = background
        self.episode = episode
        """The id of its episode, once the diary has assigned one. Read it in a background task, or after one."""
        self._has_use = episode is not None
        """True if its use may be in the episode: an interrupted run has recorded what was held until then."""
        self._practices: list[str] = []
        """The ids of the practices that this run has recorded."""
        self._recorded_seconds = 0
        """The seconds that `record_so_far` last recorded in its episode."""

    def has_written(self, session: Session) -> bool:
        """Return whether the diary has anything of it by now, so that taking it back is a change to undo."""
        return session.routine.purpose is Purpose.RELIEF or self._has_use or bool(self._practices)

    def join_episode(self, session: Session) -> None:
        """Open an episode where an interrupted routine has none yet, after what earlier runs have kept is stored."""

        def open_episode() -> None:
            self._open_episode(session)
            self._diary_port.settle()

        self._background.add(lambda: self._diary_port.take_in())  # the port may be created in that thread alone
        if self.episode is None:
            self._background.add(open_episode)

    def _date(self, moment: float) -> datetime:
        """Return the present wall clock's time of a moment in elapsed seconds; what is stored is dated when it is."""
        now = self._clock.now()
        return datetime.fromtimestamp(moment + wall_offset(self._clock), now.tzinfo)

    def _open_episode(self, session: Session) -> None:
        """Open an episode for relief; join the newest open one there for comfort; care and prevention have none."""
        purpose = session.routine.purpose
        if purpose is Purpose.RELIEF:
            began_at = self._date(session.began)
            self.episode = self._diary_port.start_episode(place=self._place, side=session.side, started_at=began_at)
        elif purpose is Purpose.COMFORT:
            still_open = (each for each in self._diary_port.open_episodes() if self._may_be_here(each, session.side))
            self.episode = next((each.id for each in still_open), None)

    def _may_be_here(self, episode: OpenEpisode, side: str | None) -> bool:
        """Return whether an episode is where this run is for; what is not recorded of either may be the same."""
        is_same_place = self._place is None or episode.place in (None, self._place)
        return is_same_place and (side is None or episode.side in (None, side, "both"))

    def correct_start(self) -> None:
        """Put the start of its episode right: the wall clock was set while the routine ran."""

        def correct(episode: str) -> None:
            with suppress(NotFound):  # it has been deleted since
                self._diary_port.correct_start(episode)

        self._with_episode(correct)

    def measure_on(self, behind: timedelta) -> None:
        """Measure the episode of an interrupted routine from now on.

        Args:
            behind: how far the wall clock is behind the moment at which the routine was last alive.
        """

        def measure(episode: str) -> None:
            with suppress(NotFound):  # it has been deleted since
                self._diary_port.measure_on(episode, behind=behind)

        self._with_episode(measure)

    def record_change(self, before: Session, session: Session) -> None:
        """Record a change of side, and the end of the session."""
        if session.side != before.side:
            self._with_episode(lambda episode: self._diary_port.set_side(episode, session.side))
        is_over = session.state in ENDED or session.state is State.FINISHED
        if not is_over or before.state in (session.state, State.ASKING):
            return
        if session.state is State.DISCARDED:
            self._take_back(session)
        else:
            self._record_end(session, is_recorded=before.state in _WAS_OVER)

    def _record_end(self, session: Session, *, is_recorded: bool) -> None:
        use = Use(routine=session.routine.id, seconds=round(held_seconds(session)), completed=is_completed(session))
        practised_seconds, side = round(held_this_round(session)), practised_side(session)
        ended = self._clock.elapsed()

        def record() -> None:
            if self.episode is None and session.routine.purpose is Purpose.RELIEF:
                self._open_episode(session)  # the first attempt has not come to an end
            if self.episode is not None:
                if not is_recorded:
                    self._diary_port.add_use(self.episode, use)
                    self._has_use = True
                if session.state is State.GONE:
                    self._diary_port.close(self.episode, ended_at=self._date(ended))
            elif not is_recorded and is_worth_recording(practised_seconds, completed=use.completed):
                practice = self._diary_port.add_practice(
                    routine=use.routine,
                    started_at=self._date(session.round_began),
                    seconds=practised_seconds,
                    completed=use.completed,
                    side=side,
                )
                self._practices.append(practice)
            self._diary_port.settle()

        self._background.add(record)

    def _take_back(self, session: Session) -> None:
        """Take out of the diary whatever this run has put into it."""

        def take_back() -> None:
            with suppress(NotFound):  # it has been deleted since
                if self.episode is not None:
                    routine = session.routine.id if self._has_use else None
                    self._diary_port.take_back_use(self.episode, routine=routine, began_at=self._date(session.began))
                for practice in self._practices:
                    self._diary_port.take_back_practice(practice)
            self._diary_port.settle()

        self._background.add(take_back)

    def rate(self, session: Session, *, pain_after: int | None, helped: str | None) -> None:
        """Record the pain now and how much it helped. No pain left closes the episode: it has ended by now."""
        is_open = session.state is not State.GONE
        ended = self._clock.elapsed()

        def rate(episode: str) -> None:
            self._diary_port.rate(episode, pain_after=pain_after, helped=helped)
            if is_open and (pain_after == 0 or helped == "gone"):
                self._diary_port.close(episode, ended_at=self._date(ended))

        self._with_episode(rate)

    def rate_practice(self, how: HowItWas) -> None:
        """Record how the practice was that this run has recorded last."""
        scores = how.scores

        def rate() -> None:
            if self._practices:
                with suppress(NotFound):  # it has been deleted since
                    self._diary_port.rate_practice(
                        self._practices[-1],
                        pain=scores[PAIN],
                        pain_after=scores[PAIN_AFTER],
                        effort=scores[EFFORT],
                    )
                self._diary_port.settle()

        self._background.add(rate)

    def record_so_far(self, session: Session) -> None:
        """Record in its episode what was held so far, of a routine that is left but may be resumed."""
        seconds = round(held_seconds(session))
        use = Use(routine=session.routine.id, seconds=seconds, completed=is_completed(session))
        if seconds in (0, self._recorded_seconds):
            return
        self._recorded_seconds = seconds

        def record(episode: str) -> None:
            with suppress(NotFound):  # the episode has been deleted since
                self._diary_port.add_use(episode, use)
                self._has_use = True

        self._with_episode(record)

    def _with_episode(self, work: Callable[[str], None]) -> None:
        def run() -> None:
            if self.episode is not None:
                work(self.episode)
                self._diary_port.settle()

        self._background.add(run)
