"""Programs of others that are measured beside ours: what they are, and an environment for each."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminal import ROOT

FOLDER = ROOT / ".venv-peers"
"""One environment for each: two of them need releases of Textual that cannot be installed together."""
LIMIT_SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program from PyPI."""

    name: str
    """Its name there."""
    version: str
    command: tuple[str, ...]
    """Its command, and what it is given."""
    quit_keys: str
    what: str


PEERS = (
    Peer(name="termdown", version="2.0.0", command=("termdown", "600"), quit_keys="q", what="countdown, curses"),
    Peer(name="countdown-cli", version="2.2.1", command=("countdown", "10m"), quit_keys="\x03", what="countdown"),
    Peer(name="pomodorable", version="0.4", command=("pomodorable",), quit_keys="\x11", what="pomodoro, Textual"),
    Peer(name="pomo-tui", version="1.3.0", command=("pomo",), quit_keys="q", what="pomodoro, curses"),
    Peer(
        name="frogmouth", version="0.9.2", command=("frogmouth", "README.md"), quit_keys="\x11", what="reader, Textual"
    ),
    Peer(name="toolong", version="1.5.0", command=("tl", "CHANGELOG.md"), quit_keys="\x03", what="log viewer, Textual"),
    Peer(name="harlequin", version="2.17.0", command=("harlequin",), quit_keys="\x11", what="SQL, Textual"),
)


def install(peer: Peer) -> str:
    """Install a peer into its environment, once; return why it could not be installed, or an empty text."""
    folder = FOLDER / peer.name
    done = folder / f"installed-{peer.version}"
    if done.exists():
        return ""
    requirement = f"{peer.name}=={peer.version}"
    commands: tuple[list[str | Path], ...] = (
        [sys.executable, "-m", "venv", "--clear", "--without-pip", folder],
        [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet", requirement],
    )
    for command in commands:
        try:
            ended = subprocess.run(command, capture_output=True, timeout=LIMIT_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        if ended.returncode:
            said = ended.stderr.decode("utf-8", "replace").strip().splitlines()
            return said[-1] if said else f"exit code {ended.returncode}"
    done.touch()
    return ""


def program_of(peer: Peer) -> list[str | Path]:
    """The command line of an installed peer; what it is to read is a file of this project."""
    name, *words = peer.command
    return [FOLDER / peer.name / "bin" / name, *(str(ROOT / word) if "." in word else word for word in words)]


def install_all() -> Iterator[tuple[Peer, str]]:
    """Yield each peer, and why it could not be installed."""
    for peer in PEERS:
        yield peer, install(peer)
