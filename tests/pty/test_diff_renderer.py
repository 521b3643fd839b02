"""The cell difference against stock Textual, on a terminal."""

import sys
from collections.abc import Callable
from functools import partial

import pytest

from tests.pty.conftest import Start
from tests.support.terminal import DOWN, ESCAPE, TAB, Cell, Terminal

pytestmark = pytest.mark.pty

Act = Callable[[Terminal], None]


def press(keys: str) -> Act:
    return lambda terminal: terminal.keys(keys)


def seen(cells: tuple[tuple[Cell, ...], ...]) -> list[list[tuple[object, ...]]]:
    """What a person sees: of a blank cell only what shows on it."""
    return [
        [
            (" ", cell.background) if cell.text == " " and not (cell.is_reversed or cell.is_underlined) else tuple(cell)
            for cell in row
        ]
        for row in cells
    ]


ACTS: tuple[tuple[str, Act], ...] = (
    ("down a list, and another number", press(DOWN * 3 + "d")),
    ("far down a table", press(TAB + DOWN * 25)),
    ("a modal over everything", press("m")),
    ("back", press(ESCAPE)),
    ("another theme", press("t")),
    ("words in place of wide characters", press("w")),
    ("narrow", lambda terminal: terminal.resize(40, 12)),
    ("wide", lambda terminal: terminal.resize(120, 40)),
    ("the terminal's own colours", press("t")),
    ("the focus in a field", press(TAB)),
    ("typing", press("twice")),
)


@pytest.mark.long
def test_the_difference_shows_the_same_cells_as_stock_output_with_a_third_of_its_bytes(terminal: Start) -> None:
    both = stock, few = tuple(
        terminal(sys.executable, "-m", "tests.support.gallery_app", kind) for kind in ("stock", "few")
    )
    for one in both:
        one.wait_for("left calf")
        one.settle()
    for name, act in ACTS:
        before = [len(one.raw) for one in both]
        for one in both:
            act(one)

        def is_same(before: list[int] = before) -> bool:
            is_quiet = sum(one.rest(0.08) for one in both) == 0
            has_changed = all(len(one.raw) > length for one, length in zip(both, before, strict=True))
            return is_quiet and has_changed and seen(few.cells) == seen(stock.cells)

        few.wait_until(is_same, f"after {name}, the same cells as stock:\n{stock.text}\n")
    assert "twice" in few.text
    assert len(few.raw) * 3 < len(stock.raw)


@pytest.mark.long
def test_a_frame_that_the_difference_cannot_take_goes_out_as_stock_output(terminal: Start) -> None:
    broken = (
        "import sys; sys.argv[1:] = ['few']; from spasmtui.terminal import diff_renderer; import runpy\n"
        "def fail(update): raise AttributeError('a private part has changed')\n"
        "diff_renderer._pieces = fail\n"
        "runpy.run_module('tests.support.gallery_app', run_name='__main__')"
    )
    one = terminal(sys.executable, "-c", broken)
    one.wait_for("choice 3")
    one.settle(0.15)
    one.keys("d")
    one.settle(0.15)
    assert "choice 5" in one.text


@pytest.mark.long
def test_a_window_smaller_than_a_screen_can_be_laid_out_for_shows_its_corner(terminal: Start) -> None:
    program = (
        "from textual.widgets import Static\n"
        "from spasmtui.terminal.diff_renderer import DiffRenderer\n"
        "from spasmtui.terminal.driver import SpasmDriver\n"
        "class Words(DiffRenderer):\n"
        "    def compose(self):\n"
        "        yield Static('calf pain at night\\n痛みが引く\\n' * 2)\n"
        "Words(driver_class=SpasmDriver).run(mouse=False)"
    )
    one = terminal(sys.executable, "-c", program)
    one.wait_for("calf pain at night")
    for size, shown in (
        ((7, 3), ["calf pa", "痛みが", "calf pa"]),
        ((1, 1), ["c"]),
        ((30, 2), ["calf pain at night", "痛みが引く"]),
    ):
        one.resize(*size)
        one.wait_until(partial(_shows, one, shown), f"{shown} in a window of {size}")


def _shows(one: Terminal, rows: list[str]) -> bool:
    """Return whether the rows are seen; the emulator writes a wide character as two cells."""
    return [row.replace(" ", "") if "痛" in row else row.rstrip() for row in one.screen.display] == rows
