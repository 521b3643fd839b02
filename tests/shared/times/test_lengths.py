"""Durations as they are read and written everywhere."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import count_down
from spasmtui.shared.times.length_words import PARTS_OF_ONE, parse_duration, read_length
from spasmtui.shared.times.lengths import HALF_MINUTES_BELOW_SECONDS, format_duration, format_minutes, format_remaining
from spasmtui.terminal.sanitize import ascii_fractions
from tests.support.cases import with_each

LENGTHS = (
    ("90s", 90), ("4m", 240), ("1h10m", 4200), ("4", 240), ("4 min", 240), ("1h", 3600), ("1H 5M 3s", 3903),
    ("2½ min", 150), ("2.5 min", 150), ("2,5", 150), ("1.5h", 5400), ("4 minutes", 240), ("1 hour", 3600),
    ("1d 02h 15m", 94_500), ("2 days", 172_800), ("45 sec", 45), ("90 seconds", 90), ("90sec", 90), ("1,5 h", 5400),
    ("1:10", 4200), ("0:04", 240), ("1:10:30", 4230), ("PT4M", 240), ("PT1H10M", 4200), ("P1DT2H", 93_600),
    ("pt1.5h", 5400), ("half an hour", 1800), ("an hour", 3600), ("a minute", 60), ("1h10", 4200), ("4m30", 270),
    ("2 hours 5 min", 7500), ("1 hour and 10 minutes", 4200), ("an hour and a half", 5400),
    ("2 hours, 5 mins", 7500),
    ("one and a half hours", 5400), ("a quarter of an hour", 900), ("three quarters of an hour", 2700),
    ("1 1/2 hours", 5400), ("½", 30), ("1½h", 5400), ("twenty-five minutes", 1500), ("about 10 min.", 600),
    (".5h", 1800), (",5 h", 1800), ("3:20 min", 200), ("1:10 hours", 4200), ("an hour & a half", 5400),
    ("ninety seconds", 90),
    ("an hour ten", 4200), ("1 hour 10", 4200), ("0,250 h", 900), ("1.250 h", 4500), ("a week", 604_800),
    ("0.5s", 1), ("1/3 h", 1200), ("0.1 min", 6), ("5/7 min 1 s", 44), ("29.999999999s", 30), ("1⅔ h", 6000),
    ("1.33333333333333 h", 4800), ("0 days 00:04:30", 270), ("1 day, 1:00:00", 90_000),
)  # fmt: skip


def test_a_duration_is_read_in_seconds_and_a_bare_number_in_minutes() -> None:
    for text, seconds in LENGTHS:
        assert parse_duration(text) == seconds


@settings(max_examples=25)
@given(st.from_regex(r"[0-9]{1,9}(\.[0-9]{1,20})?|[0-9]/[1-9]", fullmatch=True), st.sampled_from("wdhms"))
def test_a_length_is_exact_whatever_its_decimals_and_its_share(number: str, unit: str) -> None:
    seconds = {"w": 604_800, "d": 86_400, "h": 3600, "m": 60, "s": 1}[unit]
    assert read_length(f"{number} {unit}") == Fraction(number) * seconds * PARTS_OF_ONE


NO_LENGTHS = (
    "",
    " ",
    "0",
    "0m",
    "-4m",
    "4x",
    "m",
    "1m1h",
    "٤x",
    "1.2.3h",
    "4 months",
    "0.001s",
    "9" * 40,
    "half",
    "an",
    "hour",
    "5-10 min",
    "<1 min",
    "1h90",
    "1:75",
    "4 30",
    "P",
    "PT",
    "1/0 h",
    "1 2 min",
    "90s5",
    "2 and a half",
)


def test_what_is_no_duration_is_refused_with_examples() -> None:
    for text in NO_LENGTHS:
        with pytest.raises(WrongUsage, match=r"is not a length of time\. Try 90s, 4m, 1h10m, or 4 for minutes\."):
            parse_duration(text)


def test_a_comma_that_could_stand_between_thousands_is_asked_back() -> None:
    with pytest.raises(WrongUsage, match=r"'1,200 s' could be 1200 or 1\.200"):
        parse_duration("1,200 s")
    with pytest.raises(WrongUsage, match=r"'120,000 s' could be 120000 or 120\.000"):
        parse_duration("120,000 s")


def test_the_limit_is_the_callers() -> None:
    assert parse_duration("168h", longest=timedelta(days=7)) == 604_800
    with pytest.raises(WrongUsage, match="'169h' is more than 7 days"):
        parse_duration("169h", longest=timedelta(days=7))


def test_zero_is_read_for_programs_that_write_it() -> None:
    assert parse_duration("0", may_be_zero=True) == 0
    with pytest.raises(WrongUsage):
        parse_duration("", may_be_zero=True)


SHOWN = (
    (None, ""), (0, "0 s"), (40, "40 s"), (59.4, "59 s"), (59.5, "1 min"), (60, "1 min"), (74, "1 min"),
    (75, "1½ min"), (90, "1½ min"), (150, "2½ min"), (165, "3 min"), (584, "9½ min"), (585, "10 min"),
    (630, "11 min"), (3569, "59 min"), (3570, "1 h"), (3600, "1 h"), (4200, "1 h 10 min"), (90_000, "25 h"),
)  # fmt: skip


def test_a_duration_is_shown_in_half_minutes_below_ten_and_in_minutes_above() -> None:
    for seconds, text in SHOWN:
        assert format_duration(seconds) == text


@with_each(("seconds", "text"), [(10, "½"), (50, "1"), (75, "1½"), (150, "2½"), (630, "11"), (7_800, "130")])
def test_a_column_of_minutes_is_rounded_like_a_duration(seconds: float, text: str) -> None:
    assert format_minutes(seconds) == text


@given(st.floats(0, 59))
def test_the_time_left_reads_as_on_the_timer(seconds: float) -> None:
    assert format_remaining(seconds).removesuffix(" s").rjust(2, "0") == count_down(seconds).removeprefix("0:")


@given(st.integers(1, 7 * 86_400))
def test_a_shown_duration_reads_back_within_its_rounding(seconds: int) -> None:
    shown = format_duration(seconds)
    rounding = 0 if seconds < 59 else 15 if seconds < HALF_MINUTES_BELOW_SECONDS else 30
    assert abs(parse_duration(shown) - seconds) <= rounding
    assert parse_duration(ascii_fractions(shown)) == parse_duration(shown)
    assert format_duration(parse_duration(shown)) == shown
    assert ascii_fractions(shown).isascii()


@given(st.text(max_size=40))
def test_any_text_is_a_duration_or_a_sentence(text: str) -> None:
    try:
        seconds = parse_duration(text)
    except WrongUsage as error:
        seconds, sentence = 1, error.message
    else:
        sentence = "."
    assert seconds > 0
    assert sentence.endswith(".")
