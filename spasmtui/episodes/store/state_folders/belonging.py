"""Find the state folders that belong to a diary, and prove that each does before anything of it is used.

Nothing is concluded from what is not there: a diary on a disk that is not mounted keeps its state folder.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.folder import owner_of, scan_folder
from spasmtui.episodes.store.journal.ids import known_device_ids
from spasmtui.episodes.store.journal.mirror import LOST, Mirror
from spasmtui.launcher.locations import inode_of, is_own_folder, read_record, state_key

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ENTRIES = 5000
"""Names of a folder of which that many are looked at for links to the diary."""
MOST_LINKS_IN_A_ROW = 3
MOST_SPELLINGS = 1000


def find_other_states(data: str, state: str, named_state: str) -> Iterator[str]:
    """Yield the other state folders of a diary: those for another spelling or another mount, and that of a moved one.

    Args:
        data: the real path of the diary's folder.
        state: its own state folder, which need not be there.
        named_state: the state folder of earlier versions for the spelling of this run.
    """
    found = inode_of(data)
    if not found:
        return
    parent, own = os.path.split(state)
    with suppress(OSError):
        names = sorted(os.listdir(parent))
        spellings: set[str] | None = None
        for name in names:
            other = f"{parent}/{name}"
            if name == own or name.startswith(".") or not is_own_folder(other):
                continue
            if record := read_record(other):
                now = inode_of(record[0])
                has_moved = not now and record[1] == found and not os.path.isdir(state) and _has_journal(other, data)
                is_same = now == found or has_moved
            elif other == named_state:
                is_same = True
            else:
                last = name.rpartition("-")[0]
                if spellings is None:
                    spellings = spellings_of(data)
                is_same = any(each.endswith(f"/{last}") and state_key(each) == name for each in spellings)
            if is_same:
                yield other


def spellings_of(data: str) -> set[str]:
    """Return the paths by which a folder is likely to have been called: through links near it, with `..` or `//`.

    Earlier versions named a state folder by a checksum of the path, so that a spelling can be recognized, not read.
    Links are read and not followed: one may lead to a disk that hangs.
    """
    home, here = os.path.expanduser("~"), ""
    with suppress(OSError):
        here = os.getcwd()
    parts = data.split("/")
    above = ["/".join(parts[:end]) or "/" for end in range(1, len(parts))]
    links: list[tuple[str, str]] = []
    beside: list[str] = []
    for folder in filter(None, dict.fromkeys((*above, home, os.path.realpath(home), here))):
        for entry in _entries(folder):
            with suppress(OSError):
                if entry.is_symlink():
                    target = os.path.normpath(os.path.join(folder, os.readlink(entry.path)))
                    links.append((entry.path.replace("//", "/"), target))
                elif folder == above[-1] and entry.is_dir(follow_symlinks=False):
                    beside.append(entry.path)
    found = {data}
    for _link_in_a_row in range(MOST_LINKS_IN_A_ROW):
        found |= {
            link + path[len(target) :]
            for link, target in links
            for path in found
            if path == target or path.startswith(f"{target.rstrip('/')}/")
        }
        if len(found) > MOST_SPELLINGS:
            break
    found |= {f"{folder}/../{parts[-1]}" for folder in (*beside, *found)}
    return found | {f"/{path}" for path in found}


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        return list(islice(entries, MOST_ENTRIES))
    return []


def may_be_joined(state: str, data: str) -> bool | None:
    """Return whether the contents of a state folder are about the diary in a folder; None where nothing tells.

    A link may have led elsewhere when the state folder was made. Its devices have written into this diary, or have
    nothing written anywhere.
    """
    disk, folder = Disk(), Path(state)
    try:
        mirror = Mirror(folder / "mirror", disk)
        if not known_device_ids(disk, folder) or not (mirror.names() or mirror.read_copy(LOST)):
            return True
        if _has_journal(state, data):
            return True
        return False if scan_folder(Path(data)).journals else None
    except OSError:
        return None


def _has_journal(state: str, data: str) -> bool:
    with suppress(OSError):
        devices = known_device_ids(Disk(), Path(state))
        return any(owner_of(name) in devices for name in scan_folder(Path(data)).journals)
    return False
