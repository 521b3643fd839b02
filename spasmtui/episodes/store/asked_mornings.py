"""Remember which episodes were asked about in the morning: each is asked about once, by whatever face."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.launcher.start_marker import make_private_folders
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import read_regular

if TYPE_CHECKING:
    from pathlib import Path

ASKED_FILE = "asked-in-the-morning"
KEPT_IDS = 200
"""The ids that are kept; older episodes are not asked about any more."""


def read_asked(state: Path) -> tuple[str, ...]:
    """Return the ids of the episodes that were asked about, the newest last."""
    try:
        return tuple(read_regular(state / ASKED_FILE).decode("ascii").split())
    except (OSError, UnicodeDecodeError):
        return ()


def note_asked(state: Path, asked: tuple[str, ...], episode_id: str) -> bool:
    """Note that an episode was asked about, and return whether that was stored: else it is not asked at all."""
    try:
        make_private_folders(str(state))
        replace_file(state / ASKED_FILE, "".join(f"{each}\n" for each in [*asked, episode_id][-KEPT_IDS:]).encode())
    except (OSError, UnicodeEncodeError):
        return False
    return True
