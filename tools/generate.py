"""Write every generated file: `make generated`, or `python -m tools.generate`. Tests fail when one is out of date.

| file | made from | by |
| --- | --- | --- |
| `spasmtui/launcher/_generated.py` | routines, places, themes | this module |
| `spasmtui/drink/_generated.py` | `content/drink` | `tools/drink_tables.py` |
| `spasmtui/guide/_generated.py`, `urgent_texts/` | red flags, the question path | `tools/urgent_page.py` |
| `spasmtui/shared/_emergency_lines.py` | whom to call in each country | `tools/emergency_lines.py` |
| `sources` of pages, routines, flags, `docs/facts.md` | `[facts]` of `sources.toml` | `tools/page_sources.py` |
| `content/languages/en` | the words of relief, the keys | `tools/languages.py` |
| `spasmtui/shared/danger/_generated*.py` | red flags, words of danger | `tools/red_flags.py` |
| the tables of `docs/keys.md` | the bindings of the screens | `tools/key_table.py` |
| `docs/commands.md` | commands, options, examples, variables | `tools/site/commands_page.py` |
| the tables of `docs/settings.md` | the model and the words of the settings | `tools/site/settings_page.py` |
| `docs/architecture.svg` | import contracts, docstrings | `tools/site/architecture_picture.py` |
| `content/man` | commands, options, examples, exit codes | `tools/man_pages.py` |
| `spasmtui/settings/_generated_actions.py` | the bindings of the screens | `tools/actions.py` |
"""

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from pprint import pformat
from typing import Any

from rich.color import ColorSystem
from textual.app import App, ComposeResult
from textual.content import Content
from textual.theme import Theme
from textual.widgets import Static

from spasmtui.launcher.terminal_kind import MILLIONS
from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.running.selection import FIRST_PLACE
from spasmtui.relief.session.timeline import expand
from spasmtui.relief.words import use_words, words
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.language import ENGLISH, LANGUAGES
from spasmtui.terminal.screen_buffer import cell_styles, use_pens
from spasmtui.ui import themes
from spasmtui.ui.pens import pens_of
from tools import (
    actions,
    drink_tables,
    emergency_lines,
    key_table,
    languages,
    man_pages,
    page_sources,
    red_flags,
    urgent_page,
)
from tools.site import architecture_picture, commands_page, settings_page

ROOT = Path(__file__).parent.parent
LAUNCHER = ROOT / "spasmtui" / "launcher" / "_generated.py"


def launcher_file(language: str) -> Path:
    """Return the file with the first paint in a language other than English."""
    return LAUNCHER.with_name(f"_generated_{language}.py")


FOREIGN = LAUNCHER.with_name("_generated_foreign.py")
TITLES = ROOT / "spasmtui" / "episodes" / "model" / "_routine_titles.py"
SYSTEMS = {
    8: ColorSystem.STANDARD,
    16: ColorSystem.STANDARD,
    256: ColorSystem.EIGHT_BIT,
    MILLIONS: ColorSystem.TRUECOLOR,
}
"""How colours are written, by the number of colours that the terminal shows."""


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


async def theme_styles(theme: Theme) -> dict[int, tuple[tuple[str, ...], ...]]:
    """Return the cell styles of a blank and of bold text as SGR parameters, by the colours that a terminal shows."""
    async with Sample(theme).run_test(size=(20, 4)) as pilot:
        update = pilot.app.screen._compositor.render_full_update()  # noqa: SLF001 -- no public way to the cells
        segments = [
            next(segment for strip in line for segment in strip if segment.text.strip() == word)
            for line, word in zip(update.strips, ("", "bold"), strict=False)
        ]
    styles: dict[int, tuple[tuple[str, ...], ...]] = {}
    for colors, system in SYSTEMS.items():
        use_pens(pens_of(theme.name, has_bright=colors > 8))
        blank, bold = (cell_styles(segment.style, system) for segment in segments)
        styles[colors] = (tuple(blank[1]), tuple(bold[0]))
    return styles


