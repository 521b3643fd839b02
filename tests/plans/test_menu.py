"""Tests of the plan's menu: an item starts as it is planned, and what was done is recorded by commands."""

from datetime import UTC, datetime

import pytest

from tests.conftest import FakeClock, Run
from tests.support.menus import note_live, play


@pytest.fixture
def evening() -> FakeClock:
    return FakeClock(datetime(2026, 11, 30, 16, 0, tzinfo=UTC))


def test_without_a_plan_the_ways_to_one_are_named(evening: FakeClock) -> None:
    played = play("plan", "1", "2", clock=evening)
    assert "There is no plan yet. Three ways to one:" in played.answers[2]
    assert "There is no plan yet. Add an item" in played.answers[3]


def test_an_item_is_added_by_questions_and_started_with_its_side_and_sets(
    evening: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = note_live(monkeypatch)
    played = play(
        "plan", "6", "calf-wall", "2", "1", "2", "3", "6 weeks", "start an item", "1", clock=evening
    )  # fmt: skip
    assert "Added to the plan: Calf stretch at the wall, left side, 3 sets: twice a day" in played.text
    assert "1 Calf stretch at the wall, left side: 0 of 2 done, 2 due, 3 sets each" in played.text
    assert started == [["relief", "calf-wall", "--practice", "--sides", "left", "--sets", "3"]]


def test_an_item_is_recorded_skipped_and_undone(evening: FakeClock, here: Run) -> None:
    here("plan", "add", "bedtime", "--times", "2", "--from", "2026-11-30")
    played = play("plan", "4", "1", "2", "5", "", "3", "1", "u", "1", clock=evening)
    text = " ".join(played.text.split())
    assert "ended early, pain before 5. Today: 0 of 2 done, 1 in part, 1 due." in text
    assert "Skipped today: Bedtime stretches. Today: 0 of 2 done, 1 in part, 1 skipped." in text
    assert "Undone: the skipping of Bedtime stretches" in text
    assert "Today, Monday 30 Nov: 0 of 2 done, 1 in part, 1 due." in " ".join(played.answers[-2].split())


def test_an_item_ends_and_a_file_is_taken_in_by_its_own_questions(
    evening: FakeClock, here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = note_live(monkeypatch)
    here("plan", "add", "shin", "--from", "2026-11-02")
    played = play("plan", "7", "1", "9", "sent.toml", clock=evening)
    assert "Ended: Shin cramp." in played.text
    assert started == [["plan", "import", "sent.toml"]]
