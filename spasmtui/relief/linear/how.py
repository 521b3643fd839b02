"""Ask in linear mode how a practice was: one line answers all questions, and Enter leaves them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.relief.session.how_it_was import MOST, HowItWas, label_of, parse_scores, scale_of, strain_lines
from spasmtui.relief.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.relief.running.runner import SessionRunner

_EXAMPLES = ("3", "2", "4")


def how_prompt(how: HowItWas) -> str:
    """Return the question on how a practice was, with an answer as an example and the ends of the scales."""
    names = ", ".join(
        label if number == 0 else _lower(label) for number, label in enumerate(map(label_of, how.questions))
    )
    scales = dict.fromkeys(map(scale_of, how.questions))
    return words().ask_how.format(questions=names, scales="; ".join(scales), example=_example(how))


def how_told(how: HowItWas) -> str:
    """Return the answers that were taken, such as `Pain before 3, effort 4.`; empty for none."""
    given = [
        f"{label_of(question)} {answer}"
        for question, answer in zip(how.questions, how.answers, strict=True)
        if answer is not None
    ]
    return f"{', '.join((given[0], *map(_lower, given[1:])))}." if given else ""


def take_scores(runner: SessionRunner, typed: str, say: Callable[[str], None]) -> bool:
    """Take the answers of a line about the practice that has ended; return whether it has any.

    Args:
        runner: the session.
        typed: the line.
        say: writes what was taken.
    """
    if (how := runner.how) is None or (told := parse_scores(typed, how)) is None:
        return False
    runner.tell_how(told)
    for line in filter(None, (how_told(told), *strain_lines(told, runner.session.routine))):
        say(line)
    return True


def answer_again(how: HowItWas) -> str:
    """Return what to say to a line that has no answer."""
    return words().answer_how_again.format(most=MOST, example=_example(how))


def _example(how: HowItWas) -> str:
    return " ".join(_EXAMPLES[: len(how.questions)])


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
