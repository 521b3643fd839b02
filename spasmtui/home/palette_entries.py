"""List the checks and the version for the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.ui.palette.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator


def home_entries(_host: object) -> Iterator[Entry]:
    """Yield the check of the whole program, and its version."""
    yield Entry(
        id="doctor",
        title="Check the program",
        kind="command",
        help="Folders, settings, diary, backups and terminal",
        words=("doctor", "health", "problem", "broken", "paths", "files", "where is my diary", "backups", "devices"),
        call="spasmtui.home.checkup_screen:show_checkups",
    )
    yield Entry(
        id="version",
        title="Version",
        kind="command",
        help="Which version this is",
        words=("about", "release", "number"),
        call="spasmtui.home.checkup_screen:show_version",
    )
