"""The pager: which one, when, and what happens where it cannot be run."""

import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import TextIO

import pytest

from spasmtui.services import Services
from spasmtui.shell import Options, Shell, fits_on_screen
from spasmtui.terminal.interruption import Interrupted
from spasmtui.terminal.printing.pager import pager_command, rows, show_in_pager
from tests.conftest import LIMIT_SECONDS
from tests.support.streams import TerminalStream

LONG = "".join(f"line {number}\n" for number in range(30))


@pytest.fixture(autouse=True)
def window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _stream: os.terminal_size((40, 24)))


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({}, ["less"]),
        ({"PAGER": ""}, None),
        ({"PAGER": "  "}, None),
        ({"PAGER": "cat"}, None),
        ({"PAGER": "more"}, ["more"]),
        ({"PAGER": "'"}, None),
        ({"PAGER": "/opt/less -S"}, ["/opt/less", "-S"]),
        ({"LESS": "-iM"}, ["less", "-R"]),
        ({"LESS": "-iMR"}, ["less"]),
        ({"PAGER": "more", "LESS": "-iM"}, ["more"]),
        ({"PAGER": "sed 's/a/b/' | less"}, ["sh", "-c", "sed 's/a/b/' | less"]),
        ({"PAGER": "~/bin/pg"}, ["sh", "-c", "~/bin/pg"]),
    ],
)
def test_the_pager_is_the_one_of_the_environment(environment: dict[str, str], command: list[str] | None) -> None:
    assert pager_command(environment) == command


def test_a_line_that_is_too_wide_takes_more_rows_and_escapes_take_none() -> None:
    assert rows("a\n\n" + "b" * 41 + "\n\x1b[1m" + "c" * 40 + "\x1b[0m\n" + "漢" * 21 + "\n", 40) == 7


def test_a_text_of_wide_characters_is_never_thought_to_fit_where_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _stream: os.terminal_size((40, 24)))
    assert fits_on_screen("漢" * 20 + "\n" + "b" * 39)
    assert not fits_on_screen(("漢" * 21 + "\n") * 12)


@pytest.mark.parametrize(
    ("pager", "is_shown", "said"),
    [
        ("cat > kept; exit 0", True, ""),
        ("head -n 1 > kept", True, ""),
        ("kill -INT $PPID; cat > kept; exit 2", True, ""),
        ("cat > kept; exit 130", True, ""),
        ("exit 3;", False, "failed with exit code 3. This is the text without it."),
        ("/no/such", False, "could not be run: no such file or directory."),
        ("/no/such $x", False, "failed with exit code 127."),
    ],
)
def test_a_text_is_shown_by_the_pager_or_left_to_be_printed(
    pager: str,
    is_shown: bool,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGER", pager)
    heard: list[str] = []
    before = signal.getsignal(signal.SIGINT)
    assert show_in_pager(LONG, heard.append) is is_shown
    assert signal.getsignal(signal.SIGINT) is before
    assert said in "".join(heard)
    assert bool(heard) is bool(said)
    assert (tmp_path / "kept").exists() is is_shown
    capfd.readouterr()


def test_a_program_that_is_ended_leaves_no_pager_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", f"echo $$ > {tmp_path}/pid; exec cat $TEST_PIPE")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setenv("TEST_PIPE", str(pipe))

    writers, pagers = list[TextIO](), list[subprocess.Popen[bytes]]()

    def ended(process: subprocess.Popen[bytes], _data: bytes) -> None:
        pagers.append(process)
        writers.append(pipe.open("w"))  # it is there by now, and reads on until this is closed
        raise Interrupted(number=15)

    monkeypatch.setattr("subprocess.Popen.communicate", ended)
    late = threading.Timer(LIMIT_SECONDS, lambda: writers[0].close())
    late.start()
    with pytest.raises(Interrupted):
        show_in_pager(LONG, pytest.fail)
    late.cancel()
    writers[0].close()
    assert [each.returncode for each in pagers] == [-signal.SIGTERM]
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_what_fits_needs_no_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "exit 3; # $x")
    assert show_in_pager("one\ntwo\n", pytest.fail) is False
    assert show_in_pager("one\n" * 23, pytest.fail) is False
    heard: list[str] = []  # the prompt behind it needs a row too
    assert (show_in_pager("one\n" * 24, heard.append), len(heard)) == (False, 1)


@pytest.mark.parametrize("refused", ["is_plain", "is_quiet", "wants_json", "has_no_pager", "TERM", "pipe"])
def test_a_pager_is_not_asked_where_it_is_not_wanted(
    refused: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGER", f"cat > {tmp_path}/kept")
    options, out = Options(), TerminalStream()
    if refused == "TERM":
        monkeypatch.setenv("TERM", "dumb")
    elif refused == "pipe":
        monkeypatch.setattr(out, "isatty", lambda: False)
    else:
        setattr(options, refused, True)
    Shell(options, Services(), out).page(LONG.rstrip())
    assert out.getvalue() == LONG
    assert not (tmp_path / "kept").exists()


def test_headings_are_bold_in_the_pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", f"cat > {tmp_path}/kept")
    out, seen = TerminalStream(), list[bool]()
    monkeypatch.setattr(out, "flush", lambda: seen.append((tmp_path / "kept").exists()))
    Shell(Options(), Services(), out).page(f"HEAD\n{LONG}", str.isupper)
    assert seen[:1] == [False]  # what was printed before stands above it
    assert (tmp_path / "kept").read_text() == f"\x1b[1mHEAD\x1b[0m\n{LONG}\n"
