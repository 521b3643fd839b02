"""The relief commands as processes: exit codes, words, endings from outside."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from spasmtui.cli import main
from tests.conftest import LIMIT_SECONDS, ROOT, Eventually, Run

Begin = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def begin(own_home: Path) -> Iterator[Begin]:
    """Begin a routine in linear mode and wait for its first line; whatever still runs at the end is killed."""
    begun: list[subprocess.Popen[str]] = []

    def run(*words: str) -> "subprocess.Popen[str]":
        begun.append(_begin(own_home, *words))
        return begun[-1]

    yield run
    for process in begun:
        process.kill()
        process.communicate(timeout=LIMIT_SECONDS)


def _begin(home: Path, *words: str) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-m", "spasmtui", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=home,
    )
    assert process.stdout is not None
    patience = threading.Timer(LIMIT_SECONDS, process.kill)
    patience.start()
    assert "Step 1 of " in process.stdout.readline()
    patience.cancel()
    return process


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str]) -> Call:
    """Run a command in this process, without anybody to answer: (exit code, stdout, stderr)."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main([*words])
        out, err = capfd.readouterr()
        return code, out, err

    return run


def episodes(here: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(here("log", "list", "--json").stdout)
    return found


def status(here: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(here("status", "--json").stdout)
    return found


LONG = """
title = "Long"
place = "foot"
purpose = "relief"

[[steps]]
kind = "hold"
seconds = 600
say = "Hold."

[[steps]]
kind = "rest"
seconds = 600
say = "Let go."
"""
"""A routine that stays in its step however slow the machine is."""


@pytest.fixture
def long(own_home: Path) -> str:
    folder = own_home / ".config" / "spasmtui" / "routines"
    folder.mkdir(parents=True)
    (folder / "long.toml").write_text(LONG, encoding="utf-8")
    return "long"


@pytest.mark.long
def test_gone_and_a_number_close_and_rate_the_episode(spasmtui: Run, here: Run) -> None:
    ended = spasmtui("relief", "calf", "-l", "--plain", stdin="g\n3\n")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Straighten the cramped leg. Breathe out. 5 seconds.\n")
    assert not any(character < " " and character != "\n" for character in ended.stdout)
    assert not any("\u2500" <= character <= "\u28ff" for character in ended.stdout)
    (episode,) = episodes(here)
    assert (episode["place"], episode["side"], episode["pain_after"]) == ("calf", "left", 3)
    assert episode["ended_at"] is not None
    assert [(tried["routine"], tried["completed"]) for tried in episode["tried"]] == [("night-calf-rescue", False)]


@pytest.mark.long
@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGHUP, 129, marks=pytest.mark.long),
        pytest.param(signal.SIGINT, 130, marks=pytest.mark.long),
        (signal.SIGKILL, -9),
    ],
)
def test_an_ending_from_outside_keeps_the_episode_open_and_the_place(
    number: signal.Signals, code: int, long: str, spasmtui: Run, here: Run, begin: Begin, eventually: Eventually
) -> None:
    process = begin("relief", long, "-r")
    assert process.stdin is not None
    process.stdin.write("next\n")
    process.stdin.flush()
    assert process.stdout is not None
    assert any("Step 2" in line for line in iter(process.stdout.readline, ""))

    def is_kept() -> bool:
        now = status(here)
        return bool(now["open_episode"] and now["routine"] and now["routine"]["step"] == 2)

    eventually(is_kept, "the episode and the second step on the disk")
    running = status(here)["routine"]
    assert (running["id"], running["step"], running["state"]) == (long, 2, "running")
    process.send_signal(number)
    said, _ = process.communicate(timeout=LIMIT_SECONDS)
    assert process.returncode == code
    assert ("Interrupted at step 2 of 2. To go on, run: spasmtui resume" in said) is (number is signal.SIGINT)
    left = status(here)
    assert (left["routine"]["step"], left["routine"]["state"]) == (2, "interrupted")
    assert left["open_episode"]["place"] == "foot"
    resumed = spasmtui("resume", stdin="g\n2\n")
    assert resumed.returncode == 0
    assert "Step 2 of 2" in resumed.stdout.partition("\n")[0]
    (episode,) = episodes(here)
    assert (episode["side"], episode["pain_after"], len(episode["tried"])) == ("right", 2, 1)
    assert status(here) == {"open_episode": None, "routine": None, "due": []}


