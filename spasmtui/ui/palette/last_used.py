"""Remember what was used last in the palette, as one id a line in the state folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.launcher.start_marker import make_private_folders
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "palette"
MOST = 12
"""The entries that are remembered."""
LONGEST = 120
"""The characters of the longest id; a longer line is nothing that this program wrote."""


def read_last_used(state: Path) -> tuple[str, ...]:
    """Return the ids, the latest first; what cannot be read has none, since nothing depends on it."""
    try:
        text = decode_text(read_regular(state / FILE_NAME), "replace")
    except OSError:
        return ()
    lines = (line.strip() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line.isprintable() and 0 < len(line) <= LONGEST))[:MOST]


def add_last_used(state: Path, entry_id: str) -> None:
    """Put an id before all others; a folder that cannot be written changes nothing."""
    ids = tuple(dict.fromkeys((entry_id, *read_last_used(state))))[:MOST]
    try:
        make_private_folders(str(state))
        replace_file(state / FILE_NAME, "".join(f"{each}\n" for each in ids).encode(), is_durable=False)
    except OSError:
        return
