"""The line of `status`: for a person, a prompt and tmux, and the quick way to it, which says the same."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spasmtui.clock import SystemClock
from spasmtui.episodes.store.diary import Diary
from spasmtui.home import quick_status
from spasmtui.home.status_line import FIELDS, NAMED, WIDTH, UnknownField, formatted, status_line
from spasmtui.launcher.locations import find_folders
from spasmtui.shared.formats import PLACE_NAMES
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.text_wrap import cell_width
from tests.conftest import ROOT, Run
from tests.support.cases import with_each
from tests.support.hostile import HARMLESS, HOSTILE
from tests.support.store.values import an_episode as an_open_episode

OBEYED = set("#%$`\\{}[]()<>|;&!\"'*?~^=@\n\r\t\x1b")
HOSTILE_PLACES = (
    *(text for _what, text, _left in HOSTILE), *HARMLESS,
    "#(touch run)", "#[fg=red]", "#{pane_pid}", "`touch run`", "$(touch run)", "${HOME}", "%F{red}", "%(?.a.b)",
    "%{\x1b[31m%}", "\\u@\\h \\$(touch run)", "\\[\x1b]0;x\x07\\]", "!!", "'; touch run; '", '"; touch run; "', "=ls",
    "~root", "a" * 500, "漢" * 500, "e\u0301" * 500, "\u202e#(touch run)", "$\n(touch run)",
)  # fmt: skip
ROUTINE = {
    "id": "night-calf-rescue",
    "title": "Night calf cramp: rescue",
    "state": "running",
    "step": 2,
    "remaining_s": 34,
}

DUE = {"routine": "bedtime-prevention", "title": "Bedtime stretches", "side": None, "times": 1}


def an_episode(place: str | None = "calf", side: str | None = "left") -> dict[str, object]:
    return {"place": place, "side": side, "started_at": "2026-11-22T03:12:00+01:00"}


def status(*, routine: Any = None, episode: Any = None, **more: Any) -> Any:
    return {"routine": routine, "open_episode": episode, **more}


def open_an_episode() -> None:
    """Open an episode in this test's own diary, as relief does."""
    folders = find_folders("", os.environ, "linux")
    diary = Diary(Path(folders.data), Path(folders.state), SystemClock())
    begun = diary.clock.now().replace(microsecond=0)
    episode = an_open_episode(1, started_at=begun, created_at=begun, updated_at=begun, is_open=True)
    diary.add(replace(episode, id=diary.new_id(), side=None))


@with_each(
    ("what", "tmux", "prompt"),
    [
        (status(), "", ""),
        (status(episode=an_episode()), "calf L 12 min", "calf L 12 min"),
        (status(episode=an_episode(), routine=ROUTINE), "calf L 0:34", "calf L 12 min"),
        (
            status(episode=an_episode(), routine={**ROUTINE, "state": "paused"}),
            "calf L paused 0:34",
            "calf L paused 12 min",
        ),
        (
            status(episode=an_episode(), routine={**ROUTINE, "state": "interrupted"}),
            "calf L interrupted",
            "calf L interrupted",
        ),
        (status(routine=ROUTINE), "Night calf cramp: rescue 0:34", "Night calf cramp: rescue"),
        (status(episode=an_episode(None, None)), "place not recorded 12 min", "place not recorded 12 min"),
        (
            status(routine={**ROUTINE, "title": "A routine of my own with a name", "state": "interrupted"}),
            "A routine of my ow interrupted",
            "A routine of my ow interrupted",
        ),
        (status(unsaved={"count": 2}), "2 not saved", "2 not saved"),
        (status(due=[DUE]), "due: Bedtime stretches", "due: Bedtime stretches"),
        (status(due=[DUE, DUE]), "2 due: Bedtime stretches, Bedt", "2 due: Bedtime stretches, Bedt"),
        (status(episode=an_episode(), due=[DUE]), "calf L 12 min", "calf L 12 min"),
        (
            status(episode=an_episode("hamstring", "both"), unsaved={"count": 2}),
            "back of thi 12 min 2 not saved",
            "back of thi 12 min 2 not saved",
        ),
    ],
)
def test_a_named_format_is_short_and_empty_where_nothing_is_open(what: Any, tmux: str, prompt: str) -> None:
    assert (formatted(what, "tmux", 12), formatted(what, "prompt", 12)) == (tmux, prompt)


