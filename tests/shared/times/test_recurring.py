"""Times of day and days of the week, however they are typed; what could be two is asked back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.recurring import DayTime, NoDayTime, days_text, read_day_time, read_weekdays, short_days
from tests.support.cases import with_each

TODAY = date(2026, 11, 30)


@with_each(
    ("text", "shown"),
    [
        ("22:15", "22:15"), ("10:15pm", "22:15"), ("10:15 p.m.", "22:15"), ("2215", "22:15"), ("noon", "12:00"),
        ("midnight", "00:00"), ("at 10pm", "22:00"), ("10 in the evening", "22:00"), ("22 Uhr", "22:00"),
        ("22h15", "22:15"), ("7:30", "07:30"), ("0:30", "00:30"), ("24:00", "00:00"),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_as_everywhere(text: str, shown: str) -> None:
    assert read_day_time(text, TODAY).shown == shown


@with_each(
    ("text", "says"),
    [
        ("half past ten", "10:30 or 22:30"), ("3 o'clock", "03:00 or 15:00"), ("tomorrow 9:00", "more than a time"),
        ("9:00 UTC", "more than a time"), ("25:00", "no 25:00"),
    ],
)  # fmt: skip
def test_what_could_be_two_or_is_more_is_asked_back(text: str, says: str) -> None:
    with pytest.raises(WrongUsage, match=says):
        read_day_time(text, TODAY)


@with_each("text", ["bedtime", "9", "", "calf 22:15", "20m ago"])
def test_any_other_text_is_no_time_of_day(text: str) -> None:
    with pytest.raises(NoDayTime):
        read_day_time(text, TODAY)


@given(st.builds(DayTime, st.integers(0, 23), st.integers(0, 59)))
def test_what_is_shown_is_read_as_the_same(time: DayTime) -> None:
    assert read_day_time(time.shown, TODAY) == time


@with_each(
    ("text", "days"),
    [
        ("mon,wed", "mon,wed"), ("Mondays and Fridays", "mon,fri"), ("mon-wed", "mon,tue,wed"),
        ("fri to mon", "mon,fri,sat,sun"),
        ("weekdays", "mon,tue,wed,thu,fri"), ("weekends mon", "mon,sat,sun"), ("daily", "daily"),
        ("every day", "daily"),
        ("Montag, mercredi", "mon,wed"), ("montags", "mon"), ("Tu. th", "tue,thu"),
    ],
)  # fmt: skip
def test_days_of_the_week_are_read_however_they_are_typed(text: str, days: str) -> None:
    assert short_days(read_weekdays(text)) == days


@with_each("text", ["", "foo", "mon,", "today", "mon 9:00"])
def test_what_is_no_day_of_the_week_is_named(text: str) -> None:
    with pytest.raises(WrongUsage, match="day of the week"):
        read_weekdays(text)


@given(st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple))
def test_days_for_a_file_and_for_a_sentence_are_read_as_the_same(days: tuple[int, ...]) -> None:
    assert read_weekdays(short_days(days)) == days
    assert read_weekdays(days_text(days)) == days
