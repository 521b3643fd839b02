"""Every column of a program's table is used, kept in a note, named, or left out on purpose, whatever the order."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.model.episode import Episode
from tests.episodes.exchange.test_importers import taken

TABLES = {
    "daylio": {"full_date": "2026-11-20", "weekday": "Friday", "time": "7:05 am", "mood": "used",
               "activities": "used | x", "note": "words"},
    "bearable": {"date": "20th Nov 2026", "weekday": "Friday", "time of day": "pm", "category": "Mood",
                 "rating/amount": "6", "detail": "used", "notes": "words"},
    "cluster-headache": {"start_time": "2026-03-01 08:00:00", "end_time": "2026-03-01 09:00:00", "intensity": "7",
                         "medication": "used", "triggers": "used", "notes": "used"},
}  # fmt: skip
USED = {
    "daylio": {"full_date", "mood", "activities"},
    "bearable": {"date", "category", "detail"},
    "cluster-headache": {*TABLES["cluster-headache"]},
}
EXTRA = ("Weather", "étage", "Pressure (hPa)", "mood2")


@settings(max_examples=12)
@given(name=st.sampled_from(sorted(TABLES)), extra=st.sets(st.sampled_from(EXTRA)), order=st.randoms())
def test_every_column_is_used_named_or_left_out(name: str, extra: set[str], order: Random) -> None:
    cells = {**TABLES[name], **dict.fromkeys(extra, "something")}
    columns = sorted(cells)
    order.shuffle(columns)
    found = taken("\n".join((",".join(columns), ",".join(cells[each] for each in columns))))
    assert (found.format, len(found.records)) == (name, 1)
    assert {*found.unmapped, *found.left_out} == {*columns} - USED[name]
    assert "used" in repr(found.records)


@settings(max_examples=5)
@given(extra=st.sets(st.sampled_from(EXTRA)))
def test_migraine_buddy_s_columns_without_a_field_are_kept_in_the_note(extra: set[str]) -> None:
    header = ["#", "Started", "Lasted", "Geohash", *extra]
    found = taken("\n".join((",".join(header), ",".join(["1", "11/17/24 23:50", "1h", "u09", *map(str.upper, extra)]))))
    assert (found.unmapped, found.left_out) == ((), ("Geohash",))
    assert all(f"{each}: {each.upper()}" in repr(found.records) for each in extra)


def test_a_cell_in_which_nothing_was_recorded_or_a_formula_failed_costs_that_cell_alone() -> None:
    tables = (
        "start_time,end_time,intensity,medication,notes\n2026-03-01 08:00:00,,7,#REF!,N/A\n",
        "#,Started,Lasted,Pain Level,Notes,Helpful Relief\n1,2026-03-01 08:00:00,00d 01h 00m,7,N/A,#REF!\n",
        "date,time of day,category,rating/amount,detail,notes\n2026-03-01,8:00 am,Symptom,3,Calf cramp,#REF!\n",
    )
    for table in tables:
        found = taken(table)
        (record,) = found.records
        assert isinstance(record, Episode)
        assert [each.reason for each in found.cells] == ["#REF! is an error of the spreadsheet, not a value."]
        assert (record.tried, record.note) in (((), None), ((), "Bearable: Calf cramp"))
