"""One reader for the small files of a person: regular ones, of bounded size, whatever else has their name."""

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from spasmtui.shared.regular_file import EFBIG, EINVAL, MOST_BYTES, decode_text, promptly, read_regular
from tests.support.slow_disk import LIMIT_SECONDS, HangingDisk


def test_a_file_and_a_link_to_one_are_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"a" * 100_000)
    (tmp_path / "link").symlink_to(path)
    assert read_regular(path) == read_regular(str(tmp_path / "link")) == b"a" * 100_000
    path.write_bytes(b"")
    assert read_regular(path) == b""


def test_a_file_that_does_not_tell_its_size_is_read_too() -> None:
    assert read_regular("/proc/self/status").startswith(b"Name:")


def listen(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        # A name of a socket is short: it is bound from its own folder.
        here = os.getcwd()
        os.chdir(path.parent)
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


THINGS: dict[str, tuple[Callable[[Path], object], int]] = {
    "a pipe": (os.mkfifo, EINVAL),
    "a socket": (listen, EINVAL),
    "a folder": (os.mkdir, EINVAL),
    "a link to a device": (lambda path: path.symlink_to("/dev/zero"), EINVAL),
    "a link to itself": (lambda path: path.symlink_to(path.name), 40),
    "2 MB": (lambda path: path.write_bytes(b"1" * 2_000_000), EFBIG),
}


@pytest.mark.parametrize(("make", "number"), THINGS.values(), ids=THINGS)
def test_nothing_else_is_opened(
    make: Callable[[Path], object], number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "thing"
    make(path)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(OSError, match=r"it is|Too many") as raised:
        read_regular(path)
    assert raised.value.errno == number


def test_what_takes_the_name_after_the_look_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, pipe = tmp_path / "file", tmp_path / "pipe"
    path.touch()
    os.mkfifo(pipe)
    real = os.open
    monkeypatch.setattr(os, "open", lambda _path, flags: real(pipe, flags))
    with pytest.raises(OSError, match=r"it is|Too many") as raised:
        read_regular(path)
    assert raised.value.errno == EINVAL


def test_a_file_that_grows_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"1")
    monkeypatch.setattr(os, "read", lambda _descriptor, count: b"1" * count)
    with pytest.raises(OSError, match=r"it is|Too many") as raised:
        read_regular(path, MOST_BYTES)
    assert raised.value.errno == EFBIG


def test_text_has_plain_line_breaks_and_no_byte_order_mark() -> None:
    assert decode_text(b"\xef\xbb\xbfa\r\nb\rc\n") == "a\nb\nc\n"
    assert decode_text(b"\xff", "replace") == "\ufffd"
    with pytest.raises(UnicodeDecodeError):
        decode_text(b"\xff")


def test_what_the_disk_does_in_time_is_returned_or_raised() -> None:
    assert promptly(lambda: 3, None) == 3
    with pytest.raises(FileNotFoundError):
        promptly(lambda: os.stat("/nowhere"), None)


def test_a_disk_that_hangs_is_waited_for_once_and_asked_again_when_it_has_answered(disk: HangingDisk) -> None:
    found: list[str] = []
    disk.hang()
    assert promptly(lambda: found.append(disk.read("first")), "late") == "late"
    # Nothing else is begun meanwhile: it would wait too, and threads would gather.
    assert promptly(lambda: found.append("second"), "late") == "late"
    disk.answer()
    assert promptly(lambda: found, []) == ["first"]


def test_while_the_disk_of_the_diary_hangs_that_of_the_program_is_still_asked(disk: HangingDisk) -> None:
    disk.hang()
    assert promptly(lambda: disk.read("diary"), "late", is_of_another_disk=True) == "late"
    assert promptly(lambda: "diary", "late", is_of_another_disk=True) == "late"
    assert promptly(lambda: "settings", "late", LIMIT_SECONDS) == "settings"
    disk.answer()


def test_work_in_two_threads_at_once_is_no_disk_that_hangs() -> None:
    inner: list[str] = []

    def work() -> str:
        thread = threading.Thread(target=lambda: inner.append(promptly(lambda: "second", "late")))
        thread.start()
        thread.join()
        return "first"

    assert (promptly(work, "late"), inner) == ("first", ["second"])


def test_work_within_work_is_not_waited_for_a_second_time() -> None:
    assert promptly(lambda: promptly(lambda: "inner", "late"), "late") == "inner"
