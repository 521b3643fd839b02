"""Run relief without a screen: lines that can be spoken in their step, letters and numbers, the same record."""

from collections.abc import Callable

from spasmtui.errors import RefusedForSafety, TerminalNeeded
from spasmtui.relief.linear.afterwards import Afterwards, LineSource
from spasmtui.relief.linear.choices import Ask, event_now, means_gone, parse_action
from spasmtui.relief.linear.how import take_scores
from spasmtui.relief.linear.pages import TextPages
from spasmtui.relief.linear.writer import LinearWriter
from spasmtui.relief.routines.model import Kind, Purpose
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.announcements import StepMoment, short_line, spoken_length
from spasmtui.relief.session.any_key import KeyPauses
from spasmtui.relief.session.breathing import breath_at
from spasmtui.relief.session.cues import Cue, cues_between
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.refresh_schedule import seconds_to_next_refresh
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import ENDED, Event, State
from spasmtui.relief.session.texts import after_advice, ended_head, kept_note
from spasmtui.relief.session.transitions import longer_reply
from spasmtui.relief.words import words

CONFIRMED = frozenset((Event.LONGER, Event.SHORTER, Event.NO, Event.SWAP, Event.BACK, Event.VARY))
"""Events that change a step without starting another, so that the change itself is announced."""
SPARSE_SECONDS = 20
"""The shortest step of which half-way is said, and the shortest hold of which the last seconds are."""
SMALL_WINDOW_SECONDS = 10
"""In a window in which few lines stay in sight the time is said so often, and thrice as seldom above a minute."""


