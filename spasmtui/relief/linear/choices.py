"""Define what can be typed in linear mode: each letter and each number means one thing in every phase."""

from enum import StrEnum
from typing import NamedTuple

from spasmtui.relief.routines.model import Kind, Purpose, Routine
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.texts import HELPED, helped_names
from spasmtui.relief.words import ENGLISH, Words, words
from spasmtui.shared.words.fold import fold_word, plain_typing


class Ask(StrEnum):
    """A line that changes nothing of the session."""

    KEYS = "keys"
    TIME = "time"
    SIGNS = "signs"
    CAUTIONS = "cautions"
    PICTURE = "picture"
    MUTE = "mute"
    BREATHE = "breathe"


Action = Event | Ask


class Choice(NamedTuple):
    """One thing that can be typed."""

    number: int
    """Its number, in every phase."""
    keys: tuple[str, ...]
    """Its letters, marks or short words; the first one is shown."""
    action: Action
    word: str
    """The name in `Words` of its name in words."""


CHOICES = (
    Choice(1, ("g",), Event.GONE, "choice_gone"),
    Choice(2, ("w",), Event.WORSE, "choice_worse"),
    Choice(3, ("p",), Event.PAUSE, "choice_pause"),
    Choice(4, ("l", ">"), Event.NEXT, "choice_next"),
    Choice(5, ("b", "h", "<"), Event.BACK, "choice_back"),
    Choice(6, ("+", "="), Event.LONGER, "choice_longer"),
    Choice(7, ("-",), Event.SHORTER, "choice_shorter"),
    Choice(8, ("s",), Event.SWAP, "choice_swap"),
    Choice(9, ("q", "x"), Event.LEAVE, "choice_leave"),
    Choice(10, ("k",), Event.DISCARD, "choice_discard"),
    Choice(11, ("v",), Event.VARY, "choice_version"),
    Choice(12, ("y",), Event.YES, "yes"),
    Choice(13, ("n",), Event.NO, "no"),
    Choice(14, ("o",), Event.SKIP, "choice_skip"),
    Choice(15, ("a",), Event.AGAIN, "choice_again"),
    Choice(16, ("time",), Ask.TIME, "choice_time"),
    Choice(17, ("!",), Ask.SIGNS, "choice_signs"),
    Choice(18, ("c",), Ask.CAUTIONS, "choice_cautions"),
    Choice(19, ("d",), Ask.PICTURE, "choice_picture"),
    Choice(20, ("m",), Ask.MUTE, "choice_mute"),
    Choice(21, ("r",), Ask.BREATHE, "choice_breathe"),
    Choice(0, ("?",), Ask.KEYS, "choice_keys"),
)
"""Every choice. One that can do nothing at a moment is answered with a reason, never taken for another."""
_BY_NUMBER = {choice.number: choice.action for choice in CHOICES}
_PRACTICE_WORDS = {
    Event.GONE: "choice_done",
    Event.WORSE: "choice_hurts",
    Event.SWAP: "change_sides",
    Event.LEAVE: "choice_stop_here",
}
"""The words of a practice, which has no cramp, where they differ."""
_OTHER_WORDS: dict[str, Action] = {
    "gone": Event.GONE,
    "done": Event.GONE,
    "it hurts": Event.WORSE,
    "resume": Event.RESUME,
    "go on": Event.RESUME,
    "skip": Event.SKIP,
    "side": Event.SWAP,
    "urgent": Ask.SIGNS,
    "help": Ask.KEYS,
    "keys": Ask.KEYS,
    "mute": Ask.MUTE,
    "breathe": Ask.BREATHE,
    "stop": Event.LEAVE,
    "quit": Event.LEAVE,
    "exit": Event.LEAVE,
}
"""English words that are understood beside the names of the choices, in every language."""
ANY_LINE_KEEPS: frozenset[Action] = frozenset((
    Event.GONE,
    Event.WORSE,
    Event.LEAVE,
    Event.DISCARD,
    Event.YES,
    Event.NO,
    Ask.SIGNS,
    Ask.KEYS,
))
"""What a line that names it does also where any other line means that it is gone."""
ANY_LINE_STATES = (State.RUNNING, State.PAUSED, State.FINISHED)
"""Where any other line means that."""


def name_of(choice: Choice, routine: Routine, frame: Frame, *, is_practice: bool = False) -> str:
    """Return the name of a choice as it is at this moment.

    Args:
        choice: the choice.
        routine: the routine that runs.
        frame: the moment.
        is_practice: whether it is outside an episode.
    """
    say = words()
    is_waiting = frame.state in (State.PAUSED, State.AWAY, State.WORSE)
    is_relief = routine.purpose is Purpose.RELIEF
    match choice.action:
        case Event.PAUSE if is_waiting:
            return say.choice_go_on
        case Event.BACK if frame.state is State.AWAY or frame.step_index == 0:
            return say.choice_restart
        case Event.YES if _asks_whether_it_eases(frame):
            return say.choice_eases
        case Event.NO if _asks_whether_it_eases(frame):
            return say.choice_not_eased
        case Ask.TIME if frame.state is not State.RUNNING or frame.is_waiting:
            return say.choice_repeat
        case Event.LEAVE if frame.state is State.FINISHED and not is_practice:
            return say.choice_leave_open
        case Event.VARY:
            return say.choice_version.format(name=(routine.versions or routine.variants)[0].name.lower())
    if choice.action in _PRACTICE_WORDS and not is_relief and not _ends_episode(frame, is_practice=is_practice):
        return str(getattr(say, _PRACTICE_WORDS[Event(choice.action)]))
    return str(getattr(say, choice.word))


