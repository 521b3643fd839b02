"""Inputs for a few words stay short, so that no paste keeps the app busy."""

import pytest
from textual import events
from textual.app import App, ComposeResult

from spasmtui.ui.short_input import LONGEST, ShortInput

pytestmark = pytest.mark.pilot


class Line(App[None]):
    """One input."""

    def compose(self) -> ComposeResult:
        yield ShortInput("left ", select_on_focus=False)


async def test_a_paste_is_cut_where_the_input_is_full_and_keys_after_it_change_nothing() -> None:
    async with Line().run_test() as pilot:
        line = pilot.app.query_one(ShortInput)
        pilot.app.post_message(events.Paste("calf " * 30_000))
        await pilot.press("x")
        assert line.value == ("left " + "calf " * LONGEST)[:LONGEST]
        line.action_select_all()
        pilot.app.post_message(events.Paste("foot " * 30_000))
        await pilot.pause()
        assert line.value == ("foot " * LONGEST)[:LONGEST]
