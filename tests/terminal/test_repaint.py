"""Widgets that are drawn at once and alone show the same cells as the compositor would."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pyte
import pytest
from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static

from spasmtui.relief.tui.widgets import BigTime, StepBar
from spasmtui.terminal import diff_renderer
from spasmtui.terminal.diff_renderer import DiffRenderer
from spasmtui.terminal.refresh.drawn_alone import DrawnAlone, Sight, is_waiting, pieces_of
from spasmtui.terminal.screen_buffer import Piece, ScreenBuffer
from spasmtui.ui.drawing.big_digits import large_digits
from tests.support.cases import with_each

pytestmark = pytest.mark.pilot

COLUMNS, ROWS = 60, 16


class Timer(DiffRenderer):
    """A time and its bar, and a note that may lie before them."""

    CSS = """
    Screen { layers: below above; }
    BigTime { height: 5; margin: 1 2; text-style: bold; &.-lit { background: red; } }
    StepBar { margin: 0 3; }
    #note { layer: above; display: none; width: 9; offset: 4 2; background: blue; }
    """

    def compose(self) -> ComposeResult:
        yield BigTime(is_ascii=False)
        yield StepBar(is_ascii=False)
        yield Static("words", id="words")
        yield Static("a note", id="note")

    def tick(self, time: str, progress: float) -> None:
        big, bar = self.query_one(BigTime), self.query_one(StepBar)
        big.time = time
        bar.part = progress
        self.repaint(big, bar)


class Over(ModalScreen[None]):
    """A screen over the timer."""

    CSS = "Over { align: center middle; Static { width: 20; background: green; } }"

    def compose(self) -> ComposeResult:
        yield Static("over it")


class Shown:
    """What the terminal shows of an app, and how often its compositor was asked for a frame."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.Stream(self.screen)
        self.frames = self.written = 0
        monkeypatch.setenv("TERM", "screen-256color")  # pyte clears a screen with the default colour, as that does
        monkeypatch.setattr(HeadlessDriver, "is_headless", False)
        monkeypatch.setattr(HeadlessDriver, "write", lambda _driver, data: self.take(data))
        self.pieces = diff_renderer._pieces  # noqa: SLF001 -- what every frame of the compositor goes through
        monkeypatch.setattr(diff_renderer, "_pieces", self.counted)

    def take(self, data: str) -> None:
        self.written += len(data)
        self.stream.feed(data)

    def counted(self, update: ChopsUpdate | LayoutUpdate) -> Iterator[Piece]:
        self.frames += 1
        return self.pieces(update)

    def is_as_composed(self, app: DiffRenderer) -> bool:
        """Return whether the terminal shows what the compositor would paint on an empty one."""
        stack = app._background_screens  # noqa: SLF001 -- as the renderer does
        full = app.screen._compositor.render_update(full=True, screen_stack=stack)  # noqa: SLF001
        assert isinstance(full, LayoutUpdate)
        wanted = pyte.Screen(COLUMNS, ROWS)
        buffer = ScreenBuffer(COLUMNS, ROWS)
        system = app.console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 -- the public one is a word
        pyte.Stream(wanted).feed(buffer.write(self.pieces(full), system))
        return cells(wanted) == cells(self.screen)

    async def settle(self, app: DiffRenderer, pilot: Pilot[None]) -> None:
        """Wait until no frame is due, and the terminal shows the last one."""
        for _ in range(500):
            await pilot.pause(0.01)
            is_due = is_waiting(app.screen)
            if is_settled := not is_due and self.is_as_composed(app):
                break
        assert is_settled


