"""Keep changed settings: one writer at a time, in the order in which they were changed."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from spasmtui.errors import NotSaved
from spasmtui.shared.settings import FILE_NAME, LoadedSettings, load_settings
from spasmtui.shell import load

Change = tuple[tuple[str, ...], object]
"""The name of a setting and its value; None takes it out of the file."""


class SettingsStore:
    """The settings file of a folder, to which changes are written on a thread of the caller's."""

    def __init__(self, config: Path) -> None:
        self.config = config
        self._waiting: dict[tuple[str, ...], object] = {}
        self._lock = Lock()
        self._untold = 0
        """The calls of `write` that have not told the settings yet."""

    @property
    def path(self) -> Path:
        """The file."""
        return self.config / FILE_NAME

    @property
    def is_saving(self) -> bool:
        """True while there are changes whose writing has not been told: the file does not have them yet."""
        return bool(self._waiting or self._untold)

    def add(self, *changes: Change) -> None:
        """Note changes that `write` is to write; a later one of the same setting replaces an earlier one."""
        for name, value in changes:
            self._waiting[name] = value

    def write(self, tell: Callable[[LoadedSettings, str], None]) -> None:
        """Write what is noted and tell the settings of the file, with a sentence about a fault or an empty text."""
        self._untold += 1
        with self._lock:
            notice = ""
            while waiting := self._waiting:
                self._waiting = {}
                try:
                    notice = load("spasmtui.settings.file:save_settings")(self.config, tuple(waiting.items())) or notice
                except NotSaved as error:
                    notice = error.message
            written = load_settings(self.path)
            self._untold -= 1
            tell(written, notice)
