"""Everything that is painted can be read: every screen in every theme, and the chosen row without colour."""

from collections.abc import Iterator
from itertools import product

import pytest
from rich.style import Style
from textual.pilot import Pilot

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.shared.key_names import NAMED_KEY
from spasmtui.shared.plain_letters import ascii_signs
from spasmtui.shell import Options
from spasmtui.terminal.painting.ascii_cells import ascii_cells
from spasmtui.ui import themes
from tests.conftest import FakeClock
from tests.support.idle import unpainted
from tests.support.painted import DEPTHS, VGA, contrast, luminance, painted_cells, pair_of, shown_pairs
from tests.support.random_diaries import random_diary

pytestmark = pytest.mark.pilot
SCREENS: dict[str, tuple[str, ...]] = {
    "home": (),
    "relief list": ("2", "down"),
    "relief running": ("2", "down", "enter"),
    "relief paused": ("2", "down", "enter", "space"),
    "relief, gone": ("2", "down", "enter", "g"),
    "relief, worse": ("2", "down", "enter", "w"),
    "log": ("3", "down"),
    "log, filtering": ("3", "f", "c"),
    "log, most pain": ("3", "o", "o"),
    "night": ("3", *"oooo", "home", "enter"),
    "day": ("3", "d"),
    "form": ("3", "n"),
    "form, note": ("3", "n", *["down"] * 9, "enter", "a"),
    "form, throw away": ("3", "n", "1", "escape"),
    "insights": ("3", "i"),
    "insights, numbers": ("3", "i", "n", "m", "down"),
    "insight": ("3", "i", "down", "enter"),
    "trial, new": ("3", "i", "t", "n", "down"),
    "sheet": ("3", "r"),
    "deleted": ("3", "o", "o", "x"),
    "guide": ("4", "down"),
    "page": ("4", "down", "enter"),
    "find": ("4", "down", "enter", "slash", *"the"),
    "outline": ("4", "down", "enter", "o"),
    "search": ("slash", *"cramp", "down"),
    "urgent": ("exclamation_mark", "down"),
    "urgent, answer": ("exclamation_mark", "1"),
    "drink": ("5", "down"),
    "drink, typing": ("5", "enter"),
    "form, place": ("3", "n", "1", "up", "m"),
    "body map": ("2", "m", "1"),
    "settings": ("comma", "down"),
    "settings, keys": ("comma", *["down"] * 40, "enter", "down"),
    "routine editor": ("2", "down", "c"),
    "step": ("2", "down", "c", "down", "enter"),
    "figures": ("2", "down", "c", "down", "enter", "f"),
    "plan": ("t", "down"),
    "plan, with items": ("t", "enter", "n", *"calf", "down", "enter", "s", "down"),
    "plan, an item": ("t", "down", "enter", *"calf", "enter", "down"),
    "plan, a routine": ("t", "down", "enter", *"calf"),
    "plan, a practice": ("t", "enter", "d", "down"),
    "keys": ("question_mark",),
    "palette": ("colon", *"re", "down"),
}
"""The keys that open each screen from home."""
BLACK, RED, BRIGHT_RED = 0, 1, 9
BAR_ENDS = "▁▂▃▄▅▆▇"
"""What a scroll bar ends in."""
CHOSEN = (
    "relief list",
    "log",
    "night",
    "form",
    "guide",
    "search",
    "outline",
    "urgent",
    "drink",
    "palette",
    "settings",
    "routine editor",
)
"""Those on which one row, or one thing, is chosen."""


@pytest.fixture
def services(clock: FakeClock) -> Composition:
    services = Composition(Options(), clock)
    records = random_diary(3)
    kept: tuple[Episode | Day | Practice, ...] = (*records.episodes[:30], *records.days[:20], *records.practices[:5])
    services.diary.merge(kept)
    return services


def two_themes(name: str) -> list[str]:
    """Return the themes in which the gate reads a screen: other two for the next, so each has fifteen screens."""
    number = list(SCREENS).index(name)
    return [themes.ALL[(number + more) % len(themes.ALL)].name for more in (0, 2)]


@pytest.mark.long
@pytest.mark.parametrize("name", SCREENS)
async def test_each_screen_can_be_read_in_two_themes_and_has_a_form_in_ascii(name: str, services: Composition) -> None:
    """The same rules colour a screen in every theme, from variables that many screens share."""
    options = Options()
    options.is_ascii = True
    app = SpasmApp(services, options)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, *SCREENS[name])
        unread = await unread_in(two_themes(name), app, pilot)
        texts = {text for _y, text, _style in painted_cells(app)}
    assert unread == {}
    assert {text for text in texts if NAMED_KEY.search(text)} == set()
    assert {text for text in texts if ascii_cells(text).count("?") > text.count("?")} == set()
    painted = "".join(texts)
    assert not {"⏎", "⌫", "½", "¼", "→"} & set(painted)
    assert ascii_signs(painted).isascii()
    assert name not in CHOSEN or name == "drink" or any(text.startswith(">") for text in texts)


