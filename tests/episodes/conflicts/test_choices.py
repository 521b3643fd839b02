"""The choices that a conflict leaves, what choosing stores, and that the home screen tells of each once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.conflicts.choices import choose, date_of, open_questions, questions, value_text
from spasmtui.episodes.conflicts.text import notice_text
from spasmtui.episodes.conflicts.told import ToldConflicts, conflict_name
from spasmtui.episodes.model.episode import Day, Tried
from spasmtui.episodes.store.diary import Diary
from spasmtui.episodes.store.journal.history import Conflict
from spasmtui.episodes.summary import summarize_diary
from spasmtui.errors import NotFound
from tests.support.store.two_devices import contested, deleted_beside_an_edit, meet, two_devices
from tests.support.store.values import NIGHT, an_episode

ID = an_episode(1).id
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def only_conflict(diary: Diary) -> Conflict:
    diary.episodes()
    diary.days()
    (conflict,) = diary.recent_conflicts()
    return conflict


def choice(diary: Diary, question: int, number: int) -> str:
    asked = open_questions([only_conflict(diary)])[question]
    return choose(diary, asked, asked.question.choices[number], NOW)


def test_a_field_is_chosen_alone_and_undo_takes_it_back(tmp_path: Path) -> None:
    one, _other, episode = contested(tmp_path)
    (question,) = questions(only_conflict(one))
    assert [(each.text, each.counts) for each in question.choices] == [("7 of 10", True), ("4 of 10", False)]
    assert question.title == "Pain"
    assert choice(one, 0, 1) == "Kept: pain 4 of 10. u takes it back."
    assert (one.get(ID).pain, one.get(ID).note, one.conflict(ID)) == (4, "was asleep", None)
    one.undo()
    assert one.get(ID).pain == episode.pain == 7


def test_the_value_that_counts_can_be_chosen_and_is_settled_on_both_devices(tmp_path: Path) -> None:
    one, other, episode = contested(tmp_path)
    assert choice(one, 0, 0) == "Kept: pain 7 of 10. u takes it back."
    meet(one, other)
    assert (one.conflict(ID), other.conflict(ID)) == (None, None)
    assert one.get(ID).pain == other.get(ID).pain == episode.pain


def purge(one: Diary, other: Diary) -> None:
    other.maintenance.purge(ID)
    meet(one, other)


def settle(one: Diary, other: Diary) -> None:
    other.edit(ID, pain=9)
    meet(one, other)


def change_again(one: Diary, other: Diary) -> None:
    other.edit(ID, pain=9)
    other.edit(ID, note="later")
    one.edit(ID, pain=2)
    meet(one, other)


@pytest.mark.parametrize("change", [purge, settle, change_again], ids=lambda change: change.__name__)
def test_what_was_changed_since_it_was_asked_is_not_chosen(
    change: Callable[[Diary, Diary], None], tmp_path: Path
) -> None:
    one, other, _episode = contested(tmp_path)
    (asked,) = open_questions([only_conflict(one)])
    change(one, other)
    before = one.episodes()
    for each in asked.question.choices:
        with pytest.raises(NotFound, match="Nothing was chosen"):
            choose(one, asked, each, NOW)
    assert one.episodes() == before


@pytest.mark.parametrize("number", [0, 1])
def test_undo_of_a_choice_tells_of_the_conflict_again_on_both_devices_and_redo_settles_it(
    number: int, tmp_path: Path
) -> None:
    one, other, _episode = contested(tmp_path)
    before = only_conflict(one)
    choice(one, 0, number)
    chosen = one.get(ID).pain
    for _ in range(2):
        one.undo()
        one.edit(ID, note="colder")
        one.undo()
        meet(one, other)
        assert (only_conflict(one), only_conflict(other)) == (before, before)
        assert one.get(ID).pain == other.get(ID).pain == 7
        choice(one, 0, number)
        one.undo()
        one.redo()
        meet(one, other)
        assert (one.conflict(ID), other.conflict(ID)) == (None, None)
        assert one.get(ID).pain == other.get(ID).pain == chosen
    one.undo()
    meet(one, other)
    choice(other, 0, 1 - number)
    meet(one, other)
    assert (one.conflict(ID), other.conflict(ID)) == (None, None)


def test_a_value_that_was_written_since_a_choice_is_no_conflict_after_its_undo(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    choice(one, 0, 1)
    meet(one, other)
    other.edit(ID, pain=9)
    meet(one, other)
    with pytest.raises(NotFound):
        one.undo()
    assert (one.get(ID).pain, one.conflict(ID)) == (9, None)


def test_undo_of_bringing_back_tells_of_the_deletion_again(tmp_path: Path) -> None:
    one, other, _changed = deleted_beside_an_edit(tmp_path)
    choice(one, 0, 1)
    one.undo()
    meet(one, other)
    for diary in (one, other):
        (question,) = questions(only_conflict(diary))
        assert [each.text for each in question.choices] == ["deleted", "Sun 22 Nov 04:12, left calf, pain 3"]
    assert choice(other, 0, 0) == "Left deleted. u brings it back."
    meet(one, other)
    assert (one.conflict(ID), other.conflict(ID)) == (None, None)


def test_fields_are_settled_one_by_one(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1))
    meet(one, other)
    one.edit(ID, pain=1, side="right")
    other.edit(ID, pain=2, side="both")
    meet(one, other)
    assert [each.title for each in questions(only_conflict(one))] == ["Pain", "Side"]
    choice(one, 1, 1)
    assert [each.title for each in questions(only_conflict(one))] == ["Pain"]
    choice(one, 0, 1)
    assert (one.get(ID).pain, one.get(ID).side, one.recent_conflicts()) == (1, "right", ())


def test_a_deleted_episode_is_brought_back_or_left_deleted(tmp_path: Path) -> None:
    one, other, changed = deleted_beside_an_edit(tmp_path)
    (question,) = questions(only_conflict(one))
    assert [each.text for each in question.choices] == ["deleted", "Sun 22 Nov 04:12, left calf, pain 3"]
    assert choice(one, 0, 0) == "Left deleted. u brings it back."
    assert choice(other, 0, 1) == "Brought back: Sun 22 Nov 04:12, left calf, pain 3. u takes it back."
    assert (one.conflict(ID), other.conflict(ID), other.get(ID).pain) == (None, None, changed.pain)


def test_a_day_is_chosen_by_its_words(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    for diary, word in ((one, "heat"), (other, "effort")):
        diary.add(Day(date="2026-11-22", words=(word,), updated_at=diary.clock.now(), device=diary.device))
    meet(one, other)
    assert notice_text([only_conflict(one)]) == "Described on two devices: the day Sun 22 Nov"
    assert choice(one, 0, 1) == "Kept: Sun 22 Nov, heat. u takes it back."
    assert (one.days()[0].words, one.recent_conflicts()) == (("heat",), ())
    assert choice(other, 0, 0) == "Kept: Sun 22 Nov, effort. u takes it back."
    assert other.recent_conflicts() == ()


def test_who_first_recorded_it_is_no_question_and_is_settled_with_the_others(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1, device="a", pain=1))
    other.add(an_episode(1, device="b", pain=2))
    one.edit(ID, note="x")
    meet(one, other)
    conflict = only_conflict(one)
    assert [field.name for field in conflict.fields] == ["pain"]
    assert [each.field for each in questions(conflict)] == ["pain"]
    choice(one, 0, 1)
    assert one.recent_conflicts() == ()


def test_notes_are_shown_from_where_they_differ(tmp_path: Path) -> None:
    one, other = two_devices(tmp_path)
    one.add(an_episode(1))
    meet(one, other)
    same = "It began in the calf after the long walk and "
    one.edit(ID, note=f"{same}went by itself.")
    other.edit(ID, note=f"{same}needed\nwarmth.")
    meet(one, other)
    (question,) = questions(only_conflict(one))
    assert [each.text for each in question.choices] == ["… needed warmth.", "… went by itself."]
    assert question.beginning == same.strip()


def test_every_attribute_has_a_text_for_people() -> None:
    whole = an_episode(
        1, ended_at=NIGHT + timedelta(hours=1, minutes=4), side="both", place="lower-back", triggers=(),
        tried=(Tried(routine="x", seconds=1),), helped="most", is_open=True,
    )  # fmt: skip
    names = ("started_at", "ended_at", "is_open", "place", "side", "pain", "triggers", "tried", "helped", "unheard")
    assert [value_text(name, whole) for name in names] == [
        "Sun 22 Nov 2026 04:12", "Sun 22 Nov 04:16, after 4 min", "still open", "lower back", "both sides",
        "not recorded", "none", "x", "most", "not recorded",
    ]  # fmt: skip


def test_a_conflict_is_told_once_also_after_a_restart_and_a_new_one_again(tmp_path: Path) -> None:
    one, other, _episode = contested(tmp_path)
    conflicts = (only_conflict(one),)
    assert notice_text(conflicts) == "Changed on two devices: left calf, Sun 22 Nov, pain"
    assert notice_text(conflicts * 3).endswith("pain; and 2 more")
    told = ToldConflicts(tmp_path / "state")
    assert told.untold(conflicts) == conflicts
    told.add(map(conflict_name, conflicts))
    assert ToldConflicts(tmp_path / "state").untold(conflicts) == ()
    assert told.path.stat().st_mode & 0o777 == 0o600
    assert told.path.read_text() == f"{conflict_name(conflicts[0])}\n"
    one.edit(ID, pain=1)
    other.edit(ID, pain=2)
    meet(one, other)
    fresh = (only_conflict(one),)
    assert told.untold(fresh) == fresh


def test_the_names_that_are_kept_are_bounded_and_a_broken_file_tells_again(tmp_path: Path) -> None:
    told = ToldConflicts(tmp_path)
    told.add(f"{number:020}" for number in range(700))
    assert len(told.path.read_text().split()) == ToldConflicts.LIMIT
    told.path.write_bytes(b"\xff\xfe")
    told.add(["a"])
    assert told.path.read_text() == "a\n"
    told.path.unlink()
    told.path.mkdir()
    told.add(["b"])


def test_a_deletion_beside_a_change_has_words_and_a_night_of_its_own(tmp_path: Path) -> None:
    one, _other, _episode = deleted_beside_an_edit(tmp_path)
    conflict = only_conflict(one)
    assert notice_text([conflict]) == "Deleted on one device and changed on another: left calf, Sun 22 Nov"
    assert date_of(conflict) == date(2026, 11, 21)


def test_the_summary_of_the_diary_tells_of_a_conflict_until_it_was_shown(tmp_path: Path) -> None:
    one, _other, _episode = contested(tmp_path)
    summary = summarize_diary(one, NOW)
    assert summary.notice == "Changed on two devices: left calf, Sun 22 Nov, pain"
    ToldConflicts(one.state).add(summary.notice_names)
    assert (summarize_diary(one, NOW).notice, summarize_diary(one, NOW).notice_names) == ("", ())


def test_the_summary_names_an_entry_that_is_deleted(tmp_path: Path) -> None:
    one, *_ = deleted_beside_an_edit(tmp_path)
    notice = "Deleted on one device and changed on another: left calf, Sun 22 Nov"
    assert summarize_diary(one, NOW).notice == notice
    one.add(an_episode(2))
    assert summarize_diary(one, NOW).notice == notice
