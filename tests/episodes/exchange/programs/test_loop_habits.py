"""Loop Habit Tracker: what was done is a word of the day; what was not says nothing, and what has no place is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.exchange.importers.detect import import_data
from spasmtui.episodes.exchange.importers.result import ImportResult, RejectedRow, UnusedCell
from spasmtui.errors import DataError, WrongUsage
from tests.episodes.exchange.test_importers import archive, origin, taken
from tests.support.exchange import words_by_day

CHECKMARKS = """\
Date,Long run,Little water,Reading,
2026-11-20,YES_MANUAL,NO,YES_AUTO,
2026-11-19,SKIP,2500,UNKNOWN,
2026-11-18,NO,0,YES_MANUAL,
2026-13-18,YES_MANUAL,NO,NO,
2026-11-17,PERHAPS,1,NO,
"""
HABITS = """\
Position,Name,Type,Question,Description,Color,Unit,Archived?
001,"Sleep, early",YES_NO,,,#D32F2F,,false
002,Wärme,YES_NO,,,#D32F2F,,false
"""


def zipped(**members: str) -> ImportResult:
    return import_data(archive(**members), "auto", origin())


def test_a_habit_that_was_done_is_a_word_of_the_day_and_one_that_was_not_says_nothing() -> None:
    found = import_data(archive(**{"Checkmarks.csv": CHECKMARKS}), "auto", origin(Long_run="effort", Reading=""))
    assert words_by_day(found) == {
        "2026-11-20": ("effort",),
        "2026-11-19": ("little-water",),
        "2026-11-17": ("little-water",),
    }
    assert found.left_out == ("Reading",)
    assert found.unmapped == ("the amounts of Little water",)
    assert found.rejected == (
        RejectedRow(
            line=5, reason="In Checkmarks.csv: There is no day '2026-13-18' in any calendar. Write it like 2026-11-22."
        ),
    )
    assert found.cells == (
        UnusedCell(column="Long run", line=6, reason="In Checkmarks.csv: 'PERHAPS' is not a mark of a habit."),
    )
    assert found.remarks == ("Words of days: little-water on 2 days, effort on 1 day.",)


def test_a_day_on_which_a_habit_was_not_due_is_no_day_on_which_it_was_done() -> None:
    rows = "".join(f"2026-11-0{day},{'YES_AUTO' if day > 1 else 'YES_MANUAL'}\n" for day in range(7, 0, -1))
    found = taken(f"Date,Long run\n\n{rows}\n\n", name="Checkmarks.csv")
    assert (words_by_day(found), found.row_count) == ({"2026-11-01": ("long-run",)}, 7)


def test_the_numbers_of_a_habit_with_yes_and_no_are_marks_and_those_of_a_measured_one_amounts() -> None:
    marks = {1: "-3", 2: "-1", 3: "0", 4: "1", 5: "2", 6: "3"}
    amounts = {1: "-3", 2: "-1", 3: "0", 4: "1", 5: "2.5", 6: "1000"}
    rows = "".join(f"2026-11-0{day},{marks[day]},{amounts[day]}\n" for day in marks)
    found = taken(f"Date,Run,Water\n{rows}", name="Checkmarks (1).csv")
    assert words_by_day(found) == {
        "2026-11-06": ("water",),
        "2026-11-05": ("run", "water"),
        "2026-11-04": ("water",),
    }


def test_a_number_beside_named_marks_or_of_a_habit_that_the_zip_lists_as_measured_is_an_amount() -> None:
    found = taken("Date,Run,Water\n2026-11-02,YES_MANUAL,1\n2026-11-01,NO,3\n")
    assert words_by_day(found) == {"2026-11-02": ("run", "water"), "2026-11-01": ("water",)}
    listed = "Position,Name,Type\n001,Run,YES_NO\n002,Water,NUMERICAL\n"
    found = zipped(**{"Habits.csv": listed, "Checkmarks.csv": "Date,Run,Water\n2026-11-02,1,1\n2026-11-01,2,-1\n"})
    assert words_by_day(found) == {"2026-11-02": ("water",), "2026-11-01": ("run",)}


def test_an_entry_is_one_cell_though_its_commas_divide_it() -> None:
    found = taken(
        "Date,Bath,Walk,\n"
        "2026-11-03,Entry(timestamp=2026-11-03, value=-1, notes=ran (5k), fun),"
        "Entry(timestamp=2026-11-03, value=2000, notes=),\n"
        "2026-11-02,Entry(timestamp=2026-11-02, value=2),Entry(timestamp=2026-11-02, value=-1),\n"
        '2026-11-01,"Entry(timestamp=2026-11-01, value=-1)",Entry(timestamp=2026-11-01, value=1000),\n'
    )
    assert found.format == "loop"
    assert words_by_day(found) == {"2026-11-03": ("walk",), "2026-11-02": ("bath",), "2026-11-01": ("walk",)}
    assert (found.rejected, found.cells) == ((), ())
    assert found.unmapped == ("the notes of Bath (1)", "the amounts of Walk")


def test_of_a_column_and_a_folder_the_one_that_records_more_days_is_read() -> None:
    whole = "Date,Long run,Heat,Sedentary,\n2026-11-20,UNKNOWN,YES_MANUAL,,\n2026-11-19,YES_MANUAL,YES_MANUAL,,\n"
    found = zipped(**{
        "Loop Habits CSV__Checkmarks.csv": whole,
        "Loop Habits CSV__001 Long run__Checkmarks.csv": "Date,Value,Notes\n2026-11-20,YES_MANUAL,by the river\n"
        "2026-11-19,YES_MANUAL,\n",
        "Loop Habits CSV__002 Heat__Checkmarks.csv": "Date,Value\n2026-11-20,YES_MANUAL\n",
        "Loop Habits CSV__003 Stairs__Checkmarks.csv": "Date,Value\n2026-11-20,YES_MANUAL\n",
        "__MACOSX__._Checkmarks.csv": "x",
    })
    assert words_by_day(found) == {"2026-11-20": ("long-run", "heat", "stairs"), "2026-11-19": ("long-run", "heat")}
    assert found.unmapped == ("the notes of Long run (1)",)
    assert [each.partition(":")[0] for each in found.remarks] == ["Words of days", "Long run", "Heat"]
    assert found.remarks[1] == (
        "Long run: done on 2 days in Loop Habits CSV/001 Long run/Checkmarks.csv, "
        "on 1 day in Loop Habits CSV/Checkmarks.csv. "
        "The one with more days was read."
    )


def test_a_name_with_a_comma_never_moves_marks_to_another_habit() -> None:
    whole = "Date,Sleep, early,Wärme,\n2026-11-20,NO,YES_MANUAL,\n"
    with pytest.raises(DataError, match="names more habits than any line has marks"):
        taken(whole, name="Checkmarks.csv")
    found = zipped(**{
        "Checkmarks.csv": whole,
        "Habits.csv": HABITS,
        "001 Sleep early__Checkmarks.csv": "Date,Value\n2026-11-20,NO\n2026-11-19,YES_MANUAL\n",
        "002 Wrme__Checkmarks.csv": "Date,Value\n2026-11-20,YES_MANUAL\n",
    })
    assert words_by_day(found) == {"2026-11-20": ("wärme",), "2026-11-19": ("sleep-early",)}
    assert found.remarks[1].endswith("The other files of the zip were read.")


def test_it_is_said_that_a_table_of_a_zip_was_read_in_another_encoding() -> None:
    table = "Date,W\xe4rme\n2026-11-20,YES_MANUAL\n".encode("cp1252")
    found = import_data(archive(**{"Checkmarks.csv": table}), "auto", origin())
    assert words_by_day(found) == {"2026-11-20": ("wärme",)}
    assert found.remarks[-1] == "Checkmarks.csv is not UTF-8, so it was read as Windows-1252: line 1 has 'ä'."


def test_the_table_of_one_habit_needs_the_name_that_its_folder_or_its_file_bears() -> None:
    rows = "Date,Value,Notes\n2026-11-20,YES_MANUAL,\n"
    with pytest.raises(WrongUsage, match="does not name it"):
        taken(rows, name="Checkmarks (2).csv")
    assert words_by_day(taken(rows, name="Checkmarks.csv", Value="effort")) == {"2026-11-20": ("effort",)}
    assert words_by_day(taken(rows, name="Long run.csv")) == {"2026-11-20": ("long-run",)}


@pytest.mark.parametrize(
    ("habit", "why"),
    [("🏃", "no word can be made of it"), ("None", "it would say that something did not happen")],
)
def test_a_habit_that_is_no_word_is_named_and_never_says_that_no_cramp_came(habit: str, why: str) -> None:
    found = taken(f"Date,{habit},Little to drink\n2026-11-20,YES_MANUAL,YES_MANUAL\n")
    assert words_by_day(found) == {"2026-11-20": ("little-drink",)}
    assert found.unmapped == (f"{habit} ({why})",)
    mapped = taken(f"Date,{habit}\n2026-11-20,YES_MANUAL\n", **{habit: "none"})
    assert words_by_day(mapped) == {"2026-11-20": ("none",)}


def test_a_map_of_a_habit_that_is_not_there_is_a_sentence() -> None:
    with pytest.raises(WrongUsage, match=r"nothing called 'Long runn'\. It has: Heat, Long run"):
        taken("Date,Long run,Heat\n2026-11-20,NO,NO\n", "loop", Long_runn="effort")


@pytest.mark.parametrize(
    "table", ["Date,Pain\n2026-11-20,3\n", "Date,Value\n2026-11-20,71.5\n", "Date,Score\n2026-11-20,0.5\n"]
)
def test_a_table_of_dates_and_numbers_is_not_taken_for_habits(table: str) -> None:
    with pytest.raises(WrongUsage, match="says at what time an episode began"):
        taken(table, name="weights.csv")


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (HABITS, "the list of habits"),
        ("Date,Long run,\n2026-11-20,0.5012,\n2026-11-19,0.0000,\n", "how strong each habit was"),
        ("Date,Score\n2026-11-20,0.5012\n", "how strong each habit was"),
    ],
)
def test_the_other_tables_of_the_zip_are_named_with_the_one_to_import(table: str, what: str) -> None:
    with pytest.raises(DataError, match=rf"is from Loop Habit Tracker, but holds {what}\. What was done on which day"):
        taken(table)


def test_names_of_folders_and_habits_never_reach_the_terminal_raw() -> None:
    bad = "x\x1b]0;owned\x07\u202ey"
    rows = "Date,Value,Notes\n2026-11-20,1500,note\n2026-11-19,what\x1b,\nsoon,NO,\n"
    found = zipped(**{
        f"001 {bad}__Checkmarks.csv": rows,
        f"{bad}__Checkmarks.csv": rows,
        "Habits.csv": f"Position,Name,Type\n001,{bad},NUMERICAL\n",
    })
    told = repr((found.rejected, found.cells, found.remarks, found.unmapped, found.left_out, found.records))
    assert len(found.unmapped) == 4
    assert not any(raw in told for raw in ("\\x1b", "\\x07", "\\u202e"))


VALUES = st.sampled_from(["YES_MANUAL", "YES_AUTO", "NO", "SKIP", "UNKNOWN", "", "2", "-3", "1500", "maybe", "-7"])
DATES = st.sampled_from(["2026-11-20", "2026-11-19", "2026-02-30", "", "soon"])


@settings(max_examples=15)
@given(rows=st.lists(st.tuples(DATES, VALUES, VALUES), max_size=8))
def test_every_row_of_a_table_goes_in_or_is_refused_and_every_cell_is_read_or_named(
    rows: list[tuple[str, ...]],
) -> None:
    text = "\n".join(["Date,Run,🏃", *map(",".join, rows)])
    found = taken(text, "loop", name="Checkmarks.csv")
    filled = [row for row in rows if any(row)]
    bad = [row for row in filled if row[0] not in ("2026-11-20", "2026-11-19")]
    assert (found.row_count, len(found.rejected)) == (len(filled), len(bad))
    unread = [cell for row in filled if row not in bad for cell in row[1:] if cell in ("maybe", "-7")]
    assert len(found.cells) == len(unread)
    assert not filled or "🏃 (no word can be made of it)" in found.unmapped


def test_the_marks_of_one_habit_are_read_without_the_header_that_older_versions_left_out() -> None:
    marks = "2026-11-20,2\n2026-11-19,1\n2026-11-18,2\n"
    both = {"2026-11-20": ("nap",), "2026-11-18": ("nap",)}
    assert (
        words_by_day(zipped(**{"Checkmarks.csv": "Date,Nap,\n2026-11-20,2,\n", "001 Nap/Checkmarks.csv": marks}))
        == both
    )
    assert words_by_day(import_data(marks.encode(), "auto", origin("Checkmarks.csv", Value="nap"))) == both
