"""Distinguish a running process from a later one with the same pid. Imports only what the launcher has anyway."""

from spasmtui.shared.regular_file import read_regular
from spasmtui.system.calls import is_running

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def process_identity(process: int) -> "dict[str, Any]":
    """Return pid, start time in clock ticks and boot id: together they identify a process despite pid reuse.

    Where the system has no `/proc`, `born` and `boot` are empty, and the pid alone identifies it.
    """
    return {"pid": process, "born": _start_ticks(process), "boot": boot_id()}


def is_alive(identity: "dict[str, Any]") -> bool:
    """Return whether the process with this identity still runs; False where a part of the identity is missing."""
    process = identity.get("pid")
    if not isinstance(process, int) or identity.get("boot") != boot_id():
        return False
    try:
        if not is_running(process):
            return False
    except OverflowError:
        return False
    return identity.get("born") == _start_ticks(process)


_MOST_DIGITS = 100
"""Digits above which a number is no pid; Python refuses to convert one of some thousands."""


def is_running_elsewhere(state: str) -> bool:
    """Return whether the process that wrote the routine's state file still runs."""
    try:
        return names_running_process(read_regular(f"{state}/relief.json").decode("utf-8", "replace"))
    except OSError:
        return False


def names_running_process(text: str) -> bool:
    """Return whether the process that the text of a state file names still runs.

    The three fields are found in the text, since the launcher has no time to import `json`; where the pid is missing
    or too long to be one the answer is True, and the ordinary path reads the file properly.
    """
    process, born, boot = (find_field(text, name) for name in ("pid", "born", "boot"))
    is_pid = process.isdecimal() and len(process) <= _MOST_DIGITS
    return not is_pid or is_alive({"pid": int(process), "born": born, "boot": boot})


def boot_id() -> str:
    """Return the id of this start of the machine, or an empty text where the system has none."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        return ""


def _start_ticks(process: int) -> str:
    """Return the start of a process in clock ticks since boot, or an empty text where the system does not say.

    It is empty also for one that has ended, and for whose end its parent has not asked yet.
    """
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
        return "" if fields[0] in ("Z", "X") else fields[19]
    except (OSError, IndexError):
        return ""


def find_field(text: str, name: str) -> str:
    """Return the value of a field, which is no text with a comma, from the text of a state file."""
    return text.rpartition(f'"{name}": ')[2].partition(",")[0].strip('" }\n')
