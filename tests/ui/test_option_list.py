"""Lists stand every key, whether or not they have room on the screen."""

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static
from textual.widgets.option_list import Option

from spasmtui.ui.option_list import SafeOptionList

pytestmark = pytest.mark.pilot


class Lists(App[None]):
    """A list that is seen, or not."""

    def __init__(self, *, is_shown: bool) -> None:
        super().__init__()
        self.is_shown = is_shown

    def compose(self) -> ComposeResult:
        listed = SafeOptionList(*(Option(str(number)) for number in range(99)))
        listed.display = self.is_shown
        yield listed


async def test_a_list_turns_its_pages_where_it_has_some() -> None:
    async with Lists(is_shown=True).run_test(size=(40, 12)) as pilot:
        listed = pilot.app.query_one(SafeOptionList)
        await pilot.press("pagedown")
        assert listed.highlighted is not None
        assert listed.highlighted > 5


async def test_a_hidden_list_stands_every_key() -> None:
    async with Lists(is_shown=False).run_test(size=(40, 12)) as pilot:
        listed = pilot.app.query_one(SafeOptionList)
        for action in (listed.action_page_up, listed.action_page_down, listed.action_first, listed.action_last):
            action()


async def test_a_click_on_a_row_that_is_there_no_more_chooses_nothing() -> None:
    async with Lists(is_shown=True).run_test(size=(40, 12)) as pilot:
        listed = pilot.app.query_one(SafeOptionList)
        listed.set_options([Option("one"), Option("two")])
        row = Style(meta={"option": 7})
        listed.post_message(Click(listed, 0, 7, 0, 0, 1, False, False, False, screen_x=0, screen_y=7, style=row))
        await pilot.pause()
        assert listed.highlighted is None


@pytest.mark.usefixtures("every_picture")
@pytest.mark.parametrize("words", ["calf", "the calf of the left leg", "ふくらはぎ", "a\n\nb", ""])
async def test_a_list_and_a_text_stand_every_width_and_height(words: str) -> None:
    """In a stock app, whose screen may be a single cell."""

    class Narrow(App[None]):
        CSS = """
            Horizontal, Vertical { height: auto; }
            #padded { padding: 1 2; }
            #thin { width: 1; }
            #fold { text-wrap: nowrap; }
        """

        def compose(self) -> ComposeResult:
            with Horizontal():
                yield Static(Content(words), id="thin")
                yield Static(Content(words), id="fold")
                with Vertical(id="padded"):
                    listed = SafeOptionList(*(Option(Content(words)) for _ in range(3)))
                    listed.highlighted = 0
                    yield listed

    async with Narrow().run_test(size=(20, 5)) as pilot:
        for width, height in ((1, 1), (2, 1), (3, 5), (1, 30), (30, 1), *((width, 4) for width in range(4, 12))):
            await pilot.resize_terminal(width, height)
            await pilot.press("pagedown", "up")
        assert pilot.app.is_running


async def test_the_second_line_of_an_option_begins_below_its_first_word() -> None:
    class Wrapped(App[None]):
        def compose(self) -> ComposeResult:
            yield SafeOptionList(Option(Content("  a cramp of the calf")))

    async with Wrapped().run_test(size=(20, 5)) as pilot:
        listed = pilot.app.query_one(SafeOptionList)
        lines = [listed.render_line(y).text for y in range(2)]
        assert lines[0].index("a cramp") == lines[1].index("calf")
