"""Numbers, times and places as people read them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.episodes.report.wording import format_count
from spasmtui.shared.formats import (
    PLACE_NAMES,
    count_down,
    day_and_month,
    day_name,
    either,
    listed,
    many,
    moment,
    number,
    place_with_side,
    times,
)
from spasmtui.shared.places import PLACES
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.commands import run
from tests.support.memory_diary import MemoryDiary

WHEN = datetime.fromisoformat("2026-11-05T03:07:00+01:00")


@with_each(
    ("place", "side", "text"),
    [
        ("calf", "left", "left calf"), ("lower-back", None, "lower back"), ("calf", "both", "calf (both sides)"),
        (None, "right", "right"), ("side", "right", "right belly or side"), (None, "both", "both sides"),
        ("hamstring", "left", "back of the left thigh"),
        (None, None, "place not recorded"), ("", "", "place not recorded"),
    ],
)  # fmt: skip
def test_a_place_reads_with_its_side(place: str | None, side: str | None, text: str) -> None:
    assert place_with_side(place, side) == text


def test_nothing_recorded_may_be_left_out() -> None:
    assert place_with_side(None, None, missing="") == ""


@given(st.sampled_from(PLACES), st.sampled_from(["left", "right", "both", None]))
def test_place_and_side_can_be_told_from_their_text(place: str, side: str | None) -> None:
    text = place_with_side(place, side)
    said = set(text.split())
    assert [known for known, name in PLACE_NAMES.items() if set(name.split()) <= said] == [place]
    assert [word for word in ("left", "right", "both") if word in text] == ([side] if side else [])


def test_days_and_moments_have_their_year_when_it_is_asked_for() -> None:
    day = date(2026, 11, 5)
    assert (day_and_month(day), day_name(day), day_name(day, has_year=True)) == ("5 Nov", "Thu 5 Nov", "Thu 5 Nov 2026")
    assert (moment(WHEN), moment(WHEN, has_year=True)) == ("Thu 5 Nov 03:07", "Thu 5 Nov 2026 03:07")


@pytest.mark.parametrize(("count", "text"), [(0, "no nights"), (1, "1 night"), (2, "2 nights")])
def test_a_count_agrees_with_its_noun(count: int, text: str) -> None:
    assert many(count, "night") == text


def test_uses_are_counted_in_words_as_far_as_there_are_any() -> None:
    assert [times(count) for count in (1, 2, 3)] == ["once", "twice", "3 times"]


def test_a_figure_of_none_is_a_zero_on_the_sheet() -> None:
    assert (format_count(0, "day"), many(2, "person", "people")) == ("0 days", "2 people")


@with_each(("value", "text"), [(None, ""), (0, "0"), (3.0, "3"), (3.25, "3.2"), (12.96, "13"), (-1.5, "-1.5")])
def test_a_number_has_at_most_one_decimal(value: float | None, text: str) -> None:
    assert number(value) == text


@with_each(("seconds", "text"), [(0, "0:00"), (33.2, "0:34"), (725, "12:05"), (3720, "1:02:00"), (-5, "0:00")])
def test_a_timer_counts_down_to_zero(seconds: float, text: str) -> None:
    assert count_down(seconds) == text


def test_words_are_joined_for_a_sentence() -> None:
    words = ("dmy", "mdy", "ymd")
    assert [listed(words[:count]) for count in range(4)] == ["", "dmy", "dmy and mdy", "dmy, mdy and ymd"]
    assert either(iter(words)) == "dmy, mdy or ymd"


@pytest.mark.parametrize(
    "command",
    [("log", "list"), ("log", "show", "last"), ("log", "export", "--format", "md", "-o", "-"), ("insights",)],
    ids=" ".join,
)
def test_a_place_reads_the_same_in_every_command(command: tuple[str, ...], clock: FakeClock) -> None:
    diary = MemoryDiary(clock)
    assert "left upper back," in run("log", "add", "upper-back", "-l", diary=diary, clock=clock).out
    assert "left upper back" in run(*command, diary=diary, clock=clock).out
