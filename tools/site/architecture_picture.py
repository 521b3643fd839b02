"""Draw `docs/architecture.svg` from import contracts and docstrings: `python -m tools.site.architecture_picture`.

Its boxes are the layers of the contract that orders the whole package. A room for which a contract orders its own
folders shows them as well. So the picture shows what the gate enforces.
"""

import tomllib
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
PACKAGE = "spasmtui"
CAPTION = "What is higher may import what is lower, never the other way. The rooms, in blue, never import each other."
WIDTH, MARGIN, GAP = 960, 24, 8
NAME_WIDTH = 150
"""The width of the column of names, in pixels; the purposes are beside it."""
LINE, PAD = 17, 10
LETTER = 6.4
"""The mean width of a letter of the text, in pixels."""
COLUMNS = 3
"""How many rooms are side by side."""
STYLE = """
svg { --ground: #fbf9f4; --box: #f1eee6; --edge: #a3a29b; --room: #d3e1e8; --text: #22262b; --dim: #5f605d; }
@media (prefers-color-scheme: dark) {
  svg { --ground: #16161d; --box: #1f1f28; --edge: #86857c; --room: #303440; --text: #dcd7ba; --dim: #a9a798; }
}
text { font: 13px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: var(--text); }
.name { font: bold 13px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
.dim { fill: var(--dim); }
.ground { fill: var(--ground); } .box { fill: var(--box); stroke: var(--edge); }
.room { fill: var(--room); stroke: var(--edge); } .arrow { stroke: var(--dim); fill: none; stroke-width: 1.5; }
"""


class Room(NamedTuple):
    """A feature with the layers of its folder, from the top; none where no contract orders them."""

    name: str
    layers: tuple[tuple[str, ...], ...]


def read_layers(project: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the modules and folders in each layer of the whole package, from the top."""
    contract = next(each for each in _contracts(project) if each["type"] == "layers" and "containers" not in each)
    return tuple(_members(layer) for layer in contract["layers"])


def read_rooms(project: dict[str, Any]) -> tuple[Room, ...]:
    """Return the features, which never import each other."""
    contracts = _contracts(project)
    rooms = next(each for each in contracts if each["type"] == "independence")["modules"]
    inside = {
        container: tuple(_members(layer) for layer in each["layers"])
        for each in contracts
        if each["type"] == "layers"
        for container in each.get("containers", ())
    }
    return tuple(Room(name.removeprefix(f"{PACKAGE}."), inside.get(name, ())) for name in rooms)


def _contracts(project: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = project["tool"]["importlinter"]["contracts"]
    return found


def _members(layer: str) -> tuple[str, ...]:
    return tuple(each.strip().removeprefix(f"{PACKAGE}.") for each in layer.split("|"))


def purpose_of(name: str) -> str:
    """Return the first line of the docstring of a module or a folder, without its code marks."""
    module = ROOT / PACKAGE / f"{name}.py"
    path = module if module.is_file() else module.with_suffix("") / "__init__.py"
    docstring = path.read_text(encoding="utf-8").partition('"""')[2].partition('"""')[0]
    return docstring.partition("\n")[0].replace("`", "")


class _Drawing:
    """Lines of SVG from top to bottom."""

    def __init__(self) -> None:
        self.y = MARGIN
        self.lines: list[str] = []

    def write(self, x: float, y: float, text: str, kind: str = "") -> None:
        attribute = f' class="{kind}"' if kind else ""
        self.lines.append(f'<text x="{x:g}" y="{y:g}"{attribute}>{escape(text, quote=False)}</text>')

    def box(self, x: float, width: float, height: float, kind: str) -> None:
        self.lines.append(f'<rect x="{x:g}" y="{self.y}" width="{width:g}" height="{height}" rx="5" class="{kind}"/>')


def draw(project: dict[str, Any]) -> str:
    """Return the picture as SVG."""
    drawing = _Drawing()
    drawing.write(MARGIN, drawing.y + 4, CAPTION, "dim")
    drawing.y += 20
    rooms = read_rooms(project)
    for layer in read_layers(project):
        if set(layer) == {room.name for room in rooms}:
            _draw_rooms(drawing, rooms)
        else:
            _draw_layer(drawing, layer)
    height = drawing.y + MARGIN - GAP
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        "<title>The layers of the program: what may import what</title>",
        f"<style>{STYLE}</style>",
        '<rect width="100%" height="100%" rx="8" class="ground"/>',
        *drawing.lines,
        "</svg>",
        "",
    ])


def _draw_layer(drawing: _Drawing, members: tuple[str, ...]) -> None:
    width = WIDTH - 2 * MARGIN
    texts = [(name, wrap(purpose_of(name), int((width - NAME_WIDTH - 2 * PAD) / LETTER))) for name in members]
    height = sum(len(lines) for _name, lines in texts) * LINE + PAD
    drawing.box(MARGIN, width, height, "box")
    y = drawing.y + LINE
    for name, lines in texts:
        drawing.write(MARGIN + PAD, y, name, "name")
        for line in lines:
            drawing.write(MARGIN + NAME_WIDTH, y, line)
            y += LINE
    drawing.y += height + GAP


def _draw_rooms(drawing: _Drawing, rooms: tuple[Room, ...]) -> None:
    """Draw the rooms side by side: name, purpose, and the layers inside."""
    width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
    ordered = sorted(rooms, key=lambda room: len(room.layers))  # those with layers need more height: the last row
    for at in range(0, len(ordered), COLUMNS):
        row = [(room, _room_lines(room, int((width - 2 * PAD) / LETTER))) for room in ordered[at : at + COLUMNS]]
        height = (max(len(lines) for _room, lines in row) + 1) * LINE + PAD
        for column, (room, lines) in enumerate(row):
            x = MARGIN + column * (width + GAP)
            drawing.box(x, width, height, "room")
            drawing.write(x + PAD, drawing.y + LINE, room.name, "name")
            for number, (line, kind) in enumerate(lines, start=2):
                drawing.write(x + PAD, drawing.y + number * LINE, line, kind)
        drawing.y += height + GAP


def _room_lines(room: Room, letters: int) -> list[tuple[str, str]]:
    lines = [(line, "") for line in wrap(purpose_of(room.name), letters)]
    return lines + [(f"{'↓ ' if at else '   '}{', '.join(layer)}", "dim") for at, layer in enumerate(room.layers)]


def picture() -> str:
    """Return the picture of the project as it is."""
    return draw(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8")))


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
