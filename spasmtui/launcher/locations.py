"""Compute the folders of one run from the environment; nothing is created, and only `os` is imported.

This is the one place that knows them. `paths.py` hands them to `cli.py` as paths; the launcher, which has no time for
`pathlib`, takes them as they are. A test compares them with those of platformdirs.
"""

import os

APP = "spasmtui"
APPLE = "Library/Application Support"
DEFAULTS = {"DATA": ".local/share", "STATE": ".local/state", "CONFIG": ".config"}
"""Folders below the home where XDG_DATA_HOME and its like are not set; macOS has one for all three."""


class Folders:
    """The folders of one run, as absolute paths."""

    __slots__ = ("config", "data", "state")

    def __init__(self, data: str, state: str, config: str) -> None:
        self.data = data
        """The diary: may be synced between devices; nothing else is in it."""
        self.state = state
        """The running routine, the lock, the mirror and the backups of that diary: never synced."""
        self.config = config
        """Settings, the person's own routines and notes."""


def find_folders(data_dir: str, environment: "dict[str, str] | os._Environ[str]", platform: str) -> Folders:
    """Find the folders of a run: `--data-dir` beats `SPASMTUI_DATA` beats the platform's data folder.

    Args:
        data_dir: `--data-dir` as typed, or empty.
        environment: the variables of the process.
        platform: `sys.platform`; all but macOS follow the XDG base directories.

    Raises:
        LookupError: a home folder is needed, and nobody knows it: the user of `~user` does not exist.
        OSError: a relative folder is named and the working directory is gone.
    """
    chosen = data_dir or environment.get("SPASMTUI_DATA", "")
    data = _normalize(_expand_user(chosen, environment)) if chosen else _platform_folder("DATA", environment, platform)
    state = _platform_folder("STATE", environment, platform)
    return Folders(data, f"{state}/{state_key(data)}", _platform_folder("CONFIG", environment, platform))


def state_key(data: str) -> str:
    """Return the folder name of a diary's state: the last name of the diary's path and a checksum of the whole.

    A name that is not UTF-8 counts with the bytes it has on the disk.
    """
    return f"{data.rpartition('/')[2]}-{crc32(os.fsencode(data)):08x}"


def crc32(data: bytes) -> int:
    """Compute the checksum of `binascii.crc32`; a path is short enough to do it without the import."""
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def _platform_folder(kind: str, environment: "dict[str, str] | os._Environ[str]", platform: str) -> str:
    """Return the program's folder of one kind: DATA, STATE or CONFIG. A relative XDG folder counts as not set."""
    base = environment.get(f"XDG_{kind}_HOME", "").strip()
    if not base.startswith("/"):
        base = f"{_home(environment)}/{APPLE if platform == 'darwin' else DEFAULTS[kind]}"
    return _normalize(f"{base}/{APP}")


def _expand_user(path: str, environment: "dict[str, str] | os._Environ[str]") -> str:
    """Replace a leading `~` or `~user` by the home folder.

    Raises:
        LookupError: there is no such user.
    """
    if not path.startswith("~"):
        return path
    user, slash, rest = path[1:].partition("/")
    if not user:
        return f"{_home(environment)}{slash}{rest}"
    return f"{_known_home(user)}{slash}{rest}"


def _home(environment: "dict[str, str] | os._Environ[str]") -> str:
    """Return the home folder: HOME, or that of the user where HOME is not set, empty or relative.

    Raises:
        LookupError: the system does not know the user.
    """
    home = environment.get("HOME", "")
    return home if home.startswith("/") else _known_home()


def _known_home(user: str = "") -> str:
    """Return the home folder that the system knows for a user; that of this process without a name.

    Raises:
        LookupError: the system does not know the user.
    """
    import pwd  # noqa: PLC0415 -- HOME is set nearly everywhere, and a `~user` path is rare

    try:
        return (pwd.getpwnam(user) if user else pwd.getpwuid(os.getuid())).pw_dir
    except KeyError:
        raise LookupError(f"there is no user {user!r}" if user else "HOME is not set") from None


def _normalize(path: str) -> str:
    """Make a path absolute and drop what does not change it, as pathlib does; `..` and two leading slashes stay."""
    if not path.startswith("/"):
        path = f"{os.getcwd()}/{path}"
    root = "//" if path.startswith("//") and not path.startswith("///") else "/"
    return root + "/".join(part for part in path.split("/") if part not in ("", "."))
