"""The value of a running routine: sampled with the time, it gives a frame for any face.

Time is measured, never counted: each sample adds the time that has passed since the last one. After a gap longer than
`GAP_SECONDS` the person was away: a hold waits where it was, but warmth or cold counts the whole gap, because the pack
was still on the skin. `transitions.py` applies events.
"""

from dataclasses import replace
from math import ceil
from typing import NamedTuple

from spasmtui.relief.routines.model import Kind, Purpose, Question, Routine
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.skin_guard import require_limits
from spasmtui.relief.session.skin_limits import limited
from spasmtui.relief.session.states import ENDED, NUDGE_SECONDS, UNDER_WAY, State
from spasmtui.relief.session.timeline import Segment, expand, with_piece_after
from spasmtui.relief.words import words

GAP_SECONDS = 5.0
"""A face samples once a second; a longer gap means sleep, a stopped process or a dead line."""
LONG_CRAMP_SECONDS = 600
"""A cramp that lasts longer needs advice (fact RF62)."""


class Session(NamedTuple):
    """One run of a routine. Moments are seconds of one monotonic clock; each method returns a new session."""

    routine: Routine
    plan: tuple[Segment, ...]
    side: str | None = None
    skin_seconds: int | None = None
    """Seconds of warmth or cold requested with `--for`."""
    get_ready_seconds: int = 0
    state: State = State.READY
    question: int = 0
    step_index: int = 0
    into: float = 0.0
    """Seconds spent in the present step."""
    spent: tuple[float, ...] = ()
    """Seconds spent in each step when it was last left."""
    held: tuple[float, ...] = ()
    """The most seconds for which the timer ran in each step before it was left; see `completion.py`."""
    added: tuple[int, ...] = ()
    """Seconds by which each step was made longer (negative: shorter)."""
    more_pieces: tuple[int, ...] = ()
    """The steps of heat or cold after each of which a look at the skin and a further piece were put in, in order."""
    held_again: int = 0
    began: float = 0.0
    seen: float = 0.0
    """The moment of the last sample."""
    active: float = 0.0
    """Seconds during which the timer ran."""
    in_questions: float = 0.0
    """Those of them that went by in a look or a question between the steps."""
    before_round: float = 0.0
    """Seconds held before it was done once more."""
    round_began: float = 0.0
    """The moment at which it was begun, or begun once more."""
    idle: float = 0.0
    """Seconds during which it waited. Both sum to the time from the first step to the last sample or the end."""
    on_skin: float = 0.0
    """Seconds during which warmth or cold was on the skin."""
    away: float = 0.0
    """Seconds of the gap that made it wait."""
    written: Routine | None = None
    """The routine before `limited` shortened its time on the skin; None while nothing has."""
    reason: str = ""
    """Why it was stopped or refused, as a sentence."""
    has_answered: bool = False
    """True if every question before the start was answered so that it may run."""

    @classmethod
    def create(
        cls, routine: Routine, side: str | None = None, *, skin_seconds: int | None = None, get_ready_seconds: int = 0
    ) -> "Session":
        """Return a session that is ready to start.

        Args:
            routine: the routine to run.
            side: the painful side, `left`, `right` or None.
            skin_seconds: seconds of warmth or cold; None is as written.
            get_ready_seconds: seconds before the first step, where the routine has no such step itself.
        """
        plan = expand(routine, side, skin_seconds=skin_seconds, get_ready_seconds=get_ready_seconds)
        return cls(
            routine=routine,
            plan=plan,
            side=side,
            skin_seconds=skin_seconds,
            get_ready_seconds=get_ready_seconds,
            spent=(0.0,) * len(plan),
            held=(0.0,) * len(plan),
            added=(0,) * len(plan),
        )

    def refused(self, reason: str) -> "Session":
        """Return the session refused before its start, with a reason that is no answer to a question."""
        return self._replace(state=State.REFUSED, reason=reason, question=len(self.routine.asks_before))

    def limited(self, longest_seconds: int, question: Question | None = None) -> "Session":
        """Return the session with a shorter longest time on the skin.

        Args:
            longest_seconds: seconds of heat or cold in all, with those it has had.
            question: asked before the start, after the one that stands; a session that has started goes back to it
                while nothing has been on the skin yet, and does without it later.
        """
        if self.more_pieces or (self.state not in (State.READY, State.ASKING) and self.on_skin):
            return self._replace(routine=limited(self.routine, longest_seconds), written=self.written or self.routine)
        routine = limited(self.routine, longest_seconds)
        state, number = self.state, self.question
        if question is not None:
            at = {State.READY: 0, State.ASKING: number + 1}.get(state, len(routine.ask_first))
            routine = replace(routine, ask_first=(*routine.ask_first[:at], question, *routine.ask_first[at:]))
            if state not in (State.READY, State.ASKING):
                state, number = State.ASKING, at
        plan = expand(routine, self.side, skin_seconds=self.skin_seconds, get_ready_seconds=self.get_ready_seconds)
        if self.step_index >= len(plan):
            plan = self.plan  # the steps behind it cannot be taken away; the limit ends what is too long
        return self._replace(
            routine=routine,
            written=self.written or self.routine,
            plan=plan,
            state=state,
            question=number,
            spent=self.spent[: len(plan)],
            held=self.held[: len(plan)],
            added=self.added[: len(plan)],
        )

    @property
    def segment(self) -> Segment:
        """The present step."""
        return self.plan[self.step_index]

    @property
    def length(self) -> int:
        """The length of the present step in seconds."""
        return self.segment.seconds + self.added[self.step_index]

    @property
    def refusing_question(self) -> Question | None:
        """The question whose answer ruled the routine out; None when none did."""
        asked = self.routine.asks_before[self.question :]
        return asked[0] if asked and self.state is State.REFUSED else None

    @property
    def must_only_wait(self) -> bool:
        """True if it was refused because it comes too early after the last, and not for a sign of danger."""
        if self.state is not State.REFUSED:
            return False
        return self.refusing_question not in (self.written or self.routine).ask_first

    @property
    def is_skin_check(self) -> bool:
        """True if this step is a skin check, which never passes unanswered."""
        return self.segment.is_skin_check

    @property
    def previous_hold(self) -> int | None:
        """The index of the last hold before the present step; None without one."""
        return next((n for n in range(self.step_index - 1, -1, -1) if self.plan[n].kind is Kind.HOLD), None)

    @property
    def shorter_length(self) -> int:
        """The seconds of the step after another minus: never less than the time already spent in the step."""
        return max(self.length - NUDGE_SECONDS, int(self.into) + 1)

    @property
    def skin_planned(self) -> float:
        """Seconds of warmth or cold that are still to come."""
        later = sum(
            segment.seconds + self.added[n]
            for n, segment in enumerate(self.plan)
            if n > self.step_index and segment.is_on_skin
        )
        return later + (self.length - self.into if self.segment.is_on_skin else 0.0)

    def moved_to(self, index: int, *, spent: float | None = None) -> "Session":
        """Return the session at the start of another step; past the last one it is finished.

        Heat or cold goes on where it was left: no way back gives more of it before the next look at the skin.

        Args:
            index: the step to move to.
            spent: seconds to remember for the present step; None is the time spent in it.
        """
        spent = self.into if spent is None else spent
        remembered = (*self.spent[: self.step_index], spent, *self.spent[self.step_index + 1 :])
        left = self.with_held(spent)._replace(spent=remembered)
        if index >= len(self.plan):
            return left._replace(into=spent, state=State.FINISHED)
        has_had = min(remembered[index], self.plan[index].seconds + self.added[index])
        return left._replace(step_index=index, into=has_had if self.plan[index].is_on_skin else 0.0)

    def with_held(self, seconds: float) -> "Session":
        """Return the session with so many seconds held in the present step, if they are its most."""
        most = max(seconds, self.held[self.step_index])
        return self._replace(held=(*self.held[: self.step_index], most, *self.held[self.step_index + 1 :]))

    def restarted(self) -> "Session":
        """Return the session at the beginning of the present step."""
        return self.with_held(self.into)._replace(into=0.0)

    def lengthened(self, seconds: int, index: int | None = None) -> "Session":
        """Return the session with one step made longer by `seconds` (negative: shorter); None is the present step."""
        index = self.step_index if index is None else index
        return self._replace(added=(*self.added[:index], self.added[index] + seconds, *self.added[index + 1 :]))

    def seconds_without_look(self, index: int) -> int:
        """Return the seconds on the skin around a step of heat or cold, from one look at the skin to the next."""
        total = 0
        for numbers in (range(index, -1, -1), range(index + 1, len(self.plan))):
            for number in numbers:
                if self.plan[number].is_skin_check:
                    break
                if self.plan[number].is_on_skin:
                    total += self.plan[number].seconds + self.added[number]
        return total

    def with_more_pieces(self, indexes: tuple[int, ...], seconds: int) -> "Session":
        """Return the session with a look at the skin and so many seconds more after each of these steps, in order.

        A step that is none of heat or cold is passed over: the routine's file may have changed since.
        """
        session = self
        for index in indexes:
            skin, plan = session.routine.skin, session.plan
            if skin is None or index >= len(plan) or not plan[index].is_on_skin:
                continue
            longer = with_piece_after(plan, index, skin, seconds)
            if longer is plan:
                continue
            spent, held = ((*row[: index + 1], 0.0, 0.0, *row[index + 1 :]) for row in (session.spent, session.held))
            added = (*session.added[: index + 1], 0, 0, *session.added[index + 1 :])
            more_pieces = (*session.more_pieces, index)
            session = session._replace(plan=longer, spent=spent, held=held, added=added, more_pieces=more_pieces)
        return session

    def sampled(self, now: float, *, was_away: bool = False) -> "Session":
        """Return the session as it is at `now`. A moment before the last sample changes nothing.

        Args:
            now: the present moment.
            was_away: count the time since the last sample as a gap, however short; such as after an interruption.

        Raises:
            RefusedForSafety: it would run heat or cold without questions, looks at the skin or limits.
        """
        if self.state in UNDER_WAY:
            require_limits(self.routine, self.plan, self.added, has_answered=self.has_answered)
        passed = now - self.seen
        if passed <= 0:
            return self
        is_gap = was_away or passed > GAP_SECONDS
        if self.state is State.RUNNING:
            counts_away = self.segment.is_on_skin or self.is_skin_check
            if is_gap and not counts_away:
                return self._replace(state=State.AWAY, away=passed, idle=self.idle + passed, seen=now)
            session = _run(self, passed, is_gap=is_gap)
        elif self.state in UNDER_WAY or self.state is State.FINISHED:
            # A pause does not take the pack off.
            is_on_skin = self.segment.is_on_skin or self.is_skin_check
            on_skin = self.on_skin + (passed if is_on_skin and self.state in UNDER_WAY else 0.0)
            session = self._replace(idle=self.idle + passed, on_skin=on_skin)
        else:
            return self._replace(seen=now)
        skin = self.routine.skin
        if skin is not None and session.on_skin > skin.longest_seconds:
            session = session._replace(state=State.STOPPED, reason=words().on_long_enough)
        return session._replace(seen=now)

    def caught_up(self, now: float) -> "Session":
        """Return the session as it is at `now` without counting a gap, such as after the time of loading."""
        session = self
        while now - session.seen > GAP_SECONDS:
            session = session.sampled(session.seen + GAP_SECONDS)
        return session.sampled(now)

    def frame(self, now: float) -> Frame:
        """Return the frame of the moment `now`."""
        session = self.sampled(now)
        remaining = max(0.0, session.length - session.into)
        later = sum(s.seconds + session.added[n] for n, s in enumerate(session.plan) if n > session.step_index)
        since = session.active + session.idle
        skin = session.routine.skin
        is_over = session.state in ENDED or session.state is State.FINISHED
        return Frame(
            state=session.state,
            step_index=session.step_index,
            step=session.step_index + 1,
            steps=len(session.plan),
            segment=session.segment,
            remaining_seconds=0 if is_over else ceil(remaining - 1e-6),
            length_seconds=session.length,
            progress=1.0 if is_over else min(1.0, session.into / session.length),
            routine_remaining_seconds=0 if is_over else ceil(remaining + later - 1e-6),
            since_seconds=round(since) if is_over else int(since),
            next_segment=session.plan[session.step_index + 1] if session.step_index + 1 < len(session.plan) else None,
            question=session.routine.asks_before[session.question] if session.state is State.ASKING else None,
            is_waiting=session.is_skin_check and session.into >= session.length,
            is_long=session.routine.purpose is Purpose.RELIEF and since >= LONG_CRAMP_SECONDS,
            away_seconds=int(session.away) if session.state is State.AWAY else 0,
            skin_left_seconds=None if skin is None else max(0, int(skin.longest_seconds - session.on_skin)),
            skin_longest_seconds=None if skin is None else skin.longest_seconds,
            reason=session.reason,
        )


