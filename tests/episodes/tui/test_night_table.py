"""Nights as lines of a table: words instead of ids and signs, in the columns that the window has room for."""

import random
from datetime import date, datetime, timedelta

import pytest

from spasmtui.episodes.model.episode import Helped, Practice, Side, Tried
from spasmtui.episodes.model.names import SHIPPED, Names
from spasmtui.episodes.model.night_rows import NightRow
from spasmtui.episodes.model.night_search import SORTS, Search
from spasmtui.episodes.tui.night_table import (
    choose_columns,
    column_spans,
    fit_columns,
    fit_entries,
    heading,
    in_columns,
    legend,
    log_title,
    needed_widths,
    night_cells,
    order_of_column,
    widths_of,
)
from tests.support.cases import with_each
from tests.support.episodes import episode

SATURDAY = date(2026, 11, 21)


@with_each(
    ("lengths", "text"),
    [
        ((None,), "·"), ((240,), "4"), ((240, None), "over 4"), ((240, 60), "5"), ((150,), "2½"), ((20,), "½"),
        ((), ""),
    ],
)  # fmt: skip
def test_minutes_are_added_and_said_to_be_more_when_some_are_not_recorded(
    lengths: tuple[int | None, ...], text: str
) -> None:
    start = datetime.fromisoformat("2026-11-21T23:00:00+01:00")
    episodes = tuple(
        episode(start.isoformat(), ended_at=None if length is None else start + timedelta(seconds=length))
        for length in lengths
    )
    assert night_cells(NightRow(date=SATURDAY, episodes=episodes), 2026)["Minutes"] == (text,)


def a_night() -> NightRow:
    tried = (Tried(routine="calf-wall"), Tried(routine="my-calf"))
    left = {"place": "upper-back", "side": Side.LEFT, "tried": tried, "helped": Helped.SOME}
    return NightRow(
        date=SATURDAY,
        episodes=(
            episode("2026-11-21T17:40:00+01:00", place="calf", side=Side.BOTH),
            episode("2026-11-21T23:00:00+01:00", **left),
            episode("2026-11-22T01:00:00+01:00", **left),
        ),
        practices=(
            Practice(
                id="p", routine="bedtime-prevention", started_at=datetime.fromisoformat("2026-11-21T22:00:00+01:00"),
                seconds=9, completed=True, device="desk",
            ),
        ),
    )  # fmt: skip


def test_a_night_is_written_in_words_and_a_cramp_by_day_is_counted_by_itself() -> None:
    assert night_cells(a_night(), 2026, Names(routines={"my-calf": "Calf, my way"})) == {
        "Night": ("Sat 21 Nov",),
        "Cramps": ("2",),
        "By day": ("1",),
        "Worst": ("·",),
        "Minutes": ("·",),
        "Where": ("calf (both sides)", "left upper back ×2"),
        "Tried": ("Calf stretch at the wall ×2", "Calf, my way ×2", "Bedtime stretches"),
        "Helped": ("some ×2",),
    }


@pytest.mark.parametrize(
    ("words", "day_count", "cells"),
    [((), 0, ("·", "")), (("none",), 0, ("–", "")), (("none",), 1, ("–", "1")), ((), 2, ("·", "2"))],
)
def test_none_not_recorded_and_a_cramp_by_day_are_distinguished(
    words: tuple[str, ...], day_count: int, cells: tuple[str, str]
) -> None:
    episodes = tuple(episode(f"2026-11-21T{15 + number}:40:00+01:00") for number in range(day_count))
    shown = night_cells(NightRow(date=SATURDAY, episodes=episodes, words=words), 2026)
    assert (*shown["Cramps"], *shown["By day"]) == cells


