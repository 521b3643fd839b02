"""Keep what was typed into the form in a file, until it is stored or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.entry.form_draft import read_draft, write_draft
from spasmtui.episodes.store.unsaved.kept_files import is_age_file
from spasmtui.errors import DataError
from spasmtui.launcher.start_marker import make_private_folders
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from spasmtui.episodes.entry.form_fields import Values
    from spasmtui.episodes.store.journal.journal_set import JournalSet


class Draft:
    """The draft of one form. It is a safety net only: what the disk refuses is reported when the episode is saved."""

    def __init__(self, path: Path, opened_at: datetime, journals: JournalSet | None = None) -> None:
        """Take where it is kept and when the form was opened; the draft is encrypted where the diary's journals are."""
        self.path = path
        self.opened_at = opened_at
        self._journals = journals

    def keep(self, values: Values) -> None:
        """Write the answers."""
        try:
            make_private_folders(str(self.path.parent))
            data = write_draft(values, self.opened_at).encode("utf-8", "replace")
            if self._journals is not None and self._journals.is_encrypted():
                data = self._journals.sealing.encrypt(data)
            replace_file(self.path, data)
        except (OSError, DataError):
            return

    def read(self) -> Values:
        """Return the answers of an earlier form that were not stored; none where there are none."""
        try:
            data = read_regular(self.path)
            if self._journals is not None and is_age_file(data):
                data = self._journals.sealing.decrypt(data)
            return read_draft(decode_text(data))
        except (OSError, ValueError, DataError):
            return {}

    def delete(self) -> None:
        """Forget the answers."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return
