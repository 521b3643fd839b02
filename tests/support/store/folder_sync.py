"""A folder sync between devices, file by file, as Syncthing does it: version vectors, conflict copies, deletions."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

CONFLICT_NAMES = (
    "{stem}.sync-conflict-20261122-051122-ABCDEFG.jsonl",
    "{stem} (conflicted copy 2026-11-22 051122).jsonl",
    "{stem} (Anna's conflicted copy 2026-11-22).jsonl",
    "{stem}-DESKTOP-4F2.jsonl",
    "{stem}.jsonl..path1",
    "{stem}.jsonl~HEAD",
)
"""How Syncthing, Nextcloud, Dropbox, OneDrive, rclone and git name a second version of a file."""

Vector = dict[str, int]


@dataclass
class SyncedFolder:
    """A device's copy of the shared folder, and what the sync program knows of each file in it."""

    path: Path
    device: str
    versions: dict[str, Vector] = field(default_factory=dict)
    contents: dict[str, bytes | None] = field(default_factory=dict)
    """What stood in each file when it was last looked at; None where it was deleted."""

    def scan(self) -> None:
        """Take note of what has changed here since the last look."""
        here = {path.name: path.read_bytes() for path in self.path.glob("*.jsonl*")} if self.path.is_dir() else {}
        for name in {*here, *self.contents}:
            if here.get(name) != self.contents.get(name):
                version = self.versions.setdefault(name, {})
                version[self.device] = version.get(self.device, 0) + 1
                self.contents[name] = here.get(name)

    def names(self) -> list[str]:
        return sorted(self.versions)

    def put(self, name: str, data: bytes | None, version: Vector) -> None:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if data is None:
            (self.path / name).unlink(missing_ok=True)
        else:
            # A new inode under the same name, as every sync program makes it.
            draft = self.path / f".syncthing.{name}.tmp"
            draft.write_bytes(data)
            draft.replace(self.path / name)
        self.contents[name], self.versions[name] = data, dict(version)


def exchange(one: SyncedFolder, other: SyncedFolder, *, names: list[str] | None = None, pattern: int = 0) -> None:
    """Bring the files of two folders to the same state: all, or those that are named."""
    if one is other:
        return
    one.scan()
    other.scan()
    for name in sorted({*one.names(), *other.names()}) if names is None else names:
        _exchange_file(one, other, name, pattern)


def _exchange_file(one: SyncedFolder, other: SyncedFolder, name: str, pattern: int) -> None:
    mine, theirs = one.versions.get(name, {}), other.versions.get(name, {})
    merged = {device: max(mine.get(device, 0), theirs.get(device, 0)) for device in {*mine, *theirs}}
    if mine == theirs:
        return
    if merged == mine:
        other.put(name, one.contents[name], merged)
    elif merged == theirs:
        one.put(name, other.contents[name], merged)
    else:
        _settle(one, other, name, merged, pattern)


def _settle(one: SyncedFolder, other: SyncedFolder, name: str, merged: Vector, pattern: int) -> None:
    """Both have changed the file: the larger keeps the name, the other becomes a conflict copy where it was."""
    mine, theirs = one.contents[name], other.contents[name]
    winner, loser = (one, other) if len(mine or b"") >= len(theirs or b"") else (other, one)
    kept, dropped = winner.contents[name], loser.contents[name]
    if dropped is not None and dropped != kept:
        stem = name.partition(".jsonl")[0]
        copy = CONFLICT_NAMES[pattern % len(CONFLICT_NAMES)].format(stem=stem)
        if not (loser.path / copy).exists():
            shutil.copyfile(loser.path / name, loser.path / copy)
    for each in (one, other):
        if each.contents[name] == kept:
            each.versions[name] = dict(merged)
        else:
            each.put(name, kept, merged)
