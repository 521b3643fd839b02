"""Output that fails: what has been done is said on stderr, and that only the answer could not be shown."""

import errno
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import pytest

from spasmtui.cli import main
from spasmtui.services import Services
from spasmtui.shell import Options, Shell
from tests.conftest import LIMIT_SECONDS, FakeClock, Run

FULL = "no space left on device."
ONLY = f"Only the answer could not be shown: {FULL}"
READERS = (
    ("status",), ("status", "--json"), ("guide", "calf"), ("guide", "--list"), ("log", "list", "--json"), ("log",),
    ("log", "export"), ("insights",), ("report",), ("relief", "--list"), ("drink",), ("drink", "--json"),
    ("--help",), ("help",), ("log", "add", "--help"), ("--version",), ("overview",),
)  # fmt: skip


class Disk(io.RawIOBase):
    """A disk without room, until somebody makes some."""

    is_full = True

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.is_full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return len(data)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[TextIO]:
    """A standard output on a disk without room, while the diary has whatever time it takes."""
    for name in ("DRAIN_SECONDS", "CLOSING_SECONDS"):
        monkeypatch.setattr(f"spasmtui.relief.linear.run.{name}", LIMIT_SECONDS)
    disk = Disk()
    yield io.TextIOWrapper(io.BufferedWriter(disk), encoding="utf-8")
    disk.is_full = False


def in_memory() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def text_of(stream: io.TextIOWrapper) -> str:
    return stream.buffer.getvalue().decode()  # type: ignore[attr-defined, no-any-return]


