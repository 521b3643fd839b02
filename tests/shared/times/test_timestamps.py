"""Dates and times as other programs write them."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import DateOrder, PreferredOrder
from spasmtui.shared.times.timestamps import (
    fixed_zone,
    read_day_and_time,
    read_timestamp,
)
from spasmtui.shared.times.zone import find_zone
from tests.support.cases import with_each

NOW = datetime(2026, 11, 22, 3, 12, 45, 99, tzinfo=timezone(timedelta(hours=1)))
BERLIN = ZoneInfo("Europe/Berlin")
DMY = PreferredOrder(DateOrder.DMY)


STAMPS = (
    ("2026-11-22 03:10", "2026-11-22T03:10:00+01:00"),
    ("2026-11-22  3:10", "2026-11-22T03:10:00+01:00"),
    ("2026-11-21T23:40:05.25+0200", "2026-11-21T23:40:05+02:00"),
    ("2026-11-21T23:40:05,25", "2026-11-21T23:40:05+01:00"),
    ("2026-11-21 13:40 -05:00", "2026-11-21T13:40:00-05:00"),
    ("2026-11-21 23:40 UTC", "2026-11-21T23:40:00+00:00"),
    ("2026-11-21T23:40Z", "2026-11-21T23:40:00+00:00"),
    ("2026-11-21 3:10 PM", "2026-11-21T15:10:00+01:00"),
    ("2026/11/21 3:10:05.123 pm", "2026-11-21T15:10:05+01:00"),
    ("20261101T031005Z", "2026-11-01T03:10:05+00:00"),
    ("12 Nov 2026 3am", "2026-11-12T03:00:00+01:00"),
    ("Nov 12, 2026 at 3:10 p.m.", "2026-11-12T15:10:00+01:00"),
    ("12.11.2026 3:10 p. m.", "2026-11-12T15:10:00+01:00"),
    ("Thu, 12 Nov 2026 03:10:05 +0100", "2026-11-12T03:10:05+01:00"),
    ("12-Nov-25 3.10pm", "2025-11-12T15:10:00+01:00"),
    ("11/2/2026, 3:10:05\u202fAM", "2026-02-11T03:10:05+01:00"),
    ("12.11.2026 um 03:10 Uhr", "2026-11-12T03:10:00+01:00"),
    ("2026-11-12 24:00", "2026-11-13T00:00:00+01:00"),
    ("2026-07-12 03:10 (Europe/Paris)", "2026-07-12T03:10:00+02:00"),
    ("2026-11-12 03:10 UTC-5", "2026-11-12T03:10:00-05:00"),
)


def test_a_timestamp_is_read_in_every_writing() -> None:
    for text, instant in STAMPS:
        assert read_timestamp(text, NOW, DMY) == (datetime.fromisoformat(instant), "")
        assert read_timestamp(text, NOW, DMY).instant.isoformat() == instant


NO_STAMPS = (
    *((text, "is not a date with a time of day") for text in (
        "", "now", "20m ago", "03:10", "yesterday 03:10", "2026-11-21", "12 Nov 03:10", "2026-11-21 3",
    )),
    ("5/12/2026 3:10", "could be 5 December 2026 or 12 May 2026"),
    ("2026-11-12 03:10 EST", "'EST' can be more than one time zone"),
    ("2026-11-12 03:10 Mars/Base", "not a time zone that this machine knows"),
    ("2026-11-12 03:10 ../../etc/passwd", "can be more than one time zone, or none"),
    ("2026-11-12 03:10 +15:00", "No place is"),
    ("2026-11-12 25:10", "There is no 25:10 on a clock"),
    ("2026-02-30 03:10", "no day '2026-02-30' in any calendar"),
    ("12 Nov 2026 13:10 am", "There is no 13:10 am on a clock"),
    ("2026-11-12 midnight", "could be the beginning of the day or its end"),
    ("2999-01-01 00:00", "has not come yet"),
    ("1066-10-14 09:00", "before 1900"),
)  # fmt: skip


def test_what_is_no_timestamp_is_a_sentence() -> None:
    for text, words in NO_STAMPS:
        with pytest.raises(WrongUsage, match=words):
            read_timestamp(text, NOW)


def test_a_zone_of_a_column_holds_for_times_without_an_offset() -> None:
    zone = find_zone("America/Los_Angeles")
    assert read_timestamp("2026-07-18 23:27:55", NOW, zone=zone).instant.isoformat() == "2026-07-18T23:27:55-07:00"
    assert read_timestamp("2026-07-18 23:27:55Z", NOW, zone=zone).instant.isoformat() == "2026-07-18T23:27:55+00:00"


@with_each(
    ("day", "time", "instant"),
    [
        ("2026-02-18", "23:27:55", "2026-02-18T23:27:55+01:00"), ("12.05.2026", "03:10", "2026-05-12T03:10:00+01:00"),
        ("5/12/2025", "3:10 AM", "2025-12-05T03:10:00+01:00"), ("2026-02-18", "0310", "2026-02-18T03:10:00+01:00"),
        ("2026-02-18 00:00:00", "03:10 +02:00", "2026-02-18T03:10:00+02:00"),
        ("18 Feb 2026", "noon", "2026-02-18T12:00:00+01:00"),
    ],
)  # fmt: skip
def test_a_day_and_a_time_are_read_from_two_cells(day: str, time: str, instant: str) -> None:
    assert read_day_and_time(day, time, NOW, DMY).instant.isoformat() == instant


@with_each(
    ("day", "time", "words"),
    [
        ("2026-02-18", "", "'' is not a time of day"), ("2026-02-18", "3", "'3' is not a time of day"),
        ("", "03:10", "'' is not a date"), ("today", "03:10", "'today' is not a date"),
        ("5 Dec", "03:10", "is not a date"),
        ("2026-02-18 03:10", "03:10", "is not a date"), ("2026-02-18", "13:10 am", "There is no 13:10 am"),
    ],
)  # fmt: skip
def test_cells_that_are_no_day_or_no_time_are_named(day: str, time: str, words: str) -> None:
    with pytest.raises(WrongUsage, match=words):
        read_day_and_time(day, time, NOW, DMY)


@pytest.mark.parametrize(
    ("wall_time", "instant", "remark"),
    [
        (
            "2026-03-29 02:30", "2026-03-29T03:30:00+02:00",
            "There was no 02:30 on 2026-03-29, because the clocks went forward: 03:30 was taken.",
        ),
        (
            "2026-10-25 02:30", "2026-10-25T02:30:00+01:00",
            (
                "02:30 came twice on 2026-10-25, because the clocks went back: the second was taken. "
                "The other is 2026-10-25T02:30+02:00."
            ),
        ),
    ],
)  # fmt: skip
def test_a_time_that_was_left_out_or_came_twice_is_one_instant_in_every_writing(
    wall_time: str, instant: str, remark: str
) -> None:
    now = NOW.astimezone(BERLIN)
    day, time = wall_time.split()
    year, month, date = day.split("-")
    readings = {
        read_timestamp(wall_time, now),
        read_timestamp(wall_time.replace(" ", "T"), now),
        read_timestamp(f"{date}.{month}.{year} 2:30 am", now, DMY),
        read_timestamp(f"{wall_time} Europe/Berlin", NOW),
        read_day_and_time(day, time, now),
    }
    assert [(each.instant.isoformat(), each.remark) for each in readings] == [(instant, remark)]


def test_the_present_second_has_come() -> None:
    now = NOW.replace(microsecond=0)
    assert read_timestamp("2026-11-22 03:12:45", now).instant == now


def test_an_offset_in_minutes_is_a_zone_where_some_place_has_it() -> None:
    assert fixed_zone(-300).utcoffset(None) == timedelta(hours=-5)
    with pytest.raises(WrongUsage, match="An offset of 841 minutes from UTC does not exist"):
        fixed_zone(841)
