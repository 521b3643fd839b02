"""How relief makes itself noticed: the table `[relief]` of `settings.toml` in the config folder."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from spasmtui.errors import DataError
from spasmtui.shared.toml_files import read_toml

FILE_NAME = "settings.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a person may choose; every field has a use as it is."""

    bell: bool = True
    flash: str = "day"
    """`day`, `always` or `never`: light wakes, so that it stays dark at night unless asked for."""
    notify: bool = False
    """Send a notification of the terminal (OSC 9 and 777); not every terminal shows one."""
    speech: bool = False
    """Read each step aloud, where the system has a voice."""
    motion: bool = True
    """Whether a figure shows its movement for half a second when a step begins."""
    breath: bool = False
    """Say when to breathe in and out during holds."""
    get_ready_seconds: int = 0
    """Time before the first step, for routines that do not begin with some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsFound:
    """The settings, and a sentence for each that could not be used and is as if it were not there."""

    settings: Settings
    faults: tuple[str, ...] = ()


def read_settings(config: Path) -> SettingsFound:
    """The settings in this folder. A file that cannot be read never keeps anybody from relief."""
    path = config / FILE_NAME
    if not path.is_file():
        return SettingsFound(settings=Settings())
    try:
        table = read_toml(path).get("relief", {})
    except DataError as fault:
        return SettingsFound(settings=Settings(), faults=(fault.message,))
    if not isinstance(table, dict):
        return SettingsFound(settings=Settings(), faults=(f"{path}: relief must be a table, [relief].",))
    return _checked(path, table)


def _checked(path: Path, table: dict[str, Any]) -> SettingsFound:
    chosen: dict[str, Any] = {}
    faults: list[str] = []
    for field in fields(Settings):
        if field.name not in table:
            continue
        value = table[field.name]
        if (wrong := _fault(field.name, value)) is None:
            chosen[field.name] = value
        else:
            faults.append(f"{path}, relief.{field.name}: {wrong}.")
    return SettingsFound(settings=Settings(**chosen), faults=tuple(faults))


def _fault(name: str, value: Any) -> str | None:
    if name == "flash":
        return None if value in ("day", "always", "never") else 'must be "day", "always" or "never"'
    if name == "get_ready_seconds":
        is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 60
        return None if is_count else "must be a whole number from 0 to 60"
    return None if isinstance(value, bool) else "must be true or false"
