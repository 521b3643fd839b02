"""Define the choices of linear mode, and parse a typed line."""

from spasmtui.relief.routines.model import Kind
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.texts import HELPED

Choices = tuple[tuple[Event, str, str], ...]
"""The choices in the order of their numbers: event, key of the full screen, words."""

CHOICES: Choices = (
    (Event.GONE, "g", "it's gone"),
    (Event.WORSE, "w", "worse"),
    (Event.PAUSE, "p", "pause"),
    (Event.NEXT, "n", "next"),
    (Event.BACK, "b", "back"),
    (Event.LONGER, "+", "10 s more"),
    (Event.SHORTER, "-", "10 s less"),
    (Event.SWAP, "s", "other side"),
    (Event.LEAVE, "q", "leave"),
)
"""The choices while a routine runs: a number in this order, or the key of the full screen."""
WAITING: Choices = (
    (Event.RESUME, "p", "go on"),
    (Event.BACK, "b", "restart this step"),
    (Event.GONE, "g", "it's gone"),
    (Event.LEAVE, "q", "leave"),
)
FINISHED: Choices = (
    (Event.GONE, "g", "it's gone"),
    (Event.AGAIN, "a", "once more"),
    (Event.LEAVE, "q", "leave it open"),
)
YES_NO: Choices = ((Event.YES, "y", "yes"), (Event.NO, "n", "no"))
NUMBERS = frozenset("123456789")
SCORES = frozenset(map(str, range(11)))
_WORDS = {
    "yes": Event.YES,
    "y": Event.YES,
    "no": Event.NO,
    "gone": Event.GONE,
    "o": Event.SKIP,
    "skip": Event.SKIP,
    "resume": Event.RESUME,
}
"""Words that are understood in addition to the choices."""


def choices_for(frame: Frame) -> Choices:
    """Return the choices of this moment."""
    if frame.state is State.ASKING or (frame.segment.kind is Kind.CHECK and frame.state is State.RUNNING):
        return YES_NO
    if frame.state in (State.PAUSED, State.AWAY, State.WORSE):
        return WAITING
    return FINISHED if frame.state is State.FINISHED else CHOICES


def parse_event(typed: str, choices: Choices) -> Event | None:
    """Parse a typed line in lower case; return its event, or None when it means nothing.

    Args:
        typed: a number, a key or a word; an empty line goes on.
        choices: the choices of this moment. All keys of the full screen are understood, those of the choices first.
    """
    if typed == "":
        return Event.RESUME if choices is WAITING else Event.NEXT if choices is CHOICES else None
    if typed in NUMBERS and int(typed) <= len(choices):
        return choices[int(typed) - 1][0]
    keys = {key: event for event, key, _ in (*CHOICES, *choices)}
    words = {words: event for event, _, words in (*CHOICES, *choices)}
    return keys.get(typed) or words.get(typed) or _WORDS.get(typed)


def parse_answer(line: str) -> tuple[int | None, str | None] | None:
    """Parse the pain and how much it helped from a line such as `3 most`; return None for anything else."""
    pain: int | None = None
    helped: str | None = None
    for word in line.lower().replace(",", " ").split():
        if word == "t":
            pain = 10
        elif word in SCORES:
            pain = int(word)
        elif word in HELPED:
            helped = word
        else:
            return None
    return (pain, helped)
