"""On Windows every command works, or says in one sentence that it cannot; see `tests/support/windows.py`."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import NamedTuple

import pyte
import pytest

from tests.conftest import LIMIT_SECONDS, ROOT

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the imitation needs /proc")

WINDOWS = [sys.executable, "-m", "tests.support.windows"]


class Ended(NamedTuple):
    """What came of a command line."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def run_each(folder: Path, *lines: str, given: str = "", **more: str) -> dict[str, Ended]:
    """Run command lines one after the other in a folder with a drive C, and return what came of each."""
    ended = subprocess.run(
        [*WINDOWS, "--each"],
        input=json.dumps([[given, *line.split()] for line in lines]),
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment(**more),
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return {line: Ended(*each) for line, each in zip(lines, json.loads(ended.stdout), strict=True)}


WORKS = (
    "--version", "--help", "", "status", "log add calf -l --pain 4 --note twice", "log add foot --at 0310",
    "log list", "log list --json", "log undo", "log redo", "log day heat", "log export --format json -o out.json",
    "log export --format csv -o -", "log import out.json --dry-run", "log import out.json", "log backup",
    "guide calf", "guide cramp --search", "urgent", "urgent --language fr", "drink --servings 2",
    "relief --list", "spasm --list", "report", "report --format html -o sheet.html", "insights",
    "plan add calf-wall --times 2", "plan",
    "remind night-calf-rescue 22:00", "remind --list", "doctor", "completions bash",
)  # fmt: skip
SAYS = {
    "spasm chest": (3, "Pain or tightness in the chest"),
    "klaf": (2, "There is no command 'klaf'"),
    "log show nothing": (1, "No episode's id begins with 'nothing'"),
    "serve": (2, "The app in a browser needs the pseudo-terminals of Linux or macOS. Every other command works"),
    "remind night-calf-rescue 22:00 --install": (2, "A calendar file is not installed: write it with -o"),
    "log export --format json -o out.json": (2, "out.json"),
    "log encrypt": (2, "This asks before it changes anything"),
    "completions --install": (2, "bash, zsh"),
}  # fmt: skip


@pytest.mark.long
def test_every_command_works_or_says_in_a_sentence_that_it_cannot(tmp_path: Path) -> None:
    found = run_each(tmp_path, *WORKS)
    assert {line: ended for line, ended in found.items() if ended.code or "Traceback" in ended.err} == {}
    assert "left calf" in found["log list"].out
    assert json.loads(found["log list --json"].out)[-1]["device"].startswith("anns-pc-")
    assert "C:/Users/Ann Bo/AppData/Local/spasmtui/diary" in found["doctor"].out
    said = run_each(tmp_path, *SAYS)
    for line, (code, words) in SAYS.items():
        assert (said[line].code, words in said[line].err + said[line].out) == (code, True), said[line]
    local = tmp_path / "C:/Users/Ann Bo/AppData/Local/spasmtui"
    assert {entry.name for entry in local.iterdir()} >= {"diary", "state"}
    assert not (tmp_path / "~").exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("given", "more"), [("g\n3\nmost\n\n", {}), ("gg\bx\b\r3\rmost\r\r", {"SIMULATED_CONSOLE": "1"})]
)
def test_a_routine_line_by_line_hears_what_is_piped_or_typed_meanwhile(
    given: str, more: dict[str, str], tmp_path: Path
) -> None:
    line = "spasm calf -l --plain"
    ended = run_each(tmp_path, line, given=given, **more)[line]
    assert ended.code == 0, ended
    assert "Straighten the cramped leg" in ended.out
    (episode,) = json.loads(run_each(tmp_path, "log list --json")["log list --json"].out)
    assert (episode["place"], episode["side"], episode["ended_at"] is not None) == ("calf", "left", True)
    assert episode["pain_after"] == 3


@pytest.mark.long
def test_what_the_code_page_of_a_pipe_lacks_is_written_in_plain_letters(tmp_path: Path) -> None:
    lines = ("guide calf", "log add calf --note grün", "log list", "urgent --language fr", "insights")
    for line, ended in run_each(tmp_path, *lines, PYTHONIOENCODING="cp1252").items():
        assert (ended.code, "Traceback" in ended.err) == (0, False), (line, ended)


@pytest.mark.long
def test_the_full_screen_runs_in_a_console_and_saves_at_ctrl_c(tmp_path: Path) -> None:
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    with subprocess.Popen(
        [*WINDOWS, "relief", "calf", "-l"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env=environment(SIMULATED_CONSOLE="1"),
    ) as process:
        assert process.stdin
        assert process.stderr
        overdue = threading.Timer(LIMIT_SECONDS, process.kill)
        overdue.start()
        for words, key in (("it's gone", b"g"), ("Pain now", b"3"), ("[3]", b"\x03")):
            shown = ""
            while words not in shown:
                data = os.read(process.stderr.fileno(), 65_536)
                assert data, shown
                stream.feed(data)
                shown = "\n".join(screen.display)
            process.stdin.write(key)
            process.stdin.flush()
        rest = process.stderr.read()
        assert process.wait() == 130
        overdue.cancel()
    assert b"\x1b[?1049l" in rest
    listed = run_each(tmp_path, "log list --json")["log list --json"]
    assert [each["pain_after"] for each in json.loads(listed.out)] == [3], listed


IN_THE_SEAM = """
import fcntl, os, sys
fcntl.lockf(os.open("taken", os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX, 1)
if (child := os.fork()) == 0:
    from tests.support.windows import become_windows
    become_windows()
    import _signal
    from pathlib import Path
    from spasmtui.errors import NotSaved
    from spasmtui.shared import atomic_file
    from spasmtui.system import calls, files
    assert not files.try_lock(os.open("taken", os.O_RDWR | calls.SAFE)), "locked by another"
    assert files.try_lock(os.open("free", os.O_RDWR | os.O_CREAT | calls.SAFE)), "free"
    with atomic_file.hold_folder(Path("."), "busy"):
        assert os.path.exists(".spasmtui.lock")
    os.chmod(".", 0o777)
    assert calls.is_closed_to_others(os.stat(".")), "Windows tells no modes"
    assert calls.is_running(os.getpid()) and not calls.is_running(2**22 + 1)
    heard = []
    for number in calls.ENDING:
        _signal.signal(number, lambda number, _frame: heard.append(number))
    held = calls.hold_signals()
    for number in calls.ENDING:
        _signal.raise_signal(number)
    assert heard == [], "held back"
    calls.release_signals(held)
    assert heard == [calls.ENDING[0]], "the first is heard, once"
    os._exit(0)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.long
def test_locks_signals_and_processes_are_what_they_are_elsewhere(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", IN_THE_SEAM], capture_output=True, text=True, cwd=tmp_path, env=environment(),
        timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