def test_the_title_counts_nights_and_days_and_never_says_none_where_a_cramp_came_by_day() -> None:
    by_day = NightRow(date=SATURDAY, episodes=(episode("2026-11-21T17:40:00+01:00"),))
    free = NightRow(date=SATURDAY, words=("none",))

    def title(*rows: NightRow, order: str = "newest", is_narrow: bool = False) -> str:
        found = Search(rows).matching("")
        return log_title(found, is_whole=True, filter_text="", order=order, this_year=2026, is_narrow=is_narrow)

    assert title(by_day) == "Log · 1 day with cramps since 21 Nov"
    assert title(by_day, a_night(), order="most pain") == (
        "Log · 1 night and 2 days with cramps since 21 Nov · most pain first"
    )
    assert title(free) == "Log · no cramp recorded since 21 Nov"
    assert title(a_night(), is_narrow=True) == "Log · 1 night and 1 day with cramps"
    assert title(a_night(), order="longest", is_narrow=True) == "Log · 1 night, 1 day · longest"


NEEDED = {
    "Night": 10, "Cramps": 6, "By day": 6, "Worst": 5, "Minutes": 7, "Where": 37, "Tried": 60, "Helped": 7,
}  # fmt: skip


@with_each(
    ("width", "names"),
    [
        (39, "Night Cramps By day Worst Where"),
        (75, "Night Cramps By day Worst Where Tried"),
        (80, "Night Cramps By day Worst Where Tried Helped"),
        (100, "Night Cramps By day Worst Minutes Where Tried Helped"),
        (180, "Night Cramps By day Worst Minutes Where Tried Helped"),
    ],
)
def test_a_window_shows_the_columns_that_it_has_room_for_the_important_ones_first(width: int, names: str) -> None:
    columns = fit_columns(NEEDED, width)
    assert " ".join(columns) == names
    assert len(heading(columns, width).rstrip()) <= width


def test_the_minutes_have_a_column_only_where_it_takes_no_room_from_a_place() -> None:
    widths = [width for width in range(50, 200) if "Minutes" in fit_columns(NEEDED, width)]
    assert min(fit_columns(NEEDED, width)["Where"] for width in widths) == 20


@pytest.mark.parametrize("width", [39, 75, 120])
def test_a_click_on_a_heading_is_within_the_columns_cells(width: int) -> None:
    columns = fit_columns(NEEDED, width)
    line = heading(columns, width)
    spans = column_spans(columns, width)
    assert {name: line[start:end].strip() for name, (start, end) in spans.items()} == {name: name for name in spans}
    assert {"Night", "Worst"} <= set(spans) <= set(columns)


def test_a_heading_brings_its_order_and_that_of_the_night_turns_round() -> None:
    assert order_of_column("Worst", "newest") == order_of_column("Worst", "most pain") == "most pain"
    assert order_of_column("Night", "longest") == order_of_column("Night", "oldest") == "newest"
    assert order_of_column("Night", "newest") == "oldest"
    assert {order_of_column(name, "newest") for name in NEEDED} <= set(SORTS)


def test_nothing_is_cut_while_columns_are_free() -> None:
    for width in range(50, 200):
        columns = fit_columns(NEEDED, width)
        used = len(in_columns(dict.fromkeys(NEEDED, ()), columns, width))
        is_cut = any(columns[name] < NEEDED[name] for name in columns)
        assert used <= width
        assert not is_cut or used == width, width


def test_places_and_titles_are_written_short_where_words_have_no_room() -> None:
    longest, short = needed_widths([a_night()], 2026, SHIPPED)
    assert choose_columns(longest, short, 70)[1]
    assert not choose_columns(longest, short, 120)[1]
    night = NightRow(
        date=SATURDAY,
        episodes=(
            episode("2026-11-21T23:00:00+01:00", place="hamstring", side=Side.LEFT),
            episode(
                "2026-11-22T01:00:00+01:00",
                place="calf",
                side=Side.BOTH,
                tried=(Tried(routine="night-calf-rescue"), Tried(routine="mine")),
            ),
        ),
    )
    cells = night_cells(night, 2026, Names(routines={"mine": "Calf: my way"}), is_short=True)
    assert cells["Where"] == ("back of thigh L", "calf L+R")
    assert cells["Tried"] == ("Night calf cramp", "Calf: my way")


