"""The diary as rows."""

from dataclasses import replace
from datetime import date

import pytest

from spasmtui.episodes.model.night_rows import NightRow, changed_date
from tests.support.episodes import day, episode, rows_of


def test_every_night_from_the_first_record_to_today_has_a_row() -> None:
    rows = rows_of(episode("2026-11-19T23:00:00+01:00"))
    assert [(row.date.day, row.night_count) for row in rows] == [(22, 0), (21, 0), (20, 0), (19, 1)]


def test_more_than_a_year_without_a_record_has_no_rows_and_today_always_has_one() -> None:
    years = ("1900-01-01", "2025-11-20", "2026-11-21", "2028-01-01", "2200-12-31")
    rows = rows_of(*(episode(f"{on}T23:00:00+01:00") for on in years))
    assert [row.date.isoformat() for row in rows if row.episodes] == sorted(years, reverse=True)
    assert [row.date.year for row in rows[:2]] == [2200, 2028]
    assert rows[2].date == date(2026, 11, 22)
    assert len(rows) == 3 + 1 + 366 + 1


def test_an_empty_diary_has_no_rows() -> None:
    assert rows_of() == ()


def test_none_not_recorded_and_an_afternoon_are_distinguished() -> None:
    rows = rows_of(
        episode("2026-11-20T15:00:00+01:00"),
        episode("2026-11-19T15:00:00+01:00"),
        episode("2026-11-19T23:00:00+01:00"),
        days=(day("2026-11-20", "none"), day("2026-11-21", "effort"), day("2026-11-22", "none")),
    )
    counts = [(row.night_count, row.day_count, "none" in row.words) for row in rows]
    assert counts == [(0, 0, True), (0, 0, False), (0, 1, True), (1, 1, False)]


@pytest.mark.parametrize(("words", "is_recorded"), [((), False), (("effort",), False), (("none", "heat"), True)])
def test_a_night_is_recorded_by_an_episode_or_by_the_word_for_none(words: tuple[str, ...], is_recorded: bool) -> None:
    assert NightRow(date=date(2026, 11, 22), words=words).is_recorded is is_recorded
    assert NightRow(date=date(2026, 11, 22), episodes=(episode(),)).is_recorded


def test_the_night_that_a_change_has_touched_is_found() -> None:
    cramp = episode("2026-11-19T23:00:00+01:00", place="calf")
    other = episode("2026-11-20T23:00:00+01:00", place="foot")
    before = rows_of(cramp, other)
    assert changed_date(before, rows_of(other)) == date(2026, 11, 19)
    assert changed_date(rows_of(other), before) == date(2026, 11, 19)
    assert changed_date(before, rows_of(replace(cramp, pain=3), other)) == date(2026, 11, 19)
    assert changed_date(before, before) is None
