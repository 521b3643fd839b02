"""The reader, driven by keys, over paragraphs of no feature."""

from collections.abc import Iterator

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from spasmtui.ui.reader import Reader
from spasmtui.ui.text_layout import CARD, HEADING, LETTER, Paragraph, Span

TEXT = (
    Paragraph(text="Top", style=HEADING),
    Paragraph(text="Do it.", style=CARD, first="1. ", rest="   "),
    *(Paragraph(text=f"Paragraph {number} says toes.") for number in range(30)),
    Paragraph(text="End", style=HEADING),
    Paragraph(text="See here.", spans=(Span(4, 8, "link", "elsewhere"),)),
)


class ReaderApp(App[None]):
    """Nothing but a reader."""

    def __init__(self, *, is_ascii: bool = False) -> None:
        super().__init__()
        self.is_plain = is_ascii
        self.followed: list[str] = []
        self.counted: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        yield Reader(is_ascii=self.is_plain)

    def on_mount(self) -> None:
        self.reader.show(TEXT, ("elsewhere", "other"))
        self.reader.focus()

    def on_reader_followed(self, event: Reader.Followed) -> None:
        self.followed.append(event.target)

    def on_reader_moved(self, event: Reader.Moved) -> None:
        self.counted.append((event.number, event.count))

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def lines(self) -> Iterator[str]:
        for y in range(self.reader.size.height):
            yield self.reader.render_line(y).text.rstrip()


async def laid_out(pilot: Pilot[None]) -> None:
    """Wait until the text is set for the window and has the keys."""
    await pilot.pause()
    reader = pilot.app.query_one(Reader)
    assert reader.max_scroll_y
    assert reader.headings
    assert reader.has_focus


@pytest.mark.pilot
async def test_keys_scroll_by_line_by_screen_and_to_the_ends() -> None:
    app = ReaderApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await laid_out(pilot)
        places = []
        for key in ("j", "down", "k", "space", "b", "G", "g"):
            await pilot.press(key)
            places.append(round(app.reader.scroll_y))
        last = round(app.reader.max_scroll_y)
        assert places == [1, 2, 1, 12, 1, last, 0]


@pytest.mark.pilot
async def test_a_card_has_a_bar_beside_it_also_without_unicode() -> None:
    for is_ascii, bar in ((False, "▌"), (True, "|")):
        app = ReaderApp(is_ascii=is_ascii)
        async with app.run_test(size=(60, 12)) as pilot:
            await laid_out(pilot)
            assert list(app.lines())[:3] == ["  Top", "", f"{bar} 1. Do it."]


@pytest.mark.pilot
async def test_find_starts_at_what_is_in_sight_and_goes_round() -> None:
    app = ReaderApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await laid_out(pilot)
        app.reader.go_to_line(20)
        assert app.reader.find("TOES") == 30
        await pilot.press("n", "N", "N")
        await pilot.pause()
        assert app.counted == [(9, 30), (10, 30), (9, 30), (8, 30)]
        assert app.reader.find("nowhere") == 0
        assert app.reader.find("") == 0


@pytest.mark.pilot
async def test_links_follow_by_key_and_by_letter_and_no_letter_without_a_link() -> None:
    app = ReaderApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await laid_out(pilot)
        await pilot.press("enter", "tab", "enter", "f", "b", "f", "c")
        await pilot.pause()
        assert app.followed == ["elsewhere", "other"]
        assert "  See here." in list(app.lines()), "a chosen link is brought into sight"


@pytest.mark.pilot
async def test_where_no_letter_is_in_sight_the_question_for_one_goes_to_the_next() -> None:
    app = ReaderApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await laid_out(pilot)
        app.reader.show((*TEXT, Paragraph(text="See there [a].", spans=(Span(10, 13, LETTER, None),))), ("elsewhere",))
        await pilot.press("f")
        assert "  See there [a]." in list(app.lines())


@pytest.mark.pilot
async def test_the_outline_tells_the_line_of_each_heading() -> None:
    app = ReaderApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await laid_out(pilot)
        (top, at), (end, line) = app.reader.headings
        assert (top, at, end) == ("Top", 0, "End")
        app.reader.go_to_line(line - 3)
        assert "  End" in list(app.lines())


@pytest.mark.pilot
async def test_the_same_text_with_more_in_it_stays_where_it_was_read() -> None:
    app = ReaderApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await laid_out(pilot)
        app.reader.go_to_line(10)
        app.reader.find("toes")
        app.reader.show((*TEXT, Paragraph(text="toes")), (), keeps_place=True)
        assert round(app.reader.scroll_y) == 10
        assert app.reader.find("toes") == 31
        app.reader.show(TEXT)
        assert round(app.reader.scroll_y) == 0


@pytest.mark.pilot
async def test_a_new_width_sets_the_text_again() -> None:
    app = ReaderApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await laid_out(pilot)
        app.reader.show((Paragraph(text="word " * 30),))
        wide = app.reader.virtual_size.height
        await pilot.resize_terminal(30, 12)
        assert app.reader.virtual_size.height > wide
        assert max(map(len, app.lines())) <= 30
