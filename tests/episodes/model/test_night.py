"""The night of a moment."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from spasmtui.episodes.model.night import count_hours, night_of, row_date
from tests.support.cases import with_each

BERLIN = ZoneInfo("Europe/Berlin")


@with_each(
    ("text", "night"),
    [
        ("2026-11-21T18:00:00+01:00", date(2026, 11, 21)),  # the first instant of a night
        ("2026-11-21T17:59:59+01:00", None),
        ("2026-11-21T23:50:00+01:00", date(2026, 11, 21)),
        ("2026-11-22T00:10:00+01:00", date(2026, 11, 21)),
        ("2026-11-22T03:00:00+01:00", date(2026, 11, 21)),
        ("2026-11-22T11:59:59+01:00", date(2026, 11, 21)),
        ("2026-11-22T12:00:00+01:00", None),
        ("2026-11-22T03:00:00-09:00", date(2026, 11, 21)),  # the clock face there, not here
        ("2027-01-01T02:00:00+00:00", date(2026, 12, 31)),
    ],
)
def test_a_start_between_18_and_12_belongs_to_its_evening(text: str, night: date | None) -> None:
    assert night_of(datetime.fromisoformat(text)) == night


@pytest.mark.parametrize("evening", [date(2026, 3, 28), date(2026, 10, 24)])
def test_both_nights_in_which_the_clock_changes_are_one_night(evening: date) -> None:
    morning = datetime(evening.year, evening.month, evening.day + 1, tzinfo=BERLIN)
    faces = [
        morning.replace(day=evening.day, hour=23, minute=50),
        morning.replace(minute=10),
        *(morning.replace(hour=2, minute=30, fold=fold) for fold in (0, 1)),
        morning.replace(hour=3),
    ]
    recorded = [datetime.fromisoformat(face.isoformat()) for face in faces]
    assert {night_of(each) for each in recorded} == {evening}


def test_a_row_goes_from_noon_to_noon_so_an_afternoon_stands_with_the_night_after_it() -> None:
    times = ["11:59", "12:00", "15:00", "23:00"]
    rows = [row_date(datetime.fromisoformat(f"2026-11-22T{each}:00+01:00")).day for each in times]
    assert rows == [21, 22, 22, 22]


def test_hours_are_those_of_the_clock_where_a_moment_was_recorded() -> None:
    texts = [f"2026-11-22T03:10:00{offset}" for offset in ("+05:30", "-08:00", "+00:00")] + [
        "2026-11-22T08:00:00+01:00"
    ]
    hours = count_hours(map(datetime.fromisoformat, texts))
    assert (hours[3], hours[8], sum(hours), len(hours)) == (3, 1, 4, 24)
