"""Read what the app has painted: rows of characters with their colours."""

from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from typing import Any

from rich.color import ColorType
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App

# What a cell without a colour of its own has; the themes of the app leave none.
PLAIN = TerminalTheme((22, 22, 29), (220, 215, 186), [(0, 0, 0)] * 8, [(128, 128, 128)] * 8)


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell; colours as `#rrggbb`."""

    ink: str
    paper: str
    is_bold: bool = False
    is_italic: bool = False
    is_underlined: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one look."""

    column: int
    text: str
    look: Look


Rows = tuple[tuple[Run, ...], ...]


def read_cells(app: App[Any]) -> Rows:
    """Read the screen of a running app, and what is to be seen of the screens behind it."""
    console = Console(
        width=app.size.width, height=app.size.height, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    painted = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)  # noqa: SLF001 -- as the framework's own picture is made
    assert painted is not None
    lines = Segment.split_lines(segment for segment in console.render(painted) if not segment.control)
    return tuple(_runs(line) for line in lines)


def _runs(line: list[Segment]) -> tuple[Run, ...]:
    runs, column = [], 0
    looks = [(segment.text, _look(segment.style or Style()), segment.cell_length) for segment in line if segment.text]
    for look, group in groupby(looks, key=lambda it: it[1]):
        parts = list(group)
        runs.append(Run(column, "".join(text for text, _, _ in parts), look))
        column += sum(length for _, _, length in parts)
    return tuple(runs)


def _look(style: Style) -> Look:
    ink, paper = _hex(style, is_ink=True), _hex(style, is_ink=False)
    if style.reverse:
        ink, paper = paper, ink
    return Look(ink, paper, bool(style.bold), bool(style.italic), bool(style.underline))


def _hex(style: Style, *, is_ink: bool) -> str:
    color = style.color if is_ink else style.bgcolor
    if color is None or color.type is ColorType.DEFAULT:
        return (PLAIN.foreground_color if is_ink else PLAIN.background_color).hex
    return color.get_truecolor(PLAIN, foreground=is_ink).hex
