"""Imports from other programs: each value where it belongs, nothing guessed, nothing twice."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from spasmtui.episodes.exchange.import_text import import_lines
from spasmtui.episodes.exchange.importers.detect import FORMATS, import_data
from spasmtui.episodes.exchange.importers.import_plan import plan_import
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.tables.mapping import FIELDS
from spasmtui.episodes.model.episode import Day, Episode
from spasmtui.episodes.model.json_document import document
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.times.dates import DateOrder, PreferredOrder
from tests.conftest import ROOT, FakeClock
from tests.support.cases import with_each

BUDDY = """\
"Date","Time Period","Description","Notes"
"No ongoing events recorded during this period.","","",""

"#","Started","Lasted","Start UTC Offset (min)","End UTC Offset (min)","Geohash","Attack Types","Attack Location",\
"Pain Level","Affected Activities","Potential Triggers","Symptoms","Helpful Medication",\
"Somewhat Helpful Medication","Unhelpful Medication","Unsure Medication","Notes"
"1","11/17/24 23:50","01h 10m","60","60","u09tv","Cramp","Left calf","7","None","Stress, Dehydration","Stiffness",\
"","Massage","Magnesium","","woke me
twice"
"2","11/16/24 03:05","","-300","-300","u09tv","","","","","","","No medication","","","",""
"3","13/40/24 03:05","","60","60","","","","4","","","","","","","",""
"4","11/15/24 03:05","","60","60","","","","11","","","","","","","",""
"5","11/14/24 03:05","soon","60","60","","","","","","","","","","","",""
"""
CLUSTER = """\
start_time,end_time,intensity,medication,triggers,notes
2026-03-01 08:00:00,2026-03-01 10:30:00,7,Stretching,"Lack of sleep, heat",Morning
2026-03-02 08:00:00 UTC,,,,,
2026-13-45 08:00:00,,7,,,Impossible date
not a date,,7,,,Garbage
2026-03-03 08:00:00,,15,,,Too intense
2026-03-04 08:00:00,2026-03-04 07:00:00,5,,,Backwards
"""
CHECKMARKS = """\
Date,Long run,Reading,
2026-11-20,YES_MANUAL,YES_MANUAL,
2026-11-19,SKIP,UNKNOWN,
"""


def origin(name: str = "file", **columns: str) -> ImportContext:
    mapped = {column.replace("_", " "): field for column, field in columns.items()}
    return ImportContext(name=name, now=FakeClock().now(), device="desk", content=ROOT / "content", columns=mapped)


def taken(text: str, form: str = "auto", name: str = "file", **columns: str) -> ImportResult:
    return import_data(text.encode(), form, origin(name, **columns))


def fields(episode: object, *left_out: str) -> dict[str, object]:
    """What was read, without what every import sets."""
    assert isinstance(episode, Episode)
    rest = ("id", "created_at", "updated_at", "device", "duration_s", "night", *left_out)
    return {name: value for name, value in document(episode).items() if name not in rest and value not in (None, [])}


def archive(**members: str | bytes) -> bytes:
    under = io.BytesIO()
    with zipfile.ZipFile(under, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name.replace("__", "/"), text)
    return under.getvalue()


def test_any_other_table_is_read_by_a_mapping_of_its_columns() -> None:
    text = "When;Where it hurt;How bad;Side;Moon\n2026-11-20 03:10;Quad;8;Left;low\n2026-11-19 3:05;;;;\n"
    found = taken(text, When="started_at", Where_it_hurt="place", How_bad="pain")
    assert [fields(each) for each in found.records] == [
        {"started_at": "2026-11-20T03:10:00+00:00", "place": "thigh", "side": "left", "pain": 8},
        {"started_at": "2026-11-19T03:05:00+00:00"},
    ]
    assert found.unmapped == ("Moon",)


def test_the_fields_that_a_column_can_hold_are_those_they_always_were() -> None:
    always = (
        "started_at", "date", "time", "ended_at", "duration", "place", "side", "kind", "pain", "pain_after",
        "sleep_disturbance", "context", "triggers", "tried", "helped", "note", "distress",
    )  # fmt: skip
    assert [name for name in FIELDS if name in always] == [*always]
    assert not {"id", "signs", "night", "created_at", "updated_at", "device"} & {*FIELDS}


def test_columns_with_telling_names_need_no_mapping() -> None:
    text = (
        "Date,Time,Minutes,Severity,Place,Kind,Context,Helped,Triggers,Notes\n"
        '2026-11-20,03:10,4.5,6/10,toes,Cramp,After exercise,gone,"heat; beer",ow\n'
    )
    assert [fields(each) for each in taken(text, "csv").records] == [
        {
            "started_at": "2026-11-20T03:10:00+00:00",
            "ended_at": "2026-11-20T03:14:30+00:00",
            "place": "foot",
            "kind": "cramp",
            "pain": 6,
            "context": "after-exercise",
            "triggers": ["heat", "beer"],
            "helped": "gone",
            "note": "ow",
        }
    ]


@with_each(
    ("words", "side", "place"),
    [
        ("left calf", "left", "calf"),
        ("Calf (R)", "right", "calf"),
        ("calf l + r", "both", "calf"),
        ("both lower back", "both", "lower-back"),
        ("upper-back", None, "upper-back"),
        ("left", "left", None),
        ("", None, None),
    ],
)
def test_a_side_written_beside_the_place_is_read_as_the_side(words: str, side: str | None, place: str | None) -> None:
    (record,) = taken(f"Day,Clock,Body part (where),Note\n2026-11-20,03:10,{words},x\n").records
    assert isinstance(record, Episode)
    assert (record.side, record.place) == (side, place)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("soon", "The start: 'soon' is not a date with a time of day, such as 2026-11-22 03:10."),
        ("", "The start is missing."),
        ("2046-11-20 03:10", "The start: '2046-11-20 03:10' has not come yet; it is now 2026-11-22 03:12."),
        ("2026-11-20 03:10,,,9d", "It lasts more than a week. Correct its start or its end."),
    ],
)
def test_a_row_that_cannot_be_an_episode_is_rejected_with_a_reason(row: str, reason: str) -> None:
    (rejected,) = taken(f"start,pain,place,lasted,note\n{row},,,,x\n").rejected
    assert (rejected.line, rejected.reason) == (2, reason)


@with_each(
    ("row", "column", "reason"),
    [
        ("11", "pain", "'11' is not a whole number from 0 to 10."),
        ("-1", "pain", "'-1' is not a whole number from 0 to 10."),
        ("bad", "pain", "'bad' is not a whole number from 0 to 10."),
        (",knee", "place", "'knee' is not a place. Places: calf, "),
        (",,soon", "lasted", "The length 'soon' cannot be read. Write it like 01h 10m."),
        (",,," + "x" * 20_001, "note", "A note has at most 20,000 characters; this one has 20,001."),
    ],
)
def test_a_cell_that_cannot_be_used_is_named_and_its_row_goes_in(row: str, column: str, reason: str) -> None:
    found = taken(f"start,pain,place,lasted,note\n2026-11-20 03:10,{row}\n")
    assert [fields(each) for each in found.records] == [{"started_at": "2026-11-20T03:10:00+00:00"}]
    (cell,) = found.cells
    assert (cell.column, cell.line) == (column, 2)
    assert cell.reason.startswith(reason)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({}, "No column of file says when an episode began. Its columns: a, b. Name one, such as"),
        ({"c": "pain"}, "file has no column 'c'. Its columns: a, b."),
        ({"a": "payn"}, "'payn' is not a field. Did you mean 'pain'? Fields: started_at"),
        ({"a": "pain", "b": "pain"}, "Two columns are mapped to pain: 'a' and 'b'. Keep one."),
    ],
)
def test_a_mapping_that_cannot_be_is_a_sentence(columns: dict[str, str], sentence: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        taken("a,b\n1,2\n", **columns)
    assert refused.value.message.startswith(sentence)


@pytest.mark.parametrize(
    "text", [BUDDY, CLUSTER, "start,pain\n2026-11-20 03:10,4\n"], ids=["migraine-buddy", "cluster-headache", "any"]
)
def test_importing_a_foreign_file_twice_adds_nothing_even_when_it_was_edited_between(text: str) -> None:
    first = plan_import(taken(text), [], [])
    stored = [
        replace(each, pain=1, updated_at=each.updated_at + timedelta(days=9))
        for each in first.new
        if isinstance(each, Episode)
    ]
    again = plan_import(taken(text, name="renamed.csv"), stored, [])
    assert (again.records, again.same, again.older) == ((), 0, len(stored))
    unchanged = [each for each in first.new if isinstance(each, Episode)]
    again = plan_import(taken(text), unchanged, [])
    assert (again.records, again.same, again.older) == ((), len(stored), 0)


def test_a_file_that_is_read_in_another_way_than_before_is_told_from_one_that_is_known() -> None:
    table = "date,time,pain\n05/06/2026,03:10,4\n05/06/2026,03:10,4\n"
    first, second = (
        import_data(table.encode(), "auto", replace(origin(), date_order=PreferredOrder(order)))
        for order in (DateOrder.DMY, DateOrder.MDY)
    )
    stored = [each for each in plan_import(first, [], []).new if isinstance(each, Episode)]
    plan = plan_import(second, stored, [])
    assert (len(stored), plan_import(first, [], []).repeated, plan.records, plan.older) == (1, 1, (), 2)
    lines = import_lines(second, plan, 0, "a.csv", is_dry_run=False)
    assert "It makes 2 episodes: 2 in the diary with other contents, which are kept." in lines
    assert "To replace them with what was read now, first undo the import that brought them in." in lines


def test_a_row_whose_columns_stand_in_another_order_has_the_same_id() -> None:
    one, other = (
        taken(text).records for text in ("start,pain\n2026-11-20 03:10,4\n", "pain,start\n4,2026-11-20 03:10\n")
    )
    assert one == other


def test_habits_join_the_words_a_day_has_already() -> None:
    before = Day(
        date="2026-11-20", words=("heat", "effort"), updated_at=datetime(2026, 11, 20, tzinfo=UTC), device="desk"
    )
    reading = taken(CHECKMARKS, "loop", Long_run="effort", Reading="book")
    planned = plan_import(reading, [], [before])
    assert [each.words for each in planned.newer if isinstance(each, Day)] == [("heat", "effort", "book")]
    assert plan_import(taken(CHECKMARKS, "loop", Long_run="effort", Reading=""), [], [before]).same == 1


def test_an_episode_of_the_same_minute_and_place_is_listed_as_perhaps_the_same() -> None:
    reading = taken("start,place\n2026-11-20 03:10,calf\n")
    (record,) = reading.records
    assert isinstance(record, Episode)
    from dataclasses import replace

    there = replace(record, id="other", started_at=record.started_at + timedelta(seconds=40))
    planned = plan_import(reading, [there], [])
    assert (planned.new, planned.alike) == ((record,), ((record, there),))


@with_each("form", [form for form in FORMATS if form not in ("auto", "csv")])
def test_a_file_of_another_format_than_the_one_named_is_a_sentence(form: str) -> None:
    try:
        found = taken("a,b\n1,2\n", form)
    except DataError:
        return
    assert found.rejected
    assert not found.records


def test_a_utf_16_table_of_a_spreadsheet_is_read() -> None:
    text = "start\tpain\tnote\n2026-11-20 03:10\t4\té\n"
    assert [fields(each) for each in import_data(text.encode("utf-16"), "auto", origin()).records] == [
        {"started_at": "2026-11-20T03:10:00+00:00", "pain": 4, "note": "é"}
    ]


def test_escape_bytes_and_bidi_overrides_are_cleaned_away_wherever_they_come_in() -> None:
    bad = "x\x1b]0;owned\x07\u202ey"
    found = taken(f'start,note,triggers,{bad}\n2026-11-20 03:10,"{bad}",{bad},1\n{bad},,,\n')
    told = repr([document(each) for each in found.records if isinstance(each, Episode)]) + repr(found.unmapped)
    assert "\\x1b" not in told
    assert "\\u202e" not in told
    assert "\x1b" not in found.rejected[0].reason
    assert "\u202e" not in found.rejected[0].reason


def test_our_own_table_is_read_after_a_spreadsheet_changed_its_separators() -> None:
    header = "id;started_at;created_at;updated_at;pain;triggers;note;device"
    stamp = "2026-11-20T03:10:00+01:00"
    rows = (
        f"a;{stamp};{stamp};{stamp};4;heat;'=1+1;desk",
        f"b;yesterday;{stamp};{stamp};;;;desk",
        f"c;{stamp};{stamp};{stamp};4.5;;;desk",
    )
    text = "\n".join((f"\ufeff{header}", *rows))
    found = taken(text)
    assert [fields(each) for each in found.records] == [
        {"started_at": stamp, "pain": 4, "triggers": ["heat"], "note": "=1+1"}
    ]
    assert [each.line for each in found.rejected] == [3, 4]


def test_the_name_of_a_file_is_only_for_sentences() -> None:
    assert taken(CLUSTER, name="a").records[0].device == taken(CLUSTER, name="b").records[0].device == "desk"
    assert taken(CLUSTER, name="a").records == taken(CLUSTER, name="b").records


def test_days_and_practices_made_by_hand_need_no_stamps_and_no_id() -> None:
    tables = {
        "episodes": {},
        "days": {"1": {"date": "2026-11-03", "words": ["heat"]}},
        "practices": {
            "1": {"routine": "warm-up", "started_at": "2026-11-03T20:00:00+01:00", "seconds": 60, "completed": True}
        },
    }
    first, again = (import_data(json.dumps(tables).encode(), "auto", origin()) for _ in range(2))
    assert (len(first.records), first.rejected, first.records == again.records) == (2, (), True)
