"""The diary's folder: file names of journals, and the stamps that tell when one has changed."""

import os
import re
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from spasmtui.episodes.store.journal.disk import Disk, make_folders, opened, write_all
from spasmtui.errors import NotALog, WrongUsage
from spasmtui.system.calls import status_of

ATTRIBUTES = ".gitattributes"
ATTRIBUTES_TEXT = b"# A journal only grows: git takes the lines of both sides.\n*.jsonl merge=union -text\n"

RECIPIENTS = "encrypted-to.txt"
"""In the diary's folder where it is encrypted: whom it is encrypted for."""
DECIDED = "encrypted-to"
"""In the state folder: the same, as this device has decided."""
CONVERTING = "encrypting"
"""In the state folder while the files of this device are not yet what was decided."""

_UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".swp", "~")
_JOURNAL = re.compile(r"[0-9]{4}\.([A-Za-z0-9_-]+)\.jsonl")
# Few folders have a name for which one of these is needed: they are compiled then.
_DRAFT = r"\.(.+\.jsonl.*)\.[0-9]+\.tmp"
_MARK_OF_A_COPY = r"\.sync-conflict-|[ _.~(]"
_TOLERATED = r"(?i)readme|licen[cs]e|desktop\.ini|thumbs\.db|icon\r|encrypted-to\b"


class Stamp(NamedTuple):
    """Inode, size and modification time of a file; a different stamp means different content."""

    inode: int
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The present contents of the folder."""

    journals: dict[str, Stamp]
    """Stamps of regular files that are journals, or copies of journals under a sync program's name for conflicts."""
    irregular: tuple[str, ...] = ()
    """Names of journals that are not regular files but links, folders or pipes. They are never opened."""
    foreign_names: tuple[str, ...] = ()
    """Names of files that do not belong to a diary."""


@lru_cache(maxsize=1000)
def is_journal_name(name: str) -> bool:
    """Return whether a name is that of a journal, or of any sync program's conflict copy of one.

    Files that a sync engine or an editor is still writing are not: `.syncthing.*.tmp`, `~...`, `*.part`.
    """
    return ".jsonl" in name and not name.startswith((".", "~")) and not name.endswith(_UNFINISHED)


def journal_name(year: str, device: str) -> str:
    """Return the name of a device's journal of a year."""
    return f"{year}.{device}.jsonl"


def owner_of(name: str) -> str:
    """Return the device in a journal's name; empty when this program gives no such name."""
    match = _JOURNAL.fullmatch(name)
    return match[1] if match else ""


@lru_cache(maxsize=1000)
def is_copy_of(name: str, device: str) -> bool:
    """Return whether a name is a sync program's name for a second version of this device's journal."""
    stem = name.partition(".")[2]
    if owner_of(name) == device or not stem.startswith(device):
        return False
    return re.match(_MARK_OF_A_COPY, stem[len(device) :]) is not None


def journal_of_draft(name: str) -> str:
    """Return the journal whose unfinished new version has this name; empty when the name is none of a draft."""
    match = re.fullmatch(_DRAFT, name)
    return match[1] if match else ""


def may_be_encrypted(folder: Path, state: Path) -> bool:
    """Return whether anything was decided about encryption, here or on another device."""
    return os.path.exists(state / DECIDED) or os.path.exists(folder / RECIPIENTS)


def scan_folder(folder: Path) -> Listing:
    """List the folder; a folder that does not exist is empty."""
    journals: dict[str, Stamp] = {}
    irregular, foreign_names = [], []
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return Listing({})
    for entry in entries:
        if is_journal_name(entry.name):
            try:
                status = status_of(entry)
            except FileNotFoundError:
                continue
            if stat.S_ISREG(status.st_mode):
                journals[entry.name] = Stamp(status.st_ino, status.st_size, status.st_mtime_ns)
            else:
                irregular.append(entry.name)
        elif not (entry.name.startswith(".") or entry.name.endswith(_UNFINISHED) or re.match(_TOLERATED, entry.name)):
            foreign_names.append(entry.name)
    return Listing(journals, tuple(sorted(irregular)), tuple(sorted(foreign_names)))


def stamp_file(path: Path) -> Stamp:
    """Return the present stamp of a file."""
    status = path.stat(follow_symlinks=False)
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns)


def require_elsewhere(path: Path, folder: Path, state: Path) -> None:
    """Refuse to write what a person asks for over a file of the diary, or where the diary would read it as one.

    Args:
        path: the file to write, by whatever spelling.
        folder: the diary's folder.
        state: its state folder.

    Raises:
        WrongUsage: it is such a file.
    """
    try:
        target = path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        return  # writing it will say what is wrong
    is_own_name = is_journal_name(target.name.lower()) or target.name == ATTRIBUTES
    is_in_state = any(_is_same(parent, state) for parent in target.parents)
    if is_in_state or (is_own_name and _is_same(target.parent, folder)):
        raise WrongUsage(
            f"{path} is a name that the diary keeps for files of its own. Nothing was written. "
            "Name a file in another folder."
        )


def _is_same(folder: Path, other: Path) -> bool:
    try:
        return folder.samefile(other)
    except OSError:
        return False


def prepare_folder(disk: Disk, folder: Path, listing: Listing) -> None:
    """Create the folder if it has no journal yet, with the file that tells git how to merge journals.

    Raises:
        NotALog: the folder is in use for something else; nothing was created in it.
    """
    if listing.journals:
        return
    if listing.foreign_names:
        raise NotALog(
            f"{folder} holds files that are not a diary, such as {listing.foreign_names[0]!r}. "
            "Nothing was written there. Choose an empty folder with --data-dir."
        )
    make_folders(disk, folder)
    attributes = folder / ATTRIBUTES
    if not os.path.lexists(attributes):
        with opened(disk, attributes, os.O_WRONLY | os.O_CREAT) as descriptor:
            write_all(disk, descriptor, ATTRIBUTES_TEXT)
