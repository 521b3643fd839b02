"""Lines that were changed in an editor: never used silently, because damage can look the same.

Such a line is valid JSON about a record of ours whose checksum is missing or wrong. Accepting it writes the record as a
change of this device, with all earlier versions in its history; the line itself stays where it is.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from spasmtui.episodes.store.journal.disk import read_file
from spasmtui.episodes.store.journal.history import content_of
from spasmtui.episodes.store.journal.journal_set import JournalSet
from spasmtui.episodes.store.journal.line import LINE_LIMIT, parse_json, read_line
from spasmtui.episodes.store.journal.merge import without_timestamps
from spasmtui.episodes.store.journal.record_codec import TABLES, Document, from_document
from spasmtui.episodes.store.journal.writer import translate_read_errors
from spasmtui.episodes.store.maintenance.lost_lines import write_back
from spasmtui.episodes.store.record_change import RecordChange
from spasmtui.episodes.store.tinydb_adapter import JournalDB


@dataclass(frozen=True, slots=True, kw_only=True)
class HandEdit:
    """A line that this program did not write in this form."""

    name: str
    """Name of the journal."""
    number: int
    """Number of the line, counted from 1."""
    table: str
    key: str
    document: Document | None
    """The record's document by this line; None for a deletion."""
    changed: tuple[str, ...]
    """Fields in which it differs from the line that counts; all of its fields when there is none."""


class SealedContents:
    """The contents that sealed lines give each record. Whoever asks holds the ledger lock and has read all journals."""

    def __init__(self, journals: JournalSet) -> None:
        self._ledger = journals.ledger
        self._contents: dict[tuple[str, str], set[Hashable]] = {}

    def have(self, edit: RecordChange) -> bool:
        """Return whether a line of the record has this content: the edit was accepted, or changed back."""
        contents = self._contents.get((edit.table, edit.key))
        if contents is None:
            lines = self._ledger.readable(edit.table, edit.key)
            self._contents[edit.table, edit.key] = contents = {_hashable(content_of(line)) for line in lines}
        return _hashable(None if edit.document is None else without_timestamps(edit.document)) in contents


def find_hand_edits(journals: JournalSet) -> list[HandEdit]:
    """Return the hand edits that have not been accepted. The caller holds the ledger lock and has read all journals."""
    edits = []
    sealed = SealedContents(journals)
    with translate_read_errors(journals.folder):
        for name in sorted(journals.reader.listing.journals):
            raws = read_file(journals.disk, journals.folder / name).split(b"\n")
            for number, raw in enumerate(raws, start=1):
                if (edit := _claim(raw)) and not sealed.have(edit):
                    edits.append(_hand_edit(journals, name, number, edit))
    return edits


def is_accepted(sealed: SealedContents, raw: bytes) -> bool:
    """Return whether a sealed line has the content of this unsealed one."""
    edit = _claim(raw)
    return edit is not None and sealed.have(edit)


def accept_hand_edits(database: JournalDB) -> int:
    """Make all hand edits changes of this device, undoably; return the number of records.

    Missing lines, such as the edited ones in their old form, are written back first.

    Raises:
        NotSaved: nothing was accepted.
    """
    journals = database.journals
    with database.locked():
        journals.reader.load()
        edits = {(each.table, each.key): each for each in find_hand_edits(journals)}
        if edits:
            # A write of its own, and the first: the revision of the edit has to follow those of the lost lines.
            write_back(database)
            now = journals.clock.now().replace(microsecond=0).isoformat()
            database.apply([_as_change(each, now) for each in edits.values()])
    return len(edits)


def _claim(raw: bytes) -> RecordChange | None:
    """Parse an unsealed line; None unless it is a valid record of the diary or the deletion of one."""
    raw = raw.strip(b"\0\r\t \xef\xbb\xbf")
    if not raw.startswith(b"{") or len(raw) > LINE_LIMIT or read_line(raw) is not None:
        return None
    try:
        value = parse_json(raw)
    except ValueError:
        return None
    if type(value) is not dict:
        return None
    table, key, document = value.get("table"), value.get("id"), value.get("put")
    if table not in TABLES or type(key) is not str or not 0 < len(key) <= 200:
        return None
    if document is None:
        return RecordChange(table, key, None) if value.get("del") is True else None
    return RecordChange(table, key, document) if _is_record(table, key, document) else None


def _is_record(table: str, key: str, document: Any) -> bool:
    try:
        return type(document) is dict and from_document(table, key, document) is not None
    except ValueError:
        return False


def _hashable(value: Any) -> Hashable:
    """Return what is equal and has the same hash for JSON values that are equal."""
    if isinstance(value, dict | Mapping):
        return "object", frozenset((name, _hashable(inner)) for name, inner in value.items())
    if isinstance(value, list):
        return "array", tuple(map(_hashable, value))
    return value  # type: ignore[no-any-return]


def _hand_edit(journals: JournalSet, name: str, number: int, edit: RecordChange) -> HandEdit:
    line = journals.ledger.winner(edit.table, edit.key)
    before = {} if line is None or line.is_deletion else without_timestamps(line.document())
    after = {} if edit.document is None else without_timestamps(edit.document)
    changed = tuple(sorted(field for field in {*before, *after} if before.get(field) != after.get(field)))
    return HandEdit(name=name, number=number, table=edit.table, key=edit.key, document=edit.document, changed=changed)


def _as_change(edit: HandEdit, now: str) -> RecordChange:
    document = edit.document
    if document is not None and "updated_at" in document:
        document = {**document, "updated_at": now}
    return RecordChange(edit.table, edit.key, document)
