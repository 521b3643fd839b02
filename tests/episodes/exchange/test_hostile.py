"""Files that mean harm, or are merely broken: a sentence, nothing written, nothing shown that the terminal obeys."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from spasmtui.episodes.exchange.importers import archive as archive_module
from spasmtui.episodes.exchange.importers.detect import FORMATS, import_data
from spasmtui.episodes.exchange.importers.programs import loop_habits
from spasmtui.episodes.exchange.importers.source import read_file, read_stream
from spasmtui.episodes.model.json_document import document
from spasmtui.errors import DataError, SpasmError
from tests.conftest import FakeClock, Run
from tests.episodes.exchange.test_importers import archive, origin
from tests.support.cases import with_each
from tests.support.episodes import episode
from tests.support.exchange import run
from tests.support.memory_diary import MemoryDiary

GOOD: dict[str, Any] = document(episode())


def line(**changes: Any) -> str:
    return json.dumps({**GOOD, **changes})


WHOLE_FILES = {
    "binary": (b"\x7fELF\0\0\1", "file is a binary file, not an export."),
    "two encodings": (b"start,note\n2026-11-20 03:10,caf\xe9 caf\xc3\xa9\n", "file is not UTF-8 text (line 2)."),
    "half a utf-16": (b"\xff\xfea", "file is not UTF-8 text (line 1)."),
    "not json": (b"[{]", "file is not JSON: "),
    "cut off": (b'[{"id": "a"', "file is not JSON: "),
    "NaN": (b'[{"pain": NaN}]', "file holds NaN, which is not a number."),
    "infinity": (b'[{"pain": -Infinity}]', "file holds -Infinity, which is not a number."),
    "key twice": (b'[{"id": "a", "id": "b"}]', "file has the key 'id' twice in one object."),
    "deep": (b"[" * 200_000, "file is nested too deeply."),
    "deep and closed": (b"[" * 100_000 + b"]" * 100_000, "file is nested too deeply."),
    "long number": (b"[" + b"9" * 5000 + b"]", "file holds a number too long to read."),
    "another json": (b'{"hello": 1}', "file holds no list of episodes."),
    "a number": (b'[1, "a", null]', ""),
    "a journal": (b'{"journal": "episodes", "version": 1}\n', "file is a journal of a diary, not an export."),
    "columns without end": (b"a," * 5000 + b"\n", "file has 5001 columns in line 1"),
    "a cell without end": (b'start,note\n"' + b"x" * 300_000, "file is not a table that can be read"),
    "rows without end": (b"start,pain\n" + b"x,1\n" * 10_001, "file has more than 10,000 rows that cannot be"),
    "numbers without end": (b"[" + b"1," * 10_001 + b"1]", "file has more than 10,000 rows that cannot be read, the"),
    "no zip": (b"PK\x03\x04" + b"\0" * 100, "file is a damaged zip archive"),
    "a zip of something else": (archive(**{"a.txt": "x"}), "file is a zip archive with a.txt, which no import reads."),
    "a zip of nothing": (archive(), "file is an empty zip archive."),
}  # fmt: skip


@pytest.mark.long
@with_each("name", WHOLE_FILES)
def test_a_file_that_cannot_be_read_is_a_sentence_and_exit_4(name: str, clock: FakeClock) -> None:
    data, sentence = WHOLE_FILES[name]
    if name == "a number":
        assert [each.line for each in import_data(data, "auto", origin()).rejected] == [1, 2, 3]
        return
    with pytest.raises(DataError) as refused:
        import_data(data, "auto", origin())
    assert refused.value.message.startswith(sentence)
    assert refused.value.message.endswith(".")
    assert len(refused.value.message) < 300
    diary = MemoryDiary(clock)
    assert run("log", "import", "-", diary=diary, clock=clock, stdin=data).code == 4
    assert diary.kept == {}


@with_each(
    ("changes", "field"),
    [
        ({"id": 5}, "id"),
        ({"started_at": "2026-13-22T03:12:00"}, "started_at"),
        ({"started_at": 1700000000}, "started_at"),
        ({"started_at": "yesterday"}, "started_at"),
        ({"started_at": "9" * 9000}, "started_at"),
        ({"ended_at": "2026-11-20T03:12:00+01:00"}, "It ends before it starts"),
        ({"pain": 11}, "pain"),
        ({"pain": -1}, "pain"),
        ({"pain": True}, "pain"),
        ({"pain": "5"}, "pain"),
        ({"pain": 4.5}, "pain"),
        ({"pain": 10**400}, "pain"),
        ({"side": "left; rm -rf"}, "side"),
        ({"place": "knee"}, "place is 'knee'. It is one of calf"),
        ({"place": "\x1b[31mcalf"}, "place is '[31mcalf'. It is one of calf"),
        ({"triggers": "heat"}, "triggers"),
        ({"triggers": [1]}, "triggers"),
        ({"tried": 5}, "tried"),
        ({"tried": [{"routine": "walk", "seconds": -1, "completed": True}]}, "tried"),
        ({"note": "x" * 20_001}, "note"),
        ({"note": ["a"]}, "note"),
        ({"created_at": 5}, "created_at"),
    ],
)
def test_a_value_no_episode_can_have_is_rejected_with_its_line_and_the_others_go_in(
    changes: dict[str, Any], field: str, clock: FakeClock
) -> None:
    diary = MemoryDiary(clock)
    stdin = f"{line()}\n\n{line(**changes)}\n".encode()
    ended = run("--json", "log", "import", "-", "--from", "jsonl", diary=diary, clock=clock, stdin=stdin)
    assert (ended.code, ended.json["written"]) == (4, 1)
    (rejected,) = ended.json["rejected"]
    assert rejected["line"] == 3
    assert field in rejected["reason"]
    assert len(rejected["reason"]) <= 240
    assert "\x1b" not in rejected["reason"]


def test_a_file_larger_than_the_limit_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(10**12)
    with pytest.raises(DataError, match=r"huge.json has more than 1 MB, more than can be read at once. Split it."):
        read_file(path, limit_bytes=1_000_000)
    with pytest.raises(DataError, match="has more than 1 MB"):
        read_stream(io.BytesIO(b"x" * 1_000_001), "Standard input", limit_bytes=1_000_000)


def test_a_file_of_nothing_but_brackets_or_line_breaks_is_refused_before_it_fills_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("spasmtui.episodes.exchange.importers.strict_json.MOST_BRACKETS", 100)
    with pytest.raises(DataError, match="file holds more objects than a diary can have"):
        import_data(b"[" + b"[]," * 100 + b"[]]", "auto", origin())
    monkeypatch.setattr("spasmtui.episodes.exchange.importers.own_json.MOST_LINES", 100)
    with pytest.raises(DataError, match="file has more than 100 lines"):
        import_data(b"\n" * 101, "jsonl", origin())
    monkeypatch.setattr("spasmtui.episodes.exchange.importers.csv_table.MOST_ROWS", 100)
    with pytest.raises(DataError, match="file has more than 100 rows"):
        import_data(b"start\n" + b"\n" * 101, "csv", origin())


def test_a_zip_bomb_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_habits, "LIMIT_UNPACKED_BYTES", 1_000_000)
    bomb = archive(**{"a__Checkmarks.csv": "0" * 600_000, "b__Checkmarks.csv": "0" * 600_000})
    assert len(bomb) < 5000
    with pytest.raises(DataError, match="file unpacks to more than 1 MB"):
        import_data(bomb, "auto", origin())


def test_a_zip_of_thousands_of_files_and_a_locked_one_are_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "MOST_MEMBERS", 3)
    with pytest.raises(DataError, match="file holds 4 files"):
        import_data(archive(a="", b="", c="", d=""), "auto", origin())
    packed = bytearray(archive(**{"Checkmarks.csv": "Date,A\n"}))
    packed[6] |= 1
    packed[packed.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(DataError, match="file is a damaged zip archive"):
        import_data(bytes(packed), "auto", origin())


def test_a_zip_is_only_read_as_what_a_zip_can_be() -> None:
    with pytest.raises(DataError, match=r"file is a zip archive of loop, not json\. Leave --from out"):
        import_data(archive(**{"Checkmarks.csv": "Date,A\n"}), "json", origin())


@pytest.mark.parametrize("path", ["missing.json", "folder", "/dev/null"])
def test_what_is_no_file_is_a_sentence_that_names_it(path: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataError, match=path):
        read_file(tmp_path / path)


def test_a_file_nobody_may_read_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x\0y"
    with pytest.raises(DataError, match="could not be read"):
        read_file(path)


@with_each("seed", range(60))
def test_random_bytes_are_never_more_than_a_sentence(seed: int) -> None:
    import random

    chance = random.Random(seed)
    begins = [
        b"",
        b"[",
        b"{",
        b"PK\x03\x04",
        b"id,started_at,created_at,updated_at\n",
        b'"#","Started","Lasted"\n',
        b"Date,Value\n",
    ]
    letters = b'[]{}":,;\n\r\t\\ue\xff\x00\x1b 0129aT-+.' if seed % 2 else bytes(range(256))
    data = chance.choice(begins) + bytes(chance.choices(letters, k=chance.randrange(200)))
    for form in FORMATS:
        refused: SpasmError | None = None
        try:
            import_data(data, form, origin())
        except SpasmError as error:
            refused = error
        if refused is not None:
            assert refused.exit_code in (2, 4)
            assert refused.message.endswith(".")


OBEYED = set("\x1b\x07\u202e\x9b")


def test_hostile_names_and_notes_reach_no_terminal(here: Run, tmp_path: Path, clock: FakeClock) -> None:
    bad = "\x1b]0;owned\x07\u202e\x9b31m"
    path = tmp_path / f"a{bad}b.jsonl"
    path.write_text(f"{line(note=bad, **{bad: 1})}\n{line(id='b', place=bad)}\n", encoding="utf-8")
    ended = here("log", "import", str(path))
    assert (ended.returncode, "Written: 1." in ended.stdout) == (4, True)
    assert not set(ended.stdout + ended.stderr) & OBEYED
    for words in (("--json", "log", "import", str(path)), ("log", "import", f"{path}x")):
        inside = run(*words, diary=MemoryDiary(clock), clock=clock)
        assert inside.code == 4
        assert not set(inside.out) & OBEYED


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "md", "ics", "fhir", "tinydb"])
def test_a_note_that_got_into_the_diary_by_another_way_is_cleaned_on_the_way_out(form: str, clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [episode(note="\x1b]0;owned\x07\u202e\x9b31m", place="calf")])
    out = run("log", "export", "--format", form, "--with", "note", diary=diary, clock=clock).out
    assert "owned" in out
    assert not set(out) & OBEYED


def test_a_zip_with_a_lying_size_is_not_believed() -> None:
    packed = bytearray(archive(**{"Checkmarks.csv": "Date,A\n" + "2026-11-20,NO\n" * 1000}))
    at = packed.rindex(b"PK\x01\x02") + 24
    packed[at : at + 4] = (1 << 31).to_bytes(4, "little")
    assert zipfile.is_zipfile(io.BytesIO(packed))
    refused = ""
    try:
        records = import_data(bytes(packed), "auto", origin()).records
    except DataError as error:
        records, refused = (), error.message
    assert records == ()
    assert not refused or "damaged zip" in refused
