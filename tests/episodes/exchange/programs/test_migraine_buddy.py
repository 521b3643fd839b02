"""Migraine Buddy: each attack with the offset of its place, in whichever order the phone wrote its dates."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.exchange.importers.detect import import_data
from spasmtui.episodes.exchange.importers.result import RejectedRow, SkippedRow, UnusedCell
from spasmtui.episodes.model.episode import Episode
from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import DateOrder, PreferredOrder
from tests.episodes.exchange.test_importers import BUDDY, fields, origin, taken

HEADER = "#,Started,Lasted,Start UTC Offset (min),Pain Level,Notes\n"


def test_migraine_buddy_s_attacks_come_in_with_their_offset_and_without_their_location() -> None:
    found = taken(BUDDY)
    assert found.format == "migraine-buddy"
    assert [fields(each) for each in found.records] == [
        {
            "started_at": "2024-11-17T23:50:00+01:00",
            "ended_at": "2024-11-18T01:00:00+01:00",
            "pain": 7,
            "triggers": ["Stress", "Dehydration"],
            "tried": [{"remedy": "Massage", "seconds": None, "completed": None}],
            "helped": "some",
            "note": "woke me\ntwice\nAttack Types: Cramp\nAttack Location: Left calf\nSymptoms: Stiffness\n"
            "Somewhat Helpful Medication: Massage\nUnhelpful Medication: Magnesium",
        },
        {"started_at": "2024-11-16T03:05:00-05:00"},
        {"started_at": "2024-11-15T03:05:00+01:00"},
        {"started_at": "2024-11-14T03:05:00+01:00"},
    ]
    assert found.cells == (
        UnusedCell(column="Pain Level", line=9, reason="'11' is not a whole number from 0 to 10."),
        UnusedCell(column="Lasted", line=10, reason="The length 'soon' cannot be read. Write it like 01h 10m."),
    )
    assert found.rejected == (
        RejectedRow(line=8, reason="The start: There is no day '13/40/24' in any calendar. Write it like 2026-11-22."),
    )
    assert found.skipped == tuple(
        SkippedRow(line=line, reason="It stands above the table of attacks.") for line in (1, 2)
    )
    assert found.left_out == ("End UTC Offset (min)", "Geohash")
    assert "u09tv" not in repr(found)


def test_what_becomes_of_attacks_is_said_with_what_the_person_called_them() -> None:
    fate, types = taken(BUDDY).remarks
    assert fate.startswith("4 attacks become episodes without a place and count as cramps. If they were headaches,")
    assert types == "Types of attacks: Cramp 1."


@pytest.mark.parametrize(
    ("rows", "starts"),
    [
        (["5/12/24 23:50", "27/11/24 03:05"], ["2024-12-05T23:50", "2024-11-27T03:05"]),
        (["5/12/24 11:50 PM", "11/27/24 3:05 AM"], ["2024-05-12T23:50", "2024-11-27T03:05"]),
        (["13/11/24 23:50", "05/12/24 03:05"], ["2024-11-13T23:50", "2024-12-05T03:05"]),
        (["27.11.2024 03:05"], ["2024-11-27T03:05"]),
        (["2024-11-27 03:05"], ["2024-11-27T03:05"]),
    ],
)
def test_the_whole_file_decides_whether_the_day_or_the_month_stands_first(rows: list[str], starts: list[str]) -> None:
    found = taken(HEADER + "".join(f"{number},{start},,60,,\n" for number, start in enumerate(rows)))
    assert [fields(each)["started_at"] for each in found.records] == [f"{start}:00+01:00" for start in starts]


def test_dates_that_could_all_be_two_are_asked_back_and_date_order_answers() -> None:
    text = f"{HEADER}1,5/12/24 23:50,,60,,\n"
    with pytest.raises(WrongUsage, match="5 December 2024"):
        taken(text)
    context = replace(origin(), date_order=PreferredOrder(DateOrder.MDY))
    (record,) = import_data(text.encode(), "auto", context).records
    assert fields(record) == {"started_at": "2024-05-12T23:50:00+01:00"}


@pytest.mark.parametrize(
    ("order", "others", "why"),
    [
        (
            None,
            "2,27/11/24 03:05,,60,,\n",
            "day first, as other dates in the file show: 5/12/24 in line 2 is 2024-12-05.",
        ),
        (PreferredOrder(DateOrder.MDY), "", "month first, as --date-order says: 5/12/24 in line 2 is 2024-05-12."),
        (
            PreferredOrder(DateOrder.DMY, "en_GB"),
            "3,6/12/24 03:05,,60,,\n",
            "day first, as en_GB writes them: 5/12/24 in line 2 is 2024-12-05.",
        ),
    ],
)
def test_it_is_said_once_how_dates_were_read_that_could_be_two(
    order: PreferredOrder | None, others: str, why: str
) -> None:
    text = f"{HEADER}1,5/12/24 23:50,,60,,\n{others}"
    found = import_data(text.encode(), "auto", replace(origin(), date_order=order))
    assert found.remarks[1:] == (f"Dates were read {why}",)


def test_an_attack_without_an_offset_is_on_the_clock_of_this_place_and_not_on_that_of_utc() -> None:
    here = replace(origin(), now=datetime(2026, 11, 22, 3, 12, tzinfo=ZoneInfo("America/New_York")))
    found = import_data(f"{HEADER}1,11/17/24 23:50,,,,\n".encode(), "auto", here)
    assert fields(found.records[0]) == {"started_at": "2024-11-17T23:50:00-05:00"}
    assert found.remarks[-1] == "1 attack without an offset was read as local time."


@pytest.mark.parametrize(
    ("offset", "start"),
    [("-300", "2024-11-17T23:50:00-05:00"), ("60.0", "2024-11-17T23:50:00+01:00"), ("x", None), ("9999", None)],
)
def test_an_offset_that_cannot_be_read_stops_its_row(offset: str, start: str | None) -> None:
    found = taken(f"{HEADER}1,11/17/24 23:50,,{offset},,\n")
    assert [fields(each)["started_at"] for each in found.records] == ([start] if start else [])
    assert len(found.rejected) == (0 if start else 1)


def test_what_helped_beside_medicines_counts_and_the_best_grade_is_kept() -> None:
    header = "#,Started,Lasted,Unhelpful Medication,Helpful Non Drug Relief Methods\n"
    (record,) = taken(f"{header}1,11/17/24 23:50,,Tablet,Cold shower\n").records
    assert fields(record, "note")["helped"] == "most"
    assert isinstance(record, Episode)
    assert [each.remedy for each in record.tried] == ["Cold shower"]
    header = "#,Started,Lasted,Somewhat Helpful Medication,Helpful Medication\n"
    (record,) = taken(f"{header}1,11/17/24 23:50,,Tablet,Tea\n").records
    assert (fields(record, "note")["helped"], "Tea" in repr(record)) == ("most", True)


CELL = st.sampled_from(["", "7", "soon", "11"])


@settings(max_examples=15)
@given(rows=st.lists(st.tuples(st.sampled_from(["11/17/24 23:50", "13/40/24 1:00", ""]), CELL, CELL), max_size=5))
def test_every_attack_goes_in_or_is_refused_and_every_cell_is_read_or_named(rows: list[tuple[str, ...]]) -> None:
    text = HEADER + "".join(f"1,{start},{lasted},60,{pain},\n" for start, lasted, pain in rows)
    found = taken(text, "migraine-buddy")
    good = [row for row in rows if row[0] == "11/17/24 23:50"]
    assert (len(found.records), len(found.rejected)) == (len(good), len(rows) - len(good))
    assert len(found.cells) == sum(row[1] == "soon" for row in good) + sum(row[2] in ("soon", "11") for row in good)
