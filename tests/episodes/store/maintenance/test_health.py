"""What `doctor` says about conflicts, lines that do not count, clocks and former names."""

from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.line import Line, read_line
from spasmtui.episodes.store.journal.record_encoder import to_document
from spasmtui.episodes.store.maintenance.health_check import IMPOSSIBLE_LINE
from spasmtui.episodes.store.maintenance.health_report import RefusedLines, health_lines
from tests.conftest import FakeClock
from tests.support.store.lines import raw_line, write_journal
from tests.support.store.two_devices import contested, deleted_beside_an_edit, meet, two_devices
from tests.support.store.values import NIGHT, an_episode

ID = an_episode(1).id


def a_device(root: Path) -> Diary:
    return Diary(root / "data", root / "state", FakeClock(NIGHT + timedelta(days=1)))


def about(diary: Diary, beginning: str) -> list[str]:
    return [line for line in health_lines(diary.maintenance.check_health()) if line.startswith(beginning)]


def test_a_contested_field_is_named_in_words_without_its_values(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    for diary in (one, other):
        (sentence,) = about(diary, "Episode")
        assert sentence == (
            f"Episode {ID}: pain was changed on {other.device} and {one.device}, each without the other. The later "
            f"value, that of {other.device}, counts. `spasmtui log show {ID} --history` shows every version; `spasmtui "
            f"log edit {ID} --back-to N` chooses one, `spasmtui log edit {ID} --pain 0-10` settles pain alone."
        )
        assert not diary.maintenance.check_health().is_fault


def test_several_contested_fields_are_listed_once_each(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1, is_open=True))
    meet(one, other)
    one.edit(ID, ended_at=NIGHT + timedelta(hours=2), is_open=False, side=None, note="here")
    other.edit(ID, ended_at=NIGHT + timedelta(hours=3), is_open=False, side="both", note="there")
    meet(one, other)
    (sentence,) = about(one, "Episode")
    assert sentence.startswith(f"Episode {ID}: the end, the note and the side were changed on ")
    assert sentence.endswith(f"`spasmtui log edit {ID} --for DURATION` settles the end alone.")


def test_a_deletion_beside_an_edit_says_how_to_bring_the_episode_back_and_that_does_it(tmp_path: Path) -> None:
    one, other, changed = deleted_beside_an_edit(tmp_path)
    (sentence,) = about(other, "Episode")
    assert sentence == (
        f"Episode {ID} was deleted on {one.device} and changed on {other.device}, each without the other. The deletion "
        f"counts. `spasmtui log edit {ID} --back-to 2` brings it back as it was changed; "
        f"`spasmtui log edit {ID} --back-to 3` leaves it deleted."
    )
    assert one.go_back(ID, 3) is None
    assert about(one, "Episode") == []
    back = other.go_back(ID, 2)
    assert (back and back.pain, about(other, "Episode")) == (changed.pain, [])


def test_two_copies_of_one_device_that_went_apart_are_told_as_such(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    lines = [raw_line(an_episode(1)), raw_line(an_episode(1, pain=2), rev=2), raw_line(an_episode(1, pain=3), rev=2)]
    write_journal(diary.folder, "2026.laptop-3fa9c1.jsonl", *lines)
    assert about(diary, "Episode")[0].startswith(
        f"Episode {ID} was changed twice on laptop-3fa9c1, each time without the other change. The later version"
    )


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        (raw_line(an_episode(2), rev=2**62), "It claims to follow more changes than anybody makes."),
        (
            raw_line(an_episode(2), put={"started_at": "0001-01-01T00:00:00+14:00"}),
            "Started at must be a date and time with its offset, between 1900 and 2200.",
        ),
        (
            raw_line(an_episode(2), at="0000-00-00T00:00:00.000000Z"),
            IMPOSSIBLE_LINE,
        ),
        (
            raw_line(an_episode(2), put={**to_document(an_episode(2)), "place": "x" * 300}),
            "Place must be a text of at most 200 characters.",
        ),
        (raw_line(an_episode(2), id="a\u202eb"), "Id must be a short text."),
    ],
    ids=["revision", "year", "stamp", "length", "id"],
)
def test_a_line_that_does_not_count_is_named_with_its_file_its_number_and_the_reason(
    tmp_path: Path, hostile: bytes, reason: str
) -> None:
    diary = a_device(tmp_path)
    path = write_journal(diary.folder, "2026.phone.jsonl", raw_line(an_episode(1)), hostile, device="phone")
    health = diary.maintenance.check_health()
    assert (health.refused_lines, health.bad_lines, health.is_fault) == (
        (RefusedLines("2026.phone.jsonl", 1, 3, reason),),
        (),
        True,
    )
    assert about(diary, "Line") == [f"Line 3 of {path} does not count and was left alone. {reason}"]
    path.write_bytes(path.read_bytes() + hostile.replace(b"\n", b"") + b"\n")
    assert about(diary, "2 lines") == [
        f"2 lines of {path} do not count and were left alone, the first at line 3. {reason}"
    ]


