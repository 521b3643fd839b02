"""Find the small files that keep what the diary could not take: in the state folder, else in a temporary folder.

A temporary folder is everybody's: there the files lie in a folder that only this user can enter. What another user has
put under its name is neither read nor written.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from spasmtui.launcher.locations import KEPT, PRIVATE, kept_folders
from spasmtui.system.calls import NO_LINK, SAFE, is_closed_to_others, is_of_this_user

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

TAIL = ".json"
LONGEST_BYTES = 1 << 19
"""More than two versions of an episode with the longest note."""


def is_private(folder: str) -> bool:
    """Return whether a folder is no link, and this user's alone."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and is_of_this_user(found) and is_closed_to_others(found)


def is_age_file(data: bytes) -> bool:
    """Return whether a kept file is encrypted."""
    return data.startswith(b"age-encryption.org/v1")


def find_kept_files(state: str) -> list[str]:
    """Return the paths of the kept files of this diary, those of a folder in their order, without opening one."""
    return [path for path in _paths(state) if path.endswith(TAIL)]


def unsaved_status(state: str) -> dict[str, dict[str, object]]:
    """Return what `status --json` says about kept files; empty without any."""
    paths = find_kept_files(state)
    return {"unsaved": {"count": len(paths), "paths": paths}} if paths else {}


def find_broken_files(state: str) -> list[str]:
    """Return the paths of the files that `set_aside` has renamed."""
    return [path for path in _paths(state) if not path.endswith(TAIL)]


def all_kept_files(state: str) -> list[str]:
    """Return the paths of the kept files of this diary and of those that were set aside."""
    return _paths(state)


def next_path(folder: str) -> str:
    """Return the path of a folder's next kept file, after those that there are."""
    names = [name for name in _names(folder) if name.startswith(KEPT) and name.endswith(TAIL)]
    numbers = [int(number) for name in names if (number := name[len(KEPT) : -len(TAIL)]).isdecimal()]
    return f"{folder}/{KEPT}{max(numbers, default=0) + 1}{TAIL}"


def read_kept_files(state: str) -> Iterator[tuple[str, bytes | None]]:
    """Yield the path and the content of every kept file of this diary; None for one that cannot be one of ours."""
    for path in find_kept_files(state):
        with suppress(OSError):
            yield path, _read(path)


def remove_kept_file(path: str) -> None:
    """Remove a kept file, and its folder where that is for kept files alone; what cannot be removed stays."""
    with suppress(OSError):
        os.unlink(path)
        folder = os.path.dirname(path)
        if os.path.basename(folder).startswith(PRIVATE):
            os.rmdir(folder)


def remove_files_with(state: str, texts: set[bytes]) -> None:
    """Remove the kept files that have any of these texts, also those that were set aside, and unfinished ones.

    Raises:
        OSError: one could not be removed.
    """
    for path in _paths(state, heads=(KEPT, f".{KEPT}")):
        with suppress(FileNotFoundError):
            if (data := _read(path)) is not None and any(text in data for text in texts):
                os.unlink(path)


def set_aside(path: str) -> str:
    """Rename a file that cannot be used, so that it is not tried again; return its new path, empty if it has gone."""
    number, beside = 1, f"{path}.broken"
    while os.path.lexists(beside):
        number += 1
        beside = f"{path}.broken-{number}"
    try:
        os.rename(path, beside)
    except OSError:
        return path if os.path.lexists(path) else ""
    return beside


def _paths(state: str, heads: tuple[str, ...] = (KEPT,)) -> list[str]:
    folders = [folder for folder in kept_folders(state) if folder == state or is_private(folder)]
    return [f"{folder}/{name}" for folder in folders for name in _names(folder) if name.startswith(heads)]


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder), key=lambda name: (len(name), name))
    except OSError:
        return []


def _read(path: str) -> bytes | None:
    """Return what a file holds; None for a link, a device, another user's file, and one that is too long.

    Raises:
        OSError: it cannot be read, or has gone.
    """
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return None
    descriptor = os.open(path, os.O_RDONLY | SAFE | NO_LINK)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or not is_of_this_user(found) or found.st_size > LONGEST_BYTES:
            return None
        parts = []
        while part := os.read(descriptor, LONGEST_BYTES):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(descriptor)
