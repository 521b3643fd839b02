"""Keep what was typed into the form in a file, until it is stored or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.entry.form_draft import read_draft, write_draft
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from spasmtui.episodes.entry.form_fields import Values


class Draft:
    """The draft of one form. It is a safety net only: what the disk refuses is reported when the episode is saved."""

    def __init__(self, path: Path, opened_at: datetime) -> None:
        self.path = path
        self.opened_at = opened_at

    def keep(self, values: Values) -> None:
        """Write the answers."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self.path, write_draft(values, self.opened_at).encode("utf-8", "replace"))
        except OSError:
            return

    def read(self) -> Values:
        """Return the answers of an earlier form that were not stored; none where there are none."""
        try:
            return read_draft(decode_text(read_regular(self.path)))
        except (OSError, ValueError):
            return {}

    def delete(self) -> None:
        """Forget the answers."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return
