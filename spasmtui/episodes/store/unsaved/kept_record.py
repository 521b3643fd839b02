"""Keep a record that the diary could not take as a file, and read it again; see `docs/diary-format.md`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from spasmtui.episodes.store.journal.record_codec import (
    BadDocument,
    Record,
    TooNewDocument,
    from_document,
    key_of,
    table_of,
)
from spasmtui.episodes.store.journal.record_encoder import to_document
from spasmtui.episodes.store.unsaved.kept_files import is_private, next_path
from spasmtui.errors import DataError
from spasmtui.launcher.locations import kept_folders
from spasmtui.shared.atomic_file import create_file, replace_file

VERSION = 1
_MOST_ATTEMPTS = 8
Key = tuple[str, str]
"""The table of a record, and its key there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsaved:
    """A record that is not in the diary, or is there in an older version."""

    record: Record
    before: Record | None
    """The version that the diary has; None for a new record."""
    path: str = ""
    """The file that keeps it; empty while it is being stored, and where no file could be written."""
    reason: str = ""
    """Why it was not stored; empty while it is being stored."""
    is_of_this_run: bool = True

    @property
    def key(self) -> Key:
        """The table of the record, and its key there."""
        return table_of(self.record), key_of(self.record)


def keep_record(
    state: Path,
    record: Record,
    before: Record | None,
    reason: str,
    path: str = "",
    encrypt: Callable[[bytes], bytes] | None = None,
) -> str:
    """Write a record to a file of its own and return its path; empty where none can be written.

    The path of a record that is kept already stays: it may have been told.

    Args:
        state: the diary's state folder.
        record: what is to be stored.
        before: the version that the diary has; None for a new record.
        reason: a sentence about why it is not stored.
        path: the file that keeps an earlier version of it; empty for none.
        encrypt: encrypts the file for a diary that is encrypted. Where that is impossible, it is kept as it is: an
            episode in the clear on this machine is better than none.

    Raises:
        CannotStore: a value is invalid.
    """
    document = {
        "version": VERSION,
        "table": table_of(record),
        "key": key_of(record),
        "record": to_document(record),
        "before": None if before is None else to_document(before),
        "reason": reason,
    }
    data = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    if encrypt is not None:
        with suppress(DataError):
            data = encrypt(data)
    return _keep_again(state, path, data) or _keep_file(state, data)


def parse_kept(path: str, data: bytes | None) -> Unsaved:
    """Return what a kept file holds.

    Raises:
        TooNewDocument: a later version has written it.
        BadDocument: it is no file of ours.
        ValueError: it is damaged, as for KeyError, TypeError, AttributeError and RecursionError.
    """
    if data is None:
        raise BadDocument("file", "one of this program's own")
    document = json.loads(data)
    if isinstance(version := document["version"], int) and version > VERSION:
        raise TooNewDocument("version", f"{VERSION}")
    if version != VERSION:
        raise BadDocument("version", f"{VERSION}")
    table, key, before = document["table"], document["key"], document["before"]
    return Unsaved(
        record=from_document(table, key, document["record"]),
        before=None if before is None else from_document(table, key, before),
        path=path,
        reason=str(document["reason"]),
        is_of_this_run=False,
    )


def _keep_again(state: Path, path: str, data: bytes) -> str:
    """Replace a kept file and return its path; empty when there is none, or it cannot be written."""
    folder = os.path.dirname(path)
    with suppress(OSError):
        if os.path.lexists(path) and (folder == str(state) or is_private(folder)):
            replace_file(Path(path), data)
            return path
    return ""


def _keep_file(state: Path, data: bytes) -> str:
    """Write a new file in the first folder where that is possible, and return its path; empty when there is none."""
    for folder in kept_folders(str(state)):
        with suppress(OSError):
            if folder == str(state):
                state.mkdir(parents=True, exist_ok=True, mode=0o700)
            else:
                with suppress(FileExistsError):
                    os.mkdir(folder, mode=0o700)
                if not is_private(folder):
                    continue  # another user was quicker
            return _create_next(folder, data)
    return ""


def _create_next(folder: str, data: bytes) -> str:
    """Write a folder's next kept file, and return its path.

    Raises:
        FileExistsError: others take every name first.
        OSError: it could not be written.
    """
    for _ in range(_MOST_ATTEMPTS):
        path = next_path(folder)
        with suppress(FileExistsError):  # another session was quicker
            create_file(Path(path), data)
            return path
    raise FileExistsError(path)
