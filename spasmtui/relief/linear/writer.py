"""Write what linear mode says of a moment: a step, a wait, a question, the time that is left, the keys."""

from collections.abc import Callable, Iterable

from spasmtui.relief.linear.choices import (
    ANY_LINE_KEEPS,
    ANY_LINE_STATES,
    Choice,
    key_of,
    name_of,
    offered,
    short_choices,
)
from spasmtui.relief.linear.how import how_prompt
from spasmtui.relief.linear.pages import TextPages
from spasmtui.relief.routines.model import Kind, Purpose
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.announcements import (
    WORDS_PER_SECOND,
    Announcer,
    StepMoment,
    count_words,
    rules_beside,
    short_instruction,
    short_line,
    spoken_length,
    title_line,
)
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.texts import away_question, ended_head, hurts_lines, kept_note, side_name, skin_left
from spasmtui.relief.words import words


class LinearWriter:
    """Writes the lines of one runner, and knows how long a voice takes for them."""

    def __init__(
        self,
        runner: SessionRunner,
        *,
        write: Callable[[str], None],
        pages: TextPages,
        is_closed: Callable[[], bool],
        describe: Callable[[str], str],
        advice: SignAdvice,
        is_small: Callable[[], bool],
        any_line_ends: bool,
        names_routine: bool,
    ) -> None:
        """Take the runner whose moments are written.

        Args:
            runner: the session.
            write: prints one line.
            pages: writes what may be longer than the window.
            is_closed: returns whether no answer can come, so that no key is named.
            describe: returns the description of a figure, or nothing when it cannot be read.
            advice: the advice of the red-flag signs that routines ask for.
            is_small: returns whether the lines go to a window in which few stay in sight.
            any_line_ends: whether any line means that it is gone.
            names_routine: whether its title comes before the cautions.
        """
        self._runner = runner
        self._write = write
        self._pages = pages
        self._is_closed = is_closed
        self._describe = describe
        self._advice = advice
        self._is_small = is_small
        self._any_line_ends = any_line_ends
        self._names_routine = names_routine
        self._announcer: Announcer | None = None
        self._has_named_keys = False
        self._is_again_due = False
        self._figure: str | None = ""
        """The figure described last."""
        self._spoken_until = 0.0
        """The moment at which a voice has said all that was written."""

    @property
    def is_speaking(self) -> bool:
        """True while a voice would still be busy with what was written."""
        return self._runner.elapsed < self._spoken_until

    def say(self, line: str) -> None:
        """Write a line, and count the time that a voice takes for it."""
        self._write(line)
        begins = max(self._spoken_until, self._runner.elapsed)
        self._spoken_until = begins + count_words(line) / WORDS_PER_SECOND

    def introduce(self, frame: Frame) -> None:
        """Write all that a person should know before the questions: title, length, cautions; then the first of them."""
        session = self._runner.session
        title = title_line(session.routine, session.side, self._runner.place, frame.routine_remaining_seconds)
        self._pages.show([title, *self.cautions, *self._question_lines(frame)], is_needed=True)
        self._announcer = Announcer()

    def expect_again(self) -> None:
        """Say the next step whole, though it was heard before: the person has come back to it."""
        self._is_again_due = True

    def announce(self, frame: Frame) -> None:
        """Write the lines of a step or a state that has just begun."""
        match frame.state:
            case State.ASKING:
                for line in self._question_lines(frame):
                    self.say(line)
            case State.RUNNING if frame.is_waiting:
                self.say(words().waits_for_answer)
                self._write_short_choices(frame)
            case State.RUNNING:
                self.announce_step(frame)
            case State.AWAY:
                self.say(away_question(frame))
                self._write_short_choices(frame)
            case State.PAUSED:
                time = spoken_length(frame.remaining_seconds)
                short = short_instruction(frame.segment.say)
                short += "" if short.endswith((".", "?", "!")) else "."
                self.say(words().paused_left.format(step=_step_and_side(frame), time=time, short=short))
                self._write_short_choices(frame)
            case State.WORSE:
                self._announce_worse(frame)
            case State.FINISHED:
                self._announce_last_step(frame)

    def _announce_last_step(self, frame: Frame) -> None:
        """Write that the last step is over, and what is asked then; of a practice also what the diary keeps."""
        runner = self._runner
        if runner.sets.words:
            self.say(runner.sets.words)
        self.say(ended_head(frame, is_practice=runner.is_practice))
        if runner.how is not None and not self._is_closed():
            self.say(kept_note(runner.session))
            self.say(how_prompt(runner.how))
        self._write_short_choices(frame)

    def tell_next_set(self, frame: Frame) -> None:
        """Write which set is done, and the keys of the next one and of the end."""
        self.say(self._runner.sets.words)
        self._write_short_choices(frame)

    def announce_step(self, frame: Frame, *, is_again: bool = False) -> None:
        """Write a step: the instruction, then what has room in it, and the instruction in short where that was more.

        Args:
            frame: the moment.
            is_again: whether it is to be said whole, though it was heard before.
        """
        moment, session = StepMoment.of_frame(frame), self._runner.session
        announcer = self._announcer = self._announcer or self._new_announcer(frame)
        if is_again or self._is_again_due:
            self._is_again_due = False
            announcer.forget(moment.segment.say)
        self._spoken_until = self._runner.elapsed  # a screen reader leaves what is older for what is new
        said = announcer.step(moment, session.plan[session.step_index + 1 :], self._keys_due())
        self._has_named_keys = self._has_named_keys or bool(said.keys)
        self.say(said.instruction)
        skin = skin_left(frame)
        if skin:
            self.say(f"{skin.capitalize()}.")
        for line in (said.keys, said.lead_in, *said.beside):
            if line:
                self.say(line)
        picture = self._picture_with_room(frame, said.word_count) if not said.beside else ""
        if picture:
            self.say(picture)
        again = said.again or (short_line(moment) if picture or skin or self._is_small() else "")
        if again:
            self.say(again)
        if frame.segment.kind is Kind.CHECK and frame.segment.is_skin_check:
            self._write_short_choices(frame)

    def _new_announcer(self, frame: Frame) -> Announcer:
        session = self._runner.session
        title = title_line(session.routine, session.side, self._runner.place, frame.routine_remaining_seconds)
        rules = rules_beside(session.routine)
        return Announcer((title, *rules) if self._names_routine else (*rules, title))

    def _keys_due(self) -> tuple[str, ...]:
        """Return the forms of the line of keys, the longest first, where it was not written yet."""
        if self._has_named_keys or self._is_closed():
            return ()
        say = words()
        if self._is_small():
            return (say.keys_only,)
        if self._any_line_ends:
            return (say.keys_any_line, say.keys_only)
        if self._runner.session.routine.purpose is Purpose.RELIEF:
            return (say.keys_relief, say.keys_relief_short, say.keys_only)
        return (say.keys_practice, say.keys_only)

    def _picture_with_room(self, frame: Frame, used: int) -> str:
        """Return the description of a new figure, where the step has the time for it."""
        name = frame.segment.figure
        if name is None or name == self._figure or not (description := self._describe(name)):
            return ""
        picture = words().picture.format(says=description)
        moment = StepMoment.of_frame(frame)
        if used + count_words(picture) + count_words(short_line(moment)) > moment.room:
            return ""
        self._figure = name
        return picture

    def tell_picture(self, frame: Frame) -> None:
        """Write the description of the step's figure, which was asked for."""
        name = frame.segment.figure
        description = self._describe(name) if name else ""
        self.say(words().picture.format(says=description) if description else words().no_picture)

    def tell_time(self, frame: Frame) -> None:
        """Write the step, its side, the seconds left and what comes next; in a wait or a question, that once more."""
        if frame.state is not State.RUNNING or frame.is_waiting:
            self.announce(frame)
            return
        say = words()
        after = frame.next_segment
        following = say.next_step.format(clause=short_instruction(after.say)) if after else say.last_step
        time = spoken_length(frame.remaining_seconds)
        self.say(
            say.where_now.format(
                step=_step_and_side(frame), time=time, following=f"{following[:1].upper()}{following[1:]}."
            )
        )

    def tell_short(self, frame: Frame) -> None:
        """Write the time that is left and the instruction in short, such as after other lines."""
        if frame.state is State.RUNNING and not frame.is_waiting:
            self.say(short_line(StepMoment.of_frame(frame)))
        else:
            self.announce(frame)

    def key_rows(self, frame: Frame) -> list[str]:
        """Return a line for every key that does something now, with its number."""
        routine, is_practice = self._runner.session.routine, self._runner.is_practice
        rows = [
            words().key_row.format(
                key=key_of(choice),
                number=choice.number,
                name=self._name_of(choice, frame),
            )
            for choice in self._usable(offered(frame, routine, is_practice=is_practice), frame)
        ]
        return [words().any_line_row, *rows] if self._does_any_line_end(frame) else rows

    @property
    def cautions(self) -> list[str]:
        """When to stop, the questions and the cautions."""
        return list(rules_beside(self._runner.session.routine))

    def _announce_worse(self, frame: Frame) -> None:
        routine = self._runner.session.routine
        still = f" {routine.still_cramped}" if routine.purpose is Purpose.RELIEF else ""
        signs = words().signs_now if self._is_closed() else words().signs_typed
        advice = self._advice.of_routine(routine)
        lines = [f"{hurts_lines(routine)}{still}", *advice, signs, *filter(None, (self._short_choices(frame),))]
        self._pages.show(lines)

    def _does_any_line_end(self, frame: Frame) -> bool:
        return self._any_line_ends and frame.state in ANY_LINE_STATES

    def _usable(self, choices: Iterable[Choice], frame: Frame) -> list[Choice]:
        """Return the choices that have their meaning at the moment: few where any other line ends the cramp."""
        if not self._does_any_line_end(frame):
            return list(choices)
        return [choice for choice in choices if choice.action in ANY_LINE_KEEPS and choice.action is not Event.GONE]

    def _name_of(self, choice: Choice, frame: Frame) -> str:
        """Return the name of a choice at this moment; once more is the next set where a plan asks for one."""
        if choice.action is Event.AGAIN and self._runner.sets.has_next:
            return words().choice_next_set
        return name_of(choice, self._runner.session.routine, frame, is_practice=self._runner.is_practice)

    def _question_lines(self, frame: Frame) -> list[str]:
        """Return a question before the start, and how to answer it."""
        if frame.question is None:
            return []
        session = self._runner.session
        count, number = len(session.routine.asks_before), session.question + 1
        asked = words().before_start_ask.format(number=number, count=count, ask=frame.question.ask)
        return [asked, *filter(None, (self._short_choices(frame),))]

    def _write_short_choices(self, frame: Frame) -> None:
        """Write the few choices of a question or a wait, where they can be typed."""
        if choices := self._short_choices(frame):
            self.say(choices)

    def _short_choices(self, frame: Frame) -> str:
        if self._is_closed():
            return ""
        routine, is_practice = self._runner.session.routine, self._runner.is_practice
        names = [
            f"{key_of(choice)} {self._name_of(choice, frame)}"
            for choice in self._usable(short_choices(frame, routine, is_practice=is_practice), frame)
        ]
        names = [words().any_line_row, *names] if self._does_any_line_end(frame) else names
        return ", ".join((*names, words().keys_only))


def _step_and_side(frame: Frame) -> str:
    step = words().step_line.format(step=frame.step, steps=frame.steps)
    return ", ".join(filter(None, (step, side_name(frame.segment.side))))
