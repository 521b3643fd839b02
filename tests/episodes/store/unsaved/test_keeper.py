"""What the diary cannot take is kept in a file, and taken in once, beside whatever happened meanwhile."""

import errno
import fcntl
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day, Practice
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.disk import Disk
from spasmtui.episodes.store.journal.record_codec import Record
from spasmtui.episodes.store.unsaved import keeper as keeper_module
from spasmtui.episodes.store.unsaved.kept_files import find_broken_files, find_kept_files
from spasmtui.episodes.store.unsaved.kept_record import Unsaved
from spasmtui.errors import KeptAside, NotFound, NotSaved
from tests.conftest import FakeClock
from tests.support.store.faults import FaultyDisk
from tests.support.store.values import NIGHT, an_episode

FULL = NotSaved("Not saved: the disk is full.")
ATOMIC = "spasmtui.shared.atomic_file.os"


def a_diary(root: Path, days: float = 1, disk: Disk | None = None, by: str = "") -> Diary:
    """Return a diary; another device has its own state folder."""
    return Diary(root / "data", root / f"state{by}", FakeClock(NIGHT + timedelta(days=days)), disk)


def keep(root: Path, record: Record, before: Record | None = None) -> str:
    """Keep a record as a run would that ended without storing it, and return the path."""
    return a_diary(root).keeper.keep(record, before, FULL).path


