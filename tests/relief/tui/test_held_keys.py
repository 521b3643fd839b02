"""A key that is held while a routine changes its phase leaves what one press leaves, in the diary and on the screen."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Kind
from spasmtui.relief.tui.keys import Phase
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary, passing_answers
from tests.relief.tui.test_screen import Room, room
from tests.support.held import hold, hold_over_a_slow_line

pytestmark = pytest.mark.pilot
Press = Callable[[Pilot[None], str], Awaitable[None]]
HEAT = passing_answers(RoutineBook(CONTENT).routine("heat-session"))


async def first_step(it: Room) -> None:
    await it.begin("calf", "left")
    await it.pass_seconds(3)


async def last_step(it: Room) -> None:
    await first_step(it)
    session = it.screen.controller.session
    assert session is not None
    for _ in session.plan[1:]:
        it.screen.action_apply("next")


async def ended(it: Room) -> None:
    await last_step(it)
    it.screen.action_apply("next")


async def paused(it: Room) -> None:
    await first_step(it)
    it.screen.action_pause()


async def gone(it: Room) -> None:
    await first_step(it)
    it.screen.action_apply("gone")


async def worse(it: Room) -> None:
    await first_step(it)
    it.screen.action_apply("worse")


async def questions(it: Room) -> None:
    await it.begin("heat")


async def last_question(it: Room) -> None:
    await it.begin("heat")
    for answer in HEAT[:-1]:
        it.screen.action_answer(answer)


async def check(it: Room) -> None:
    await last_question(it)
    it.screen.action_answer(HEAT[-1])
    session = it.screen.controller.session
    assert session is not None
    for segment in session.plan:
        if segment.kind is Kind.CHECK:
            break
        it.screen.action_apply("next")
    assert it.screen.controller.moment.asks


async def refused(it: Room) -> None:
    await it.begin("heat")
    it.screen.action_answer("yes" if HEAT[0] == "no" else "no")
    assert it.screen.controller.phase is Phase.STOPPED


async def practice(it: Room) -> None:
    await it.begin("warm-up")
    await it.pass_seconds(40)


CASES: dict[Callable[[Room], Awaitable[None]], tuple[str, ...]] = {
    first_step: ("g", "w", "k", "x", "n", "space", "s"),
    last_step: ("right", "enter", "l", "left"),
    ended: ("enter", "3", "a", "g", "n"),
    paused: ("space", "g"),
    gone: ("k", "t", "m"),
    worse: ("space", "right", "enter"),
    questions: ("y", "n"),
    last_question: ("n",),
    check: ("y", "n"),
    refused: ("enter",),
    practice: ("g", "right", "x"),
}
"""The keys of each phase that lead to another one, or answer something in it."""


async def left_by(
    enter: Callable[[Room], Awaitable[None]], key: str, press: Press, clock: FakeClock, state: Path
) -> list[object]:
    """What a key leaves in the diary and on the screen, and the rooms that it has asked for."""
    diary = FakeDiary()
    async with room(clock, diary, state) as it:
        await enter(it)
        await it.pilot.pause()
        await press(it.pilot, key)
        it.settle()
        session = it.screen.controller.session
        return [diary, it.screen.controller.phase, session and session.state, *map(repr, it.app.asked)]


async def press_once(pilot: Pilot[None], key: str) -> None:
    await hold(pilot, key, 1)


async def compare(enter: Callable[[Room], Awaitable[None]], key: str, press: Press, state: Path) -> None:
    once = await left_by(enter, key, press_once, FakeClock(), state / f"{key} once")
    assert await left_by(enter, key, press, FakeClock(), state / f"{key} held") == once, key


@pytest.mark.long
async def test_a_held_key_leaves_what_one_press_leaves(tmp_path: Path) -> None:
    async def briefly(pilot: Pilot[None], key: str) -> None:
        await hold(pilot, key, 4)

    for enter, key in ((last_step, "right"), (ended, "enter")):
        await compare(enter, key, briefly, tmp_path / enter.__name__)
    await compare(last_step, "enter", hold_over_a_slow_line, tmp_path)


@pytest.mark.hammer
@pytest.mark.parametrize("enter", CASES, ids=lambda enter: enter.__name__)
async def test_thirty_keys_a_second_leave_what_one_press_leaves(
    enter: Callable[[Room], Awaitable[None]], tmp_path: Path
) -> None:
    for number, key in enumerate(CASES[enter]):
        await compare(enter, key, (hold, hold_over_a_slow_line)[number % 2], tmp_path)
