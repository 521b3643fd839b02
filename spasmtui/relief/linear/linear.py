"""Run relief without a screen: one line a cue, numbered choices, and the same record in the diary."""

from collections.abc import Callable
from typing import Protocol

from spasmtui.errors import RefusedForSafety, TerminalNeeded
from spasmtui.relief.linear.choices import (
    Choices,
    choices_for,
    finished_choices,
    parse_answer,
    parse_event,
    running_choices,
    waiting_choices,
    yes_no,
)
from spasmtui.relief.routines.model import Kind, Purpose
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.breathing import breath_at
from spasmtui.relief.session.cues import Cue, cues_between
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.refresh_schedule import seconds_to_next_refresh
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import ENDED, Event, State
from spasmtui.relief.session.texts import (
    after_advice,
    away_question,
    ended_head,
    hurts_lines,
    kept_note,
    lines_beside,
    side_name,
    skin_left,
    title_with_side,
)
from spasmtui.relief.session.transitions import longer_reply
from spasmtui.relief.words import words
from spasmtui.shared.formats import count_down
from spasmtui.shared.times.lengths import format_remaining

CONFIRMED = frozenset((Event.LONGER, Event.SHORTER, Event.NO, Event.SWAP, Event.BACK, Event.VARY))
"""Events that change a step without starting another, so that the change itself is announced."""


class LineSource(Protocol):
    """A source of typed lines."""

    @property
    def is_closed(self) -> bool:
        """True if no further line can come."""
        ...

    def wait(self, seconds: float | None) -> str | None:
        """Return the next line without its end; None when none came within `seconds`. `seconds` None has no limit."""
        ...


