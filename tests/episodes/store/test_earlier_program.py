"""A diary that an earlier program wrote and still writes: its lines name none that they follow.

`earlier_program.jsonl` is its journal, as it was written: an episode that was edited, deleted and brought back, a day,
an episode whose deletion was undone, and a purge of the revision after the last edit.
"""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.ids import host_name
from spasmtui.episodes.store.journal.line import PURGE_REV, Line, read_line
from tests.conftest import FakeClock
from tests.support.store.lines import raw_line
from tests.support.store.two_devices import meet
from tests.support.store.values import NIGHT

WRITTEN = Path(__file__).with_name("earlier_program.jsonl")
LAPTOP = "laptop-151912"
CALF, THIGH, PURGED = (
    "01a2027f-e701-7419-8a6c-73a66511c5c3",
    "01a2027f-e9c5-7e2d-9938-6bed5952df18",
    "01a2027f-e79f-7f5d-9dd8-3fa3755cee55",
)


def a_device(root: Path, days: int = 1) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=days)))


@pytest.fixture
def laptop(tmp_path: Path) -> Diary:
    """Return the diary of the device that wrote the journal, after its update."""
    (tmp_path / "laptop" / "state").mkdir(parents=True)
    (tmp_path / "laptop" / "data").mkdir()
    (tmp_path / "laptop" / "state" / f"device.{host_name()}").write_text(f"{LAPTOP}\n")
    (tmp_path / "laptop" / "state" / "purged").write_text(f"episodes {PURGED}\n")
    shutil.copyfile(WRITTEN, tmp_path / "laptop" / "data" / f"2026.{LAPTOP}.jsonl")
    return a_device(tmp_path / "laptop")


@pytest.fixture
def phone(tmp_path: Path, laptop: Diary) -> Diary:
    """Return the diary of another device, which has the journal too."""
    diary = a_device(tmp_path / "phone", days=2)
    meet(laptop, diary)
    return diary


def write_as_before(diary: Diary, record: Episode | str, rev: int, **more: object) -> None:
    """Append a line to the laptop's journal as the earlier program does."""
    at = "2026-11-24T09:00:00.000000Z"
    raw = raw_line(record, rev=rev, by=LAPTOP, at=at, **more)
    with (diary.folder / f"2026.{LAPTOP}.jsonl").open("ab") as file:
        file.write(raw + b"\n")


def test_it_opens_with_all_that_was_recorded_and_its_changes_can_be_undone(laptop: Diary) -> None:
    shown = {episode.id: (episode.place, episode.pain, episode.note) for episode in laptop.episodes()}
    assert shown == {THIGH: ("thigh", None, None), CALF: ("calf", 6, "Woke from it, twice.")}
    assert [(day.date, day.words) for day in laptop.days()] == [("2026-11-20", ("effort",))]
    actions = [version.action for version in laptop.history(CALF)]
    assert actions == ["added", "edited", "edited", "deleted", "undone"]
    health = laptop.maintenance.check_health()
    assert (health.is_fault, health.conflicts, health.refused_lines) == (False, (), ())
    assert laptop.redo().action == "deleted"
    assert laptop.undo().action == "brought back"
    assert laptop.edit(CALF, pain=7).pain == 7
    assert laptop.undo().record == replace(laptop.get(CALF), pain=6)


def test_what_two_devices_add_to_it_is_merged_field_by_field(laptop: Diary, phone: Diary) -> None:
    laptop.edit(CALF, pain=7)
    laptop.edit(CALF, pain=8)
    phone.edit(CALF, note="Only once.")
    meet(laptop, phone)
    assert laptop.get(CALF) == phone.get(CALF)
    assert (laptop.get(CALF).pain, laptop.get(CALF).note) == (8, "Only once.")
    assert laptop.maintenance.check_health().conflicts == ()


def test_as_many_edits_by_an_earlier_program_are_merged_and_what_both_changed_is_told_until_it_writes_again(
    laptop: Diary, phone: Diary
) -> None:
    before = phone.get(CALF)
    phone.edit(CALF, note="Only once.", pain=7)
    write_as_before(laptop, replace(before, pain=1, place="foot"), rev=6)
    meet(laptop, phone)
    phone = a_device(phone.folder.parent, days=2)
    merged = phone.get(CALF)
    assert (merged.place, merged.note) == ("foot", "Only once.")
    (conflict,) = phone.maintenance.check_health().conflicts
    assert [field.name for field in conflict.fields] == ["pain"]
    write_as_before(laptop, replace(before, pain=2), rev=7)
    meet(laptop, phone)
    phone = a_device(phone.folder.parent, days=2)
    assert (phone.get(CALF).pain, phone.get(CALF).place, phone.get(CALF).note) == (2, "calf", before.note)
    assert phone.maintenance.check_health().conflicts == ()


def test_more_edits_by_an_earlier_program_count_as_a_whole_and_the_others_stay_in_the_history(
    laptop: Diary, phone: Diary
) -> None:
    before = phone.get(CALF)
    phone.edit(CALF, note="Only once.")
    for rev in (6, 7):
        write_as_before(laptop, replace(before, pain=rev - 5), rev=rev)
    meet(laptop, phone)
    phone = a_device(phone.folder.parent, days=2)
    assert (phone.get(CALF).pain, phone.get(CALF).note) == (2, before.note)
    notes = [version.record.note for version in phone.history(CALF) if isinstance(version.record, Episode)]
    assert "Only once." in notes


def test_a_purge_by_an_earlier_program_is_said_once_more_so_that_all_such_programs_obey_it(
    laptop: Diary, phone: Diary
) -> None:
    phone.edit(THIGH, note="Unseen by the purge.")
    phone.edit(THIGH, pain=3)
    write_as_before(laptop, THIGH, rev=4, purge=True, change="")
    meet(laptop, phone)
    for days in (2, 3, 4):
        phone = a_device(phone.folder.parent, days=days)
        assert [episode.id for episode in phone.episodes()] == [CALF]
        phone.edit(CALF, pain=days)
    assert not any(b"Unseen" in path.read_bytes() for path in phone.folder.parent.rglob("*") if path.is_file())
    (journal,) = phone.folder.glob(f"*.{phone.device}.jsonl")
    found = [line for raw in journal.read_bytes().split(b"\n") if isinstance(line := read_line(raw), Line)]
    assert sorted((line.key, line.rev) for line in found if line.is_purge) == [(PURGED, PURGE_REV), (THIGH, PURGE_REV)]
