"""Ask the system for what it has: its commands, its folders, and the ways in which it can remind."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import NamedTuple

from spasmtui.reminders.model import CRON, ICS, LAUNCHD, SYSTEMD
from spasmtui.system.calls import user_id

SECONDS = 20
"""The longest wait for a command of the system."""
NOT_RUN = 127
"""The exit code of a command that could not be started, or has not ended in time."""


class Answer(NamedTuple):
    """The answer of a command."""

    code: int
    out: bytes
    said: str
    """Its last line on stderr, for a sentence."""


def run(words: tuple[str, ...], data: bytes = b"") -> Answer:
    """Run a command of the system to its end and return its answer."""
    try:
        ended = subprocess.run(words, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Answer(NOT_RUN, b"", f"it has not ended within {SECONDS} seconds")
    except OSError as error:
        return Answer(NOT_RUN, b"", error.strerror or str(error))
    lines = ended.stderr.decode("utf-8", "replace").strip().splitlines()
    return Answer(ended.returncode, ended.stdout, lines[-1].strip() if lines else "")


class System:
    """The parts of a system that reminders use; tests give other ones."""

    def __init__(
        self,
        *,
        environment: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
        user: int | None = None,
        run: Callable[[tuple[str, ...], bytes], Answer] = run,
        find: Callable[[str], str | None] = shutil.which,
        exists: Callable[[str], bool] = os.path.exists,
    ) -> None:
        self.environment = environment
        self.platform = platform
        self.user = user_id() if user is None else user
        self.run = run
        self.find = find
        self.exists = exists

    @property
    def home(self) -> str:
        """The home folder."""
        return os.path.expanduser("~") if self.environment is os.environ else self.environment.get("HOME", "/")

    @property
    def units(self) -> str:
        """The folder of the user's own systemd units."""
        config = self.environment.get("XDG_CONFIG_HOME", "")
        return f"{config if config.startswith('/') else f'{self.home}/.config'}/systemd/user"

    @property
    def agents(self) -> str:
        """The folder of the user's own launchd agents."""
        return f"{self.home}/Library/LaunchAgents"

    @property
    def runtime(self) -> str:
        """The folder in which the user's running services have their sockets."""
        return self.environment.get("XDG_RUNTIME_DIR") or f"/run/user/{self.user}"

    @property
    def has_user_manager(self) -> bool:
        """True if the user's systemd runs, and can be asked to start a timer."""
        return self.find("systemctl") is not None and self.exists(f"{self.runtime}/systemd/private")

    def kinds(self) -> tuple[str, ...]:
        """Return the ways of this system, the best first; a calendar file is always one."""
        found = []
        if self.platform == "darwin" and self.find("launchctl"):
            found.append(LAUNCHD)
        if self.has_user_manager:
            found.append(SYSTEMD)
        if self.find("crontab"):
            found.append(CRON)
        return (*found, ICS)


def quiet_program(argv0: str, executable: str, system: System) -> tuple[str, ...]:
    """Return the words that run this program again from anywhere: the script that was called, else the interpreter.

    Args:
        argv0: the first word of this process.
        executable: the path of the interpreter.
        system: where the script may be on the path.
    """
    folder, name = os.path.split(argv0)
    if name in ("spasm", "spasmtui"):
        found = os.path.join(os.path.abspath(folder), "spasmtui") if folder else system.find("spasmtui")
        if found and os.access(found, os.X_OK):
            return (os.path.abspath(found),)
    return (os.path.abspath(executable), "-m", "spasmtui")
