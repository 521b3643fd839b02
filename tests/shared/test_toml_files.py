"""Every fault of a TOML file is one sentence that names the file, and the line where there is one."""

import os
from pathlib import Path

import pytest

from spasmtui.errors import DataError, FileMissing, InvalidFile
from spasmtui.shared.toml_files import REINSTALL, parse_toml, read_text, read_toml


def test_a_document_is_read_with_numbers_as_they_are_written_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "drink.toml"
    path.write_text("amount = 0.10\n", encoding="utf-8")
    assert read_toml(path) == {"amount": 0.1}
    assert read_toml(path, parse_float=str) == {"amount": "0.10"}


@pytest.mark.parametrize("path", ["none.toml", "file.toml/none.toml"])
def test_a_missing_file_does_not_exist(path: str, tmp_path: Path) -> None:
    (tmp_path / "file.toml").write_text("", encoding="utf-8")
    with pytest.raises(FileMissing) as raised:
        read_toml(tmp_path / path)
    assert raised.value.message == f"{tmp_path / path} does not exist."


@pytest.mark.parametrize(
    ("content", "sentence", "line"),
    [
        (b"a = 1\nb = \xff\n", "is not UTF-8 text (line 2).", 2),
        (b"a = 1\n\n[open\n", "is not valid TOML: Expected ']' at the end of a table declaration (at line 3", 3),
        (b"a = 1\nb = [", "is not valid TOML: Invalid value (at end of document).", None),
        (b"a = " + b"[" * 5000, "is not valid TOML: ", None),
        (b"a = " + b"9" * 5000, "is not valid TOML: ", None),
    ],
    ids=["not UTF-8", "an open table", "an open list", "nested without end", "digits without end"],
)
def test_content_that_is_no_toml_is_named_with_its_line(
    content: bytes, sentence: str, line: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(InvalidFile) as raised:
        read_toml(path)
    assert raised.value.message.startswith(f"{path} {sentence}")
    assert raised.value.line == line


def test_a_folder_and_a_pipe_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(DataError) as raised:
            read_text(path)
        assert raised.value.message == f"{path} is not a regular file."


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_has_the_reason_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "closed.toml"
    path.touch(mode=0)
    with pytest.raises(DataError) as raised:
        read_toml(path)
    assert raised.value.message == f"{path} could not be read: Permission denied."


def test_advice_ends_every_message(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[", encoding="utf-8")
    for path in (tmp_path, tmp_path / "none.toml", tmp_path / "broken.toml"):
        with pytest.raises(DataError) as raised:
            read_toml(path, advice=REINSTALL)
        assert raised.value.message.endswith(". Install spasmtui again.")


def test_a_part_of_a_file_is_parsed_under_the_name_it_is_given() -> None:
    with pytest.raises(InvalidFile) as raised:
        parse_toml("a = ", "calf.md: the front matter")
    assert raised.value.message.startswith("calf.md: the front matter is not valid TOML: Invalid value")
    assert raised.value.exit_code == 4
