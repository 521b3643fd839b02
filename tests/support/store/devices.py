"""Histories of three devices that meet through a folder sync, and the rules that hold once all have met.

`run_history` plays operations and returns what went wrong: devices that answer differently, a change that is lost, a
conflict that nobody is told of or that is none, a byte of a purged record that stayed, an acknowledgement that is not
true, a `doctor` that finds fault.
"""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from spasmtui.episodes.model.episode import Context, Day, Episode, Helped, Side
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.history import Conflict, find_conflicts
from spasmtui.episodes.store.journal.line import header_line
from spasmtui.episodes.store.journal.record_codec import DAYS, EPISODES, Record
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.errors import NotFound, SpasmError
from tests.conftest import FakeClock
from tests.support.store.field_model import Expected, FieldModel, Key
from tests.support.store.folder_sync import CONFLICT_NAMES, SyncedFolder, exchange
from tests.support.store.values import NIGHT, an_episode

__all__ = ["CONFLICT_NAMES", "KINDS", "Operation", "random_history", "run_history"]

NAMES = ("laptop", "phone", "tablet")
KINDS = (
    "add", "add", "edit", "edit", "edit", "edit", "settle", "back", "delete", "undo", "undo", "redo", "purge", "day",
    "meet", "meet", "file", "file", "copy", "tear", "restart", "vanish", "clock", "new id", "roll back", "archive",
    "restore", "export", "import", "next day", "look",
)  # fmt: skip
_YEAR = 365 * 86_400
_BLANK: dict[str, Any] = {"tried": (), "is_open": False}
"""The values of fields that are left out of a line; None for all others."""
_NOT_COMPARED = {"id", "date", "updated_at", "device"}

Operation = tuple[str, int, int, int]
"""The kind, the device, the other device, and a number that decides the rest."""


@dataclass
class _Device:
    root: Path
    name: str
    clock: FakeClock
    diary: Diary = field(init=False)
    folder: SyncedFolder = field(init=False)

    def __post_init__(self) -> None:
        (self.root / "state").mkdir(parents=True, mode=0o700)
        self.folder = SyncedFolder(self.root / "data", self.name)
        self.open()

    def open(self) -> None:
        self.diary = Diary(self.root / "data", self.root / "state", self.clock)

    def own_files(self) -> list[Path]:
        return sorted(self.diary.folder.glob(f"*.{self.diary.device}.jsonl"))

    def lines(self) -> set[bytes]:
        """Return every line this device has, in the folder or in its second copy."""
        places = (self.diary.folder, self.diary.state / "mirror")
        paths = [path for place in places if place.is_dir() for path in place.iterdir() if path.is_file()]
        return {raw.strip(b"\0\r") for path in paths for raw in path.read_bytes().split(b"\n")}


@dataclass
class _World:
    root: Path
    devices: list[_Device]
    model: FieldModel = field(default_factory=FieldModel)
    problems: list[str] = field(default_factory=list)
    texts: dict[Key, list[bytes]] = field(default_factory=dict)
    """The texts that were ever written into each record."""
    exports: list[list[Record]] = field(default_factory=list)
    rolled_back: dict[str, dict[str, bytes]] = field(default_factory=dict)
    count: int = 0

    def text(self, key: Key) -> str:
        self.count += 1
        text = f"private {self.count:04d} text"
        self.texts.setdefault(key, []).append(text.encode())
        return text

    def known(self, device: _Device) -> set[int]:
        return {self.model.by_line[raw].number for raw in device.lines() if raw in self.model.by_line}

    @contextmanager
    def recording(self, device: _Device, given: Callable[[Key], set[str]] = lambda _: set()) -> Iterator[None]:
        """Take what the block has written into the model, each change with what its device knew before."""
        known = self.known(device)
        before = {(table, key): values_of(record) for table, key, record in records_of(device.diary)}
        yield
        for raw in sorted(device.lines() - self.model.by_line.keys()):
            if raw.startswith(b'{"at":') and raw.endswith(b'"}'):
                self._record(device, raw, known, before, given)

    def _record(
        self, device: _Device, raw: bytes, known: set[int], before: dict[Key, dict[str, Any]],
        given: Callable[[Key], set[str]],
    ) -> None:  # fmt: skip
        try:
            line = json.loads(raw)
        except ValueError:
            return
        key = line["table"], line["id"]
        kind = "purge" if line.get("purge") else "put" if {"put", "sealed"} & line.keys() else "delete"
        expected = self.model.expected(key, known)
        was = before.get(key) or (dict(expected.values) if expected else {})
        writes: dict[str, Any] = {}
        now: dict[str, Any] = {}
        if kind == "put":
            record = next(found for table, each, found in records_of(device.diary) if (table, each) == key)
            now = values_of(record)
            settled = {*line.get("settles", ())} | (given(key) & (expected.conflicts if expected else set()))
            changed = {name for name in now if now[name] != was.get(name, _BLANK.get(name))} if was else {*now}
            # What a first line leaves out was not recorded; it was not taken away.
            names = {name for name in changed if was or now[name] != _BLANK.get(name)} | (settled & now.keys())
            writes = {name: now[name] for name in names}
        made = self.model.add(
            raw, key, line["by"], line["at"], kind, writes, known, line["change"], line.get("undoes", ""),
            line.get("redoes", ""), frozenset(line.get("settles", ())), now,
        )  # fmt: skip
        self._check_step(made.number, line, writes, was_shown=key in before)

    def _check_step(self, number: int, line: dict[str, Any], writes: dict[str, Any], *, was_shown: bool) -> None:
        """An undo takes back what its change did, and nothing else."""
        name = line.get("undoes") or line.get("redoes")
        if not name:
            return
        made = self.model.changes[number]
        for undone in [each for each in self.model.by_key[made.key] if each.change == name]:
            if undone.kind == "delete" and line.get("undoes") and writes:
                self.problems.append(f"the undo of a deletion of {made.key} wrote {writes}")
            if was_shown and made.kind == "put" and not writes.keys() <= undone.writes.keys():
                self.problems.append(f"{line.get('undoes') and 'undo'} of {undone} wrote {writes}")


