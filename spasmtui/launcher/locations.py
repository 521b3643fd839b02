"""Compute the folders of one run from the environment; nothing is created, and hardly anything imported.

A diary is its folder on the disk, whatever it is called: a path through a link, with `..` or with a slash too many
leads to the same state folder as any other, whose name is made of the real path. This is the one place that knows them.
`paths.py` hands them to `cli.py` as paths; the launcher, which has no time for `pathlib`, takes them as they are. A
test compares them with those of platformdirs.
"""

import os
import sys

from spasmtui.shared.regular_file import read_regular
from spasmtui.system.calls import home_of, user_id, with_slashes

APP = "spasmtui"
DEFAULTS = {"DATA": ".local/share", "STATE": ".local/state", "CONFIG": ".config"}
"""Folders below the home where XDG_DATA_HOME and its like are not set."""
APPLE = "Library/Application Support"
WITHIN = {"DATA": "/diary", "STATE": "/state", "CONFIG": ""}
"""Folders within the one that macOS and Windows have for all three: in the diary's is nothing else."""


class Folders:
    """The folders of one run, as absolute paths."""

    __slots__ = ("config", "data", "is_through_link", "named_state", "state")

    def __init__(
        self, data: str, state: str, config: str, named_state: str = "", *, is_through_link: bool = False
    ) -> None:
        self.data = data
        """The diary: may be synced between devices; nothing else is in it."""
        self.state = state
        """The running routine, the lock, the mirror and the backups of that diary: never synced."""
        self.config = config
        """Settings, the person's own routines and notes."""
        self.named_state = named_state or state
        """The state folder that earlier versions use for this spelling of the diary's path."""
        self.is_through_link = is_through_link
        """True if the real path is another one than the one that was named."""


def find_folders(data_dir: str, environment: "dict[str, str] | os._Environ[str]", platform: str) -> Folders:
    """Find the folders of a run, with the disk looked at; arguments and errors as for `name_folders`."""
    return resolve_folders(name_folders(data_dir, environment, platform))


def find_config(environment: "dict[str, str] | os._Environ[str]", platform: str) -> str:
    """Return the folder of the settings.

    Raises:
        LookupError: a home folder is needed, and nobody knows it.
    """
    return _platform_folder("CONFIG", environment, platform)


def name_folders(data_dir: str, environment: "dict[str, str] | os._Environ[str]", platform: str) -> Folders:
    """Name the folders of a run as they are spelled: `--data-dir` beats `SPASMTUI_DATA` beats the platform's folder.

    Args:
        data_dir: `--data-dir` as typed, or empty.
        environment: the variables of the process.
        platform: `sys.platform`; all but macOS and Windows follow the XDG base directories.

    Raises:
        LookupError: a home folder is needed, and nobody knows it: the user of `~user` does not exist.
        OSError: a relative folder is named and the working directory is gone.
    """
    chosen = data_dir or environment.get("SPASMTUI_DATA", "")
    data = (
        _normalize(_expand_user(chosen, environment), platform)
        if chosen
        else _platform_folder("DATA", environment, platform)
    )
    state = _platform_folder("STATE", environment, platform)
    return Folders(data, f"{state}/{state_key(data)}", _platform_folder("CONFIG", environment, platform))


def resolve_folders(named: Folders) -> Folders:
    """Return the folders of a run with the real path of the diary and the state folder that belongs to it.

    What has only a state folder of an earlier version, under this spelling, goes on there until the two are joined.

    Args:
        named: the result of `name_folders`.
    """
    real = real_folder(named.data)
    parent = named.state.rpartition("/")[0]
    state = named.state if real == named.data else f"{parent}/{state_key(real)}"
    if os.path.islink(state):
        state = _follow_link(state, real)
    if state != named.state and is_own_folder(named.state) and not os.path.isdir(state):
        state = named.state
    # A link that leads nowhere stays as it is spelled: through its real path a new diary would begin where a disk with
    # the old one is to be mounted.
    data = real if os.path.isdir(real) else named.data
    return Folders(data, state, named.config, named.state, is_through_link=real != named.data)


def real_folder(path: str) -> str:
    """Return the path of a folder without links, `..` and two leading slashes; as it is where the disk cannot tell."""
    try:
        real = with_slashes(os.path.realpath(path))
    except OSError:
        return path
    return f"/{real.lstrip('/')}" if real.startswith("//") and sys.platform != "win32" else real


MARKER = "relief-start."
"""How the name of a marker begins, which a start leaves in the state folder until its routine has been saved."""
KEPT = "unsaved-"
"""How the name of a file begins that keeps what the diary could not take."""
PRIVATE = "spasmtui-"
"""How the name of the folder begins in which it lies where the state folder cannot take it either."""
LASTING = "/var/tmp"
RECORD = "diary-folder"
"""The file in a state folder that says whose it is; see `record_text`."""


def record_text(path: str, inode: str) -> str:
    """Return the text of the record: what it is, the folder's device and inode, and its real path."""
    return f"spasmtui diary folder 1\n{inode}\n{path.replace(chr(10), '/./n')}\n"


