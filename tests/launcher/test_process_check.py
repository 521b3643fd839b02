"""A process is known by its number, its start and the machine's start, since numbers are used again."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spasmtui.launcher import process_check
from spasmtui.launcher.process_check import is_alive, is_running_elsewhere, process_identity
from spasmtui.relief.running.state_file import FILE_NAME
from tests.conftest import Eventually


def ended_process() -> int:
    """The number of a process that has just ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def state_with(document: dict[str, Any], folder: Path) -> str:
    (folder / FILE_NAME).write_text(json.dumps({"routine": "calf-wall", **document}), encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("change", "runs"),
    [
        ({}, True),
        ({"pid": "ended"}, False),
        ({"pid": 2**70}, False),
        ({"born": "1"}, False),
        ({"boot": "another"}, False),
    ],
    ids=["this one", "one that has ended", "a number no process has", "a number used again", "before a restart"],
)
def test_the_launcher_and_the_program_tell_the_same_processes_apart(
    change: dict[str, Any], runs: bool, tmp_path: Path
) -> None:
    identity = {**process_identity(os.getpid()), **change}
    if identity["pid"] == "ended":
        identity["pid"] = ended_process()
    assert is_alive(identity) is runs
    assert is_running_elsewhere(state_with(identity, tmp_path)) is runs


def test_without_proc_the_number_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_check, "boot_id", str)
    monkeypatch.setattr(process_check, "_start_ticks", lambda _process: "")
    own = process_identity(os.getpid())
    assert (own["born"], own["boot"]) == ("", "")
    assert is_alive(own)
    assert is_running_elsewhere(state_with(own, tmp_path))
    ended = {**own, "pid": ended_process()}
    assert not is_alive(ended)
    assert not is_running_elsewhere(state_with(ended, tmp_path))


def test_a_file_without_a_process_is_read_properly_by_the_ordinary_path(tmp_path: Path) -> None:
    assert not is_running_elsewhere(str(tmp_path))
    assert is_running_elsewhere(state_with({}, tmp_path))
    assert not is_alive({})


def test_a_number_too_long_to_convert_is_left_to_the_ordinary_path(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(f'{{"pid": {"1" * 5000}, "born": "1", "boot": ""}}', encoding="utf-8")
    assert is_running_elsewhere(str(tmp_path))


def test_a_process_that_has_ended_runs_no_more_even_before_its_parent_asks_how(eventually: Eventually) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        identity = process_identity(process.pid)
        assert is_alive(identity)
        process.kill()
        eventually(lambda: not is_alive(identity), "the end of a process")
        assert process.returncode is None
