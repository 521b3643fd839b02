"""The mapping of a table can be looked at, changed and tried on its first rows before anything is read."""

from dataclasses import replace

import pytest

from spasmtui.episodes.exchange.importers.detect import open_data
from spasmtui.episodes.exchange.importers.tables.reader import OpenTable, read_mapped, sample_rows
from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import DateOrder
from tests.support.tables import context_of, episode, episodes, read
from tests.support.workbooks import xlsx

TABLE = (
    "Date,Time,How bad,Town\n5/11/2026,03:10,7,Berlin\n,,,\n6/11/2026,03:10,8.5,Berlin\n7/11/2026,x,1,\n"
    "8/11/2026,1:00,1,\n"
)


def opened(data: bytes) -> OpenTable:
    table = open_data(data, "auto", context_of()).unknown_table(context_of())
    assert table is not None
    return table


def test_a_mapping_says_what_each_column_is_and_can_be_changed() -> None:
    table = opened(TABLE.encode())
    assert [(each.heading, each.field) for each in table.mapping.columns] == [
        ("Date", "date"), ("Time", "time"), ("How bad", "pain"), ("Town", "")
    ]  # fmt: skip
    changed = table.with_column("How bad", "pain:0-10").with_column("Town", "").with_date_order(DateOrder.DMY)
    assert [each.unit for each in changed.mapping.columns] == ["", "", "0-10", ""]
    assert (changed.mapping.left_out, changed.mapping.unmapped) == (("Town",), ())
    assert len(episodes(read_mapped(changed, context_of()))) == 3


def test_three_rows_are_read_as_the_import_would_read_them() -> None:
    with pytest.raises(WrongUsage, match="Say --date-order dmy or mdy"):
        sample_rows(opened(TABLE.encode()), context_of())
    first, second, third = sample_rows(opened(TABLE.encode()).with_date_order(DateOrder.DMY), context_of())
    assert (first.line, first.fields["started_at"].isoformat(), first.fields["pain"]) == (
        2,
        "2026-11-05T03:10:00+00:00",
        7,
    )
    assert (second.line, [each.column for each in second.unused]) == (4, ["How bad"])
    assert (third.line, third.reason) == (5, "The start: 'x' is not a time of day, such as 03:10.")


def test_a_field_that_moves_to_another_column_leaves_the_one_that_was_guessed() -> None:
    table = opened(b"start,Pain,Worst\n2026-11-20 03:10,7,9\n").with_column("Worst", "pain")
    assert [each.field for each in table.mapping.columns] == ["started_at", "", "pain"]
    with pytest.raises(WrongUsage, match="Two columns are mapped to pain: 'Worst' and 'Pain'"):
        table.with_column("Pain", "pain")
    assert [each.field for each in table.with_column("Worst", "").with_column("Pain", "pain").mapping.columns][
        1
    ] == "pain"


def test_a_sheet_is_looked_at_like_any_table_and_a_known_program_s_file_is_not() -> None:
    table = opened(xlsx({"A": [["x"]], "B": [["Started", "Pain"], ["2026-11-20 03:10", 7]]}))
    assert table.mapping.headings_of("pain") == ("Pain",)
    assert table.remarks == ("Read from the sheet 'B'; not read: 'A'.",)
    known = open_data(b"start_time,end_time,intensity\n", "auto", context_of())
    assert known.unknown_table(context_of()) is None
    assert open_data(b"[]", "auto", context_of()).unknown_table(replace(context_of(), name="x")) is None


def test_what_a_person_adds_to_the_note_has_its_heading_before_it() -> None:
    table = "start,Notes,Medication\n2026-11-20 03:10,ow,tablet\n"
    assert episode(table, {"Medication": "note"})["note"] == "ow\nMedication: tablet"
    assert episode("start,Medication,Notes\n2026-11-20 03:10,a,b\n", {"Medication": "note"})["note"] == "a\nb"


def test_a_unit_that_a_field_cannot_have_is_a_sentence() -> None:
    said = {"pain:min": "Its unit is a scale", "started_at:parsec": "Its unit is a zone", "place:m": "It has no unit."}
    for field, hint in said.items():
        with pytest.raises(WrongUsage, match=hint):
            read("Moment,x\n2026-11-20 03:10,a\n", {"x": field})


def test_an_end_is_never_offered_as_a_start() -> None:
    with pytest.raises(WrongUsage, match=r"Its columns: End time, Duration\. Add one\.$"):
        read("End time,Duration\n2026-11-20 03:10,4\n")


def test_a_day_of_the_end_that_has_its_time_of_day_is_the_end() -> None:
    table = "Date Started,Date Ended\n2026-11-20 23:50,2026-11-21 00:10\n"
    assert episode(table) == {
        "started_at": "2026-11-20T23:50:00+00:00",
        "ended_at": "2026-11-21T00:10:00+00:00",
        "duration_s": 1200,
    }