def test_what_a_purge_has_absorbed_is_no_fault_whatever_it_says(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    diary.maintenance.purge(ID)
    late = [raw_line(an_episode(1, note="late"), rev=9), raw_line(an_episode(1), rev=2**62),
            raw_line(an_episode(1), rev=3, put={"pain": "lots"})]  # fmt: skip
    assert all(isinstance(read_line(raw), Line) for raw in late)
    write_journal(diary.folder, "2026.phone.jsonl", *late, device="phone")
    health = a_device(tmp_path).maintenance.check_health()
    assert (health.refused_lines, health.bad_lines, health.lost, health.conflicts) == ((), (), 0, ())
    assert not health.is_fault


def test_what_begins_in_the_future_is_named_with_what_mends_it(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    now = diary.clock.now()
    for number, hours in ((1, 23), (2, 25)):
        diary.add(an_episode(number, started_at=now + timedelta(hours=hours)))
    for days in (1, 2):
        date = (now + timedelta(days=days)).date().isoformat()
        diary.add(Day(date=date, words=("heat",), updated_at=now, device=diary.device))
    key = an_episode(2).id
    assert about(diary, "Episode") == [
        f"Episode {key} begins more than a day from now. `spasmtui log edit {key} --at WHEN` sets its start."
    ]
    (sentence,) = about(diary, "The day")
    assert sentence == (
        "The day 2026-11-25 is more than a day from now, and is described already. "
        "`spasmtui log day --on 2026-11-25 WORD... --instead` says it anew."
    )
    assert not diary.maintenance.check_health().is_fault


def test_a_journal_under_a_former_name_is_this_devices(tmp_path: Path) -> None:
    diary = a_device(tmp_path)
    diary.add(an_episode(1))
    former = diary.device
    diary.journals.use_new_device()
    diary.add(an_episode(2))
    devices = diary.maintenance.check_health().devices
    assert [(each.name, each.is_this, each.is_former) for each in devices] == [
        (diary.device, True, False),
        (former, True, True),
    ]
    assert about(diary, former) == [f"{former} (this device, by a former name): last change 2026-11-23 03:12 UTC."]


def test_a_day_that_is_said_anew_with_the_words_that_count_is_settled(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    for diary, word in ((one, "heat"), (other, "effort")):
        diary.add(Day(date="2026-11-22", words=(word,), updated_at=diary.clock.now(), device=diary.device))
    meet(one, other)
    (kept,) = one.days()
    assert kept.words == ("effort",)
    assert len(about(one, "The day")) == 1
    one.add(Day(date="2026-11-22", words=("effort",), updated_at=one.clock.now(), device=one.device))
    meet(one, other)
    assert (about(one, "The day"), about(other, "The day")) == ([], [])


def test_doctor_creates_nothing_where_there_is_no_diary(tmp_path: Path) -> None:
    a_device(tmp_path).maintenance.check_health()
    assert list(tmp_path.iterdir()) == []
