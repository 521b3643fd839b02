"""The drink on the screen, driven by keys as a person presses them."""

from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding

from spasmtui.app import SpasmApp
from spasmtui.drink.tui.screen import DrinkScreen
from spasmtui.shared.settings import DrinkSettings
from spasmtui.terminal.crash_guard import CrashGuard
from spasmtui.ui import themes
from spasmtui.ui.help_screen import keys_of
from spasmtui.ui.key_bar import fit_entries, key_label
from tests.conftest import ROOT, FakeClock

pytestmark = pytest.mark.pilot
NOT_ORS = "This is not an oral rehydration solution"


class DrinkApp(CrashGuard):
    """Shows the drink screen alone and remembers what was copied."""

    def __init__(
        self, state: Path, settings: DrinkSettings | None = None, theme: str = "spasm-dark", *, is_ascii: bool = False
    ) -> None:
        super().__init__()
        self.drink = DrinkScreen(
            content=ROOT / "content", state=state, clock=FakeClock(), settings=settings, is_ascii=is_ascii
        )
        self.wanted_theme = theme

    def on_mount(self) -> None:
        for theme in themes.ALL:
            self.register_theme(theme)
        self.theme = self.wanted_theme
        self.push_screen(self.drink)


def lines(app: App[None]) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]  # noqa: SLF001 -- the only text of a screen


async def after(app: DrinkApp, *keys: str, size: tuple[int, int] = (80, 24)) -> str:
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return "\n".join(lines(app))


async def test_the_recipe_for_four_stands_there_at_once(tmp_path: Path) -> None:
    shown = await after(DrinkApp(tmp_path))
    for text in ("1.12 L · 4 × 280 mL", "4 cups  water", "¼ tsp   table salt", "sodium 145 mg", "22.7 mmol/L", NOT_ORS):
        assert text in shown
    assert shown.splitlines()[23].startswith(" ↓ field  → change")


