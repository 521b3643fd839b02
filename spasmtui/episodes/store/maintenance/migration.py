"""Takes over the diary of the first version: one JSON file that TinyDB's own storage wrote."""

from collections import defaultdict
from typing import Any

from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.folder import OLD_FILE
from spasmtui.episodes.store.journal.journal_set import JournalSet, RecordChange
from spasmtui.episodes.store.journal.line import parse_json
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, PRACTICES, from_document
from spasmtui.episodes.store.journal.writer import reading, saving

KEPT_NAME = "episodes.before-journals.json"
"""What the old file is called when its records stand in journals."""


def migrate(book: JournalSet) -> int:
    """Copy the old file's records into this device's journals, then give the file another name.

    A record that a journal already tells of is left alone, so that an interruption costs nothing: the next start goes
    on. A file that cannot be read stays where it is, and `doctor` names it.

    Returns:
        How many records were taken over.

    Raises:
        NotSaved: the journals cannot be written; the old file is as it was.
    """
    with book.locked():
        if not book.reader.listing.has_old_file:
            return 0
        tables = read_old_file(book)
        if tables is None:
            return 0
        book.reader.load()
        by_year: dict[str, list[RecordChange]] = defaultdict(list)
        for table in (EPISODES, DAYS, PRACTICES):
            for key, document in tables.get(table, {}).items():
                if not book.ledger.history(table, key) and _is_record(table, key, document):
                    by_year[_year_of(document)].append(RecordChange(table, key, document))
        for year, edits in sorted(by_year.items()):
            book.change(edits, year=year, is_undoable=False)
        with saving(book.folder):
            book.disk.replace(book.folder / OLD_FILE, book.folder / KEPT_NAME)
            book.disk.sync_folder(book.folder)
    return sum(len(edits) for edits in by_year.values())


def read_old_file(book: JournalSet) -> dict[str, dict[str, Any]] | None:
    """Its tables, or None when it is not what the first version wrote."""
    with reading(book.folder / OLD_FILE):
        data = read_file(book.disk, book.folder / OLD_FILE)
    try:
        tables = parse_json(data)
    except ValueError:
        return None
    if not isinstance(tables, dict) or not all(isinstance(each, dict) for each in tables.values()):
        return None
    return tables


def _is_record(table: str, key: str, document: object) -> bool:
    try:
        return isinstance(document, dict) and from_document(table, key, document) is not None
    except ValueError:
        return False


def _year_of(document: dict[str, Any]) -> str:
    """A record's own year, so that twenty years do not end up in the file that is read at every start."""
    moment: str = document.get("created_at") or document.get("started_at") or document["updated_at"]
    return moment[:4]