def records_of(diary: Diary) -> list[tuple[str, str, Record]]:
    return [
        *((EPISODES, episode.id, episode) for episode in diary.episodes()),
        *((DAYS, day.date, day) for day in diary.days()),
    ]


def values_of(record: Record) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record) if each.name not in _NOT_COMPARED}


def names_of(conflict: Conflict) -> set[str]:
    return {each.name for each in conflict.fields}


def conflicts_of(diary: Diary) -> dict[Key, Conflict]:
    diary.episodes()
    return {(each.table, each.key): each for each in find_conflicts(diary.journals.ledger)}


def run_history(
    root: Path, operations: list[Operation], look: Callable[[str, Diary], str | None] = lambda _kind, _diary: None
) -> list[str]:
    """Play a history, let every device meet every other and a day pass, and return the violated rules.

    Args:
        root: a folder for all of it.
        operations: the history.
        look: called after each operation with its kind and the diary of its device; says what is wrong.
    """
    skews = random.Random(len(operations)).choices((-2 * _YEAR, -70_000, 0, 40_000, 2 * _YEAR), k=3)
    devices = [
        _Device(root / name, name, FakeClock(NIGHT + timedelta(seconds=skew, microseconds=1000 * number)))
        for number, (name, skew) in enumerate(zip(NAMES, skews, strict=True))
    ]
    world = _World(root, devices)
    for step, (kind, one, other, number) in enumerate(operations):
        try:
            _play(world, kind, devices[one % 3], devices[other % 3], number)
        except SpasmError as refusal:
            world.problems.append(f"step {step}, {kind} on {one % 3} was refused: {refusal!r}")
            break
        if problem := look(kind, devices[one % 3].diary):
            world.problems.append(problem)
        if world.problems:
            world.problems[-1] += f" (step {step}, {kind} on {one % 3})"
            break
    try:
        _let_all_meet(world, operations)
        _check(world)
    except SpasmError as refusal:
        world.problems.append(f"refused at the end: {refusal!r}")
    return world.problems


def _play(world: _World, kind: str, device: _Device, other: _Device, number: int) -> None:
    device.clock.advance(1 + number % 3)
    chance = random.Random(number)
    if kind in _ACTIONS:
        _ACTIONS[kind](world, device, chance)
    elif kind == "meet":
        exchange(device.folder, other.folder, pattern=number)
    elif kind == "file" and device is not other:
        device.folder.scan()
        other.folder.scan()
        names = sorted({*device.folder.names(), *other.folder.names()})
        exchange(device.folder, other.folder, names=chance.choices(names) if names else [], pattern=number)
    elif kind == "copy":
        _leave_conflict_copy(device, other, number)
    elif kind == "restart":
        device.open()


