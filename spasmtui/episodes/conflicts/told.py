"""The state file of the conflicts that the home screen has shown, so that none is shown twice."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spasmtui.episodes.store.journal.history import Conflict

FILE_NAME = "conflicts-told.txt"


class ToldConflicts:
    """The names of conflicts that were shown; without the file each is shown once more."""

    LIMIT = 500
    """Names kept; a diary has a few at a time."""

    def __init__(self, state: Path) -> None:
        self.path = state / FILE_NAME

    def untold(self, conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
        """Return the conflicts that were never shown."""
        known = set(self._read())
        return tuple(conflict for conflict in conflicts if conflict_name(conflict) not in known)

    def add(self, names: Iterable[str]) -> None:
        """Record the names of conflicts as shown; a failure has them shown again, and nothing else."""
        known = self._read()
        fresh = [name for name in names if name not in known]
        if not fresh:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(self.path, "".join(f"{name}\n" for name in [*known, *fresh][-self.LIMIT :]).encode())
        except OSError:
            return

    def _read(self) -> list[str]:
        try:
            return decode_text(read_regular(self.path)).split()
        except (OSError, ValueError):
            return []


def conflict_name(conflict: Conflict) -> str:
    """Return a short name of a conflict: an imported record's id may be any text, which is no file's business."""
    return sha256(conflict.id.encode("utf-8", "replace")).hexdigest()[:20]
