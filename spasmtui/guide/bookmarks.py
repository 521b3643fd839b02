"""Bookmarked pages, kept in the state folder as one page id a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import NotSaved
from spasmtui.shared.atomic_file import replace_file

if TYPE_CHECKING:
    from pathlib import Path


class Bookmarks:
    """An ordered set of page ids in a file; without a folder, in memory."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / "bookmarks"
        self.ids: tuple[str, ...] = self._read()

    def _read(self) -> tuple[str, ...]:
        try:
            text = self._path.read_text(encoding="utf-8") if self._path else ""
        except (OSError, UnicodeDecodeError):
            return ()
        return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    def toggle(self, page_id: str) -> bool:
        """Add or remove a page and return whether it is bookmarked now.

        Raises:
            NotSaved: the file cannot be written; nothing has changed.
        """
        ids = self._read() if self._path else self.ids
        is_marked = page_id not in ids
        changed = (*ids, page_id) if is_marked else tuple(kept for kept in ids if kept != page_id)
        self._write(changed)
        self.ids = changed
        return is_marked

    def _write(self, ids: tuple[str, ...]) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, "".join(f"{page_id}\n" for page_id in ids).encode())
        except OSError as error:
            raise NotSaved(f"The bookmark was not saved: {self._path}: {error.strerror}.") from error