def _target(device: _Device, chance: random.Random) -> Episode | None:
    episodes = device.diary.episodes()
    # Mostly one of the newest two, so that devices meet in the same record.
    return chance.choice(episodes[: chance.choice((1, 2, 2, 9))]) if episodes else None


def _add(world: _World, device: _Device, chance: random.Random) -> None:
    number = 1000 + world.count
    key = EPISODES, an_episode(number).id
    with world.recording(device):
        pain = chance.choice((None, 3))
        device.diary.add(an_episode(number, note=world.text(key), pain=pain, is_open=number % 2 == 0))
    world.texts[key].append(key[1].encode() + b'","rev":1,')


def _new_values(world: _World, key: Key, chance: random.Random) -> dict[str, Any]:
    values: dict[str, Callable[[], Any]] = {
        "note": lambda: chance.choice((world.text(key), None)),
        "place": lambda: chance.choice((world.text(key), "calf", "neck")),
        "triggers": lambda: (world.text(key),),
        "pain": lambda: chance.choice((None, 0, 1, 2)),
        "side": lambda: chance.choice(tuple(Side)),
        "helped": lambda: chance.choice(tuple(Helped)),
        "context": lambda: chance.choice((None, *Context)),
    }
    return {name: values[name]() for name in chance.sample(sorted(values), chance.choice((1, 1, 2, 4)))}


def _edit(world: _World, device: _Device, chance: random.Random) -> None:
    target = _target(device, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 4)) if target else 0):
        assert target is not None
        changes = _new_values(world, (EPISODES, target.id), chance)
        with world.recording(device, lambda _, changes=changes: {*changes}):  # type: ignore[misc]
            stored = device.diary.edit(target.id, **changes)
        if stored != device.diary.get(target.id) or any(getattr(stored, name) != changes[name] for name in changes):
            world.problems.append(f"an edit was acknowledged and {stored} is shown")
        device.clock.advance(1)


def _settle(world: _World, device: _Device, _chance: random.Random) -> None:
    """Choose one value of a field in conflict."""
    for (table, key), conflict in sorted(conflicts_of(device.diary).items()):
        if table == EPISODES and conflict.fields:
            shown = device.diary.get(key)
            changes = {name: getattr(shown, name) for name in names_of(conflict)}
            with world.recording(device, lambda _, changes=changes: {*changes}):  # type: ignore[misc]
                device.diary.edit(key, **changes)
            if (table, key) in conflicts_of(device.diary):
                world.problems.append(f"the conflict of {key} was settled and is told again")
            return


def _go_back(world: _World, device: _Device, chance: random.Random) -> None:
    target = _target(device, chance)
    if target is not None:
        versions = device.diary.history(target.id)
        number = chance.randrange(len(versions))
        with world.recording(device):
            stored = device.diary.go_back(target.id, number + 1)
        wanted = versions[number].record
        shown = None if stored is None else values_of(stored)
        if shown != (values_of(wanted) if isinstance(wanted, Episode) else None):
            world.problems.append(f"went back to {wanted} and {stored} is shown")
        if (EPISODES, target.id) in conflicts_of(device.diary):
            world.problems.append(f"a version of {target.id} was chosen and the conflict is told again")


def _delete(world: _World, device: _Device, chance: random.Random) -> None:
    if (target := _target(device, chance)) is not None:
        with world.recording(device):
            device.diary.delete(target.id)
        if any(episode.id == target.id for episode in device.diary.episodes()):
            world.problems.append(f"{target.id} was deleted and is shown")


def _undo(world: _World, device: _Device, _: random.Random) -> None:
    with world.recording(device):
        try:
            device.diary.undo()
        except NotFound:
            return


def _redo(world: _World, device: _Device, _: random.Random) -> None:
    with world.recording(device):
        try:
            device.diary.redo()
        except NotFound:
            return


def _purge(world: _World, device: _Device, chance: random.Random) -> None:
    target = _target(device, chance)
    if target is None or chance.random() < 0.3:
        return
    with world.recording(device):
        device.diary.maintenance.purge(target.id)
    if any(episode.id == target.id for episode in device.diary.episodes()):
        world.problems.append(f"{target.id} was purged and is shown")


def _describe_day(world: _World, device: _Device, chance: random.Random) -> None:
    day = f"2026-11-2{chance.randrange(3)}"
    words = chance.choice((("heat",), ("none",), ("effort",)))
    with world.recording(device):
        device.diary.add(Day(date=day, words=words, updated_at=device.clock.now(), device=device.diary.device))
    if not any((each.date, each.words) == (day, words) for each in device.diary.days()):
        world.problems.append(f"{day} was described as {words}, and it is not")


