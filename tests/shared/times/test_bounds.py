"""Bounds of a period, compared with the clock that stands beside each record."""

from datetime import date, datetime, timedelta, timezone

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.bounds import Bound, parse_bound, parse_period, read_day_words, read_period
from spasmtui.shared.times.dates import DateOrder, PreferredOrder, TwoWayDate
from spasmtui.shared.times.days import months_back
from tests.support.cases import with_each

NOW = datetime(2026, 11, 29, 17, 40, 45, tzinfo=timezone(timedelta(hours=1)))
"""A Sunday."""
ABROAD = datetime.fromisoformat("2026-11-12T00:30:00+09:00")
"""In this place it was 16:30 on the day before."""


PERIODS = (
    ("2026-11-12", "11-12 00", "11-13 00"), ("20261112", "11-12 00", "11-13 00"),
    ("12 nov", "11-12 00", "11-13 00"),
    ("today", "11-29 00", "11-30 00"), ("yesterday", "11-28 00", "11-29 00"), ("tomorrow", "11-30 00", "12-01 00"),
    ("1 day ago", "11-28 00", "11-29 00"), ("2 weeks ago", "11-15 00", "11-16 00"), ("-7d", "11-22 00", "11-23 00"),
    ("friday", "11-27 00", "11-28 00"), ("sunday", "11-29 00", "11-30 00"), ("last sunday", "11-22 00", "11-23 00"),
    ("last night", "11-28 18", "11-29 12"), ("this morning", "11-29 00", "11-29 12"),
    ("yesterday evening", "11-28 18", "11-29 00"), ("friday night", "11-27 18", "11-28 12"),
    ("this week", "11-23 00", "11-30 00"), ("last week", "11-16 00", "11-23 00"),
    ("this month", "11-01 00", "12-01 00"),
    ("last month", "10-01 00", "11-01 00"), ("october", "10-01 00", "11-01 00"),
    ("2026-02", "02-01 00", "03-01 00"), ("2026-01", "01-01 00", "02-01 00"), ("2025-12", "12-01 00", "01-01 00"),
    ("1900-01-01", "01-01 00", "01-02 00"), ("2027-12-31", "12-31 00", "01-01 00"),
    ("28.9", "09-28 00", "09-29 00"), ("yesterday afternoon", "11-28 12", "11-28 18"),
    ("Feb 2026", "02-01 00", "03-01 00"), ("this year", "01-01 00", "01-01 00"),
    ("last 7 days", "11-22 00", "11-30 00"), ("past week", "11-22 00", "11-30 00"),
    ("the past two months", "09-29 00", "11-30 00"), ("2026-W46", "11-09 00", "11-16 00"),
    ("2 nights ago", "11-27 18", "11-28 12"),
    ("yesterday 23:00", "11-28 23", "11-28 23"), ("3am", "11-29 03", "11-29 03"),
    ("9pm", "11-28 21", "11-28 21"),
)  # fmt: skip


def test_a_bound_is_a_time_or_the_whole_of_a_day_a_night_a_week_or_a_month() -> None:
    for text, first, last in PERIODS:
        bounds = parse_period(text, NOW)
        assert [f"{bound.wall_time:%m-%d %H}" for bound in bounds if bound.wall_time is not None] == [first, last]
        assert [parse_bound(text, NOW, is_end=is_end) for is_end in (False, True)] == [*bounds]


@pytest.mark.parametrize("text", ["2026-11-12", "12 nov", "2 weeks ago", "2026-11-12 00:30"])
def test_a_day_is_compared_with_the_clock_of_the_place_of_each_record(text: str) -> None:
    there = {"2 weeks ago": ABROAD + timedelta(days=3)}.get(text, ABROAD)
    period = read_period(since=text, until=None, on=None, now=NOW)
    assert period.holds(there)
    assert not period.holds(there - timedelta(minutes=31))
    assert period.earliest is not None
    assert period.earliest < there
    ended = read_period(since=None, until=text, on=None, now=NOW)
    assert ended.holds(there) is ("00:30" not in text)
    assert not ended.holds(there + timedelta(hours=23, minutes=30))
    assert ended.latest is not None
    assert ended.latest > there


@pytest.mark.parametrize("text", ["2 hours ago", "-2h", "2026-11-29T15:40:45+01:00", "14:40:45 UTC"])
def test_an_instant_is_compared_as_one_wherever_a_record_was_made(text: str) -> None:
    period = read_period(since=text, until=None, on=None, now=NOW)
    for hours in (-10, 0, 9):
        there = timezone(timedelta(hours=hours))
        seen = [period.holds((NOW - timedelta(seconds=seconds)).astimezone(there)) for seconds in (7201, 7200)]
        assert seen == [False, True]
    assert period.earliest == NOW - timedelta(hours=2)
    assert parse_period("now", NOW) == (Bound(NOW, None),) * 2


