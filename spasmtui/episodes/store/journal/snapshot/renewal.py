"""Write a snapshot anew with the lines that came later, without parsing those that it is made of.

It is made of bytes alone: of the snapshot's blocks, and of what the files beside it hold at this moment. Only the
blocks with a record that a later line is about are written anew; all others are copied.
"""

from binascii import crc32
from bisect import bisect_right
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line_search import lines_about
from spasmtui.episodes.store.journal.mirror import Mirror
from spasmtui.episodes.store.journal.purged import RecordKey
from spasmtui.episodes.store.journal.reader import Source
from spasmtui.episodes.store.journal.record_codec import DAYS, TABLES, Record, key_of, read_record
from spasmtui.episodes.store.journal.snapshot.file import Part, Snapshot, encode_parts, keys_in

if TYPE_CHECKING:
    from spasmtui.episodes.store.journal.snapshot.file import Diary

Rows = list[tuple[Any, Record]]
"""Records in their order, each after its place in the table."""


def read_touched(
    diary: "Diary", mirror: Mirror, sources: Mapping[str, Source], keys: Set[str], purged: Set[RecordKey]
) -> Ledger | None:
    """Return all lines about some records; None when a journal is not what the sources say, or of a newer format.

    Args:
        diary: its folder, its encryption and the file system.
        mirror: where the lost lines are.
        sources: all journals, each with the whole of its bytes.
        keys: the keys of the records.
        purged: the records whose purge this device has done.

    Raises:
        OSError: a journal cannot be read.
    """
    ledger = Ledger(read_record, lambda: diary.sealing)
    ledger.purged |= purged
    ledger.add_all(mirror.lost_lines())
    for name, source in sources.items():
        data = read_file(diary.disk, diary.folder / name)
        lines = lines_about(data, keys) if (len(data), crc32(data)) == (source.size, source.checksum) else None
        if lines is None:
            return None
        ledger.add_all(lines)
    return ledger


def renewed_parts(snapshot: Snapshot, touched: Mapping[str, Set[str]], ledger: Ledger) -> dict[str, list[Part]] | None:
    """Return the blocks of each table with the present state of some records; None where a line names two starts.

    Args:
        snapshot: the former one.
        touched: the keys of the records, by table.
        ledger: all lines about them.

    Raises:
        DamagedSnapshot: a block is not as it was written, or a value does not read back equal.
    """
    parts = {}
    for table in TABLES:
        keys = touched.get(table, frozenset[str]())
        rows: Rows = []
        for key in keys:
            line = ledger.winner(table, key)
            if line is None or line.is_deletion:
                continue
            place = _place(table, line.value)
            if table != DAYS and line.start != place:
                return None
            rows.append((place, line.value))
        parts[table] = _merged(snapshot, table, keys, rows)
    return parts


def _merged(snapshot: Snapshot, table: str, keys: Set[str], rows: Rows) -> list[Part]:
    """Return the blocks of a table without the records of these keys, and with these rows."""
    former = snapshot.parts(table)
    if not former:
        return encode_parts(table, _in_order(rows))
    keys_of = [keys_in(table, data) for _, data in former]
    firsts = [(first, known[0]) for (first, _), known in zip(former, keys_of, strict=True)]
    added: list[Rows] = [[] for _ in former]
    for row in rows:
        added[max(0, bisect_right(firsts, (row[0], key_of(row[1]))) - 1)].append(row)
    merged: list[Part] = []
    for number, (part, known, new) in enumerate(zip(former, keys_of, added, strict=True)):
        if not new and keys.isdisjoint(known):
            merged.append(part)
        else:
            kept = (record for record in snapshot.records_in(table, number) if key_of(record) not in keys)
            merged += encode_parts(table, _in_order([*new, *((_place(table, record), record) for record in kept)]))
    return merged


def _place(table: str, record: Any) -> Any:
    """Return a record's place in its table: its start in seconds of the epoch, or its date."""
    return key_of(record) if table == DAYS else record.started_at.timestamp()


def _in_order(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: (row[0], key_of(row[1])))
