"""A place is chosen on the map over any screen."""

import pytest
from textual.app import App

from spasmtui.ui.body_map.dialog import BodyMapDialog
from spasmtui.ui.drawing.body_map import BodyPlace

pytestmark = pytest.mark.pilot


async def test_a_digit_and_enter_choose_a_place_and_escape_none() -> None:
    app: App[None] = App()
    found: list[BodyPlace | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(BodyMapDialog("Where is the cramp?"), found.append)
        await pilot.press("9", "9", "enter")
        await app.push_screen(BodyMapDialog("Where is the cramp?", chosen=("calf", "left")), found.append)
        await pilot.press("2", "escape")
        assert found == [BodyPlace("neck", "right"), None]