def launcher_module() -> str:
    """Return the source text of `launcher/_generated.py`."""
    book = RoutineBook(ROOT / "content")
    texts = language_texts(ENGLISH)
    routines = texts["ROUTINES"]
    found = {word: book.find(word) for word in (*book.index.titles, *book.index.words)}
    targets = {word: (what.place, what.routine.id) for word, what in sorted(found.items())}
    every = (*targets, *book.index.foreign_words)
    danger = {(word, side) for word in every for side in ("", "left", "right") if find_flag(f"{word} {side}")}
    parts = {
        "FIRST_PLACE": FIRST_PLACE,
        **texts,
        "STARTS": {
            routine.id: (len(plan), plan[0].seconds, routine.purpose.value)
            for routine in book.all()
            if routine.id in routines
            for plan in [expand(routine)]
        },
        "WORDS": targets,
        "DANGER": tuple(sorted(danger)),
        "READY_FIRST": tuple(r.id for r in book.all() if r.id in routines and expand(r)[0].kind == "prep"),
        "NIGHT_HOURS": tuple(sorted(themes.NIGHT_HOURS)),
        "DAY_STYLES": asyncio.run(theme_styles(themes.DARK)),
        "LIGHT_STYLES": asyncio.run(theme_styles(themes.LIGHT)),
        "NIGHT_STYLES": asyncio.run(theme_styles(themes.NIGHT)),
        "HIGH_CONTRAST_STYLES": asyncio.run(theme_styles(themes.HIGH_CONTRAST)),
    }
    return _module("Constants of the first paint, made from routines, places and themes by `make generated`.", parts)


def titles_module() -> str:
    """Return the source text of `episodes/model/_routine_titles.py`: the diary knows a routine by its id alone."""
    titles = {routine.id: routine.title for routine in RoutineBook(ROOT / "content").all()}
    return _module("The title of each shipped routine by its id, made by `make generated`.", {"TITLES": titles})


def foreign_module() -> str:
    """Return the source text of `launcher/_generated_foreign.py`: a line for each target with its words."""
    index = RoutineBook(ROOT / "content").index
    words: dict[tuple[str | None, str], list[str]] = {}
    for word, target in sorted(index.foreign_words.items()):
        words.setdefault((index.place_of(target), target.routine), []).append(word)
    return "\n".join([
        '"""Words of other languages for places and routines, for the first paint; made by `make generated`."""',
        "",
        "# fmt: off",
        "# ruff: noqa: E501",
        "WORDS: tuple[tuple[str | None, str, frozenset[str]], ...] = (",
        *(f"    ({place!r}, {routine!r}, frozenset({tuple(own)!r}))," for (place, routine), own in words.items()),
        ")",
        '"""Place, routine, and the folded words that mean them."""',
        "",
    ])


def language_module(language: str) -> str:
    """Return the source text of `launcher/_generated_CODE.py`."""
    return _module("The first paint in another language; made by `make generated`.", language_texts(language))


def language_texts(language: str) -> dict[str, dict[str, Any] | str]:
    """Return what the first paint shows in a language: titles, first instructions, sides and the time of the start."""
    book = open_book(ROOT / "content", None, language)
    routines = {}
    for routine in book.all():
        if not routine.asks_before:
            says = [expand(routine, side)[0].say for side in (None, "left", "right")]
            routines[routine.id] = (routine.title, *(says if len(set(says)) > 1 else says[:1]))
    sides = {"left": words().left, "right": words().right}
    since = f"{words().since.format(time='03:12')}  0:00"
    use_words({})
    return {"ROUTINES": routines, "SIDES": sides, "SINCE": since}


def _module(docstring: str, parts: Mapping[str, object]) -> str:
    lines = [
        f'"""{docstring}"""',
        "",
        *(f"{name} = {pformat(value, width=10_000, sort_dicts=False)}" for name, value in parts.items()),
    ]
    source = formatted("\n".join(lines) + "\n")
    head, _, rest = source.partition("\n\n")
    is_long = any(len(line) > 120 for line in source.splitlines())
    return f"{head}\n\n# ruff: noqa: E501\n\n{rest}" if is_long else source


def formatted(source: str) -> str:
    """Return the source text as the formatter writes it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(LAUNCHER), "-"]
    ended = subprocess.run(command, input=source, capture_output=True, text=True, check=True, cwd=ROOT)
    return ended.stdout


def main() -> None:
    """Write every generated file."""
    page_sources.main()
    red_flags.main()
    LAUNCHER.write_text(launcher_module(), encoding="utf-8")
    FOREIGN.write_text(foreign_module(), encoding="utf-8")
    TITLES.write_text(titles_module(), encoding="utf-8")
    for language in LANGUAGES:
        if language != ENGLISH:
            launcher_file(language).write_text(language_module(language), encoding="utf-8")
    drink_tables.main()
    urgent_page.main()
    languages.main()
    emergency_lines.main()
    key_table.main()
    actions.main()
    man_pages.main()
    commands_page.main()
    settings_page.main()
    architecture_picture.main()


if __name__ == "__main__":
    main()
