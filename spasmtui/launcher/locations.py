"""The folders of one run, computed from the environment alone; nothing is created."""

import os


def folders(data_dir: str, environment: "dict[str, str] | os._Environ[str]", platform: str) -> tuple[str, str] | None:
    """The state folder of a diary and the config folder, as `paths.py` finds them; None when that is not sure.

    Args:
        data_dir: `--data-dir` as typed, or nothing.
        environment: the variables of the process.
        platform: `sys.platform`.
    """
    home = environment.get("HOME", "")
    if not home.startswith("/") or home.endswith("/") or platform not in ("linux", "darwin"):
        return None
    is_linux = platform == "linux"
    chosen = data_dir or environment.get("SPASMTUI_DATA") or ""
    if not chosen:
        chosen = _base("XDG_DATA_HOME", environment, home, ".local/share" if is_linux else "") + "/spasmtui"
    elif chosen == "~" or chosen.startswith("~/"):
        chosen = home + chosen[1:]
    elif chosen.startswith("~"):
        return None
    if not chosen.startswith("/"):
        chosen = f"{os.getcwd()}/{chosen}"
    if chosen.startswith("//"):
        return None
    parts = [part for part in chosen.split("/") if part not in ("", ".")]
    try:
        checksum = crc32(("/" + "/".join(parts)).encode())
    except UnicodeEncodeError:
        return None
    state = _base("XDG_STATE_HOME", environment, home, ".local/state" if is_linux else "")
    config = _base("XDG_CONFIG_HOME", environment, home, ".config" if is_linux else "")
    return f"{state}/spasmtui/{parts[-1] if parts else ''}-{checksum:08x}", f"{config}/spasmtui"


def _base(variable: str, environment: "dict[str, str] | os._Environ[str]", home: str, default: str) -> str:
    chosen = environment.get(variable, "")
    return chosen if chosen.startswith("/") else f"{home}/{default or 'Library/Application Support'}"


def crc32(data: bytes) -> int:
    """The checksum `binascii.crc32` computes; a path is short enough to do it without the import."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value ^ 0xFFFFFFFF
