"""Versions of a record, which of them do not know each other, and going back to one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.history import find_conflicts, versions
from spasmtui.episodes.store.journal.ledger import Ledger
from spasmtui.episodes.store.journal.line import Line
from spasmtui.episodes.store.journal.record_codec import read_record
from spasmtui.episodes.store.maintenance.health_report import health_lines
from spasmtui.errors import EditConflict, NotFound
from tests.conftest import FakeClock
from tests.support.store.lines import a_line, raw_line, write_journal
from tests.support.store.values import NIGHT, an_episode

ID = an_episode(1).id
EARLY, LATE = "2026-11-22T06:00:00.000000Z", "2026-11-22T07:00:00.000000Z"


def ledger_of(*lines: Line) -> Ledger:
    ledger = Ledger(read_record)
    for line in lines:
        ledger.add(line)
    return ledger


def a_device(root: Path) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1, microseconds=1)))


def test_every_version_is_told_with_its_device_and_the_one_that_counts_comes_last() -> None:
    ledger = ledger_of(
        a_line(an_episode(1, pain=4), rev=2, by="phone", at=EARLY),
        a_line(an_episode(1)),
        a_line(ID, rev=3, at=LATE),
        a_line(an_episode(1, pain=4), rev=4, at=LATE, undoes="5f0c2a9be1d4"),
    )
    again = a_line(ID, rev=5, at=LATE, redoes="5f0c2a9be1d4")
    assert versions(ledger_of(*ledger.history("episodes", ID), again), "episodes", ID)[-1].action == "redone"
    assert [(each.action, each.device, each.record, each.is_current) for each in versions(ledger, "episodes", ID)] == [
        ("added", "laptop-3fa9c1", an_episode(1), False),
        ("edited", "phone", an_episode(1, pain=4), False),
        ("deleted", "laptop-3fa9c1", None, False),
        ("undone", "laptop-3fa9c1", an_episode(1, pain=4), True),
    ]
    assert versions(ledger, "episodes", ID)[1].written_at == datetime(2026, 11, 22, 6, tzinfo=UTC)
    assert [each.number for each in versions(ledger, "episodes", ID)] == [1, 2, 3, 4]


def test_a_line_that_holds_no_record_is_no_version() -> None:
    good = a_line(an_episode(1))
    assert len(versions(ledger_of(good, a_line(an_episode(1), rev=9, put={"pain": "lots"})), "episodes", ID)) == 1


def test_of_a_purged_record_only_the_purge_is_told() -> None:
    ledger = ledger_of(a_line(an_episode(1, note="private")), a_line(ID, rev=2, purge=True))
    assert [(each.action, each.record) for each in versions(ledger, "episodes", ID)] == [("purged", None)]
    assert list(find_conflicts(ledger)) == []


@pytest.mark.parametrize("other", [an_episode(1, pain=9), ID], ids=["edit", "deletion"])
def test_two_changes_that_follow_the_same_version_are_a_conflict_until_somebody_changes_it_again(other: object) -> None:
    first = a_line(an_episode(1))
    one = a_line(an_episode(1, pain=4), rev=2, by="phone", at=LATE)
    two = a_line(other, rev=2, by="tablet", at=EARLY)  # type: ignore[arg-type]
    (found,) = find_conflicts(ledger_of(first, two, one))
    assert (found.table, found.key, found.current.device) == ("episodes", ID, "phone")
    assert [(each.device, each.is_current, each.number) for each in (found.current, *found.others)] == [
        ("phone", True, 3),
        ("tablet", False, 2),
    ]
    assert list(find_conflicts(ledger_of(first, two, one, a_line(an_episode(1, pain=4), rev=3)))) == []


def test_two_devices_that_said_the_same_are_no_conflict() -> None:
    one = a_line(an_episode(1, pain=4), rev=2, by="phone")
    two = a_line(an_episode(1, pain=4, updated_at=NIGHT), rev=2, by="tablet")
    assert list(find_conflicts(ledger_of(a_line(an_episode(1)), one, two))) == []


def test_going_back_to_a_version_is_an_edit_that_can_be_taken_back(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    edited = diary.edit(ID, pain=7)
    diary.delete(ID)
    assert [each.action for each in a_device(tmp_path).history("0199")] == ["added", "edited", "deleted"]
    assert diary.go_back(ID, 2) == edited == a_device(tmp_path).get(ID)
    assert diary.go_back(ID, 3) is None
    diary.undo()
    assert diary.get(ID) == edited
    for number in (0, 7):
        with pytest.raises(NotFound, match=r"There is no version .\. `spasmtui log show"):
            diary.go_back(ID, number)
    with pytest.raises(NotFound):
        diary.history("ffff")


def test_an_episode_of_which_no_line_holds_a_record_has_no_history(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    hostile = raw_line(an_episode(1), by="phone", put={"pain": "lots"})
    for name in ("2026.phone.jsonl", "2026.phone.sync-conflict-1.jsonl"):
        write_journal(diary.folder, name, hostile, device="phone")
    for _ in range(2):
        with pytest.raises(NotFound):
            diary.history(ID)
        assert a_device(tmp_path).episodes() == ()
    assert len(diary.maintenance.check_health().refused_lines) == 2


def test_doctor_names_a_conflict_of_two_devices_and_choosing_a_version_settles_it_for_both(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    diary.edit(ID, pain=7)
    theirs = raw_line(an_episode(1, pain=2), rev=2, by="phone", at="2026-11-22T06:00:00.000000Z")
    write_journal(diary.folder, "2026.phone.jsonl", theirs, device="phone")
    assert [each.key for each in diary.maintenance.check_health().conflicts] == [ID]
    assert (
        f"Episode {ID}: pain was changed on {diary.device} and phone, each without the other. The later value, that of "
        f"{diary.device}, counts. `spasmtui log show {ID} --history` shows every version; `spasmtui log edit {ID} "
        f"--back-to N` chooses one, `spasmtui log edit {ID} --pain 0-10` settles pain alone."
    ) in health_lines(diary.maintenance.check_health())
    assert not diary.maintenance.check_health().is_fault
    assert [each.device for each in diary.history(ID)] == [diary.device, "phone", diary.device]
    chosen = diary.go_back(ID, 2)
    assert chosen == an_episode(1, pain=2, updated_at=NIGHT + timedelta(days=1))
    assert (diary.maintenance.check_health().conflicts, a_device(tmp_path).get(ID)) == ((), chosen)


def test_a_day_that_two_devices_described_is_a_conflict_too(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    diary.add(Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="laptop"))
    theirs = Day(date="2026-11-22", words=("none",), updated_at=NIGHT, device="phone")
    write_journal(diary.folder, "2026.phone.jsonl", raw_line(theirs, by="phone"), device="phone")
    assert (
        f"The day 2026-11-22 was described on {diary.device} and phone, each without the other. The later description, "
        f"that of {diary.device}, counts. `spasmtui log day --on 2026-11-22 WORD... --instead` says it anew."
    ) in health_lines(diary.maintenance.check_health())


def test_of_many_conflicts_doctor_names_five(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    for number in range(7):
        diary.add(an_episode(number))
    lines = [raw_line(an_episode(number, pain=2), by="phone") for number in range(7)]
    write_journal(diary.folder, "2026.phone.jsonl", *lines, device="phone")
    found = [line for line in health_lines(diary.maintenance.check_health()) if line.startswith(("Episode", "And"))]
    assert (len(found), found[-1]) == (6, "And 2 more like these.")


def test_an_edit_of_what_was_seen_keeps_what_others_changed_in_other_fields(tmp_path: Path) -> None:
    one, other = a_device(tmp_path), a_device(tmp_path)
    one.add(an_episode(1))
    seen = one.get(ID)
    other.edit(ID, note="Cold feet.")
    assert one.edit(ID, seen=seen, pain=4) == other.get(ID)
    assert (one.get(ID).note, one.get(ID).pain) == ("Cold feet.", 4)


def test_an_edit_of_a_field_that_somebody_else_changed_since_is_refused_and_shows_theirs(tmp_path: Path) -> None:
    one, other = a_device(tmp_path), a_device(tmp_path)
    one.add(an_episode(1))
    seen = one.get(ID)
    theirs = other.edit(ID, pain=2, place="neck")
    expected = r"^Not saved: it was changed on another terminal meanwhile \(pain\)\.$"
    with pytest.raises(EditConflict, match=expected) as refusal:
        one.edit(ID, seen=seen, pain=9, note="x")
    assert refusal.value.stored == one.get(ID) == theirs
    assert one.edit(ID, seen=theirs, pain=9).pain == 9
    assert one.edit(ID, seen=seen, pain=9).pain == 9
    line = raw_line(an_episode(1, pain=1), rev=9, by="phone")
    write_journal(one.folder, "2026.phone.jsonl", line, device="phone")
    with pytest.raises(EditConflict, match="changed on phone meanwhile"):
        one.edit(ID, seen=theirs, pain=3)
