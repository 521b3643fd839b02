"""Columns of a program's table: left out where `--map` says so, and named where they have no name of their own."""

from dataclasses import replace

import pytest

from spasmtui.episodes.exchange.importers.detect import import_data
from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.errors import WrongUsage
from tests.episodes.exchange.test_importers import BUDDY, fields, origin

CLUSTER = "start_time,end_time,intensity,notes,notes,\n2026-03-01 08:00:00,,7,first,second,x,y\n"


def read(text: str, form: str = "auto", **columns: str) -> ImportResult:
    mapped = {name.replace("__", " "): field for name, field in columns.items()}
    return import_data(text.encode(), form, replace(origin(), columns=mapped))


def test_what_has_no_column_of_its_own_is_named() -> None:
    behind = "cells after the last column (1 row)"
    found = read(CLUSTER)
    assert fields(found.records[0])["note"] == "first"
    assert found.unmapped == ("notes (a second column)", "a column without a name", behind)
    daylio = read("full_date,mood,activities,mood\n2026-11-20,ok,,bad,more\n")
    assert daylio.unmapped == ("mood (a second column)", behind)


def test_map_leaves_a_column_of_a_program_s_table_out() -> None:
    found = read(CLUSTER, notes="")
    assert (found.format, found.left_out) == ("cluster-headache", ("notes",))
    assert "note" not in fields(found.records[0])
    buddy = read(BUDDY, Potential__Triggers="", Geohash="")
    assert (buddy.format, buddy.left_out) == (
        "migraine-buddy",
        ("End UTC Offset (min)", "Potential Triggers", "Geohash"),
    )
    assert "triggers" not in fields(buddy.records[0])


def test_a_field_in_map_makes_it_a_table_like_any_other_unless_the_program_is_named() -> None:
    assert read(CLUSTER, start_time="started_at").format == "csv"
    with pytest.raises(WrongUsage, match="'start_time' can only be left out here"):
        read(CLUSTER, "cluster-headache", start_time="started_at")
    with pytest.raises(WrongUsage, match="has no column 'weather'"):
        read(CLUSTER, "cluster-headache", weather="")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("daylio", "Full_date,Mood,Activities\n2026-11-20,ok,\n"),
        ("bearable", "date,time of day,category,rating/amount,detail\n20th Nov 2026,3:00,Mood,6,Meh\n"),
        ("cluster-headache", "Start_time,End_time,Intensity\n2026-03-01 08:00:00,,7\n"),
    ],
)
def test_a_program_s_table_is_found_below_a_title_and_empty_lines(name: str, table: str) -> None:
    found = read(f"\nMy export,for the doctor\n{table}")
    assert (found.format, len(found.records), found.rejected) == (name, 1, ())
    assert [(each.line, each.reason) for each in found.skipped] == [(2, "It stands above the table.")]
    assert read(table).records == found.records
