"""Times and dates as a person types them."""

import os
import time
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.moments import parse_bound, parse_date, parse_moment
from spasmtui.shared.times.timestamps import parse_timestamp

NOW = datetime(2026, 11, 22, 3, 12, 45, 99, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("now", "2026-11-22T03:12:45+01:00"),
        ("03:10", "2026-11-22T03:10:00+01:00"),
        ("3:10", "2026-11-22T03:10:00+01:00"),
        ("23:40", "2026-11-21T23:40:00+01:00"),  # the latest one that has passed
        ("03:12", "2026-11-22T03:12:00+01:00"),
        ("03:13", "2026-11-21T03:13:00+01:00"),
        ("yesterday 23:40", "2026-11-21T23:40:00+01:00"),
        ("Yesterday  03:40", "2026-11-21T03:40:00+01:00"),
        ("today 01:00", "2026-11-22T01:00:00+01:00"),
        ("20m ago", "2026-11-22T02:52:45+01:00"),
        ("20 min ago", "2026-11-22T02:52:45+01:00"),
        ("1h10m ago", "2026-11-22T02:02:45+01:00"),
        ("90s ago", "2026-11-22T03:11:15+01:00"),
        ("4 ago", "2026-11-22T03:08:45+01:00"),
        ("2 days ago", "2026-11-20T03:12:45+01:00"),
        ("2026-11-22T02:00:00+01:00", "2026-11-22T02:00:00+01:00"),
        ("2026-11-22T01:00:00Z", "2026-11-22T01:00:00+00:00"),  # the offset is kept as recorded
        ("2026-11-21 23:40", "2026-11-21T23:40:00+01:00"),
        ("2026-11-21T23:40", "2026-11-21T23:40:00+01:00"),
    ],
)
def test_a_time_is_read_against_now(text: str, instant: str) -> None:
    assert parse_moment(text, NOW).isoformat() == instant


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-11-22T03:13:00+01:00", "has not come yet"),
        ("today 23:00", "has not come yet"),
        ("2999-01-01T00:00", "has not come yet"),
        ("1066-10-14T09:00", "before 1900"),
        ("0001-01-01T00:00:00+14:00", "is not a time"),
        ("9999-12-31T23:59:59-12:00", "is not a time"),
        ("25:00", "There is no 25:00"),
        ("yesterday 23:75", "There is no 23:75"),
        ("2026-11-21", "needs a time of day"),
        ("20261121", "needs a time of day"),
        ("20m", "is not a time"),
        ("tomorrow 03:10", "is not a time"),
        ("", "is not a time"),
        ("99999999999999999999m ago", "not a length"),
        ("999999999h ago", "more than 99999 days"),
    ],
)
def test_a_time_that_cannot_be_is_a_sentence(text: str, words: str) -> None:
    with pytest.raises(WrongUsage, match=words):
        parse_moment(text, NOW)


@given(st.text(max_size=40))
def test_any_text_is_an_instant_of_the_past_or_a_sentence(text: str) -> None:
    try:
        instant = parse_moment(text, NOW)
    except WrongUsage as error:
        instant, sentence = NOW, error.message
    else:
        sentence = "."
    assert instant <= NOW
    assert sentence.endswith((".", "?"))


@pytest.fixture
def berlin(own_home: object, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 -- it resets the zone
    monkeypatch.setitem(os.environ, "TZ", "Europe/Berlin")
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_a_time_from_before_a_clock_change_has_the_offset_it_had_then() -> None:
    now = datetime(2026, 10, 25, 7, 0, tzinfo=UTC).astimezone()
    assert parse_moment("yesterday 23:40", now).isoformat() == "2026-10-24T23:40:00+02:00"
    assert parse_moment("12h ago", now).isoformat() == "2026-10-24T21:00:00+02:00"


@pytest.mark.usefixtures("berlin")
def test_of_a_time_shown_twice_the_latest_one_that_has_passed_is_meant() -> None:
    first, second = "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"
    between = datetime.fromisoformat("2026-10-25T02:10:00+01:00").astimezone()
    after = datetime.fromisoformat("2026-10-25T07:00:00+01:00").astimezone()
    assert [parse_moment("02:30", now).isoformat() for now in (between, after)] == [first, second]


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("text", ["2026-03-29 02:30", "2026-03-29T02:30:00", "02:30", "today 02:30"])
@pytest.mark.parametrize("zone", [None, ZoneInfo("Europe/Berlin")])
def test_a_time_that_the_clock_left_out_is_not_guessed(text: str, zone: ZoneInfo | None) -> None:
    now = datetime(2026, 3, 29, 7, 0, tzinfo=UTC).astimezone(zone)
    with pytest.raises(WrongUsage, match=r"There was no 02:30 on 2026-03-29, .* Say 01:30 or 03:30\."):
        parse_moment(text, now)
    assert [parse_moment(f"2026-03-29 {hour}:30", now).hour for hour in ("01", "03")] == [1, 3]


def test_a_named_zone_gives_the_offset_of_the_day_meant() -> None:
    now = datetime(2026, 10, 25, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert parse_moment("yesterday 23:40", now).isoformat() == "2026-10-24T23:40:00+02:00"


def test_a_bound_that_is_a_date_means_its_whole_day() -> None:
    bounds = [parse_bound("2026-11-20", NOW, is_end=is_end).isoformat() for is_end in (False, True)]
    assert bounds == ["2026-11-20T00:00:00+01:00", "2026-11-21T00:00:00+01:00"]


def test_a_date_is_iso_today_or_yesterday() -> None:
    found = [parse_date(text, NOW) for text in ("2026-11-20", "today", "yesterday")]
    assert found == [date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 21)]
    for text in ("soon", "0001-01-01", "9999-01-01"):
        with pytest.raises(WrongUsage):
            parse_date(text, NOW)


@given(st.timedeltas(timedelta(days=1), timedelta(days=45_000)))
def test_a_moment_reads_back_from_its_iso_form(ago: timedelta) -> None:
    instant = (NOW - ago).astimezone(timezone(timedelta(hours=-3))).replace(microsecond=0)
    assert parse_moment(instant.isoformat(), NOW) == parse_timestamp(instant.isoformat(), NOW) == instant
