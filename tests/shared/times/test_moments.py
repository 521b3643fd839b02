"""Times as a person types them."""

import os
import time
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import DateOrder, PreferredOrder, TwoWayDate
from spasmtui.shared.times.moments import parse_moment, read_moment
from tests.support.cases import with_each

NOW = datetime(2026, 11, 22, 3, 12, 45, 99, tzinfo=timezone(timedelta(hours=1)))
"""A Sunday, at night."""
EVENING = datetime(2026, 11, 29, 17, 40, 45, tzinfo=timezone(timedelta(hours=1)))
"""A Sunday, when the clock is past every hour of its night."""


AT_NIGHT = (
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
)


def test_a_time_is_read_against_now() -> None:
    for text, instant in AT_NIGHT:
        assert parse_moment(text, NOW).isoformat() == instant


REFUSED = (
    ("2026-11-22T03:13:00+01:00", "has not come yet"),
    ("today 23:00", "has not come yet"),
    ("2999-01-01T00:00", "has not come yet"),
    ("1066-10-14T09:00", "before 1900"),
    ("0001-01-01T00:00:00+14:00", "before 1900"),
    ("9999-12-31T23:59:59-12:00", "has not come yet"),
    ("25:00", "There is no 25:00"),
    ("yesterday 23:75", "There is no 23:75"),
    ("2026-11-21", "needs a time of day"),
    ("20261121", "needs a time of day"),
    ("20m", "is not a time"),
    ("tomorrow 03:10", "has not come yet"),
    ("", "is not a time"),
    ("99999999999999999999m ago", "is not a time"),
    ("999999999h ago", "is before 1900"),
    ("24:10", "There is no 24:10"),
    ("60 past 3", "There is no 60 past 3"),
    ("half past 24", "There is no half past 24"),
    ("half to 4", "There is no half to 4"),
    ("15:59 in the evening", "is not in the evening"),
    ("19:01 in the afternoon", "is not in the afternoon"),
)


def test_a_time_that_cannot_be_is_a_sentence() -> None:
    for text, words in REFUSED:
        with pytest.raises(WrongUsage, match=words):
            parse_moment(text, NOW)


