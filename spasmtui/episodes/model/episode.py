"""An episode: one cramp or spasm, as much of it as was recorded. None means "not recorded", never "no"."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le, MaxLen

Score = Annotated[int, Ge(0), Le(10)]
"""A numeric rating, 0 none to 10 worst imaginable (fact L08)."""


class Side(StrEnum):
    """Which side of the body."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Kind(StrEnum):
    """What it felt like, in the person's words (fact L11)."""

    CRAMP = "cramp"
    SPASM = "spasm"
    TIGHTNESS = "tightness"
    TWITCH = "twitch"
    STITCH = "stitch"
    UNSURE = "unsure"


class Context(StrEnum):
    """What the person was doing when it came."""

    SLEEP = "sleep"
    REST = "rest"
    SITTING = "sitting"
    STANDING = "standing"
    EXERCISE = "exercise"
    AFTER_EXERCISE = "after-exercise"


class Helped(StrEnum):
    """How much what was tried helped."""

    NO = "no"
    SOME = "some"
    MOST = "most"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A routine used during an episode."""

    routine: str
    """The routine's id."""
    seconds: Annotated[int, Ge(0)] = 0
    """How long it ran."""
    completed: bool = False
    """Whether it ran to its end, or to "it's gone"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One cramp or spasm. Times are aware and keep the offset of the place where they were recorded."""

    id: str
    """A uuid7 in its usual text form; sorts by creation."""
    started_at: datetime
    ended_at: datetime | None = None
    """None while it is open, and when the end is unknown; `is_open` tells them apart."""
    is_open: bool = False
    """Whether it is still going on: relief began it and nobody has closed it."""
    place: str | None = None
    """A place id of `places.toml`."""
    side: Side | None = None
    kind: Kind | None = None
    pain: Score | None = None
    """The worst pain."""
    pain_after: Score | None = None
    """Pain when it had eased or the routine had ended."""
    sleep_disturbance: Score | None = None
    context: Context | None = None
    triggers: tuple[str, ...] | None = None
    """Empty: the person said there was none."""
    signs: tuple[str, ...] | None = None
    """Red-flag signs the person ticked, by their ids in `red_flags.toml`."""
    tried: tuple[Tried, ...] = ()
    helped: Helped | None = None
    note: Annotated[str, MaxLen(20_000)] | None = None
    created_at: datetime
    updated_at: datetime
    device: str
    """The device that recorded it first."""

    @property
    def duration_seconds(self) -> int | None:
        """From start to a known end."""
        if self.ended_at is None:
            return None
        return round((self.ended_at - self.started_at).total_seconds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What kind of day it was: the exposure that episodes are compared with."""

    date: str
    """The local date, ISO 8601."""
    words: tuple[str, ...]
    """Such as `ordinary`, `effort`, `heat`, `little-drink`; `none` says that there was no cramp."""
    updated_at: datetime
    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """A routine done outside an episode: bedtime stretches, a warm-up, heat in the evening."""

    id: str
    routine: str
    started_at: datetime
    seconds: Annotated[int, Ge(0)]
    completed: bool
    device: str
