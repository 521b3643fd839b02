"""A running routine is seen on every screen, and one key goes back to it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.relief.tui.screen import ReliefScreen
from spasmtui.shell import Options
from spasmtui.ui.messages import StartRelief
from spasmtui.ui.running.line import RunningLine
from tests.conftest import FakeClock

pytestmark = pytest.mark.pilot
RESCUE = "Night calf cramp: rescue · step 1 of 6 · 2 min left"


@asynccontextmanager
async def running(
    clock: FakeClock, start: StartRelief, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[SpasmApp, Pilot[None]]]:
    app = SpasmApp(Composition(Options(), clock), Options(), start)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield app, pilot


def top_of(app: SpasmApp) -> str:
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 -- the screen as it is shown
    return strips[0].text.strip()


@pytest.mark.long
async def test_a_running_routine_is_the_first_line_of_every_screen_and_2_goes_back(clock: FakeClock) -> None:
    async with running(clock, StartRelief("calf")) as (app, pilot):
        assert "Night calf cramp: rescue" in top_of(app)
        assert not app.screen.query(RunningLine)
        for keys in (("1",), ("4",), ("3", "r")):
            await pilot.press(*keys)
            assert top_of(app) == f"{RESCUE} · 2 goes back", keys
            if keys == ("1",):
                lines = app.screen._compositor.render_strips()[:6]  # noqa: SLF001 -- as above
                assert "Go back to" in "".join(line.text for line in lines), "also on a screen that is new"
        await pilot.press("escape", "question_mark")
        assert top_of(app) == RESCUE
        await pilot.press("escape", "2")
        assert not app.screen.query(RunningLine)
        assert "Straighten the cramped leg" in app.screen._compositor.render_strips()[2].text  # noqa: SLF001 -- as above


@pytest.mark.long
async def test_a_click_on_the_line_goes_back_also_from_a_dialog(clock: FakeClock) -> None:
    async with running(clock, StartRelief("calf")) as (app, pilot):
        for key in ("3", "question_mark", "colon"):
            await pilot.press(key)
            await pilot.click(offset=(5, 0))
            assert app.current_mode == "relief"
            assert "2" not in top_of(app).split()
            await pilot.press("3")
            assert app.screen is app.screen_stack[-1] is app.screen_stack[0], "no list of keys waits"


async def test_a_notification_leaves_the_line_readable(clock: FakeClock) -> None:
    async with running(clock, StartRelief("calf")) as (app, pilot):
        await pilot.press("1")
        app.notify("Saved.", markup=False)
        await pilot.pause()
        lines = [strip.text for strip in app.screen._compositor.render_strips()]  # noqa: SLF001 -- as it is shown
        assert lines[0].strip() == f"{RESCUE} · 2 goes back"
        assert [n for n, line in enumerate(lines) if "Saved." in line] == [1]


@pytest.mark.long
async def test_a_form_that_needs_the_digits_does_not_offer_one_of_them(clock: FakeClock) -> None:
    async with running(clock, StartRelief("calf")) as (app, pilot):
        await pilot.press("3", "n")
        assert isinstance(app.screen, EpisodeForm)
        assert top_of(app) == RESCUE


@pytest.mark.long
async def test_the_line_goes_when_the_routine_has_ended(clock: FakeClock) -> None:
    async with running(clock, StartRelief("calf")) as (app, pilot):
        await pilot.press("3", "1", "2", "g", "enter")
        assert app.current_mode == "home"
        assert not app.screen.query(RunningLine)
        await pilot.press("3")
        assert not app.screen.query(RunningLine)


@pytest.mark.long
async def test_the_line_goes_when_nothing_is_kept_of_a_routine_that_runs(clock: FakeClock) -> None:
    async with running(clock, StartRelief("calf")) as (app, pilot):
        await pilot.press("1", "2", "k")
        assert app.current_mode == "home"
        assert app.running is None
        assert not app.screen.query(RunningLine)


def relief_of(app: SpasmApp) -> ReliefScreen:
    screen = app._screen_stacks["relief"][0]  # noqa: SLF001 -- the base of a mode that is not shown
    assert isinstance(screen, ReliefScreen)
    return screen


async def test_the_other_screens_are_told_of_a_change_and_of_nothing_else(clock: FakeClock) -> None:
    async with running(clock, StartRelief("legs-up")) as (app, pilot):
        await pilot.press("1")
        told = []
        for _ in range(4):
            clock.advance(1)
            relief_of(app).show_now()
            await pilot.pause()
            told.append(app.running)
        assert told[0] is not None
        assert [message is told[0] for message in told] == [True] * 4


async def test_the_next_screen_is_told_of_the_second_at_which_it_is_shown(clock: FakeClock) -> None:
    async with running(clock, StartRelief("calf")) as (app, pilot):
        for _ in range(25):
            clock.advance(1)
            relief_of(app).show_now()
        clock.advance(3)
        await pilot.press("1")
        await pilot.pause()
        assert top_of(app).endswith("step 2 of 6 · 52 s left · 2 goes back"), top_of(app)


@pytest.mark.long
async def test_heat_on_the_skin_has_words_of_its_own_also_in_a_small_window(clock: FakeClock) -> None:
    async with running(clock, StartRelief("heat"), size=(40, 12)) as (app, pilot):
        await pilot.press("1")
        assert top_of(app) == "Heat session · your answer is wanted"
        await pilot.press("2")
        session = relief_of(app).controller.session
        assert session is not None
        for question in session.routine.asks_before:
            await pilot.press("n" if question.stop_on == "yes" else "y")
        await pilot.press("right", "4")
        assert top_of(app) == "Heat on the skin · 15 min left"
        await pilot.press("2", "space", "4")
        assert top_of(app) == "Heat still on the skin · paused"
