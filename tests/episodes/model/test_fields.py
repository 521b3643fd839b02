"""One row a field: an optional field that is added to a copy of the program turns up wherever fields are listed."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spasmtui.episodes.model.episode import Episode
from spasmtui.episodes.model.fields import (
    EPISODE_FIELDS,
    JSON_FIELDS,
    OPTION_ORDER,
    QUESTION_ORDER,
    STORED_FIELDS,
    Field,
    option_fields,
    question_fields,
)
from spasmtui.terminal.sanitize import NOTE_LIMIT
from tests.conftest import LIMIT_SECONDS, ROOT
from tests.support.cases import with_each

ATTRIBUTE = "    sample_score: Score | None = None\n    sample_text: str | None = None\n"
ROWS = """    Field(
        "sample_score", "score", "A score made up for the tests, 0 to 10.", "a score",
        subject="The sample", phrase="sample score", option=Option("--sample-score", "a made-up score", "0-10"),
        question=Question("Sample score", "t for ten"),
    ),
    Field(
        "sample_text", "text", "A text made up for the tests.", "a text", phrase="sample text",
        option=Option("--sample-text", "a made-up text", "TEXT"), question=Question("Sample text", "type"),
    ),
"""
RECORDED: dict[str, Any] = {"sample_score": 7, "sample_text": "wet\nand cold"}


class Copy:
    """A copy of the program with two more fields: `sample_score`, a score, and `sample_text`, a text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "spasmtui", folder / "spasmtui", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "content").symlink_to(ROOT / "content")
        model = folder / "spasmtui" / "episodes" / "model"
        insert(model / "episode.py", ATTRIBUTE, before="    created_at: datetime\n    updated_at: datetime\n")
        insert(model / "fields.py", ROWS, before='    Field("created_at"')

    def evaluate(self, statements: str, expression: str) -> Any:
        """Run statements in a fresh interpreter that imports the copy, and return an expression's JSON value."""
        code = f"{statements}\nimport json\nprint(json.dumps({expression}))"
        return json.loads(self.run("-c", code))

    def run(self, *words: str) -> str:
        """Run the interpreter with the copy first on its path, and return what it printed."""
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
        ended = subprocess.run(
            [sys.executable, *words], capture_output=True, text=True, cwd=self.folder, timeout=LIMIT_SECONDS,
            env={**environment, "COLUMNS": "200"},
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return ended.stdout


def insert(path: Path, text: str, *, before: str) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count(before) == 1, path
    path.write_text(source.replace(before, text + before), encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


EPISODE = f"""
from datetime import datetime
from spasmtui.episodes.model.episode import Episode
start = datetime.fromisoformat("2026-11-22T03:12:00+01:00")
episode = Episode(id="a", started_at=start, created_at=start, updated_at=start, device="desk", **{RECORDED!r})
"""


@pytest.mark.long
def test_a_new_field_is_written_to_json_and_read_from_it(copy: Copy) -> None:
    statements = (
        f"{EPISODE}\nfrom spasmtui.episodes.exchange.importers.validation import validate\n"
        "from spasmtui.episodes.model.json_document import document"
    )
    written, is_same = copy.evaluate(statements, "[document(episode), validate(Episode, document(episode)) == episode]")
    assert {name: written[name] for name in RECORDED} == RECORDED
    assert list(written)[-5:] == ["sample_score", "sample_text", "created_at", "updated_at", "device"]
    assert is_same


@pytest.mark.long
def test_a_new_field_is_shown_by_log_show(copy: Copy) -> None:
    statements = f"{EPISODE}\nfrom spasmtui.episodes.episode_text import format_all_fields"
    lines = copy.evaluate(statements, "format_all_fields(episode)")
    assert lines[-3:] == [
        "a score         7 of 10",
        "a text          wet\n                and cold",
        "id              a",
    ]


def test_a_new_field_is_part_of_the_summary(copy: Copy) -> None:
    statements = f"{EPISODE}\nfrom spasmtui.episodes.episode_text import summary"
    assert copy.evaluate(statements, "summary(episode)") == "Sun 22 Nov 03:12, a score 7, a text wet and cold (a)"


@pytest.mark.long
@pytest.mark.parametrize("command", ["add", "edit"])
def test_a_new_field_is_an_option(copy: Copy, command: str) -> None:
    text = copy.run("-m", "spasmtui", "log", command, "--help")
    assert re.search(r"--sample-score 0-10 +a made-up score", text)


@pytest.mark.long
def test_the_value_of_a_new_option_is_read_by_the_field_s_kind(copy: Copy) -> None:
    statements = (
        "from datetime import datetime\nfrom pathlib import Path\n"
        "from spasmtui.episodes.entry.field_input import clear_fields, read_fields\n"
        "from spasmtui.errors import WrongUsage\n"
        "now = datetime.fromisoformat('2026-11-22T03:12:00+01:00')\n"
        "def read(**typed):\n"
        "    try:\n"
        "        return {k: v for k, v in read_fields(typed, now=now, content=Path('content')).items() if v != now}\n"
        "    except WrongUsage as error:\n"
        "        return error.message\n"
    )
    good, bad, empty = copy.evaluate(
        statements,
        "[read(sample_score='7', sample_text='wet\\n'), read(sample_score='11'), "
        "clear_fields(['sample-score', 'sample-text'])]",
    )
    assert good == {"sample_score": 7, "sample_text": "wet"}
    assert bad == "The sample is a whole number from 0 (none) to 10 (worst), not '11'."
    assert empty == {"sample_score": None, "sample_text": None}


@pytest.mark.long
def test_a_new_field_is_a_line_of_the_form_and_can_be_emptied(copy: Copy) -> None:
    statements = (
        f"{EPISODE}\nfrom pathlib import Path\n"
        "from spasmtui.episodes.entry.form_fields import form_fields, form_values, read_form\n"
        "lines = form_fields(usual=(), routines=(), signs={})[-2:]\n"
        "values = form_values(episode)\n"
        "emptied = {name: value for name, value in values.items() if name != 'sample_score'}\n"
        "changed = read_form(emptied, now=start, content=Path('content'), before=episode)"
    )
    lines, values, changed = copy.evaluate(
        statements, "[[[each.name, each.label, each.kind] for each in lines], values, changed]"
    )
    assert lines == [["sample_score", "Sample score", "score"], ["sample_text", "Sample text", "text"]]
    assert {name: values[name] for name in RECORDED} == {"sample_score": "7", "sample_text": "wet\nand cold"}
    assert changed == {"sample_score": None}


@pytest.mark.long
def test_a_new_text_is_searched(copy: Copy) -> None:
    statements = (
        f"{EPISODE}\nfrom datetime import date\n"
        "from spasmtui.episodes.model.night_rows import night_rows\n"
        "from spasmtui.episodes.model.night_search import Search\n"
        "search = Search(night_rows([episode], (), (), today=date(2026, 11, 21)))"
    )
    assert copy.evaluate(statements, "[len(search.matching(word)) for word in ('cold', 'warm')]") == [1, 0]


@pytest.mark.long
def test_a_new_field_is_recorded_exported_imported_and_cleared(copy: Copy, tmp_path: Path) -> None:
    def spasmtui(*words: str, folder: str = "first") -> str:
        return copy.run("-m", "spasmtui", "--data-dir", str(tmp_path / folder), *words)

    added = json.loads(
        spasmtui("log", "add", "--sample-score", "7", "--sample-text", RECORDED["sample_text"], "--json")
    )
    assert {name: added[name] for name in RECORDED} == RECORDED
    journals = [path.read_text(encoding="utf-8") for path in (tmp_path / "first").rglob("*.jsonl")]
    assert any('"sample_score":7' in journal.replace(" ", "") for journal in journals)
    assert json.loads(spasmtui("log", "list", "--json")) == [added]

    table = list(csv.DictReader(io.StringIO(spasmtui("log", "export", "--format", "csv"))))
    assert (table[0]["sample_score"], table[0]["sample_text"]) == ("7", "wet\nand cold")
    columns = dict(csv.reader(io.StringIO(spasmtui("log", "export", "--columns"))))
    assert columns["sample_score"] == "A score made up for the tests, 0 to 10."
    markdown = spasmtui("log", "export", "--format", "md")
    assert "sample score 7 of 10" in markdown
    assert "sample text wet" in markdown

    for form in ("csv", "json", "jsonl", "tinydb"):
        path = tmp_path / f"diary.{form}"
        spasmtui("log", "export", "--format", form, "-o", str(path))
        result = json.loads(spasmtui("log", "import", str(path), "--json", folder=form))
        assert (result["new"], result["rejected"], result["unmapped"]) == (1, [], []), form
        assert json.loads(spasmtui("log", "list", "--json", folder=form)) == [added], form

    (tmp_path / "foreign.csv").write_text("Day,How,Words\n2026-11-20 03:10,7/10,wet\n", encoding="utf-8")
    maps = ("--map", "Day=started_at", "--map", "How=sample_score", "--map", "Words=sample_text")
    spasmtui("log", "import", str(tmp_path / "foreign.csv"), *maps, folder="foreign")
    (mapped,) = json.loads(spasmtui("log", "list", "--json", folder="foreign"))
    assert (mapped["sample_score"], mapped["sample_text"]) == (7, "wet")

    cleared = json.loads(spasmtui("log", "edit", "last", "--clear", "sample-score", "--json"))
    assert (cleared["sample_score"], cleared["sample_text"]) == (None, RECORDED["sample_text"])


def test_every_attribute_of_an_episode_has_a_row_and_every_row_an_attribute() -> None:
    stored = [field.name for field in STORED_FIELDS]
    assert sorted(stored) == sorted(Episode.__slots__)
    assert len({field.name for field in EPISODE_FIELDS}) == len(EPISODE_FIELDS)


def test_a_field_that_is_not_recorded_has_the_default_that_its_row_names() -> None:
    attributes = Episode.__dataclass_fields__
    defaults = {field.name: field.default for field in STORED_FIELDS if not field.is_required}
    assert {name: attributes[name].default for name in defaults} == defaults


SCHEMA = json.loads((ROOT / "content" / "episode.schema.json").read_text(encoding="utf-8"))["properties"]


def accepted(field: Field) -> object:
    """Return the part of a field's JSON Schema that its kind decides."""
    if field.choices is not None:
        return {"enum": [*field.choices, None]}
    match field.kind:
        case "score":
            return {"$ref": "#/$defs/score"}
        case "moment" if field.is_required:
            return {"$ref": "#/$defs/instant"}
        case "moment":
            return {"anyOf": [{"$ref": "#/$defs/instant"}, {"type": "null"}]}
        case "words":
            array = "array" if field.is_omitted else ["array", "null"]
            return {"type": array, "items": {"type": "string"}}
        case "text":
            return {"type": ["string", "null"], "maxLength": NOTE_LIMIT}
        case "length":
            return {"type": ["integer", "null"], "minimum": 0}
        case _:
            return {}


@with_each("field", JSON_FIELDS, ids=lambda field: field.name)
def test_the_json_schema_accepts_the_values_of_the_field_s_kind(field: Field) -> None:
    expected = accepted(field)
    assert isinstance(expected, dict)
    assert {name: SCHEMA[field.name][name] for name in expected} == expected


def test_the_options_the_form_and_the_json_have_the_orders_they_always_had() -> None:
    assert [field.clear_name for field in option_fields()][: len(OPTION_ORDER)] == [
        "place", "side", "pain", "after", "sleep", "distress", "at", "for", "kind", "context", "trigger", "tried",
        "helped", "sign", "note",
    ]  # fmt: skip
    assert [field.typed_name for field in question_fields()][: len(QUESTION_ORDER)] == [
        "place", "pain", "at", "length", "sleep_disturbance", "context", "triggers", "tried", "helped", "note",
        "pain_after", "distress", "kind", "signs",
    ]  # fmt: skip
    assert {*OPTION_ORDER, *QUESTION_ORDER} <= {field.name for field in EPISODE_FIELDS}


def test_only_the_start_cannot_be_cleared() -> None:
    assert [field.name for field in option_fields() if not field.is_clearable] == ["started_at"]
