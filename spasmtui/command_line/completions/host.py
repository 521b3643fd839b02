"""Find the folders, the programs and the start of a shell that an installation needs to know of this machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress

from spasmtui.system.calls import user_id
from spasmtui.system.processes import end_with_children

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LIMIT_SECONDS = 10
"""The longest wait for a shell that reads the person's own files."""
ANSWER = "spasmtui:"
"""How a line begins that is our question's answer: the person's own files may print others."""


def ask_shell(words: tuple[str, ...]) -> tuple[str, ...]:
    """Start a shell as a new terminal would, and return the lines of its answer; none where there was no answer.

    It has no terminal, so that nothing in the person's files can take this one, or wait for a key.
    """
    with tempfile.TemporaryFile() as out:  # a pipe would stay open for as long as a program that those files start
        try:
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True
            )
        except OSError:
            return ()
        try:
            process.wait(LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            with suppress(OSError):
                end_with_children(process)
            process.wait()
        out.seek(0)
        lines = out.read().decode("utf-8", "replace").splitlines()
    return tuple(line.removeprefix(ANSWER) for line in lines if line.startswith(ANSWER))


class Host:
    """The parts of a machine that are asked; tests give other ones."""

    def __init__(
        self,
        *,
        environment: Mapping[str, str] = os.environ,
        platform: str = sys.platform,
        ask: Callable[[tuple[str, ...]], tuple[str, ...]] = ask_shell,
        find: Callable[[str], str | None] = shutil.which,
    ) -> None:
        self.environment = environment
        self.platform = platform
        self.ask = ask
        self.find = find

    @property
    def home(self) -> str:
        """The home folder."""
        return self.environment.get("HOME", "") or os.path.expanduser("~")

    @property
    def is_root_elsewhere(self) -> bool:
        """True if this is root in another account's home, as under `sudo`: its files there would be root's."""
        try:
            return user_id() == 0 != os.stat(self.home).st_uid
        except OSError:
            return False

    @property
    def has_home(self) -> bool:
        """True if the home folder is there; with an empty `HOME` it would be the root of the disk."""
        return self.environment.get("HOME") != "" and os.path.isabs(self.home) and os.path.isdir(self.home)

    @property
    def data(self) -> str:
        """The folder of data that programs share."""
        return self._folder("XDG_DATA_HOME", ".local/share")

    @property
    def config(self) -> str:
        """The folder of configuration."""
        return self._folder("XDG_CONFIG_HOME", ".config")

    @property
    def shell(self) -> str:
        """The name of the person's shell; empty where nobody knows it."""
        return os.path.basename(self.environment.get("SHELL", ""))

    @property
    def program(self) -> str:
        """The path of `spasmtui` as a shell finds it; empty where it is not on the path."""
        found = self.find("spasmtui")
        return os.path.abspath(found) if found else ""

    def answers(self, shell: str, script: str) -> dict[str, list[str]]:
        """Return a shell's answers to a script that prints lines such as `spasmtui:name=value`, by name."""
        if self.find(shell) is None:
            return {}
        # A terminal of macOS starts bash as a login shell, which reads another file.
        flag = "-lic" if shell == "bash" and self.platform == "darwin" else "-ic"
        found: dict[str, list[str]] = {}
        for line in self.ask((shell, flag, script)):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
        return found

    def _folder(self, variable: str, below_home: str) -> str:
        value = self.environment.get(variable, "")
        return value.rstrip("/") if value.startswith("/") else f"{self.home}/{below_home}"
