"""What each format says, checked by the format's own library."""

import csv
import io
import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from tinydb import TinyDB

from spasmtui.episodes.exchange.exporters.csv_format import COLUMNS, dictionary_text, escape_formulas, unescape_formulas
from spasmtui.episodes.exchange.exporters.export import FORMATS, export_records
from spasmtui.episodes.exchange.exporters.phrases import place_phrase
from spasmtui.episodes.model.episode import Context, Episode, Helped, Kind, Side, Tried
from spasmtui.episodes.model.json_document import JSON_NAMES, document
from spasmtui.episodes.model.names import Names
from spasmtui.shared.places import PLACES
from tests.conftest import ROOT, FakeClock
from tests.support.any_diary import diaries
from tests.support.cases import with_each
from tests.support.episodes import episode

NOW = FakeClock().now()
SCHEMA = json.loads((ROOT / "content" / "episode.schema.json").read_text(encoding="utf-8"))
WHOLE = episode(
    "2026-11-22T03:12:00.500000+01:00",
    id="0199aaaa-0000-7000-8000-000000000001",
    ended_at=datetime.fromisoformat("2026-11-22T03:16:00.500000+01:00"),
    place="calf",
    side=Side.LEFT,
    kind=Kind.CRAMP,
    pain=7,
    pain_after=2,
    sleep_disturbance=5,
    context=Context.SLEEP,
    triggers=("effort", "heat"),
    signs=("fever",),
    tried=(Tried(routine="night-calf-rescue", seconds=65, completed=True),),
    helped=Helped.MOST,
    note='say "ah"\n- *twice*; <b>',
)
BARE = episode("2026-11-20T15:00:00-05:00", id="no uuid")


def entries(text: str) -> list[Any]:
    """The events of a calendar."""
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def data(*episodes: Episode, form: str, has_notes: bool = False) -> str:
    return export_records(episodes, form, omits_notes=False, has_notes_in_calendar=has_notes, now=NOW).decode()


