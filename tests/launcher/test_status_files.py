"""The two files from which `status` answers at once: what they say, and when they say nothing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spasmtui.launcher.process_check import process_identity
from spasmtui.launcher.status_files import (
    OPEN_NAME,
    RUN_NAME,
    OpenEpisode,
    Unclear,
    diary_stamps,
    open_content,
    read_open,
    read_run,
    run_content,
)
from spasmtui.terminal.sanitize import sanitize
from tests.support.cases import with_each
from tests.support.hostile import HARMLESS, HOSTILE

EPISODE = OpenEpisode("calf", "left", "2026-11-22T03:12:00+01:00", 1_795_313_520)
NOW = 1_795_313_600.0


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A diary with a journal, its state folder, and a file that tells what is open."""
    data, state = tmp_path / "data", tmp_path / "state"
    (state / "mirror").mkdir(parents=True)
    data.mkdir()
    (data / "2026.laptop.jsonl").write_text("a line\n")
    (state / "mirror" / "2026.laptop.jsonl").write_text("a line\n")
    keep(data, state, EPISODE)
    return data, state


def keep(data: Path, state: Path, episode: OpenEpisode | None) -> None:
    (state / OPEN_NAME).write_bytes(open_content(diary_stamps(str(data), str(state)), episode))


def told(data: Path, state: Path) -> object:
    """What the file tells, as plain values."""
    try:
        found = read_open(diary_stamps(str(data), str(state)), str(state))
    except (Unclear, OSError):
        return Unclear
    return found and (found.place, found.side, found.started_at, found.started_seconds)


def test_the_file_tells_what_is_open(folders: tuple[Path, Path]) -> None:
    assert told(*folders) == ("calf", "left", "2026-11-22T03:12:00+01:00", 1_795_313_520)
    keep(*folders, None)
    assert told(*folders) is None


