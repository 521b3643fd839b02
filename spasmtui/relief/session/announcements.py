"""Choose the words for a step that can be spoken within it, for linear mode and for speech.

A screen reader speaks about 180 words a minute. What does not fit into its step would be heard in the next one, so the
instruction comes first, shortened where it must be, and everything else waits for a step that has room for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from spasmtui.relief.routines.model import Kind, Routine
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.texts import lines_beside, side_name, title_with_side, what_ends_it
from spasmtui.relief.session.timeline import Segment
from spasmtui.relief.words import words

WORDS_PER_SECOND = 3
"""The pace of a voice: 180 words a minute."""
MOST_LINES_BESIDE = 4
"""The most lines beside the instruction of one step, in a routine with fewer steps than lines."""
LONG_STEP_SECONDS = 45
"""A step of rest, in which more can be said."""
SECONDS_A_LINE = 8
"""The seconds of such a step for each line."""
FORMS_WITH_LENGTH = 3
"""The first forms of an instruction: all its words, and the step's length."""
QUIET_SHARE = 0.8
"""The part of a step that an instruction fills with its number and side, and a second less than the step at most."""
SHORT_WORDS = 9
"""A sentence with more words is cut at its first colon or comma to be repeated."""
_WORD = re.compile(r"[\w'’]+|(?:^|(?<=, ))[?!](?= )")


@lru_cache(maxsize=512)
def count_words(text: str) -> int:
    """Return the number of words that a voice says for a text; a mark that names a key is one."""
    return len(_WORD.findall(text))


def spoken_length(seconds: int) -> str:
    """Format a length as it is spoken: `30 seconds`, `1 minute`, `2 minutes 30 seconds`."""
    say = words()
    minutes, rest = divmod(seconds, 60)
    if minutes == 1 and rest:
        minutes, rest = 0, seconds
    parts = []
    if minutes:
        parts.append(say.one_minute if minutes == 1 else say.many_minutes.format(count=minutes))
    if rest or not minutes:
        parts.append(say.one_second if rest == 1 else say.many_seconds.format(count=rest))
    return " ".join(parts)


def short_instruction(say: str) -> str:
    """Return the beginning of an instruction by which it is known again: a sentence, or its first part."""
    sentence = re.split(r"(?<=[.!?])\s", say, maxsplit=1)[0]
    if count_words(sentence) > SHORT_WORDS:
        is_condition = sentence.split(" ", 1)[0].lower().startswith(tuple(words().conditions.split()))
        marks = ":" if is_condition else ":,"
        sentence = re.split(rf"\s?[{marks}]", sentence, maxsplit=1)[0]
    return sentence.rstrip(" .!:,")


def short_line(moment: StepMoment) -> str:
    """Return the time that is left and the instruction in short, as `30 seconds: pull your toes towards your shin`."""
    short = _lower(short_instruction(moment.segment.say))
    line = words().time_then_short.format(time=spoken_length(moment.seconds), short=short)
    return line.rstrip(".") if short.endswith(("?", "!")) else line


class StepMoment(NamedTuple):
    """A step at the moment at which it is announced."""

    segment: Segment
    seconds: int
    """The seconds that are left of it."""
    number: int
    """From 1."""
    steps: int
    following: Segment | None

    @classmethod
    def of_frame(cls, frame: Frame) -> StepMoment:
        """Return the step of a frame."""
        return cls(frame.segment, frame.remaining_seconds, frame.step, frame.steps, frame.next_segment)

    @property
    def room(self) -> int:
        """The words that can be spoken before it ends."""
        return self.seconds * WORDS_PER_SECOND


class Announcement(NamedTuple):
    """The lines that are said of a step, in this order."""

    instruction: str
    keys: str = ""
    """The line of keys; empty where it is not due, or has no room."""
    lead_in: str = ""
    """The instruction of the next step, where that is too short to be told in."""
    beside: tuple[str, ...] = ()
    """Questions, the rule when to stop, cautions and notes whose turn it is."""
    again: str = ""
    """The time and the instruction in short; empty where nothing was said after the instruction."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line that has words."""
        return tuple(filter(None, (self.instruction, self.keys, self.lead_in, *self.beside, self.again)))

    @property
    def word_count(self) -> int:
        """The words of all lines."""
        return sum(map(count_words, self.lines))


