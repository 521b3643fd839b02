"""The diary in the home screen's few sentences."""

from datetime import UTC, datetime, timedelta

import pytest

from spasmtui.episodes.model.episode import Day, Episode, Side
from spasmtui.episodes.summary import evening_before, last_night, summarize_diary, this_week
from tests.conftest import FakeClock
from tests.support.memory_diary import MemoryDiary

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def episode(started_at: datetime, minutes: int | None = 4, **fields: object) -> Episode:
    return Episode(
        id=f"id-{started_at:%d%H%M}",
        started_at=started_at,
        ended_at=None if minutes is None else started_at + timedelta(minutes=minutes),
        created_at=started_at,
        updated_at=started_at,
        device="here",
        **{"place": "calf", "side": Side.LEFT, **fields},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("now", "evening"),
    [
        (datetime(2026, 11, 22, 8, 0, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 22, 17, 59, tzinfo=UTC), "2026-11-21"),
        (datetime(2026, 11, 22, 18, 0, tzinfo=UTC), "2026-11-22"),
        (datetime(2026, 11, 23, 0, 30, tzinfo=UTC), "2026-11-22"),
    ],
)
def test_the_last_night_is_the_one_that_has_begun(now: datetime, evening: str) -> None:
    assert evening_before(now).isoformat() == evening


def test_last_night_sums_up_what_was_recorded() -> None:
    night = [episode(NOW.replace(hour=3), pain=6), episode(NOW.replace(hour=5), 7, place="foot", pain=4)]
    assert last_night(night, NOW) == ("Last night", "2 cramps, left calf, left foot, 11 min, pain 6")


def test_what_was_not_recorded_is_left_out_not_counted_as_nothing() -> None:
    assert last_night([episode(NOW.replace(hour=3), None)], NOW) == ("Last night", "1 cramp, left calf")


def test_a_night_without_a_record_is_not_called_a_night_without_a_cramp() -> None:
    assert last_night([], NOW) == ("Last night", "nothing recorded")


def test_in_the_evening_last_night_is_still_the_one_that_ended_in_the_morning() -> None:
    evening = NOW.replace(hour=23)
    assert last_night([episode(NOW.replace(hour=3))], evening) == ("Last night", "1 cramp, left calf, 4 min")


def test_a_cramp_of_this_evening_is_this_night() -> None:
    evening = NOW.replace(hour=23)
    found = [episode(NOW.replace(hour=22)), episode(NOW.replace(hour=3))]
    assert last_night(found, evening) == ("This night", "1 cramp, left calf, 4 min")


def test_a_week_counts_nights_not_episodes() -> None:
    two_in_one_night = [episode(NOW.replace(hour=hour)) for hour in (1, 3)]
    before = [episode(NOW - timedelta(days=days)) for days in (2, 8, 9)]
    found = [*two_in_one_night, *before]
    assert this_week(found, NOW, was_kept_before=True) == "2 nights of 7 · the week before: 2"


@pytest.mark.parametrize(
    ("older", "said"),
    [
        ((), "1 night of 7"),
        ((Day(date="2026-11-21", words=("none",), updated_at=NOW, device="here"),), "1 night of 7"),
        (
            (Day(date="2026-11-14", words=("none",), updated_at=NOW, device="here"),),
            "1 night of 7 · the week before: none",
        ),
        ((episode(NOW - timedelta(days=8)),), "1 night of 7 · the week before: 1"),
        ((episode(NOW - timedelta(days=40)),), "1 night of 7 · the week before: none"),
    ],
)
def test_the_week_before_is_told_only_by_a_diary_that_was_kept_then(
    older: tuple[Episode | Day, ...], said: str, clock: FakeClock
) -> None:
    diary = MemoryDiary(clock, [episode(NOW.replace(hour=3)), *older])
    assert summarize_diary(diary, NOW).rows[1] == ("This week", said)
