"""Lines that were in a journal and are missing from all: find them, write them back or accept their deletion."""

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.mirror import intact_lines, missing_from, split_lines
from spasmtui.episodes.store.journal.writer import translate_read_errors
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.episodes.store.tinydb_adapter import JournalDB


def missing_lines(journals: JournalSet) -> list[Line]:
    """Return the lost lines that are in no journal now, without those of purged records."""
    with journals.ledger_lock, translate_read_errors(journals.folder):
        journals.reader.refresh()
        journals.reader.load()
        candidates = {line.raw: line for line in journals.mirror.lost_lines()}
        for name in journals.reader.vanished():
            candidates |= {line.raw: line for line in intact_lines(split_lines(journals.mirror.read_copy(name)))}
        listing = folders.scan_folder(journals.folder).journals
        for name in listing:
            data = read_file(journals.disk, journals.folder / name)
            copy = journals.mirror.read_copy(name)
            if not data.startswith(copy):
                candidates |= {line.raw: line for line in intact_lines(split_lines(copy))}
        missing = list(candidates.values())
        for name in listing if missing else ():
            missing = missing_from(read_file(journals.disk, journals.folder / name), missing)
    return [line for line in missing if not journals.ledger.is_purged(line.table, line.key)]


def write_back(database: JournalDB) -> int:
    """Append missing lines, byte for byte, to this device's journal; return the number of records.

    Raises:
        NotSaved: nothing was written back; the lines still count.
    """
    journals = database.journals
    with database.locked():
        lines = missing_lines(journals)
        database.apply(lines)
        journals.reader.refresh()
        journals.reader.load()
        journals.sync_mirror()
        journals.mirror.clear_lost()
    return len({(line.table, line.key) for line in lines})


def accept_as_deleted(database: JournalDB) -> int:
    """Write a deletion for each record known from lost lines alone; return the number of records.

    A record whose newest line is lost while an older one remains goes back to the older one.
    """
    journals = database.journals
    with database.locked():
        lines = missing_lines(journals)
        keys = {(line.table, line.key): line for line in lines}
        raws = {line.raw for line in lines}
        changes = []
        for table, key in keys:
            kept = [line for line in journals.ledger.history(table, key) if line.raw not in raws]
            is_gone = not kept or kept[-1].is_deletion
            changes.append(RecordChange(table, key, None if is_gone else kept[-1].document()))
        database.apply(changes)
        journals.reader.refresh()
        journals.reader.load()
        journals.sync_mirror()
        journals.mirror.clear_lost()
    return len(changes)


def absorb_copies(database: JournalDB) -> int:
    """Append the lines that only conflict copies have to this device's journal; return the number of records.

    Raises:
        NotSaved: nothing was taken over; the copies still count.
    """
    journals = database.journals
    with database.locked():
        journals.reader.load()
        lines: list[Line] = []
        names = sorted(journals.reader.listing.journals, key=lambda name: bool(folders.owner_of(name)))
        with translate_read_errors(journals.folder):
            for name in names:
                data = read_file(journals.disk, journals.folder / name)
                if folders.owner_of(name):
                    lines = missing_from(data, lines)
                else:
                    lines += intact_lines(split_lines(data))
        lines = list({line.raw: line for line in lines}.values())
        database.apply(lines)
    return len({(line.table, line.key) for line in lines})
