"""Define the choices of linear mode, and parse a typed line."""

from spasmtui.relief.routines.model import Kind, Purpose, Routine
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.texts import HELPED, helped_names
from spasmtui.relief.words import words

Choices = tuple[tuple[Event, str, str], ...]
"""The choices in the order of their numbers: event, key of the full screen, words."""


def running_choices(routine: Routine) -> Choices:
    """Return the choices while a routine runs: a number in this order, or the key of the full screen."""
    say, is_relief = words(), routine.purpose is Purpose.RELIEF
    versions = tuple((Event.VARY, "v", say.choice_version.format(name=each.name.lower())) for each in routine.versions)
    return (
        (Event.GONE, "g", say.choice_gone) if is_relief else (Event.DONE, "g", say.choice_done),
        (Event.WORSE, "w", say.choice_worse if is_relief else say.choice_hurts),
        (Event.PAUSE, "p", say.choice_pause),
        (Event.NEXT, "n", say.choice_next),
        (Event.BACK, "b", say.choice_back),
        (Event.LONGER, "+", say.choice_longer),
        (Event.SHORTER, "-", say.choice_shorter),
        (Event.SWAP, "s", say.choice_swap if is_relief else say.change_sides),
        (Event.LEAVE, "q", say.choice_leave if is_relief else say.choice_stop_here),
        (Event.DISCARD, "k", say.choice_discard),
        *versions[:1],
    )


def waiting_choices(routine: Routine) -> Choices:
    """Return the choices while it waits."""
    say, is_relief = words(), routine.purpose is Purpose.RELIEF
    return (
        (Event.RESUME, "p", say.choice_go_on),
        (Event.BACK, "b", say.choice_restart),
        (Event.GONE, "g", say.choice_gone) if is_relief else (Event.DONE, "g", say.choice_done),
        (Event.LEAVE, "q", say.choice_leave if is_relief else say.choice_stop_here),
    )


def finished_choices(routine: Routine, *, is_practice: bool) -> Choices:
    """Return the choices after the last step; heat and cold are not done once more before their wait is over."""
    say = words()
    again = ((Event.AGAIN, "a", say.choice_again),) if routine.skin is None else ()
    discard = (Event.DISCARD, "k", say.choice_discard)
    if is_practice:
        return ((Event.DONE, "g", say.choice_done), *again, discard)
    return ((Event.GONE, "g", say.choice_gone), *again, (Event.LEAVE, "q", say.choice_leave_open), discard)


def yes_no() -> Choices:
    """Return the answers to a question."""
    return ((Event.YES, words().yes_key, words().yes), (Event.NO, "n", words().no))


SCORES = frozenset(map(str, range(11)))
_WORDS = {
    "yes": Event.YES,
    "y": Event.YES,
    "no": Event.NO,
    "o": Event.SKIP,
    "skip": Event.SKIP,
    "resume": Event.RESUME,
}
"""Words that are understood in addition to the choices."""


def choices_for(frame: Frame, routine: Routine, *, is_practice: bool) -> Choices:
    """Return the choices of this moment.

    Args:
        frame: the moment.
        routine: the routine that runs.
        is_practice: whether it is outside an episode.
    """
    if frame.state is State.ASKING or (frame.segment.kind is Kind.CHECK and frame.state is State.RUNNING):
        return yes_no()
    if frame.state in (State.PAUSED, State.AWAY, State.WORSE):
        return waiting_choices(routine)
    if frame.state is State.FINISHED:
        return finished_choices(routine, is_practice=is_practice)
    return running_choices(routine)


def parse_event(typed: str, choices: Choices, routine: Routine) -> Event | None:
    """Parse a typed line in lower case; return its event, or None when it means nothing.

    Args:
        typed: a number, a key or a word; an empty line goes on.
        choices: the choices of this moment. All keys of the full screen are understood, those of the choices first.
        routine: the routine that runs.
    """
    running, waiting = running_choices(routine), waiting_choices(routine)
    if typed == "":
        return Event.RESUME if choices == waiting else Event.NEXT if choices == running else None
    if typed.isascii() and typed.isdecimal() and 0 < int(typed[:3]) <= len(choices):
        return choices[int(typed[:3]) - 1][0]
    gone = {"gone": Event.GONE if routine.purpose is Purpose.RELIEF else Event.DONE}
    keys = {key: event for event, key, _ in (*running, *choices)}
    names = {name: event for event, _, name in (*running, *yes_no(), *choices)}
    return keys.get(typed) or names.get(typed) or {**gone, **_WORDS}.get(typed)


def parse_answer(line: str) -> tuple[int | None, str | None] | None:
    """Parse the pain and how much it helped from a line such as `3 most`; return None for anything else."""
    pain: int | None = None
    helped: str | None = None
    degrees = {name: degree for degree in HELPED for name in (degree, helped_names()[degree])}
    for word in line.lower().replace(",", " ").split():
        if word == "t":
            pain = 10
        elif word in SCORES:
            pain = int(word)
        elif word in degrees:
            helped = degrees[word]
        else:
            return None
    return (pain, helped)
