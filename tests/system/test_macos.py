"""On macOS the diary begins, and what is acknowledged has left the cache of the drive."""

import errno
import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from spasmtui.system import files
from tests.conftest import LIMIT_SECONDS, ROOT

AS_ON_A_MAC = """
import fcntl, json, os, sys, sysconfig
sysconfig.get_config_vars()  # they were read for this system
sys.platform = "darwin"
fcntl.F_FULLFSYNC = 51
flushed, control = [], fcntl.fcntl
def flush(descriptor, command, *more):
    if command != 51:
        return control(descriptor, command, *more)
    flushed.append(os.path.basename(os.readlink(f"/proc/self/fd/{descriptor}")))
fcntl.fcntl = flush
from spasmtui.cli import main
codes = [main(line.split()) for line in sys.argv[1:]]
print(json.dumps([codes, flushed]))
"""


def run(home: Path, *lines: str) -> tuple[list[int], list[str], str]:
    """Run command lines in one process, and return their exit codes, what was flushed, and what was printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "SPASMTUI_"))}
    ended = subprocess.run(
        [sys.executable, "-c", AS_ON_A_MAC, *lines],
        capture_output=True,
        text=True,
        env={**kept, "HOME": str(home), "PYTHONPATH": str(ROOT)},
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    *printed, last = ended.stdout.splitlines()
    codes, flushed = json.loads(last)
    return codes, flushed, "\n".join(printed) + ended.stderr


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to name what was flushed")
def test_the_diary_is_written_and_flushed_past_the_cache_of_the_drive(tmp_path: Path) -> None:
    lines = ("status", "log add calf -l --pain 4", "log list", "log undo", "log redo", "urgent", "doctor")
    codes, flushed, said = run(tmp_path, *lines)
    assert codes == [0] * len(lines), said
    assert "left calf" in said
    assert any(name.endswith(".jsonl") for name in flushed)
    folder = tmp_path / "Library/Application Support/spasmtui"
    assert {entry.name for entry in folder.iterdir()} == {"diary", "state"}
    assert all(entry.name.startswith(".") or entry.suffix == ".jsonl" for entry in (folder / "diary").iterdir())


@pytest.mark.parametrize("number", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_a_disk_that_knows_no_such_flush_is_asked_in_the_ordinary_way(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(fcntl, "fcntl", refuse)
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(os, "fsync", synced.append)
    with (tmp_path / "file").open("w") as file:
        files.sync_file(file.fileno())
        assert synced == [file.fileno()]


def test_a_flush_that_failed_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(fcntl, "fcntl", fail)
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    with (tmp_path / "file").open("w") as file, pytest.raises(OSError, match="Input/output"):
        files.sync_file(file.fileno())
