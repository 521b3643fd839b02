"""Writes the modules that are generated from the content: `make generated`. A test says they are up to date."""

import asyncio
import subprocess
import sys
from pathlib import Path
from pprint import pformat

from rich.color import ColorSystem
from textual.app import App, ComposeResult
from textual.content import Content
from textual.theme import Theme
from textual.widgets import Static

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.selection import FIRST_PLACE
from spasmtui.relief.session.timeline import expand
from spasmtui.terminal.screen_buffer import cell_styles
from spasmtui.ui import themes
from tools.drink_tables import main as tables_of_the_drink
from tools.key_table import main as table_of_keys
from tools.urgent_page import main as urgent_page

ROOT = Path(__file__).parent.parent
FIRST = ROOT / "spasmtui" / "launcher" / "_generated.py"
SYSTEMS = (ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR)


class Sample(App[None]):
    """One blank line and one bold word in the colours of a theme."""

    CSS_PATH = ROOT / "spasmtui" / "app.tcss"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.register_theme(theme)
        self.theme = theme.name

    def compose(self) -> ComposeResult:
        yield Static(" ")
        yield Static(Content.styled("bold", "bold"))


async def pens(theme: Theme) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each colour system the pens of a blank and of bold text, as SGR parameters."""
    async with Sample(theme).run_test(size=(20, 4)) as pilot:
        update = pilot.app.screen._compositor.render_full_update()
        segments = [next(s for strip in line for s in strip._segments if s.text.strip() == word) for line, word in
                    zip(update.strips, ("", "bold"), strict=False)]  # fmt: skip
    found = []
    for system in SYSTEMS:
        blank, bold = (cell_styles(segment.style, system) for segment in segments)
        found.append((tuple(blank[1]), tuple(bold[0])))
    return tuple(found)


def first_module() -> str:
    """The source of `launcher/_generated.py`."""
    book = RoutineBook(ROOT / "content")
    routines = {}
    for routine in book.all():
        if not routine.asks_before:
            says = [expand(routine, side)[0].say for side in (None, "left", "right")]
            routines[routine.id] = (routine.title, *(says if len(set(says)) > 1 else says[:1]))
    found = {word: book.find(word) for word in (*book.index.titles, *book.index.words)}
    words = {word: (what.place, what.routine.id) for word, what in sorted(found.items())}
    parts = {
        "FIRST_PLACE": FIRST_PLACE,
        "ROUTINES": routines,
        "WORDS": words,
        "READY_FIRST": tuple(r.id for r in book.all() if r.id in routines and expand(r)[0].kind == "prep"),
        "NIGHT_HOURS": tuple(sorted(themes.NIGHT_HOURS)),
        "DAY_PENS": asyncio.run(pens(themes.DARK)),
        "LIGHT_PENS": asyncio.run(pens(themes.LIGHT)),
        "NIGHT_PENS": asyncio.run(pens(themes.NIGHT)),
    }
    lines = [
        '"""What the first paint says: generated from the routines, the places and the themes by `make generated`."""',
        "",
        *(f"{name} = {pformat(value, width=118, sort_dicts=False)}" for name, value in parts.items()),
    ]
    return formatted("\n".join(lines) + "\n")


def formatted(source: str) -> str:
    """The source as the formatter writes it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(FIRST), "-"]
    ended = subprocess.run(command, input=source, capture_output=True, text=True, check=True, cwd=ROOT)
    return ended.stdout


def main() -> None:
    """Write all of them, and the README's table of keys."""
    FIRST.write_text(first_module(), encoding="utf-8")
    tables_of_the_drink()
    urgent_page()
    table_of_keys()


if __name__ == "__main__":
    main()
