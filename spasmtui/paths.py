"""Convert the folders of one run to paths, as far as a disk tells in time. Only `cli.py` uses it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from spasmtui.errors import WrongUsage
from spasmtui.launcher import handoff
from spasmtui.launcher.locations import Folders, has_to_be_joined, name_folders, resolve_folders
from spasmtui.shared.regular_file import promptly
from spasmtui.shell import load


class Paths:
    """The folders of one run; `launcher/locations.py` says what is in each."""

    __slots__ = ("config", "data", "state")

    def __init__(self, data: Path, state: Path, config: Path) -> None:
        self.data = data
        self.state = state
        self.config = config


def find_paths(data_dir: str | None) -> Paths:
    """Find the folders of this run.

    Args:
        data_dir: `--data-dir` as typed, or None.

    Raises:
        WrongUsage: a folder begins with `~` and there is no such user, or no home folder is known; or the path of the
            diary is relative, and the working folder has vanished.
    """
    try:
        named = name_folders(data_dir or "", os.environ, sys.platform)
    except LookupError as error:
        raise WrongUsage(
            f"The home folder is not known: {error}. Set HOME, or name a folder that begins with /."
        ) from None
    except OSError as error:
        typed = data_dir or os.environ.get("SPASMTUI_DATA", "")
        raise WrongUsage(
            f"The folder that you are in no longer exists, so {typed!r} leads nowhere. "
            "Change to another folder, or name one that begins with /."
        ) from error

    def look() -> tuple[Folders, bool]:
        found = resolve_folders(named)
        return found, has_to_be_joined(found)

    folders, is_divided = promptly(look, (named, False), is_of_another_disk=True)
    state = folders.state
    if is_divided:

        def join() -> str:
            joined: str = load("spasmtui.episodes.store.state_folders.join:join_states")(folders)
            return joined

        # Where the first instruction is on the screen, what takes long goes on beside it. Whatever may be wrong with
        # the folder of an earlier version, relief starts; `doctor` names what was not joined.
        with suppress(Exception):
            state = promptly(join, state) if handoff.holds_terminal() else join()
    return Paths(Path(folders.data), Path(state), Path(folders.config))
