"""Find the lines about a few records in a journal, without parsing its other lines.

The bytes of a line name its record as it is, or with escapes: every line that may be about one is parsed, and counts
if it is.
"""

import re
from binascii import crc32
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, read_file
from spasmtui.episodes.store.journal.folder import Stamp
from spasmtui.episodes.store.journal.line import VERSION, Header, Line, read_line
from spasmtui.episodes.store.journal.mirror import Mirror

_MOST_NEEDLES = 8
"""Number of records for each of which the bytes are searched; for more of them every id is compared."""
_MOST_SEARCHES = 8
"""Number of searches through one journal, after which it is read."""
_ID = re.compile(rb'"id"\s*:\s*"([^"\\]+)"')
_ESCAPED = re.compile(r'["\\/\x00-\x1f]')
"""Characters that JSON may write with a backslash in another way than by their number."""


@dataclass(slots=True)
class _Searched:
    """The searches through one journal in one state."""

    stamp: Stamp
    keys: set[str]
    """The records that it was searched for."""
    count: int = 0
    """Number of searches."""
    size: int = 0
    """Number of its bytes, if any line was found."""
    checksum: int = 0
    """CRC-32 of these bytes."""


class Searches:
    """Searches through the journals that a session has not read, each record once."""

    def __init__(self, folder: Path, mirror: Mirror, disk: Disk) -> None:
        self._folder = folder
        self._mirror = mirror
        self._disk = disk
        self._searched: dict[str, _Searched] = {}
        self.has_other_lines = False
        """True once a line was found that is in a mirror alone, or in a journal that has been rewritten since."""

    def find(self, name: str, stamp: Stamp, keys: Collection[str]) -> list[Line] | None:
        """Return the lines about these records that a journal has, or its mirror alone; none if it was asked before.

        Args:
            name: name of the journal.
            stamp: its present stamp.
            keys: the records' keys.

        Returns:
            The lines; None where it was searched so often that it is quicker to read it.

        Raises:
            OSError: it cannot be read.
        """
        searched = self._searched.get(name)
        if searched is not None and searched.stamp == stamp:
            keys = [key for key in keys if key not in searched.keys]
            if keys and searched.count >= _MOST_SEARCHES:
                return None
        return self._find(name, stamp, keys, lambda data: lines_about(data, keys)) if keys else []

    def find_beginning(self, name: str, stamp: Stamp, beginning: str) -> list[Line]:
        """Return the lines about records whose key has this prefix, as `find` does.

        Raises:
            OSError: the journal cannot be read.
        """
        return self._find(name, stamp, (), lambda data: lines_beginning(data, beginning))

    def _find(
        self, name: str, stamp: Stamp, keys: Collection[str], lines_in: Callable[[bytes], list[Line] | None]
    ) -> list[Line]:
        data = read_file(self._disk, self._folder / name)
        lines = lines_in(data) or []
        copy = self._mirror.read_copy(name)
        if not data.startswith(copy):
            raws = {line.raw for line in lines}
            elsewhere = [line for line in lines_in(copy) or () if line.raw not in raws]
            self.has_other_lines |= bool(elsewhere)
            lines += elsewhere
        before = self._searched.get(name)
        self.has_other_lines |= self._is_rewritten(before, data)
        if before is None or before.stamp != stamp:
            before = self._searched[name] = _Searched(stamp, set())
        before.keys |= {*keys, *(line.key for line in lines)}
        before.count += 1
        if lines:
            before.size, before.checksum = len(data), crc32(data)
        return lines

    def note_read(self, name: str, data: bytes) -> None:
        """Note that a journal is read as a whole."""
        self.has_other_lines |= self._is_rewritten(self._searched.pop(name, None), data)

    def has_found_any(self) -> bool:
        """Return whether a line was found in a journal that has not been read as a whole since."""
        return any(searched.size for searched in self._searched.values())

    def _is_rewritten(self, searched: _Searched | None, data: bytes) -> bool:
        """Return whether a journal no longer begins with the bytes in which lines were found."""
        if searched is None or not searched.size:
            return False
        return crc32(memoryview(data)[: searched.size]) != searched.checksum


def lines_about(data: bytes, keys: Collection[str]) -> list[Line] | None:
    """Return the intact lines about records of these keys, in their order; None where a header has a newer version."""
    if len(keys) <= _MOST_NEEDLES:
        needles = [b'"%b"' % key.encode("utf-8", "replace") for key in keys]
        places = (place for needle in needles for place in _places(data, needle))
    else:
        wanted = {key.encode("utf-8", "replace") for key in keys}
        places = (match.start() for match in _ID.finditer(data) if match[1] in wanted)
    return _lines_at(data, places, set(keys).__contains__, may_be_escaped=any(map(_ESCAPED.search, keys)))


def lines_beginning(data: bytes, beginning: str) -> list[Line] | None:
    """Return the intact lines about records whose key has this prefix; None where a header has a newer version."""
    places = _places(data, b'"%b' % beginning.encode("utf-8", "replace"))
    return _lines_at(
        data, places, lambda key: key.startswith(beginning), may_be_escaped=bool(_ESCAPED.search(beginning))
    )


def _lines_at(
    data: bytes, places: Iterable[int], is_wanted: Callable[[str], bool], *, may_be_escaped: bool
) -> list[Line] | None:
    starts = {data.rfind(b"\n", 0, place) + 1 for place in (*places, *_places(data, b'"journal"'))}
    if b"\\" in data:
        starts |= {data.rfind(b"\n", 0, at) + 1 for at in _places(data, b"\\" if may_be_escaped else b"\\u")}
    found = []
    for start in sorted(starts):
        end = data.find(b"\n", start)
        line = read_line(data[start : end if end >= 0 else len(data)])
        if isinstance(line, Header) and line.version > VERSION:
            return None
        if isinstance(line, Line) and is_wanted(line.key):
            found.append(line)
    return found


def _places(data: bytes, needle: bytes) -> Iterator[int]:
    """Yield a place of these bytes in each line that has them."""
    place = data.find(needle)
    while place >= 0:
        yield place
        end = data.find(b"\n", place)
        place = data.find(needle, end) if end >= 0 else -1
