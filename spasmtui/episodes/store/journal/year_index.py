"""Summaries of journals, so that old years need not be read to show this one.

The index of all summaries is in the mirror's folder. It may be deleted; one whose checksum is wrong is ignored, because
a wrong index would hide episodes.
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
    """Return a record's time of creation in seconds of the epoch, if its key is a uuid7 or a date; else None."""
    if _UUID7.fullmatch(key):
        return int(key[:8] + key[9:13], 16) / 1000
    day = parse_moment(f"{key}T00:00Z")
    return None if day is None else day.timestamp()


@dataclass(frozen=True, slots=True)
class JournalSummary:
    """The few facts that decide whether a journal must be read, as of a stamp."""

    stamp: Stamp
    """Stamp of the journal that was summarised."""
    newest: float
    """Latest start or creation of a record that any line is about, in seconds of the epoch."""
    oldest_open: float | None
    """Start of the oldest episode that is open by this journal's lines alone; None when none is."""


class SummaryBuilder:
    """Builds the summary of a journal while its lines are read. It may claim too much, never too little."""

    __slots__ = ("newest", "opened")

    def __init__(self, summary: JournalSummary | None = None) -> None:
        self.newest = summary.newest if summary else 0.0
        self.opened: dict[str, tuple[object, float | None]] = {}
        if summary and summary.oldest_open is not None:
            self.opened[""] = ((), summary.oldest_open)

    def add_all(self, lines: Iterable[Line]) -> None:
        """Take lines into account, in any order."""
        for line in lines:
            start, created = line.start, key_time(line.key)
            self.newest = max(self.newest, start or 0.0, created or 0.0)
            is_open = line.table == EPISODES and b'"is_open":true' in line.raw
            known = self.opened.get(line.key)
            if (is_open and known is None) or (known is not None and line.rank > known[0]):  # type: ignore[operator]
                self.opened[line.key] = line.rank, start if is_open else None

    def build(self, stamp: Stamp) -> JournalSummary:
        """Return the summary of a journal that had this stamp when it was read."""
        return JournalSummary(stamp, self.newest, self.oldest_open())

    def oldest_open(self) -> float | None:
        """Return the start of the oldest episode that is open by the lines so far; None when none is."""
        return min((start for _, start in self.opened.values() if start is not None), default=None)


def read_index(disk: Disk, folder: Path) -> dict[str, JournalSummary]:
    """Return the summaries in the index by the journals' names; empty when there is no sound index."""
    try:
        seal, _, text = read_file(disk, folder / INDEX).partition(b"\n")
    except OSError:
        return {}
    if seal != b"%08x" % crc32(text):
        return {}
    return {name: JournalSummary(Stamp(*stamp), *numbers) for name, (stamp, *numbers) in json.loads(text).items()}


def write_index(disk: Disk, folder: Path, index: dict[str, JournalSummary]) -> None:
    """Write the index; it can be rebuilt, so it need not survive a power cut."""
    make_folders(disk, folder)
    text = json.dumps({name: (each.stamp, each.newest, each.oldest_open) for name, each in index.items()}).encode()
    replace_file(disk, folder / INDEX, b"%08x\n%b" % (crc32(text), text), is_durable=False)
