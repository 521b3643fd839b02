"""Heat that comes too early, on the screen: it says when the last ended, asks, and starts with what is left or not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.session.states import State
from spasmtui.ui.messages import ShowPage
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary
from tests.relief.running.test_skin_gate import used
from tests.relief.tui.test_screen import HEAT_PASSES, Room, room

pytestmark = pytest.mark.pilot
SIZES = [pytest.param((80, 24), marks=pytest.mark.long), (40, 12)]
CALF = RoutineBook(CONTENT).find("calf").routine.title


def words(it: Room) -> str:
    return " ".join(it.text.split())


@pytest.fixture(params=SIZES, ids=["80x24", "40x12"])
async def it(
    request: pytest.FixtureRequest, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> AsyncIterator[Room]:
    async with room(clock, diary_port, tmp_path, size=request.param) as opened:
        yield opened


async def has_heat(it: Room, seconds: int) -> None:
    """Start heat, let it run to its end, and say at each look that the skin is fine."""
    await it.begin("heat", skin_seconds=seconds)
    await it.press(*HEAT_PASSES)
    while it.screen.controller.session is not None and it.screen.controller.session.state is State.RUNNING:
        await it.pass_seconds(60)
        if it.screen.controller.session.is_skin_check:
            await it.press("y")


@pytest.mark.long
async def test_after_heat_no_key_offers_it_once_more(it: Room) -> None:
    await has_heat(it, 60)
    assert "at least 1 h before the next one" in words(it)
    assert "once more" not in words(it)
    await it.press("a")
    assert it.screen.controller.session is not None
    assert it.screen.controller.session.state is State.FINISHED


@pytest.mark.long
async def test_a_start_too_early_says_when_the_last_ended_and_asks(it: Room) -> None:
    await has_heat(it, 60)
    await it.press("enter")
    it.clock.advance(120)
    await it.begin("heat", skin_seconds=1200)
    assert "The last heat ended at 03:13, 2½ min ago. The skin should rest until 04:14." in words(it)
    assert "do you want to start now all the same, for 19 min at most?" in words(it)
    assert "y yes n no" in words(it)
    await it.press("n")
    await it.pilot.pause()
    assert "Wait until 04:14, and until the skin feels and looks normal." in words(it)
    assert not any(
        isinstance(message, ShowPage) for message in it.app.asked
    )  # no page on what is urgent: there is nothing but a wait
    await it.press("enter")
    await it.begin("heat", skin_seconds=1200)
    await it.press("y", *HEAT_PASSES)
    assert it.screen.controller.session is not None
    assert it.screen.controller.session.state is State.RUNNING
    await it.press("right")
    assert "19 of 19 min left" in words(it)


@pytest.mark.long
async def test_with_nothing_left_it_does_not_start_and_says_when_it_may(it: Room) -> None:
    await has_heat(it, 1200)
    await it.press("enter")
    await it.begin("heat")
    assert "The skin has had as much as it can take for now. Wait until 04:3" in words(it)
    assert "back to the list" in words(it)
    before = list(it.screen.controller.diary_port.practised)  # type: ignore[attr-defined]
    await it.press("enter")
    assert it.screen.controller.session is None
    assert it.screen.controller.diary_port.practised == before  # type: ignore[attr-defined]


@pytest.mark.long
async def test_a_routine_that_runs_goes_on_when_heat_is_refused(it: Room) -> None:
    await has_heat(it, 1200)
    await it.press("enter")
    await it.begin("calf", "left")
    await it.begin("heat")
    assert it.screen.controller.session is not None
    assert it.screen.controller.session.routine.title == CALF
    assert it.screen.controller.session.state is State.RUNNING
    assert any("The skin has had as much" in note.message for note in it.app._notifications)  # noqa: SLF001 -- Textual lists them nowhere else


async def test_heat_that_another_device_had_is_asked_about_while_the_first_question_stands(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    diary_port.recent = [used(clock, 300)]
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("heat")
        it.settle()
        await it.press(HEAT_PASSES[0])
        assert "The last heat ended at 03:07, 5 min ago." in words(it)
        assert "for 10 min at most?" in words(it)


async def test_a_damaged_memory_is_named_and_heat_asks_its_own_questions(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    (tmp_path / "skin").write_text("junk")
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("heat")
        it.settle()
        await it.pilot.pause()
        assert any("earlier heat and cold are not known" in note.message for note in it.app._notifications)  # noqa: SLF001 -- as above
        assert "Is the skin whole" in it.text


async def test_a_refused_file_is_named_and_the_list_has_all_the_others(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    step = '[[steps]]\nkind = "{}"\nseconds = 3600\nsay = "Now."\n'
    (own / "burn.toml").write_text('title = "Burn"\n' + step.format("heat"), encoding="utf-8")
    (own / "good.toml").write_text('title = "A good one"\n' + step.format("hold"), encoding="utf-8")
    async with room(clock, diary_port, tmp_path, own=own) as it:
        await it.app.workers.wait_for_complete()
        await it.pilot.pause()
        listed = {routine.id for routine in it.screen.controller.book.all()}
        assert "good" in listed
        assert "burn" not in listed
        assert any("burn.toml, line 4: seconds = 3600" in note.message for note in it.app._notifications)  # noqa: SLF001 -- as above
        await it.begin("burn")
        assert it.screen.controller.session is None