def taken_in(root: Path, days: float = 1) -> list[Record]:
    return [each.record for each in a_diary(root, days).keeper.take_in()[0]]


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the state folder nor a temporary one takes a new file."""

    def refuse(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(f"{ATOMIC}.open", refuse)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("spasmtui.launcher.locations.LASTING", str(tmp_path))


@pytest.mark.parametrize(
    "record",
    [
        an_episode(1, note='"It" woke\nme for $1.'),
        Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="desk"),
        Practice(id="p1", routine="calf", started_at=NIGHT, seconds=60, completed=True, device="desk"),
    ],
    ids=lambda record: type(record).__name__,
)
@pytest.mark.parametrize("kind", ["full for good", "error for good", "read-only", "lock"])
def test_a_record_that_cannot_be_stored_is_kept_with_path_and_reason_and_taken_in_once(
    tmp_path: Path, kind: str, record: Record
) -> None:
    diary = a_diary(tmp_path, disk=Disk() if kind == "lock" else FaultyDisk(kind, 0))
    diary.state.mkdir(mode=0o700)
    with (diary.state / "lock").open("w") as lock:
        if kind == "lock":
            fcntl.flock(lock, fcntl.LOCK_EX)
            diary.journals.lock_limit_seconds = 0
        with pytest.raises(KeptAside) as told:
            diary.keeper.store(record)
    (path,) = find_kept_files(str(diary.state))
    assert told.value.path == path == str(diary.state / "unsaved-1.json")
    assert told.value.message.startswith(told.value.cause.message)
    assert f" It is kept in {path} and goes into the diary at the next start" in told.value.message
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert [(each.record, each.path) for each in diary.keeper.finish()] == [(record, path)]
    assert taken_in(tmp_path) == [record]
    later = a_diary(tmp_path)
    assert [*later.episodes(), *later.days(), *later.practices()] == [record]
    assert (find_kept_files(str(diary.state)), taken_in(tmp_path)) == ([], [])


def test_what_is_stored_is_kept_nowhere_and_nothing_is_left_to_tell(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    assert diary.keeper.store(an_episode(1)) == an_episode(1)
    assert (diary.keeper.finish(), find_kept_files(str(diary.state))) == ((), [])


@pytest.mark.usefixtures("nowhere")
def test_where_nothing_can_be_written_the_record_is_told_without_a_path(tmp_path: Path) -> None:
    diary = a_diary(tmp_path, disk=FaultyDisk("full for good", 0))
    with pytest.raises(KeptAside, match="could not be kept anywhere else") as told:
        diary.keeper.store(an_episode(1))
    assert (told.value.path, [each.record for each in diary.keeper.finish()]) == ("", [an_episode(1)])


def test_the_next_version_takes_the_place_of_the_kept_one_and_a_later_success_removes_it(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    keep_of = diary.keeper
    told = keep_of.keep(an_episode(1), None, FULL).path
    newer = an_episode(1, pain=8)
    assert keep_of.keep(newer, None, FULL).path == told
    assert [each.record for each in keep_of.finish()] == [newer]
    assert find_kept_files(str(diary.state)) == [told]
    keep_of.store(newer)
    assert (find_kept_files(str(diary.state)), keep_of.finish(), diary.episodes()) == ([], (), (newer,))


def test_what_is_still_being_stored_as_the_program_ends_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = a_diary(tmp_path)
    at_the_end: list[Unsaved] = []
    monkeypatch.setattr(diary, "add", lambda _: at_the_end.extend(diary.keeper.finish()))
    with pytest.raises(NotFound):
        diary.keeper.store(an_episode(1))
    assert [(each.record, each.reason) for each in at_the_end] == [
        (an_episode(1), f"Not saved: the diary in {diary.folder} could not be written in time.")
    ]


def test_a_command_that_the_person_stops_keeps_nothing(tmp_path: Path) -> None:
    diary = a_diary(tmp_path, disk=FaultyDisk("interrupt", 2))
    with pytest.raises(KeyboardInterrupt):
        diary.keeper.store(an_episode(1))
    assert (diary.keeper.finish(), find_kept_files(str(diary.state))) == ((), [])


@pytest.mark.parametrize("removed", range(3))
def test_a_kill_between_the_record_and_the_removal_of_its_file_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, removed: int
) -> None:
    """Also when the episode was changed, or deleted, before the next start."""
    stored = an_episode(2, pain=3)
    a_diary(tmp_path).add(stored)
    keep(tmp_path, an_episode(1))
    keep(tmp_path, replace(stored, pain=7), stored)
    with monkeypatch.context() as patch:
        patch.setattr(keeper_module, "remove_kept_file", lambda _: None)
        assert len(taken_in(tmp_path)) == 2
    later = a_diary(tmp_path, days=2)
    if removed == 1:
        later.edit(an_episode(2).id, pain=3)
        later.edit(an_episode(1).id, place="neck")
    elif removed == 2:
        later.delete(an_episode(1).id)
        later.delete(stored.id)
    expected = later.episodes()
    lines = [len(later.history(an_episode(number).id)) for number in (1, 2)]
    assert taken_in(tmp_path, days=3) == []
    after = a_diary(tmp_path, days=3)
    assert (after.episodes(), find_kept_files(str(after.state))) == (expected, [])
    assert [len(after.history(an_episode(number).id)) for number in (1, 2)] == lines


def test_a_kept_change_is_put_to_what_was_changed_elsewhere_since(tmp_path: Path) -> None:
    a_diary(tmp_path).add(before := an_episode(1, pain=3))
    keep(tmp_path, replace(before, pain=7), before)
    a_diary(tmp_path, by="phone").edit(before.id, place="neck")
    (taken,) = a_diary(tmp_path).keeper.take_in()[0]
    assert ((after := a_diary(tmp_path).get(before.id)).pain, after.place, taken.contested) == (7, "neck", ())


@pytest.mark.parametrize(("days", "counts"), [(0.5, 7), (1.5, 9)])
def test_of_a_field_changed_on_both_sides_the_later_value_counts_and_the_other_is_named_and_in_the_history(
    tmp_path: Path, days: float, counts: int
) -> None:
    a_diary(tmp_path, days=0).add(before := an_episode(1, pain=3))
    keep(tmp_path, replace(before, pain=7, updated_at=NIGHT + timedelta(days=1)), before)
    a_diary(tmp_path, days=days, by="phone").edit(before.id, pain=9)
    (taken,) = a_diary(tmp_path, days=2).keeper.take_in()[0]
    after = a_diary(tmp_path, days=2)
    assert (after.get(before.id).pain, taken.contested) == (counts, ("pain",))
    assert {getattr(version.record, "pain", None) for version in after.history(before.id)} == {3, 7, 9}
    assert after.conflict(before.id) is None


def test_a_version_that_was_added_all_the_same_is_completed_and_not_added_again(tmp_path: Path) -> None:
    a_diary(tmp_path).add(an_episode(1))
    keep(tmp_path, whole := an_episode(1, pain=8, updated_at=NIGHT + timedelta(days=2)))
    taken_in(tmp_path)
    assert [(each.id, each.pain) for each in a_diary(tmp_path).episodes()] == [(whole.id, 8)]


def test_two_files_about_one_episode_are_both_taken_in_the_later_last(tmp_path: Path) -> None:
    a_diary(tmp_path, days=0).add(before := an_episode(1, pain=3))
    keep(tmp_path, replace(before, pain=8, updated_at=NIGHT + timedelta(hours=2)), before)
    keep(tmp_path, replace(before, pain=7, note="Cold.", updated_at=NIGHT + timedelta(hours=1)), before)
    found = a_diary(tmp_path).keeper.find(before.id)
    assert getattr(found and found.record, "pain", None) == 8
    taken_in(tmp_path)
    after = a_diary(tmp_path)
    assert (after.get(before.id).pain, after.get(before.id).note) == (8, "Cold.")
    assert find_kept_files(str(after.state)) == []


def deleted(diary: Diary, identity: str) -> None:
    diary.delete(identity)


def purged(diary: Diary, identity: str) -> None:
    diary.maintenance.purge(identity)


@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize("remove", [deleted, purged])
@pytest.mark.parametrize("by", ["", "phone"])
def test_taking_in_never_brings_back_what_was_deleted_or_purged(
    tmp_path: Path, remove: Callable[[Diary, str], None], by: str, is_new: bool
) -> None:
    a_diary(tmp_path).add(before := an_episode(1))
    change = replace(before, note="It woke me up.", updated_at=NIGHT + timedelta(days=9))
    diary = a_diary(tmp_path, by=by)
    if is_new and by:
        keep(tmp_path, change)
    remove(diary, before.id)
    keep(tmp_path, change, None if is_new else before)
    assert taken_in(tmp_path) == []
    after = a_diary(tmp_path)
    assert (after.episodes(), find_kept_files(str(after.state))) == ((), [])
    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"woke me" in path.read_bytes()] == []


def test_an_older_day_does_not_take_the_place_of_a_newer_one(tmp_path: Path) -> None:
    newer = Day(date="2026-11-22", words=("effort",), updated_at=NIGHT + timedelta(hours=9), device="phone")
    keep(tmp_path, Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="desk"))
    a_diary(tmp_path, by="phone").add(newer)
    assert (taken_in(tmp_path), a_diary(tmp_path).days()) == ([], (newer,))


def test_while_the_diary_still_takes_nothing_the_file_stays_as_it_is(tmp_path: Path) -> None:
    path = Path(keep(tmp_path, an_episode(1)))
    kept = path.read_bytes()
    diary = a_diary(tmp_path, disk=FaultyDisk("full for good", 0))
    assert diary.keeper.take_in() == ((), ())
    assert (path.read_bytes(), diary.keeper.finish()) == (kept, ())


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-20],
        lambda data: data[:0],
        lambda data: b"[" * 100_000 + data,
        lambda data: data.replace(b'"version": 1', b'"version": null'),
        lambda data: data.replace(b'"pain": 6', b'"pain": 66'),
        lambda data: data.replace(b'"table": "episodes"', b'"table": "others"'),
        lambda data: data.replace(b'"record": {', b'"record": [{').replace(b'}, "before"', b'}], "before"'),
        lambda data: b"\xff" + data,
    ],
)
def test_a_damaged_file_is_set_aside_and_named_and_never_read_again(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = Path(keep(tmp_path, an_episode(1, pain=6)))
    path.write_bytes(content := damage(path.read_bytes()))
    keep(tmp_path, an_episode(2))
    taken, broken = a_diary(tmp_path).keeper.take_in()
    assert ([each.record for each in taken], broken) == ([an_episode(2)], (f"{path}.broken",))
    assert Path(broken[0]).read_bytes() == content
    assert a_diary(tmp_path).keeper.take_in() == ((), ())
    assert find_broken_files(str(path.parent)) == [f"{path}.broken"]


def test_a_file_of_a_later_version_is_left_for_it(tmp_path: Path) -> None:
    path = Path(keep(tmp_path, an_episode(1)))
    path.write_bytes(path.read_bytes().replace(b'"version": 1', b'"version": 2'))
    assert a_diary(tmp_path).keeper.take_in() == ((), ())
    assert find_kept_files(str(path.parent)) == [str(path)]


def test_a_record_without_a_device_gets_one_when_it_is_stored(tmp_path: Path) -> None:
    diary = a_diary(tmp_path, disk=FaultyDisk("read-only", 0))
    assert diary.known_device == ""
    keep(tmp_path, an_episode(1, device=""))
    taken_in(tmp_path)
    assert a_diary(tmp_path).get(an_episode(1).id).device == a_diary(tmp_path).device


def test_a_purge_leaves_no_byte_of_the_text_in_what_is_kept_set_aside_or_unfinished(tmp_path: Path) -> None:
    diary = a_diary(tmp_path)
    diary.add(episode := an_episode(1, note="Dreamt of the old house."))
    other = an_episode(2, note="Told no one else.")
    diary.add(other)
    state = diary.state
    path = Path(keep(tmp_path, replace(episode, pain=9), episode))
    (state / "unsaved-7.json.broken").write_bytes(path.read_bytes()[20:])
    (state / ".unsaved-2.json.4194305.0123456789ab.part").write_bytes(path.read_bytes()[:-9])
    kept = keep(tmp_path, replace(other, pain=9), other)
    diary.maintenance.purge(episode.id)
    left = {path.name for path in state.rglob("*") if path.is_file() and b"old house" in path.read_bytes()}
    assert (left, find_kept_files(str(state)), find_broken_files(str(state))) == (set(), [kept], [])
