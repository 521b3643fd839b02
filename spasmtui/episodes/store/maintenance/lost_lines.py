"""Lines that were in a journal and are missing from all of them: shown, and put back or let go when the person says."""

from spasmtui.episodes.store.journal import folder as folders
from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.journal_set import JournalSet, RecordChange
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.mirror import sealed, whole_lines
from spasmtui.episodes.store.journal.writer import reading


def missing(book: JournalSet) -> list[Line]:
    """The lost lines that stand in no journal now, those of purged records left out."""
    with book.guard, reading(book.folder):
        book.reader.refresh()
        book.reader.load()
        candidates = {line.raw: line for line in book.mirror.lost()}
        for name in book.reader.vanished():
            candidates |= {line.raw: line for line in sealed(whole_lines(book.mirror.copy_of(name)))}
        listing = folders.look(book.folder).journals
        for name in listing:
            data = read_file(book.disk, book.folder / name)
            copy = book.mirror.copy_of(name)
            if not data.startswith(copy):
                candidates |= {line.raw: line for line in sealed(whole_lines(copy))}
        if candidates:
            for name in listing:
                for line in sealed(whole_lines(read_file(book.disk, book.folder / name))):
                    candidates.pop(line.raw, None)
    return [line for line in candidates.values() if not _is_purged(book, line)]


def put_back(book: JournalSet) -> int:
    """Append what is missing, byte for byte, to this device's journal; returns how many records came back.

    Raises:
        NotSaved: nothing was put back; it still counts.
    """
    with book.locked():
        lines = missing(book)
        book.append_lines([line.raw for line in lines])
        book.reader.refresh()
        book.reader.load()
        book.settle()
        book.mirror.forget_lost()
    return len({(line.table, line.key) for line in lines})


def let_go(book: JournalSet) -> int:
    """They were meant to go: delete the records that only lost lines tell of; returns how many.

    A record whose newest line is lost while an older one is there falls back to the older one.
    """
    with book.locked():
        lines = missing(book)
        keys = {(line.table, line.key): line for line in lines}
        raws = {line.raw for line in lines}
        edits = []
        for table, key in keys:
            kept = [line for line in book.ledger.history(table, key) if line.raw not in raws]
            is_gone = not kept or kept[-1].is_deletion
            edits.append(RecordChange(table, key, None if is_gone else kept[-1].document()))
        book.change(edits)
        book.reader.refresh()
        book.reader.load()
        book.settle()
        book.mirror.forget_lost()
    return len(edits)


def absorb(book: JournalSet) -> int:
    """Append the lines that only conflict copies hold to this device's journal; returns of how many records.

    Raises:
        NotSaved: nothing was taken over; the copies go on counting.
    """
    with book.locked():
        book.reader.load()
        lines: dict[bytes, Line] = {}
        names = sorted(book.reader.listing.journals, key=lambda name: bool(folders.owner_of(name)))
        with reading(book.folder):
            for name in names:
                found = sealed(whole_lines(read_file(book.disk, book.folder / name)))
                for line in found:
                    if folders.owner_of(name):
                        lines.pop(line.raw, None)
                    else:
                        lines[line.raw] = line
        book.append_lines(list(lines))
        book.settle()
    return len({(line.table, line.key) for line in lines.values()})


def _is_purged(book: JournalSet, line: Line) -> bool:
    winner = book.ledger.winner(line.table, line.key)
    return winner is not None and winner.is_purge
