"""What the home screen says of a diary, in windows of any size, without colour."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from spasmtui.home.arrangement import arrange_home
from spasmtui.home.blocks import (
    ACTION,
    ASCII_MARKS,
    Block,
    Marks,
    Writer,
    bedtime_block,
    evenings_block,
    helped_block,
    latest_block,
    side_by_side,
    stack,
)
from spasmtui.home.body_lines import body_height, body_lines
from spasmtui.home.nights_and_places import strip_block, strip_legend, where_lines, where_words
from spasmtui.home.trends import hours_block, place_bars, weeks_block
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.key_names import ChosenKey, use_chosen_keys
from spasmtui.ui.diary_summary import Bedtime, DiarySummary, Evening, PlaceCount, RoutineHelp
from tests.home.test_home_screen import A_DIARY
from tests.support.cases import with_each
from tests.support.clicks import clicks_on

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
        "    Sep",
        "Mon 1  3+",
        "Tue –  ·",
        "Wed ·",
        "Thu 2",
        "Fri ·",
        "Sat 3+",
        "Sun –",
    ]
    ascii_only = strip_block(DiarySummary(first_night=MONDAY, nights=(0, None)), WIDE._replace(marks=ASCII_MARKS))
    assert plain(ascii_only)[1:3] == ["Mon -", "Tue ."]


def test_one_two_and_more_cramps_differ_in_shade_and_in_character_in_the_strip_and_its_legend() -> None:
    for write, many in ((WIDE, "3+"), (Writer(34), "+")):
        known = DiarySummary(first_night=MONDAY, nights=(1, 2, 12, *[None] * 81))
        rows = strip_block(known, write).lines[1:4]
        (legend, _none) = strip_legend(known, write)
        shades = [{str(span.style) for span in row.spans if " on " in str(span.style)} for row in rows]
        assert [len(each) for each in shades] == [1, 1, 1]
        assert len(set.union(*shades)) == 3
        assert set.union(*shades) == {str(span.style) for span in legend.spans if " on " in str(span.style)}
        assert [row.plain.split()[1] for row in rows] == ["1", "2", many]
        assert legend.plain == f"1 2 {many} cramps that night"


def test_without_braille_and_blocks_the_marks_differ_too() -> None:
    marks = ASCII_MARKS
    assert "".join((marks.none, marks.unknown, marks.done, marks.early)).isascii()
    for each in (marks, Marks()):
        assert len({each.of(evening) for evening in Evening}) == 4
        assert each.none != each.unknown


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
    assert plain(bedtime_block(DiarySummary(bedtime=bedtime), WIDE)) == [f"Tonight     b  {words}"]
    below_heading = bedtime_block(DiarySummary(bedtime=bedtime), Writer(54, has_headings=True))
    assert plain(below_heading) == ["Tonight", f"b  {words}"]


def test_an_off_week_of_a_trial_asks_for_no_stretches_and_an_on_week_does() -> None:
    off, on, done = (
        plain(bedtime_block(DiarySummary(bedtime=bedtime), WIDE))
        for bedtime in (
            Bedtime(trial_week="off"),
            Bedtime(trial_week="on"),
            Bedtime(trial_week="off", tonight=DONE, ended_at="22:10"),
        )
    )
    assert off == ["Tonight        Off week of your trial: no stretches"]
    assert on == ["Tonight     b  Bedtime stretches, 3½ min"]
    assert done == ["Tonight     b  Bedtime stretches: done at 22:10"]


def test_not_tonight_stands_beside_the_stretches_or_below_them() -> None:
    evening = DiarySummary(bedtime=Bedtime(week=(DONE,)), can_decline=MONDAY)
    assert plain(bedtime_block(evening, WIDE)) == ["Tonight     b  Bedtime stretches, 3½ min   n not tonight"]
    assert plain(bedtime_block(evening, Writer(38))) == [
        "Tonight     b Stretches, 3½ min",
        "              n not tonight",
    ]


def test_what_helped_has_its_counts_and_a_median_only_where_there_is_one() -> None:
    helped = (
        RoutineHelp(routine="Night calf cramp: rescue", place="calf", most=23, recorded=31, minutes=3),
        RoutineHelp(routine="Walk it off", place="thigh", most=3, recorded=4, minutes=None),
    )
    assert plain(helped_block(helped, Writer(54, has_headings=True), 3)) == [
        "Was tried in 12 weeks",
        "i  Calf, after Night calf cramp: rescue",
        "   gone or mostly gone in 23 of 31 recorded (74%, 95%",
        "   interval 57% to 86%), median 3 min",
        "   Thigh, after Walk it off",
        "   gone or mostly gone in 3 of 4 recorded; a share is",
        "   shown from 5",
    ]
    assert plain(helped_block(helped, WIDE, 1)) == [
        "Was tried   i  Calf, after Night calf cramp: rescue",
        " " * 15 + "gone or mostly gone in 23 of 31 recorded in 12 weeks (74%,",
        " " * 15 + "95% interval 57% to 86%), median 3 min",
    ]


def test_the_last_cramps_are_few_and_lead_to_all_others() -> None:
    summary = A_DIARY._replace(latest=A_DIARY.latest * 50)
    lines = plain(latest_block(summary, Writer(54, has_headings=True), 20))
    assert lines[0] == "The last cramps, by night"
    assert lines[1:-1] == ["   Thu 19 Nov  03:12  left calf, 4 min"] * 6
    assert lines[-1] == "3  All of them"
    assert len(latest_block(summary, Writer(54, has_headings=True), 5).lines) == 5


def test_headings_are_brighter_than_captions() -> None:
    for write in (WIDE, Writer(54, has_headings=True)):
        heading, *_rest, caption = helped_block(A_DIARY.helped, write, 1).lines
        assert {str(span.style) for span in heading.spans if span.start == 0} >= {"bold"}
        assert "$text-muted" not in {str(span.style) for span in heading.spans}
        assert "$text-muted" in {str(span.style) for span in caption.spans}


def test_places_that_have_no_room_are_summed_up() -> None:
    places = [PlaceCount(place=f"place-{n}", side=None, words=f"place {n}", episodes=20 - 5 * n) for n in range(4)]
    assert [line.plain for line in where_lines(places, 30, 3)] == ["place 0  20", "place 1  15", "2 more   15"]
    assert [line.plain for line in where_lines(places[:1], 8, 3)] == ["pla…  20"]
    assert [line.plain for line in where_words(places, 24, 2)] == ["place 0 20   place 1 15", "place 2 10   place 3 5"]
    assert [line.plain for line in where_words(places, 24, 1)] == ["place 0 20   3 more"]


def test_a_place_beside_the_strip_is_written_short_before_it_is_cut() -> None:
    thighs = [PlaceCount(place="thigh", side="both", words=place_with_side("thigh", "both"), episodes=14)]
    for width, line in (
        (40, "front of the thigh (both sides)  14"),
        (30, "front of thigh L+R  14"),
        (20, "front of thigh…   14"),
    ):
        assert [shown.plain for shown in where_lines(thighs, width, 3)] == [line]


def test_columns_stand_beside_each_other_whatever_their_lengths() -> None:
    one, other = (Writer(22).more(text) for text in ("one", "other"))
    lines = side_by_side([(one * 2, 20), (other, 20)])
    assert [line.plain for line in lines] == [" " * 14 + "one   " + " " * 14 + "other", " " * 14 + "one   "]


def test_what_matters_least_gives_way_and_then_the_blank_lines() -> None:
    blocks = blocks_of((2, 0), (1, 4), (1, 7))
    assert len(stack(blocks, 9)) == 6
    assert len(stack(blocks, 5)) == 4
    assert len(stack(blocks, 3)) == 3
    assert len(stack(blocks, 2)) == 2
    assert len(stack(blocks, 1)) == 1


def test_in_the_morning_the_night_is_asked_about_until_it_is_known() -> None:
    assert home(A_DIARY, 74, 17)[0] == "Last night     Any cramp?  0 no cramp   y yes"
    known = A_DIARY._replace(asks_about=None)
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
    assert all(words in text for words in ("front", "back", "All routines by place", "What is urgent"))
    assert "front" not in "\n".join(home(DiarySummary(), 74, 17))
    assert "front" not in "\n".join(home(DiarySummary(), 114, 33, "The diary cannot be read."))


SIX_MONTHS = A_DIARY._replace(
    nights=(None, 1, 0, 2, 0, 0, 1) * 11 + (0, 1),
    places=tuple(
        PlaceCount(place=f"place-{number}", side=None, words=f"place {number}", episodes=9 - number)
        for number in range(5)
    ),
    hours=(6, 5, 13, *[0] * 20, 1),
    latest=tuple((f"Thu 19 Nov  03:{minute}", "left calf, 4 min") for minute in range(10, 60)),
)
BODY = {(80, 24): (78, 17), (120, 40): (114, 33), (160, 50): (154, 42), (200, 40): (194, 32), (200, 60): (194, 52)}
"""The cells of the body of the home screen by those of the window."""


@with_each("window", [(120, 40), (160, 50), (200, 40), (200, 60)])
@with_each("summary", [SIX_MONTHS, A_DIARY, DiarySummary()], ids=["six months", "one cramp", "none"])
def test_the_home_screen_reaches_into_the_last_fifth_of_a_large_window(
    window: tuple[int, int], summary: DiarySummary
) -> None:
    width, rows = BODY[window]
    lines = home(summary, width, rows)
    assert any(line.strip() for line in lines[rows * 4 // 5 :])
    assert not any("".join(lines[first : first + 6]).strip() == "" for first in range(len(lines) - 6))


def test_with_six_months_every_column_of_the_largest_window_ends_in_the_last_fifth() -> None:
    lines = home(SIX_MONTHS, 194, 52)
    text = "\n".join(lines)
    for first, last in ((0, 54), (58, 136), (140, 194)):
        assert any(line[first:last].strip() for line in lines[42:]), (first, last)
    for title in ("Nights with a cramp, by week", "When cramps began, in 12 weeks", "The last cramps, by night"):
        assert text.count(title) == 1
    assert sum("left calf, 4 min" in line for line in lines) == 24


def test_the_last_column_of_a_young_diary_leads_on_to_what_else_there_is() -> None:
    ways = ("Insights", "Somewhere else", "Drink", "Get help")
    assert [sum(line.endswith(way) for line in home(A_DIARY, 194, 52)) for way in ways] == [1, 1, 1, 1]
    assert [sum(line.endswith(way) for line in home(SIX_MONTHS, 194, 52)) for way in ways] == [0, 0, 0, 0]


@pytest.mark.parametrize(("places", "is_compared"), [(2, False), (3, True)])
def test_places_below_the_map_are_compared_by_bars_from_three_on(places: int, is_compared: bool) -> None:
    lines = home(SIX_MONTHS._replace(places=SIX_MONTHS.places[:places]), 194, 52)
    assert any("place 1" in line and "━" in line for line in lines) is is_compared
    assert any("place 0 9   place 1 8" in line for line in lines) is not is_compared


def test_a_block_that_has_no_room_leaves_its_rows_to_one_that_has() -> None:
    assert len(stack(blocks_of((2, 0), (9, 4), (1, 6)), 4)) == 4


def test_in_a_small_window_what_waits_for_an_answer_comes_before_what_was() -> None:
    summary = A_DIARY._replace(open_id="e", notice="Changed on two devices: left calf, Sun 22 Nov, pain")
    text = "\n".join(home(summary, 38, 8))
    assert "e Say when it ended" in text
    assert "v Changed on two" in text
    assert "Last night" not in text
    assert "Last night" in "\n".join(home(summary, 38, 12))


@with_each("width", [90, 96, 114, 144, 180, 194])
def test_no_line_of_a_column_reaches_into_the_one_beside_it(width: int) -> None:
    lines = home(SIX_MONTHS._replace(asks_about=None), width, 44)
    left = min(54, (width - 4) // 2) if width >= 96 else width
    assert all(line[left : left + 4].strip() == "" for line in lines)


def test_blank_lines_are_spread_evenly() -> None:
    lines = stack(blocks_of((1, 0), (1, 0), (1, 0), (1, 0)), 11, most_gap=4)
    assert [bool(line.plain) for line in lines] == [
        True, False, False, False, True, False, False, True, False, False, True,
    ]  # fmt: skip
    assert len(stack(blocks_of((1, 0), (1, 0)), 40, most_gap=4)) == 6


def test_weeks_are_compared_by_their_nights_with_a_cramp_where_three_have_any() -> None:
    lines = plain(weeks_block(SIX_MONTHS, Writer(54, has_headings=True), Content("months")))
    assert lines[:2] == ["Nights with a cramp, by week", "months"]
    assert lines[-1].split() == ["3"] * 11 + ["1"]
    assert weeks_block(A_DIARY, Writer(54, has_headings=True), Content("months")).lines == ()


def test_hours_are_compared_from_five_cramps_on_and_in_ascii_too() -> None:
    write = Writer(54, has_headings=True)
    lines = plain(hours_block(SIX_MONTHS, write, 9))
    assert len(lines) == 9
    assert "23    00    01" in lines[-1]
    assert hours_block(A_DIARY._replace(hours=(4, *[0] * 23)), write, 9).lines == ()
    assert "\n".join(plain(hours_block(SIX_MONTHS, write._replace(marks=ASCII_MARKS), 9))).isascii()


@pytest.mark.parametrize(("width", "rows"), [(114, 44), (194, 52)])
def test_a_diary_without_a_night_has_neither_its_strip_nor_its_weeks(width: int, rows: int) -> None:
    text = "\n".join(home(SIX_MONTHS._replace(nights=()), width, rows))
    assert "The last cramps, by night" in text
    assert "by week" not in text


def test_places_are_compared_by_bars_and_the_rest_is_summed_up() -> None:
    lines = [line.plain.split()[:3] for line in place_bars(SIX_MONTHS.places, WIDE, 4)]
    assert [words[:2] for words in lines] == [["place", "0"], ["place", "1"], ["place", "2"], ["2", "more"]]
    assert lines[-1][2] == "11"


def test_the_last_cramps_lose_whole_parts_where_they_have_no_room() -> None:
    summary = A_DIARY._replace(latest=(("Thu 19 Nov  03:12", "right back of the thigh, 4 min, pain 6"),))
    for width, text in ((60, "thigh, 4 min, pain 6"), (59, "thigh, 4 min"), (46, "of the thigh")):
        line = plain(latest_block(summary, Writer(width, has_headings=True), 20))[1]
        assert line.endswith(text), width


@pytest.mark.long
@settings(max_examples=40)
@given(
    width=st.integers(10, 220),
    rows=st.integers(1, 60),
    weeks=st.integers(1, 84),
    failure=st.sampled_from(["", "The diary in /home/somebody cannot be read: it is not a folder."]),
)
def test_no_window_is_too_small_and_none_is_left(width: int, rows: int, weeks: int, failure: str) -> None:
    summary = SIX_MONTHS._replace(nights=SIX_MONTHS.nights[:weeks], notice="Changed")
    lines = arrange_home(summary, failure, width=width, rows=rows)
    assert 1 <= len(lines) <= rows
    if width >= 40:
        assert max(line.cell_length for line in lines) <= width


def test_a_week_begins_on_a_monday() -> None:
    strip = plain(strip_block(DiarySummary(first_night=MONDAY + timedelta(weeks=1), nights=(1,) * 84), WIDE))
    assert len(strip) == 8
    assert {len(line.split()) for line in strip[1:]} == {13}


@pytest.mark.parametrize(("width", "rows"), [(74, 17), (114, 32), (194, 50)])
def test_what_the_diary_says_opens_where_it_comes_from(width: int, rows: int) -> None:
    lines = arrange_home(A_DIARY, "", width=width, rows=rows)
    opened = [(words, action) for line in lines for words, action in clicks_on(line, ACTION)]
    for part, wanted in (
        ("Mon ", "show_log"),
        ("This week", "show_log"),
        ("left calf", "insights"),
        ("Tonight", "bedtime"),
    ):
        assert any(part in words and action == wanted for words, action in opened), (part, opened)
    question = next(words for words, action in opened if action == "free_night")
    assert question.strip() == "0 no cramp"
    assert not any("Any cramp" in words for words, _action in opened), "a miss between two answers opens nothing"


def test_days_of_one_and_of_two_figures_stand_below_each_other() -> None:
    latest = (("Thu 19 Nov  03:12", "left calf, 4 min"), ("Sun 8 Nov  04:09", "right foot, 4 min"))
    lines = plain(latest_block(A_DIARY._replace(latest=latest), Writer(54, has_headings=True), 20))
    assert [line.strip()[:18] for line in lines[1:3]] == ["Thu 19 Nov  03:12 ", "Sun  8 Nov  04:09 "]


def test_a_map_has_both_views_or_is_left_out_since_a_calf_is_seen_from_behind() -> None:
    assert "back" in "\n".join(line.plain for line in body_lines({("calf", "left"): 3}, 60, 30, is_ascii=False))
    assert body_lines({("calf", "left"): 3}, 30, 30, is_ascii=False) == []


@with_each("room", [(31, 20), (32, 20), (78, 30), (78, 60), (140, 12), (140, 10)])
def test_the_height_of_the_map_is_known_before_it_is_drawn(room: tuple[int, int]) -> None:
    assert body_height(*room) == len(body_lines({("calf", "left"): 3}, *room, is_ascii=False))


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (70, ["cramps in 4 of 4 nights recorded · the week before: 1 of 3"]),
        (50, ["cramps in 4 of 4 nights recorded", "the week before: 1 of 3"]),
    ],
)
def test_a_line_ends_between_the_parts_of_a_sentence_where_these_have_no_room_together(
    width: int, lines: list[str]
) -> None:
    sentence = "cramps in 4 of 4 nights recorded · the week before: 1 of 3"
    shown = plain(Block(tuple(Writer(width, has_headings=True).row("This week", sentence))))
    assert [
        line.replace("This week", "").strip() for line in shown if "This week" not in line or "cramp" in line
    ] == lines


def test_braces_in_a_text_of_the_diary_are_no_key() -> None:
    own = "{u:app.undo}"
    summary = A_DIARY._replace(
        rows=(("Last night", f"1 cramp, {own}"), *A_DIARY.rows[1:]), notice=f"Changed: {own}", asks_about=None,
        helped=(RoutineHelp(routine=f"Your own: {own}", place="calf", most=2, recorded=3, minutes=None),),
    )  # fmt: skip
    use_chosen_keys({"app.undo": ChosenKey("f9", "F9"), "home.choose": ChosenKey("f8", "F8")})
    try:
        words = "\n".join(home(summary, 80, 30))
        failed = "\n".join(line.plain for line in arrange_home(None, f"No folder {own}", width=120, rows=20))
    finally:
        use_chosen_keys({})
    assert words.count(own) == 3
    assert f"F8 Changed: {own}. F8 chooses." in words
    assert own in failed