def _run(session: Session, passed: float, *, is_gap: bool) -> Session:
    """Advance a running session by `passed` seconds, across the ends of steps."""
    left = passed
    on_skin = session.on_skin + (passed if is_gap else 0.0)
    while True:
        room = max(0.0, session.length - session.into)
        if left < room:
            if session.segment.is_on_skin and not is_gap:
                on_skin += left
            return _counted(session, left)._replace(into=session.into + left, on_skin=on_skin)
        if session.is_skin_check:
            # No answer yet: the pack may be back on the skin.
            over = 0.0 if is_gap else left - room
            into = max(session.into, float(session.length))
            return _counted(session, left)._replace(into=into, on_skin=on_skin + over)
        if session.segment.is_on_skin and not is_gap:
            on_skin += room
        left -= room
        session = _counted(session, room)._replace(on_skin=on_skin)
        session = session.moved_to(session.step_index + 1, spent=float(session.length))
        if session.state is State.FINISHED:
            return session


def _counted(session: Session, seconds: float) -> Session:
    """Return the session with so many seconds more of its timer, in the present step."""
    asks = session.segment.kind is Kind.CHECK
    in_questions = session.in_questions + (seconds if asks else 0.0)
    return session._replace(active=session.active + seconds, in_questions=in_questions)