@with_each("width", [61, 79, 80, 120, 180])
def test_place_time_pain_and_what_was_tried_are_beside_each_other_in_every_window_but_a_narrow_one(width: int) -> None:
    rows = [a_night(), NightRow(date=SATURDAY, episodes=(episode("2026-11-21T23:00:00+01:00", pain=10),))]
    columns, is_short = choose_columns(*needed_widths(rows, 2026, SHIPPED), width)
    assert {"Night", "Worst", "Where", "Tried"} <= set(columns)
    shown = in_columns(night_cells(rows[0], 2026, is_short=is_short), columns, width)
    whole = night_cells(rows[0], 2026)
    words = {word.strip(",…") for entries in whole.values() for entry in entries for word in entry.split()}
    short = {"L", "L+R", "calf", "upper", "back"}
    assert len(shown) <= width
    assert {word.strip(",…") for word in shown.split() if not word.startswith("+")} <= words | short | {""}


@with_each(
    ("size", "text"),
    [
        (42, "Night calf cramp: rescue, Legs up, Shin ×2"), (41, "Night calf cramp: rescue, Legs up +1"),
        (34, "Night calf cramp: rescue, Legs up…"), (33, "Night calf cramp: rescue +2"),
        (25, "Night calf cramp: rescue…"),
        (24, "Night calf cramp…"), (17, "Night calf cramp…"), (16, "Night calf…"), (5, "Nigh…"), (1, "…"),
    ],
)  # fmt: skip
def test_a_cell_ends_after_a_whole_entry_or_a_whole_word(size: int, text: str) -> None:
    assert fit_entries(("Night calf cramp: rescue", "Legs up", "Shin ×2"), size) == text


def test_the_columns_of_many_nights_are_as_wide_as_the_widest_cell() -> None:
    chance = random.Random(7)
    titles = ("night-calf-rescue", "calf-wall", "mine")
    for _ in range(40):
        rows = [
            NightRow(
                date=SATURDAY - timedelta(days=number * 20),
                episodes=tuple(
                    episode(
                        f"2026-11-21T{chance.randrange(24):02}:00:00+01:00",
                        ended_at=chance.choice([None, datetime.fromisoformat("2026-11-22T23:30:20+01:00")]),
                        place=chance.choice(["calf", "hamstring", None]),
                        side=chance.choice([None, *Side]),
                        pain=chance.choice([None, 3, 10]),
                        tried=tuple(Tried(routine=each) for each in titles[: chance.randrange(3)]),
                        helped=chance.choice([None, *Helped]),
                    )
                    for _ in range(chance.randrange(4))
                ),
                words=chance.choice([(), ("none",)]),
            )
            for number in range(12)
        ]
        names = Names(routines={"mine": "Calf: my way"})
        cells = [[night_cells(row, 2026, names, is_short=is_short) for row in rows] for is_short in (False, True)]
        expected = widths_of(cells[0]), widths_of(cells[1], has_short_headings=True)
        assert needed_widths(rows, 2026, names) == expected


def test_the_heading_of_an_empty_diary_is_whole() -> None:
    needed = widths_of(()), widths_of((), has_short_headings=True)
    assert heading(choose_columns(*needed, 38)[0], 38).split() == ["Night", "Cramps", "Worst", "Where"]


def test_a_column_that_no_night_needs_is_left_out() -> None:
    rows = [night_cells(NightRow(date=SATURDAY, words=("none",)), 2026)]
    assert "By day" not in widths_of(rows)
    assert widths_of(rows)["Night"] == 10


@pytest.mark.parametrize(
    ("columns", "words"),
    [({"By day": 6}, "By day: from noon"), ({"By day": 3}, "   Day: from noon"), ({"Night": 10}, "not recorded")],
)
def test_the_legend_names_a_column_as_its_heading_does(columns: dict[str, int], words: str) -> None:
    assert words in legend(columns)
    assert ("Worst: pain, of 10" in legend(columns)) == ("By day" not in columns)
    assert len(legend(columns)) <= 60
    assert ("noon" in legend(columns)) == ("By day" in columns)
