"""Summaries of journals, so that old years need not be read to show this one.

The index of all summaries is in the mirror's folder. It grows by sealed lines, so that a session that is interrupted
half-way through thousands of journals leaves the next one that much less to do. It may be deleted; a line whose
checksum is wrong is ignored, because a wrong index would hide episodes.
"""

import contextlib
import json
import os
import re
from binascii import crc32
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

from spasmtui.episodes.store.journal.disk import Disk, make_folders, opened, read_file, replace_file, write_all
from spasmtui.episodes.store.journal.folder import Stamp
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.record_codec import EPISODES, parse_moment

INDEX = ".index"
_MOST_LINES = 100
"""Lines of the index at which it is written as a whole, as one line."""
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
    """Latest start or creation of a record that any line is about, in seconds of the epoch; infinite if unknown."""
    oldest_open: float | None
    """Start of the oldest episode that is open by this journal's lines alone; None when none is."""


def may_be_open(raw: bytes) -> bool:
    """Return whether an episode may be open by a line; other programs may write blanks, or escapes, into it."""
    return b'"is_open"' in raw or b"\\u00" in raw


OpenedLines = dict[str, dict[str, list[Any]]]
"""By key and by the name of a line: its revision, and the start of its episode, which is open by this line."""


class SummaryBuilder:
    """Builds the summary of a journal while its lines are read. It may claim too much, never too little."""

    __slots__ = ("_by_rev", "_followed", "_opened", "newest")

    def __init__(self, newest: float = 0.0, opened: OpenedLines | None = None) -> None:
        """Begin with the `newest` and the `opened` of lines that were taken into account before."""
        self.newest = newest
        # By key: the lines that are open and that no line so far follows, with their revisions and starts.
        self._opened: dict[str, dict[str, tuple[int, float | None]]] = {}
        # By key: the same lines, and perhaps some that are followed, in the order of their revisions.
        self._by_rev: dict[str, list[tuple[int, str]]] = {}
        self._followed: set[str] = set()
        for key, lines in (opened or {}).items():
            self._opened[key] = {name: (rev, start) for name, (rev, start) in lines.items()}
            self._by_rev[key] = sorted((rev, name) for name, (rev, _) in lines.items())

    def opened(self) -> OpenedLines:
        """Return the lines that are open and that no line so far follows."""
        return {key: {name: list(each) for name, each in lines.items()} for key, lines in self._opened.items() if lines}

    def add_all(self, lines: Iterable[Line]) -> None:
        """Take lines into account, in any order."""
        for line in lines:
            (start, latest), created = line.start_bounds(), key_time(line.key)
            if latest is not None and latest > self.newest:
                self.newest = latest
            if created is not None:
                self.newest = max(self.newest, created)
            elif line.rev > 1 or line.is_deletion:
                # Where the key tells no time, nothing tells when the record started that a line deletes or moves.
                self.newest = inf
            opened = self._opened.get(line.key)
            if opened:
                # A line that was written without knowledge of an open one may leave the record open.
                for each in line.after or self._lower(line):
                    if opened.pop(each, None) is not None:
                        self._followed.add(each)
            is_open = line.table == EPISODES and may_be_open(line.raw) and not line.is_deletion
            if is_open and line.parent_id not in self._followed:
                self._opened.setdefault(line.key, {})[line.parent_id] = line.rev, start
                insort(self._by_rev.setdefault(line.key, []), (line.rev, line.parent_id))

    def _lower(self, line: Line) -> list[str]:
        """Take out the open lines of a lower revision about the same record, and return their names."""
        by_rev, opened = self._by_rev[line.key], self._opened[line.key]
        lower = by_rev[: bisect_left(by_rev, (line.rev, ""))]
        del by_rev[: len(lower)]
        # Of two lines of one name the later counts.
        return [name for rev, name in lower if opened.get(name, (0, None))[0] == rev]

    def build(self, stamp: Stamp) -> JournalSummary:
        """Return the summary of a journal that had this stamp when it was read."""
        return JournalSummary(stamp, self.newest, self.oldest_open())

    def oldest_open(self) -> float | None:
        """Return the start of the oldest episode that is open by the lines so far; None when none is."""
        starts = (start for opened in self._opened.values() for _, start in opened.values() if start is not None)
        return min(starts, default=None)


class YearIndex:
    """The summaries of all journals by their names, as the mirror's folder keeps them."""

    def __init__(self, disk: Disk, folder: Path) -> None:
        self._disk = disk
        self._folder = folder
        self.summaries: dict[str, JournalSummary] = {}
        self._line_count: int | None = None
        """Number of lines of the file; None when it is missing or damaged and has to be written as a whole."""

    def read(self) -> None:
        """Read the summaries; there are none when there is no sound index."""
        self.summaries, self._line_count = {}, None
        with contextlib.suppress(OSError):
            lines = [line for line in read_file(self._disk, self._folder / INDEX).split(b"\n") if line]
            sound = [line for line in lines if line[:9] == b"%08x " % crc32(memoryview(line)[9:])]
            for line in sound:
                self.summaries |= {
                    name: JournalSummary(Stamp(*stamp), *numbers)
                    for name, (stamp, *numbers) in json.loads(line[9:]).items()
                }
            self._line_count = len(lines) if lines and len(sound) == len(lines) else None

    def add(self, summaries: Mapping[str, JournalSummary], existing: Iterable[str]) -> None:
        """Add summaries and write them; they can be made again, so they need not survive a power cut.

        Args:
            summaries: summaries by the journals' names.
            existing: names of all journals; other summaries are dropped when the index is written as a whole.
        """
        if not summaries:
            return
        self.summaries |= summaries
        if self._line_count is None or self._line_count > _MOST_LINES:
            make_folders(self._disk, self._folder)
            self.summaries = {name: self.summaries[name] for name in existing if name in self.summaries}
            replace_file(self._disk, self._folder / INDEX, _encode(self.summaries), is_durable=False)
            self._line_count = 1
        else:
            with opened(self._disk, self._folder / INDEX, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as descriptor:
                # The line break before it ends what a killed session may have left.
                write_all(self._disk, descriptor, b"\n" + _encode(summaries))
            self._line_count += 1


def _encode(summaries: Mapping[str, JournalSummary]) -> bytes:
    text = json.dumps({name: (each.stamp, each.newest, each.oldest_open) for name, each in summaries.items()}).encode()
    return b"%08x %b\n" % (crc32(text), text)
