"""Automatic backups in the state folder: one a day for a week, one a week for eight weeks, each read back.

A backup is a copy of the mirror, which has every line this machine has seen. A journal that has not changed since the
backup before is linked instead of copied, so twenty years cost little more than this year's file each time.
"""

import contextlib
import json
import os
from binascii import crc32
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from spasmtui.episodes.store.journal.disk import (
    Disk,
    make_folders,
    opened,
    read_file,
    read_parts,
    replace_file,
    write_all,
)
from spasmtui.episodes.store.journal.year_index import INDEX

DAILY, WEEKLY = "daily", "weekly"
KEPT = {DAILY: 7, WEEKLY: 8}
MANIFEST = "backup.json"
_NAME_LENGTH = {DAILY: len("2026-11-22"), WEEKLY: len("2026-W47")}


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup of the diary."""

    path: Path
    kind: str
    """`daily` or `weekly`."""
    made_at: datetime
    verified_at: datetime
    """Time at which it was last read back and was whole."""
    is_sound: bool
    """Whether it was whole when it was last read back."""


class Backups:
    """The backups of one diary. The caller of `make` holds the lock."""

    def __init__(self, folder: Path, mirror: Path, disk: Disk) -> None:
        self.folder = folder
        self._mirror = mirror
        self._disk = disk

    def has_backup_of(self, now: datetime) -> bool:
        """Return whether the day of `now` has its backup."""
        return (self.folder / DAILY / now.date().isoformat() / MANIFEST).exists()

    def make(self, now: datetime) -> None:
        """Copy the mirror when this day, or this week, has no backup; remove the oldest beyond `KEPT`."""
        year, week, _ = now.isocalendar()
        for kind, name in ((DAILY, now.date().isoformat()), (WEEKLY, f"{year}-W{week:02d}")):
            target = self.folder / kind / name
            if not (target / MANIFEST).exists():
                self._make(target, now)
                self._remove_oldest(kind)

    def paths(self) -> list[Path]:
        """Return the folder of every backup, the newest last."""
        paths = [
            path
            for kind in (WEEKLY, DAILY)
            for path in (self.folder / kind).glob("*")
            if not path.name.startswith(".") and (path / MANIFEST).is_file()
        ]
        return sorted(paths, key=lambda path: (self._manifest(path).get("made_at", ""), path.parent.name == DAILY))

    def verify(self, now: datetime) -> tuple[Backup, ...]:
        """Read every backup back and return its state, the newest last."""
        backups = []
        for path in self.paths():
            manifest = self._manifest(path)
            is_sound = self._is_whole(path, manifest)
            made_at = _moment(manifest.get("made_at"), now)
            if is_sound:
                manifest["verified_at"] = now.isoformat()
                with contextlib.suppress(OSError):
                    self._write_manifest(path, manifest)
            verified_at = _moment(manifest.get("verified_at"), made_at)
            backups.append(Backup(path, path.parent.name, made_at, verified_at, is_sound))
        return tuple(backups)

    def remove_remains(self) -> None:
        """Remove what killed sessions left of backups; the caller holds the lock, so that none is being made."""
        for kind in (WEEKLY, DAILY):
            for path in (self.folder / kind).glob("*"):
                if path.name.startswith(".") or not (path / MANIFEST).is_file():
                    self._remove(path)

    def rewrite(self, path: Path, name: str, data: bytes) -> None:
        """Replace a file in a backup; only a purge may do that."""
        replace_file(self._disk, path / name, data)
        manifest = self._manifest(path)
        manifest.setdefault("files", {})[name] = [len(data), crc32(data)]
        self._write_manifest(path, manifest)

    def convert(self, path: Path, changed: Callable[[str, bytes], bytes]) -> None:
        """Replace the files of a backup by what they are to be; one that is damaged stays one that is named.

        Args:
            path: the folder of the backup.
            changed: returns the new content of a file, by its name and its present content.
        """
        # An error of the disk ends it here: taken for damage, it would leave a sound backup as a damaged one.
        text = read_file(self._disk, path / MANIFEST)
        manifest = _parsed(text)
        seals: dict[str, list[int]] = manifest.get("files") or {}
        names = sorted(name for name in os.listdir(path) if name != MANIFEST)
        is_sound = manifest.get("is_converting") is True or all(
            name in names and self._sealed(path / name) == seal for name, seal in seals.items()
        )
        files = {}
        for name in names:
            if name.endswith(".tmp"):
                self._disk.remove(path / name)
                continue
            data = read_file(self._disk, path / name)
            if (new := changed(name, data)) != data:
                if is_sound and not manifest.get("is_converting"):
                    # Until all of it is done the checksums are not those of the files.
                    manifest["is_converting"] = True
                    self._write_manifest(path, manifest)
                replace_file(self._disk, path / name, new)
            files[name] = [len(new), crc32(new)]
        if manifest.pop("is_converting", False):
            self._write_manifest(path, {**manifest, "files": files})

    def _make(self, target: Path, now: datetime) -> None:
        before = self.paths()
        previous = self._manifest(before[-1]).get("files", {}) if before else {}
        draft = target.with_name(f".{target.name}.tmp")
        self._remove(draft)
        self._remove(target)
        make_folders(self._disk, draft)
        files = {}
        for name in sorted(os.listdir(self._mirror)):
            if name == INDEX or name.endswith(".tmp"):
                continue
            files[name] = self._sealed(self._mirror / name)
            if previous.get(name) != files[name] or not self._linked(before[-1] / name, draft / name, files[name]):
                self._copy(self._mirror / name, draft / name)
        if not self._is_whole(draft, {"files": files}):
            raise OSError(f"{draft} does not read back as it was written")
        self._write_manifest(draft, {"made_at": now.isoformat(), "verified_at": now.isoformat(), "files": files})
        self._disk.replace(draft, target)
        self._disk.sync_folder(target.parent)

    def _linked(self, source: Path, target: Path, seal: list[int]) -> bool:
        """Link a file with the same bytes instead of copying it; return whether that was possible."""
        with contextlib.suppress(OSError):
            if self._sealed(source) == seal:
                self._disk.link(source, target)
                return True
        return False

    def _copy(self, source: Path, target: Path) -> None:
        with opened(self._disk, target, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as descriptor:
            for part in read_parts(self._disk, source):
                write_all(self._disk, descriptor, part)
            self._disk.sync(descriptor)

    def _sealed(self, path: Path) -> list[int]:
        """Return the length in bytes and the checksum of a file."""
        length = checksum = 0
        for part in read_parts(self._disk, path):
            length, checksum = length + len(part), crc32(part, checksum)
        return [length, checksum]

    def _is_whole(self, path: Path, manifest: dict[str, dict[str, list[int]]]) -> bool:
        try:
            return all(self._sealed(path / name) == seal for name, seal in manifest["files"].items())
        except (OSError, KeyError, AttributeError):
            return False

    def _manifest(self, path: Path) -> dict[str, Any]:
        try:
            return _parsed(read_file(self._disk, path / MANIFEST))
        except OSError:
            return {}

    def _write_manifest(self, path: Path, manifest: dict[str, Any]) -> None:
        replace_file(self._disk, path / MANIFEST, json.dumps(manifest).encode())

    def _remove_oldest(self, kind: str) -> None:
        paths = [path for path in (self.folder / kind).glob("[0-9]*") if (path / MANIFEST).is_file()]
        # Of one day there are several where two state folders were joined; their names go on after that of the day.
        kept = sorted({path.name[: _NAME_LENGTH[kind]] for path in paths})[-KEPT[kind] :]
        for path in paths:
            if path.name[: _NAME_LENGTH[kind]] not in kept:
                self._remove(path)

    def _remove(self, folder: Path) -> None:
        if folder.is_dir():
            # The manifest is removed first: a folder without one is not a backup, however much of it remains.
            for path in sorted(folder.iterdir(), key=lambda path: path.name != MANIFEST):
                self._disk.remove(path)
            self._disk.remove_folder(folder)


def _parsed(text: bytes) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
    except ValueError:
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _moment(text: object, otherwise: datetime) -> datetime:
    try:
        return datetime.fromisoformat(text) if isinstance(text, str) else otherwise
    except ValueError:
        return otherwise
