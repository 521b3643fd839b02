"""The diary's promises to the rest of the program, on a real folder."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day, Practice, Side
from spasmtui.episodes.store.diary import Diary
from spasmtui.errors import NotFound
from tests.conftest import FakeClock
from tests.support.store.values import NIGHT, an_episode


@pytest.fixture
def diary(tmp_path: Path, clock: FakeClock) -> Diary:
    return Diary(tmp_path / "data", tmp_path / "state", clock)


def again(diary: Diary) -> Diary:
    """The same diary as a program that starts now sees it."""
    return Diary(diary.folder, diary.state, diary.clock)


def test_an_empty_diary_answers_every_question_and_creates_nothing(diary: Diary) -> None:
    assert (diary.episodes(), diary.open_episodes(), diary.days(), diary.practices()) == ((), (), (), ())
    assert not diary.folder.exists()


def test_what_was_added_is_there_after_a_restart(diary: Diary) -> None:
    practice = Practice(id="p1", routine="bedtime", started_at=NIGHT, seconds=90, completed=True, device="laptop")
    day = Day(date="2026-11-22", words=("heat",), updated_at=NIGHT, device="laptop")
    for record in (an_episode(1), practice, day):
        diary.add(record)
    assert again(diary).episodes() == (an_episode(1),)
    assert again(diary).practices() == (practice,)
    assert again(diary).days() == (day,)


def test_adding_the_same_id_again_changes_nothing(diary: Diary) -> None:
    diary.add(an_episode(1))
    diary.add(an_episode(1, pain=9))
    assert diary.episodes() == (an_episode(1),)


def test_a_day_replaces_the_same_dates(diary: Diary) -> None:
    first = Day(date="2026-11-22", words=("ordinary",), updated_at=NIGHT, device="laptop")
    diary.add(first)
    second = replace(first, words=("heat",), updated_at=NIGHT + timedelta(hours=1))
    diary.add(second)
    assert diary.days() == (second,)


def test_episodes_come_newest_first_within_a_range_and_a_limit(diary: Diary) -> None:
    for number in (2, 4, 1, 3):
        diary.add(an_episode(number))
    since, until = an_episode(2).started_at, an_episode(4).started_at
    assert diary.episodes() == tuple(an_episode(number) for number in (4, 3, 2, 1))
    assert diary.episodes(since, until) == (an_episode(3), an_episode(2))
    assert diary.episodes(limit=1) == (an_episode(4),)


def test_an_edit_changes_the_fields_named_and_the_time_of_the_change(diary: Diary, clock: FakeClock) -> None:
    diary.add(an_episode(1))
    clock.advance(60.25)
    expected = an_episode(1, pain=7, updated_at=clock.now().replace(microsecond=0))
    assert diary.edit(an_episode(1).id, pain=7) == expected
    assert again(diary).get(an_episode(1).id) == expected


def test_an_episode_is_found_by_the_only_id_that_begins_so(diary: Diary) -> None:
    diary.add(an_episode(1))
    assert diary.get("0199") == an_episode(1)
    diary.add(an_episode(2))
    for unclear in ("0199", "", "ffff"):
        with pytest.raises(NotFound):
            diary.get(unclear)


def test_undo_and_redo_walk_through_changes_over_restarts(diary: Diary) -> None:
    diary.add(an_episode(1))
    edited = diary.edit(an_episode(1).id, pain=7)
    diary.delete(an_episode(1).id)
    seen = []
    for step in ("undo", "undo", "undo", "redo", "redo", "redo"):
        change = getattr(again(diary), step)()
        seen.append((change.action, again(diary).episodes()))
    assert seen == [
        ("brought back", (edited,)),
        ("edited", (an_episode(1),)),
        ("deleted", ()),
        ("brought back", (an_episode(1),)),
        ("edited", (edited,)),
        ("deleted", ()),
    ]
    with pytest.raises(NotFound):
        diary.redo()


def test_a_new_change_ends_what_could_be_redone(diary: Diary) -> None:
    diary.add(an_episode(1))
    diary.undo()
    diary.add(an_episode(2))
    with pytest.raises(NotFound):
        diary.redo()


def test_a_merge_takes_what_is_new_or_newer_and_counts_it(diary: Diary) -> None:
    diary.add(an_episode(1))
    diary.add(an_episode(2))
    newer = an_episode(1, pain=4, updated_at=NIGHT + timedelta(days=2))
    older = an_episode(2, pain=1, updated_at=NIGHT - timedelta(days=2))
    assert diary.merge([newer, older, an_episode(3)]) == 2
    assert diary.episodes() == (an_episode(3), an_episode(2), newer)
    assert diary.merge([newer, older, an_episode(3)]) == 0


def test_open_episodes_are_those_nobody_closed(diary: Diary) -> None:
    diary.add(an_episode(1, is_open=True))
    diary.add(an_episode(2))
    assert diary.open_episodes() == (an_episode(1, is_open=True),)


def test_the_mark_changes_with_each_change_and_with_another_sessions(diary: Diary) -> None:
    marks = [diary.mark()]
    for number, session in enumerate((diary, again(diary), diary), start=1):
        session.add(an_episode(number))
        marks.append(diary.mark())
        assert marks[-1] == diary.mark()
    assert len(set(marks)) == 4


def test_the_usual_place_is_left_for_the_launcher(diary: Diary) -> None:
    diary.add(an_episode(1))
    assert (diary.state / "usual").read_bytes() == b"calf left\n"
    diary.add(an_episode(2, place="neck", side=None))
    diary.add(an_episode(3, place="neck", side=None))
    assert (diary.state / "usual").read_bytes() == b"neck\n"


def test_new_ids_are_uuids_of_version_seven_that_sort_by_time(diary: Diary, clock: FakeClock) -> None:
    first = diary.new_id()
    clock.advance(1)
    second = diary.new_id()
    assert first < second
    assert first[14] == second[14] == "7"
    assert len(first) == 36
    assert int(first[:8] + first[9:13], 16) == int(NIGHT.timestamp() * 1000)


def test_the_device_keeps_its_id_and_two_sides_are_told_apart(diary: Diary) -> None:
    assert diary.device == again(diary).device
    diary.add(an_episode(1, side=Side.BOTH))
    assert (diary.state / "usual").read_text() == "calf both\n"