async def test_the_key_help_has_a_row_for_each_way_of_an_arrow(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert keys_of(app.screen).here[:4] == (
            ("↓ j", "The next field"),
            ("↑ k", "The previous field"),
            ("→ l space", "The field's next value"),
            ("← h", "The field's previous value"),
        )


@pytest.mark.parametrize(
    ("size", "theme"),
    [
        ((120, 40), "spasm-dark"),
        ((60, 24), "spasm-light"),
        ((40, 12), "spasm-night"),
        ((80, 24), "ansi-dark"),
        ((200, 50), "spasm-dark"),
    ],
)
async def test_every_size_and_theme_shows_amounts_and_what_it_is_not(
    tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    shown = (await after(DrinkApp(tmp_path, theme=theme), size=size)).splitlines()
    assert len(shown) == size[1]
    assert any("table salt" in line for line in shown)
    assert any(NOT_ORS in line for line in shown)
    assert max(len(line) for line in shown) <= size[0]


async def test_with_everything_in_it_all_of_it_still_fits_80_by_24(tmp_path: Path) -> None:
    keys = ["down", "down", "left", "left", "down", "down", "down", "left", "left", "down", "down", "right", "right"]
    keys += ["down", "right", "down", "right"]
    shown = await after(DrinkApp(tmp_path), *keys)
    for text in (
        "lime juice",
        "coconut water",
        "sliced strawberries",
        "mint leaves",
        "Strength",
        NOT_ORS,
        "Take care:",
    ):
        assert text in shown


async def test_enter_is_among_the_keys_only_where_the_field_takes_a_typed_text(tmp_path: Path) -> None:
    assert "⏎ type" in (await after(DrinkApp(tmp_path))).splitlines()[-1]
    assert "⏎" not in (await after(DrinkApp(tmp_path), "down")).splitlines()[-1]


async def test_arrows_change_a_field_and_everything_follows(tmp_path: Path) -> None:
    shown = await after(DrinkApp(tmp_path), "right", "right", "j", "j", "l")
    assert "1.69 L · 6 × 280 mL" in shown
    assert "‹ maple syrup ›" in shown
    assert "6 tbsp         maple syrup" in shown
    assert "¼ tsp + ⅛ tsp  table salt" in shown


async def test_a_volume_is_typed_and_shown_with_each_key(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "7", "5", "0", "m")
        await pilot.pause()
        assert "4 × 280 mL" in lines(app)[0]  # 750m is no volume yet: the drink stays as it was
        await pilot.press("l")
        await pilot.pause()
        assert "750 mL · 2.7 × 280 mL" in lines(app)[0]
        await pilot.press("enter")
        await pilot.pause()
        assert app.drink.form.size == "750ml"
        assert app.screen.focused is None


async def test_escape_puts_the_field_back(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "9", "escape")
        await pilot.pause()
        assert app.drink.form.size == "4"
        assert "1.12 L" in lines(app)[0]
        assert app.screen is app.drink


async def test_very_salty_water_shows_the_reason_and_no_amounts(tmp_path: Path) -> None:
    shown = await after(DrinkApp(tmp_path), *["down"] * 4, "enter", *"1200", "enter")
    assert "Refused: sodium would be 66.6 mmol/L." in shown
    assert "table salt" not in shown
    assert NOT_ORS in shown


@pytest.mark.long
async def test_steps_warnings_shopping_and_label_open_and_close(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    texts = {"s": "stir again before pouring", "w": "[S72]", "b": "3 lemons", "p": "Use by  Mon 23 Nov 2026 03:12"}
    async with app.run_test(size=(80, 24)) as pilot:
        for key, text in texts.items():
            await pilot.press(key)
            await pilot.pause()
            assert text in " ".join(" ".join(lines(app)).split()) or text in "\n".join(lines(app)), key
            await pilot.press("escape")
            assert app.screen is app.drink


async def test_c_copies_the_text_and_says_that_it_leaves_the_machine(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("c")
        await pilot.pause()
        assert app.clipboard.startswith("Electrolyte drink: 4 servings, 1.12 L (US measures)")
        assert "left this machine" in "\n".join(lines(app))


@pytest.mark.long
async def test_a_favourite_is_kept_taken_and_forgotten(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "f", "n", "r")
        assert app.drink.form.size == "4"
        await pilot.press("f")
        await pilot.pause()
        assert "5 servings: US, honey, lemon" in "\n".join(lines(app))
        assert "x forget" in "\n".join(lines(app))
        await pilot.press("enter")
        await pilot.pause()
        assert app.drink.form.size == "5"
        await pilot.press("f", "x", "f")
        await pilot.pause()
        assert "No favourites yet." in "\n".join(lines(app))
        assert "x forget" not in "\n".join(lines(app))


async def test_a_favourite_that_another_terminal_has_forgotten_changes_nothing(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("right", "f", "n", "r", "f")
        app.drink.favourites.remove(app.drink.favourites.load()[0].name)
        await pilot.press("enter")
        await pilot.pause()
        assert app.drink.form.size == "4"


async def test_plain_characters_draw_the_same_jug(tmp_path: Path) -> None:
    shown = await after(DrinkApp(tmp_path, is_ascii=True))
    assert not set(shown) & set("░▒▓█┃│╭╮╰╯─●♣")
    assert "|~~~~~~~~~~~~|" in shown


async def test_settings_bring_measures_and_warnings(tmp_path: Path) -> None:
    settings = DrinkSettings(measures="metric", about=frozenset({"diabetes"}))
    shown = await after(DrinkApp(tmp_path, settings))
    assert "1.12 L · 4 × 280 mL" in shown
    assert "950 mL  water" in shown
    assert "Take care: diabetes: 18 g sugar" in shown


async def test_nothing_moves_while_nobody_presses_a_key(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "6")
        await pilot.pause()
        assert [node for node in app.drink.walk_children() if node.auto_refresh] == []


@pytest.mark.long
async def test_enter_never_throws_away_what_cannot_be_used(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", *"1 hogshead", "enter")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "'hogshead' is not a unit that the drink knows." in shown
        assert "1 hogshead" in shown
        await pilot.press(*["backspace"] * 8, *"gallon", "enter")
        await pilot.pause()
        shown = "\n".join(lines(app))
        assert "1 gallon is read in US gallons: about 3.79 L." in shown
        assert not app.drink.has_class("-typing")


@pytest.mark.parametrize(("size", "line"), [((80, 24), True), ((120, 40), True), ((40, 12), False)])
async def test_beside_a_weight_stand_the_spoons_that_come_near_it(
    size: tuple[int, int], line: bool, tmp_path: Path
) -> None:
    shown = await after(DrinkApp(tmp_path), "enter", *"2.67 L", "enter", size=size)
    assert "3.6 g" in shown
    assert ("or ½ tsp + 1 pinch, 5% less" in shown) is line


@pytest.mark.parametrize("keys", [(), ("s",)])
async def test_a_step_that_needs_another_line_stands_below_its_first_word(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    shown = (await after(DrinkApp(tmp_path), *keys, size=(80, 50))).splitlines()
    row, column = next((row, line.index("4. Add ¼ tsp")) for row, line in enumerate(shown) if "4. Add ¼ tsp" in line)
    assert shown[row + 1][: column + 3].strip() == ""
    assert shown[row + 1][column + 3 :].strip()


@pytest.mark.long
async def test_all_scales_stand_above_what_the_drink_is_not_at_every_height(tmp_path: Path) -> None:
    app = DrinkApp(tmp_path)
    async with app.run_test(size=(80, 20)) as pilot:
        for size in ((80, 20), (80, 24), (110, 24), (120, 40), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            shown = lines(app)
            strength = next(row for row, line in enumerate(shown) if line.startswith(" Strength"))
            assert "above" in shown[strength]
            assert strength < next(row for row, line in enumerate(shown) if NOT_ORS in line)


def test_the_last_line_has_room_for_every_key_with_its_words_at_120_columns() -> None:
    bindings = [each for each in (*DrinkScreen.BINDINGS, *SpasmApp.BINDINGS) if isinstance(each, Binding) and each.show]
    entries = [(each.key, key_label(each), each.description) for each in bindings]

    assert fit_entries(entries, 118, 1)[1] == [sorted(entries, key=lambda entry: entry[1] == "?")]
