"""Ctrl+C at each operation on the disk: everything is as before or complete, and the run knows which of both."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.terminal.interruption import begin_run, has_written
from spasmtui.terminal.printing.output_file import write_file
from tests.support.store.faults import FaultyDisk, a_diary, state_of
from tests.support.store.values import an_episode

MANY = [an_episode(number, note=f"Note number {number}.") for number in range(10, 60)]
TEXT = "Only here, and nowhere else."

Act = Callable[[Diary, Path], object]
ACTS: dict[str, Act] = {
    "import": lambda diary, _root: diary.merge(MANY),
    "restore": lambda diary, root: diary.maintenance.restore(root / "backup.jsonl.gz"),
    "add": lambda diary, _root: diary.add(an_episode(3)),
}


def prepared(root: Path) -> Path:
    """A diary with two episodes, and beside it a backup with fifty others."""
    diary = a_diary(root, 0)
    diary.add(an_episode(1))
    diary.add(an_episode(2, note=TEXT))
    other = a_diary(root / "other", 0)
    other.merge(MANY)
    other.maintenance.backup(root / "backup.jsonl.gz")
    return root


def calls_of(root: Path, act: Act) -> int:
    disk = FaultyDisk()
    act(a_diary(prepared(root), 1, disk), root)
    return len(disk.calls)


def interrupt(root: Path, act: Act, at: int) -> bool:
    """Run over a disk that is interrupted after one call; return whether the run says that it has written."""
    disk = FaultyDisk("interrupt", at)
    begin_run()
    try:
        act(a_diary(root, 1, disk), root)
    except KeyboardInterrupt:
        return has_written()
    return has_written()  # the call failed by itself, as it does where a file is not there yet


@pytest.mark.usefixtures("both_modes")
@pytest.mark.long
@pytest.mark.parametrize("name", ACTS)
def test_a_change_of_many_records_is_there_whole_or_not_at_all(name: str, tmp_path: Path) -> None:
    act = ACTS[name]
    count = calls_of(tmp_path / "counted", act)
    before = state_of(a_diary(prepared(tmp_path / "before"), 2))
    after = state_of(a_diary(tmp_path / "counted", 2))
    assert before != after
    outcomes = set()
    for at in range(0, count, 1 + count // 25):
        root = prepared(tmp_path / str(at))
        says_written = interrupt(root, act, at)
        found = state_of(a_diary(root, 2))
        assert found in (before, after), f"half at call {at} of {count}"
        assert (found == after) == says_written, f"wrong about call {at} of {count}"
        outcomes.add(says_written)
    assert outcomes == {True, False}


@pytest.mark.usefixtures("both_modes")
def test_a_backup_is_written_whole_or_leaves_what_was_there(tmp_path: Path) -> None:
    root = prepared(tmp_path / "a")
    target = root / "out" / "mine.jsonl.gz"
    target.parent.mkdir()
    a_diary(root, 1).maintenance.backup(target)
    whole = target.read_bytes()

    def act(diary: Diary, _root: Path) -> None:
        diary.maintenance.backup(target, replaces=True)

    disk = FaultyDisk()
    act(a_diary(root, 1, disk), root)
    outcomes = set()
    for at in range(len(disk.calls)):
        target.write_bytes(b"old")
        says_written = interrupt(root, act, at)
        # A real signal waits until the new name is durable; raised between the two it is not yet known as written.
        assert target.read_bytes() in ((whole,) if says_written else (b"old", whole)), f"call {at}"
        assert [path.name for path in target.parent.iterdir()] == ["mine.jsonl.gz"], f"call {at}"
        outcomes.add(says_written)
    assert outcomes == {True, False}


@pytest.mark.usefixtures("both_modes")
@pytest.mark.long
def test_a_purge_that_is_stopped_is_recorded_or_not_begun_and_the_next_run_finishes_it(tmp_path: Path) -> None:
    def act(diary: Diary, _root: Path) -> None:
        diary.maintenance.purge(an_episode(2).id)

    count = calls_of(tmp_path / "counted", act)
    for at in range(0, count, 1 + count // 20):
        root = prepared(tmp_path / str(at))
        says_written = interrupt(root, act, at)
        diary = a_diary(root, 2)
        shown = [episode.id for episode in diary.episodes()]
        assert (an_episode(2).id in shown) != says_written, f"call {at} of {count}"
        diary.maintenance.purge(an_episode(2).id)
        held = [path for path in root.rglob("*") if path.is_file() and TEXT.encode() in path.read_bytes()]
        assert held == [], f"call {at} of {count}"


@pytest.mark.parametrize("call", ["write", "fsync", "link", "replace", "unlink", "close"])
@pytest.mark.parametrize("may_replace", [False, True])
def test_a_shared_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, may_replace: bool
) -> None:
    path = tmp_path / "out"
    if may_replace:
        path.write_bytes(b"old")
    real = getattr(os, call)

    def interrupted(*words: object, **options: object) -> object:
        monkeypatch.setattr(os, call, real)
        real(*words, **options)
        raise KeyboardInterrupt

    monkeypatch.setattr(os, call, interrupted)
    begin_run()
    try:
        write_file(path, b"new", may_replace=may_replace)
    except KeyboardInterrupt:
        assert not has_written() or path.read_bytes() == b"new"
    finally:
        monkeypatch.setattr(os, call, real)
    content = path.read_bytes() if path.exists() else None
    assert content in (b"new", b"old" if may_replace else None)
    assert [each.name for each in tmp_path.iterdir()] == ["out"] * (content is not None)
