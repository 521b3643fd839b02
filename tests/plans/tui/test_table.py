"""The lines of the plan's screen: rows, weeks, what was agreed on, in windows of any width and in ASCII."""

from datetime import time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from spasmtui.plans.ended import Ended, Nights
from spasmtui.plans.overview import Overview, sum_up
from spasmtui.plans.tui.practices import reminder_words
from spasmtui.plans.tui.table import about_lines, item_row, plan_table, row_columns, week_table
from spasmtui.shared.plans.loaded import LoadedPlan
from spasmtui.shared.plans.model import Plan, PlanItem, PlanSides
from spasmtui.shared.plans.progress import PlanProgress
from tests.shared.plans.test_progress import DAY, MONDAY, THURSDAY, Done

CALF = PlanItem("calf-wall", from_day=MONDAY - 7 * DAY, until=MONDAY + 20 * DAY, by="Anna Keller", note="Heel down.")
SHIN = PlanItem("shin", sides=PlanSides.LEFT, sets=3, from_day=MONDAY)
DONE = (
    Done(MONDAY - 7 * DAY, pain=6, pain_after=3, effort=4), Done(MONDAY - 6 * DAY, completed=False), Done(MONDAY),
    Done(MONDAY + DAY, is_skipped=True),
)  # fmt: skip


def overview(*items: PlanItem, done: tuple[Done, ...] = DONE, is_off: bool = False) -> Overview:
    plan = Plan(items)
    progress = PlanProgress(plan, done, THURSDAY, is_off=lambda *_: is_off)
    return sum_up(LoadedPlan(plan, titles={"calf-wall": "Calf stretch at the wall", "shin": "Shin"}), progress, {})


def plain(lines: list[Content]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def weeks(width: int, height: int = 20, *, is_ascii: bool = False) -> list[str]:
    (view,) = overview(CALF).items
    return plain(week_table(view.weeks, width, height, is_ascii=is_ascii, this_year=2026))


def test_the_weeks_are_a_table_with_the_meaning_of_its_signs() -> None:
    assert weeks(110) == [
        "        Mon  Tue  Wed  Thu  Fri  Sat  Sun",
        "23 Nov  ●    –    ·    ○                   1 of 7 done · 1 skipped, 1 not recorded, 4 to come",
        "16 Nov  ●    ◐    ·    ·    ·    ·    ·    1 of 7 done · 1 in part, 5 not recorded",
        "● done   ◐ in part   – skipped   · not recorded   ○ due",
    ]


def test_a_narrow_window_keeps_the_marks_and_how_many_were_done() -> None:
    assert weeks(38, 5, is_ascii=True) == [
        "        M T W T F S S",
        "23 Nov  x - . o       1 of 7 done",
        "        1 skipped, 1 not recorded, 4",
        "        to come",
        "16 Nov  x / . . . . . 1 of 7 done",
    ]
    assert weeks(110, 2)[1:] == [weeks(110)[1]]


def test_all_items_have_a_table_of_the_times_done() -> None:
    assert plain(plan_table(overview(CALF, SHIN).items, 70, 9, 2026)) == [
        "All items: times done",
        "                            23 Nov    16 Nov",
        "Calf stretch at the wall    1 of 7    1 of 7",
        "Shin                        0 of 7",
    ]
    assert plan_table(overview(CALF).items, 60, 9, 2026) == []


def test_side_and_sets_stand_in_the_row_where_titles_keep_their_room() -> None:
    views = overview(SHIN, CALF).items
    assert [item_row(view, row_columns(views, 76), "…").plain.rstrip() for view in views] == [
        "  Shin                      left side, 3 sets  due",
        "  Calf stretch at the wall                     due",
    ]
    assert [item_row(view, row_columns(views, 36), "…").plain.rstrip() for view in views] == [
        "  Shin                      due",
        "  Calf stretch at the wall  due",
    ]


def test_what_was_agreed_on_is_said_with_who_asked_for_it_and_how_it_was() -> None:
    shown = overview(CALF)
    assert plain(about_lines(shown.items[0], shown, 80, has_title=True)) == [
        "Calf stretch at the wall",
        "Once a day",
        "Until Sun 13 Dec · by Anna Keller",
        "Heel down.",
        "Once in 4 weeks: pain before 6, pain after 3, effort 4.",
    ]


def test_a_reminder_begins_with_the_title_and_a_time_of_the_plan_or_a_likely_one() -> None:
    at_seven = CALF._replace(at=(time(7, 30), time(20)))
    views = overview(CALF, at_seven, PlanItem("bedtime-prevention"), PlanItem("sheet-2")).items
    named = [view._replace(title="Sheet 2 8:00") if view.item.routine == "sheet-2" else view for view in views]
    assert {reminder_words(view) for view in named} == {
        "Calf stretch at the wall 18:00", "Calf stretch at the wall 07:30", "bedtime-prevention 22:00", "sheet-2 18:00",
    }  # fmt: skip


def test_an_off_week_and_the_end_of_its_time_are_said() -> None:
    off = overview(SHIN, is_off=True)
    assert "Off week of your trial: not planned." in plain(about_lines(off.items[0], off, 80, has_title=False))
    item = CALF._replace(from_day=THURSDAY - timedelta(weeks=6), until=THURSDAY - DAY)
    over = overview(item, done=())._replace(ended=Ended(item, "Calf", Nights(1, 9), Nights(4, 8)))
    assert "Cramps on 1 of 9 recorded nights; before: 4 of 8." in " ".join(
        plain(about_lines(over.items[0], over, 80, has_title=False))
    )


@given(st.integers(1, 120), st.integers(1, 40))
def test_no_more_lines_are_written_than_there_is_room_for(width: int, height: int) -> None:
    views = overview(CALF, SHIN).items
    for view in views:
        rows = week_table(view.weeks, width, height, is_ascii=False, this_year=2026)
        assert len(rows) <= max(2, height)
        assert width < 30 or max(line.cell_length for line in rows) <= width
    assert len(plan_table(views, width, height, 2026)) <= max(0, height)
