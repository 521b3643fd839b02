"""Hostile text in the diary, on the command line and in paths: no command writes it to the terminal."""

import json
import os
import re
from pathlib import Path

import pytest

from spasmtui.cli import main
from tests.support.hostile import HOSTILE

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
ALL = " | ".join(text for _name, text, _left in HOSTILE)
LEFT = " | ".join(left for _name, _text, left in HOSTILE)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> object:
    def run_it(*words: str) -> tuple[int, str]:
        code = main(list(words))
        printed = capfd.readouterr()
        return code, printed.out + printed.err

    return run_it


@pytest.fixture
def diary(run: object) -> str:
    """A diary with one episode whose note is everything hostile; its id."""
    assert callable(run)
    code, printed = run("log", "add", "calf", "-l", "--pain", "6", "--note", ALL, "--json")
    assert code == 0, printed
    return str(json.loads(printed)["id"])


OUTPUTS = (
    ("log", "list"),
    ("log", "list", "--json"),
    ("log", "show", "ID"),
    ("log", "show", "ID", "--json"),
    ("log", "export", "--format", "csv", "-o", "-"),
    ("log", "export", "--format", "json", "-o", "-"),
    ("log", "export", "--format", "jsonl", "-o", "-"),
    ("log", "export", "--format", "md", "-o", "-"),
    ("log", "export", "--format", "ics", "-o", "-"),
    ("log", "export", "--format", "fhir", "-o", "-"),
    ("report", "--format", "text", "-o", "-"),
    ("report", "--format", "md", "-o", "-"),
    ("report", "--format", "html", "-o", "-"),
    ("insights",),
    ("doctor",),
    ("status",),
    ("status", "--json"),
    ("log", "undo"),
)


@pytest.mark.parametrize("words", OUTPUTS, ids=" ".join)
def test_a_hostile_note_is_printed_without_what_could_control_the_terminal(
    run: object, diary: str, words: tuple[str, ...]
) -> None:
    assert callable(run)
    code, printed = run(*(diary if word == "ID" else word for word in words))
    assert code in (0, 1), printed
    assert UNSAFE.findall(printed.replace("\r\n", "\n")) == []


@pytest.mark.usefixtures("diary")
def test_a_stored_note_is_the_cleaned_text_and_nothing_else(run: object) -> None:
    assert callable(run)
    _code, printed = run("log", "list", "--json")
    assert json.loads(printed)[0]["note"] == LEFT


@pytest.mark.parametrize(
    "words",
    [
        ("relief", "ca\x1b]52;c;aGk=\x07lf", "--plain"),
        ("re\x1b[2Jlief",),
        ("log", "show", "\x9b2J"),
        ("log", "add", "kla\u202ef"),
        ("log", "add", "calf", "--at", "\x1b]0;x\x07"),
        ("log", "import", "/nowhere/\x1b[?1049l.csv"),
        ("guide", "\x1b[2J\x07"),
        ("drink", "--servings", "\x1b[31m4"),
        ("--color", "\x1b[31m", "status"),
        ("report", "--since", "\udcff\x1b"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("form", ["text", "--json"])
def test_an_error_about_hostile_words_is_a_clean_sentence(run: object, words: tuple[str, ...], form: str) -> None:
    assert callable(run)
    code, printed = run(*words, *(["--json"] if form == "--json" else []))
    assert code in (0, 1, 2, 4), printed
    assert printed.strip()
    assert "Traceback" not in printed
    assert UNSAFE.findall(printed) == []


def test_a_hostile_folder_name_in_an_error_is_clean(run: object, tmp_path: Path) -> None:
    assert callable(run)
    folder = os.path.join(tmp_path, "a\x1b]0;title\x07b")
    Path(folder).write_text("a file, not a folder", encoding="utf-8")
    code, printed = run("--data-dir", folder, "log", "list")
    assert code == 4, printed
    assert UNSAFE.findall(printed) == []
