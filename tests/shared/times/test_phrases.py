"""Whatever is written for an instant or a length is read back to what was meant."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.bounds import parse_period, read_day_words
from spasmtui.shared.times.length_words import parse_duration
from spasmtui.shared.times.lengths import format_duration, format_minutes
from spasmtui.shared.times.moments import parse_moment, read_moment
from spasmtui.shared.times.timestamps import read_timestamp
from spasmtui.shared.times.zone import read_wall_time
from tests.support.time_phrases import clock_phrases, date_phrases, length_phrases, moment_phrases

NOW = datetime(2026, 11, 22, 3, 12, 45, 99, tzinfo=timezone(timedelta(hours=1)))
ZONES = [
    ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Etc/UTC")
]
CHANGES = [
    datetime.fromisoformat(wall_time)
    for wall_time in (
        "2026-03-29 02:30",
        "2026-10-25 02:30",
        "2026-03-08 02:15",
        "2026-11-01 01:45",
        "2026-10-04 02:10",
    )
]
"""Times that a clock left out or showed twice: in Berlin in spring and autumn, in New York, on Lord Howe."""
WALL_TIMES = st.one_of(
    st.sampled_from(CHANGES),
    st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2026-11-20")).map(
        lambda each: each.replace(second=0, microsecond=0)
    ),
)
AGES = st.one_of(
    st.integers(0, 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    st.integers(0, 10 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
)


@pytest.mark.long
@settings(max_examples=25)
@given(wall_time=WALL_TIMES, zone=st.sampled_from(ZONES), age=AGES, first=st.integers(0, 10))
def test_a_time_is_one_instant_in_whichever_of_many_ways_it_is_written(
    wall_time: datetime, zone: ZoneInfo, age: timedelta, first: int
) -> None:
    shown = read_wall_time(wall_time, datetime(2026, 11, 22, tzinfo=zone)).instant
    now = (shown + age + timedelta(seconds=20)).astimezone(zone)
    expected = read_wall_time(wall_time, now)
    said = list(dict.fromkeys(moment_phrases(wall_time, now.replace(tzinfo=None))))[first::11]
    found = {phrase: parse_moment(phrase, now) for phrase in said}
    assert {phrase: instant for phrase, instant in found.items() if instant != expected.instant} == {}
    assert {each.utcoffset() for each in found.values()} == {expected.instant.utcoffset()}
    assert len(said) > 20
    minutes = age // timedelta(minutes=1)
    for phrase in (f"{minutes} minutes ago", f"{minutes // 60}h{minutes % 60:02}m ago", f"-{minutes}m"):
        if minutes:
            assert parse_moment(phrase, now) == now.astimezone(UTC) - age
    for written in (expected.instant.isoformat(), expected.instant.astimezone(UTC).isoformat().replace("+00:00", "Z")):
        assert parse_moment(written, now) == read_timestamp(written, now).instant == expected.instant
        assert read_moment(written, now).remark == ""


@settings(max_examples=10)
@given(wall_time=WALL_TIMES, zone=st.sampled_from(ZONES))
def test_a_cell_of_a_file_is_the_same_instant_as_the_words_that_were_typed(wall_time: datetime, zone: ZoneInfo) -> None:
    now = datetime(2026, 11, 22, 3, 12, tzinfo=zone)
    expected = parse_moment(f"{wall_time:%Y-%m-%d %H:%M}", now)
    for day in date_phrases(wall_time):
        for clock in clock_phrases(wall_time):
            assert read_timestamp(f"{day} {clock}", now).instant == expected, f"{day} {clock}"


@settings(max_examples=40)
@given(st.one_of(st.integers(1, 7 * 86_400), st.sampled_from([30, 60, 90, 300, 900, 1800, 2700, 3600, 5400, 7200])))
def test_a_length_is_read_in_whichever_of_many_ways_it_is_written(seconds: int) -> None:
    found = {phrase: parse_duration(phrase) for phrase in length_phrases(seconds)}
    assert {phrase: read for phrase, read in found.items() if read != seconds} == {}
    shown = format_duration(seconds)
    assert format_duration(parse_duration(shown)) == shown
    assert format_minutes(parse_duration(format_minutes(seconds))) == format_minutes(seconds)


@settings(max_examples=40)
@given(st.text(max_size=40), st.sampled_from(["", " ago", " yesterday", "3am ", "2026-11-20 "]), st.booleans())
def test_any_text_is_a_time_of_the_past_or_a_sentence(text: str, more: str, is_first: bool) -> None:
    words = f"{more}{text}" if is_first else f"{text}{more}"
    sentences = []
    try:
        assert parse_moment(words, NOW) <= NOW
    except WrongUsage as error:
        sentences.append(error.message)
    for read in (parse_period, read_day_words):
        try:
            read(words, NOW)
        except WrongUsage as error:
            sentences.append(error.message)
    assert all(sentence.endswith(".") for sentence in sentences)
