"""Put the contents of one state folder into another one of the same diary, so that nothing is lost.

Every step can be repeated: a process may be killed after any of them, and the next start begins with the first again.
What has a place of its own is moved there, lists are united, and of what there can be only one the other is kept beside
it under a name with `.joined-`. What follows from the diary is left behind: the snapshot, the index, the
usual place, the open episode.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from spasmtui.episodes.store.journal.disk import Disk, make_folders, read_file
from spasmtui.episodes.store.journal.folder import scan_folder
from spasmtui.episodes.store.journal.ids import add_joined_ids, device_hosts
from spasmtui.episodes.store.journal.mirror import LOST, Mirror, intact_lines, split_lines
from spasmtui.episodes.store.journal.purged import PURGED, read_done, write_done
from spasmtui.episodes.store.maintenance.backup import DAILY, MANIFEST, WEEKLY
from spasmtui.episodes.store.unsaved.kept_files import TAIL, all_kept_files, next_path, remove_kept_file
from spasmtui.launcher.locations import MARKER, RECORD
from spasmtui.launcher.process_check import is_running_elsewhere
from spasmtui.launcher.status_files import OPEN_NAME
from spasmtui.shared.atomic_file import replace_file
from spasmtui.shared.regular_file import decode_text, read_regular

ROUTINE = "relief.json"
JOINED_ROUTINE = "relief-joined."
"""The name of the other folder's interrupted routine goes on with a number; it is taken up like a start's marker."""
LISTS = (
    *("bookmarks", "palette", "conflicts-told.txt", "signs-told.txt", "asked-in-the-morning"),
    *("joined-folders", "skin"),
)
"""Files of a line each; `skin` has a head that both begin with."""
_LEFT_BEHIND = (
    *("lock", "snapshot", "opened", "usual", OPEN_NAME, RECORD, PURGED, "device.", "former.", "joined."),
    *("mirror", "backups", "crash-reports"),
)
BESIDE = ".joined-"
"""In the name of a file whose own name is taken."""


def has_two_that_run(state: str, other: str) -> bool:
    """Return whether a routine runs by each of two state folders: they are joined when one of them is over."""
    return all(os.path.exists(f"{each}/{ROUTINE}") and is_running_elsewhere(each) for each in (state, other))


def take_over(state: Path, other: Path, data: Path, disk: Disk) -> None:
    """Put everything of one state folder into another; the caller holds the locks of both.

    Args:
        state: the state folder that goes on.
        other: the one that is joined; it may be gone afterwards.
        data: the diary's folder.
        disk: the file system.

    Raises:
        OSError: a file could not be read or written. What was moved is in its new place, and the rest in its old one.
    """
    for host, ids in device_hosts(disk, other).items():
        add_joined_ids(disk, state, host, ids)
    if (state / PURGED).exists():
        write_done(disk, state, read_done(disk, state) & read_done(disk, other))
    _keep_lost_lines(state, other, data, disk)
    for kind in (DAILY, WEEKLY):
        _move_backups(state / "backups" / kind, other / "backups" / kind, disk)
    _move_routine(state, other)
    move_kept(str(state), str(other))
    for name in LISTS:
        _unite_lines(state / name, other / name, has_head=name == "skin")
    _unite_documents(state / "drink-favourites.json", other / "drink-favourites.json", _both_favourites)
    _unite_documents(state / "episode-starts.json", other / "episode-starts.json", _both_starts)
    _move_reports(state / "crash-reports", other / "crash-reports")
    for path in sorted(other.iterdir()):
        if not path.name.startswith((".", *_LEFT_BEHIND)):
            _move(path, state / path.name)


def move_kept(state: str, other: str) -> None:
    """Move what could not be saved into another state folder, also from the temporary folders of the first.

    A kill may leave a copy behind, which is recognized when it is taken in.
    """
    for path in all_kept_files(other):
        if os.path.islink(other) and os.path.dirname(path) == other:
            continue  # it is there already: the other name is a link by now
        target = next_path(state)
        if not path.endswith(TAIL):
            target += f".{path.rpartition(f'{TAIL}.')[2]}"
        replace_file(Path(target), read_regular(path))
        remove_kept_file(path)


def _keep_lost_lines(state: Path, other: Path, data: Path, disk: Disk) -> None:
    """Keep the lines that only the other mirror has, where the diary has lost them, but none of a purged record."""
    mirror, theirs = Mirror(state / "mirror", disk), Mirror(other / "mirror", disk)
    here = [split_lines(read_file(disk, data / name)) for name in scan_folder(data).journals]
    here += [split_lines(mirror.read_copy(name)) for name in (*sorted(mirror.names()), LOST)]
    there = [split_lines(theirs.read_copy(name)) for name in (*sorted(theirs.names()), LOST)]
    known = {raw for lines in here for raw in lines}
    purges = [raw for lines in (*here, *there) for raw in lines if b'"purge":' in raw]
    purged = {(line.table, line.key) for line in intact_lines(purges) if line.is_purge}
    only_there = dict.fromkeys(raw for lines in there for raw in lines if raw not in known)
    lost = [line for line in intact_lines(only_there) if line.is_purge or (line.table, line.key) not in purged]
    if lost:
        make_folders(disk, state / "mirror")
        mirror.add_lost(line.raw for line in lost)


def _move_backups(folder: Path, others: Path, disk: Disk) -> None:
    """Move whole backups; one of a day that has one here already stays a backup of that day beside it."""
    for path in sorted(others.glob("[0-9]*")):
        if (path / MANIFEST).is_file():
            make_folders(disk, folder)
            os.rename(path, _free_name(folder / path.name, "-"))


def _move_routine(state: Path, other: Path) -> None:
    """Keep the routine that runs, or the one that was left last, as the one to go on with, and the other one too."""
    ours, theirs = state / ROUTINE, other / ROUTINE
    for path in sorted(other.glob(f"{MARKER}*")):
        os.rename(path, _free_name(state / path.name, "-"))
    for path in sorted(other.glob(f"{JOINED_ROUTINE}*")):
        os.rename(path, _free_number(state / JOINED_ROUTINE))
    if not theirs.is_file():
        return
    if ours.is_file():
        is_theirs_later = theirs.stat().st_mtime > ours.stat().st_mtime
        if is_running_elsewhere(str(other)) or (is_theirs_later and not is_running_elsewhere(str(state))):
            os.rename(ours, _free_number(state / JOINED_ROUTINE))
        else:
            os.rename(theirs, _free_number(state / JOINED_ROUTINE))
            return
    os.rename(theirs, ours)


def _unite_lines(path: Path, other: Path, *, has_head: bool) -> None:
    """Add the lines of a file that another one lacks, after its own; with another head it is kept beside it."""
    with suppress(FileNotFoundError, UnicodeDecodeError):
        added = decode_text(read_regular(other)).splitlines()
        known: list[str] = []
        with suppress(FileNotFoundError):
            known = decode_text(read_regular(path)).splitlines()
        if has_head and known and known[:1] != added[:1]:
            return
        replace_file(path, "".join(f"{line}\n" for line in dict.fromkeys((*known, *added))).encode())
        os.unlink(other)


def _unite_documents(path: Path, other: Path, unite: Callable[[Any, Any], Any]) -> None:
    """Replace a JSON document by both; one that cannot be read is kept beside it in the end."""
    with suppress(FileNotFoundError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        theirs = json.loads(decode_text(read_regular(other)))
        both = unite(json.loads(decode_text(read_regular(path))), theirs)
        replace_file(path, json.dumps(both, ensure_ascii=False, indent=1).encode())
        os.unlink(other)


def _both_favourites(ours: Any, theirs: Any) -> Any:
    """Return the favourites of two documents of one version; two that share a name keep both.

    Raises:
        ValueError: the versions differ.
    """
    if ours["version"] != theirs["version"]:
        raise ValueError
    rows = list(ours["favourites"])
    for row in theirs["favourites"]:
        # One that got a number before a kill is there already, too.
        if all(_without_name(each) != _without_name(row) or not each["name"].startswith(row["name"]) for each in rows):
            names = {each["name"] for each in rows}
            name, number = row["name"], 1
            while name in names:
                number += 1
                name = f"{row['name']} ({number})"
            rows.append({**row, "name": name})
    return {**ours, "favourites": rows}


def _without_name(row: Any) -> Any:
    return {**row, "name": ""}


def _both_starts(ours: Any, theirs: Any) -> Any:
    if (ours["version"], ours["boot"]) != (theirs["version"], theirs["boot"]):
        return ours  # of another start of the machine: it has no meaning any more
    return {**ours, "starts": {**theirs["starts"], **ours["starts"]}}


def _move_reports(folder: Path, others: Path) -> None:
    for path in sorted(others.glob("crash-*.txt"), key=lambda each: (len(each.name), each.name)):
        folder.mkdir(mode=0o700, exist_ok=True)
        os.rename(path, _free_number(folder / "crash-", ".txt"))


def _move(path: Path, target: Path) -> None:
    """Move a file; what is there already stays, and the file is kept beside it unless both are the same.

    A draft that was changed later takes the name.
    """
    if not os.path.lexists(target):
        os.rename(path, target)
        return
    with suppress(OSError):
        if read_regular(path) == read_regular(target):
            return
    if path.stat().st_mtime > target.stat().st_mtime:
        os.rename(target, _free_number(target.with_name(target.name + BESIDE)))
        os.rename(path, target)
    else:
        os.rename(path, _free_number(target.with_name(target.name + BESIDE)))


def _free_name(path: Path, joint: str) -> Path:
    """Return a path under which nothing is yet: this one, or one with a number."""
    return path if not os.path.lexists(path) else _free_number(path.with_name(path.name + joint), first=2)


def _free_number(path: Path, ending: str = "", first: int = 1) -> Path:
    """Return the first path under which nothing is yet, of this one with a number and an ending."""
    return next(each for each in _numbered(path, ending, first) if not os.path.lexists(each))


def _numbered(path: Path, ending: str, number: int) -> Iterator[Path]:
    while True:
        yield path.with_name(f"{path.name}{number}{ending}")
        number += 1
