"""A screen is left once: keys typed faster than it goes neither end the program nor leave the screen below."""

import asyncio
from typing import Any

import pytest
from textual.app import App
from textual.screen import ModalScreen, Screen

from spasmtui.episodes.tui.day_dialog import DayDialog
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.episodes.tui.insights.screen import InsightsScreen
from spasmtui.episodes.tui.night_screen import NightScreen
from spasmtui.episodes.tui.red_flag_dialog import RedFlagDialog
from spasmtui.episodes.tui.report.screen import ReportScreen
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.palette.screen import PaletteScreen

pytestmark = pytest.mark.pilot


class Asks(DismissOnce, ModalScreen[int]):
    """Asks something."""


@pytest.mark.parametrize("below", [0, 1, 2])
async def test_a_screen_that_is_dismissed_twice_takes_no_other_with_it(below: int) -> None:
    answers: list[int | None] = []
    async with App[None]().run_test() as pilot:
        for _ in range(below + 1):
            await pilot.app.push_screen(Asks(), answers.append)
        asks = pilot.app.screen
        asks.dismiss(1)
        asks.dismiss(2)
        await pilot.pause()
        await asyncio.sleep(0)
        assert len(pilot.app.screen_stack) == below + 1
        assert answers == [1]
        assert pilot.app.is_running


async def test_a_screen_that_another_lies_over_goes_when_that_has_gone_with_its_first_result() -> None:
    answers: list[int | None] = []
    async with App[None]().run_test() as pilot:
        below, above = Asks(), Asks()
        await pilot.app.push_screen(below, answers.append)
        await pilot.app.push_screen(above, answers.append)
        below.dismiss(1)
        below.dismiss(2)
        await pilot.pause()
        assert pilot.app.screen is above
        above.dismiss(3)
        await pilot.pause()
        await pilot.pause()
        assert len(pilot.app.screen_stack) == 1
        assert answers == [3, 1]


def test_every_screen_that_is_left_is_left_once() -> None:
    for pushed in (
        DayDialog,
        EpisodeForm,
        InsightsScreen,
        NightScreen,
        RedFlagDialog,
        ReportScreen,
        PaletteScreen,
    ):
        assert issubclass(pushed, DismissOnce)
    found: list[type[Any]] = [Screen]
    for kind in found:
        found += kind.__subclasses__()
    modal = [kind for kind in found if issubclass(kind, ModalScreen) and kind.__module__.startswith("spasmtui.")]
    assert modal != []
    assert [kind for kind in modal if not issubclass(kind, DismissOnce)] == []
