"""Word what a person wants to know of a routine before it starts: its purpose, when not to do it, and its past uses."""

from typing import Protocol

from spasmtui.relief.routines.model import Answer, Block, Purpose, Routine, Step
from spasmtui.relief.words import words
from spasmtui.shared.text_wrap import truncate, wrap
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


def main_step(routine: Routine) -> Step | None:
    """Return the step whose figure stands for a routine: its longest hold with one, else its longest step with one."""
    drawn = [step for step in routine.flat_steps if step.figure is not None]
    return max(drawn, key=lambda step: (step.kind.value == "hold", step.seconds), default=None)


def step_lines(routine: Routine, width: int, most: int) -> tuple[str, ...]:
    """Return the steps of a routine as numbered lines, each repeat written once, in so many lines at most.

    They are wrapped where all of them have room, else one line each is cut, and the last line says how many have none.
    """
    said = [_say(item) for item in routine.steps]
    numbered = [(f"{number}. ", sanitize(text, one_line=True)) for number, text in enumerate(said, 1)]
    whole = [line for head, text in numbered for line in wrap(text, width, first=head, rest=" " * len(head))]
    if len(whole) <= most:
        return tuple(whole)
    cut = [f"{head}{truncate(text, width - len(head))}" for head, text in numbered]
    if len(cut) <= most:
        return tuple(cut)
    return (*cut[: most - 1], words().more_steps.format(count=len(cut) - most + 1))


def _say(item: Step | Block) -> str:
    if isinstance(item, Step):
        return item.say
    steps = " ".join(step.say for step in item.steps)
    return words().repeated_steps.format(count=item.repeat, steps=steps) if item.repeat > 1 else steps
