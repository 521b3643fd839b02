"""Relief without a screen: one line a cue, numbered choices, and the same result in the diary."""

from collections.abc import Callable
from typing import Protocol

from spasmtui.errors import RefusedForSafety, TerminalNeeded
from spasmtui.relief.linear.choices import CHOICES, FINISHED, WAITING, YES_NO, Choices, choices_for, meant, read_answer
from spasmtui.relief.routines.model import Kind, Purpose
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.breathing import breath_at
from spasmtui.relief.session.cues import Cue, cues_between
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.refresh_schedule import seconds_to_next_refresh
from spasmtui.relief.session.states import ENDED, Event, State
from spasmtui.relief.session.texts import (
    AFTER_QUESTION,
    SIDE_NAMES,
    SKIN_RULE,
    away_question,
    cautions_of,
    ended_head,
    wait_note,
)
from spasmtui.shared.durations import format_duration
from spasmtui.shared.formats import count_down

CONFIRMED = frozenset((Event.LONGER, Event.SHORTER, Event.NO, Event.SWAP, Event.BACK))
"""What changes a step without beginning another, so that the change itself is said."""
CUE_WORDS = {Cue.HALF: "Half way, {} left.", Cue.LAST: "{} left."}


class Listener(Protocol):
    """Where lines come from."""

    @property
    def is_closed(self) -> bool:
        """Whether no line can come any more."""
        ...

    def wait(self, seconds: float | None) -> str | None:
        """The next line without its end; None when none came in this time. Without a time: until one comes."""
        ...


