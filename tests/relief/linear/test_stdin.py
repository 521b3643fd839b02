"""Lines that are typed on a terminal, and the ways in which no more of them come."""

import os
from pathlib import Path

import pytest

from spasmtui.relief.linear.stdin import MOST_BYTES, LineReader

LIMIT_SECONDS = 30


@pytest.mark.parametrize("typed", [b"\x04", b"b\x04\x04"])
def test_ctrl_d_leaves_as_in_the_menus_and_more_can_be_typed_after_it(typed: bytes) -> None:
    master, slave = os.openpty()
    reader = LineReader(slave)
    os.write(master, typed)
    lines = [reader.wait(LIMIT_SECONDS) for _ in typed[::2]]
    assert (lines, reader.is_closed) == ((["q"], False) if len(lines) == 1 else (["b", "q"], False))
    os.write(master, b"g\n")
    assert reader.wait(LIMIT_SECONDS) == "g"
    os.close(master)
    os.close(slave)


def test_a_terminal_that_was_closed_has_no_more_lines() -> None:
    master, slave = os.openpty()
    reader = LineReader(slave)
    os.close(master)
    assert (reader.wait(LIMIT_SECONDS), reader.is_closed) == (None, True)
    os.close(slave)


def test_the_end_of_a_pipe_leaves_nothing() -> None:
    read, write = os.pipe()
    os.write(write, b"g\nhalf")
    os.close(write)
    reader = LineReader(read)
    assert [reader.wait(seconds) for seconds in (LIMIT_SECONDS, LIMIT_SECONDS, 0)] == ["g", "half", None]
    assert reader.is_closed
    os.close(read)


def test_what_follows_a_line_that_is_too_long_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"y" * (3 * MOST_BYTES) + b"\ng\n")
    with path.open("rb") as file:
        reader = LineReader(file.fileno())
        long, following = reader.wait(LIMIT_SECONDS), reader.wait(LIMIT_SECONDS)
    assert long is not None
    assert (len(long) < 2 * MOST_BYTES, following) == (True, "g")
