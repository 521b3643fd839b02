"""The line of the five modes: where it is shown, which mode is marked, and what a click on it does."""

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Size

from spasmtui.ui.modes.line import MODES, ModeLine


class OneMode(App[None]):
    """Shows the line of the log and remembers which mode was asked for."""

    BINDINGS = [Binding(str(number), f"go('{mode}')", mode) for number, mode in enumerate(MODES, 1)]

    def __init__(self) -> None:
        super().__init__()
        self.went: list[str] = []

    def compose(self) -> ComposeResult:
        yield ModeLine("log")

    def action_go(self, mode: str) -> None:
        self.went.append(mode)


@pytest.mark.parametrize(("rows", "is_always_shown", "lines"), [(30, False, 1), (29, False, 0), (12, True, 1)])
def test_a_low_window_has_the_line_only_where_it_is_always_shown(rows: int, is_always_shown: bool, lines: int) -> None:
    line = ModeLine("home", is_always_shown=is_always_shown)
    assert line.get_content_height(Size(80, rows), Size(80, rows), 80) == lines


@pytest.mark.pilot
async def test_the_mode_that_is_shown_stands_out_without_colour_and_a_click_shows_another() -> None:
    app = OneMode()
    async with app.run_test(size=(80, 30)) as pilot:
        line = app.query_one(ModeLine)
        shown = line.render()
        assert shown.plain == "1 Home   2 Relief   3 Log   4 Guide   5 Drink"
        marked = {shown.plain[span.start : span.end] for span in shown.spans if "reverse" in str(span.style)}
        assert "3 Log" in marked
        assert not any("Relief" in words for words in marked)
        await pilot.click(line, offset=(shown.plain.index("Guide") + 1, 0))
        assert app.went == ["guide"]


@pytest.mark.pilot
async def test_the_modes_stand_closer_in_a_narrow_window() -> None:
    app = OneMode()
    async with app.run_test(size=(40, 30)):
        assert app.query_one(ModeLine).render().plain == "1 Home 2 Relief 3 Log 4 Guide 5 Drink"