def _asks_whether_it_eases(frame: Frame) -> bool:
    """Return whether yes and no say at this moment whether a stretch that is held eases the cramp."""
    return frame.state is State.RUNNING and frame.segment.eases and frame.segment.kind is not Kind.CHECK


def _ends_episode(frame: Frame, *, is_practice: bool) -> bool:
    """Return whether a routine that is none for a cramp has ended within an episode, which it may close."""
    return frame.state is State.FINISHED and not is_practice


def key_of(choice: Choice) -> str:
    """Return the letter or mark that is shown for a choice."""
    special = {Event.YES: words().yes_key, Ask.TIME: words().enter_key}
    return special.get(choice.action, choice.keys[0])


def offered(frame: Frame, routine: Routine, *, is_practice: bool = False) -> tuple[Choice, ...]:
    """Return the choices that do something at this moment.

    Args:
        frame: the moment.
        routine: the routine that runs.
        is_practice: whether it is outside an episode.
    """
    is_question = frame.state is State.ASKING or frame.segment.kind is Kind.CHECK
    is_running = frame.state is State.RUNNING
    able: set[Action] = {Ask.KEYS, Ask.TIME, Ask.SIGNS, Ask.CAUTIONS, Event.LEAVE}
    if frame.state is not State.ASKING:
        able |= {Event.GONE, Event.DISCARD}
    if is_question or (is_running and frame.segment.eases):
        able |= {Event.YES, Event.NO}
    if is_running:
        able |= {Event.WORSE, Event.LONGER, Event.SHORTER, Event.SWAP}
    if is_running or frame.state in (State.PAUSED, State.AWAY, State.WORSE):
        able |= {Event.PAUSE, Event.NEXT, Event.BACK, Ask.PICTURE, Ask.MUTE, Ask.BREATHE}
        able |= {Event.VARY} if routine.versions else set()
        able |= {Event.SKIP} if frame.segment.is_optional else set()
    if frame.state is State.FINISHED:
        able |= set() if routine.skin else {Event.AGAIN}
        able -= {Event.LEAVE} if is_practice else set()
    return tuple(choice for choice in CHOICES if choice.action in able)


_SHORT: dict[State, tuple[Event, ...]] = {
    State.ASKING: (Event.YES, Event.NO),
    State.FINISHED: (Event.GONE, Event.AGAIN, Event.LEAVE, Event.DISCARD),
}
_WAITING = (Event.PAUSE, Event.BACK, Event.GONE, Event.LEAVE)


def short_choices(frame: Frame, routine: Routine, *, is_practice: bool = False) -> tuple[Choice, ...]:
    """Return the few choices that a question or a wait names; arguments as for `offered`."""
    is_check = frame.segment.kind is Kind.CHECK and frame.state is State.RUNNING
    wanted = _SHORT[State.ASKING] if is_check else _SHORT.get(frame.state, _WAITING)
    choices = offered(frame, routine, is_practice=is_practice)
    return tuple(each for action in wanted for each in choices if each.action is action)


def parse_action(typed: str) -> Action | None:
    """Parse a typed line; return its action, or None when it means nothing.

    Args:
        typed: a number, a key or a word; an empty line asks for the time that is left.
    """
    text = plain_typing(typed).strip().lower()
    if not text:
        return Ask.TIME
    if text.isascii() and text.isdecimal():
        return _BY_NUMBER.get(int(text[:3]))
    folded = fold_word(text)
    return _keys().get(text) or _names(words()).get(folded) or _names(ENGLISH).get(folded) or _OTHER_WORDS.get(folded)


def means_gone(action: Action | None, frame: Frame) -> bool:
    """Return whether a line is one of those that may all mean that it is gone; no question is answered by it."""
    return frame.state in ANY_LINE_STATES and action not in ANY_LINE_KEEPS


def event_now(event: Event, frame: Frame, routine: Routine, *, is_practice: bool) -> Event:
    """Return the event that a choice is at this moment: a pause or its end, gone or done.

    Args:
        event: the event of the choice.
        frame: the moment.
        routine: the routine that runs.
        is_practice: whether it is outside an episode.
    """
    if event is Event.PAUSE and frame.state in (State.PAUSED, State.AWAY, State.WORSE):
        return Event.RESUME
    if event is Event.GONE and routine.purpose is not Purpose.RELIEF:
        return Event.GONE if _ends_episode(frame, is_practice=is_practice) else Event.DONE
    return event


def _keys() -> dict[str, Action]:
    """Return the action of each key; the letter for yes in the run's language has no other meaning."""
    return {key: choice.action for choice in CHOICES for key in choice.keys} | {words().yes_key: Event.YES}


def _names(say: Words) -> dict[str, Action]:
    """Return the action of each name in one language, as it is looked up."""
    names: dict[str, Action] = {fold_word(getattr(say, choice.word)): choice.action for choice in CHOICES}
    names |= {fold_word(getattr(say, word)): event for event, word in _PRACTICE_WORDS.items()}
    names |= {
        fold_word(say.choice_go_on): Event.RESUME,
        fold_word(say.choice_restart): Event.BACK,
        fold_word(say.choice_eases): Event.YES,
        fold_word(say.choice_not_eased): Event.NO,
        fold_word(say.choice_repeat): Ask.TIME,
        fold_word(say.choice_leave_open): Event.LEAVE,
        fold_word(say.choice_next_set): Event.AGAIN,
    }
    return names


SCORES = frozenset(map(str, range(11)))


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