def test_one_word_names_a_period_and_has_no_bound_beside_it() -> None:
    night = read_period(since=None, until=None, on="last night", now=NOW)
    begins = datetime.fromisoformat("2026-11-28T18:00:00+09:00")
    held = [night.holds(begins + timedelta(hours=hours)) for hours in (-1, 0, 17, 18)]
    assert held == [False, True, True, False]
    assert [night.holds_day(f"2026-11-{day}") for day in (27, 28, 29, 30)] == [False, True, True, False]
    whole = read_period(since=None, until=None, on="yesterday", now=NOW)
    assert [whole.holds_day(f"2026-11-{day}") for day in (27, 28, 29)] == [False, True, False]
    with pytest.raises(WrongUsage, match="cannot be used with --since or --until"):
        read_period(since="friday", until=None, on="friday", now=NOW)
    with pytest.raises(WrongUsage, match=r"'3am' is a time\. --on takes a day"):
        read_period(since=None, until=None, on="3am", now=NOW)
    with pytest.raises(WrongUsage, match=r"'soon' is not a day or a longer period\. Try 2026-11-22"):
        read_period(since=None, until=None, on="soon", now=NOW)


def test_where_a_whole_period_is_meant_figures_are_no_time_of_day() -> None:
    german = PreferredOrder(DateOrder.DMY)
    for on, first, last in (("2025", "2025-01-01", "2025-12-31"), ("12.11", "2026-11-12", "2026-11-12")):
        period = read_period(since=None, until=None, on=on, now=NOW, order=german)
        assert period.since is not None
        assert period.until is not None
        assert (str(period.since.day), str(period.until.last_day)) == (first, last)


@with_each(
    ("text", "words"),
    [
        ("soon", "is not a time or a date"), ("", "is not a time or a date"), ("2026", "could be a year or 20:26"),
        ("3.10", "could be 3 October 2026, 10 March 2026 or 03:10. Write 2026-10-03, 2026-03-10 or 03:10."),
        ("2026-13", "is not a month"), ("2026-W54", "is not a week"),
        ("0001-01-01", "not a year this diary can hold"),
        ("2999-01-01", "not a year this diary can hold"), ("20m", "is not a time or a date"),
    ],
)  # fmt: skip
def test_what_is_no_bound_is_a_sentence(text: str, words: str) -> None:
    with pytest.raises(WrongUsage, match=words):
        parse_period(text, NOW)


def test_a_period_that_ends_before_it_begins_is_said() -> None:
    for since, until, is_said in (("yesterday", "last month", True), ("last month", "yesterday", False)):
        period = read_period(since=since, until=until, on=None, now=NOW)
        assert ("Swap --since and --until" in period.remarks) == is_said


def test_some_months_before_is_the_same_day_or_the_last_of_a_shorter_month() -> None:
    days = ("2026-12-31", "2026-03-31", "2028-03-31", "2027-01-31", "2026-11-30")
    found = [months_back(date.fromisoformat(day), 1).isoformat() for day in days]
    assert found == ["2026-11-30", "2026-02-28", "2028-02-29", "2026-12-31", "2026-10-30"]


def test_a_date_that_could_be_two_is_asked_back_or_read_as_the_locale_has_it() -> None:
    for read in (parse_period, read_day_words):
        with pytest.raises(TwoWayDate):
            read("5/12/2026", NOW)
    american = PreferredOrder(DateOrder.MDY, "en_US")
    period = read_period(since="5/12/2026", until="5/12/2026", on=None, now=NOW, order=american)
    assert period.remarks == "5/12/2026 was read as 12 May 2026, as en_US writes dates."
    assert read_day_words("5/12/2026", NOW, american)[0] == date(2026, 5, 12)


DAYS = (
    ("2026-11-20", 20), ("20 Nov", 20), ("today", 29), ("yesterday", 28), ("friday", 27), ("sunday", 29),
    ("7d ago", 22),
    ("-7d", 22), ("30h ago", 28), ("last night", 28), ("Fri 27 Nov", 27), ("27.11.", 27),
)  # fmt: skip


def test_a_date_is_a_day_in_any_words_and_that_of_a_night_its_evening() -> None:
    for text, day in DAYS:
        assert read_day_words(text, NOW)[0] == date(2026, 11, day)


@with_each("text", ["soon", "0001-01-01", "9999-01-01", "3am", "yesterday 3am", "this", "november"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage, match=r"Try 2026-11-22, yesterday, friday or '2 weeks ago'\."):
        read_day_words(text, NOW)