def _tear(_world: _World, device: _Device, chance: random.Random) -> None:
    """Append the remains of a crash: the beginning of a line, perhaps with NULs."""
    if files := device.own_files():
        lines = [*files[-1].read_bytes().split(b"\n"), header_line("x")]
        line = chance.choice(lines).replace(b'"rev":', b'"rev":9')
        # The writer begins with a line break where the file does not end in one.
        fence = b"" if lines[-2] == b"" else b"\n"
        with files[-1].open("ab") as file:
            file.write(fence + line[: chance.randrange(max(1, len(line) - 2))] + bytes(chance.randrange(4)))


def _vanish(world: _World, device: _Device, chance: random.Random) -> None:
    """Remove a journal; a session that starts then must show the same diary."""
    before = records_of(device.diary)
    journals = sorted(device.diary.folder.glob("*.jsonl*"))
    if journals:
        chance.choice(journals).unlink()
        device.open()
        if records_of(device.diary) != before:
            world.problems.append("what vanished from the folder is not shown any more")


def _set_clock(_: _World, device: _Device, chance: random.Random) -> None:
    device.clock.advance(chance.choice((-2 * _YEAR, -9000, -86_400, 7000, 90_000, 2 * _YEAR)))


def _take_new_id(_: _World, device: _Device, __: random.Random) -> None:
    with device.diary.journals.locked():
        device.diary.journals.use_new_device()


def _roll_back(world: _World, device: _Device, chance: random.Random) -> None:
    """Keep a copy of the folder, or put the last copy in its place, as from another program's backup."""
    files = {path.name: path.read_bytes() for path in device.diary.folder.glob("*.jsonl*")}
    earlier = world.rolled_back.get(device.name)
    if earlier is None or chance.random() < 0.4:
        world.rolled_back[device.name] = files
        return
    before = records_of(device.diary)
    for name in files.keys() - earlier.keys():
        (device.diary.folder / name).unlink()
    for name, data in earlier.items():
        (device.diary.folder / name).write_bytes(data)
    device.open()
    if records_of(device.diary) != before:
        world.problems.append("what was in the folder before it was rolled back is not shown any more")


def _archive(world: _World, device: _Device, _: random.Random) -> None:
    place = world.root / "archives"
    place.mkdir(exist_ok=True)
    device.diary.maintenance.backup(place / f"{len(list(place.iterdir()))}.jsonl")


def _restore(world: _World, device: _Device, chance: random.Random) -> None:
    archives = sorted((world.root / "archives").glob("*.jsonl"))
    archives += sorted((device.diary.state / "backups").glob("*/[0-9]*"))
    if archives:
        with world.recording(device):
            device.diary.maintenance.restore(chance.choice(archives))


def _export(world: _World, device: _Device, _: random.Random) -> None:
    world.exports.append([record for _, _, record in records_of(device.diary)])


def _import(world: _World, device: _Device, chance: random.Random) -> None:
    if world.exports:
        with world.recording(device):
            device.diary.merge(chance.choice(world.exports))


def _pass_a_day(world: _World, device: _Device, chance: random.Random) -> None:
    device.clock.advance(86_400)
    _add(world, device, chance)


def _look(world: _World, device: _Device, _: random.Random) -> None:
    """Compare what is shown with what this device knows, where it has all that its changes were made upon."""
    known = world.known(device)
    if world.model.closure(known) == known:
        shown = {(table, key): values_of(record) for table, key, record in records_of(device.diary)}
        told = conflicts_of(device.diary)
        for key in world.model.by_key:
            _compare(world, device.name, key, world.model.expected(key, known), shown.get(key), told.get(key))


_ACTIONS: dict[str, Callable[[_World, _Device, random.Random], None]] = {
    "add": _add, "edit": _edit, "settle": _settle, "back": _go_back, "delete": _delete, "undo": _undo, "redo": _redo,
    "purge": _purge, "day": _describe_day, "tear": _tear, "vanish": _vanish, "clock": _set_clock,
    "new id": _take_new_id, "roll back": _roll_back, "archive": _archive, "restore": _restore, "export": _export,
    "import": _import, "next day": _pass_a_day, "look": _look,
}  # fmt: skip


def _leave_conflict_copy(device: _Device, other: _Device, number: int) -> None:
    if files := other.own_files():
        source = files[number % len(files)]
        name = CONFLICT_NAMES[number % len(CONFLICT_NAMES)].format(stem=source.name.partition(".jsonl")[0])
        device.diary.folder.mkdir(exist_ok=True, parents=True, mode=0o700)
        data = source.read_bytes()
        (device.diary.folder / name).write_bytes(data[: len(data) - number % 50])