class LinearRelief:
    """Drives one runner and writes each cue as a line."""

    def __init__(
        self,
        runner: SessionRunner,
        *,
        lines: LineSource,
        write: Callable[[str], None],
        play: Callable[[Cue, Frame], None] | None = None,
        begin_cues: Callable[[Session, Frame], None] | None = None,
        on_begin: Callable[[], None] | None = None,
        describe: Callable[[str], str] | None = None,
        advice: SignAdvice | None = None,
        has_breath: bool = False,
        signs_text: Callable[[], str] | None = None,
        window: Callable[[], tuple[int, int] | None] | None = None,
        is_small: Callable[[], bool] | None = None,
        any_line_ends: bool = False,
        names_routine: bool = False,
    ) -> None:
        """Take the runner; `run` starts it.

        Args:
            runner: the session to drive.
            lines: the answers of the person.
            write: prints one line.
            play: makes a cue audible; None stays silent.
            begin_cues: makes the first step or question audible.
            on_begin: called once, after the first step was announced; not when a question refuses the start.
            describe: returns the description of a figure, or nothing when it cannot be read; None describes none.
            advice: the advice of the red-flag signs that routines ask for; None has none.
            has_breath: announce when to breathe in and out during holds.
            signs_text: returns the signs that need help now; None names the command that prints them.
            window: returns the columns and rows of the window in which a long text is shown piece by piece; None, or
                None from it, shows all at once.
            is_small: returns whether the lines go to a window in which few stay in sight; None is never.
            any_line_ends: whether any line means that a cramp is gone.
            names_routine: whether its title comes before the cautions.
        """
        self._runner = runner
        self._lines = lines
        self._write = write
        self._play = play
        self._begin_cues = begin_cues
        self._on_begin = on_begin
        self._advice = advice or SignAdvice()
        self._signs_text = signs_text
        self._is_small = is_small or (lambda: False)
        self._any_line_ends = any_line_ends and runner.session.routine.purpose is Purpose.RELIEF
        # Where an empty line ends the cramp it shows no rest of a text.
        self._pages = TextPages(write, (lambda: None) if self._any_line_ends or window is None else window)
        self._writer = LinearWriter(
            runner,
            write=write,
            pages=self._pages,
            is_closed=lambda: lines.is_closed,
            describe=describe or (lambda _name: ""),
            advice=self._advice,
            is_small=self._is_small,
            any_line_ends=self._any_line_ends,
            names_routine=names_routine,
        )
        self._afterwards = Afterwards(runner, lines=lines, write=write, pages=self._pages, signs_text=signs_text)
        self._has_breath = has_breath
        self._breath = ""
        self._is_muted = False
        self._announced: Frame | None = None
        """The frame that an answer has announced already; None where none has."""
        self._last_line = ""
        self._has_ended_by_itself = False
        """True once the last step is over: how it was is asked then."""
        self._pauses = KeyPauses()

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
        if before.question:
            self._writer.introduce(before)
        else:
            self._writer.announce(before)
        if self._begin_cues is not None:
            self._begin_cues(self._runner.session, before)
        while not self._is_over(before):
            if self._runner.is_taken_over():
                self._write(words().elsewhere_goes_on)
                return 0
            self._report_begin()
            if self._lines.is_closed and self._needs_answer:
                return self._leave_unanswered()
            line = self._lines.wait(seconds_to_next_refresh(self._runner.session))
            if line is not None and not self._runner.is_taken_over():
                self._handle_line(line.strip())
            frame = self._runner.tick()
            self._announce_cues(before, frame)
            announced, self._announced = self._announced or before, None
            if _announced_values(frame) != _announced_values(announced):
                self._pages.forget()
                self._writer.announce(frame)
                if frame.state is State.AWAY and self._lines.is_closed:
                    self._runner.apply(Event.RESUME)
            # Once more takes it back.
            self._has_ended_by_itself = frame.state is State.FINISHED or (
                self._has_ended_by_itself and frame.state in ENDED
            )
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

    def _announce_cues(self, before: Frame, frame: Frame) -> None:
        self._announce_breath(frame)
        for cue in cues_between(before, frame):
            if self._play is not None and not self._is_muted:
                self._play(cue, frame)
            if cue is Cue.LONG:
                self._writer.say(self._runner.session.routine.still_cramped)
            elif cue in (Cue.HALF, Cue.LAST) and not self._is_small() and not self._pages.has_rest:
                self._announce_time(cue, frame)
        if self._is_small() and not self._pages.has_rest:
            self._show_time(before, frame)

    def _announce_time(self, cue: Cue, frame: Frame) -> None:
        """Say half-way, and the last seconds of a hold, where the step is long and a voice has said all else."""
        is_held = frame.segment.kind in (Kind.HOLD, Kind.HEAT, Kind.COLD)
        is_told = frame.length_seconds >= SPARSE_SECONDS and (cue is Cue.HALF or is_held)
        if is_told and not self._writer.is_speaking:
            left = words().half_way_left if cue is Cue.HALF else words().time_left
            self._writer.say(left.format(time=spoken_length(frame.remaining_seconds)))

    def _show_time(self, before: Frame, frame: Frame) -> None:
        """Write the time and the instruction in short every few seconds, for a window that shows little else."""
        left = frame.remaining_seconds
        every = SMALL_WINDOW_SECONDS if left <= 60 else 3 * SMALL_WINDOW_SECONDS
        has_passed = before.remaining_seconds > left and left % every == 0 and left
        if has_passed and frame.step_index == before.step_index and frame.state is State.RUNNING:
            self._writer.say(short_line(StepMoment.of_frame(frame)))

    def _announce_breath(self, frame: Frame) -> None:
        is_holding = self._has_breath and frame.state is State.RUNNING and frame.segment.kind is Kind.HOLD
        breath = breath_at(self._runner.session.into) if is_holding else ""
        if breath and breath != self._breath and not self._writer.is_speaking:
            self._writer.say(f"{breath.capitalize()}.")
        self._breath = breath

    def _handle_line(self, typed: str) -> None:
        action = parse_action(typed)
        was = self._runner.session
        self._last_line = typed
        is_fresh = self._pauses.is_fresh(self._runner.elapsed, was.round_began)
        frame = was.frame(self._runner.elapsed)
        is_needed = self._pages.must_be_read and action in (None, Event.YES, Event.NO)
        if self._pages.has_rest and (not typed or is_needed):
            self._pages.show_more()
            return
        self._pages.forget()
        # An empty line that is one of many, as a held key sends them, ends nothing.
        is_about_how = frame.state is State.FINISHED and self._runner.how is not None and bool(typed or is_fresh)
        if is_about_how and self._has_told_how(typed, frame):
            return
        if self._any_line_ends and means_gone(action, frame):
            if is_fresh:
                self._runner.apply(Event.GONE)
            return
        if action is None:
            self._writer.say(words().means_nothing)
        elif isinstance(action, Ask):
            self._answer(action, frame)
        else:
            self._apply(event_now(action, frame, was.routine, is_practice=self._runner.is_practice), was)

    def _has_told_how(self, typed: str, frame: Frame) -> bool:
        """Take a line about the practice that has just ended; return whether it is one. Then only a next set is open.

        An empty line leaves the questions out.
        """
        if typed and not take_scores(self._runner, typed, self._write):
            return False
        if typed and self._runner.sets.has_next:
            self._writer.tell_next_set(frame)
        else:
            self._runner.apply(Event.LEAVE)
        return True

    def _answer(self, ask: Ask, frame: Frame) -> None:
        """Answer a line that changes nothing of the session; what it says is followed by what is to be done."""
        match ask:
            case Ask.TIME:
                self._writer.tell_time(frame)
            case Ask.KEYS:
                self._tell_text(self._writer.key_rows(frame))
            case Ask.CAUTIONS:
                self._tell_text(self._writer.cautions)
            case Ask.PICTURE:
                self._writer.tell_picture(frame)
            case Ask.SIGNS:
                self._tell_signs(frame)
            case Ask.MUTE:
                self._is_muted = not self._is_muted
                if self._play is not None:
                    self._play(Cue.HUSH, frame)
                self._writer.say(words().muted if self._is_muted else words().sound_on)
            case Ask.BREATHE:
                self._has_breath = not self._has_breath
                self._writer.say(words().breath_on if self._has_breath else words().breath_off)

    def _tell_text(self, lines: list[str]) -> None:
        if self._pages.show(lines, at_end=self._tell_short):
            self._tell_short()

    def _tell_short(self) -> None:
        self._writer.tell_short(self._runner.session.frame(self._runner.elapsed))

    def _tell_signs(self, frame: Frame) -> None:
        """Print the signs that need help now, while the clock of a stretch is stopped."""
        if self._signs_text is None:
            self._writer.say(words().signs_now)
            return
        if frame.state is State.RUNNING:
            self._runner.apply(Event.PAUSE)
            session = self._runner.session
            frame = self._announced = session.frame(session.seen)
        # The wait comes first, so that the number to call is what stays in sight.
        self._writer.announce(frame)
        self._pages.show(self._signs_text().splitlines(), at_end=self._tell_short)

    def _apply(self, event: Event, was: Session) -> None:
        if (reason := self._runner.apply(event)) is not None:
            self._writer.say(reason)
            return
        session = self._runner.session
        if event in (Event.RESUME, Event.BACK) and was.state is not State.RUNNING:
            self._writer.expect_again()
        if event in CONFIRMED and was.state is not State.ASKING and _place(session) == _place(was):
            self._confirm(event, was)

    def _confirm(self, event: Event, was: Session) -> None:
        session = self._runner.session
        frame = session.frame(session.seen)
        if event is Event.VARY and session.state is State.RUNNING:
            self._writer.announce_step(frame, is_again=True)
            return
        if event is Event.LONGER and (reply := longer_reply(was, session)):
            self._writer.say(reply)
        elif event is Event.SWAP:
            self._writer.say(words().now_right if session.side == "right" else words().now_left)
            self._writer.tell_short(frame)  # its words may name the side
        elif session.state is not State.RUNNING:
            self._writer.announce(frame)
        else:
            self._writer.say(words().left_of_step.format(time=spoken_length(frame.remaining_seconds)))

    def _say_end(self, frame: Frame) -> None:
        """Say that it has ended; a practice that went to its last step has said so, with what is kept and asked."""
        if self._has_ended_by_itself and self._runner.how is not None:
            return
        self._write(ended_head(frame, is_practice=self._runner.is_practice))
        if self._runner.is_practice and self._runner.keeps:
            self._write(kept_note(self._runner.session))
        if frame.state is State.DONE:
            self._afterwards.ask_how(self._last_line)

    def _end(self, frame: Frame) -> int:
        routine = self._runner.session.routine
        if frame.state is State.DISCARDED:
            self._afterwards.write_nothing_kept()
        elif frame.state in (State.GONE, State.DONE, State.LEFT):
            self._say_end(frame)
        elif frame.state in (State.STOPPED, State.REFUSED):
            self._write(self._advice.of_refusal(self._runner.session.refusing_question, frame.reason))
            if not self._runner.session.must_only_wait:
                self._write(words().signs_now)
            return RefusedForSafety.exit_code
        if frame.state in (State.GONE, State.FINISHED):
            self._afterwards.ask_relief(self._last_line)
            for question in routine.asks_after:
                action = self._advice.after_yes(question)
                then = words().if_yes_do.format(action=action) if action else words().if_yes_urgent
                self._write(f"{question.ask} {then}")
            for note in after_advice(routine):
                self._write(note)
        return 0


def _place(session: Session) -> tuple[int, State]:
    return (session.step_index, session.state)


def _announced_values(frame: Frame) -> tuple[object, ...]:
    """Return the values whose change makes a frame worth announcing."""
    return (frame.step_index, frame.state, frame.question, frame.is_waiting)
