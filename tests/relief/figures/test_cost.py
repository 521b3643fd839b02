"""What a figure costs: the bytes that draw it in colour, counted by the renderer itself."""

from pathlib import Path

import pytest
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.model import Ink
from spasmtui.relief.figures.motion import MOVE_DRAWINGS, MOVE_SECONDS
from spasmtui.relief.figures.picture import Rows, picture
from spasmtui.terminal.screen_buffer import ScreenBuffer
from tests.relief.conftest import CONTENT

SIZE = (46, 14)
MOST_BYTES = 2500
FILES = sorted((CONTENT / "figures").glob("*.toml"))
GROUND = Style(color="#dcd7ba", bgcolor="#16161d")
STYLES = {ink.value: Style(color=f"#{index}f8d7c", bgcolor="#16161d") for index, ink in enumerate(Ink)} | {"": GROUND}


def written(buffer: ScreenBuffer, rows: Rows) -> int:
    pieces = [(0, y, [Segment(text, STYLES[ink]) for text, ink in row]) for y, row in enumerate(rows)]
    return len(buffer.write(pieces, ColorSystem.TRUECOLOR).encode())


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_figure_is_drawn_with_few_bytes_and_so_is_its_whole_movement(path: Path) -> None:
    figure = read_figure(path.parent, path.stem)
    buffer = ScreenBuffer(*SIZE)
    written(buffer, (((" " * SIZE[0], ""),),) * SIZE[1])
    moments = [MOVE_SECONDS * step / MOVE_DRAWINGS for step in range(MOVE_DRAWINGS)]
    costs = [written(buffer, picture(figure, *SIZE, into_seconds=into)) for into in (*moments, MOVE_SECONDS)]
    assert costs[0] <= MOST_BYTES
    assert sum(costs[1:]) <= MOST_BYTES * 3 / 2
    assert written(buffer, picture(figure, *SIZE)) == 0
