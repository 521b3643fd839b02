"""Bookmarked pages, kept in the state folder as one page id a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import NotSaved
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular

if TYPE_CHECKING:
    from pathlib import Path


class Bookmarks:
    """An ordered set of page ids in a file; without a folder, in memory. Every method may wait for a disk."""

    def __init__(self, folder: Path | None) -> None:
        self._path = None if folder is None else folder / "bookmarks"
        self._ids: tuple[str, ...] | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in the order in which they were set, read from the file when they are first asked for."""
        if self._ids is None:
            self._ids = self._read()
        return self._ids

    def _read(self, *, is_strict: bool = False) -> tuple[str, ...]:
        """Read the ids; what cannot be read has none.

        Raises:
            NotSaved: what is there cannot be read, and the ids are to be written back.
        """
        try:
            text = decode_text(read_regular(self._path)) if self._path else ""
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            if is_strict:
                reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
                what = f"The bookmark was not saved: {self._path} cannot be read: {reason}."
                raise NotSaved(f"{what} Move it away to begin a new list.") from error
            return ()
        return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))

    def toggle(self, page_id: str) -> bool:
        """Add or remove a page and return whether it is bookmarked now.

        Raises:
            NotSaved: the file cannot be read or written; nothing has changed.
        """
        is_marked = page_id not in (self._read(is_strict=True) if self._path else self.ids)
        self.mark(page_id, is_marked=is_marked)
        return is_marked

    def mark(self, page_id: str, *, is_marked: bool) -> None:
        """Bookmark a page, or take its bookmark away.

        Raises:
            NotSaved: the file cannot be read or written; nothing has changed.
        """
        ids = self._read(is_strict=True) if self._path else self.ids
        kept = tuple(each for each in ids if each != page_id)
        changed = kept if not is_marked else ids if page_id in ids else (*kept, page_id)
        if changed != ids:
            self._write(changed)
        self._ids = changed

    def _write(self, ids: tuple[str, ...]) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, "".join(f"{page_id}\n" for page_id in ids).encode())
        except OSError as error:
            raise NotSaved(f"The bookmark was not saved: {self._path}: {error.strerror}.") from error
