"""Red flags: the signs that a person can tick, and the rules that find the flags of a recorded episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spasmtui.episodes.model.episode import Episode

LEVELS = ("emergency", "today", "book", "none")
"""How soon help is needed, the soonest first."""
MOST_SHOWN = 2
"""The most sentences shown for one episode: nobody reads a list in a cramp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRule:
    """A red flag with the rules by which it applies to an episode.

    The guide's `Flag` is the same row of `red_flags.toml` without the rules: a sentence to read, for everybody.
    """

    id: str
    level: str
    see: str
    do: str
    worse: str
    """The change that makes it an emergency; empty where it is one, or cannot become one."""
    page: str
    longer_than_minutes: float | None
    signs_any: frozenset[str]
    signs_all: frozenset[str]
    kinds: frozenset[str]
    triggers: frozenset[str]
    places: frozenset[str]

    @property
    def has_rule(self) -> bool:
        """True where the flag has a rule; the others are for reading only."""
        return self.longer_than_minutes is not None or bool(self.signs_any or self.signs_all)

    def fits(self, episode: Episode) -> bool:
        """Return whether every rule holds. A place or kind that was not recorded fits: better one sentence too many."""
        minutes = None if episode.duration_seconds is None else episode.duration_seconds / 60
        signs, triggers = set(episode.signs or ()), set(episode.triggers or ())
        return self.has_rule and (
            (self.longer_than_minutes is None or (minutes is not None and minutes > self.longer_than_minutes))
            and (not self.signs_any or bool(self.signs_any & signs))
            and self.signs_all <= signs
            and (not self.triggers or bool(self.triggers & triggers))
            and (not self.kinds or episode.kind is None or episode.kind.value in self.kinds)
            and (not self.places or episode.place is None or episode.place in self.places)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlags:
    """The signs by id, and the flags, the most urgent first."""

    signs: tuple[tuple[str, str], ...]
    """(id, text)."""
    flags: tuple[FlagRule, ...]

    def fitting(self, episode: Episode, described: str = "") -> tuple[FlagRule, ...]:
        """Return the flags that fit an episode, of the most urgent level only: an appointment can wait for a call.

        Args:
            episode: the recorded one.
            described: the id of the flag that the person's own words describe, which fits and is never left out.
        """
        fitting = [flag for flag in self.flags if flag.id == described or flag.fits(episode)]
        fitting.sort(key=lambda flag: (LEVELS.index(flag.level), flag.id != described))
        return tuple(flag for flag in fitting if flag.level == fitting[0].level)[:MOST_SHOWN]


def flag_text(flag: FlagRule) -> str:
    """Return the observation and the advice in one line."""
    return " ".join(filter(None, (flag.see, flag.do, flag.worse)))