def said_by(words: tuple[str, ...], out: TextIO, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """The exit code and stderr of a command with this standard output."""
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err := in_memory())
        return main([*words]), text_of(err)


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_an_answer_that_cannot_be_shown_is_one_sentence_and_exit_4(
    words: tuple[str, ...], full: TextIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, said = said_by(words, full, monkeypatch)
    if "--json" in words:
        said = json.loads(said)["error"]["message"] + "\n"
    assert (code, said) == (4, f"The answer could not be shown: {FULL}\n")


CHANGES = (
    ("log add calf -l -p 8 --at 03:10", "Recorded and stored: Sun 22 Nov 03:10, left calf, pain 8, id {id}."),
    ("log edit last -p 3", "Changed and stored: Sun 22 Nov 03:10, left calf, pain 3, id {id}."),
    ("log edit last -p 3", ""),
    ("log undo", "Undone: the change to left calf, Sun 22 Nov 03:10. It now reads: {now} ({short})."),
    ("log redo --json", "Redone: the change to left calf, Sun 22 Nov 03:10. It now reads: {then} ({short})."),
    ("log day heat", "Recorded and stored: 2026-11-22 heat."),
    ("log day", ""),
    ("log import in.json", "1 record imported and stored. `spasmtui log undo` takes all of them back."),
    ("log backup -o kept", "The backup is written. {home}/kept: 6 lines, read back without a fault."),
    ("log restore", "0 records written back."),
    ("log rm last --json", "Deleted: Sun 22 Nov 03:10, left calf, pain 3, id {id}."),
    ("log purge {id} --yes", "Purged, for good: {id}."),
)  # fmt: skip


def test_what_a_command_has_changed_is_said_where_its_answer_cannot_be_shown(
    here: Run, full: TextIO, monkeypatch: pytest.MonkeyPatch, clock: FakeClock, own_home: Path
) -> None:
    monkeypatch.setattr("spasmtui.clock.SystemClock", lambda: clock)
    monkeypatch.chdir(own_home)
    (own_home / "in.json").write_text('[{"id": "x", "started_at": "2026-11-01T03:12:00+01:00"}]', encoding="utf-8")
    known = {"home": str(own_home), "id": ""}
    known |= {"now": "left calf, Sun 22 Nov 03:10, pain 8", "then": "left calf, Sun 22 Nov 03:10, pain 3"}
    outs: list[TextIO] = []
    for line, done in CHANGES:
        clock.advance(1)
        out = io.TextIOWrapper(io.BufferedWriter(full.buffer.raw), encoding="utf-8")  # type: ignore[attr-defined]
        outs.append(out)  # it still holds what it could not write
        code, said = said_by(tuple(line.format_map(known).split()), out, monkeypatch)
        if not known["id"]:
            known["id"] = json.loads(here("log", "list", "--json").stdout)[0]["id"]
            known["short"] = known["id"][:13]
        if "--json" in line:
            said = json.loads(said[said.index("{") :])["error"]["message"]
        expected = f"{done.format_map(known)} {ONLY}" if done else f"The answer could not be shown: {FULL}"
        assert (code, expected in said.splitlines()) == (4, True), (line, said)
    full.buffer.raw.is_full = False  # type: ignore[attr-defined]


def test_danger_is_said_beside_an_answer_that_cannot_be_shown(full: TextIO, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = said_by(("log", "add", "calf", "--note", "chest pain"), full, monkeypatch)
    assert code == 4
    assert said.startswith("Pain or tightness in the chest")
    assert said.endswith(f"{ONLY}\n")


def test_a_routine_whose_lines_cannot_be_shown_is_kept_and_can_be_resumed(
    full: TextIO, monkeypatch: pytest.MonkeyPatch, here: Run
) -> None:
    monkeypatch.setattr(sys, "stdin", in_memory())
    code, said = said_by(("relief", "calf"), full, monkeypatch)
    stored = json.loads(here("log", "list", "--json").stdout)[0]
    assert code == 4
    assert said.startswith("The episode is stored: calf, ")
    assert said.endswith(
        f", id {stored['id']}. The routine is interrupted; `spasmtui resume` goes on with it. {ONLY}\n"
    )


def test_a_routine_that_has_ended_is_stored_where_its_last_lines_cannot_be_shown(
    full: TextIO, monkeypatch: pytest.MonkeyPatch, here: Run
) -> None:
    disk = full.buffer.raw  # type: ignore[attr-defined]
    disk.is_full = False

    def gone(*_: object) -> str:
        disk.is_full = True
        return "g"

    monkeypatch.setattr("spasmtui.relief.linear.stdin.LineReader.wait", gone)
    monkeypatch.setattr("spasmtui.relief.linear.stdin.LineReader.is_closed", False)
    code, said = said_by(("relief", "calf", "--left"), full, monkeypatch)
    stored = json.loads(here("log", "list", "--json").stdout)[0]
    assert (code, stored["ended_at"] is not None) == (4, True)
    assert said.startswith("The episode is stored: left calf, ")
    assert said.endswith(f", id {stored['id']}. {ONLY}\n")


def test_a_backup_that_standard_output_does_not_take_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_stream: int, _data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("spasmtui.episodes.store.maintenance.archive.write_stream", refuse)
    code, said = said_by(("log", "backup", "-o", "-"), in_memory(), monkeypatch)
    assert (code, said) == (
        4, "The backup could not be written to /dev/stdout: no space left on device. The diary is as it was.\n",
    )  # fmt: skip


def test_a_message_that_cannot_be_written_changes_nothing_of_the_answer(
    full: TextIO, monkeypatch: pytest.MonkeyPatch, here: Run
) -> None:
    here("log", "add", "calf", "-q")
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", out := in_memory())
        patch.setattr(sys, "stderr", io.TextIOWrapper(full.buffer, encoding="utf-8", line_buffering=True))
        codes = [main([*words]) for words in (["log", "list", "--limit", "x"], ["log", "rm", "last"], ["log", "list"])]
    assert (codes, text_of(out)) == ([2, 0, 0], "")


def test_danger_goes_to_the_answer_where_stderr_cannot_be_written() -> None:
    options, out = Options(), io.StringIO()
    options.is_quiet = True
    unbuffered = io.TextIOWrapper(io.BufferedWriter(disk := Disk()), encoding="utf-8", line_buffering=True)
    Shell(options, Services(), out, unbuffered).warn("Call 112.")
    options.wants_json = True
    Shell(options, Services(), out, unbuffered).warn("Call 999.")
    assert out.getvalue() == "Call 112.\n"
    disk.is_full = False


def test_a_reader_who_has_gone_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.TextIOWrapper):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    assert said_by(("log", "add", "calf"), Closed(io.BytesIO(), encoding="utf-8"), monkeypatch) == (141, "")
