"""What two devices did without knowing of each other, and lines that no device could have written: nothing is lost."""

from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.maintenance.health_report import health_lines
from tests.conftest import FakeClock
from tests.support.store.lines import raw_line, write_journal
from tests.support.store.two_devices import meet, two_devices
from tests.support.store.values import an_episode

ID = an_episode(1).id
SECRET = "Dreamt of the old house."


def holding(root: Path, text: str) -> list[str]:
    return [str(path) for path in root.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


def tomorrow(diary: Diary) -> Diary:
    """Start a session of the next day."""
    return Diary(diary.folder, diary.state, FakeClock(diary.clock.now() + timedelta(days=1)))


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize("is_backup_between", [False, True], ids=["", "a backup between"])
def test_a_purge_absorbs_edits_that_it_did_not_know_on_every_device_and_for_good(
    tmp_path: Path, *, is_backup_between: bool
) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1, note=SECRET))
    meet(one, other)
    other.edit(ID, pain=4)
    other.edit(ID, note=f"{SECRET} Twice.")
    one.maintenance.purge(ID)
    if is_backup_between:
        one.maintenance.backup(tmp_path / "packed.jsonl")
    for day in range(1, 4):
        meet(one, other)
        assert ID not in {episode.id for episode in (*one.episodes(), *other.episodes())}
        one, other = tomorrow(one), tomorrow(other)
        for diary, number in ((one, 10 * day), (other, 10 * day + 1)):
            diary.add(an_episode(number))
            health = diary.maintenance.check_health()
            assert (health.lost, health.is_fault) == (0, False)
            assert "restore" not in " ".join(health_lines(health))
    assert holding(tmp_path, "old house") == []


@pytest.mark.usefixtures("both_modes")
@pytest.mark.parametrize(("here", "there"), [(1, 1), (1, 2), (2, 1), (2, 3), (4, 1), (1, 4)])
def test_however_many_edits_each_side_made_no_field_of_one_side_is_lost_and_a_conflict_is_told_on_both(
    tmp_path: Path, here: int, there: int
) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1, pain=1))
    meet(one, other)
    for pain in range(2, 2 + here):
        one.edit(ID, pain=pain)
    for number in range(there):
        other.edit(ID, note=f"version {number}")
    meet(one, other)
    assert one.get(ID) == other.get(ID)
    assert (one.get(ID).pain, one.get(ID).note) == (1 + here, f"version {there - 1}")
    assert one.maintenance.check_health().conflicts == other.maintenance.check_health().conflicts == ()
    for _ in range(here):
        one.edit(ID, place="neck")
        one.edit(ID, place="foot")
    for _ in range(there):
        other.edit(ID, place="thigh")
    meet(one, other)
    assert one.get(ID) == other.get(ID)
    for diary in (one, other):
        (conflict,) = diary.maintenance.check_health().conflicts
        assert [field.name for field in conflict.fields] == ["place"]
        assert any(
            line.startswith(f"Episode {ID}: the place was") for line in health_lines(diary.maintenance.check_health())
        )


@pytest.mark.parametrize("rev", [2**63 - 1, 2**62, 10**18, 10**18 - 1, 1_000_001, 1_000_000])
def test_no_revision_makes_a_record_that_cannot_be_changed_deleted_or_purged(tmp_path: Path, rev: int) -> None:
    diary, _ = two_devices(tmp_path)
    lines = [raw_line(an_episode(1), by="phone"), raw_line(an_episode(1, note="immortal"), by="phone", rev=rev)]
    write_journal(diary.folder, "2026.phone.jsonl", *lines, device="phone")
    assert (diary.edit(ID, pain=7).pain, tomorrow(diary).get(ID).pain) == (7, 7)
    diary.delete(ID)
    assert tomorrow(diary).episodes() == ()
    diary.undo()
    assert tomorrow(diary).get(ID).pain == 7
    diary.maintenance.purge(ID)
    assert tomorrow(diary).episodes() == diary.episodes() == ()
    assert holding(diary.state, "immortal") == []


def test_a_journal_under_a_former_name_is_purged_by_its_device(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1, note=SECRET))
    former = one.device
    # A second machine took the same name; the sync program has made a copy of its journal.
    copy = f"2026.{former}.sync-conflict-20261122-051122-ABCDEFG.jsonl"
    write_journal(one.folder, copy, raw_line(an_episode(2), by=former), device=former)
    one.add(an_episode(3))
    assert one.device != former
    assert one.maintenance.purge(ID).remaining == ()
    assert holding(tmp_path, "old house") == []
    # And where another device has purged it.
    one.add(an_episode(4, note=SECRET))
    one.journals.use_new_device()
    for path in one.folder.glob("*.jsonl"):
        other.folder.mkdir(parents=True, exist_ok=True)
        (other.folder / path.name).write_bytes(path.read_bytes())
    other.maintenance.purge(an_episode(4).id)
    meet(one, other)
    one = tomorrow(one)
    one.add(an_episode(5))
    assert holding(one.folder, "old house") == holding(one.state, "old house") == []


@pytest.mark.usefixtures("both_modes")
def test_a_record_that_somebody_deleted_stays_deleted_though_an_import_of_it_was_undone_too(tmp_path: Path) -> None:
    imported = [an_episode(1), an_episode(2)]
    for name in ("one", "other"):  # the line of either device may be the one that counts
        importing, deleting = two_devices(tmp_path / name)[:: 1 if name == "one" else -1]
        importing.merge(imported, is_import=True)
        meet(importing, deleting)
        deleting.delete(ID)
        importing.undo()
        meet(importing, deleting)
        for diary in (importing, deleting):
            assert diary.why_left_out(imported) == ["deleted", ""]
            assert diary.merge(imported, is_import=True) == 1
            assert [episode.id for episode in diary.episodes()] == [an_episode(2).id]
            diary.undo()


@pytest.mark.usefixtures("both_modes")
def test_a_deletion_counts_again_when_going_back_behind_it_is_undone(tmp_path: Path) -> None:
    one, _other = two_devices(tmp_path)
    one.add(an_episode(1))
    one.delete(ID)
    one.go_back(ID, 1)
    one.undo()
    assert one.merge([an_episode(1)], is_import=True) == 0
    one.undo()
    assert [episode.id for episode in one.episodes()] == [ID]
    one.undo()
    assert one.merge([an_episode(1)], is_import=True) == 1
