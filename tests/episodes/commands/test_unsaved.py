"""However an episode fails to be saved: exit 4, a sentence with path and reason, and nothing is lost."""

import fcntl
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spasmtui.episodes.store.unsaved.kept_files import find_kept_files
from spasmtui.launcher.locations import find_folders
from spasmtui.relief.linear.stdin import LineReader
from spasmtui.shell import Shell
from tests.conftest import LIMIT_SECONDS, ROOT, Run
from tests.support.store.faults import FaultyDisk

JOURNALS = "spasmtui.episodes.store.journal.journal_set"
Break = Callable[[str], None]
Types = Callable[[str], None]


@pytest.fixture
def state() -> Path:
    return Path(find_folders("", os.environ, "linux").state)


@pytest.fixture
def breaks(state: Path) -> Iterator[Break]:
    """Break the disk under the diary, or hold its lock, until the text is empty."""
    with pytest.MonkeyPatch.context() as patch:
        held: list[int] = []

        def break_it(how: str) -> None:
            patch.undo()
            while held:
                os.close(held.pop())
            if how == "lock":
                state.mkdir(parents=True, exist_ok=True, mode=0o700)
                held.append(os.open(state / "lock", os.O_RDWR | os.O_CREAT, 0o600))
                fcntl.flock(held[0], fcntl.LOCK_EX)
                patch.setattr(f"{JOURNALS}.LIMIT_SECONDS", 0)
            elif how:
                patch.setattr(f"{JOURNALS}.Disk", lambda: FaultyDisk(how, 0))

        yield break_it
        break_it("")


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Let relief read what is typed: all of it at once, and then nothing more."""

    def type_in(text: str) -> None:
        reading, writing = os.pipe()
        os.write(writing, text.encode())
        monkeypatch.setattr(LineReader.__init__, "__defaults__", (reading,))

    return type_in


FAULTS = ("full for good", "error for good", "read-only", "lock")
WAYS = {
    "log add": (("log", "add", "foot", "-l", "--note", "It woke me."), "", ("foot", None, False)),
    "relief to its end": (("relief", "calf", "-l", "--plain"), "g\n3 most\n", ("calf", "most", False)),
    "relief that is left": (("relief", "calf", "-l"), "q\n", ("calf", None, True)),
}


@pytest.mark.parametrize(
    ("fault", "way"),
    # Each fault and each way; those pairs that say little more are for `pytest -m hammer`.
    [
        pytest.param(fault, way, marks=() if (fault == FAULTS[number]) or fault == "lock" else pytest.mark.hammer)
        for number, way in enumerate(WAYS)
        for fault in FAULTS
    ],
)
def test_an_episode_that_cannot_be_saved_is_exit_4_and_in_the_diary_after_the_next_command(
    here: Run, breaks: Break, types: Types, state: Path, fault: str, way: str
) -> None:
    words, typed, (place, helped, is_open) = WAYS[way]
    breaks(fault)
    types(typed)
    ended = here(*words)
    (path,) = find_kept_files(str(state))
    assert ended.returncode == 4
    assert ended.stderr.count("Not saved: ") == 1
    assert f" is kept in {path} and goes into the diary at the next start" in ended.stderr.replace("It is", " is")
    assert str(state) in ended.stderr.partition(" is kept ")[0]
    breaks("")
    assert json.loads(here("status", "--json").stdout)["unsaved"] == {"count": 1, "paths": [path]}
    assert "1 not saved, see spasmtui doctor" in here("status").stdout
    listed = here("log", "list", "--json")
    assert listed.stderr.endswith(", which could not be saved before, is in the diary now.\n")
    (episode,) = json.loads(listed.stdout)
    assert (episode["place"], episode["helped"], episode["side"]) == (place, helped, "left")
    opened = json.loads(here("status", "--json").stdout)
    assert (opened["open_episode"] is not None, "unsaved" in opened) == (is_open, False)
    assert here("log", "list", "--json").stderr == ""


def test_where_nothing_can_be_kept_the_line_that_records_it_can_be_pasted(
    here: Run, breaks: Break, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks("full for good")
    with monkeypatch.context() as patch:
        patch.setattr("spasmtui.episodes.store.unsaved.kept_record.kept_folders", lambda _: [])
        ended = here("log", "add", "foot", "--pain=3", "--note=It's $5.\n-q", "--data-dir", "other place")
        assert (ended.returncode, ended.stdout) == (4, "")
        told, line = ended.stderr.rstrip("\n").split("paste this:\n")
        assert told.endswith("It could not be kept anywhere else. To record it later, ")
        as_json = here("log", "add", "foot", "--json")
        assert json.loads(as_json.stderr)["error"]["message"].count("spasmtui log add foot --at=") == 1
    breaks("")
    program, *words = shlex.split(line)
    assert (program, here(*words).returncode) == ("spasmtui", 0)
    (episode,) = json.loads(here("log", "list", "--json", "--data-dir", "other place").stdout)
    assert (episode["place"], episode["pain"], episode["note"]) == ("foot", 3, "It's $5.\n-q")


def test_doctor_names_what_is_kept_and_what_was_damaged(here: Run, breaks: Break, state: Path) -> None:
    breaks("lock")
    here("log", "add", "foot")
    (path,) = find_kept_files(str(state))
    (state / "unsaved-2.json").write_bytes(b"{")
    (checkup,) = (each for each in json.loads(here("doctor", "--json").stdout) if each["check"] == "Not saved")
    assert checkup["ok"] is False
    kept, broken = checkup["lines"]
    assert f"is kept in {path} and goes" in kept
    assert broken.endswith(f"It is now {state}/unsaved-2.json.broken.")
    breaks("")
    assert here("log", "list").returncode == 0
    (checkup,) = (each for each in json.loads(here("doctor", "--json").stdout) if each["check"] == "Not saved")
    assert checkup["lines"] == [broken]


def test_a_purge_of_an_episode_that_was_kept_leaves_nothing_of_it(here: Run, breaks: Break, own_home: Path) -> None:
    breaks("lock")
    here("log", "add", "foot", "--note", "Dreamt of the old house.")
    breaks("")
    (episode,) = json.loads(here("log", "list", "--json").stdout)
    assert here("log", "purge", episode["id"], "--yes").returncode == 0
    held = [path for path in own_home.rglob("*") if path.is_file() and b"old house" in path.read_bytes()]
    assert (held, here("log", "list", "--json").stdout) == ([], "[]\n")


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGHUP, pytest.param(signal.SIGTERM, marks=pytest.mark.hammer)])
def test_a_signal_ends_relief_with_exit_4_and_the_episode_kept_and_going_on_keeps_the_rest(
    here: Run, types: Types, own_home: Path, number: int
) -> None:
    (own_home / "file").touch()  # where the folder of the diary would have to be
    diary = "--data-dir=file/diary"
    with subprocess.Popen(
        [sys.executable, "-m", "spasmtui", "relief", "calf", diary],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=own_home,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Straighten")
        process.send_signal(number)
        _, told = process.communicate(timeout=LIMIT_SECONDS)
    assert process.returncode == 4
    (path,) = find_kept_files(find_folders(str(own_home / "file" / "diary"), os.environ, "linux").state)
    assert f"calf is kept in {path} and goes into the diary" in told
    types("g\n\n")
    assert here("resume", diary).returncode == 4
    (own_home / "file").unlink()
    (episode,) = json.loads(here("log", "list", "--json", diary).stdout)
    assert (episode["ended_at"] is None, [each["completed"] for each in episode["tried"]]) == (False, [False])


def interrupted() -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("end", "code", "told"),
    [
        (lambda: 0, 4, "No space."),
        (lambda: 70, 70, "No space."),
        (interrupted, 4, "No space."),
    ],
)
def test_what_else_was_not_saved_is_named_at_the_end_too(
    here: Run, monkeypatch: pytest.MonkeyPatch, end: Callable[[], int], code: int, told: str
) -> None:
    def run(_words: list[str], shell: Shell) -> int:
        shell.services.unsaved["bookmarks"] = told
        return end()

    monkeypatch.setattr("spasmtui.cli._dispatch", run)
    ended = here("status")
    assert (ended.returncode, ended.stderr) == (code, f"{told}\n")
