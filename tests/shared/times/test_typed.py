"""What a keyboard, a clipboard or an example brings around a time or a length changes nothing about it."""

from datetime import UTC, datetime

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.bounds import parse_period, read_day_words
from spasmtui.shared.times.length_words import parse_duration
from spasmtui.shared.times.moments import parse_moment
from spasmtui.shared.times.timestamps import read_day_and_time, read_timestamp
from tests.support.cases import with_each

NOW = datetime(2026, 11, 25, 14, 30, tzinfo=UTC)
TEN_PAST_THREE = datetime(2026, 11, 25, 3, 10, tzinfo=UTC)


def test_a_time_is_read_from_any_keyboard_and_out_of_quotation_marks() -> None:
    for text in (
        "\uff13\uff1a\uff11\uff10",
        "\u06f0\u06f3:\u06f1\u06f0",
        "'03:10'",
        "\u201c3:10am\u201d",
        "\u200e03:10",
        "03\u223610",
        "2026\u201111\u201125 03:10",
        "\u2212680m",
    ):
        assert parse_moment(text, NOW) == TEN_PAST_THREE


def test_a_length_is_read_from_any_keyboard_and_out_of_quotation_marks() -> None:
    for text in ("\uff14 min", "\u0664m", "'4m'", '"4 minutes"', "4\u200bmin", "\u200e4m"):
        assert parse_duration(text) == 240


def test_a_date_is_read_with_the_invisible_marks_that_it_was_copied_with() -> None:
    assert parse_period("\u200e22\u200e.11.2026", NOW)[0].day.isoformat() == "2026-11-22"
    assert read_timestamp("\u200e2026-11-25 03:10", NOW).instant == TEN_PAST_THREE


def test_a_single_quotation_mark_is_no_pair() -> None:
    with pytest.raises(WrongUsage, match="is not a time"):
        parse_moment("'03:10", NOW)


def test_what_may_be_the_end_of_a_period_is_no_offset() -> None:
    for text in ("03:10-03:14", "0310-0320", "3:10-4", "03:10-05:00"):
        with pytest.raises(WrongUsage, match=r"could be the time from .+ to .+, or one time whose offset"):
            parse_moment(text, NOW)
        with pytest.raises(WrongUsage, match=r"could be the time from .+ to .+, or one time whose offset"):
            read_day_and_time("2026-11-24", text, NOW)
    assert parse_moment("2026-11-24T22:10-05:00", NOW) == TEN_PAST_THREE


def test_an_offset_that_no_place_has_is_named() -> None:
    for text in ("2026-11-25 03:10-03:14", "2026-11-25 03:10 +01:07"):
        with pytest.raises(WrongUsage, match=r"No place is '.+' from UTC"):
            parse_moment(text, NOW)


def test_a_month_is_no_time_of_day_with_an_offset() -> None:
    with pytest.raises(WrongUsage, match="'2026-11' is a month, and needs a day and a time of day too"):
        parse_moment("2026-11", NOW)


def test_a_year_behind_the_time_belongs_to_its_day_or_is_refused() -> None:
    for text in ("13/6 3:10 2025", "12 Nov 2026 03:10 2025", "yesterday 3:10 2026", "2026-366 03:10"):
        with pytest.raises(WrongUsage):
            parse_moment(text, NOW)


def test_a_day_and_month_are_a_date_where_no_time_is_meant() -> None:
    assert read_day_words("24.11", NOW)[0].isoformat() == "2026-11-24"
    assert parse_period("24.11", NOW)[0].day.isoformat() == "2026-11-24"
    with pytest.raises(WrongUsage, match="10 November 2026 or 11 October 2026"):
        read_day_words("10.11", NOW)
    with pytest.raises(WrongUsage, match="'2026-11' is not a date"):
        read_day_words("2026-11", NOW)


def test_words_that_end_like_the_name_of_a_zone_are_no_zone() -> None:
    for text in ("3am left", "10 past", "3am foot"):
        with pytest.raises(WrongUsage, match=f"'{text}' is not a time"):
            parse_moment(text, NOW)
    with pytest.raises(WrongUsage, match="'cet' can be more than one time zone"):
        parse_moment("3am cet", NOW)


@with_each(
    ("text", "instead"),
    [
        ("310", "; 03:10, 3:10pm and '310m ago' are."),
        ("3h10m", "; 03:10 and '3h10m ago' are."),
        ("3 10", "; 03:10 is."),
        ("3,10", "; 03:10 is."),
        ("0.125", ". Try"),
        ("003:10", ". Try"),
        ("45m", "; '45m ago' is."),
        ("3h50m", "; 03:50 and '3h50m ago' are."),
        ("23", "; 23:00 and '23m ago' are."),
    ],
)
def test_a_number_alone_is_refused_with_what_it_may_have_meant(text: str, instead: str) -> None:
    for read in (parse_moment, parse_period):
        with pytest.raises(WrongUsage) as caught:
            read(text, NOW)
        named = (f"{text!r} is not a time{instead}", f"{text!r} is not a time or a date{instead}")
        assert caught.value.message.startswith(named)


def test_a_time_that_no_clock_shows_is_refused_with_those_that_are_near() -> None:
    for text, instead in (("13:10 am", "13:10 or 1:10am"), ("0 pm", "00:00 or 12pm"), ("25:00", "03:10 or 3pm")):
        with pytest.raises(WrongUsage, match=rf"There is no {text} on a clock\. Write .*{instead}"):
            parse_moment(text, NOW)


def test_a_day_and_month_before_a_time_are_no_time_themselves() -> None:
    assert parse_moment("24.11 3:10", NOW) == datetime(2026, 11, 24, 3, 10, tzinfo=UTC)
    with pytest.raises(WrongUsage, match=r"10\.11 could be 10 November 2026 or 11 October 2026"):
        parse_moment("10.11 3:10", NOW)


def test_a_clock_time_in_german_is_read_with_and_without_its_minutes() -> None:
    for text in ("24.11. 3 Uhr 10", "24.11.2026 um 03:10 Uhr"):
        assert parse_moment(text, NOW) == datetime(2026, 11, 24, 3, 10, tzinfo=UTC)
    assert parse_moment("15 Uhr", NOW) == datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
