"""Files that a person names: regular files and the shell's own streams, and nothing that waits."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from spasmtui.errors import DataError
from spasmtui.terminal.named_files import kind_of_special, read_named, stream_of, write_stream
from tests.support.cases import with_each


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"content")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "link to a pipe").symlink_to("pipe")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(tmp_path / "socket"))
        yield tmp_path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pipe", "a named pipe, not a file. "),
        ("link to a pipe", "a named pipe, not a file. "),
        ("socket", "a socket, not a file. "),
        ("folder", "a folder, not a file. Name a file in it. "),
        ("/dev/null", "a device, not a file. "),
        ("/dev/full", "a device, not a file. "),
    ],
)
def test_what_is_no_file_is_named_and_never_opened(
    folder: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_words: object) -> int:
        raise AssertionError("opened")

    monkeypatch.setattr("spasmtui.terminal.named_files.os.open", never)
    with pytest.raises(DataError) as refused:
        read_named(folder / name, most_bytes=100)
    assert refused.value.message == f"{folder / name} is {kind}Nothing was changed."


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = os.stat(folder / "file")
    monkeypatch.setattr("spasmtui.terminal.named_files.os.stat", lambda _path: status)
    with pytest.raises(DataError, match="is a named pipe"):
        read_named(folder / "pipe", most_bytes=100)


def test_a_file_is_read_whole_also_through_a_link(folder: Path) -> None:
    assert read_named(folder / "file", most_bytes=7) == b"content"
    assert read_named(folder / "link", most_bytes=7) == b"content"
    with pytest.raises(DataError, match="more than can be read at once"):
        read_named(folder / "file", most_bytes=6)
    with pytest.raises(DataError, match=r"could not be read: no such file or directory\. Nothing was imported\."):
        read_named(folder / "missing", most_bytes=6, ending="Nothing was imported.")


@with_each(
    ("path", "descriptor"),
    [
        ("/dev/stdin", 0),
        ("/dev/stdout", 1),
        ("/dev/stderr", 2),
        ("/dev/fd/63", 63),
        ("/proc/self/fd/7", 7),
        ("/dev/fd/../sda", None),
        ("/dev/fd/", None),
        ("/dev/full", None),
        ("stdin", None),
    ],
)
def test_the_shells_own_streams_are_known_by_their_names(path: str, descriptor: int | None) -> None:
    assert stream_of(Path(path)) == descriptor


def test_a_stream_that_the_shell_opened_is_read_and_written() -> None:
    reading, writing = os.pipe()
    try:
        write_stream(writing, b"from a process substitution")
        os.close(writing)
        assert read_named(Path(f"/dev/fd/{reading}"), most_bytes=100) == b"from a process substitution"
    finally:
        os.close(reading)
    with pytest.raises(DataError, match="could not be read: bad file descriptor"):
        read_named(Path(f"/dev/fd/{reading}"), most_bytes=100)


def test_only_a_regular_file_has_no_kind(folder: Path) -> None:
    assert kind_of_special(os.stat(folder / "file").st_mode) == ""
    assert kind_of_special(0) == "no regular file"
