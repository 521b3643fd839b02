"""Run each scenario in the full screen and in linear mode: the diary gets the same record."""

from dataclasses import asdict
from pathlib import Path

import pytest

from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.session import Session
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary, InlineQueue, Script, passing_answers
from tests.relief.tui.test_screen import room

pytestmark = pytest.mark.pilot

Scenario = tuple[str, tuple[tuple[float, str], ...]]


def passes(routine: str) -> tuple[tuple[float, str], ...]:
    return tuple((0.0, answer) for answer in passing_answers(RoutineBook(CONTENT).routine(routine)))


SCENARIOS: dict[str, Scenario] = {
    "it eases in the second step": ("calf", ((20, "gone"), (0, "3"))),
    "it eases after the last step": ("calf", ((85, "gone"), (0, "0"))),
    "no pain left closes the episode": ("calf", ((20, "gone"), (0, "0"))),
    "the other side was meant": ("calf", ((6, "swap"), (10, "gone"), (0, "2"))),
    "steps are passed over and gone back to": ("foot", ((4, "next"), (2, "next"), (3, "back"), (9, "gone"), (0, "5"))),
    "a pause in the middle": ("foot", ((4, "pause"), (30, "resume"), (5, "gone"), (0, "1"))),
    "worse, and on again": ("hamstring", ((14, "worse"), (20, "resume"), (5, "gone"), (0, "4"))),
    "held again because it does not ease": ("calf", ((51, "no"), (20, "gone"), (0, "6"))),
    "ten seconds more and less": ("shin", ((3, "longer"), (1, "shorter"), (1, "longer"), (28, "gone"), (0, "2"))),
    "left in the middle": ("thigh", ((21, "leave"),)),
    "bedtime stretches are practice": ("bedtime", ((216, "leave"),)),
    "bedtime stretches left early": ("bedtime", ((33, "leave"),)),
    "bedtime stretches done early": ("bedtime", ((33, "gone"),)),
    "bedtime stretches that were done": ("bedtime", ((211, "gone"),)),
    "bedtime stretches skipped through and done once more": (
        "bedtime",
        (*(((0.4, "next"),) * 22), (1, "again"), (212, "leave")),
    ),
    "sitting from the third step on": ("bedtime", ((25, "vary"), (188, "gone"))),
    "started by mistake": ("calf", ((4, "discard"),)),
    "a warm-up started by mistake": ("warm-up", ((14, "discard"),)),
    "heat that is not fit for the skin": ("heat", ((0, "no"),)),
    "heat stopped at the first look": ("heat", (*passes("heat-session"), (335, "no"))),
    "cold to the first look and gone": ("cold", (*passes("cold-session"), (325, "yes"), (20, "gone"))),
}
LINES = {"gone": "g", "swap": "s", "next": "l", "back": "b", "pause": "p", "resume": "p", "worse": "w", "leave": "q",
         "discard": "k", "vary": "v", "again": "a",
         "longer": "+", "shorter": "-"}  # fmt: skip
KEYS = {**LINES, "next": "right", "back": "left", "pause": "space", "resume": "space", "leave": "x", "longer": "plus",
        "shorter": "minus", "yes": "y", "no": "n"}  # fmt: skip


def line_by_line(scenario: Scenario, clock: FakeClock) -> FakeDiary:
    diary_port = FakeDiary()
    at = 0.0
    lines = []
    for seconds, did in scenario[1]:
        at += seconds
        lines.append((at, LINES.get(did, did)))
    found = RoutineBook(CONTENT).find(scenario[0])
    session = Session.create(found.routine, "left")
    runner = SessionRunner(session, place=found.place, clock=clock, background=InlineQueue(), diary_port=diary_port)
    LinearRelief(runner, lines=Script(clock, lines, stays_open=True), write=lambda _line: None).run()
    return diary_port


@pytest.mark.long
async def test_both_faces_tell_the_diary_the_same(clock: FakeClock, diary_port: FakeDiary, tmp_path: Path) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        for name, scenario in SCENARIOS.items():
            clock.advance(4 * 3600)  # whatever was on the skin has had its wait
            expected = line_by_line(scenario, FakeClock(clock.now()))
            it.screen.controller.diary_port = heard = FakeDiary()
            it.screen.controller.runner = None
            await it.begin(scenario[0], "left")
            for seconds, did in scenario[1]:
                await it.pass_seconds(seconds)
                await it.press(KEYS.get(did, did))
            it.settle()
            assert (name, asdict(heard)) == (name, asdict(expected))
            assert bool(heard.opened or heard.practised) is (
                name not in ("heat that is not fit for the skin", "a warm-up started by mistake")
            )