def read_record(state: str) -> "tuple[str, str] | None":
    """Return the real path, and the device and inode, of the diary that a state folder belongs to; None without any."""
    try:
        lines = os.fsdecode(read_regular(f"{state}/{RECORD}")).split("\n")
    except OSError:
        return None
    if len(lines) < 3 or lines[0] != "spasmtui diary folder 1" or not is_whole(lines[2]):
        return None
    return lines[2].replace("/./n", "\n"), lines[1]


def is_own_folder(state: str) -> bool:
    """Return whether there is a state folder of this name that is no link to another one."""
    return os.path.isdir(state) and not os.path.islink(state)


def has_to_be_joined(folders: Folders) -> bool:
    """Return whether the state folder of a run has no record yet, or another one belongs to the same diary."""
    if not os.path.exists(folders.data):
        return False  # nothing tells whose a state folder is
    if folders.is_through_link and is_own_folder(folders.named_state):
        return True
    if os.path.exists(f"{folders.state}/{RECORD}"):
        return False
    parent, _, own_name = folders.state.rpartition("/")
    try:
        names = os.listdir(parent)
        if names != [own_name]:
            return bool(names)
        # The first start of all has made the folder a moment ago, for its marker.
        return any(not name.startswith(MARKER) for name in os.listdir(folders.state))
    except OSError:
        return False


def inode_of(path: str) -> str:
    """Return the device and inode of a folder as `device:inode`; empty where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{found.st_dev}:{found.st_ino}"


def leads_to(state: str, real: str) -> bool:
    """Return whether a state folder is that of the diary at this real path, which may have been reached otherwise.

    It was made for another path: that of the same folder mounted twice, in other letters, or moved since. A state
    folder whose diary is not there belongs to no other folder.
    """
    if (record := read_record(state)) is None:
        return False
    return record[0] == real or inode_of(real) == (inode_of(record[0]) or record[1]) != ""


def kept_folders(state: str) -> list[str]:
    """Return the folders in which something of this diary may be kept, the state folder first."""
    name = f"{PRIVATE}{user_id()}-{crc32(os.fsencode(state)):08x}"
    if sys.platform == "win32":
        roots = [with_slashes(temporary)] if (temporary := os.environ.get("TEMP", "")) else []
    else:
        # What is in /var/tmp is still there after a restart of the machine.
        roots = [*dict.fromkeys((os.environ.get("TMPDIR") or LASTING, LASTING, "/tmp"))]
    return [state, *(f"{root}/{name}" for root in roots)]


def _follow_link(state: str, real: str) -> str:
    """Return the state folder that a joined one leads to; a link that is out of date is removed, and only a name."""
    try:
        if leads_to(state, real):
            return f"{os.path.dirname(state)}/{with_slashes(os.readlink(state))}"
        os.unlink(state)
    except OSError:
        return state  # a folder that cannot be changed: what is written there fails, and says so
    return state


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
    if is_whole(base, platform):
        return _normalize(f"{base}/{APP}", platform)
    if platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        base = local if is_whole(local, platform) else f"{_home(environment)}/AppData/Local"
    elif platform == "darwin":
        base = f"{_home(environment)}/{APPLE}"
    else:
        return _normalize(f"{_home(environment)}/{DEFAULTS[kind]}/{APP}", platform)
    return _normalize(f"{base}/{APP}{WITHIN[kind]}", platform)


def _expand_user(path: str, environment: "dict[str, str] | os._Environ[str]") -> str:
    """Replace a leading `~` or `~user` by the home folder.

    Raises:
        LookupError: there is no such user.
    """
    if not path.startswith("~"):
        return path
    user, slash, rest = with_slashes(path)[1:].partition("/")
    if not user:
        return f"{_home(environment)}{slash}{rest}"
    return f"{home_of(user)}{slash}{rest}"


def _home(environment: "dict[str, str] | os._Environ[str]") -> str:
    """Return the home folder: HOME, or that of the user where HOME is not set, empty or relative.

    Raises:
        LookupError: the system does not know the user.
    """
    home = environment.get("HOME", "")
    return home if is_whole(home) else home_of()


def is_whole(path: str, platform: str = sys.platform) -> bool:
    """Return whether a path begins at a root: at `/`, or on Windows at a drive or a machine of the network."""
    if platform != "win32":
        return path.startswith("/")
    return path[1:3] in (":/", ":\\") or path[:2] in ("//", "\\\\")


def _normalize(path: str, platform: str) -> str:
    """Make a path absolute and drop what does not change it, as pathlib does; `..` and two leading slashes stay.

    Those of Windows have `/` between their names here, which it takes too.
    """
    drive = ""
    if platform == "win32":
        path = path.replace("\\", "/")
        if not is_whole(path, platform):
            here = os.getcwd().replace("\\", "/")
            path = f"{here[:2]}{path}" if path.startswith("/") else f"{here}/{path}"
        if path[1:3] == ":/":
            drive, path = path[:2], path[2:]
    elif not path.startswith("/"):
        path = f"{os.getcwd()}/{path}"
    root = "//" if path.startswith("//") and not path.startswith("///") and not drive else "/"
    return drive + root + "/".join(part for part in path.split("/") if part not in ("", "."))
