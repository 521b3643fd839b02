"""Episodes, days and practices as immutable values. None means "not recorded", never "no"."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from typing import Annotated

from annotated_types import Ge, Le, MaxLen, MinLen

from spasmtui.shared.words.fold import plain_typing

MOST_SECONDS = 366 * 24 * 3600
"""The longest time of a routine: a year, more than any that was meant."""
MOST_ITEMS = 1000
"""The items that a list of an episode may have."""
LONGEST_NAME = 200
"""The characters of a place, a routine, a device or a word."""
OWN = "own: "
"""The beginning that marks a remedy of the person's own in a text that may name a routine instead."""
LONGEST_REMEDY = LONGEST_NAME - len(OWN)
"""The characters of a remedy: with its mark it is no longer than any other name."""

Name = Annotated[str, MaxLen(LONGEST_NAME)]
Remedy = Annotated[str, MinLen(1), MaxLen(LONGEST_REMEDY)]
Words = Annotated[tuple[Name, ...], MaxLen(MOST_ITEMS)]
Seconds = Annotated[int, Ge(0), Le(MOST_SECONDS)]
Score = Annotated[int, Ge(0), Le(10)]
"""A numeric rating, 0 none to 10 worst imaginable (fact L08)."""


class Side(StrEnum):
    """A side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Kind(StrEnum):
    """The kind of cramp, in the person's own words (fact L11)."""

    CRAMP = "cramp"
    SPASM = "spasm"
    TIGHTNESS = "tightness"
    TWITCH = "twitch"
    STITCH = "stitch"
    UNSURE = "unsure"


class Context(StrEnum):
    """The person's activity when the episode began."""

    SLEEP = "sleep"
    REST = "rest"
    SITTING = "sitting"
    STANDING = "standing"
    EXERCISE = "exercise"
    AFTER_EXERCISE = "after-exercise"


class Helped(StrEnum):
    """The effect of what was tried."""

    NO = "no"
    SOME = "some"
    MOST = "most"
    GONE = "gone"


HELPFUL = frozenset({Helped.SOME, Helped.MOST, Helped.GONE})
"""The effects that count as having helped."""
EASED = frozenset({Helped.MOST, Helped.GONE})
"""The effects by which a cramp was gone, or most of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A routine, or a remedy of the person's own, used during an episode: one of the two is named."""

    routine: Name | None = None
    """The routine's id."""
    remedy: Remedy | None = None
    """The person's own words: a wheat bag, a walk outside, a medicine."""
    seconds: Seconds | None = None
    """The time its steps were held; None where nobody timed it."""
    completed: bool | None = None
    """Whether each step was held for at least 80% of its seconds, on both sides; earlier versions were less strict."""

    def __post_init__(self) -> None:
        """Check that one of the two is named.

        Raises:
            ValueError: neither is named, or both.
        """
        if (self.routine is None) is (self.remedy is None):
            raise ValueError("It is either a routine or a remedy.")

    @property
    def text(self) -> str:
        """The routine's id, or the remedy with its mark: `own: wheat bag`."""
        return f"{OWN}{self.remedy}" if self.routine is None else self.routine

    @property
    def key(self) -> str:
        """The text by which it is counted: the same remedy whatever its capitals and spaces."""
        return fold_remedy(self.text) if self.routine is None else self.routine


def fold_remedy(remedy: str) -> str:
    """Return a remedy in small letters and with single spaces, by which two spellings are the same.

    So are they where one keyboard makes `é` of one character and another of two, or a copied text hides marks.
    """
    if not remedy.isascii():
        remedy = import_module("unicodedata").normalize("NFC", plain_typing(remedy))
    return " ".join(remedy.casefold().split())


def tried_of(text: str, seconds: int | None = None, *, completed: bool | None = None) -> Tried:
    """Return what a text names: a remedy where it has the mark of one and anything behind it, else a routine."""
    if text.startswith(OWN) and (remedy := " ".join(text.removeprefix(OWN).split())):
        return Tried(remedy=remedy, seconds=seconds, completed=completed)
    return Tried(routine=text, seconds=seconds, completed=completed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One cramp or spasm. Times are aware and keep the UTC offset of the place where they were recorded."""

    id: str
    """A uuid7 in its usual text form; sorts by creation."""
    started_at: datetime
    ended_at: datetime | None = None
    """None while it is open, and where the end is unknown; `is_open` distinguishes the two."""
    is_open: bool = False
    """Whether it is still going on: relief opened it and it has not been closed."""
    place: Name | None = None
    """A place id of `places.toml`."""
    side: Side | None = None
    kind: Kind | None = None
    pain: Score | None = None
    """The worst pain."""
    pain_after: Score | None = None
    """The pain when it had eased or the routine had ended."""
    sleep_disturbance: Score | None = None
    context: Context | None = None
    triggers: Words | None = None
    """Empty where the person answered that there was none."""
    signs: Words | None = None
    """The red-flag signs that were ticked, by their ids in `red_flags.toml`."""
    tried: Annotated[tuple[Tried, ...], MaxLen(MOST_ITEMS)] = ()
    helped: Helped | None = None
    note: Annotated[str, MaxLen(20_000)] | None = None
    distress: Score | None = None
    """How distressing it was, apart from how strong the pain was (fact L17)."""
    created_at: datetime
    updated_at: datetime
    device: Name
    """The device that recorded it first."""

    @property
    def duration_seconds(self) -> int | None:
        """The seconds from the start to a known end, else None."""
        if self.ended_at is None:
            return None
        return round((self.ended_at - self.started_at).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The kind of day: the exposure that episodes are compared with."""

    date: str
    """The local date, ISO 8601."""
    words: Words
    """Such as `ordinary`, `effort`, `heat`, `little-drink`; `none` records that there was no cramp."""
    updated_at: datetime
    device: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A routine done outside an episode: bedtime stretches, a warm-up, heat in the evening."""

    id: str
    routine: Name
    started_at: datetime
    seconds: Seconds
    completed: bool
    side: Side | None = None
    """The side that was worked on; both where each side was."""
    pain: Score | None = None
    """The pain before it."""
    pain_after: Score | None = None
    effort: Score | None = None
    """How hard it was: 0 is no effort, 10 the hardest."""
    is_skipped: bool = False
    """Whether the person said that it is left out this time; nothing was held then."""
    updated_at: datetime | None = None
    """When it was last changed; None as it was first recorded."""
    device: Name
