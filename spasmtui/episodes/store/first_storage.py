"""TinyDB's storage in one JSON file, replaced whole and durably."""

import json
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from spasmtui.episodes.store.disk import Disk, make_folders, read_file, replace_file


class AtomicJSONStorage(Storage):
    """One file; a change writes a new one beside it and renames it into place."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self._path = path
        self._disk = disk

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table, or None when there is no file."""
        try:
            value: dict[str, dict[str, Any]] = json.loads(read_file(self._disk, self._path))
        except FileNotFoundError:
            return None
        return value

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file."""
        make_folders(self._disk, self._path.parent)
        text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
        replace_file(self._disk, self._path, text.encode())
