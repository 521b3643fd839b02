"""Load the red flags from `red_flags.toml`, check signs against them, and record which were shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.red_flags import LEVELS, FlagRule, RedFlags
from spasmtui.errors import WrongUsage
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from spasmtui.episodes.model.episode import Episode


def load_flags(content: Path) -> RedFlags:
    """Load the shipped signs and flags.

    Raises:
        DataError: the file is missing or cannot be read.
    """
    tables = read_toml(content / "red_flags.toml", advice=REINSTALL)
    signs = tuple((str(name), str(text)) for name, text in tables.get("signs", {}).items())
    flags = [_parse_flag(name, row) for name, row in tables.items() if name != "signs"]
    return RedFlags(signs=signs, flags=tuple(sorted(flags, key=lambda flag: LEVELS.index(flag.level))))


def _parse_flag(name: str, row: Mapping[str, Any]) -> FlagRule:
    rule = str(row.get("rule", ""))
    return FlagRule(
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


class ShownFlags:
    """The state file of the flags that were shown for each episode, so that none is shown twice."""

    LIMIT = 500
    """Lines kept; an older episode is not opened any more."""

    def __init__(self, state: Path) -> None:
        self.path = state / "signs-told.txt"

    def add(self, episode: Episode, flags: Iterable[FlagRule]) -> tuple[FlagRule, ...]:
        """Record flags as shown for an episode, and return those that had not been shown for it."""
        known = self._read()
        fresh = tuple(flag for flag in flags if f"{episode.id} {flag.id}" not in known)
        if fresh:
            lines = [*known, *(f"{episode.id} {flag.id}" for flag in fresh)][-self.LIMIT :]
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self.path, "".join(f"{line}\n" for line in lines).encode())
            except OSError:
                # A warning that is shown twice is better than one that is not shown.
                return fresh
        return fresh

    def _read(self) -> list[str]:
        try:
            return decode_text(read_regular(self.path)).splitlines()
        except (OSError, ValueError):
            return []
