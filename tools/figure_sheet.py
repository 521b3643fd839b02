"""Draw figures as pictures: a contact sheet of all with numbers, or one picture each; PNG, without any library.

Run `python -m tools.figure_sheet --out sheet.png [NAME ...]`; `--help` says the rest.
"""

from __future__ import annotations

import argparse
import struct
import zlib
from math import ceil, inf
from pathlib import Path

from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.model import Figure
from spasmtui.relief.figures.motion import MOVE_SECONDS
from spasmtui.relief.figures.picture import picture

FIGURES = Path(__file__).parents[1] / "content" / "figures"
Color = tuple[int, int, int]
INKS = ("prop", "far", "hair", "helper", "near", "muscle", "arrow")
THEMES: dict[str, dict[str, Color]] = {
    "dark": {
        "": (22, 22, 29), **dict.fromkeys(("text", "far", "hair", "helper"), (143, 141, 124)), "prop": (120, 118, 104),
        "near": (220, 215, 186), "muscle": (255, 160, 102), "arrow": (127, 180, 202),
    },
    "light": {
        "": (251, 249, 244), **dict.fromkeys(("text", "far", "hair", "helper"), (106, 106, 102)),
        "prop": (130, 130, 126), "near": (34, 38, 43), "muscle": (164, 74, 0), "arrow": (31, 111, 139),
    },
    "mono": {"": (0, 0, 0), **dict.fromkeys(("text", *INKS), (220, 220, 220))},
}  # fmt: skip
"""The colours of the ground, of numbers and of inks; `mono` is a terminal without colour."""
_FONT = {
    "0": ("111", "101", "101", "101", "111"), "1": ("010", "110", "010", "010", "111"),
    "2": ("111", "001", "111", "100", "111"), "3": ("111", "001", "111", "001", "111"),
    "4": ("101", "101", "111", "001", "001"), "5": ("111", "100", "111", "001", "111"),
    "6": ("111", "100", "111", "101", "111"), "7": ("111", "001", "010", "010", "010"),
    "8": ("111", "101", "111", "101", "111"), "9": ("111", "101", "111", "001", "111"),
}  # fmt: skip


class Image:
    """Pixels, and how to write them as PNG."""

    def __init__(self, width: int, height: int, ground: Color) -> None:
        """Begin with one colour."""
        self.width, self.height = width, height
        self._rows = [bytearray(bytes(ground) * width) for _ in range(height)]

    def block(self, left: int, top: int, size: int, color: Color) -> None:
        """Fill a square."""
        for y in range(max(0, top), min(self.height, top + size)):
            self._rows[y][left * 3 : (left + size) * 3] = bytes(color) * size

    def number(self, left: int, top: int, text: str, color: Color, size: int = 3) -> None:
        """Write digits."""
        for index, character in enumerate(text):
            for down, row in enumerate(_FONT[character]):
                for across, dot in enumerate(row):
                    if dot == "1":
                        self.block(left + (index * 4 + across) * size, top + down * size, size, color)

    def save(self, path: Path) -> None:
        """Write a PNG file."""
        raw = b"".join(b"\0" + bytes(row) for row in self._rows)

        def chunk(name: bytes, body: bytes) -> bytes:
            return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        path.write_bytes(
            b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")
        )


def paint(image: Image, left: int, top: int, figure: Figure, options: argparse.Namespace) -> None:
    """Paint a figure in the middle of its place, as a terminal shows it: eight dots to a cell, one colour to a cell."""
    colors = THEMES[options.theme]
    into = MOVE_SECONDS * options.part if options.part < 1 else inf
    rows = picture(
        figure, options.columns, options.rows, has_color=options.theme != "mono", is_mirrored=options.mirrored,
        into_seconds=into,
    )  # fmt: skip
    dot, width = options.dot, sum(len(text) for text, _ in rows[0])
    left += (options.columns - width) // 2 * 2 * dot
    top += (options.rows - len(rows)) * 4 * dot
    for row, runs in enumerate(rows):
        column = 0
        for text, ink in runs:
            for character in text:
                bits = ord(character) - 0x2800 if character > "\u2800" else 0
                for bit in range(8):
                    if bits >> bit & 1:
                        across, down = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))[bit]
                        place = (left + (column * 2 + across) * dot, top + (row * 4 + down) * dot)
                        image.block(*place, max(1, dot - 1), colors[ink or "near"])
                column += 1


def write_sheet(path: Path) -> None:
    """Write all figures, side by side, into a PNG file."""
    draw_sheets(_parser().parse_args(["--across", "6", "--dot", "2", "--out", str(path)]))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="figures; all without")
    parser.add_argument("--out", type=Path, default=Path("figures.png"), help="a PNG file, or with --each a folder")
    parser.add_argument("--each", action="store_true", help="one picture for each figure, named by its number")
    parser.add_argument("--columns", type=int, default=46)
    parser.add_argument("--rows", type=int, default=14)
    parser.add_argument("--across", type=int, default=4, help="figures in a row")
    parser.add_argument("--dot", type=int, default=4, help="pixels of a dot")
    parser.add_argument("--theme", choices=THEMES, default="dark")
    parser.add_argument("--part", type=float, default=1.0, help="how much of the movement is done, 0 to 1")
    parser.add_argument("--mirrored", action="store_true", help="for the left side")
    return parser


def draw_sheets(options: argparse.Namespace) -> None:
    """Write the pictures that the options ask for."""
    everything = sorted(path.stem for path in FIGURES.glob("*.toml"))
    names = options.names or everything
    wide, high = options.columns * 2 * options.dot, options.rows * 4 * options.dot
    edge, label = 16, 20
    across = 1 if options.each else min(options.across, len(names))
    batches = [[name] for name in names] if options.each else [names]
    for batch in batches:
        image = Image(
            across * (wide + edge) + edge, ceil(len(batch) / across) * (high + label + edge) + edge,
            THEMES[options.theme][""],
        )  # fmt: skip
        for index, name in enumerate(batch):
            left, top = edge + index % across * (wide + edge), edge + index // across * (high + label + edge)
            number = str(everything.index(name) + 1)
            image.number(left, top, number, THEMES[options.theme]["text"])
            paint(image, left, top + label, read_figure(FIGURES, name), options)
        if options.each:
            options.out.mkdir(parents=True, exist_ok=True)
        image.save(options.out / f"{everything.index(batch[0]) + 1:02}.png" if options.each else options.out)


if __name__ == "__main__":
    draw_sheets(_parser().parse_args())
