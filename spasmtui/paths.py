"""Convert the folders of one run to paths. It creates nothing; only `cli.py` uses it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from spasmtui.errors import WrongUsage
from spasmtui.launcher.locations import find_folders


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
        folders = find_folders(data_dir or "", os.environ, sys.platform)
    except LookupError as error:
        raise WrongUsage(
            f"The home folder is not known: {error}. Set HOME, or name a folder that begins with /."
        ) from None
    except OSError as error:
        named = data_dir or os.environ.get("SPASMTUI_DATA", "")
        raise WrongUsage(
            f"The folder in which you are does not exist any more, so {named!r} leads nowhere. "
            "Change to another folder, or name one that begins with /."
        ) from error
    return Paths(Path(folders.data), Path(folders.state), Path(folders.config))
