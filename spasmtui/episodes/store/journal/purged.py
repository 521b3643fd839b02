"""Purged records: which they are, and the bytes of a file without them.

`purged` in the state folder names the records whose purge this device has done everywhere: it holds their ids and no
text. A foreign journal that still has their lines is read without them, and mirrored without them. The file may be
deleted: the purges are done again.
"""

import json
import re
from collections.abc import Iterable, Set
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, read_file, replace_file
from spasmtui.episodes.store.journal.line import Line, read_line

PURGED = "purged"
"""The file's name in the state folder."""
RecordKey = tuple[str, str]
"""A table and the id of a record in it."""

_ID = rb'"id"\s*:\s*"([^"]{1,200})"'


def read_done(disk: Disk, state: Path) -> set[RecordKey]:
    """Return the records whose purge this device has done."""
    try:
        text = read_file(disk, state / PURGED).decode("utf-8", "replace")
    except OSError:
        return set()
    done = set()
    for line in text.splitlines():
        table, _, key = line.partition(" ")  # as an earlier version wrote it
        if line.startswith('["'):
            try:
                table, key = json.loads(line)
            except (ValueError, TypeError, RecursionError):
                continue
        if key:
            done.add((table, key))
    return done


def write_done(disk: Disk, state: Path, records: Set[RecordKey]) -> None:
    """Note that the purge of these records is done; a purge that is done twice does no harm."""
    # As JSON: whoever writes a journal may put blanks and line breaks into names, and these purges too are done once.
    text = "".join(f"{json.dumps(record)}\n" for record in sorted(records))
    replace_file(disk, state / PURGED, text.encode("ascii"), is_durable=False)


def ids_in(data: bytes) -> set[str]:
    """Return what stands as an id in a file; a superset of the ids of its lines."""
    return {each.decode("utf-8", "replace") for each in re.findall(_ID, data)}


def needles(names: Iterable[str], values: Iterable[str]) -> set[bytes]:
    """Return the bytes of these names with these values, as JSON is written: what a file holds of a record.

    Not the values alone: whoever writes a journal chooses ids and notes, and may call a record `e` or `2026-11-22`.
    """
    texts = {json.dumps(value, ensure_ascii=False) for value in values}
    return {
        f'"{name}":{blank}{text}'.encode("utf-8", "replace") for name in names for text in texts for blank in ("", " ")
    }


def holds_any(data: bytes, records: Set[RecordKey]) -> bool:
    """Return whether a file has a line about one of these records that is not its purge."""
    keys = ids_in(data) & {key for _, key in records}
    return bool(keys) and any(_is_text_of(raw, records, ()) for raw in data.split(b"\n"))


def without_records(data: bytes, records: Set[RecordKey], texts: Iterable[bytes] = ()) -> bytes:
    """Return a file's bytes without the lines of purged records, but with their purges; the same object if it has none.

    Args:
        data: a journal, or a part of one.
        records: the purged records.
        texts: bytes by which a damaged line is recognised as one of theirs, besides their ids; from `needles`.
    """
    texts = tuple(texts)
    if not records or (not texts and not ids_in(data) & {key for _, key in records}):
        return data
    texts += tuple(needles(("id",), (key for _, key in records)))
    raws = data.split(b"\n")
    kept = [raw for raw in raws if not _is_text_of(raw, records, texts)]
    return b"\n".join(kept) if len(kept) < len(raws) else data


def _is_text_of(raw: bytes, records: Set[RecordKey], texts: tuple[bytes, ...]) -> bool:
    line = read_line(raw)
    if isinstance(line, Line):
        return (line.table, line.key) in records and not line.is_purge
    return line is None and any(text in raw for text in texts)
