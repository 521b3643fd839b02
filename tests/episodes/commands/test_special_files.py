"""Commands that read or write a file, given a pipe, a socket, a device or a folder: a sentence, and no wait."""

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from spasmtui.episodes.store.diary import Diary
from tests.conftest import ROOT, FakeClock, Run
from tests.support.store.values import NIGHT, an_episode

LIMIT_SECONDS = 30


@pytest.fixture
def special(own_home: Path) -> Iterator[None]:
    """Files of every special kind in the folder where the commands run; a command that waits for one is a failure."""

    def waited(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError("the command waits")

    os.mkfifo(own_home / "pipe")
    (own_home / "folder").mkdir()
    before = signal.signal(signal.SIGALRM, waited)
    signal.alarm(LIMIT_SECONDS)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(own_home / "socket"))
        yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("special")
@pytest.mark.parametrize(
    "words",
    [
        ("log", "import"),
        ("log", "restore"),
        ("report", "--force", "-o"),
        ("log", "export", "--force", "-o"),
        ("log", "export", "-o"),
        ("log", "backup", "--force", "-o"),
    ],
    ids=" ".join,
)
def test_what_is_no_file_is_refused_with_its_name(here: Run, own_home: Path, words: tuple[str, ...]) -> None:
    for name, kind in (("pipe", "a named pipe"), ("socket", "a socket"), ("/dev/full", "a device")):
        ended = here(*words, name)
        assert (ended.returncode, ended.stdout) == (4, ""), name
        assert f"{name} is {kind}, not a file. Nothing was" in ended.stderr
    folder = here(*words, "folder")
    assert folder.returncode in (2, 4)
    assert "folder is" in folder.stderr
    assert sorted(path.name for path in own_home.iterdir() if path.name[0] != ".") == ["folder", "pipe", "socket"]


@pytest.mark.usefixtures("special")
def test_a_pipe_in_the_place_of_a_key_or_of_the_questions_is_not_waited_for(here: Run, own_home: Path) -> None:
    (own_home / "a.age").write_bytes(b"age-encryption.org/v1\nnothing")
    for command in ("import", "restore"):
        ended = here("log", command, "a.age", "--identity", "pipe")
        assert (ended.returncode, ended.stderr) == (4, "pipe is a named pipe, not a file. Nothing was changed.\n")
    config = own_home / ".config" / "spasmtui"
    config.mkdir(parents=True)
    os.mkfifo(config / "questions.txt")
    ended = here("report")
    assert ended.returncode == 4
    assert "questions.txt is a named pipe" in ended.stderr


@pytest.mark.long
def test_the_streams_of_the_shell_go_on_working(own_home: Path) -> None:
    script = f"""
    s() {{ {sys.executable} -m spasmtui "$@"; }}
    s log add calf --note one -q
    s log export --format jsonl -o /dev/stdout
    s log backup -o - 2>/dev/null | s --data-dir other log restore - --json | tr -d ' \\n'; echo
    s --data-dir third log import <(s log export --format csv) | tail -1
    s log export --format csv -o >(cat >piped; echo done >finished)
    s log export -o /dev/null --force
    s log export --format csv </dev/null >plain
    """
    ended = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, cwd=own_home, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    first, restored, imported = ended.stdout.splitlines()
    assert json.loads(first)["note"] == "one"
    assert json.loads(restored)["added"] == 1
    assert imported == "Written: 1. `spasmtui log undo` takes all of them back."
    assert ended.stderr.splitlines()[-1] == "Written to /dev/null."


@pytest.mark.long
def test_a_full_stream_is_a_sentence(own_home: Path) -> None:
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "spasmtui", "log", "export", "-o", "/dev/stdout"],
            stdout=full, stderr=subprocess.PIPE, text=True, cwd=own_home, check=False, timeout=120,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (
        4, "/dev/stdout could not be written: no space left on device. Nothing was overwritten.\n",
    )  # fmt: skip


