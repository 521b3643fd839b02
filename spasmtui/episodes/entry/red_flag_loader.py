"""Load the red flags from `red_flags.toml`, check signs against them, and record which were shown."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.model.red_flags import LEVELS, FlagRule, RedFlags
from spasmtui.errors import WrongUsage
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, promptly, read_regular
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
        self._shown: set[str] = set()
        """What was shown since the program started, whether the file has it or not."""

    def add(self, episode: Episode, flags: Iterable[FlagRule]) -> tuple[FlagRule, ...]:
        """Record flags as shown for an episode, and return those that had not been shown for it."""
        fresh = self.take_fresh(episode, flags)
        if fresh:
            self.write()
        return fresh

    def take_fresh(self, episode: Episode, flags: Iterable[FlagRule]) -> tuple[FlagRule, ...]:
        """Return the flags that had not been shown for an episode; they count as shown from here on.

        A warning that is shown twice is better than one that is not shown: a disk that takes long to tell what the
        file has is not waited for.
        """
        named = {f"{episode.id} {flag.id}": flag for flag in flags}
        if not named.keys() - self._shown:
            return ()
        self._shown.update(promptly(self._read, []))
        fresh = tuple(flag for name, flag in named.items() if name not in self._shown)
        self._shown.update(named)
        return fresh

    def write(self) -> None:
        """Write what was shown into the file, beside what it has. Takes as long as the disk does."""
        known = self._read()
        lines = [*known, *sorted(self._shown.difference(known))][-self.LIMIT :]
        if lines == known:
            return
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, "".join(f"{line}\n" for line in lines).encode())

    def _read(self) -> list[str]:
        try:
            return decode_text(read_regular(self.path)).splitlines()
        except (OSError, ValueError):
            return []