SAID = (
    ("3am", "2026-11-29T03:00"), ("3 a.m.", "2026-11-29T03:00"), ("3:10 pm", "2026-11-29T15:10"),
    ("3.10pm", "2026-11-29T15:10"), ("3.10", "2026-11-29T03:10"), ("0310", "2026-11-29T03:10"),
    ("03h10", "2026-11-29T03:10"), ("310am", "2026-11-29T03:10"), ("noon", "2026-11-29T12:00"),
    ("midnight", "2026-11-29T00:00"), ("12am", "2026-11-29T00:00"), ("12:30 pm", "2026-11-29T12:30"),
    ("15:30 pm", "2026-11-29T15:30"), ("24:00", "2026-11-29T00:00"), ("about 3am", "2026-11-29T03:00"),
    ("yesterday at 3:00", "2026-11-28T03:00"), ("03:10 yesterday", "2026-11-28T03:10"),
    ("yesterday noon", "2026-11-28T12:00"), ("yesterday 24:00", "2026-11-29T00:00"),
    ("today 3am", "2026-11-29T03:00"), ("the day before yesterday, 3am", "2026-11-27T03:00"),
    ("12:30 in the morning", "2026-11-29T00:30"), ("midnight today", "2026-11-29T00:00"),
    ("3 in the morning", "2026-11-29T03:00"), ("11 at night", "2026-11-28T23:00"),
    ("yesterday afternoon at 3", "2026-11-28T15:00"), ("last evening at 8", "2026-11-28T20:00"),
    ("this morning at half past three", "2026-11-29T03:30"), ("a quarter to 4 this morning", "2026-11-29T03:45"),
    ("last night 23:40", "2026-11-28T23:40"), ("last night 3am", "2026-11-29T03:00"),
    ("last night at 11", "2026-11-28T23:00"), ("last night at 3", "2026-11-29T03:00"),
    ("last night at midnight", "2026-11-29T00:00"), ("night before last 3am", "2026-11-28T03:00"),
    ("friday 3:00", "2026-11-27T03:00"), ("Fri 3pm", "2026-11-27T15:00"), ("3 am on friday", "2026-11-27T03:00"),
    ("friday night 1am", "2026-11-28T01:00"), ("monday morning 6:30", "2026-11-23T06:30"),
    ("2 days ago at 3am", "2026-11-27T03:00"), ("3am two days ago", "2026-11-27T03:00"),
    ("2 days ago", "2026-11-27T17:40:45"), ("1 week ago", "2026-11-22T17:40:45"), ("-7d", "2026-11-22T17:40:45"),
    ("a month ago", "2026-10-29T17:40:45"), ("2 hours ago", "2026-11-29T15:40:45"),
    ("an hour ago", "2026-11-29T16:40:45"), ("half an hour ago", "2026-11-29T17:10:45"),
    ("an hour and a half ago", "2026-11-29T16:10:45"), ("1h30 ago", "2026-11-29T16:10:45"),
    ("ten minutes ago", "2026-11-29T17:30:45"), ("1 day 2 hours ago", "2026-11-28T15:40:45"),
    ("2026-11-12 3:10", "2026-11-12T03:10"), ("2026-11-12 3:10 pm", "2026-11-12T15:10"),
    ("2026/11/12 03:10", "2026-11-12T03:10"), ("20261101T0310", "2026-11-01T03:10"),
    ("12 Nov 2026 3am", "2026-11-12T03:00"), ("Nov 12, 2026 at 3:10", "2026-11-12T03:10"),
    ("27.11.2026 03:10", "2026-11-27T03:10"), ("27.11. 03:10", "2026-11-27T03:10"),
    ("Sun 22 Nov 03:12", "2026-11-22T03:12"), ("12 Nov 3am", "2026-11-12T03:00"),
    ("11:30 in the morning", "2026-11-29T11:30"), ("half past 23", "2026-11-28T23:30"),
    ("half past 12 in the morning", "2026-11-29T00:30"), ("half past 1 in the afternoon", "2026-11-29T13:30"),
    ("a year ago", "2025-11-29T17:40:45"), ("14 months ago", "2025-09-29T17:40:45"),
    ("12:30 in the afternoon", "2026-11-29T12:30"), ("7pm yesterday afternoon", "2026-11-28T19:00"),
    ("4pm in the evening", "2026-11-29T16:00"),
    ("3a", "2026-11-29T03:00"), ("12 noon", "2026-11-29T12:00"), ("0310 hrs", "2026-11-29T03:10"),
    ("15:00 hours", "2026-11-29T15:00"), ("two nights ago at 3am", "2026-11-28T03:00"),
    ("on the 12th at 3am", "2026-11-12T03:00"), ("thursday the 12th, 3am", "2026-11-12T03:00"),
    ("31st 3am", "2026-10-31T03:00"), ("-1h30", "2026-11-29T16:10:45"), ("202611120310", "2026-11-12T03:10"),
    ("half past 3 pm", "2026-11-29T15:30"), ("quarter to 1 pm", "2026-11-29T12:45"),
    ("2026-316 03:10", "2026-11-12T03:10"), ("Thu Nov 12 03:10:00 2026", "2026-11-12T03:10"),
    ("3am-ish", "2026-11-29T03:00"), ("like 3am or so", "2026-11-29T03:00"), ("0 minutes ago", "2026-11-29T17:40:45"),
    ("10 minutes ago or so", "2026-11-29T17:30:45"), ("an hour or so ago", "2026-11-29T16:40:45"),
    ("noonish", "2026-11-29T12:00"), ("november the 12th 3am", "2026-11-12T03:00"), ("3.10 Uhr", "2026-11-29T03:10"),
    ("30 Oct 3am", "2026-10-30T03:00"), ("now", "2026-11-29T17:40:45"),
    ("17:40:45", "2026-11-29T17:40:45"), ("just now", "2026-11-29T17:40:45"),
)  # fmt: skip


def test_a_time_is_read_as_people_say_it() -> None:
    for text, instant in SAID:
        expected = datetime.fromisoformat(f"{instant}+01:00")
        for typed in (text, text.upper(), f"  {text} ".replace(" ", "  ")):
            assert read_moment(typed, EVENING) == (expected, "")


