"""Word what a person wants to know of a routine before it starts: its purpose, when not to do it, and its past uses."""

from typing import Protocol

from spasmtui.relief.routines.model import Answer, Block, Purpose, Routine, Step
from spasmtui.relief.words import words
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import sanitize


class UseCounts(Protocol):
    """The past uses of one routine, as the diary port returns them."""

    @property
    def used(self) -> int:
        """All uses."""
        ...

    @property
    def recorded(self) -> int:
        """Those with an answer to whether it helped."""
        ...

    @property
    def eased(self) -> int:
        """Those after which the cramp was gone or mostly gone."""
        ...


def purpose_sentence(routine: Routine) -> str:
    """Return what a routine is for, in a sentence."""
    if {routine.purpose, routine.also} == {Purpose.RELIEF, Purpose.CARE}:
        return words().for_relief_and_care
    return {
        Purpose.RELIEF: words().for_relief,
        Purpose.CARE: words().for_care,
        Purpose.PREVENTION: words().for_prevention,
        Purpose.COMFORT: words().for_comfort,
    }[routine.purpose]


def not_if_lines(routine: Routine, most: int) -> tuple[str, ...]:
    """Return when not to do a routine: its questions with the answers that end it, then the signs to stop for.

    Args:
        routine: the routine.
        most: how many of them have room, at least three; the questions that have none are counted.
    """
    asked = [
        (words().not_if_yes if question.stop_on is Answer.YES else words().not_if_no).format(ask=question.ask)
        for question in (*routine.ask_first, *routine.ask_after)
    ]
    if len(asked) >= most:
        kept = most - 2
        more = len(asked) - kept
        asked = [*asked[:kept], words().more_questions.format(count=more)] if more > 1 else asked
    return (*asked, routine.stop_line)


def past_use_sentence(record: UseCounts | None) -> str:
    """Return how often a routine was used and how often it eased the cramp; empty for one that was never used."""
    if record is None or not record.used:
        return ""
    if not record.recorded:
        text = words().used_once if record.used == 1 else words().used_times
    else:
        text = words().used_once_eased if record.used == 1 else words().used_times_eased
    return text.format(count=record.used, eased=record.eased, recorded=record.recorded)


def used_words(record: UseCounts | None) -> str:
    """Return how often a routine was used, for a row of the list; empty for one that was never used."""
    if record is None or not record.used:
        return ""
    return words().used_row_once if record.used == 1 else words().used_row.format(count=record.used)


def main_step(routine: Routine) -> Step | None:
    """Return the step whose figure stands for a routine: its longest hold with one, else its longest step with one."""
    drawn = [step for step in routine.flat_steps if step.figure is not None]
    return max(drawn, key=lambda step: (step.kind.value == "hold", step.seconds), default=None)


def step_lines(routine: Routine, width: int, most: int) -> tuple[str, ...]:
    """Return the steps of a routine as numbered lines, each repeat written once, in so many lines at most.

    A step that has no room whole is left out with all that follow it, and the last line says how many.
    """
    lines: list[str] = []
    for number, item in enumerate(routine.steps, 1):
        head = f"{number}. "
        step = wrap(sanitize(_say(item), one_line=True), width, first=head, rest=" " * len(head))
        is_last = number == len(routine.steps)
        if len(lines) + len(step) + (not is_last) > most:
            return (*lines, words().more_steps.format(count=len(routine.steps) - number + 1))
        lines += step
    return tuple(lines)


def _say(item: Step | Block) -> str:
    if isinstance(item, Step):
        return item.say
    steps = " ".join(step.say for step in item.steps)
    return words().repeated_steps.format(count=item.repeat, steps=steps) if item.repeat > 1 else steps