NO_BACKUPS = {
    "x.csv": b"started_at,place\n2026-11-22T03:12:00+01:00,calf\n",
    "x.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)),
    "empty": b"",
    "blank": b"\n\n \n",
    "x.txt": "A letter.\nWith “quotes”.\n".encode(),
    "x.html": b"<!doctype html>\n<title>x</title>\n",
    "x.json": b'[{"id": "a", "started_at": "2026-11-22T03:12:00+01:00"}]',
    "x.jsonl": b'{"id": "a", "started_at": "2026-11-22T03:12:00+01:00"}\n',
    "x.gz": gzip.compress(b"a letter\n"),
    "zeros.gz": gzip.compress(bytes(30_000_000)),
    "cut.gz": gzip.compress(b"a letter\n" * 100)[:-20],
    "x.zip": b"PK\x03\x04" + bytes(30),
    "nothing/readme": b"",
    "others/x.jsonl": b'{"a": 1}\n',
    "broken-utf8": b"\xff\xfe\xfd",
}


@pytest.mark.parametrize("name", NO_BACKUPS)
def test_a_file_that_is_no_backup_is_exit_4_with_its_path_and_nothing_changes(
    here: Run, own_home: Path, name: str
) -> None:
    path = own_home / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(NO_BACKUPS[name])
    given = path.parent if "/" in name else path
    here("log", "add", "calf", "-q")
    before = {each: each.read_bytes() for each in own_home.rglob("*.jsonl")}
    ended = here("log", "restore", str(given), "--json")
    assert (ended.returncode, ended.stdout) == (4, "")
    message = json.loads(ended.stderr)["error"]["message"]
    assert str(given) in message
    assert "Nothing was changed." in message
    assert {each: each.read_bytes() for each in own_home.rglob("*.jsonl")} == before


def test_a_backup_of_which_one_line_is_left_is_restored_and_names_the_damage(here: Run, own_home: Path) -> None:
    diary = Diary(own_home / "d", own_home / "s", FakeClock(NIGHT))
    for number in range(3):
        diary.add(an_episode(number))
    diary.maintenance.backup(own_home / "all.jsonl")
    lines = (own_home / "all.jsonl").read_bytes().splitlines(keepends=True)
    (own_home / "all.jsonl").write_bytes(b"x" + b"x".join(lines[:3]) + lines[3])
    ended = here("log", "restore", "all.jsonl")
    assert (ended.returncode, ended.stdout) == (0, "1 line added, 0 were already there.\n")
    assert ended.stderr == "3 lines of the backup are damaged and were left out.\n"


def test_a_folder_of_packed_backups_and_a_link_to_one_are_restored(here: Run, own_home: Path) -> None:
    diary = Diary(own_home / "d", own_home / "s", FakeClock(NIGHT))
    diary.add(an_episode(1))
    (own_home / "kept").mkdir()
    diary.maintenance.backup(own_home / "kept" / "one.jsonl.gz")
    (own_home / "link").symlink_to(own_home / "kept" / "one.jsonl.gz")
    assert json.loads(here("log", "restore", "kept", "--json").stdout)["added"] == 1
    assert json.loads(here("log", "restore", "link", "--json").stdout)["known"] == 1


@pytest.mark.long
def test_an_episode_that_is_saved_and_cannot_be_printed_is_named_and_so_is_its_danger(own_home: Path) -> None:
    script = f"""
    s() {{ {sys.executable} -m spasmtui "$@"; }}
    s log add calf --note 'chest pain' >/dev/full; echo $?
    s log add calf --json >/dev/full; echo $?
    s log add calf --note - <&-; echo $?
    s log add ''; echo $?
    s log list --json >listed
    """
    ended = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, cwd=own_home, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    listed = json.loads((own_home / "listed").read_text(encoding="utf-8"))
    second, first = (
        f"calf, id {each['id']}. Only the answer could not be shown: no space left on device." for each in listed
    )
    assert ended.stdout.split() == ["4", "4", "2", "2"]
    assert ended.stderr.splitlines()[1].startswith("Recorded and stored: ")
    assert ended.stderr.splitlines()[1].endswith(first)
    assert f'{second}"}}}}' in ended.stderr
    assert "chest" in ended.stderr.splitlines()[0]
    assert ended.stderr.splitlines()[-2:] == [
        "The note was to come from standard input, but that is closed. Nothing was changed.",
        (
            "An empty word is not a place. Leave it out, or name one of: calf, foot, shin, hamstring, thigh, hip, "
            "buttock, hand, neck, upper-back, lower-back, side."
        ),
    ]
