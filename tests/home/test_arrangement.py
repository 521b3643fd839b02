"""What the home screen says of a diary, in windows of any size, without colour."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.home.arrangement import arrange_home
from spasmtui.home.blocks import (
    ASCII_MARKS,
    Block,
    Marks,
    Writer,
    bedtime_block,
    evenings_block,
    helped_block,
    month_line,
    side_by_side,
    stack,
    strip_block,
    where_lines,
)
from spasmtui.ui.diary_summary import Bedtime, DiarySummary, Evening, PlaceCount, RoutineHelp
from tests.home.test_home_screen import A_DIARY

MONDAY = date(2026, 9, 7)
WIDE = Writer(74)
DONE, EARLY, UNKNOWN = Evening.DONE, Evening.EARLY, Evening.NOT_RECORDED


def plain(block: Block) -> list[str]:
    return [line.plain.rstrip() for line in block.lines]


def blocks_of(*rows_and_ranks: tuple[int, int]) -> list[Block]:
    return [Block(WIDE.more("x" * 10) * rows, rank) for rows, rank in rows_and_ranks]  # type: ignore[arg-type]


def home(
    summary: DiarySummary | None, width: int, rows: int, failure: str = "", *, is_ascii: bool = False
) -> list[str]:
    lines = arrange_home(summary, failure, width=width, rows=rows, is_ascii=is_ascii)
    return [line.plain.rstrip() for line in lines]


def test_a_night_without_a_cramp_a_night_not_recorded_and_a_night_to_come_are_three_things() -> None:
    strip = strip_block(DiarySummary(first_night=MONDAY, nights=(1, 0, None, 2, None, 11, 0, 3, None)), WIDE)
    assert plain(strip) == [
        "     Sep",
        "Mon  1  3",
        "Tue  –  ·",
        "Wed  ·",
        "Thu  2",
        "Fri  ·",
        "Sat  11",
        "Sun  –",
    ]


def test_more_cramps_than_a_narrow_column_can_count_are_nine_and_more() -> None:
    narrow = strip_block(DiarySummary(first_night=MONDAY, nights=(12,) * 8), Writer(34))
    assert plain(narrow)[1] == "Mon  9+9+"


def test_without_braille_and_blocks_the_marks_differ_too() -> None:
    marks = ASCII_MARKS
    assert "".join((marks.none, marks.unknown, marks.done, marks.early)).isascii()
    for each in (marks, Marks()):
        assert len({each.of(evening) for evening in Evening}) == 4
        assert each.none != each.unknown


def test_a_month_is_named_above_its_first_week_unless_the_name_before_is_in_the_way() -> None:
    assert month_line(date(2026, 9, 7), 12, 3) == "Sep         Oct         Nov"
    assert month_line(date(2026, 9, 28), 4, 2) == "Sep Oct"


def test_the_evenings_of_the_week_come_with_the_meaning_of_the_marks_that_are_there() -> None:
    assert plain(evenings_block(Bedtime(week=(DONE, UNKNOWN)), WIDE)) == [
        " " * 15 + "Mon ●  Tue ·   ● done  · not recorded"
    ]
    assert plain(evenings_block(Bedtime(week=(DONE, EARLY, UNKNOWN, *[DONE] * 4)), WIDE)) == [
        " " * 15 + "Mon ●  Tue ◐  Wed ·  Thu ●  Fri ●  Sat ●  Sun ●",
        " " * 15 + "● done  ◐ in part  · not recorded",
    ]
    assert plain(evenings_block(Bedtime(week=(DONE, EARLY, UNKNOWN, *[DONE] * 4)), WIDE, is_dot_known=True)) == [
        " " * 15 + "Mo● Tu◐ We· Th● Fr● Sa● Su●   ● done  ◐ in part"
    ]
    assert evenings_block(Bedtime(), WIDE).lines == ()
    assert evenings_block(Bedtime(week=(DONE, EARLY, UNKNOWN)), Writer(38)).lines == ()


@pytest.mark.parametrize(
    ("bedtime", "words"),
    [
        (Bedtime(), "Bedtime stretches, 3½ min"),
        (Bedtime(tonight=DONE, ended_at="22:41"), "Bedtime stretches: done at 22:41"),
        (Bedtime(tonight=EARLY, ended_at="22:38"), "Bedtime stretches: ended early at 22:38"),
        (Bedtime(tonight=Evening.DECLINED), "Bedtime stretches: not tonight, as you said"),
    ],
)
def test_tonight_says_what_was_done_and_the_key_stays(bedtime: Bedtime, words: str) -> None:
    (line,) = plain(bedtime_block(DiarySummary(bedtime=bedtime), WIDE))
    assert line.split(maxsplit=1) == ["Tonight", words + " " * (74 - 15 - len(words) - 1) + "b"]


def test_not_tonight_stands_beside_the_stretches_or_below_them() -> None:
    evening = DiarySummary(bedtime=Bedtime(week=(DONE,)), can_decline=MONDAY)
    assert plain(bedtime_block(evening, WIDE)) == [
        "Tonight        Bedtime stretches, 3½ min   n not tonight" + " " * 17 + "b"
    ]
    assert plain(bedtime_block(evening, Writer(38))) == [
        "Tonight     Stretches, 3½ min        b",
        "            n not tonight",
    ]


def test_what_helped_has_its_counts_and_a_median_only_where_there_is_one() -> None:
    helped = (
        RoutineHelp(routine="Night calf cramp: rescue", most=23, recorded=31, minutes=3),
        RoutineHelp(routine="Walk it off", most=4, recorded=7, minutes=None),
    )
    assert plain(helped_block(helped, Writer(54, has_headings=True), 3)) == [
        "Helped most",
        "  Night calf cramp: rescue" + " " * 27 + "i",
        "  gone or most in 23 of 31 recorded, median 3 min",
        "  Walk it off",
        "  gone or most in 4 of 7 recorded",
    ]


def test_places_that_have_no_room_are_summed_up() -> None:
    places = [PlaceCount(place=f"p{n}", side=None, words=f"place {n}", episodes=20 - 5 * n) for n in range(4)]
    assert [line.plain for line in where_lines(places, 30, 3)] == ["place 0  20", "place 1  15", "2 more   15"]
    assert [line.plain for line in where_lines(places[:1], 8, 3)] == ["pla…  20"]


def test_columns_stand_beside_each_other_whatever_their_lengths() -> None:
    one, other = (Writer(20).more(text) for text in ("one", "other"))
    lines = side_by_side([(one * 2, 18), (other, 18)])
    assert [line.plain for line in lines] == [" " * 12 + "one   " + " " * 12 + "other", " " * 12 + "one   "]


def test_what_matters_least_gives_way_and_then_the_blank_lines() -> None:
    blocks = blocks_of((2, 0), (1, 4), (1, 7))
    assert len(stack(blocks, 9)) == 6
    assert len(stack(blocks, 5)) == 4
    assert len(stack(blocks, 3)) == 3
    assert len(stack(blocks, 2)) == 2
    assert len(stack(blocks, 1)) == 1


def test_in_the_morning_the_night_is_asked_about_until_it_is_known() -> None:
    assert home(A_DIARY, 74, 17)[0] == "Last night     Any cramp?  0 no cramp   y yes"
    known = replace(A_DIARY, asks_about=None)
    assert home(known, 74, 17)[0] == "Last night     1 cramp, left calf, 4 min, pain 6"


def test_a_diary_that_cannot_be_read_leaves_what_can_be_done_without_one() -> None:
    text = "\n".join(home(DiarySummary(), 74, 17, "The diary cannot be read."))
    assert "Diary          The diary cannot be read." in text
    assert "Bedtime stretches" in text
    assert "Nothing to set up" not in text


def test_there_is_a_map_of_the_body_where_it_has_room_and_words_everywhere() -> None:
    for width, rows in ((114, 33), (194, 52)):
        lines = home(A_DIARY, width, rows)
        assert any("left calf" in line and "3" in line for line in lines)
        assert any("front" in line and "back" in line for line in lines)
    assert "front" not in "\n".join(home(A_DIARY, 74, 17))
    assert all(ord(mark) < 0x2800 or ord(mark) > 0x28FF for mark in "\n".join(home(A_DIARY, 114, 33, is_ascii=True)))


def test_in_a_large_window_the_first_start_shows_the_way_to_every_other_routine_beside_a_body() -> None:
    lines = home(DiarySummary(), 114, 33)
    assert lines[0].split("  ")[0] == "Nothing to set up."
    text = "\n".join(lines)
    assert all(words in text for words in ("front", "back", "Every routine by its place", "What is urgent"))
    assert "front" not in "\n".join(home(DiarySummary(), 74, 17))
    assert "front" not in "\n".join(home(DiarySummary(), 114, 33, "The diary cannot be read."))


def test_in_the_largest_window_every_column_reaches_far_down() -> None:
    lines = home(replace(A_DIARY, latest=A_DIARY.latest * 50), 194, 52)
    for first, last in ((0, 54), (58, 136), (140, 194)):
        assert any(line[first:last].strip() for line in lines[28:]), (first, last)


@settings(max_examples=40)
@given(
    width=st.integers(10, 220),
    rows=st.integers(1, 60),
    weeks=st.integers(1, 84),
    failure=st.sampled_from(["", "The diary in /home/somebody cannot be read: it is not a folder."]),
)
def test_no_window_is_too_small_and_none_is_left(width: int, rows: int, weeks: int, failure: str) -> None:
    summary = replace(A_DIARY, nights=A_DIARY.nights[:weeks], latest=A_DIARY.latest * 24, notice="Changed. v chooses.")
    lines = arrange_home(summary, failure, width=width, rows=rows)
    assert 1 <= len(lines) <= rows
    if width >= 40:
        assert max(line.cell_length for line in lines) <= width


def test_a_week_begins_on_a_monday() -> None:
    strip = plain(strip_block(DiarySummary(first_night=MONDAY + timedelta(weeks=1), nights=(1,) * 84), WIDE))
    assert len(strip) == 8
    assert {len(line.split()) for line in strip[1:]} == {13}
