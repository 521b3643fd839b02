"""Take records from an import into the diary: those that are new, or newer than what it has."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from spasmtui.episodes.model.episode import Practice
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.purged import RecordKey
from spasmtui.episodes.store.journal.record_codec import Record, key_of, table_of
from spasmtui.episodes.store.journal.record_encoder import encode_record
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.episodes.store.tinydb_adapter import JournalDB
from spasmtui.launcher.collector import without_collection


def merge(
    database: JournalDB,
    records: Iterable[Record],
    over: Callable[[Collection[Record]], Iterable[Record]],
    *,
    is_import: bool,
) -> int:
    """Write the records that are new or newer, all or none, and return their number; see `Diary.merge`."""
    journals = database.journals
    with without_collection(), database.locked():
        # One pass over all journals, instead of a search through each of them for every record.
        database.read_all()
        wanted: dict[RecordKey, Record] = {}
        for record in records:
            table, key = table_of(record), key_of(record)
            winner = journals.ledger.winner(table, key)
            comes_back = winner is not None and is_import and _was_undone(journals, winner)
            if winner is None or comes_back or (not winner.is_purge and _is_newer(record, winner)):
                wanted[table, key] = record
        database.apply(_as_change(journals, record) for record in over(wanted.values()))
    return len(wanted)


def _as_change(journals: JournalSet, record: Record) -> RecordChange:
    """Return the change that a record from an import makes. All journals have been read."""
    table, key = table_of(record), key_of(record)
    winner = journals.ledger.winner(table, key)
    before = None if winner is None or winner.is_deletion else winner.document()
    document, stored = encode_record(record, before)
    return RecordChange(table, key, document, value=stored)


def why_left_out(journals: JournalSet, records: Iterable[Record], *, has_stamps: bool) -> list[str]:
    """Return for each record of an import why it is left out; see `Diary.why_left_out`."""
    reasons = []
    # One look at the folder for all of them.
    with journals.reading():
        journals.reader.load()
        for record in records:
            winner = journals.ledger.winner(table_of(record), key_of(record))
            if winner is None or not winner.is_deletion or _was_undone(journals, winner):
                reasons.append("")
            elif winner.is_purge:
                reasons.append("purged")
            else:
                reasons.append("" if has_stamps and _is_newer(record, winner) else "deleted")
    return reasons


def _was_undone(journals: JournalSet, winner: Line) -> bool:
    """Return whether a record is gone because its recording was undone, and not because anybody deleted it.

    A device that did not know of the undo may have deleted it too. A deletion that was taken back counts no more.
    """
    if not winner.is_deletion or winner.is_purge or not winner.undoes:
        return False
    lines = journals.ledger.history(winner.table, winner.key)
    taken_back = {line.undoes for line in lines}
    return all(line.undoes or line.change in taken_back for line in lines if line.is_deletion)


def _is_newer(record: Record, winner: Line) -> bool:
    """Return whether an imported record was changed after `winner`; a deletion counts by its own time."""
    if isinstance(record, Practice) and (record.updated_at is None or winner.is_deletion):
        return False
    changed_at = record.updated_at
    if changed_at is None:
        return False
    if winner.is_deletion:
        return changed_at > datetime.fromisoformat(winner.at)
    before = winner.value.updated_at
    return before is None or bool(changed_at > before)
