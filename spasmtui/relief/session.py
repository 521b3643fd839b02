"""A running routine as a pure state machine: events and the time go in, a frame for any face comes out.

Time is measured, never counted: each sample adds what the clock says has passed since the last one. After a silence
longer than `GAP_SECONDS` nobody was looking: a hold waits where it was, and warmth or cold counts the whole of it,
because the pack was still on the skin.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

from spasmtui.relief.frame import Frame
from spasmtui.relief.moves import ENDED, MOVES, NOT_NOW, UNDER_WAY, Event, State
from spasmtui.relief.routine import Answer, Kind, OnNo, Purpose, Routine, Segment, expand, opposite

GAP_SECONDS = 5.0
"""A face samples once a second; a longer silence means sleep, a stopped process or a dead line."""
NUDGE_SECONDS = 10
"""What plus and minus change."""
LONG_CRAMP_SECONDS = 600
"""After this a cramp needs advice (fact RF62)."""
MOST_ADDED_SECONDS = 300
"""What plus may add to a step that has no maximum of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A routine under way. Moments are seconds of one clock that never goes back; each method returns a new session."""

    routine: Routine
    plan: tuple[Segment, ...]
    side: str | None = None
    skin_seconds: int | None = None
    """The length asked for with `--for`."""
    get_ready_seconds: int = 0
    state: State = State.READY
    question: int = 0
    index: int = 0
    into: float = 0.0
    """Seconds spent in the present step."""
    spent: tuple[float, ...] = ()
    """Seconds spent in each step when it was last left."""
    added: tuple[int, ...] = ()
    """Seconds each step was made longer (or shorter, when negative)."""
    held_again: int = 0
    began: float = 0.0
    seen: float = 0.0
    """When it was last sampled."""
    active: float = 0.0
    """Seconds the timer ran."""
    idle: float = 0.0
    """Seconds it waited. With `active` this is all the time from the first step to the last sample or the end."""
    on_skin: float = 0.0
    away: float = 0.0
    reason: str = ""

    @classmethod
    def of(
        cls, routine: Routine, side: str | None = None, *, skin_seconds: int | None = None, get_ready_seconds: int = 0
    ) -> "Session":
        """A session that is ready to start."""
        plan = expand(routine, side, skin_seconds=skin_seconds, get_ready_seconds=get_ready_seconds)
        zeros = (0,) * len(plan)
        return cls(
            routine=routine,
            plan=plan,
            side=side,
            skin_seconds=skin_seconds,
            get_ready_seconds=get_ready_seconds,
            spent=tuple(float(zero) for zero in zeros),
            added=zeros,
        )

    @property
    def segment(self) -> Segment:
        """The present step."""
        return self.plan[self.index]

    @property
    def length(self) -> int:
        """Seconds the present step takes."""
        return self.segment.seconds + self.added[self.index]

    @property
    def is_skin_check(self) -> bool:
        """Whether this step is a look at the skin, which never passes unanswered."""
        return self.segment.kind is Kind.CHECK and self.segment.on_no is OnNo.STOP

    def apply(self, event: Event, now: float) -> "Session":
        """The session after something a person did; itself, sampled, where `why_not` has an objection."""
        session = self.sampled(now)
        if session.why_not(event) is not None:
            return session
        return _EVENTS[event](session)

    def why_not(self, event: Event) -> str | None:
        """Why this cannot be done now, as a sentence; None when it can."""
        if event not in MOVES[self.state]:
            return NOT_NOW.get(event, "That does nothing now.")
        if event in (Event.NEXT, Event.SKIP) and self.is_skin_check:
            return "Look at the skin first: yes if it is fine, no if it is not."
        if event is Event.SKIP and not self.segment.is_optional:
            return "This step is not optional."
        if event is Event.LONGER:
            return self._why_not_longer()
        if event is Event.SHORTER and self._shorter_length() >= self.length:
            return "Only seconds are left of this step."
        if event in (Event.YES, Event.NO) and self.state is not State.ASKING:
            return self._why_not_answer(event)
        return None

    def _why_not_longer(self) -> str | None:
        skin = self.routine.skin
        if self.segment.is_on_skin and skin is not None:
            if self.on_skin + self._skin_planned() + NUDGE_SECONDS > skin.longest_seconds:
                most = skin.longest_seconds // 60
                return f"No longer than {most} minutes on the skin: more can burn or harm it unnoticed."
            return None
        if self.is_skin_check:
            return "Look at the skin first."
        segment = self.segment
        most = segment.extend_seconds * segment.extend_max if segment.eases else MOST_ADDED_SECONDS
        return "This is as long as it should be held." if self.added[self.index] + NUDGE_SECONDS > most else None

    def _why_not_answer(self, event: Event) -> str | None:
        if self.segment.kind is Kind.CHECK:
            hold = self._previous_hold()
            if event is Event.NO and self.segment.on_no is OnNo.PREVIOUS_HOLD and hold is not None:
                most = self.plan[hold].extend_max
                return (
                    f"Held {most} times again: let go now. {self.routine.still_cramped}"
                    if self._is_held_out(hold)
                    else None
                )
            return None
        if self.segment.eases:
            if event is Event.NO and self._is_held_out(self.index):
                return "This is as long as it should be held."
            return None
        return "There is no question now."

    def _is_held_out(self, hold: int) -> bool:
        return self.held_again >= self.plan[hold].extend_max

    def _previous_hold(self) -> int | None:
        return next((n for n in range(self.index - 1, -1, -1) if self.plan[n].kind is Kind.HOLD), None)

    def _skin_planned(self) -> float:
        """Seconds of warmth or cold still to come."""
        later = sum(
            segment.seconds + self.added[n]
            for n, segment in enumerate(self.plan)
            if n > self.index and segment.is_on_skin
        )
        return later + (self.length - self.into if self.segment.is_on_skin else 0.0)

    def _shorter_length(self) -> int:
        return max(self.length - NUDGE_SECONDS, int(self.into) + 1)

    def sampled(self, now: float, *, was_away: bool = False) -> "Session":
        """The session as it is at this moment. A moment before the last sample changes nothing.

        Args:
            now: the present moment.
            was_away: nobody looked, however short it was, such as after an interruption.
        """
        passed = now - self.seen
        if passed <= 0:
            return self
        is_gap = was_away or passed > GAP_SECONDS
        if self.state is State.RUNNING:
            counts_away = self.segment.is_on_skin or self.is_skin_check
            if is_gap and not counts_away:
                return replace(self, state=State.AWAY, away=passed, idle=self.idle + passed, seen=now)
            session = _run(self, passed, is_gap=is_gap)
        elif self.state in UNDER_WAY or self.state is State.FINISHED:
            # A pause does not take the pack off.
            is_on_skin = self.segment.is_on_skin or self.is_skin_check
            on_skin = self.on_skin + (passed if is_on_skin and self.state in UNDER_WAY else 0.0)
            session = replace(self, idle=self.idle + passed, on_skin=on_skin)
        else:
            return replace(self, seen=now)
        skin = self.routine.skin
        if skin is not None and session.on_skin > skin.longest_seconds and session.state in UNDER_WAY:
            session = replace(session, state=State.STOPPED, reason="Take it off now. It has been on long enough.")
        return replace(session, seen=now)

    def caught_up(self, now: float) -> "Session":
        """The session as it is at this moment when somebody was there all along, such as while the program loaded."""
        session = self
        while now - session.seen > GAP_SECONDS:
            session = session.sampled(session.seen + GAP_SECONDS)
        return session.sampled(now)

    def frame(self, now: float) -> Frame:
        """What a face shows at this moment."""
        session = self.sampled(now)
        remaining = max(0.0, session.length - session.into)
        later = sum(s.seconds + session.added[n] for n, s in enumerate(session.plan) if n > session.index)
        since = session.active + session.idle
        skin = session.routine.skin
        is_over = session.state in ENDED or session.state is State.FINISHED
        return Frame(
            state=session.state,
            index=session.index,
            step=session.index + 1,
            steps=len(session.plan),
            segment=session.segment,
            remaining_seconds=0 if is_over else ceil(remaining - 1e-6),
            length_seconds=session.length,
            progress=1.0 if is_over else min(1.0, session.into / session.length),
            routine_remaining_seconds=0 if is_over else ceil(remaining + later - 1e-6),
            since_seconds=round(since) if is_over else int(since),
            next_segment=session.plan[session.index + 1] if session.index + 1 < len(session.plan) else None,
            question=session.routine.asks_before[session.question] if session.state is State.ASKING else None,
            is_waiting=session.is_skin_check and session.into >= session.length,
            is_long=session.routine.purpose is Purpose.RELIEF and since >= LONG_CRAMP_SECONDS,
            away_seconds=int(session.away) if session.state is State.AWAY else 0,
            skin_left_seconds=None if skin is None else max(0, int(skin.longest_seconds - session.on_skin)),
            reason=session.reason,
        )


def _run(session: Session, passed: float, *, is_gap: bool) -> Session:
    """Let time pass in a running session, over the ends of steps."""
    left = passed
    on_skin = session.on_skin + (passed if is_gap else 0.0)
    while True:
        room = max(0.0, session.length - session.into)
        if left < room:
            if session.segment.is_on_skin and not is_gap:
                on_skin += left
            return replace(session, into=session.into + left, active=session.active + left, on_skin=on_skin)
        if session.is_skin_check:
            # Nobody has answered: the pack may be back on the skin.
            over = 0.0 if is_gap else left - room
            return replace(
                session,
                into=max(session.into, float(session.length)),
                active=session.active + left,
                on_skin=on_skin + over,
            )
        if session.segment.is_on_skin and not is_gap:
            on_skin += room
        left -= room
        session = replace(session, active=session.active + room, on_skin=on_skin)
        session = _moved(session, session.index + 1, spent=float(session.length))
        if session.state is State.FINISHED:
            return session


def _moved(session: Session, index: int, *, spent: float | None = None) -> Session:
    """The session at the start of another step, remembering how far the present one was."""
    spent = session.into if spent is None else spent
    remembered = (*session.spent[: session.index], spent, *session.spent[session.index + 1 :])
    if index >= len(session.plan):
        return replace(session, spent=remembered, into=spent, state=State.FINISHED)
    return replace(session, spent=remembered, index=index, into=0.0)


def _lengthened(session: Session, seconds: int, index: int | None = None) -> Session:
    index = session.index if index is None else index
    added = (*session.added[:index], session.added[index] + seconds, *session.added[index + 1 :])
    return replace(session, added=added)


def _going(session: Session) -> Session:
    """Running again after a wait; a pause that a person chose stays."""
    return replace(session, state=State.PAUSED if session.state is State.PAUSED else State.RUNNING, away=0.0)


def _start(session: Session) -> Session:
    asks = bool(session.routine.asks_before)
    return replace(session, state=State.ASKING if asks else State.RUNNING, began=session.seen)


def _next(session: Session) -> Session:
    moved = _moved(session, session.index + 1)
    return moved if moved.state is State.FINISHED else _going(moved)


def _back(session: Session) -> Session:
    if session.state is State.AWAY or session.index == 0:
        return _going(replace(session, into=0.0))
    moved = _moved(session, session.index - 1)
    spent = moved.spent[moved.index]
    # A step that was passed over goes on where it was; one that had ended begins again.
    return _going(replace(moved, into=spent if spent < moved.length else 0.0))


def _swap(session: Session) -> Session:
    side = opposite(session.side) or "left"
    plan = expand(session.routine, side, skin_seconds=session.skin_seconds, get_ready_seconds=session.get_ready_seconds)
    return replace(session, side=side, plan=plan)


def _skip(session: Session) -> Session:
    later = (n for n in range(session.index, len(session.plan)) if not session.plan[n].is_optional)
    moved = _moved(session, next(later, len(session.plan)))
    return moved if moved.state is State.FINISHED else _going(moved)


def _answer(session: Session, answer: Answer) -> Session:
    if session.state is State.ASKING:
        return _answer_first(session, answer)
    segment = session.segment
    if answer is Answer.YES:
        return _next(session)
    if segment.kind is not Kind.CHECK:
        return replace(_lengthened(session, segment.extend_seconds), held_again=session.held_again + 1)
    if segment.on_no is OnNo.STOP:
        return replace(session, state=State.STOPPED, reason="Take it off now and leave it off.")
    hold = session._previous_hold()
    if hold is None:
        return _next(session)
    held = session.plan[hold]
    again = held.extend_seconds or held.seconds
    moved = _moved(session, hold)
    moved = _lengthened(moved, again - held.seconds - moved.added[hold], hold)
    return _going(replace(moved, held_again=session.held_again + 1))


def _answer_first(session: Session, answer: Answer) -> Session:
    question = session.routine.asks_before[session.question]
    if answer is question.stop_on:
        return replace(session, state=State.REFUSED, reason=question.then or "Leave this one out.")
    if session.question + 1 < len(session.routine.asks_before):
        return replace(session, question=session.question + 1)
    return replace(session, state=State.RUNNING, began=session.seen)


def _again(session: Session) -> Session:
    fresh = Session.of(
        session.routine,
        session.side,
        skin_seconds=session.skin_seconds,
        get_ready_seconds=session.get_ready_seconds,
    )
    return replace(
        session,
        state=State.RUNNING,
        plan=fresh.plan,
        spent=fresh.spent,
        added=fresh.added,
        index=0,
        into=0.0,
        held_again=0,
    )


_EVENTS: dict[Event, Callable[[Session], Session]] = {
    Event.START: _start,
    Event.PAUSE: lambda session: replace(session, state=State.PAUSED),
    Event.RESUME: lambda session: replace(session, state=State.RUNNING, away=0.0),
    Event.NEXT: _next,
    Event.BACK: _back,
    Event.LONGER: lambda session: _lengthened(session, NUDGE_SECONDS),
    Event.SHORTER: lambda session: _lengthened(session, session._shorter_length() - session.length),
    Event.SWAP: _swap,
    Event.SKIP: _skip,
    Event.YES: lambda session: _answer(session, Answer.YES),
    Event.NO: lambda session: _answer(session, Answer.NO),
    Event.GONE: lambda session: replace(session, state=State.GONE),
    Event.WORSE: lambda session: replace(session, state=State.WORSE),
    Event.AGAIN: _again,
    Event.LEAVE: lambda session: replace(session, state=State.LEFT),
}
