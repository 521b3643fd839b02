"""The person's own questions: read, written, changed and taken out, in a file that they may edit as well."""

from pathlib import Path

import pytest

from spasmtui.episodes.report.questions import (
    QUESTIONS_LIMIT_BYTES,
    add_question,
    change_question,
    read_questions,
    remove_question,
)
from spasmtui.errors import DataError, NotFound, SpasmError, WrongUsage
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.exchange import run
from tests.support.memory_diary import MemoryDiary


def test_they_are_read_from_their_file_and_the_command(tmp_path: Path) -> None:
    (tmp_path / "questions.txt").write_text("# mine\n\nIs it\tnormal?\x1b[31m\n", encoding="utf-8")
    assert read_questions(tmp_path, ["And now?", " "]) == ("Is it normal?[31m", "And now?")
    assert read_questions(tmp_path / "none") == ()


def test_a_file_in_another_encoding_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "questions.txt").write_bytes(b"caf\xe9")
    with pytest.raises(DataError, match="Save it as UTF-8"):
        read_questions(tmp_path)


def test_a_file_without_end_is_cut_and_no_mistake_for_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "questions.txt"
    path.write_text("x" + "é" * (QUESTIONS_LIMIT_BYTES // 2 + 10_000), encoding="utf-8")
    before = path.read_bytes()
    (question,) = read_questions(tmp_path)
    assert question == "x" + "é" * 49_999
    with pytest.raises(DataError, match="too long to be changed here"):
        add_question(tmp_path, "Another?")
    assert path.read_bytes() == before


def test_a_change_keeps_comments_and_the_other_questions_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "questions.txt"
    assert add_question(path.parent, " Is it\nnormal? ") == ("Is it normal?",)
    path.write_text("# mine\n\nIs it normal?\n  # older\nAnd now?\n", encoding="utf-8")
    add_question(path.parent, "What next?")
    assert change_question(path.parent, 2, "And then?") == "And now?"
    assert remove_question(path.parent, 1) == "Is it normal?"
    assert path.read_text(encoding="utf-8") == "# mine\n\n  # older\nAnd then?\nWhat next?\n"
    assert read_questions(path.parent) == ("And then?", "What next?")


@with_each(
    ("text", "sentence"),
    [
        (" ", "needs a word"),
        ("# not this", "does not begin with #"),
        ("Is it normal?", "there already"),
        ("x" * 301, "at most 300 characters"),
    ],
)
def test_a_text_that_can_be_no_question_says_why(text: str, sentence: str, tmp_path: Path) -> None:
    if not (tmp_path / "questions.txt").exists():
        add_question(tmp_path, "Is it normal?")
    with pytest.raises(WrongUsage, match=sentence):
        add_question(tmp_path, text)
    assert read_questions(tmp_path) == ("Is it normal?",)


@pytest.mark.parametrize("number", [0, 2])
def test_a_number_that_is_not_there_changes_nothing(number: int, tmp_path: Path) -> None:
    add_question(tmp_path, "Is it normal?")
    with pytest.raises(NotFound, match=f"no question {number}"):
        remove_question(tmp_path, number)
    with pytest.raises(NotFound, match=f"no question {number}"):
        change_question(tmp_path, number, "And now?")
    assert read_questions(tmp_path) == ("Is it normal?",)


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SpasmError):
        add_question(tmp_path / "file", "Is it normal?")


def test_the_command_lists_adds_and_removes_them(clock: FakeClock, tmp_path: Path) -> None:
    def questions(*words: str) -> str:
        ended = run("report", "questions", *words, diary=MemoryDiary(clock), clock=clock, config=tmp_path)
        assert ended.code == 0
        return ended.out

    assert questions() == "No questions yet. Add one with: spasmtui report questions --add 'Is it normal?'\n"
    assert questions("--add", "Is it normal?") == "1  Is it normal?\n"
    assert questions("--add", "And now?") == "1  Is it normal?\n2  And now?\n"
    assert questions("--remove", "1") == "1  And now?\n"
    assert questions("--json") == '[\n  "And now?"\n]\n'
    refused = run("report", "questions", "--remove", "x", diary=MemoryDiary(clock), clock=clock, config=tmp_path)
    assert (refused.code, refused.out) == (2, "")
