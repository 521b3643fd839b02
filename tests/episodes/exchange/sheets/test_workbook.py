"""Workbooks are read by the types of their cells, within limits; what cannot be used is named."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from spasmtui.episodes.exchange.importers.sheets import workbook
from spasmtui.errors import DataError, WrongUsage
from tests.support.tables import context_of, episodes, read
from tests.support.workbooks import Raw, ods, xlsx, zipped

HEAD = ["Date", "Time", "Place", "Side", "Pain (0-10)", "Duration (min)", "Helped", "Note"]
CRAMPS: list[list[Any]] = [
    ["My cramps"],
    [],
    HEAD,
    [date(2026, 5, 12), time(3, 10), "calf", "left", 7, 4, "some", "woke up"],
    [date(2026, 5, 14), time(23, 50), "foot", "right", 5, 2.5, "most"],
    [date(2026, 5, 15), None, "neck", None, None, None, None, "all day"],
    ["Total", None, 3],
]
Writer = Callable[[Mapping[str, Sequence[Sequence[Any]]]], bytes]
both = pytest.mark.parametrize("write", [xlsx, ods], ids=["xlsx", "ods"])


def noon(day: int) -> datetime:
    return datetime(2026, 5, day, 12)  # noqa: DTZ001 -- a spreadsheet has no zones


@both
def test_the_rows_of_a_sheet_go_in_and_titles_empty_rows_and_totals_are_named(write: Writer) -> None:
    found = read(write({"Cramps": CRAMPS}))
    assert found.format == "sheet"
    assert episodes(found) == [
        {"started_at": "2026-05-12T03:10:00+00:00", "ended_at": "2026-05-12T03:14:00+00:00", "duration_s": 240,
         "place": "calf", "side": "left", "pain": 7, "helped": "some", "note": "woke up"},
        {"started_at": "2026-05-14T23:50:00+00:00", "ended_at": "2026-05-14T23:52:30+00:00", "duration_s": 150,
         "place": "foot", "side": "right", "pain": 5, "helped": "most"},
        {"started_at": "2026-05-15T12:00:00+00:00", "place": "neck", "note": "all day"},
    ]  # fmt: skip
    assert [(each.line, each.reason) for each in found.skipped] == [
        (1, "a title, 'My cramps'"),
        (2, "empty"),
        (7, "a total or an average"),
    ]
    assert [(each.column, each.line) for each in found.cells] == [("Time", 6)]
    assert (found.rejected, found.unmapped) == ((), ())


@both
def test_dates_times_and_lengths_are_read_by_the_types_of_their_cells(write: Writer) -> None:
    rows: list[list[Any]] = [
        ["Started", "Duration"],
        [noon(5), timedelta(hours=25, minutes=10)],
        [noon(6), time(1, 10)],
        [noon(7), "1:10"],
        [noon(8), 4.25],
    ]
    found = read(write({"Sheet1": rows}))
    assert [(each["started_at"], each["duration_s"]) for each in episodes(found)] == [
        ("2026-05-05T12:00:00+00:00", 90_600),
        ("2026-05-06T12:00:00+00:00", 4200),
        ("2026-05-07T12:00:00+00:00", 4200),
        ("2026-05-08T12:00:00+00:00", 255),
    ]


@both
def test_a_number_is_never_taken_for_a_time_of_day(write: Writer) -> None:
    found = read(write({"Sheet1": [["Date", "Time"], [date(2026, 5, 5), 0.25], [46154, time(3, 10)]]}))
    assert [each.line for each in found.rejected] == [2, 3]


@both
def test_a_time_that_was_typed_as_a_text_says_its_half_of_the_day_where_others_do(write: Writer) -> None:
    rows: list[list[Any]] = [
        ["Date", "Time"],
        [date(2026, 5, 5), "3:10 PM"],
        [date(2026, 5, 6), "3:10"],
        [date(2026, 5, 7), time(3, 10)],
    ]
    found = read(write({"Sheet1": rows}))
    assert ([each.line for each in found.rejected], len(found.records)) == ([3], 2)


def test_errors_and_formulas_without_a_value_are_named() -> None:
    error, unknown = Raw('<c r="@" t="e"><v>#N/A</v></c>'), Raw('<c r="@"><f>SUM(A1)</f></c>')
    rows: list[list[Any]] = [["Started", "Pain", "Place"], [noon(5), error, "calf"], [noon(6), unknown, "calf"]]
    found = read(xlsx({"Sheet1": [*rows, [error, 3, "calf"]]}))
    assert [(each.line, each.reason) for each in found.cells] == [
        (2, "#N/A is an error of the spreadsheet, not a value."),
        (3, "It is a formula without a value. Open the file in a spreadsheet, save it, and import that."),
    ]
    assert [each.line for each in found.rejected] == [4]
    shown = Raw(
        '<table:table-cell office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    assert len(read(ods({"Sheet1": [["Started", "Pain"], [noon(5), shown]]})).cells) == 1
    said = "<table:table-cell><office:annotation><text:p>#N/A</text:p></office:annotation></table:table-cell>"
    assert read(ods({"Sheet1": [["Started", "Pain"], [noon(5), Raw(said)]]})).cells == ()


@both
def test_of_several_sheets_the_one_with_episodes_is_read(write: Writer) -> None:
    found = read(write({"Summary": [["Month", "Count"], ["May", 3]], "Cramps": CRAMPS, "Empty": []}))
    assert len(found.records) == 3
    assert found.remarks == ("Read from the sheet 'Cramps'; not read: 'Summary'.",)
    with pytest.raises(
        WrongUsage, match=r"Several sheets of diary\.csv say when .* began: '2025', '2026'\. Name one, such"
    ):
        read(write({"2025": CRAMPS, "2026": CRAMPS}))
    with pytest.raises(WrongUsage, match=r"No sheet of diary\.csv says when an episode began: 'A', 'B'"):
        read(write({"A": [["x"], [1]], "B": [["y"], [1]]}))


def test_a_sheet_can_be_named_and_its_columns_mapped() -> None:
    from dataclasses import replace

    from spasmtui.episodes.exchange.importers.detect import import_data

    data = xlsx({"2025": CRAMPS, "2026": [["When", "How bad"], [noon(5), 7]]})
    columns = {"When": "started_at", "How bad": "pain"}
    assert len(import_data(data, "sheet", replace(context_of(), sheet="2025")).records) == 3
    assert len(import_data(data, "auto", replace(context_of(columns), sheet="2026")).records) == 1
    assert len(import_data(data, "auto", context_of(columns)).records) == 1
    with pytest.raises(WrongUsage, match=r"has no sheet '2024' with a cell\. Its sheets: '2025', '2026'"):
        import_data(data, "sheet", replace(context_of(), sheet="2024"))


def test_a_known_program_s_table_is_recognized_in_a_workbook() -> None:
    rows = [["#", "Started", "Lasted", "Pain Level"], ["1", "11/17/24 23:50", "01h 10m", "7"]]
    assert read(xlsx({"Sheet1": rows})).format == "migraine-buddy"


def test_a_workbook_needs_an_extra_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(WrongUsage, match=r"needs? the extra 'sheets'.*\. Install "):
        read(xlsx({"Cramps": CRAMPS}))


FAR = '<c r="XFD1048576"><v>1</v></c>'
REPEATED = (
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="9000"/>'
    '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="9000"/>'
)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (xlsx({"S": [[Raw(FAR)]]}), "has a sheet of 1,048,576 rows and 16,384 columns, more than an import takes."),
        (ods({"S": [[Raw(REPEATED)]] * 300}), "has a sheet of 223 rows and 18,000 columns, more than an import takes."),
        (ods({"S": [[Raw(f"<a>{'x' * 9999}</a>{REPEATED}")]]}), "is a damaged workbook"),
        (xlsx({"S": [[Raw("<c")]]}), "is a damaged workbook"),
        (xlsx({"S": [["x"] * 501]}), "has a sheet of 501 columns; that is not a table of episodes."),
        (xlsx({"S": []}), "is empty."),
        (zipped({"xl/workbook.xml": "<a/>", "[Content_Types].xml": ""}), "is a damaged workbook"),
        (zipped({"xl/workbook.xml": "<!DOCTYPE a><a/>"}), "has a document type of its own, which no workbook has."),
        (
            zipped({"xl/workbook.xml": "<a/>", "xl/worksheets/s.xml": "<!DOCTYPE a><a/>"}),
            "has a document type",
        ),
        (
            zipped({"xl/workbook.xml": "<?xml version='1.0' encoding='x'?><a/>"}),
            "is a damaged workbook: unknown encoding",
        ),
        (zipped({"xl/workbook.xml": "<a/>", "xl/worksheets/s.xml": "0" * 1_000_001}), "unpacks to more than 1 MB."),
    ],
    ids=[
        "far away",
        "repeated",
        "odd cells",
        "cut off",
        "wide",
        "no cells",
        "no sheets",
        "document type",
        "document type of a sheet",
        "encoding",
        "bomb",
    ],
)
def test_a_workbook_that_is_broken_or_too_large_is_a_sentence(
    data: bytes, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LIMIT_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(DataError, match=r"^diary\.csv ") as refused:
        read(data)
    assert sentence in refused.value.message
