"""Where files are. It computes and creates nothing; only `cli.py` uses it."""

import os
import sys
from binascii import crc32
from pathlib import Path

APP = "spasmtui"


class Paths:
    """The folders of one run."""

    __slots__ = ("config", "data", "state")

    def __init__(self, data: Path, state: Path, config: Path) -> None:
        self.data = data
        """The diary: may be synced between devices; nothing else lives here."""
        self.state = state
        """The running routine, the lock, the mirror and the backups of that diary: never synced."""
        self.config = config
        """Settings and the person's own routines."""


def state_key(data: Path) -> str:
    """A folder name that tells one diary's state from another's: the last name of its path and a checksum of the whole.

    `terminal/instant.py` computes the same without importing this module; a test compares the two.
    """
    return f"{data.name}-{crc32(str(data).encode()):08x}"


def find(data_dir: str | None, environment: dict[str, str]) -> Paths:
    """The folders for this run: `--data-dir` beats `SPASMTUI_DATA` beats the platform's data folder."""
    chosen = data_dir or environment.get("SPASMTUI_DATA") or ""
    data = Path(chosen).expanduser().absolute() if chosen else platform_folder("data", environment)
    return Paths(
        data=data,
        state=platform_folder("state", environment) / state_key(data),
        config=platform_folder("config", environment),
    )


def platform_folder(kind: str, environment: dict[str, str]) -> Path:
    """Where this platform keeps `data`, `state` or `config` of a program.

    Linux has a short rule of its own here: importing platformdirs takes longer than most commands take as a whole.
    """
    if sys.platform != "linux":
        import platformdirs  # noqa: PLC0415

        return Path(getattr(platformdirs, f"user_{kind}_dir")(APP))
    folder = environment.get(f"XDG_{kind.upper()}_HOME", "").strip()
    if not os.path.isabs(folder):
        folder = os.path.expanduser({"data": "~/.local/share", "state": "~/.local/state", "config": "~/.config"}[kind])
    return Path(folder, APP)