class LinearRelief:
    """Drives one runner and writes each cue as a line."""

    def __init__(
        self,
        runner: SessionRunner,
        *,
        lines: LineSource,
        write: Callable[[str], None],
        play: Callable[[Cue, Frame], None] | None = None,
        on_begin: Callable[[], None] | None = None,
        describe: Callable[[str], str] | None = None,
        advice: SignAdvice | None = None,
        has_breath: bool = False,
    ) -> None:
        """Take the runner; `run` starts it.

        Args:
            runner: the session to drive.
            lines: the answers of the person.
            write: prints one line.
            play: makes a cue audible; None stays silent.
            describe: returns the description of a figure, or nothing when it cannot be read; None describes none.
            on_begin: called once, after the first step was announced; not when a question refuses the start.
            advice: the advice of the red-flag signs that routines ask for; None has none.
            has_breath: announce when to breathe in and out during holds.
        """
        self._runner = runner
        self._lines = lines
        self._write = write
        self._play = play
        self._on_begin = on_begin
        self._describe = describe or (lambda _name: "")
        self._advice = advice or SignAdvice()
        self._figure = ""
        """The figure described last."""
        self._has_breath = has_breath
        self._breath = ""
        self._is_muted = False

    def run(self, started_at: float | None = None) -> int:
        """Run to the end, or as far as possible without an answer, and return the exit code.

        Args:
            started_at: elapsed seconds when the first instruction was shown; None is now.

        Raises:
            TerminalNeeded: the questions before the start are not answered and no answer can come.
        """
        session = self._runner.session
        if session.state is State.READY:
            self._runner.start(started_at)
        # The first lines tell the moment at which it began or went on, however long the machine took to get here.
        before = self._runner.session.frame(self._runner.session.seen)
        # The instruction comes first; a question comes last, where it is answered.
        first, then = (self._introduce, self._announce) if before.question else (self._announce, self._introduce)
        first(before)
        then(before)
        while not self._is_over(before):
            if self._runner.is_taken_over():
                self._write(words().elsewhere_goes_on)
                return 0
            self._report_begin()
            if self._lines.is_closed and self._needs_answer:
                return self._leave_unanswered()
            line = self._lines.wait(seconds_to_next_refresh(self._runner.session))
            if line is not None and not self._runner.is_taken_over():
                self._handle_line(line.strip().lower())
            frame = self._runner.tick()
            self._announce_cues(before, frame)
            if _announced_values(frame) != _announced_values(before):
                self._announce(frame)
            before = frame
        self._report_begin()
        return self._end(before)

    def _is_over(self, frame: Frame) -> bool:
        return frame.state in ENDED or (frame.state is State.FINISHED and self._lines.is_closed)

    def _report_begin(self) -> None:
        if self._on_begin is not None and self._runner.has_begun:
            on_begin, self._on_begin = self._on_begin, None
            on_begin()

    @property
    def _needs_answer(self) -> bool:
        """True if the routine does not continue without an answer."""
        session = self._runner.session
        return session.state in (State.ASKING, State.PAUSED, State.AWAY, State.WORSE) or (
            session.state is State.RUNNING and session.frame(session.seen).is_waiting
        )

    def _leave_unanswered(self) -> int:
        """Suspend the routine because no answer can come any more, and return the exit code.

        Raises:
            TerminalNeeded: the routine begins with questions, so that there is nothing to suspend.
        """
        session = self._runner.session
        if session.state is State.ASKING:
            raise TerminalNeeded(words().begins_with_questions.format(title=session.routine.title))
        self._runner.suspend()
        if session.segment.is_on_skin or session.is_skin_check:
            self._write(words().take_off_for_now)
        self._write(words().no_answer_here.format(step=session.step_index + 1, steps=len(session.plan)))
        return 0

    def _introduce(self, frame: Frame) -> None:
        """Write the introduction: title, length, when to stop, questions and cautions."""
        routine = self._runner.session.routine
        title = title_with_side(routine, self._runner.session.side, joint=", ", place=self._runner.place)
        length = format_remaining(frame.routine_remaining_seconds)
        self._write(f"{words().introduction.format(title=title, time=length)} {routine.stop_line}")
        if routine.skin:
            self._write(words().skin_rule)
        for question in routine.asks_beside:
            self._write(f"{question.ask} {words().if_yes_worse}")
        for note in lines_beside(routine):
            self._write(note)
        if not self._lines.is_closed and frame.state is State.RUNNING:
            self._write_choices(running_choices(routine))

    def _announce(self, frame: Frame) -> None:
        """Write the line of a step or a state that has just begun."""
        if frame.state is State.ASKING and frame.question is not None:
            session = self._runner.session
            count, number = len(session.routine.asks_before), session.question + 1
            self._write(words().before_start_ask.format(number=number, count=count, ask=frame.question.ask))
            self._write_choices(yes_no())
        elif frame.state is State.RUNNING and frame.is_waiting:
            self._write(words().waits_for_answer)
            self._write_choices(yes_no())
        elif frame.state is State.RUNNING:
            self._announce_step(frame)
        elif frame.state is State.AWAY:
            self._announce_absence(frame)
        elif frame.state is State.PAUSED:
            self._write(words().paused_left.format(time=count_down(frame.remaining_seconds)))
            self._write_choices(waiting_choices(self._runner.session.routine))
        elif frame.state is State.WORSE:
            self._announce_worse()
        elif frame.state is State.FINISHED:
            is_practice = self._runner.is_practice
            self._write(ended_head(frame, is_practice=is_practice))
            if not self._lines.is_closed:
                self._write_choices(finished_choices(self._runner.session.routine, is_practice=is_practice))

    def _announce_step(self, frame: Frame) -> None:
        switch = f"{words().change_sides_now} " if frame.segment.is_switch else ""
        optional = f" ({words().optional})" if frame.segment.is_optional else ""
        step = words().step_line.format(step=frame.step, steps=frame.steps)
        parts = (step, side_name(frame.segment.side), format_remaining(frame.remaining_seconds))
        head = f"{', '.join(part for part in parts if part)}{optional}"
        self._write(words().step_says.format(step=head, says=f"{switch}{frame.segment.say}"))
        self._describe_figure(frame.segment.figure)
        if skin := skin_left(frame):
            self._write(f"{skin.capitalize()}.")
        if frame.segment.kind is Kind.CHECK and not self._lines.is_closed:
            self._write_choices(yes_no())

    def _describe_figure(self, name: str | None) -> None:
        """Write the description of a step's figure, unless it was the last one described."""
        if name is not None and name != self._figure and (description := self._describe(name)):
            self._write(words().picture.format(says=description))
        self._figure = name or self._figure

    def _announce_absence(self, frame: Frame) -> None:
        self._write(away_question(frame))
        if self._lines.is_closed:
            self._runner.apply(Event.RESUME)
        else:
            self._write_choices(waiting_choices(self._runner.session.routine))

    def _announce_worse(self) -> None:
        routine = self._runner.session.routine
        still = f" {routine.still_cramped}" if routine.purpose is Purpose.RELIEF else ""
        self._write(f"{hurts_lines(routine)}{still}")
        for sentence in self._advice.of_routine(routine):
            self._write(sentence)
        self._write(words().signs_now)
        self._write_choices(waiting_choices(routine))

    def _announce_cues(self, before: Frame, frame: Frame) -> None:
        self._announce_breath(frame)
        for cue in cues_between(before, frame):
            if self._play is not None and not self._is_muted:
                self._play(cue, frame)
            if cue in (Cue.HALF, Cue.LAST):
                left = words().half_way_left if cue is Cue.HALF else words().time_left
                self._write(left.format(time=format_remaining(frame.remaining_seconds)))
            elif cue is Cue.LONG:
                self._write(self._runner.session.routine.still_cramped)

    def _announce_breath(self, frame: Frame) -> None:
        is_holding = self._has_breath and frame.state is State.RUNNING and frame.segment.kind is Kind.HOLD
        breath = breath_at(self._runner.session.into) if is_holding else ""
        if breath and breath != self._breath:
            self._write(f"{breath.capitalize()}.")
        self._breath = breath

    def _write_choices(self, choices: Choices) -> None:
        self._write("  ".join(f"{number} {name} ({key})" for number, (_, key, name) in enumerate(choices, 1)))

    def _handle_line(self, typed: str) -> None:
        if typed in ("m", "mute"):
            self._is_muted = not self._is_muted
            self._write(words().muted if self._is_muted else words().sound_on)
            return
        if typed == "breathe":
            self._has_breath = not self._has_breath
            return
        was = self._runner.session
        choices = choices_for(was.frame(was.seen), was.routine, is_practice=self._runner.is_practice)
        event = parse_event(typed, choices, was.routine)
        if event is None:
            self._write(words().type_one)
            self._write_choices(choices)
            return
        if (reason := self._runner.apply(event)) is not None:
            self._write(reason)
        elif event in CONFIRMED and self._runner.session.step_index == was.step_index and was.state is State.RUNNING:
            self._confirm(event, was)

    def _confirm(self, event: Event, was: Session) -> None:
        session = self._runner.session
        if session.state is not State.RUNNING:
            return
        if event is Event.VARY:
            self._announce_step(session.frame(session.seen))
            return
        if event is Event.LONGER and (reply := longer_reply(was, session)):
            self._write(reply)
        elif event is Event.SWAP:
            self._write(words().now_right if session.side == "right" else words().now_left)
        else:
            left = format_remaining(session.frame(session.seen).remaining_seconds)
            self._write(words().left_of_step.format(time=left))

    def _end(self, frame: Frame) -> int:
        routine = self._runner.session.routine
        if frame.state is State.DISCARDED:
            self._write_nothing_kept()
        elif frame.state in (State.GONE, State.DONE, State.LEFT):
            self._write(ended_head(frame, is_practice=self._runner.is_practice))
            if self._runner.is_practice and self._runner.keeps:
                self._write(kept_note(self._runner.session))
        elif frame.state in (State.STOPPED, State.REFUSED):
            self._write(self._advice.of_refusal(self._runner.session.refusing_question, frame.reason))
            if not self._runner.session.must_only_wait:
                self._write(words().signs_now)
            return RefusedForSafety.exit_code
        if frame.state in (State.GONE, State.FINISHED):
            self._ask_afterwards()
            for question in routine.asks_after:
                action = self._advice.after_yes(question)
                then = words().if_yes_do.format(action=action) if action else words().if_yes_urgent
                self._write(f"{question.ask} {then}")
            for note in after_advice(routine):
                self._write(note)
        return 0

    def _write_nothing_kept(self) -> None:
        # Without a change of its own, undo would take back what was recorded before.
        undo = f" {words().undo_command}" if self._runner.has_written else ""
        self._write(f"{words().nothing_kept}{undo}")

    def _ask_afterwards(self) -> None:
        """Ask one question, and none where no answer can come; the rest can wait until morning."""
        if self._runner.session.routine.purpose is not Purpose.RELIEF:
            return
        while not self._lines.is_closed:
            self._write(f"{words().pain_now} {words().did_it_help}")
            if self._runner.keeps:
                self._write(words().k_keeps_nothing)
            line = self._lines.wait(None)
            if line is None or not line.strip():
                return
            if line.strip().lower() in ("k", words().choice_discard):
                self._runner.apply(Event.DISCARD)
                self._write_nothing_kept()
                return
            if (answer := parse_answer(line)) is not None:
                self._runner.rate(pain_after=answer[0], helped=answer[1])
                return
            self._write(words().answer_again)


def _announced_values(frame: Frame) -> tuple[object, ...]:
    """Return the values whose change makes a frame worth announcing."""
    return (frame.step_index, frame.state, frame.question, frame.is_waiting)