@pytest.mark.hammer
@pytest.mark.parametrize("size", [(40, 12), (120, 40)], ids=str)
@pytest.mark.parametrize("name", SCREENS)
async def test_each_screen_can_be_read_in_each_window_in_each_theme(
    name: str, size: tuple[int, int], services: Composition
) -> None:
    app = SpasmApp(services, Options())
    async with app.run_test(size=size) as pilot:
        await press(pilot, *SCREENS[name])
        assert await unread_in([theme.name for theme in themes.ALL], app, pilot) == {}
        assert [text for _y, text, _style in painted_cells(app) if NAMED_KEY.search(text)] == []


async def unread_in(names: list[str], app: SpasmApp, pilot: Pilot[None]) -> dict[str, set[str]]:
    """Return what cannot be read in one of some themes, and what is written in it."""
    unread: dict[str, set[str]] = {}
    for theme in names:
        with unpainted():
            app.theme = theme
            await pilot.pause()
        unread |= {f"{theme}: {pair}": texts for pair, texts in hard_to_read(app)}
    return unread


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys as a person does: each after the effect of the one before is on the screen."""
    with unpainted():
        for key in keys:
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()


def hard_to_read(app: SpasmApp) -> Iterator[tuple[object, set[str]]]:
    """Yield what cannot be read, with what is written in it: in each depth of colours, or with colours of one's own."""
    texts: dict[Style, set[str]] = {}
    for _y, text, style in painted_cells(app):
        texts.setdefault(style, set()).add(text.strip()[:20])
    if app.theme == themes.TERMINAL.name:
        for style, written in texts.items():
            if sorted(pair_of(style)) != ["background", "foreground"]:
                yield pair_of(style), written
        return
    for depth in DEPTHS:
        for style, pair in shown_pairs(texts, app.theme, depth).items():
            ratio = contrast(*pair) if pair is not None else 0
            if ratio < least_contrast(app.theme, depth, texts[style]):
                yield (depth, round(ratio, 2), str(style)), texts[style]


def least_contrast(theme: str, depth: str, texts: set[str]) -> float:
    """Return the least contrast of what is read, and of the ends of a scroll bar, which are not.

    Among eight colours no ground is a bright red: what is written on red, a count or a field's cursor, has less, and
    no pair has more without more light than the words (see the test below).
    """
    is_read = not all(set(text) <= set(BAR_ENDS) for text in texts)
    if theme == themes.NIGHT.name and depth.startswith("8"):
        return 2.7
    return (7.0 if theme == themes.HIGH_CONTRAST.name else 4.5) if is_read else 3.0


def test_of_eight_colours_one_pair_alone_is_read_well_without_more_light_than_the_words_of_the_night() -> None:
    """So what is marked by its ground, on which underlines are no help (a Linux console shows them in cyan), has black.

    A letter may be bright, as bold ones are, and a ground may not.
    """
    light = luminance(VGA[BRIGHT_RED])
    pairs = [
        (letter, ground)
        for letter, ground in product(range(16), range(8))
        if max(luminance(VGA[letter]), luminance(VGA[ground])) <= light
    ]
    read = [pair for pair in pairs if contrast(VGA[pair[0]], VGA[pair[1]]) >= 4.5]
    assert read == [(BRIGHT_RED, BLACK)]
    on_red = [letter for letter, ground in pairs if ground == RED]
    assert max(on_red, key=lambda letter: contrast(VGA[letter], VGA[RED])) == BLACK
    assert round(contrast(VGA[BLACK], VGA[RED]), 2) == 2.71


@pytest.mark.parametrize("name", CHOSEN)
@pytest.mark.parametrize(
    "is_ascii",
    [pytest.param(False, marks=pytest.mark.long, id=""), pytest.param(True, marks=pytest.mark.hammer, id="ascii")],
)
async def test_what_is_chosen_is_marked_without_colour(name: str, *, is_ascii: bool, services: Composition) -> None:
    options = Options()
    options.color, options.is_ascii = "never", is_ascii
    app = SpasmApp(services, options)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *SCREENS[name])
        cells = list(painted_cells(app))
    assert any(style.reverse for _y, _text, style in cells) or name == "urgent"
    mark = ">" if is_ascii else "▸"
    assert any(text.startswith(mark) for _y, text, _style in cells) or name == "drink"
