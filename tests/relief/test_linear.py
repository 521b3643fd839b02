"""Linear mode: one line a cue, the same result in the diary, every routine from start to end."""

from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate

import pytest

from spasmtui.relief.course import Course
from spasmtui.relief.keeping import Use
from spasmtui.relief.linear import LinearRelief, read_answer
from tests.conftest import ROOT, FakeClock
from tests.relief.conftest import FakeKeeper, Script

ROUTINES = sorted(path.stem for path in (ROOT / "content" / "routines").glob("*.toml"))
Build = Callable[..., Course]


def walk(course: Course, clock: FakeClock, *lines: tuple[float, str], stays_open: bool = False) -> list[str]:
    said: list[str] = []
    script = Script(clock, lines, stays_open=stays_open)
    assert LinearRelief(course, listener=script, write=said.append).run() == 0
    return said


@pytest.mark.parametrize("name", ROUTINES)
def test_every_routine_runs_from_its_first_step_to_its_last(
    name: str, course: Build, clock: FakeClock, keeper: FakeKeeper
) -> None:
    run = course(name)
    routine = run.session.routine
    answers = [(0.0, "no" if question.stop_on == "yes" else "yes") for question in routine.asks_before]
    times = accumulate(segment.seconds for segment in run.session.plan)
    checks = [(at, "y") for at, segment in zip(times, run.session.plan, strict=True) if segment.on_no == "stop"]
    begin = clock.seconds
    said = walk(run, clock, *answers, *checks)
    steps = [line for line in said if line.startswith("Step ")]
    assert [line.split(" of ")[0] for line in steps] == [f"Step {n}" for n in range(1, len(run.session.plan) + 1)]
    assert run.session.state == "finished"
    assert clock.seconds - begin == pytest.approx(routine.seconds, abs=2)


def test_gone_closes_the_episode_and_one_line_rates_it(course: Build, clock: FakeClock, keeper: FakeKeeper) -> None:
    began = clock.now()
    said = walk(course("calf"), clock, (20, "g"), (0, "3 most"))
    assert keeper.opened["e1"].place == "calf"
    assert keeper.opened["e1"].side == "left"
    assert keeper.opened["e1"].started_at == began
    assert keeper.closed == {"e1": began + timedelta(seconds=20)}
    assert keeper.used == {"e1": [Use(routine="night-calf-rescue", seconds=20, completed=True)]}
    assert keeper.rated == {"e1": (3, "most")}
    assert "Gone after 20 s." in said


def test_the_first_line_is_the_first_instruction(course: Build, clock: FakeClock) -> None:
    assert walk(course("calf"), clock)[0] == "Step 1 of 6, 5 s: Straighten the cramped leg. Breathe out."


def test_without_anybody_to_answer_the_routine_runs_through_and_the_episode_stays_open(
    course: Build, clock: FakeClock, keeper: FakeKeeper
) -> None:
    walk(course("calf"), clock)
    assert keeper.closed == {}
    assert keeper.used == {"e1": [Use(routine="night-calf-rescue", seconds=80, completed=True)]}


@pytest.mark.parametrize(
    ("line", "answer"),
    [("3", (3, None)), ("t", (10, None)), ("3 most", (3, "most")), ("gone", (None, "gone")), ("10, no", (10, "no"))],
)
def test_an_answer_is_a_number_a_word_or_both(line: str, answer: tuple[int | None, str | None]) -> None:
    assert read_answer(line) == answer


@pytest.mark.parametrize("line", ["11", "-1", "much", "3.5", "²"])
def test_an_answer_that_is_neither_is_asked_again(line: str) -> None:
    assert read_answer(line) is None