def _exchange_all(world: _World) -> None:
    for one in world.devices:
        for other in world.devices:
            exchange(one.folder, other.folder)


def _let_all_meet(world: _World, operations: list[Operation]) -> None:
    """One exchange, and one day in which every device only reads or makes a change, and syncs as before."""
    _exchange_all(world)
    _exchange_all(world)
    chance = random.Random(len(operations) + 1)
    for device in world.devices:
        if chance.random() < 0.5:
            device.open()
        records_of(device.diary)
        device.diary.maintenance.write_back_lost()
    _exchange_all(world)
    for device in world.devices:
        device.clock.advance(86_400)
        if chance.random() < 0.5:
            device.open()
        if chance.random() < 0.5:
            _add(world, device, chance)
        else:
            records_of(device.diary)
    _exchange_all(world)
    _exchange_all(world)
    for device in world.devices:
        records_of(device.diary)


def _check(world: _World) -> None:
    everything = {change.number for change in world.model.changes}
    answers = []
    for device in world.devices:
        _check_health(world, device)
        shown = {(table, key): values_of(record) for table, key, record in records_of(device.diary)}
        told = conflicts_of(device.diary)
        for key in world.model.by_key:
            expected = world.model.expected(key, everything)
            _compare(world, device.name, key, expected, shown.get(key), told.get(key))
            if expected is not None and expected.is_purged:
                _check_nothing_left(world, device, key)
        keys = [key for table, key in world.model.by_key if table == EPISODES]
        # Which of several purges of a record is shown does not matter: they say the same.
        pasts = [
            "purged" if past[-1].action == "purged" else past
            for past in (device.diary.history(key) for key in sorted(keys))
        ]
        answers.append((records_of(device.diary), pasts, told))
    if not answers[0] == answers[1] == answers[2]:
        world.problems.append("the devices answer differently")
    fresh = Diary(world.devices[0].diary.folder, world.root / "fresh", world.devices[0].clock)
    if records_of(fresh) != answers[0][0]:
        world.problems.append("who starts without a mirror sees another diary")


def _compare(
    world: _World, name: str, key: Key, expected: Expected | None, shown: dict[str, Any] | None, told: Conflict | None
) -> None:
    if expected is None or expected.is_purged or expected.is_deleted:
        if shown is not None:
            world.problems.append(f"{name} shows {key}, which is purged, deleted or not known there")
        if (told is not None) != (expected is not None and expected.is_overruled):
            what = "tells of no change that is overruled" if told is None else f"tells of a false conflict {told}"
            world.problems.append(f"{name} {what}: {key} is deleted")
        return
    if shown is None:
        world.problems.append(f"{key} was added, is not deleted, and {name} does not show it")
        return
    wrong = {field: (value, shown.get(field)) for field, value in expected.values.items() if shown.get(field) != value}
    if wrong:
        world.problems.append(f"{name} shows {key} with other values than were written last: {wrong}")
    fields_told = names_of(told) if told is not None else set()
    if expected.is_overruled != (told is not None and not told.fields):
        world.problems.append(f"{name} tells {told} of {key}, and a version as a whole is {expected}")
    if missing := expected.conflicts - fields_told:
        world.problems.append(f"{name} does not tell of a conflict in {missing} of {key}")
    if false := fields_told - expected.conflicts:
        world.problems.append(f"{name} tells of a false conflict in {false} of {key}")


def _check_nothing_left(world: _World, device: _Device, key: Key) -> None:
    for path in device.root.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for text in world.texts.get(key, ()):
                if text in data:
                    world.problems.append(f"{device.name} has text of the purged {key} in {path}")
                    return


def _check_health(world: _World, device: _Device) -> None:
    health = device.diary.maintenance.check_health()
    damaged = sum(each.count for each in health.bad_lines)
    if health.lost or health.hand_edits or any(not backup.is_sound for backup in health.backups):
        world.problems.append(f"{device.name}: {health_lines(health)[0]}")
    if damaged:
        world.problems.append(f"{device.name}: {damaged} damaged lines")


def random_history(seed: int, length: int = 40) -> list[Operation]:
    chance = random.Random(seed)
    return [
        (chance.choice(KINDS), chance.randrange(3), chance.randrange(3), chance.randrange(10_000))
        for _ in range(length)
    ]


def remove(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
