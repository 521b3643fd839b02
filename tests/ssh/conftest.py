"""An SSH server of this test session's own: its own port on loopback, its own keys and configuration, nothing else.

It lets in only the user who runs the tests, with a key that was made for them. A machine without a server, or on which
one cannot be started, skips the tests with a sentence.
"""

import contextlib
import getpass
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LIMIT_SECONDS
from tests.support.terminal import ROOT, Terminal, program

SYSTEM_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin:/usr/local/bin"
PRIVILEGES = Path("/run/sshd")
"""The empty folder that a server of root's needs."""
CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/person.pub
AllowUsers {user}
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
LogLevel VERBOSE
"""


def find_or_skip(name: str) -> str:
    """The path of a program of the system; the test is skipped where there is none."""
    found = shutil.which(name, path=SYSTEM_PATH)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


class Server:
    """A server on loopback, and the ways to it."""

    def __init__(self, folder: Path, port: int, process: subprocess.Popen[bytes]) -> None:
        self.folder = folder
        self.port = port
        self.process = process

    def client(self, *options: str) -> list[str]:
        """The command line of a client, without the command that is to be run there."""
        known = f"UserKnownHostsFile={self.folder}/known"
        fixed = ("BatchMode=yes", "StrictHostKeyChecking=yes", known, "IdentitiesOnly=yes", "IdentityAgent=none")
        settings = [word for each in fixed for word in ("-o", each)]
        key = str(self.folder / "person")
        return [
            find_or_skip("ssh"),
            "-F",
            os.devnull,
            *settings,
            "-i",
            key,
            "-p",
            str(self.port),
            *options,
            "127.0.0.1",
        ]

    def connections(self) -> list[int]:
        """The processes of the server that serve a connection, each with the programs below it."""
        return descendants(self.process.pid)


def descendants(process: int) -> list[int]:
    """The processes below one, the nearest first."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [each for child in map(int, children) for each in (child, *descendants(child))]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    sshd, keygen = find_or_skip("sshd"), find_or_skip("ssh-keygen")
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "person"):
        subprocess.run([keygen, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder / name], check=True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    (folder / "sshd_config").write_text(CONFIGURATION.format(port=port, folder=folder, user=getpass.getuser()))
    key = (folder / "host.pub").read_text().strip()
    (folder / "known").write_text(f"[127.0.0.1]:{port} {key}\n")
    command = [sshd, "-D", "-e", "-f", str(folder / "sshd_config")]
    if os.getuid() == 0 and not PRIVILEGES.is_dir():
        command = with_folder_for_privileges(command)
    log = folder / "log"
    with log.open("wb") as output, subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=output) as process:
        try:
            wait_for_port(port, process, log)
            yield Server(folder, port, process)
        finally:
            for each in (*descendants(process.pid), process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(each, signal.SIGTERM)


def with_folder_for_privileges(command: list[str]) -> list[str]:
    """The command in a view of the file system in which root's folder exists; nobody else sees that."""
    script = f'mount -t tmpfs none {PRIVILEGES.parent} && mkdir {PRIVILEGES} && exec "$@"'
    wrapped = [find_or_skip("unshare"), "--mount", "--propagation", "private", "/bin/sh", "-c", script, "sh", *command]
    probe = subprocess.run([*wrapped[: -len(command)], "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip(
            f"sshd needs the folder {PRIVILEGES}: run mkdir {PRIVILEGES}, or run this as another user than root"
        )
    return wrapped


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.skip(f"sshd does not start here: {log.read_text(encoding='utf-8', errors='replace').strip()[-300:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
    pytest.fail(f"nobody listens on {port}: {log.read_text(encoding='utf-8', errors='replace')[-1000:]}")


class Far:
    """The other end of the connection: a home of its own, in which the program runs."""

    def __init__(self, server: Server, home: Path) -> None:
        self.server = server
        self.home = home

    def command(self, words: Iterable[str | Path]) -> str:
        """The command for the shell at the other end, in the home of this test."""
        fixed = {"HOME": self.home, "LANG": "C.UTF-8", "TZ": "UTC", "PYTHONPATH": ROOT, "PATH": SYSTEM_PATH}
        return "exec " + shlex.join(["env", *(f"{name}={value}" for name, value in fixed.items()), *map(str, words)])

    def connect(self, *words: str | Path) -> Terminal:
        """A terminal with a client in it that runs the command there."""
        # No agent, no proxy and no other home of the person who runs the tests.
        return Terminal([*self.server.client("-tt"), self.command(words)], environment={"COLORTERM": None})

    def ask(self, *words: str) -> str:
        """Run a command there without a terminal."""
        command = [*self.server.client("-T"), self.command(program("spasmtui", *words))]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=LIMIT_SECONDS).stdout

    def status(self) -> dict[str, Any] | None:
        """The routine there."""
        found: dict[str, Any] | None = json.loads(self.ask("status", "--json"))["routine"]
        return found

    def state(self) -> dict[str, Any]:
        """The document of the state file, with the moment at which the routine was last seen alive."""
        (path,) = self.home.glob(".local/state/spasmtui/*/relief.json")
        document: dict[str, Any] = json.loads(path.read_bytes())
        return {**document, "seen_at": path.stat().st_mtime}

    def episodes(self) -> list[dict[str, Any]]:
        """The diary there."""
        found: list[dict[str, Any]] = json.loads(self.ask("log", "list", "--json"))
        return found


@pytest.fixture
def far(server: Server, own_home: Path) -> Far:
    home = own_home / "far"
    home.mkdir()
    return Far(server, home)
