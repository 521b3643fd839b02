"""Signs that a person can tick, and the sentence that fits what was recorded of an episode, from `red_flags.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spasmtui.errors import WrongUsage
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from spasmtui.episodes.model.episode import Episode

LEVELS = ("emergency", "today", "book", "none")
"""How soon, the soonest first."""
MOST_SHOWN = 2
"""Sentences shown for one episode: nobody reads a list in a cramp."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A reason to get help, and the rules by which the diary shows it."""

    id: str
    level: str
    see: str
    do: str
    worse: str
    """What would make it an emergency; empty where it is one, or cannot become one."""
    page: str
    longer_than_minutes: float | None
    signs_any: frozenset[str]
    signs_all: frozenset[str]
    kinds: frozenset[str]
    triggers: frozenset[str]
    places: frozenset[str]

    @property
    def has_rule(self) -> bool:
        """Whether the diary can show it; the others are for reading only."""
        return self.longer_than_minutes is not None or bool(self.signs_any or self.signs_all)

    def fits(self, episode: Episode) -> bool:
        """Whether every rule holds. A place or kind that was not recorded fits, so that a sentence rather shows."""
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
    """(id, what it says)."""
    flags: tuple[Flag, ...]

    def of(self, episode: Episode) -> tuple[Flag, ...]:
        """The flags that fit an episode, of the most urgent level only: an appointment can wait for a call."""
        fitting = [flag for flag in self.flags if flag.fits(episode)]
        return tuple(flag for flag in fitting if flag.level == fitting[0].level)[:MOST_SHOWN]


def flag_text(flag: Flag) -> str:
    """What was noticed and what to do, in one line."""
    return " ".join(filter(None, (flag.see, flag.do, flag.worse)))


def load_flags(content: Path) -> RedFlags:
    """The shipped signs and flags.

    Raises:
        DataError: the file is missing or cannot be read.
    """
    tables = read_toml(content / "red_flags.toml", advice=REINSTALL)
    signs = tuple((str(name), str(text)) for name, text in tables.get("signs", {}).items())
    flags = [_flag(name, row) for name, row in tables.items() if name != "signs"]
    return RedFlags(signs=signs, flags=tuple(sorted(flags, key=lambda flag: LEVELS.index(flag.level))))


def _flag(name: str, row: Mapping[str, Any]) -> Flag:
    rule = str(row.get("rule", ""))
    return Flag(
        id=name,
        level=row["level"],
        see=row["see"],
        do=row["do"],
        worse=row.get("worse", ""),
        page=row["page"],
        longer_than_minutes=float(rule.removeprefix("duration_minutes >")) if rule else None,
        signs_any=frozenset(row.get("signs_any", ())),
        signs_all=frozenset(row.get("signs_all", ())),
        kinds=frozenset(row.get("kinds", ())),
        triggers=frozenset(row.get("triggers", ())),
        places=frozenset(row.get("places", ())),
    )


def check_signs(words: Iterable[str], content: Path) -> None:
    """Refuse a sign that does not exist.

    Raises:
        WrongUsage: the sentence names the signs there are.
    """
    ticked = tuple(words)
    known = [name for name, _text in load_flags(content).signs] if ticked else []
    for word in ticked:
        if word not in known:
            raise WrongUsage(f"{word!r} is not a sign. Signs: {', '.join(known)}.")


class Told:
    """Remembers which sentence was shown for which episode, so that each is said once."""

    LIMIT = 500
    """Lines kept; an older episode is not looked at any more."""

    def __init__(self, state: Path) -> None:
        self.path = state / "signs-told.txt"

    def new(self, episode: Episode, flags: Iterable[Flag]) -> tuple[Flag, ...]:
        """The flags that were not shown for this episode yet; from now on they were."""
        known = self._known()
        fresh = tuple(flag for flag in flags if f"{episode.id} {flag.id}" not in known)
        if fresh:
            lines = [*known, *(f"{episode.id} {flag.id}" for flag in fresh)][-self.LIMIT :]
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")
                self.path.chmod(0o600)
            except OSError:
                # Saying a warning twice is better than not saying it.
                return fresh
        return fresh

    def _known(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return []
