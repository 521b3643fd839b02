"""Ids of devices and of new records."""

import contextlib
import os
import re
from datetime import datetime
from pathlib import Path

from spasmtui.episodes.store.journal.disk import Disk, make_folders, read_file, replace_file
from spasmtui.system.calls import machine_name

_ID = re.compile(r"[a-z0-9-]{1,40}")


def host_name() -> str:
    """Return this machine's name in the letters of a file name: lower case, digits and hyphens."""
    name = re.sub(r"[^a-z0-9]+", "-", machine_name().partition(".")[0].lower()).strip("-")
    return name[:20].strip("-") or "device"


def device_id(disk: Disk, state: Path) -> str:
    """Return this device's id; it is made at the first call and kept in the state folder, one for each host name.

    Machines with different names may share a home folder, cloned or over a network: each gets its own id, so that no
    two machines ever write the same journal.
    """
    host = host_name()
    path = state / f"device.{host}"
    try:
        text = read_file(disk, path).decode("ascii", "replace").strip()
        if _ID.fullmatch(text):
            return text
    except FileNotFoundError:
        pass
    return new_device_id(disk, state)


def new_device_id(disk: Disk, state: Path, old: str = "") -> str:
    """Make and store a new id for this device: it has none, or another machine turned out to use the old one."""
    host = host_name()
    name = f"{host}-{os.urandom(3).hex()}"
    make_folders(disk, state)
    if old:
        former = "".join(f"{each}\n" for each in [*former_device_ids(disk, state), old])
        replace_file(disk, state / f"former.{host}", former.encode())
    replace_file(disk, state / f"device.{host}", f"{name}\n".encode())
    return name


def joined_device_ids(disk: Disk, state: Path) -> list[str]:
    """Return the ids under which this device wrote by another spelling of the diary's path; their undo is its own."""
    return _ids_in(disk, state / f"joined.{host_name()}")


def device_hosts(disk: Disk, state: Path) -> dict[str, list[str]]:
    """Return the ids of each host that uses a state folder: the present one, then those that it had before."""
    hosts: dict[str, list[str]] = {}
    for kind in ("device", "former"):
        for path in sorted(state.glob(f"{kind}.*")):
            hosts.setdefault(path.name.partition(".")[2], []).extend(_ids_in(disk, path))
    return hosts


def add_joined_ids(disk: Disk, state: Path, host: str, ids: list[str]) -> None:
    """Make the ids of a host in another state folder of the same diary its ids here too.

    Its id here goes on, or the first of these where it has none. Nothing is added twice.

    Raises:
        OSError: a file could not be written.
    """
    here = _ids_in(disk, state / f"device.{host}")
    present, more = (here[0], ids) if here else (ids[0], ids[1:]) if ids else ("", [])
    for kind in ("joined", "former"):
        known = _ids_in(disk, state / f"{kind}.{host}")
        if new := [each for each in dict.fromkeys(more) if each not in (present, *known)]:
            replace_file(disk, state / f"{kind}.{host}", "".join(f"{each}\n" for each in (*known, *new)).encode())
    if present and not here:
        replace_file(disk, state / f"device.{host}", f"{present}\n".encode())


def former_device_ids(disk: Disk, state: Path) -> list[str]:
    """Return the ids that this device had before; what it wrote under them is still its own."""
    return _ids_in(disk, state / f"former.{host_name()}")


def _ids_in(disk: Disk, path: Path) -> list[str]:
    try:
        text = read_file(disk, path).decode("ascii", "replace")
    except OSError:
        return []
    return [line for line in text.split() if _ID.fullmatch(line)]


def known_device_ids(disk: Disk, state: Path) -> set[str]:
    """Return the ids of all machines that use this state folder, and those that they had before.

    They write under one lock. A machine that was given another name is one of them.
    """
    ids = set()
    for path in (*state.glob("device.*"), *state.glob("former.*")):
        with contextlib.suppress(OSError):
            ids.update(read_file(disk, path).decode("ascii", "replace").split())
    return {each for each in ids if _ID.fullmatch(each)}


def draft_name(key: str | None) -> str:
    """Return the name of the file in the state folder that keeps an unfinished form of a record; None for a new one."""
    # An id may come from an imported file, so only its harmless characters name a file.
    name = "new" if key is None else "".join(letter for letter in key if letter.isalnum() or letter == "-")
    return f"draft-{name}.json"


def uuid7(now: datetime) -> str:
    """Return a uuid of version 7 (RFC 9562): 48 bits of milliseconds, then random bits; sorts by creation."""
    milliseconds = int(now.timestamp() * 1000) & (1 << 48) - 1
    random_bits = int.from_bytes(os.urandom(10), "big")
    number = milliseconds << 80 | 7 << 76 | (random_bits >> 68) << 64 | 2 << 62 | random_bits & (1 << 62) - 1
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
