"""The timer in a window that was made smaller than the full screen needs."""

from pathlib import Path

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.states import State
from spasmtui.shared.formats import count_down
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary
from tests.relief.tui.test_screen import room

pytestmark = pytest.mark.pilot
TINY = [(20, 5), (30, 8), (39, 7)]


@pytest.mark.long
@pytest.mark.parametrize("size", TINY, ids=str)
async def test_a_tiny_window_shows_the_step_its_time_and_the_beginning_of_the_instruction(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        await it.pilot.resize_terminal(*size)
        await it.pass_seconds(1)
        frame = it.screen.controller.sample()
        first, *rest = it.text.splitlines()
        assert first.split()[:3] == ["2", "of", "6"]
        assert first.split()[-1] == count_down(frame.remaining_seconds)
        assert rest[0].startswith(" Pull your toes")
        await it.press("space")
        session = it.screen.controller.session
        assert session is not None
        assert session.state is State.PAUSED
        assert "paused" in it.text
        await it.press("space")
        await it.pilot.resize_terminal(80, 24)
        await it.pass_seconds(1)
        assert "█" in it.text, "the large time is there again"


async def test_a_window_that_is_made_tiny_while_paused_says_so(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        await it.press("space")
        await it.pilot.resize_terminal(20, 5)
        await it.pilot.pause()
        assert "paused" in it.text
        assert it.text.splitlines()[0].split()[:3] == ["2", "of", "6"]


@pytest.mark.long
async def test_a_tiny_window_shows_the_stop_rule_whole_or_not_at_all(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    rule = RoutineBook(CONTENT).routine("night-calf-rescue").stop_line
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(8)
        for size in ((20, 5), (30, 8), (39, 9), (39, 11), (25, 11)):
            await it.pilot.resize_terminal(*size)
            await it.pass_seconds(0.2)
            text = " ".join(it.text.split())
            assert (rule in text) == ("Stop for" in text), (size, it.text)