class Announcer:
    """The memory of what has been said of a routine, and of the lines that are still to be said beside its steps."""

    def __init__(self, beside: tuple[str, ...] = (), share: float = 1.0) -> None:
        """Begin a routine.

        Args:
            beside: the lines to be said beside its steps, in their order.
            share: the part of a step that the instruction and these lines may fill, 0 to 1.
        """
        self._share = share
        self._pending = list(beside)
        self._most_lines = 0
        """The most lines beside the instruction of one step; 0 is not known yet."""
        self._heard: set[str] = set()

    @property
    def pending(self) -> tuple[str, ...]:
        """The lines that no step has had room for yet."""
        return tuple(self._pending)

    def forget(self, say: str) -> None:
        """Say an instruction whole when it comes the next time."""
        self._heard.discard(say)

    def step(self, moment: StepMoment, later: tuple[Segment, ...] = (), keys: tuple[str, ...] = ()) -> Announcement:
        """Return what to say of a step that begins, and remember it as said.

        Args:
            moment: the step.
            later: the segments after it; without them one line is said beside each step.
            keys: forms of the line of keys, the longest first; none where it is not due.
        """
        if not self._most_lines and self._pending:
            self._most_lines = self._lines_a_step(moment, later, keys)
        return self._say(moment, keys, self._most_lines)

    def _lines_a_step(self, moment: StepMoment, later: tuple[Segment, ...], keys: tuple[str, ...]) -> int:
        """Return the fewest lines a step with which all that is pending is said before the routine ends."""
        for count in range(1, MOST_LINES_BESIDE):
            trial = Announcer(self.pending, self._share)
            trial._heard = set(self._heard)
            trial._say(moment, keys, count)
            for index, segment in enumerate(later):
                following = later[index + 1] if index + 1 < len(later) else None
                number = moment.number + index + 1
                trial._say(StepMoment(segment, segment.seconds, number, moment.steps, following), (), count)
            if not trial._pending or not later:
                return count
        return MOST_LINES_BESIDE

    def _say(self, moment: StepMoment, keys: tuple[str, ...], most_lines: int) -> Announcement:
        forms = self._forms(moment)
        with_length = forms[:FORMS_WITH_LENGTH]
        pairs = ((form, line) for line in keys for form in with_length)
        fitting = (pair for pair in pairs if sum(map(count_words, pair)) <= moment.room)
        instruction, line = next(fitting, (self._fitting_form(moment, forms), ""))
        lead_in = self._lead_in(moment)
        if sum(map(count_words, (instruction, line, lead_in))) > moment.room:
            lead_in = ""
        # What is heard for the first time is heard whole, with its length.
        is_heard = moment.segment.say in self._heard
        shorter = forms[forms.index(instruction) : None if is_heard else FORMS_WITH_LENGTH]
        instruction, beside = self._choose_beside(moment, shorter or (instruction,), (line, lead_in), most_lines)
        if lead_in and moment.following is not None:
            self._heard.add(moment.following.say)
        for said in beside:
            self._pending.remove(said)
        after = (line, lead_in, *beside)
        again = self._again(moment, (instruction, *after)) if any(after) else ""
        if moment.segment.say in instruction:
            self._heard.add(moment.segment.say)
        return Announcement(instruction, line, lead_in, beside, again or "")

    def _fitting_form(self, moment: StepMoment, forms: tuple[str, ...]) -> str:
        """Return the longest form that leaves some of the step in silence, else the longest that fits; else the last.

        What is heard for the first time keeps its length, if only that fits.
        """
        if moment.segment.say not in self._heard:
            whole = [form for form in forms[:FORMS_WITH_LENGTH] if count_words(form) <= moment.room]
            forms = (*whole, *(() if whole else forms[FORMS_WITH_LENGTH:]))
        rooms = (min(QUIET_SHARE * moment.room, moment.room - WORDS_PER_SECOND), moment.room)
        quiet, fitting = (next((form for form in forms if count_words(form) <= room), "") for room in rooms)
        if quiet or moment.segment.say in self._heard:
            return quiet or fitting or forms[-1]
        return next((form for form in reversed(forms) if count_words(form) <= moment.room), forms[-1])

    def _choose_beside(
        self, moment: StepMoment, forms: tuple[str, ...], lines: tuple[str, ...], most_lines: int
    ) -> tuple[str, tuple[str, ...]]:
        """Return the form of the instruction that leaves room for most pending lines, and those lines.

        Of forms for as many lines the one is chosen that lets earlier lines be said, then the one with most words.
        """
        if moment.seconds >= LONG_STEP_SECONDS:
            most_lines = max(most_lines, moment.seconds // SECONDS_A_LINE)
        best: tuple[tuple[int, int], str, tuple[str, ...]] = ((0, 0), forms[0], ())
        for form in forms:
            beside: tuple[str, ...] = ()
            places = 0
            for place, pending in enumerate(self._pending):
                if len(beside) < most_lines and self._again(moment, (form, *lines, *beside, pending)) is not None:
                    beside = (*beside, pending)
                    places += place
            if (len(beside), -places) > best[0]:
                best = ((len(beside), -places), form, beside)
        return best[1], best[2]

    def _again(self, moment: StepMoment, lines: tuple[str, ...]) -> str | None:
        """Return the time and the instruction in short, to be said after these lines; None where there is no room."""
        room = self._share * moment.room - sum(map(count_words, lines))
        forms = [short_line(moment)]
        if moment.segment.say in self._heard:
            side = side_name(moment.segment.side) or what_ends_it(moment.segment)
            forms += [f"{_capital(side)}, {spoken_length(moment.seconds)}.", ""]
        return next((form for form in forms if count_words(form) <= room), None)

    def _forms(self, moment: StepMoment) -> tuple[str, ...]:
        """Return an instruction in ever fewer words; a part of it alone only where it was heard before."""
        segment, say = moment.segment, words()
        switch = f"{say.change_sides_now} " if segment.says_switch else ""
        side = side_name(segment.side)
        length = spoken_length(moment.seconds)
        number = say.step_line.format(step=moment.number, steps=moment.steps)
        optional = say.optional if segment.is_optional else ""
        named = "" if side and side in segment.say.lower() else side
        places = (
            ", ".join(filter(None, (number, named, length, optional))),
            ", ".join(filter(None, (named, length, optional))),
            length,
        )
        short = short_instruction(segment.say)
        in_short = tuple(f"{switch}{short}. {_capital(place)}." for place in places)
        least = _capital(side or what_ends_it(segment))
        if segment.say in self._heard and segment.kind is not Kind.CHECK:
            return (*in_short, f"{short}.", f"{least}, {length}.", f"{least}.")
        in_full = (f"{switch}{segment.say} {_capital(place)}." for place in places)
        # It is said whole the first time, even where a routine of the person's own leaves no time for it.
        return (*in_full, f"{switch}{segment.say}", segment.say)

    def _lead_in(self, moment: StepMoment) -> str:
        """Return the instruction of the next step, where it cannot be told in that step's own time."""
        after = moment.following
        if after is None or after.say in self._heard or count_words(after.say) <= after.seconds * WORDS_PER_SECOND:
            return ""
        return words().then_comes.format(say=after.say)


def rules_beside(routine: Routine) -> tuple[str, ...]:
    """Return what a person must know while a routine runs: its questions, the rule when to stop, its cautions."""
    # One a step, what a yes means is said with the first and with the last of them.
    last = len(routine.asks_beside) - 1
    asks = (
        f"{question.ask} {words().if_yes_worse}" if number in (0, last) else question.ask
        for number, question in enumerate(routine.asks_beside)
    )
    skin = (words().skin_rule,) if routine.skin else ()
    return (*asks, routine.stop_line, *skin, *lines_beside(routine))


def title_line(routine: Routine, side: str | None, place: str | None, seconds: int) -> str:
    """Return the title of a routine with its side or place, and its length."""
    title = title_with_side(routine, side, joint=", ", place=place)
    return words().introduction.format(title=title, time=spoken_length(seconds))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
