"""File systems that fail, die or lose power on command, and the check that nothing acknowledged was lost.

`run_with_fault` drives a fixed workload over a disk that does one bad thing at one call. `power_states` replays a
recorded workload into the states a disk may be in after the power went: written pages and names that were not synced
are there or not, in any combination.
"""

import errno
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.errors import NotFound, SpasmError
from tests.conftest import FakeClock
from tests.support.store.values import NIGHT, an_episode

PAGE = 4096
KINDS = (
    "kill before", "kill half way", "kill after", "full once", "full for good", "short then full", "error once",
    "error for good", "read-only", "interrupt",
)  # fmt: skip


class Killed(BaseException):
    """The process was killed: none of its later calls happens."""


class FaultyDisk(Disk):
    """Injects one fault at the n-th call, counted from 0."""

    def __init__(self, kind: str = "", at: int = -1) -> None:
        self.kind = kind
        self.at = at
        self.calls: list[str] = []
        self.has_fired = False
        self._is_dead = False
        self._is_full_next = False

    def _call(self, name: str, act: Callable[[], Any], half: Callable[[], Any] | None = None) -> Any:
        if self._is_dead:
            raise Killed
        number = len(self.calls)
        self.calls.append(name)
        changes = name != "read"
        if self._is_full_next and name == "write":
            self._is_full_next = False
            raise OSError(errno.ENOSPC, "No space left on device")
        is_sticky = self.kind in ("full for good", "error for good", "read-only")
        if number != self.at and not (is_sticky and self.has_fired):
            return act()
        self.has_fired = True
        match self.kind:
            case "kill before":
                self._die()
            case "kill half way":
                (half or (lambda: None))()
                self._die()
            case "kill after":
                act()
                self._die()
            case "full once" | "full for good":
                if name in ("write", "make_folder", "link", "replace") or (name == "open" and number == self.at):
                    raise OSError(errno.ENOSPC, "No space left on device")
            case "short then full":
                if half is not None:
                    self._is_full_next = True
                    return half()
            case "error once" | "error for good":
                raise OSError(errno.EIO, "Input/output error")
            case "read-only":
                if changes:
                    raise OSError(errno.EROFS, "Read-only file system")
            case "interrupt":
                act()
                raise KeyboardInterrupt
        return act()

    def _die(self) -> None:
        self._is_dead = True
        raise Killed

    def open(self, path: Path, flags: int) -> int:
        name = "open" if flags & (os.O_WRONLY | os.O_RDWR) else "read"
        return int(self._call(name, lambda: super(FaultyDisk, self).open(path, flags)))

    def read(self, descriptor: int, start: int, length: int) -> bytes:
        return bytes(self._call("read", lambda: super(FaultyDisk, self).read(descriptor, start, length)))

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        half = data[: max(1, len(data) // 2)]
        return int(
            self._call(
                "write",
                lambda: super(FaultyDisk, self).write(descriptor, data),
                lambda: super(FaultyDisk, self).write(descriptor, half),
            )
        )

    def truncate(self, descriptor: int, length: int) -> None:
        self._call("truncate", lambda: super(FaultyDisk, self).truncate(descriptor, length))

    def sync(self, descriptor: int) -> None:
        self._call("sync", lambda: super(FaultyDisk, self).sync(descriptor))

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace", lambda: super(FaultyDisk, self).replace(source, target))

    def link(self, source: Path, target: Path) -> None:
        self._call("link", lambda: super(FaultyDisk, self).link(source, target))

    def remove(self, path: Path) -> None:
        self._call("remove", lambda: super(FaultyDisk, self).remove(path))

    def make_folder(self, path: Path) -> None:
        self._call("make_folder", lambda: super(FaultyDisk, self).make_folder(path))

    def remove_folder(self, path: Path) -> None:
        self._call("remove_folder", lambda: super(FaultyDisk, self).remove_folder(path))

    def sync_folder(self, path: Path) -> None:
        self._call("sync_folder", lambda: super(FaultyDisk, self).sync_folder(path))


Step = Callable[[Diary], object]
LONG = "It woke me. " * 500
STEPS: tuple[Step, ...] = (
    lambda diary: diary.add(an_episode(1)),
    lambda diary: diary.add(an_episode(2, note=LONG)),
    lambda diary: diary.edit(an_episode(1).id, pain=7, note="Cold feet."),
    lambda diary: diary.add(Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="laptop")),
    lambda diary: diary.delete(an_episode(2).id),
    lambda diary: diary.merge([an_episode(3), an_episode(4, place="neck")]),
    lambda diary: diary.edit(an_episode(3).id, place="foot"),
)

State = tuple[object, ...]


def state_of(diary: Diary) -> State:
    return diary.episodes(), diary.days(), diary.practices()


def a_diary(root: Path, step: int, disk: Disk | None = None) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=3, minutes=step)), disk)


