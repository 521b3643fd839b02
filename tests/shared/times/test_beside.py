"""A time that is typed in the place of a stored one is asked back where it could be of another day or another clock."""

from datetime import datetime

import pytest

from spasmtui.errors import WrongUsage
from spasmtui.shared.times.beside import check_beside
from spasmtui.shared.times.moments import read_moment
from tests.support.cases import with_each

NOW = datetime.fromisoformat("2026-11-25T14:30:00+01:00")
LAST_WEEK = datetime.fromisoformat("2026-11-18T03:10:00+01:00")
THIS_NIGHT = datetime.fromisoformat("2026-11-25T01:00:00+01:00")
TOKYO = datetime.fromisoformat("2026-11-24T00:30:00+09:00")


def beside(text: str, stored: datetime, *, is_end: bool = False) -> datetime:
    return check_beside(text, read_moment(text, NOW), stored, NOW, is_end=is_end).instant


@with_each(
    ("text", "stored", "is_end", "both"),
    [
        ("03:15", LAST_WEEK, False, "2026-11-18 03:15 or 2026-11-25 03:15"),
        ("3:15 am", LAST_WEEK, True, "2026-11-18 03:15 or 2026-11-25 03:15"),
        ("23:40", LAST_WEEK, False, "2026-11-17 23:40 or 2026-11-24 23:40"),
        ("00:35", TOKYO, False, r"2026-11-24T00:35\+09:00 or 2026-11-25T00:35\+01:00"),
        ("2026-11-24 00:35", TOKYO, False, r"2026-11-24T00:35\+09:00 or 2026-11-24T00:35\+01:00"),
    ],
)
def test_a_time_that_could_be_two_is_asked_back_with_both(
    text: str,
    stored: datetime,
    is_end: bool,
    both: str,
) -> None:
    with pytest.raises(WrongUsage, match=rf"'{text}' could be {both}\. Write the one that is meant\."):
        beside(text, stored, is_end=is_end)


@with_each(
    ("text", "stored", "instant"),
    [
        ("23:40", THIS_NIGHT, "2026-11-24T23:40:00+01:00"),
        ("03:10", THIS_NIGHT, "2026-11-25T03:10:00+01:00"),
        ("2026-11-18 03:15", LAST_WEEK, "2026-11-18T03:15:00+01:00"),
        ("yesterday 03:15", LAST_WEEK, "2026-11-24T03:15:00+01:00"),
        ("20m ago", LAST_WEEK, "2026-11-25T14:10:00+01:00"),
        ("00:59", datetime.fromisoformat("2026-11-25T14:00:00+01:00"), "2026-11-25T00:59:00+01:00"),
        ("now", LAST_WEEK, "2026-11-25T14:30:00+01:00"),
        ("2026-11-24T00:35+09:00", TOKYO, "2026-11-24T00:35:00+09:00"),
    ],
)
def test_a_time_that_is_one_stays_as_it_was_read(text: str, stored: datetime, instant: str) -> None:
    assert beside(text, stored) == datetime.fromisoformat(instant)


def test_an_end_is_the_first_such_time_after_the_start() -> None:
    assert beside("01:05", THIS_NIGHT, is_end=True) == datetime.fromisoformat("2026-11-25T01:05:00+01:00")
    assert beside("00:20", THIS_NIGHT, is_end=True) == datetime.fromisoformat("2026-11-25T00:20:00+01:00")
    with pytest.raises(WrongUsage, match="'03:10' could be 2026-11-18 03:10 or"):
        beside("03:10", LAST_WEEK, is_end=True)
    with pytest.raises(WrongUsage, match="'00:50' could be"):
        beside("00:50", LAST_WEEK, is_end=True)
