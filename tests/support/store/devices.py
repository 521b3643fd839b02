"""Histories of three devices that meet through a folder sync, and the invariants once all have met.

`run_history` plays operations and returns what went wrong: devices that differ, something acknowledged that is gone, a
value that was knowingly replaced and came back, a diary that cannot be read.
"""

import random
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.history import find_conflicts
from spasmtui.episodes.store.journal.line import header_line
from spasmtui.errors import SpasmError
from tests.conftest import FakeClock
from tests.support.store.values import NIGHT, an_episode

NAMES = ("laptop", "phone", "tablet")
KINDS = ("add", "edit", "edit", "delete", "undo", "redo", "meet", "meet", "copy", "tear", "restart", "vanish", "clock")
CONFLICT_NAMES = (
    "{stem}.sync-conflict-20261122-051122-ABCDEFG.jsonl",
    "{stem} (conflicted copy 2026-11-22 051122).jsonl",
    "{stem} (Anna's conflicted copy 2026-11-22).jsonl",
    "{stem}-DESKTOP-4F2.jsonl",
    "{stem}.jsonl..path1",
    "{stem}.jsonl~HEAD",
)
"""How Syncthing, Nextcloud, Dropbox, OneDrive, rclone and git name a second version of a file."""

Operation = tuple[str, int, int, int]
"""The kind, the device, the other device, and a number that decides the rest."""


@dataclass
class _Device:
    root: Path
    name: str
    clock: FakeClock
    diary: Diary = field(init=False)

    def __post_init__(self) -> None:
        (self.root / "state").mkdir(parents=True)
        self.open()

    def open(self) -> None:
        self.diary = Diary(self.root / "data", self.root / "state", self.clock)

    def own_files(self) -> list[Path]:
        return sorted(self.diary.folder.glob(f"*{self.diary.device}*"))


class _Model:
    """The acknowledged changes, and the lines that they have replaced."""

    def __init__(self) -> None:
        self.count = 0
        self.added: dict[str, int] = {}
        self.deleted: set[str] = set()
        self.problems: list[str] = []
        self.replaced: set[bytes] = set()
        """Lines that counted when somebody changed or deleted what they say."""

    def note(self) -> str:
        self.count += 1
        return f"note {self.count}"


def run_history(root: Path, operations: list[Operation]) -> list[str]:
    """Play a history, let every device meet every other, and return the violated invariants."""
    model = _Model()
    devices = [
        _Device(root / name, name, FakeClock(NIGHT + timedelta(hours=shift)))
        for name, shift in zip(NAMES, (0, -70_000, 40_000), strict=True)
    ]
    try:
        for kind, one, other, number in operations:
            _play(model, kind, devices[one % 3], devices[other % 3], number)
        for _ in range(2):
            for device in devices:
                for other_device in devices:
                    _meet(device, other_device)
        for device in devices:
            device.diary.maintenance.write_back_lost()
        for device in devices:
            for other_device in devices:
                _meet(device, other_device)
        states = [device.diary.episodes() for device in devices]
        pasts = [[device.diary.history(key) for key in sorted(model.added)] for device in devices]
        conflicts = [
            sorted(find_conflicts(device.diary.journals.ledger), key=lambda each: each.key) for device in devices
        ]
    except SpasmError as problem:
        return [f"refused: {problem!r}"]
    problems = model.problems
    if not states[0] == states[1] == states[2]:
        problems.append("the devices show different diaries")
    if not (pasts[0] == pasts[1] == pasts[2] and conflicts[0] == conflicts[1] == conflicts[2]):
        problems.append("the devices tell of different versions or conflicts")
    shown = {episode.id for episode in states[0]}
    problems += [f"{key} was added, never deleted, and is gone" for key in model.added.keys() - model.deleted - shown]
    winners = [_line(devices[0].diary, key) for key in model.added]
    problems += [f"{line!r} was knowingly replaced and counts" for line in winners if line in model.replaced]
    fresh = Diary(root / "laptop" / "data", root / "fresh", devices[0].clock)
    if fresh.episodes() != states[0]:
        problems.append("who starts without a mirror sees another diary")
    return problems


