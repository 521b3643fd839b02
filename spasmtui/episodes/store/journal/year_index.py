"""A journal in a few numbers, so that old years need not be opened to show this one.

The index of all of them stands beside the mirror. It may be deleted, and one that is not as it was written counts for
nothing, because a wrong one would hide episodes.
"""

import json
import re
from binascii import crc32
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, make_folders, read_file, replace_file
from spasmtui.episodes.store.journal.folder import Stamp
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.record_codec import EPISODES, parse_moment

INDEX = ".index"
_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def key_time(key: str) -> float | None:
    """When a record with this key was created, as far as the key says: a uuid7 does, and so does a day's date."""
    if _UUID7.fullmatch(key):
        return int(key[:8] + key[9:13], 16) / 1000
    day = parse_moment(f"{key}T00:00Z")
    return None if day is None else day.timestamp()


@dataclass(frozen=True, slots=True)
class JournalSummary:
    """A journal in a few numbers, as of a stamp."""

    stamp: Stamp
    """What the journal looked like."""
    newest: float
    """No line of it is about a record that starts, or was created, later than this. Seconds of the epoch."""
    oldest_open: float | None
    """When the oldest episode that is open by this journal's own lines starts."""


class SummaryBuilder:
    """What a journal's summary says, counted while its lines are read. It may say too much, never too little."""

    __slots__ = ("newest", "opened")

    def __init__(self, summary: JournalSummary | None = None) -> None:
        self.newest = summary.newest if summary else 0.0
        self.opened: dict[str, tuple[object, float | None]] = {}
        if summary and summary.oldest_open is not None:
            self.opened[""] = ((), summary.oldest_open)

    def add_all(self, lines: Iterable[Line]) -> None:
        """Count lines, in any order."""
        for line in lines:
            start, created = line.start, key_time(line.key)
            self.newest = max(self.newest, start or 0.0, created or 0.0)
            is_open = line.table == EPISODES and b'"is_open":true' in line.raw
            known = self.opened.get(line.key)
            if (is_open and known is None) or (known is not None and line.rank > known[0]):  # type: ignore[operator]
                self.opened[line.key] = line.rank, start if is_open else None

    def summary(self, stamp: Stamp) -> JournalSummary:
        """What was counted, of a journal that looked like this when it was read."""
        return JournalSummary(stamp, self.newest, self.oldest_open())

    def oldest_open(self) -> float | None:
        """When the oldest episode starts that is open by what was counted."""
        return min((start for _, start in self.opened.values() if start is not None), default=None)


def read_index(disk: Disk, folder: Path) -> dict[str, JournalSummary]:
    """What is known about journals, by their names."""
    try:
        seal, _, text = read_file(disk, folder / INDEX).partition(b"\n")
    except OSError:
        return {}
    if seal != b"%08x" % crc32(text):
        return {}
    return {name: JournalSummary(Stamp(*stamp), *said) for name, (stamp, *said) in json.loads(text).items()}


def write_index(disk: Disk, folder: Path, index: dict[str, JournalSummary]) -> None:
    """Remember it; it can be rebuilt, so no power cut matters."""
    make_folders(disk, folder)
    text = json.dumps({name: (each.stamp, each.newest, each.oldest_open) for name, each in index.items()}).encode()
    replace_file(disk, folder / INDEX, b"%08x\n%b" % (crc32(text), text), is_durable=False)