@with_each(
    ("text", "instant"),
    [
        ("03:10 UTC", "2026-11-29T03:10+00:00"), ("3:10 am Europe/London", "2026-11-29T03:10+00:00"),
        ("2026-07-12 03:10 America/New_York", "2026-07-12T03:10-04:00"),
        ("2026-07-12T03:10[America/New_York]", "2026-07-12T03:10-04:00"),
        ("2026-07-12T03:10:00-04:00[America/New_York]", "2026-07-12T03:10-04:00"),
        ("yesterday 3:10 -05:00", "2026-11-28T03:10-05:00"),
    ],
)  # fmt: skip
def test_a_zone_behind_a_time_is_its_place(text: str, instant: str) -> None:
    found = parse_moment(text, EVENING)
    assert (found, found.utcoffset()) == ((wanted := datetime.fromisoformat(instant)), wanted.utcoffset())


@with_each(
    ("text", "instant", "remark"),
    [
        ("last night", "2026-11-29T03:00", (
            "'last night' has no time of day, so its middle, 03:00, was taken. "
            "To be exact, say for example 'last night 23:40'."
        )),
        ("3 o'clock", "2026-11-29T03:00", '"3 o\'clock" was read as 03:00; the other half of the day is 3pm.'),
        ("3ish", "2026-11-29T03:00", "'3ish' was read as 03:00; the other half of the day is 3pm."),
        ("on friday at 3", "2026-11-27T03:00", "'on friday at 3' was read as 03:00; the other half of the day is 3pm."),
        ("half past three", "2026-11-29T03:30",
        "'half past three' was read as 03:30; the other half of the day is 3:30pm."),
        ("last friday 3am", "2026-11-27T03:00", "'last friday 3am' was read as a time of 27 November 2026."),
        ("sunday 3am", "2026-11-29T03:00", "'sunday 3am' was read as a time of 29 November 2026."),
        ("last sunday 3am", "2026-11-22T03:00", "'last sunday 3am' was read as a time of 22 November 2026."),
    ],
)  # fmt: skip
def test_what_was_chosen_is_said(text: str, instant: str, remark: str) -> None:
    assert read_moment(text, EVENING) == (datetime.fromisoformat(f"{instant}+01:00"), remark)


def test_a_day_of_the_month_is_the_latest_with_its_number_also_across_a_new_year() -> None:
    now = datetime(2027, 1, 10, 8, 0, tzinfo=UTC)
    found = [parse_moment(f"{day} at 3am", now).isoformat()[:10] for day in ("the 25th", "the 9th", "25 dec")]
    assert found == ["2026-12-25", "2027-01-09", "2026-12-25"]


def test_last_night_is_the_night_that_has_ended_or_goes_on() -> None:
    at = {hour: datetime(2026, 11, 22, hour, 30, tzinfo=UTC) for hour in (0, 2, 5, 14, 23)}
    found = {hour: parse_moment("last night", now).isoformat()[:16] for hour, now in at.items()}
    assert found == {
        0: "2026-11-21T03:00", 2: "2026-11-21T03:00", 5: "2026-11-22T03:00", 14: "2026-11-22T03:00",
        23: "2026-11-22T03:00",
    }  # fmt: skip
    assert parse_moment("sunday 15:00", at[14]).isoformat()[:16] == "2026-11-15T15:00"
    assert parse_moment("last night 23:40", at[0]).isoformat()[:16] == "2026-11-21T23:40"
    assert parse_moment("tonight 00:10", at[2]).isoformat()[:16] == "2026-11-22T00:10"