@with_each(
    ("minutes", "text"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (47 * 60 + 59, "47 h"), (48 * 60, "2 days")]
)
def test_a_long_time_is_told_in_hours_and_days(minutes: int, text: str) -> None:
    assert formatted(status(episode=an_episode()), "tmux", minutes) == f"calf L {text}"


@with_each(
    ("text", "line"),
    [
        ("{place} {minutes}", "calf L 12"),
        ("{{{place}}} since {since}", "{calf L} since 03:12"),
        ("{routine} {state} {step} {left}", "night-calf-rescue running 2 0:34"),
        ("#[fg=red]{place}", "#[fg=red]calf L"),
        ("here", "here"),
    ],
)
def test_a_format_of_ones_own_is_filled_in(text: str, line: str) -> None:
    assert formatted(status(episode=an_episode(), routine=ROUTINE), text, 12) == line
    assert formatted(status(), text, 0) == ""


@with_each("text", ["{", "}", "{place", "{}", "{pain}", "{place!r}", "{place.__class__}", "{{place}", "{0}"])
def test_a_format_that_cannot_be_filled_in_is_refused(text: str) -> None:
    with pytest.raises(UnknownField):
        formatted(status(episode=an_episode()), text, 12)


@with_each("place", HOSTILE_PLACES)
def test_no_place_and_no_name_has_anything_that_a_prompt_obeys(place: str) -> None:
    for side in (None, "left", "both"):
        whole = status(
            routine={**ROUTINE, "id": place, "state": "paused"},
            episode=an_episode(place, side),
            unsaved={"count": 12},
            due=[{**DUE, "title": place}],
        )
        assert not set(formatted(status(due=whole["due"]), "tmux", 0)) & OBEYED
        assert cell_width(formatted(status(due=whole["due"]), "tmux", 0)) <= WIDTH
        for name in NAMED:
            line = formatted(whole, name, 10**6)
            assert not set(line) & OBEYED, line
            assert cell_width(line) <= WIDTH, line
        line = formatted(whole, "|".join(f"{{{field}}}" for field in FIELDS), 12)
        assert not set(line) & OBEYED - {"|"}, line
        assert not set(status_line(whole)) & OBEYED - {"(", ")"}
        assert cell_width(formatted(whole, "{place} {minutes}", 10**6)) <= WIDTH


def test_every_place_of_the_program_is_told_in_full_in_a_short_format() -> None:
    for place in PLACE_NAMES:
        for side in ("left", "both"):
            assert formatted(status(episode=an_episode(place, side)), "tmux", 12).endswith(" 12 min")


@with_each(
    ("due", "line"),
    [
        ([], "nothing open"),
        ([DUE], "Due today: Bedtime stretches"),
        ([DUE, {**DUE, "title": "Calf", "times": 2}], "Due today: Bedtime stretches, Calf twice"),
        ([DUE] * 4, "Due today: Bedtime stretches, Bedtime stretches and 2 more"),
    ],
)
def test_the_line_names_what_is_due(due: list[dict[str, object]], line: str) -> None:
    assert status_line(status(due=due)) == line
    assert status_line(status(due=due), is_quiet=True) == ("" if not due else line)


def test_what_is_due_comes_behind_what_is_open_and_fills_its_field_alone() -> None:
    whole = status(episode=an_episode(), due=[DUE])
    assert status_line(whole) == "open: left calf since 03:12 · due today: Bedtime stretches"
    assert formatted(whole, "{place}: {due}", 0) == "calf L: Bedtime stretches"
    assert formatted(status(due=[DUE]), "{place} since {since}", 0) == ""


