"""Daylio: moods and activities are words of the day; what an entry says beside is named, and no row is an episode."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.exchange.importers.detect import import_data
from spasmtui.errors import WrongUsage
from tests.episodes.exchange.test_importers import fields, origin, taken
from tests.support.exchange import words_by_day

ENTRIES = """\
full_date,date,weekday,time,mood,activities,scales,note_title,note
2026-11-20,November 20,Friday,11:54 pm,meh,"running | leg cramp | none",,"",""
2026-11-20,November 20,Friday,08:30,rad,"work | running",Energy: 4,"Title","slept <b>badly</b>"
2026-11-19,November 19,Thursday,7:05\u202fAM,bad,"","","",""
2026-02-30,February 30,Monday,7:05 am,bad,"","","",""
"""


def test_moods_and_activities_of_all_entries_of_a_day_are_its_words() -> None:
    found = taken(ENTRIES)
    assert words_by_day(found) == {
        "2026-11-20": ("meh", "running", "leg-cramp", "rad", "work"),
        "2026-11-19": ("bad",),
    }
    assert (found.row_count, [each.line for each in found.rejected]) == (4, [5])
    none = "none (it would say that something did not happen)"
    assert found.unmapped == ("time", "scales", "note_title", "note", none)
    assert found.left_out == ("date", "weekday")


def test_map_chooses_the_word_of_a_mood_or_an_activity_and_leaves_a_column_or_one_of_them_out() -> None:
    found = taken(ENTRIES, mood="", running="effort", work="")
    assert words_by_day(found) == {"2026-11-20": ("effort", "leg-cramp")}
    assert found.left_out == ("date", "weekday", "mood", "work")
    with pytest.raises(WrongUsage, match="can only be left out"):
        taken(ENTRIES, mood="note")
    with pytest.raises(WrongUsage, match="nothing called 'jogging'"):
        taken(ENTRIES, jogging="effort")


def test_a_map_of_the_start_reads_every_entry_as_an_episode() -> None:
    columns = {"full_date": "date", "time": "time", "activities": "triggers"}
    found = import_data(ENTRIES.encode(), "auto", replace(origin(), columns=columns))
    assert found.format == "csv"
    assert [fields(each, "note") for each in found.records][:2] == [
        {"started_at": "2026-11-20T23:54:00+00:00"},
        {"started_at": "2026-11-20T08:30:00+00:00", "triggers": ["work", "running"]},
    ]
    assert [(each.column, each.line) for each in found.cells if "'none' says" in each.reason] == [("activities", 2)]


def test_entries_of_earlier_versions_have_their_year_in_a_column_of_its_own() -> None:
    found = taken('year,date,weekday,time,mood,activities,note\n2018,18 May,Friday,11:54 pm,happy,"clean | cook",""\n')
    assert words_by_day(found) == {"2018-05-18": ("happy", "clean", "cook")}
    assert (found.unmapped, found.left_out) == (("time", "note"), ("weekday",))


def test_a_date_that_a_spreadsheet_has_rewritten_is_read_by_its_day_of_the_week_or_asked_back() -> None:
    header = "full_date,weekday,mood,activities\n"
    assert words_by_day(taken(f"{header}5/12/2025,Friday,ok,\n")) == {"2025-12-05": ("ok",)}
    assert words_by_day(taken(f"{header}5/12/2025,,ok,\n27/11/2025,,ok,\n")).keys() == {"2025-12-05", "2025-11-27"}
    with pytest.raises(WrongUsage, match="5 December 2025 or 12 May 2025"):
        taken(f"{header}5/12/2025,,ok,\n")


def test_a_day_that_has_not_come_anywhere_is_refused() -> None:
    found = taken("full_date,mood,activities\n2026-11-23,ok,\n2026-11-24,ok,\n")
    assert words_by_day(found) == {"2026-11-23": ("ok",)}
    assert [each.reason for each in found.rejected] == ["'2026-11-24' has not come yet; today is 2026-11-22."]


CELL = st.sampled_from(["", "ok", "run | work", "none", "🙂 |🙂"])
DATE = st.sampled_from(["2026-11-20", "2026-02-30", "", "soon"])


@settings(max_examples=15)
@given(rows=st.lists(st.tuples(DATE, CELL, CELL, CELL), max_size=6))
def test_every_row_goes_in_or_is_refused_and_every_column_is_used_or_named(rows: list[tuple[str, ...]]) -> None:
    header = ("full_date", "mood", "activities", "note")
    found = taken("\n".join(map(",".join, (header, *rows))), "daylio")
    filled = [row for row in rows if any(row)]
    good = [row for row in filled if row[0] == "2026-11-20"]
    assert (found.row_count, len(found.rejected)) == (len(filled), len(filled) - len(good))
    names = {name.strip() for row in good for cell in row[1:3] for name in cell.split("|")} - {""}
    used = {*words_by_day(found).get("2026-11-20", ())}
    named = {each.partition(" (")[0] for each in found.unmapped} - {"note"}
    assert used | named == names
    assert "note" in found.unmapped


def test_a_date_that_a_spreadsheet_has_rewritten_in_another_language_is_read() -> None:
    rows = '20. Oktober 2026,meh,\n19 octobre 2026,bad,\n"mar, 18 ago 2026",rad,\n'
    found = taken(f"full_date,mood,activities\n{rows}")
    assert words_by_day(found) == {"2026-10-20": ("meh",), "2026-10-19": ("bad",), "2026-08-18": ("rad",)}