ASKED_BACK = (
    ("5/12/2026 3:10", "5/12/2026 could be 5 December 2026 or 12 May 2026"),
    ("yesterday midnight", "could be 2026-11-28 00:00 or 2026-11-29 00:00"),
    ("last night at 7", "could be 19:00 or 07:00. Write 7pm or 7am"),
    ("monday midnight", "could be 2026-11-23 00:00 or 2026-11-24 00:00"),
    ("12 in the morning", "could be 12:00 or 00:00. Write 12pm or 12am"),
    ("yesterday at quarter to 12 pm", "'quarter to 12 pm' could be 11:45am or 11:45pm"),
    ("ten to 12 am", "could be 11:50am or 11:50pm"),
    ("yesterday evening at 3", "not in the evening"),
    ("this morning", "needs a time of day too, such as 'this morning 6:30'"),
    ("friday", "needs a time of day too, such as 'friday 03:10'"),
    ("20261101", "needs a time of day too, such as '20261101 03:10'"),
    ("this morning 15:00", "says 15:00, which is not in the morning"),
    ("0:30 pm", "There is no 0:30 pm on a clock"),
    ("13 am", "There is no 13 am on a clock"), ("tonight 3am", "has not come yet"), ("3am 4am", "is not a time"),
    ("3", "is not a time; 03:00 and '3m ago' are"), ("3h", "is not a time; 03:00 and '3h ago' are"),
    ("20m", "is not a time; '20m ago' is"),
    ("yesterday today 3am", "is not a time"), ("2026-02-30 03:10", "no day '2026-02-30' in any calendar"),
    ("Fri 12 Nov 2026 3am", "12 November 2026 is a Thursday"), ("3am EST", "can be more than one time zone"),
    ("5000 months ago", "before 1900"), ("99999 weeks ago", "before 1900"), ("03:10 friday week", "is not a time"),
)  # fmt: skip


def test_what_could_be_two_times_or_none_is_asked_back() -> None:
    for text, words in ASKED_BACK:
        with pytest.raises(WrongUsage) as asked:
            parse_moment(text, EVENING)
        assert words in asked.value.message


def test_a_message_quotes_what_was_typed() -> None:
    for text in ("yesterday  foo", "  Tomorrow 3AM", "-99999999h", "2 foos  ago"):
        with pytest.raises(WrongUsage) as refused:
            parse_moment(text, EVENING)
        assert repr(text) in refused.value.message


def test_a_date_that_could_be_two_is_read_as_a_person_or_the_locale_says() -> None:
    text = "5/10/2026 3:10"
    read = [
        read_moment(text, EVENING, PreferredOrder(order)).instant.date().isoformat()
        for order in (DateOrder.DMY, DateOrder.MDY)
    ]
    assert read == ["2026-10-05", "2026-05-10"]
    british = read_moment(text, EVENING, PreferredOrder(DateOrder.DMY, "en_GB"))
    assert british.remark == "5/10/2026 was read as 5 October 2026, as en_GB writes dates."
    with pytest.raises(TwoWayDate):
        read_moment(text, EVENING)


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
@pytest.mark.parametrize("zone", [None, ZoneInfo("Europe/Berlin")])
@pytest.mark.parametrize(
    ("day", "hour", "instant", "remark"),
    [
        ("2026-03-29", 7, "2026-03-29T03:30:00+02:00", "There was no 02:30 on 2026-03-29"),
        ("2026-10-25", 7, "2026-10-25T02:30:00+01:00", "02:30 came twice on 2026-10-25"),
    ],
)
def test_a_time_that_the_clock_left_out_or_showed_twice_is_one_instant_and_is_said(
    zone: ZoneInfo | None, day: str, hour: int, instant: str, remark: str
) -> None:
    now = datetime.fromisoformat(f"{day}T{hour:02}:00+00:00").astimezone(zone)
    later = now + timedelta(days=1)
    read = [
        *(read_moment(text, now) for text in (f"{day} 02:30", f"{day}T02:30:00", "02:30", "today 2:30 am", "0230")),
        *(read_moment(text, later) for text in ("yesterday 02:30", "sunday 2:30am", "1 day ago at 02:30")),
    ]
    assert {each.instant.isoformat() for each in read} == {instant}
    assert all(each.remark.startswith(remark) for each in read)


def test_a_named_zone_gives_the_offset_of_the_day_meant() -> None:
    now = datetime(2026, 10, 25, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert parse_moment("yesterday 23:40", now).isoformat() == "2026-10-24T23:40:00+02:00"


def test_what_has_passed_is_time_and_not_what_the_clock_shows() -> None:
    now = datetime(2026, 10, 25, 4, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    assert parse_moment("2 hours ago", now).isoformat() == "2026-10-25T02:00:00+01:00"
    assert parse_moment("3 hours ago", now).isoformat() == "2026-10-25T02:00:00+02:00"
    assert parse_moment("1 day ago", now).isoformat() == "2026-10-24T04:00:00+02:00"