@pytest.mark.long
def test_a_second_terminal_is_told_and_may_go_on_with_the_routine(
    long: str, spasmtui: Run, here: Run, begin: Begin, eventually: Eventually
) -> None:
    first = begin("relief", long)
    eventually(
        lambda: all(map(status(here).get, ("open_episode", "routine"))), "the episode and the routine on the disk"
    )
    told = spasmtui("relief", "calf")
    assert told.returncode == 1
    assert "running in another terminal" in told.stderr
    assert spasmtui("resume", stdin="g\n\n").returncode == 0
    out, _ = first.communicate(timeout=LIMIT_SECONDS)
    assert first.returncode == 0
    assert out
    (episode,) = episodes(here)
    assert episode["ended_at"] is not None


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["klaf"], 2, "Did you mean 'calf'?"),
        (["heat", "--for", "30m"], 3, "No longer than 20 minutes"),
        (["cold", "--for", "1h"], 3, "No longer than 20 minutes"),
        (["heat", "--for", "soon"], 2, "is not a length of time"),
        (["heat", "--for", "0"], 2, "is not a length of time"),
        (["calf", "--for", "4m"], 2, "has steps of its own"),
        (["calf", "-l", "-r"], 2, "--right and --left cannot be used together"),
        (["heat"], 5, "begins with questions"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_a_code(words: list[str], code: int, said: str, call: Call) -> None:
    ended, out, err = call("relief", *words)
    assert (ended, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


def test_nothing_to_resume_is_code_one(call: Call) -> None:
    assert call("resume") == (1, "", "No routine was interrupted. To start one, run: spasm\n")


@pytest.mark.long
def test_no_log_keeps_nothing_in_the_diary(spasmtui: Run, here: Run) -> None:
    assert spasmtui("relief", "calf", "--no-log", stdin="g\n").returncode == 0
    assert episodes(here) == []


@pytest.mark.long
def test_worse_with_nobody_to_go_on_ends_and_can_be_resumed(spasmtui: Run, here: Run) -> None:
    ended = spasmtui("relief", "foot", "-r", stdin="w\n")
    assert ended.returncode == 0
    assert ended.stdout.endswith("To go on, run: spasmtui resume\n")
    assert status(here)["routine"]["state"] == "interrupted"
    assert spasmtui("resume", stdin="g\n\n").stdout.startswith("Draw the toes back towards the shin")


TAKEN = "This routine replaces an earlier one that was interrupted."


@pytest.mark.long
@pytest.mark.parametrize(
    ("words", "said"),
    [((), f"{TAKEN} The earlier episode is still open in the diary.\n"), (("--no-log",), f"{TAKEN}\n")],
)
def test_what_is_said_of_a_routine_whose_place_is_taken_is_true(
    words: tuple[str, ...], said: str, spasmtui: Run
) -> None:
    spasmtui("relief", "foot", "-r", *words, stdin="p\n")
    refused = spasmtui("relief", "heat")
    assert (refused.returncode, TAKEN in refused.stderr) == (5, False)
    assert spasmtui("relief", "calf", "--no-log", stdin="g\n\n").stderr == said


def test_the_list_as_json_has_every_routine_and_the_persons_own(call: Call, own_home: Path) -> None:
    folder = own_home / ".config" / "spasmtui" / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(
        'title = "Mine"\n[[steps]]\nkind = "hold"\nseconds = 20\nsay = "Hold."\n', encoding="utf-8"
    )
    listed = json.loads(call("relief", "--list", "--json")[1])
    shipped = {path.stem for path in (ROOT / "content/routines").glob("*.toml")}
    assert sorted(routine["id"] for routine in listed) == sorted({*shipped, "mine"})
    by_id = {routine["id"]: routine for routine in listed}
    assert by_id["night-calf-rescue"] == {
        "id": "night-calf-rescue",
        "title": "Night calf cramp: rescue",
        "place": "calf",
        "seconds": 80,
        "purpose": "relief",
        "schedule": None,
        "variants": [],
    }
    assert by_id["mine"]["purpose"] == "care"
    assert {routine["purpose"] for routine in listed} == {"relief", "care", "prevention", "comfort"}


def test_the_list_names_variants_and_schedules(call: Call) -> None:
    lines = call("relief", "--list")[1].splitlines()
    at = next(number for number, line in enumerate(lines) if "bedtime-prevention" in line)
    assert lines[at].endswith("Bedtime stretches · variant: sitting")
    assert lines[at + 1].strip() == "nightly before sleep for six weeks, then decide from the diary"


def test_one_routine_is_listed_in_full_with_its_evidence(call: Call) -> None:
    code, out, _err = call("relief", "bedtime", "--list")
    lines = out.splitlines()
    assert code == 0
    assert lines[:3] == [
        "Bedtime stretches (bedtime-prevention)",
        "calf · prevention · 3½ min",
        "Stand by a wall, then put a heel on a low step, then sit on the bed.",
    ]
    assert "Schedule: nightly before sleep for six weeks, then decide from the diary." in lines
    assert lines[-2].startswith("In the trial people held each stretch for 10 seconds")
    assert lines[-1].startswith("Evidence: B; facts M16, P01")
    assert "signs RF10" in call("relief", "calf", "--list")[1]
    (document,) = json.loads(call("relief", "bedtime", "--list", "--json")[1])
    assert list(document)[:7] == ["id", "title", "place", "seconds", "purpose", "schedule", "variants"]
    assert (document["grade"], len(document["steps"])) == ("B", 22)
    assert call("relief", "nowhere at all", "--list")[0] == 2


def test_an_own_routine_that_is_wrong_is_named_and_the_rest_is_listed(call: Call, own_home: Path) -> None:
    folder = own_home / ".config" / "spasmtui" / "routines"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('title = "Mine"\n', encoding="utf-8")
    code, out, err = call("relief", "--list")
    assert code == 2
    assert "mine.toml, line 1, steps" in err
    assert "night-calf-rescue" in out
    assert call("relief", "mine")[0] == 2


@pytest.mark.long
def test_the_usual_place_and_side_come_from_the_diary(spasmtui: Run, call: Call) -> None:
    call("log", "add", "foot", "-r", "--at", "20m ago", "--for", "5m")
    assert spasmtui("relief", stdin="g\n").returncode == 0
    newest = json.loads(call("log", "list", "--json")[1])[0]
    assert (newest["place"], newest["side"], newest["tried"][0]["routine"]) == ("foot", "right", "foot-toes")


def test_each_cue_can_be_tried_without_a_terminal(call: Call) -> None:
    code, out, _err = call("doctor", "--cues")
    assert code == 0
    assert [line.split(" ")[0] for line in out.splitlines()] == ["Bell", "Flash", "Notification", "Speech"]
    assert "\x1b" not in out
    assert "\a" not in out


@pytest.mark.long
def test_heat_that_comes_too_early_asks_and_with_nothing_left_is_refused(spasmtui: Run, own_home: Path) -> None:
    passes = "y\nn\nn\nn\nn\nn\nn\nn\n"
    first = spasmtui("relief", "heat", "--for", "1m", "--no-log", stdin=passes + "next\nq\n")
    assert "Put the heat on." in first.stdout
    (memory,) = (own_home / ".local" / "state").rglob("skin")
    second = spasmtui("relief", "heat", "--for", "20m", stdin="n\n")
    assert second.returncode == 3
    assert "Before you start, 1 of 9: " in second.stdout
    assert "do you want to start now all the same, for 19 min at most?" in second.stdout
    assert "and until the skin feels and looks normal." in second.stdout
    assert "Put the heat on." not in second.stdout
    fields = memory.read_text().splitlines()[1].split()
    fields[5] = "1200.0"
    memory.write_text(f"spasmtui skin 1\n{' '.join(fields)}\n")
    third = spasmtui("relief", "heat", stdin=passes)
    assert (third.returncode, third.stdout) == (3, "")
    assert "The skin has had as much as it can take for now. Wait until" in third.stderr


EAGER = """
import sys
from spasmtui.cli import main
from spasmtui.relief.running.background import BackgroundQueue

put = BackgroundQueue._put


def put_eagerly(self, work):
    if self._may_begin.is_set():
        self.run_task(work)
    else:
        put(self, work)


BackgroundQueue._put = put_eagerly
sys.exit(main(["relief", "calf", "--no-log"]))
"""
"""A run whose background work is done at once wherever it may begin."""
KEPT_NOWHERE = "Where you are cannot be kept for `spasmtui resume`"


def test_what_a_disk_refuses_is_said_after_the_first_instruction(own_home: Path) -> None:
    (own_home / ".local").write_text("", encoding="utf-8")
    run = subprocess.Popen(
        [sys.executable, "-u", "-c", EAGER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=own_home,
    )
    limit = threading.Timer(LIMIT_SECONDS, run.kill)
    limit.start()
    try:
        assert run.stdin is not None
        assert run.stdout is not None
        lines: list[str] = []
        # The disk refuses on a thread of its own, which a run that is over at once does not wait for.
        while not any(line.startswith(KEPT_NOWHERE) for line in lines) and (line := run.stdout.readline()):
            lines.append(line)
        lines += run.communicate("g\n\n")[0].splitlines()
    finally:
        limit.cancel()
        run.kill()
    first, *rest = lines
    assert first.startswith("Straighten the cramped leg")
    assert [line.partition(":")[0] for line in rest].count(KEPT_NOWHERE) == 1
