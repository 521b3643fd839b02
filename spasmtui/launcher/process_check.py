"""Whether a routine runs in another terminal, told before anything is imported but `os`."""

import os


def is_running_elsewhere(state: str) -> bool:
    """Whether the process that wrote the routine's state file is still there, as `relief/state.py` decides it.

    The three fields are found in the text, since the launcher has no time to import `json`; where one is missing
    the answer is yes, and the ordinary path looks properly.
    """
    try:
        with open(f"{state}/relief.json", encoding="utf-8", errors="replace") as file:
            text = file.read()
    except OSError:
        return False
    process, born, boot = (_field(text, name) for name in ("pid", "born", "boot"))
    if not process.isdecimal():
        return True
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
            is_this_boot = file.read().strip() == boot
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            return is_this_boot and file.read().rpartition(")")[2].split()[19] == born
    except FileNotFoundError:
        return not os.path.exists("/proc/self/stat")  # without /proc nobody knows
    except (OSError, IndexError):
        return True


def _field(text: str, name: str) -> str:
    return text.rpartition(f'"{name}": ')[2].partition(",")[0].strip('" }\n')
