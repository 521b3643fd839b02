"""Join the state folders of one diary: the one of its real path goes on, and the others become links to it.

Under the locks of both, what the other one has is put into it, and then the other one is renamed into it: until that
moment everything is found again by the next start, and after it everything is in its place. The link lets an earlier
version, and a process that runs, go on under the spelling that it knows.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.episodes.store.journal.disk import Disk, make_folders
from spasmtui.episodes.store.journal.lock import hold_lock
from spasmtui.episodes.store.maintenance.diary_record import write_record
from spasmtui.episodes.store.maintenance.remains import REMAINS, remove_remains
from spasmtui.episodes.store.state_folders.belonging import find_other_states, may_be_joined
from spasmtui.episodes.store.state_folders.contents import has_two_that_run, move_kept, take_over
from spasmtui.errors import DataError
from spasmtui.launcher.locations import RECORD, inode_of, is_own_folder, read_record, real_folder, state_key
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import read_regular

if TYPE_CHECKING:
    from spasmtui.launcher.locations import Folders

JOINED_NAMES = "joined-folders"
"""The file that names the state folders that were joined, one a line."""


def join_states(folders: Folders, disk: Disk | None = None) -> str:
    """Join every state folder of a diary that earlier versions left, and return the one that goes on.

    What cannot be joined now, since another session holds a lock or a folder cannot be written, waits for the next
    start; the diary can be used meanwhile.
    """
    disk = disk or Disk()
    data = real_folder(folders.data)
    state = f"{os.path.dirname(folders.state)}/{state_key(data)}"
    if os.path.islink(state):
        state = folders.state  # joined already, from another mount
    if not inode_of(data):
        return folders.state  # a disk that is not mounted: nothing tells whose a state folder is
    with suppress(OSError):
        is_whole = True
        for other in find_other_states(data, state, folders.named_state):
            belongs = may_be_joined(other, data)
            if belongs:
                is_whole = _try_to_join(Path(state), Path(other), Path(data), disk) and is_whole
            elif belongs is False and other == folders.state:
                make_folders(disk, Path(state))  # the link led elsewhere when that one was made
        if os.path.islink(state):
            return f"{os.path.dirname(state)}/{os.readlink(state)}"
        remove_remains(state)
        if is_whole:
            write_record(state, data)
    return state if os.path.isdir(state) else folders.state


def _try_to_join(state: Path, other: Path, data: Path, disk: Disk) -> bool:
    """Join one state folder into another; return False while a session saves in either, or routines run in both."""
    if has_two_that_run(str(state), str(other)):
        return False
    try:
        _join(state, other, data, disk)
    except DataError:
        return False
    return True


def _join(state: Path, other: Path, data: Path, disk: Disk) -> None:
    """Join one state folder into another, which need not be there yet.

    While it is joined, neither has a record: the next start begins again with what a process that is killed leaves.

    Raises:
        LogBusy: another session holds a lock; nothing was changed.
        OSError: a file could not be read or written; what was not moved yet is still in its old place.
    """
    with ExitStack() as held:
        if not state.is_dir() and _is_mounted_twice(other, data):
            _link(state, other)  # the first path stays the one that counts
        elif not state.is_dir():
            held.enter_context(hold_lock(disk, other / "lock", limit_seconds=0))
            if not is_own_folder(str(other)):
                return  # another process has joined it at this moment
            (other / RECORD).unlink(missing_ok=True)
            os.rename(other, state)
            disk.sync_folder(state.parent)
            _link(other, state)
            move_kept(str(state), str(other))
            _note_joined(state, other.name)
        else:
            held.enter_context(hold_lock(disk, state / "lock", limit_seconds=0))
            held.enter_context(hold_lock(disk, other / "lock", limit_seconds=0))
            (state / RECORD).unlink(missing_ok=True)
            take_over(state, other, data, disk)
            _note_joined(state, other.name)
            os.rename(other, state / f"{REMAINS}{other.name}")
            disk.sync_folder(state.parent)
            _link(other, state)


def _is_mounted_twice(other: Path, data: Path) -> bool:
    """Return whether the folder of another state folder is this one under another real path, and not through a link."""
    record = read_record(str(other))
    return record is not None and real_folder(record[0]) == record[0] and inode_of(record[0]) == inode_of(str(data))


def _link(name: Path, state: Path) -> None:
    """Leave a link under the name of a state folder that was joined; a file system without links does without."""
    with suppress(OSError):
        os.symlink(state.name, name)


def _note_joined(state: Path, name: str) -> None:
    """Note that another state folder was joined; `doctor` names it."""
    names = dict.fromkeys((*joined_names(state), name))
    replace_file(state / JOINED_NAMES, os.fsencode("".join(f"{each}\n" for each in names)))


def joined_names(state: Path) -> list[str]:
    """Return the names of the state folders that were joined to this one."""
    with suppress(OSError):
        return os.fsdecode(read_regular(state / JOINED_NAMES)).split("\n")[:-1]
    return []