@with_each("text", [*(text for _, text, _ in HOSTILE), *HARMLESS, "", " ", "-", "=", "a\n\nb", "stamps"])
def test_any_place_is_read_as_it_was_written(text: str) -> None:
    place = sanitize(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.launcher.test_status_files.diary_stamps", lambda *_: "stamps")
        patch.setattr(
            "spasmtui.launcher.status_files.read_regular",
            lambda _: open_content("stamps", OpenEpisode(place, None, "2026-11-22", 1)),
        )
        assert told(Path(), Path()) == (place, None, "2026-11-22", 1)


def test_without_any_journal_nothing_is_open_and_no_file_is_needed(tmp_path: Path) -> None:
    assert told(tmp_path / "data", tmp_path / "state") is None
    (tmp_path / "data").write_text("a file where the folder should be")
    assert told(tmp_path / "data", tmp_path / "state") is Unclear


def test_a_file_with_one_changed_byte_tells_nothing(folders: tuple[Path, Path]) -> None:
    path = folders[1] / OPEN_NAME
    whole = path.read_bytes()
    for index, byte in enumerate(whole):
        path.write_bytes(whole[:index] + bytes([byte ^ 4]) + whole[index + 1 :])
        assert told(*folders) is Unclear
        path.write_bytes(whole[:index])
        assert told(*folders) is Unclear


def test_the_file_of_another_version_tells_nothing(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spasmtui.launcher.status_files._HEAD", "spasmtui open episode 1 0.0.9")
    keep(*folders, EPISODE)
    assert told(*folders) is not Unclear
    monkeypatch.undo()
    assert told(*folders) is Unclear


@pytest.mark.long
@with_each(
    ("change", "is_seen"),
    [
        ("echo more >> data/2026.laptop.jsonl", True),
        ("echo a.line > new; mv new data/2026.laptop.jsonl", True),
        ("touch -d 2020-01-01 data/2026.laptop.jsonl", True),
        ("rm data/2026.laptop.jsonl", True),
        ("echo > data/2025.phone.jsonl", True),
        ("echo > 'data/2026.laptop.sync-conflict-1.jsonl'", True),
        ("mkdir data/2025.phone.jsonl", True),
        ("ln -s nowhere data/2025.phone.jsonl", True),
        ("echo > state/mirror/.lost", True),
        ("rm state/mirror/2026.laptop.jsonl", True),
        ("echo > state/purged", True),
        ("rm state/open-episode; mkfifo state/open-episode", True),
        ("echo > data/.2026.laptop.jsonl.12.tmp; echo > data/notes.txt; echo > state/usual", False),
    ],
)
def test_every_change_of_the_diary_makes_the_file_out_of_date(change: str, is_seen: bool, tmp_path: Path) -> None:
    subprocess.run(["sh", "-c", "rm -rf data state; mkdir -p data state/mirror"], cwd=tmp_path, check=True)
    data, state = tmp_path / "data", tmp_path / "state"
    for path in (data, state / "mirror"):
        (path / "2026.laptop.jsonl").write_text("a line\n")
    keep(data, state, EPISODE)
    subprocess.run(["sh", "-c", change], cwd=tmp_path, check=True)
    assert (told(data, state) is Unclear) is is_seen


TITLE = 'Étirement 😀 \\ "step": 9, "state": "gone"'


def save_run(folder: Path, identity: dict[str, object], **fields: object) -> None:
    """Write the file of a routine as that process would."""
    document = {
        "routine": "night-calf-rescue", "title": TITLE, "state": "running", "step": 2,
        "steps": 6, "remaining_s": 30.0, "saved_at": NOW, "saved_elapsed": 100.0, "version": 1, "mark": "0", **identity,
        **fields,
    }  # fmt: skip
    path = folder / RUN_NAME
    path.write_bytes(run_content(json.dumps(document).encode()))
    os.utime(path, (NOW + 4, NOW + 4))


def test_a_routine_is_told_while_its_process_runs_and_afterwards(tmp_path: Path) -> None:
    assert read_run(str(tmp_path), NOW, 100.0) is None
    save_run(tmp_path, process_identity(os.getpid()))
    running = {
        "id": "night-calf-rescue", "title": TITLE, "step": 2, "remaining_s": 20, "state": "running",
    }  # fmt: skip
    assert read_run(str(tmp_path), NOW + 10, 110.0) == running
    save_run(tmp_path, process_identity(os.getpid()), state="paused")
    assert read_run(str(tmp_path), NOW + 10, 110.0) == {**running, "remaining_s": 30, "state": "paused"}
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        save_run(tmp_path, process_identity(other.pid))
        assert read_run(str(tmp_path), NOW + 10, 110.0) == running
        other.kill()
        other.wait()
    ended = {**running, "remaining_s": 26, "state": "interrupted"}
    assert read_run(str(tmp_path), NOW + 3600, 3700.0) == ended
    save_run(tmp_path, {**process_identity(os.getpid()), "boot": "another"})
    assert read_run(str(tmp_path), NOW + 3600, 5.0) == ended


@with_each(
    "fields",
    [{"version": 2}, {"saved_elapsed": 40.0}, {"routine": 'a"b'}, {"step": "two"}, {"remaining_s": None}],
)
def test_a_routine_is_not_told_where_its_file_needs_a_reader(fields: dict[str, object], own_home: Path) -> None:
    save_run(own_home, process_identity(os.getpid()), **fields)
    with pytest.raises(Unclear):
        read_run(str(own_home), NOW + 10, 110.0)


def test_a_damaged_file_of_a_routine_tells_nothing(tmp_path: Path) -> None:
    save_run(tmp_path, process_identity(os.getpid()))
    path = tmp_path / RUN_NAME
    whole = path.read_bytes()
    for content in (whole[:-1], whole.replace(b"30.0", b"31.0"), b"", b"{}", json.dumps({"version": 1}).encode()):
        path.write_bytes(content)
        with pytest.raises(Unclear):
            read_run(str(tmp_path), NOW, 100.0)