def _play(model: _Model, kind: str, device: _Device, other: _Device, number: int) -> None:
    device.clock.advance(1 + number % 3)
    diary = device.diary
    episodes = diary.episodes()
    target = episodes[number % len(episodes)] if episodes else None
    if kind == "add":
        episode = an_episode(1000 + model.count, note=model.note())
        diary.add(episode)
        model.added[episode.id] = model.count
    elif kind == "edit" and target:
        model.replaced.add(_line(diary, target.id))
        diary.edit(target.id, note=model.note())
    elif kind == "delete" and target:
        model.replaced.add(_line(diary, target.id))
        diary.delete(target.id)
        model.deleted.add(target.id)
    elif kind in ("undo", "redo"):
        _step(model, diary, kind)
    elif kind == "meet":
        _meet(device, other)
    elif kind == "copy":
        _leave_conflict_copy(device, other, number)
    elif kind == "tear":
        _tear(device, number)
    elif kind == "restart":
        device.open()
    elif kind == "vanish":
        _vanish(model, device, number)
    elif kind == "clock":
        device.clock.advance(number * 1000 - 3000)


def _step(model: _Model, diary: Diary, kind: str) -> None:
    before = {key: _line(diary, key) for key in model.added}
    try:
        change = diary.undo() if kind == "undo" else diary.redo()
    except SpasmError:
        return
    key = change.record.id  # type: ignore[union-attr]
    model.replaced.add(before[key])
    if change.action == "deleted":
        model.deleted.add(key)


def _line(diary: Diary, key: str) -> bytes:
    """Return the line that counts for an episode on this device; empty when it has none."""
    line = diary.journals.ledger.winner("episodes", key)
    return b"" if line is None else line.raw


def _meet(one: _Device, other: _Device) -> None:
    """Sync two devices: each gets the other's own journals as they are, and none of its own is overwritten."""
    if one is other:
        return
    for source, target in ((one, other), (other, one)):
        target.diary.folder.mkdir(exist_ok=True, parents=True)
        for path in source.diary.folder.glob("*.jsonl*"):
            place = target.diary.folder / path.name
            if target.diary.device in path.name and ".jsonl" in path.name and place.exists():
                continue
            if not place.exists() or place.stat().st_size < path.stat().st_size:
                draft = target.diary.folder / f".syncthing.{path.name}.tmp"
                shutil.copyfile(path, draft)
                draft.replace(place)


def _leave_conflict_copy(device: _Device, other: _Device, number: int) -> None:
    files = other.own_files()
    if files:
        source = files[number % len(files)]
        name = CONFLICT_NAMES[number % len(CONFLICT_NAMES)].format(stem=source.name.partition(".jsonl")[0])
        device.diary.folder.mkdir(exist_ok=True, parents=True)
        data = source.read_bytes()
        (device.diary.folder / name).write_bytes(data[: len(data) - number % 50])


def _tear(device: _Device, number: int) -> None:
    """Append the remains of a crash: the beginning of a line, perhaps with NULs."""
    files = [path for path in device.own_files() if path.name.endswith(f".{device.diary.device}.jsonl")]
    if files:
        with files[-1].open("ab") as file:
            file.write(header_line("x")[: number * 3] + bytes(number % 4))


def _vanish(model: _Model, device: _Device, number: int) -> None:
    """Remove a journal of another device; a session that starts then must show the same diary."""
    before = device.diary.episodes()
    foreign = [path for path in sorted(device.diary.folder.glob("*.jsonl")) if device.diary.device not in path.name]
    if foreign:
        foreign[number % len(foreign)].unlink()
        device.open()
        if device.diary.episodes() != before:
            model.problems.append("what vanished from the folder is not shown any more")


def random_history(seed: int, length: int = 40) -> list[Operation]:
    chance = random.Random(seed)
    return [
        (chance.choice(KINDS), chance.randrange(3), chance.randrange(3), chance.randrange(8)) for _ in range(length)
    ]
