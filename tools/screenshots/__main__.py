"""Take every picture: `make screenshots`, or `python -m tools.screenshots [ID...]` for some."""

import asyncio
import sys
from pathlib import Path

from tools.figure_sheet import write_sheet
from tools.screenshots.index import write_index
from tools.screenshots.paper import write_paper
from tools.screenshots.scenes import SCENES, Scene
from tools.screenshots.svg import write_animation, write_svg
from tools.screenshots.taking import new_home, take, take_loop

FOLDER = Path(__file__).parent.parent.parent / "screenshots"
SIZES = ((80, 24), (120, 40))
LOOP_ID = "loop"
SHEET_ID = "figures"
PAPER_ID = "sheet-page"


def take_scene(scene: Scene) -> None:
    """Write a screen at every size in every theme."""
    for size in SIZES:
        with new_home():
            shown = asyncio.run(take(scene, size))
        for theme, rows in shown.items():
            write(f"{scene.id}-{size[0]}x{size[1]}-{theme}.svg", write_svg(rows, scene.says))


def write(name: str, text: str) -> None:
    """Write a file of the folder and say so."""
    (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"screenshots/{name}")


def main() -> None:
    """Take the pictures of the scenes that are named, or of all."""
    chosen = set(sys.argv[1:])
    for scene in SCENES:
        if not chosen or scene.id in chosen:
            take_scene(scene)
    if not chosen or LOOP_ID in chosen:
        with new_home():
            write(
                f"{LOOP_ID}.svg",
                write_animation(asyncio.run(take_loop()), "A night with spasmtui, from start to sheet"),
            )
    if not chosen or SHEET_ID in chosen:
        write_sheet(FOLDER / f"{SHEET_ID}.png")
    if not chosen or PAPER_ID in chosen:
        with new_home():
            is_written = write_paper(FOLDER / f"{PAPER_ID}.png")
        print(f"screenshots/{PAPER_ID}.png" if is_written else f"{PAPER_ID}.png is as it was: there is no pdftoppm.")
    write("README.md", write_index())


if __name__ == "__main__":
    main()
