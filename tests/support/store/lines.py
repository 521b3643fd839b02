"""Journals written by hand, for tests of reading."""

from binascii import crc32
from pathlib import Path
from typing import Any

from spasmtui.episodes.model.episode import Day, Practice
from spasmtui.episodes.model.episode import Episode as EpisodeType
from spasmtui.episodes.store.journal.line import Line, header_line, read_line, seal
from spasmtui.episodes.store.journal.record_codec import key_of, table_of
from spasmtui.episodes.store.journal.record_encoder import to_document


def sealed_text(text: bytes) -> bytes:
    """Seal any text with a right checksum, as a hostile or a future program may write it."""
    return b'%b,"crc":"%08x"}' % (text, crc32(text))


def raw_line(
    record: EpisodeType | Day | Practice | str = "",
    *,
    rev: int = 1,
    by: str = "laptop-3fa9c1",
    at: str = "2026-11-22T05:51:08.273512Z",
    **more: Any,
) -> bytes:
    """Return the sealed line of a record, or of the deletion of an episode given by its id."""
    table, key = ("episodes", record) if isinstance(record, str) else (table_of(record), key_of(record))
    state = {"del": True} if isinstance(record, str) else {"put": to_document(record)}
    envelope = {"at": at, "table": table, "id": key, "rev": rev, "by": by, "change": "5f0c2a9be1d4", **state, **more}
    return seal(envelope)


def a_line(record: EpisodeType | Day | Practice | str = "", **fields: Any) -> Line:
    line = read_line(raw_line(record, **fields))
    assert isinstance(line, Line)
    return line


def write_journal(folder: Path, name: str, *raws: bytes, device: str = "laptop-3fa9c1") -> Path:
    """Write a journal with its header."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    path.write_bytes(b"".join(raw + b"\n" for raw in (header_line(device), *raws)))
    return path
