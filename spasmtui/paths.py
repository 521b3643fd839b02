"""Where files are. It computes and creates nothing; only `cli.py` uses it."""

from binascii import crc32
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "spasmtui"


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one run."""

    data: Path
    """The diary: may be synced between devices; nothing else lives here."""
    state: Path
    """The running routine, the lock, the mirror and the backups of that diary: never synced."""
    config: Path
    """Settings and the person's own routines."""


def state_key(data: Path) -> str:
    """A folder name that tells one diary's state from another's: the last name of its path and a checksum of the whole.

    `terminal/instant.py` computes the same without importing this module; a test compares the two.
    """
    return f"{data.name}-{crc32(str(data).encode()):08x}"


def find(data_dir: str | None, environment: dict[str, str]) -> Paths:
    """The folders for this run: `--data-dir` beats `SPASMTUI_DATA` beats the platform's data folder."""
    chosen = data_dir or environment.get("SPASMTUI_DATA") or ""
    data = Path(chosen).expanduser().absolute() if chosen else platformdirs.user_data_path(APP)
    return Paths(
        data=data,
        state=platformdirs.user_state_path(APP) / state_key(data),
        config=platformdirs.user_config_path(APP),
    )