IN_PART: dict[int, tuple[Step, ...]] = {
    5: (lambda diary: diary.merge([an_episode(3)]), lambda diary: diary.merge([an_episode(4, place="neck")]))
}
"""A crash during an import, before its acknowledgement, may leave some of its records; each is whole."""


@dataclass(frozen=True)
class Expected:
    """The state before the first step and after each, and other states that a crash during a step may leave."""

    states: list[State]
    in_part: dict[int, list[State]]

    def while_in(self, step: int) -> list[State]:
        """States a crash during a step may leave."""
        return [*self.states[step : step + 2], *self.in_part.get(step, ())]


def expected_states(root: Path, make: Callable[..., Diary] = a_diary) -> Expected:
    """Run every step on a healthy disk."""
    states: list[State] = [((), (), ())]
    for number, step in enumerate(STEPS):
        step(make(root, number))
        states.append(state_of(make(root, number)))
    in_part: dict[int, list[State]] = {}
    for number, parts in IN_PART.items():
        for part in parts:
            place = root / f"part {len(in_part.get(number, ()))}"
            for earlier, step in enumerate(STEPS[:number]):
                step(make(place, earlier))
            part(make(place, number))
            in_part.setdefault(number, []).append(state_of(make(place, number)))
    return Expected(states, in_part)


def run_with_fault(
    root: Path, kind: str, at: int, expected: Expected, make: Callable[..., Diary] = a_diary
) -> str | None:
    """Run every step over a disk with one fault, with a retry after a failure; return the problem, if any."""
    disk: Disk = FaultyDisk(kind, at)
    for number, step in enumerate(STEPS):
        where = f"{kind} at call {at}, step {number}"
        diary = make(root, number, disk)
        before, after = expected.states[number], expected.states[number + 1]
        try:
            step(diary)
        except (Killed, KeyboardInterrupt, SpasmError) as problem:
            disk = Disk()
            found = state_of(make(root, number))
            if found not in expected.while_in(number):
                return f"{where}: neither the old state nor the new one after {problem!r}"
            if isinstance(problem, SpasmError) and "once" in kind and found != before:
                return f"{where}: a save that failed is there after all"
            try:
                step(make(root, number))
            except NotFound:
                if found != after:
                    return f"{where}: trying again found nothing"
        except OSError as problem:
            return f"{where}: raw {problem!r}"
        has_fired = not isinstance(disk, FaultyDisk) or disk.has_fired
        if has_fired and state_of(make(root, number)) != after:
            return f"{where}: an acknowledged change is not there"
    return None


def calls_of_the_workload(root: Path, make: Callable[..., Diary] = a_diary) -> list[str]:
    """Return the calls to the disk of all steps, in their order."""
    disk = FaultyDisk()
    for number, step in enumerate(STEPS):
        step(make(root, number, disk))
    return disk.calls


@dataclass
class _File:
    synced: bytes = b""
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def apply_all(self) -> None:
        self.synced = self._with(self.pending)
        self.pending = []

    def after_power_loss(self, chance: random.Random) -> bytes:
        """Synced bytes and any of the pages written since; a page that did not make it before one that did is NULs."""
        pages = [
            (kind, at + offset, data[offset : offset + PAGE])
            for kind, at, data in self.pending
            for offset in range(0, max(1, len(data)), PAGE)
        ]
        mood = chance.random()
        kept = pages if mood < 0.2 else [] if mood < 0.4 else [page for page in pages if chance.random() < 0.5]
        torn = [
            (k, at, data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data) for k, at, data in kept
        ]
        return self._with(torn)

    def _with(self, changes: list[tuple[str, int, bytes]]) -> bytes:
        data = bytearray(self.synced)
        for kind, at, new in changes:
            if kind == "truncate":
                del data[at:]
            else:
                data.extend(bytes(max(0, at - len(data))))
                data[at : at + len(new)] = new
        return bytes(data)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data