@pytest.mark.long
@given(diaries)
@settings(max_examples=8, deadline=None)
def test_every_exported_episode_fits_the_shipped_schema(kept: list[Episode]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    for one in json.loads(data(*kept, form="json")):
        assert list(validator.iter_errors(one)) == []


@with_each(
    "change",
    [
        {"pain": 11}, {"pain": "7"}, {"side": "middle"}, {"place": "knee"}, {"started_at": "2026-11-22T03:12"},
        {"note": "x" * 20_001}, {"tried": [{"routine": "a"}]}, {"triggers": "heat"}, {"helped": "yes"}, {"night": "x"},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_an_import_refuses(change: dict[str, object]) -> None:
    assert list(Draft202012Validator(SCHEMA).iter_errors({**document(WHOLE), **change}))


def test_the_schema_and_the_columns_name_every_field_and_every_place() -> None:
    assert set(SCHEMA["properties"]) == set(JSON_NAMES)
    assert set(SCHEMA["required"]) == set(JSON_NAMES) - {"signs", "distress"}
    assert SCHEMA["properties"]["place"]["enum"] == [*PLACES, None]
    assert {name for name, _ in COLUMNS} == set(JSON_NAMES)
    assert all(place in dict(COLUMNS)["place"] for place in PLACES)


def test_the_csv_is_rfc_4180_with_the_same_columns_for_every_episode() -> None:
    text = data(WHOLE, BARE, form="csv")
    head, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert head == [name for name, _ in COLUMNS]
    assert [len(row) for row in rows] == [len(head)] * 2
    assert dict(zip(head, rows[0], strict=True))["tried"] == "night-calf-rescue 65 completed"
    assert dict(zip(head, rows[0], strict=True))["note"] == 'say "ah"\n\'- *twice*; <b>'
    assert rows[1][5:17] == [""] * 12
    assert all(line.startswith('"') for line in text.split("\r\n")[:2])


def test_the_column_dictionary_is_a_table_of_its_own() -> None:
    rows = list(csv.reader(io.StringIO(dictionary_text(), newline="")))
    assert rows[0] == ["column", "meaning"]
    assert [row[0] for row in rows[1:]] == [name for name, _ in COLUMNS]


def test_the_calendar_has_one_private_entry_an_episode_and_no_note() -> None:
    text = data(WHOLE, BARE, form="ics")
    first, second = entries(text)
    assert str(first["summary"]) == "Left calf cramp"
    assert first["dtstart"].dt == WHOLE.started_at.replace(microsecond=0)
    assert first["dtend"].dt == WHOLE.ended_at.replace(microsecond=0)  # type: ignore[union-attr]
    assert str(first["class"]) == str(second["class"]) == "PRIVATE"
    assert str(first["uid"]) == f"{WHOLE.id}@spasmtui"
    assert "worst pain: 7 of 10" in str(first["description"])
    assert "twice" not in text
    assert (str(second["summary"]), "dtend" in second) == ("Episode", False)


def test_notes_are_in_the_calendar_only_when_they_are_asked_for() -> None:
    (event,) = entries(data(WHOLE, form="ics", has_notes=True))
    assert str(event["description"]).endswith('\n\nsay "ah"\n- *twice*; <b>')


@with_each(
    "note",
    ["x" * 300, "é" * 150, "\\" * 201, "a,b;c\\n " * 40, "🦵" * 60, "line\n" * 50, "a" * 61 + "\\;" * 9],
    ids=["plain", "two bytes", "escaped", "marks", "four bytes", "lines", "at the edge"],
)
def test_a_long_line_of_a_calendar_is_folded_and_reads_back_whole(note: str) -> None:
    text = data(replace(WHOLE, note=note), form="ics", has_notes=True)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert not any((len(line) - len(line.rstrip("\\"))) % 2 for line in text.split("\r\n"))
    (event,) = entries(text)
    assert str(event["description"]).endswith(f"\n\n{note}")


@pytest.mark.long
@given(diaries)
@settings(max_examples=5, deadline=None)
def test_the_bundle_is_valid_fhir_for_any_diary(kept: list[Episode]) -> None:
    bundle = Bundle.model_validate_json(data(*kept, form="fhir"))
    assert bundle.type == "collection"
    assert len(bundle.entry or ()) == len(kept)


def test_an_observation_says_what_was_recorded_and_what_was_not() -> None:
    whole, bare = (entry["resource"] for entry in json.loads(data(WHOLE, BARE, form="fhir"))["entry"])
    assert whole["code"] == {"text": "Muscle cramp episode"}
    assert (whole["status"], whole["category"][0]["coding"][0]["code"]) == ("final", "survey")
    assert whole["effectivePeriod"] == {"start": "2026-11-22T03:12:00+01:00", "end": "2026-11-22T03:16:00+01:00"}
    assert whole["bodySite"] == {"text": "left calf"}
    assert whole["performer"] == [{"type": "Patient", "display": "The person who keeps this diary"}]
    assert whole["note"] == [{"text": WHOLE.note}]
    pain, after, sleep, lasted, *_ = whole["component"]
    assert pain["code"]["coding"][0]["code"] == "72514-3"
    assert pain["valueQuantity"] == {
        "value": 7, "unit": "{score}", "system": "http://unitsofmeasure.org", "code": "{score}"
    }  # fmt: skip
    assert [each["valueQuantity"]["value"] for each in (after, sleep, lasted)] == [2, 5, 4.0]
    assert bare["effectivePeriod"] == {"start": "2026-11-20T15:00:00-05:00"}
    assert {"bodySite", "note"} & set(bare) == set()
    assert [each["dataAbsentReason"]["coding"][0]["code"] for each in bare["component"]] == ["unknown"] * 4


def test_no_code_is_used_that_could_not_be_checked() -> None:
    text = data(WHOLE, form="fhir")
    assert "snomed" not in text.lower()
    assert "icd" not in text.lower()


def test_an_empty_diary_is_an_empty_file_of_every_format() -> None:
    assert (data(form="json"), data(form="jsonl"), data(form="csv").count("\r\n")) == ("[]\n", "", 1)
    assert Bundle.model_validate_json(data(form="fhir")).entry is None
    assert entries(data(form="ics")) == []
    assert data(form="md") == "# Episodes\n\n0 episodes, newest first.\n"


def test_stock_tinydb_opens_the_tinydb_file(tmp_path: Path) -> None:
    path = tmp_path / "diary.json"
    path.write_text(data(WHOLE, BARE, form="tinydb"), encoding="utf-8")
    with TinyDB(path) as database:
        table = database.table("episodes")
        assert [dict(each) for each in table.all()] == [document(WHOLE), document(BARE)]
        assert [each.doc_id for each in table.all()] == [1, 2]


def test_the_markdown_quotes_a_note_as_text() -> None:
    shown = MarkdownIt("commonmark").render(data(WHOLE, BARE, form="md"))
    assert "<blockquote>\n<p>say &quot;ah&quot;\n- *twice*; &lt;b&gt;</p>" in shown
    assert "<strong>03:12</strong> (UTC+01:00) left calf; ended 2026-11-22 03:16; lasted 4 min" in shown
    assert shown.count("<h2>") == 2


def test_both_sides_are_said_as_such() -> None:
    assert place_phrase({"place": "upper-back", "side": "both"}) == "upper back (both sides)"
    assert place_phrase({"place": None, "side": "both"}) == "both sides"
    assert place_phrase({"place": None, "side": None}) == ""


def test_instants_in_a_calendar_are_in_utc() -> None:
    (event,) = entries(data(BARE, form="ics"))
    assert event["dtstart"].dt == BARE.started_at
    assert event["dtstart"].dt.utcoffset() == timedelta()
    assert event["dtstart"].dt.astimezone(UTC).hour == 20


@pytest.mark.parametrize("unit", ["\n", "\t", "\n'", '; "'], ids=ascii)
def test_a_note_of_nothing_but_separators_is_escaped_in_one_pass(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    began = time.process_time()
    escaped = escape_formulas(text)
    assert time.process_time() - began < 1  # each separator through all that follow it took four seconds
    assert unescape_formulas(escaped) == text


def test_files_that_people_read_have_titles_and_all_others_ids() -> None:
    one = episode(tried=(Tried(routine="my-calf"), Tried(routine="old-stretch")))
    names = Names(routines={"my-calf": "Calf, my way"})
    texts = {
        form: export_records([one], form, omits_notes=False, has_notes_in_calendar=False, now=NOW, names=names).decode()
        for form in FORMATS
    }
    for form, text in texts.items():
        has_title = "Calf, my way, old stretch" in text.replace("\r\n ", "").replace("\\,", ",")
        assert has_title is (form in ("md", "ics")), form
        assert ("my-calf" in text) is not has_title, form


def test_a_remedy_and_the_distress_are_in_every_format_for_people() -> None:
    one = episode(tried=(Tried(remedy="wheat bag"), Tried(routine="calf-wall", seconds=65)), distress=4)
    markdown = data(one, form="md")
    assert "wheat bag, Calf stretch at the wall 1 min" in markdown
    assert "distress 4 of 10" in markdown
    assert "wheat bag" in data(one, form="ics").replace("\r\n ", "")
    record = json.loads(data(one, form="fhir"))
    components = record["entry"][0]["resource"]["component"]
    assert {"code": {"text": "Tried"}, "valueString": "wheat bag, calf-wall"} in components
    (distress,) = (each for each in components if each["code"].get("text") == "Distress, 0-10")
    assert distress["valueQuantity"]["value"] == 4