class LinearRelief:
    """Walks one course, saying each cue as a line."""

    def __init__(
        self,
        course: SessionRunner,
        *,
        listener: Listener,
        write: Callable[[str], None],
        play: Callable[[Cue, Frame], None] | None = None,
        begun: Callable[[], None] | None = None,
        has_breath: bool = False,
    ) -> None:
        """Walk this course.

        Args:
            course: what is run.
            listener: where answers come from.
            write: prints one line.
            play: makes a cue heard; None stays silent.
            begun: called once, when the first step has been said; never when its questions keep it from starting.
            has_breath: say when to breathe in and out during holds.
        """
        self._course = course
        self._listener = listener
        self._write = write
        self._play = play
        self._begun = begun
        self._has_breath = has_breath
        self._breath = ""
        self._is_muted = False

    def run(self, started_at: float | None = None) -> int:
        """Walk to the end, or as far as it goes without an answer, and return the exit code.

        Raises:
            TerminalNeeded: the questions before it have not been answered, and nobody can.
        """
        session = self._course.session
        if session.state is State.READY:
            self._course.start(started_at)
        before = self._course.tick()
        # What to do comes first; a question stands last, where it is answered.
        first, then = (self._introduce, self._announce) if before.question else (self._announce, self._introduce)
        first(before)
        then(before)
        while not self._is_over(before):
            if self._course.is_taken_over():
                self._write("Another terminal goes on with this routine.")
                return 0
            self._tell_begun()
            if self._listener.is_closed and self._waits_for_somebody:
                return self._break_off()
            line = self._listener.wait(seconds_to_next_refresh(self._course.session))
            if line is not None and not self._course.is_taken_over():
                self._obey(line.strip().lower())
            frame = self._course.tick()
            self._say_cues(before, frame)
            if _what_is_told(frame) != _what_is_told(before):
                self._announce(frame)
            before = frame
        self._tell_begun()
        return self._end(before)

    def _is_over(self, frame: Frame) -> bool:
        return frame.state in ENDED or (frame.state is State.FINISHED and self._listener.is_closed)

    def _tell_begun(self) -> None:
        if self._begun is not None and self._course.has_begun:
            begun, self._begun = self._begun, None
            begun()

    @property
    def _waits_for_somebody(self) -> bool:
        """Whether nothing goes on until somebody says something."""
        session = self._course.session
        return session.state in (State.ASKING, State.PAUSED, State.AWAY, State.WORSE) or (
            session.state is State.RUNNING and session.frame(session.seen).is_waiting
        )

    def _break_off(self) -> int:
        """Keep the place: no answer can come here any more."""
        session = self._course.session
        if session.state is State.ASKING:
            raise TerminalNeeded(f"{session.routine.title} begins with questions: start it where you can answer.")
        self._course.break_off()
        if session.segment.is_on_skin or session.is_skin_check:
            self._write("Take it off the skin for now.")
        place = f"step {session.index + 1} of {len(session.plan)}"
        self._write(f"No answer can come here, so it ends and {place} is kept. To go on: spasmtui resume")
        return 0

    # What is said

    def _introduce(self, frame: Frame) -> None:
        """What else has to be known, after the first instruction."""
        routine = self._course.session.routine
        side = f", {frame_side}" if (frame_side := self._course.session.side) else ""
        self._write(
            f"{routine.title}{side}, {format_duration(frame.routine_remaining_seconds)} in all. {routine.stop_line}"
        )
        if routine.skin:
            self._write(SKIN_RULE)
        if routine.purpose is Purpose.RELIEF:
            for question in routine.ask_first:
                self._write(f"{question.ask} If yes: w")
        for caution in cautions_of(routine):
            self._write(caution)
        if not self._listener.is_closed and frame.state is State.RUNNING:
            self._offer(CHOICES)

    def _announce(self, frame: Frame) -> None:
        """The line of a step or a state that has just begun."""
        if frame.state is State.ASKING and frame.question is not None:
            session = self._course.session
            number = f"{session.question + 1} of {len(session.routine.asks_before)}"
            self._write(f"Before it starts, {number}: {frame.question.ask}")
            self._offer(YES_NO)
        elif frame.state is State.RUNNING and frame.is_waiting:
            self._write("The next one waits for your answer. Is the skin fine?")
            self._offer(YES_NO)
        elif frame.state is State.RUNNING:
            self._announce_step(frame)
        elif frame.state is State.AWAY:
            self._away(frame)
        elif frame.state is State.PAUSED:
            self._write(f"Paused, {count_down(frame.remaining_seconds)} left of this step.")
            self._offer(WAITING)
        elif frame.state is State.WORSE:
            self._worse()
        elif frame.state is State.FINISHED:
            self._write(ended_head(frame, self._course.session.routine))
            if not self._listener.is_closed:
                self._offer(FINISHED)

    def _announce_step(self, frame: Frame) -> None:
        side = SIDE_NAMES.get(frame.segment.side or "", "")
        switch = "Change sides. " if frame.segment.is_switch else ""
        optional = " (optional)" if frame.segment.is_optional else ""
        words = ", ".join(
            part
            for part in (f"Step {frame.step} of {frame.steps}", side, format_duration(frame.remaining_seconds))
            if part
        )
        self._write(f"{words}{optional}: {switch}{frame.segment.say}")
        if frame.segment.kind is Kind.CHECK and not self._listener.is_closed:
            self._offer(YES_NO)

    def _away(self, frame: Frame) -> None:
        self._write(away_question(frame))
        if self._listener.is_closed:
            self._course.do(Event.RESUME)
        else:
            self._offer(WAITING)

    def _worse(self) -> None:
        routine = self._course.session.routine
        self._write(f"Let go of the stretch. {routine.stop_line} {routine.still_cramped}")
        self._write("Signs that need help now: spasmtui urgent")
        self._offer(WAITING)

    def _say_cues(self, before: Frame, frame: Frame) -> None:
        self._say_breath(frame)
        for cue in cues_between(before, frame):
            if self._play is not None and not self._is_muted:
                self._play(cue, frame)
            if cue in CUE_WORDS:
                self._write(CUE_WORDS[cue].format(format_duration(frame.remaining_seconds)))
            elif cue is Cue.LONG:
                self._write(self._course.session.routine.still_cramped)

    def _say_breath(self, frame: Frame) -> None:
        is_holding = self._has_breath and frame.state is State.RUNNING and frame.segment.kind is Kind.HOLD
        breath = breath_at(self._course.session.into) if is_holding else ""
        if breath and breath != self._breath:
            self._write(f"{breath.capitalize()}.")
        self._breath = breath

    def _offer(self, choices: Choices) -> None:
        self._write("  ".join(f"{number} {words} ({key})" for number, (_, key, words) in enumerate(choices, 1)))

    # What is typed

    def _obey(self, typed: str) -> None:
        if typed in ("m", "mute"):
            self._is_muted = not self._is_muted
            self._write("Muted." if self._is_muted else "Sound on.")
            return
        if typed == "breathe":
            self._has_breath = not self._has_breath
            return
        choices = choices_for(self._course.session.frame(self._course.session.seen))
        event = meant(typed, choices)
        if event is None:
            self._write("Type one of these:")
            self._offer(choices)
            return
        was = self._course.session
        if (refusal := self._course.do(event)) is not None:
            self._write(refusal)
        elif event in CONFIRMED and self._course.session.index == was.index and was.state is State.RUNNING:
            self._confirm(event)

    def _confirm(self, event: Event) -> None:
        session = self._course.session
        if session.state is not State.RUNNING:
            return
        if event is Event.SWAP:
            self._write(f"Now the {session.side} side.")
        else:
            self._write(f"{format_duration(session.frame(session.seen).remaining_seconds)} left of this step.")

    # The end

    def _end(self, frame: Frame) -> int:
        routine = self._course.session.routine
        if frame.state in (State.GONE, State.LEFT):
            self._write(ended_head(frame, routine))
        elif frame.state in (State.STOPPED, State.REFUSED):
            self._write(frame.reason)
            self._write("Signs that need help now: spasmtui urgent")
            return RefusedForSafety.exit_code
        if frame.state in (State.GONE, State.FINISHED):
            self._ask_afterwards()
            for question in routine.asks_after:
                self._write(f"{question.ask} If yes: spasmtui urgent")
            for note in (*((routine.after,) if routine.after else ()), *wait_note(routine)):
                self._write(note)
        return 0

    def _ask_afterwards(self) -> None:
        """One question, and none where nobody can answer; the rest can wait until morning."""
        if self._course.session.routine.purpose is not Purpose.RELIEF:
            return
        while not self._listener.is_closed:
            self._write(f"{AFTER_QUESTION} And did it help: no, some, most, gone? For example: 3 most. Enter: later.")
            line = self._listener.wait(None)
            if line is None or not line.strip():
                return
            if (answer := read_answer(line)) is not None:
                self._course.rate(pain_after=answer[0], helped=answer[1])
                return
            self._write("A number from 0 to 10, and no, some, most or gone.")


def _what_is_told(frame: Frame) -> tuple[object, ...]:
    """What differs between two frames of which the second has to be said."""
    return (frame.index, frame.state, frame.question, frame.is_waiting)