class TraceDisk(Disk):
    """The real disk, with a trace of every write, name and sync."""

    def __init__(self) -> None:
        self.trace: list[tuple[Any, ...]] = []
        self._open: dict[int, int] = {}

    def open(self, path: Path, flags: int) -> int:
        is_new = not path.exists()
        descriptor = super().open(path, flags)
        number = os.fstat(descriptor).st_ino
        self._open[descriptor] = number
        if is_new:
            self.trace.append(("create", path, number))
        elif flags & os.O_TRUNC:
            self.trace.append(("truncate", number, 0))
        return descriptor

    def write(self, descriptor: int, data: bytes | memoryview) -> int:
        at = os.fstat(descriptor).st_size
        count = super().write(descriptor, data)
        self.trace.append(("write", self._open[descriptor], at, bytes(data[:count])))
        return count

    def truncate(self, descriptor: int, length: int) -> None:
        super().truncate(descriptor, length)
        self.trace.append(("truncate", self._open[descriptor], length))

    def sync(self, descriptor: int) -> None:
        super().sync(descriptor)
        self.trace.append(("sync", self._open[descriptor]))

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.trace.append(("replace", source, target))

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self.trace.append(("link", source, target))

    def remove(self, path: Path) -> None:
        super().remove(path)
        self.trace.append(("remove", path))

    def make_folder(self, path: Path) -> None:
        super().make_folder(path)
        self.trace.append(("folder", path))

    def sync_folder(self, path: Path) -> None:
        super().sync_folder(path)
        self.trace.append(("sync folder", path))


def power_states(
    trace: list[tuple[Any, ...]], count: int, chance: random.Random
) -> Iterator[tuple[int, int, dict[Path, bytes | None]]]:
    """Yield states after power losses at random moments: acknowledged steps, end of the trace, and files by path."""
    for _ in range(count):
        end = chance.randrange(len(trace) + 1)
        files: dict[int, _File] = {}
        synced: dict[Path, int | None] = {}
        pending: list[tuple[Any, ...]] = []
        acknowledged = 0
        for event in trace[:end]:
            match event:
                case ("ack", number):
                    acknowledged = number
                case ("create", _, number):
                    files[number] = _File()
                    pending.append(event)
                case ("write", number, at, data):
                    files.setdefault(number, _File()).pending.append(("write", at, data))
                case ("truncate", number, length):
                    files.setdefault(number, _File()).pending.append(("truncate", length, b""))
                case ("sync", number):
                    files.setdefault(number, _File()).apply_all()
                case ("sync folder", folder):
                    _name(synced, [each for each in pending if _folder_of(each) == folder])
                    pending = [each for each in pending if _folder_of(each) != folder]
                case _:
                    pending.append(event)
        # A journalling file system keeps the order of names; how many of the last ones made it is open.
        kept = pending[: chance.randrange(len(pending) + 1)]
        names = dict(synced)
        _name(names, kept)
        yield (
            acknowledged,
            end,
            {
                path: None if number is None else files[number].after_power_loss(chance)
                for path, number in names.items()
            },
        )


def _folder_of(event: tuple[Any, ...]) -> Path:
    path = event[2] if event[0] in ("replace", "link") else event[1]
    assert isinstance(path, Path)
    return path.parent


def _name(names: dict[Path, int | None], events: list[tuple[Any, ...]]) -> None:
    for event in events:
        match event:
            case ("create", path, number):
                names[path] = number
            case ("folder", path):
                names[path] = None
            case ("remove", path):
                names.pop(path, None)
            case ("link", source, target):
                if source in names:
                    names[target] = names[source]
            case ("replace", source, target):
                if source in names:
                    moved = {path: n for path, n in names.items() if path == source or source in path.parents}
                    for path, number in moved.items():
                        del names[path]
                        names[target / path.relative_to(source) if path != source else target] = number


def record_workload(
    root: Path, make: Callable[..., Diary] = a_diary, disk: TraceDisk | None = None
) -> list[tuple[Any, ...]]:
    disk = disk or TraceDisk()
    root.mkdir()
    for number, step in enumerate(STEPS):
        step(make(root, number, disk))
        disk.trace.append(("ack", number + 1))
    return disk.trace


def check_power_losses(
    base: Path, count: int, seed: int, make: Callable[..., Diary] = a_diary, disk: TraceDisk | None = None
) -> list[str]:
    """Open the diary in `count` states after a power loss; return the problems."""
    expected = expected_states(base / "expected", make)
    trace = record_workload(base / "traced", make, disk)
    problems = []
    for acknowledged, end, files in power_states(trace, count, random.Random(seed)):
        root = base / "after"
        _clear(root)
        root.mkdir()
        for path, content in sorted(files.items(), key=lambda item: len(item[0].parts)):
            target = root / path.relative_to(base / "traced")
            if content is None:
                target.mkdir(parents=True, exist_ok=True)
            elif target.parent.is_dir():
                target.write_bytes(content)
        try:
            found = state_of(make(root, len(STEPS)))
        except Exception as problem:  # noqa: BLE001 -- no power loss may lead to any exception at all
            problems.append(f"cut at {end}: {problem!r}")
            continue
        if found not in expected.while_in(acknowledged):
            problems.append(f"cut at {end}: {acknowledged} steps were acknowledged and are not all there")
    return problems


def _clear(folder: Path) -> None:
    import shutil

    if folder.exists():
        shutil.rmtree(folder)
