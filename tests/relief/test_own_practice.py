"""The own routine of the docs by commands: both legs in full, how it was, and the same in the diary and its files."""

import json
import re
from pathlib import Path

import pytest

from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.session import Session
from tests.conftest import ROOT, FakeClock, Run
from tests.relief.conftest import CONTENT, FakeDiary, InlineQueue, Script


def example_of_the_docs() -> str:
    text = (ROOT / "docs/own-routines.md").read_text(encoding="utf-8")
    example = re.search(r'^    title = "Calf, three times a day".*?^    say = [^\n]*\n', text, re.MULTILINE | re.DOTALL)
    assert example is not None
    return "".join(line[4:] if line.strip() else line for line in example[0].splitlines(keepends=True))


@pytest.fixture
def own_routine(own_home: Path) -> str:
    """Return the id of that routine, which is among the person's own."""
    folder = own_home / ".config" / "spasmtui" / "routines"
    folder.mkdir(parents=True)
    (folder / "calf-three.toml").write_text(example_of_the_docs(), encoding="utf-8")
    return "calf-three"


def test_the_example_of_the_docs_is_held_three_times_on_each_side(own_routine: str, here: Run) -> None:
    (routine,) = json.loads(here("relief", own_routine, "--list", "--json").stdout)
    steps = [(each["side"], each["seconds"]) for each in routine["steps"]]
    assert steps == [*[("right", 30)] * 3, ("left", 5), *[("left", 30)] * 3]
    assert routine["seconds"] == 185
    assert "3 min  Calf, three times a day" in here("relief", "--list").stdout


def test_it_runs_line_by_line_with_a_switch_between_the_legs(
    own_routine: str, own_home: Path, clock: FakeClock, diary_port: FakeDiary
) -> None:
    routine = RoutineBook(CONTENT, own_home / ".config" / "spasmtui" / "routines").routine(own_routine)
    run = SessionRunner(
        Session.create(routine), place="calf", clock=clock, background=InlineQueue(), diary_port=diary_port
    )
    said = list[str]()
    LinearRelief(run, lines=Script(clock, [(186, "3 2 4")], stays_open=True), write=said.append).run()
    steps = [line for line in said if "Step " in line]
    assert [line.rpartition("Step ")[2] for line in steps] == [
        *(f"{number} of 7, right, 30 seconds." for number in (1, 2, 3)), "4 of 7, left, 5 seconds.",
        *(f"{number} of 7, left, 30 seconds." for number in (5, 6, 7)),
    ]  # fmt: skip
    assert steps[3].startswith("Change sides. Step")
    assert diary_port.practised == [(own_routine, 185, True)]
    assert (diary_port.practised_sides, diary_port.practice_scores) == (["both"], {"p1": (3, 2, 4)})


@pytest.mark.long
def test_how_a_practice_was_is_in_the_diary_and_in_its_files(own_routine: str, here: Run, tmp_path: Path) -> None:
    assert here("relief", own_routine, "--sets", "0").stderr == "A routine has 1 to 20 sets, not 0.\n"
    document = {
        "episodes": [], "days": [],
        "practices": [{
            "id": "0199aaaa-0000-7000-8000-000000000009", "routine": own_routine,
            "started_at": "2026-11-20T20:00:00+00:00", "seconds": 185, "completed": True, "side": "both",
            "pain": 3, "pain_after": 2, "effort": 4,
        }],
    }  # fmt: skip
    file = tmp_path / "practices.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    assert here("log", "import", str(file)).returncode == 0
    shown = json.loads(here("log", "show", "0199aaaa", "--json").stdout)
    assert {name: shown[name] for name in ("side", "pain", "pain_after", "effort")} == {
        "side": "both", "pain": 3, "pain_after": 2, "effort": 4,
    }  # fmt: skip
    lines = here("log", "show", "0199aaaa").stdout
    for line in ("practised       Calf, three times a day", "pain before     3 of 10", "effort          4 of 10"):
        assert line in lines
    exported = json.loads(here("log", "export", "--format", "tinydb").stdout)
    assert shown in exported["practices"].values()
