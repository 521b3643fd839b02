"""Files among the own routines that no person should write: a sentence with the file's path, and never a trace."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from spasmtui.paths import find_paths
from tests.conftest import Run

STEP = b'title = "Mine"\n[[steps]]\nkind = "hold"\nsay = "Hold."\nseconds = '

FILES: dict[str, bytes | Callable[[Path], object]] = {
    "lists without end": b"a = " + b"[" * 9000,
    "lists in lists": b"a = " + b"[" * 220 + b"]" * 220,
    "more lists in lists": b"a = " + b"[" * 400 + b"]" * 400,
    "a NUL": b"title = '\x00'",
    "Latin-1": b"title = '\xe9'",
    "a number without end": STEP + b"1e400",
    "5,000 digits": STEP + b"9" * 5000,
    "5,000 digits to base 16": STEP + b"0x" + b"f" * 5000,
    "a name twice": b"title = 'a'\ntitle = 'b'",
    "10 MB": b"#" * 10_000_000,
    "a pipe": os.mkfifo,
    "a folder": os.mkdir,
    "a broken link": lambda path: os.symlink("nowhere", path),
    "a link to itself": lambda path: os.symlink(path.name, path),
    "a link to a device": lambda path: os.symlink("/dev/zero", path),
}


@pytest.fixture
def own_file() -> Path:
    path = find_paths(None).config / "routines" / "zz.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize("made", FILES.values(), ids=FILES)
def test_it_is_named_by_its_own_path_and_the_others_are_listed(
    made: bytes | Callable[[Path], object], own_file: Path, here: Run
) -> None:
    if isinstance(made, bytes):
        own_file.write_bytes(made)
    else:
        made(own_file)
    listed = here("relief", "--list")
    assert "night-calf-rescue" in listed.stdout
    assert str(own_file) in listed.stderr
    asked = here("relief", "zz")
    assert asked.returncode in (2, 4)
    assert str(own_file) in asked.stderr


def test_what_notepad_has_written_is_a_routine(own_file: Path, here: Run) -> None:
    own_file.write_bytes(b"\xef\xbb\xbf" + (STEP + b"20\n").replace(b"\n", b"\r\n"))
    listed = here("relief", "--list")
    assert "zz" in listed.stdout
    assert listed.stderr == ""