def cells(screen: pyte.Screen) -> list[list[tuple[object, ...]]]:
    def seen(char: pyte.screens.Char) -> tuple[object, ...]:
        return (" ", char.bg) if char.data == " " and not (char.reverse or char.underscore) else tuple(char)

    return [[seen(screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(ROWS)]


@pytest.mark.long
async def test_seconds_are_drawn_without_the_compositor_and_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    app, shown = Timer(), Shown(monkeypatch)
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await shown.settle(app, pilot)
        frames, renders = shown.frames, list[int]()
        for second in range(58, -1, -1):
            with monkeypatch.context() as patch:
                patch.setattr(BigTime, "render_line", lambda _widget, y: renders.append(y))
                app.tick(f"0:{second:02}", 1 - second / 59)
            assert shown.is_as_composed(app), f"0:{second:02}"
            digits = large_digits(f"0:{second:02}", COLUMNS - 4, 5, is_ascii=False)
            assert [row.strip() for row in shown.screen.display[1:6]] == [row.strip() for row in digits]
        assert shown.frames == frames
        assert not renders, "a second is rendered"


class Row(DrawnAlone):
    """A row of one style whose text may be too wide."""

    text = ""

    def render(self) -> str:
        return self.text

    def texts(self, _width: int, _height: int) -> list[str]:
        return [self.text]


class OneRow(DiffRenderer):
    """A row of nine cells, and one beside it."""

    CSS = "Screen { layout: horizontal; } Row { width: 9; height: 1; text-wrap: nowrap; }"

    def compose(self) -> ComposeResult:
        yield Row()
        yield Static("beside it")


@pytest.mark.parametrize("text", ["0:0 0:00 0:00", "0:0", "日本 日本", "日本日本日本", "0日本日本日本", " 日本日本日"])
async def test_a_text_that_is_too_wide_is_cut_by_cells(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app, shown = OneRow(), Shown(monkeypatch)
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        row = app.query_one(Row)
        row.text = "0:日本 "  # every character has been shown
        row.refresh()
        await shown.settle(app, pilot)
        row.text = text
        assert (rows := row.rows(9, 1)) is not None
        assert sum(segment.cell_length for segment in rows[0]) == 9
        app.repaint(row)
        assert shown.is_as_composed(app)


async def test_a_widget_is_drawn_alone_only_where_its_place_and_its_styles_are_known() -> None:
    app = OneRow()
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        row, beside, sight = app.query_one(Row), app.query_one(Static), Sight()

        async def settle(is_as_wanted: Callable[[], bool] = lambda: True) -> None:
            for _ in range(500):
                await pilot.pause(0.01)
                if is_as_wanted() and not is_waiting(app.screen):
                    return
            raise AssertionError

        row.text = "0:59 "
        row.refresh()
        await settle()
        row.text = "0:95"
        pieces = pieces_of(app.screen, (row,), sight)
        assert pieces is not None
        assert [(x, y, "".join(segment.text for segment in segments)) for x, y, segments in pieces] == [
            (0, 0, "0:95     ")
        ]
        for name in ("_layout_required", "_repaint_required"):
            setattr(row, name, True)
            assert pieces_of(app.screen, (row,), sight) is None
            setattr(row, name, False)
        assert pieces_of(SimpleNamespace(**QUIET), (row,), sight) is None, "it is on another screen"  # type: ignore[arg-type]
        assert sight.region_of(row, app.screen._compositor) == row.region  # noqa: SLF001 -- as the program asks
        beside.set_styles("width: 3;")
        row.set_styles("offset: 12 0;")
        await settle(lambda: (row.region.x, beside.region.width) == (12, 3))
        assert sight.region_of(row, app.screen._compositor) == row.region  # noqa: SLF001 -- the same
        assert pieces_of(app.screen, (row,), sight) is not None, "it lies beside what is above it"
        row.set_styles(f"width: {COLUMNS + 9};")
        await settle(lambda: row.outer_size.width > COLUMNS)
        assert pieces_of(app.screen, (row,), sight) is None, "a part of it is cut off"
        await row.remove()
        await settle()
        assert pieces_of(app.screen, (row,), sight) is None


@pytest.mark.long
async def test_what_lies_before_a_widget_stays_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    app, shown = Timer(), Shown(monkeypatch)

    async def check(pilot: Pilot[None], change: Callable[[], object], *, is_alone: bool) -> None:
        app.tick("1:00", 0.2)
        change()
        app.tick("0:48", 0.6)  # while a frame of the change is due
        await shown.settle(app, pilot)
        written = shown.written
        app.tick("0:37", 0.8)
        assert (shown.written > written) == is_alone
        assert shown.is_as_composed(app) or not is_alone
        await shown.settle(app, pilot)

    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await shown.settle(app, pilot)
        note, words, big = app.query_one("#note"), app.query_one("#words", Static), app.query_one(BigTime)
        await check(pilot, lambda: words.update("other words"), is_alone=True)
        await check(pilot, lambda: note.set_styles("display: block;"), is_alone=False)
        await check(pilot, lambda: note.set_styles("display: none;"), is_alone=True)
        await check(pilot, lambda: big.set_styles("height: 3;"), is_alone=True)
        await check(pilot, lambda: big.set_styles("display: none;"), is_alone=False)
        await check(pilot, lambda: big.set_styles("display: block;"), is_alone=True)
        await check(pilot, lambda: app.push_screen(Over()), is_alone=False)
        await check(pilot, app.pop_screen, is_alone=True)
        await check(pilot, lambda: setattr(app, "theme", "textual-light"), is_alone=True)
        await check(pilot, lambda: setattr(big.styles, "text_style", "underline"), is_alone=True)
        await check(pilot, lambda: setattr(big, "is_lit", True), is_alone=True)
        frames = shown.frames
        big._end_flash()  # noqa: SLF001 -- what the alarm of a flash calls
        assert shown.frames == frames
        assert shown.is_as_composed(app)


QUIET: dict[str, Any] = {
    "_layout_required": False,
    "_scroll_required": False,
    "_repaint_required": False,
    "_recompose_required": False,
    "_dirty_widgets": (),
    "_compositor": SimpleNamespace(_dirty_regions=()),
}
"""What Textual knows of a screen no frame of which is due."""


@with_each(
    "change",
    [
        *({name: True} for name, value in QUIET.items() if value is False),
        {"_dirty_widgets": ("a widget",)},
        {"_compositor": SimpleNamespace(_dirty_regions=("a region",))},
    ],
)
def test_no_widget_is_drawn_alone_while_a_frame_is_due(change: dict[str, Any]) -> None:
    """The frame may move the widget, or bring something before it."""
    screen: Any = SimpleNamespace(**QUIET)
    assert pieces_of(screen, (), Sight()) == []
    screen = SimpleNamespace(**{**QUIET, **change})
    assert pieces_of(screen, (), Sight()) is None
