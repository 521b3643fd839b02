"""The dialog for a text: what was typed is not lost by a stray click."""

import pytest

from spasmtui.ui.clicks import ClickKeys
from spasmtui.ui.form.text_dialog import TextDialog

pytestmark = pytest.mark.pilot


async def test_what_was_typed_is_thrown_away_by_esc_alone_and_not_by_clicks_beside_the_dialog() -> None:
    app = ClickKeys()
    async with app.run_test(size=(80, 24)) as pilot:
        for typed, clicks_left in (("", 0), ("x", 3)):
            dialog = TextDialog("Title", "")
            app.push_screen(dialog)
            await pilot.press(*typed)
            for _ in range(max(1, clicks_left)):
                await pilot.click(offset=(2, 2))
                await pilot.pause()
            assert (app.screen is dialog) == bool(clicks_left)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not dialog
