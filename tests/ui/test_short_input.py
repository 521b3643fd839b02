"""Inputs for a few words stay short, so that no paste keeps the app busy, and show in ASCII what was typed."""

from collections.abc import Iterator

import pytest
from textual import events
from textual.app import App, ComposeResult

from spasmtui.terminal.sanitize import use_ascii_words, written_out
from spasmtui.ui import short_input
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


@pytest.fixture
def ascii_screen() -> Iterator[None]:
    use_ascii_words(is_ascii=True)
    yield
    use_ascii_words(is_ascii=False)


def at_cursor(line: ShortInput) -> str:
    """Return what the cursor stands on."""
    ground = line.get_component_rich_style("input--cursor").bgcolor
    return "".join(text for text, style, _ in line.render_line(0) if style is not None and style.bgcolor == ground)


@pytest.mark.usefixtures("ascii_screen")
async def test_on_a_screen_of_ascii_what_it_lacks_is_written_out_while_the_value_stays_as_it_was_typed() -> None:
    async with Line().run_test() as pilot:
        line = pilot.app.query_one(ShortInput)
        line.value = ""
        await pilot.press(*"2½ Straße")
        assert line.value == "2½ Straße"
        shown = line.render_line(0)
        assert shown.text.rstrip() == "2 1/2 Strasse"
        end = line.cursor_screen_offset.x
        await pilot.press("left", "left")
        assert end - line.cursor_screen_offset.x == len("sse") + 1
        assert line.render_line(0).text == shown.text
        await pilot.press("home", "right")
        assert at_cursor(line) == " 1/2"
        await pilot.press("right")
        assert at_cursor(line) == " "
        for cell, index in ((0, 0), (1, 1), (4, 1), (5, 2), (6, 3), (10, 7), (11, 7), (12, 8), (30, 9)):
            assert line._cell_offset_to_index(cell) == index  # noqa: SLF001 -- where a click goes
        await pilot.press("delete")
        assert line.value == "2½Straße"


async def test_on_any_other_screen_it_is_shown_as_it_was_typed() -> None:
    async with Line().run_test() as pilot:
        line = pilot.app.query_one(ShortInput)
        await pilot.press(*"½ 痛")
        assert line.render_line(0).text.rstrip() == "left ½ 痛"


@pytest.mark.usefixtures("ascii_screen")
def test_a_long_line_is_written_out_in_one_pass_and_as_the_whole_text_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[int] = []

    def count(text: str) -> str:
        written.append(len(text))
        return written_out(text)

    monkeypatch.setattr(short_input, "written_out", count)
    value = "2½ cups, ½½, 1½½, 10° œuf ß é " * 40
    assert short_input._WrittenOut(value).plain == written_out(value)  # noqa: SLF001
    assert sum(written) <= 4 * len(value)