@pytest.mark.parametrize("options", [(), ("-q",), ("--format", "tmux"), ("--format={place} {minutes}",)])
def test_the_quick_way_says_what_the_ordinary_one_does(
    here: Run, options: tuple[str, ...], capfdbinary: pytest.CaptureFixture[bytes], own_home: Path
) -> None:
    def quickly() -> str:
        assert quick_status.print_quickly([*options, "status"]) == 0
        return capfdbinary.readouterr().out.decode()

    def ordinarily() -> str:
        return here("status", *options).stdout

    assert quickly() == ordinarily() == ("" if options else "nothing open\n")
    here("log", "add", "calf", "--left", "--for", "4m")
    assert quickly() == ordinarily()
    open_an_episode()
    assert "calf" in quickly()
    assert quickly() == ordinarily()
    here("log", "done")
    assert quickly() == ordinarily() == ("" if options else "nothing open\n")
    (own_home / "other").mkdir()
    assert here("status", "--data-dir", "other").stdout == "nothing open\n"


def test_what_is_due_is_told_quickly_and_follows_the_plan_the_diary_and_the_day(
    here: Run, capfdbinary: pytest.CaptureFixture[bytes], own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quickly() -> str | None:
        code = quick_status.print_quickly(["status"])
        return None if code is None else capfdbinary.readouterr().out.decode()

    plan = own_home / ".config/spasmtui/plan.toml"
    plan.parent.mkdir(parents=True, exist_ok=True)
    here("log", "day", "ordinary")
    assert quickly() == "nothing open\n"
    plan.write_text('[[items]]\nroutine = "bedtime-prevention"\n')
    assert quickly() is None, "the plan has changed"
    assert here("status").stdout == quickly() == "Due today: Bedtime stretches\n"
    assert here("status", "--json").stdout.count("bedtime-prevention") == 1
    here("log", "day", "no-stretches", "--on", str(plan_day(SystemClock().now())))
    assert quickly() == "nothing open\n", "what follows from a change is kept with it"
    later = time.time() + 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert quickly() == "Due today: Bedtime stretches\n", "the next day has come"
    later += 30 * 24 * 3600
    assert quickly() is None, "the file tells of fewer days"


@with_each(
    "words",
    [
        *("status now", "status --json", "status --help", "status --format", "status --format -q", "status --plain"),
        *("status --data-dir", "status --data-dir=", "status status", "log status", "relief status", "status --"),
        *("--format tmux", "status --format {place", "status --format tmux --format tmux", "status -q=1", "status -l"),
        "status --language fr",
    ],
)
def test_any_other_command_line_is_left_to_the_ordinary_way(words: str) -> None:
    assert quick_status.print_quickly(words.split()) is None


@pytest.mark.parametrize("name", ["unsaved-1.json", "relief-start.1.1"])
def test_what_is_unusual_is_left_to_the_ordinary_way(here: Run, name: str) -> None:
    here("log", "add", "calf")
    state = next(Path(os.environ["HOME"], ".local/state/spasmtui").iterdir())
    assert quick_status.print_quickly(["status"]) == 0
    (state / name).write_text("{}")
    assert quick_status.print_quickly(["status"]) is None


@pytest.mark.long
def test_a_letter_that_the_output_lacks_and_a_full_disk_are_left_to_the_ordinary_way(
    spasmtui: Run, own_home: Path
) -> None:
    open_an_episode()
    ended = spasmtui("status", PYTHONIOENCODING="ascii")
    assert (ended.returncode, ended.stdout[:12]) == (0, "open: calf s")
    with open("/dev/full", "wb") as full:
        filled = subprocess.run(
            [sys.executable, "-m", "spasmtui", "status"], stdout=full, stderr=subprocess.PIPE, cwd=own_home, check=False
        )
    assert (filled.returncode, b"could not be shown" in filled.stderr) == (4, True)


def test_a_wrong_format_is_wrong_usage_and_names_the_fields(here: Run) -> None:
    ended = here("status", "--format", "{pain}")
    assert ended.returncode == 2
    assert all(f"{{{field}}}" in ended.stderr for field in FIELDS)
    assert here("status", "--format", "tmux", "--json").returncode == 2


def test_the_quick_way_loads_hardly_anything(own_home: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "spasmtui", "status"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        cwd=own_home,
    )
    loaded = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert ended.stdout == "nothing open\n"
    assert loaded & {"spasmtui.home.quick_status", "spasmtui.cli", "json", "datetime", "pathlib", "threading"} == {
        "spasmtui.home.quick_status"
    }
