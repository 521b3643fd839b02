"""The key help: entries side by side, never broken."""

import pytest
from textual.app import App
from textual.containers import VerticalScroll

from spasmtui.ui.help_screen import EverywhereKeys, HelpScreen, HereKeys, Keys, pack_rows

ROWS = (("1", "Home"), ("2", "Relief"), ("Esc", "back"), ("!", "get help"))


def test_entries_fill_a_line_and_are_never_broken() -> None:
    assert pack_rows(ROWS, 80) == [list(ROWS)]
    assert pack_rows(ROWS, 18) == [[ROWS[0], ROWS[1]], [ROWS[2]], [ROWS[3]]]


def test_an_entry_wider_than_the_line_stands_alone() -> None:
    assert pack_rows(ROWS, 3) == [[row] for row in ROWS]


def test_a_long_description_stays_beside_its_keys() -> None:
    rows = HereKeys((("x", "Delete it"), ("tab", "To the next one in turn")))
    assert [line.plain for line in rows.lines(21)] == ["Here", "x    Delete it", "tab  To the next one", "     in turn"]
    narrow = [line.plain for line in rows.lines(19)]
    assert narrow == ["Here", "x", "  Delete it", "tab", "  To the next one", "  in turn"], "below, in a narrow window"


@pytest.mark.pilot
async def test_each_of_several_keys_in_a_row_is_pressed_by_itself_and_the_first_by_the_words() -> None:
    app, pressed = App[None](), list[str | None]()
    keys = Keys((("[ ]", "Move it up or down"),), (), {"[ ]": "left_square_bracket"})
    async with app.run_test(size=(80, 24)) as pilot:
        for column in (0, 2, 8):
            await app.push_screen(HelpScreen(keys), pressed.append)
            await pilot.click(HereKeys, offset=(column, 1))
        await app.push_screen(HelpScreen(keys), pressed.append)
        await pilot.click(".back")
    assert pressed == ["left_square_bracket", "right_square_bracket", "left_square_bracket", None]


@pytest.mark.pilot
async def test_the_list_takes_the_whole_width_of_a_usual_window_so_that_no_cut_words_are_seen_beside_it() -> None:
    app = App[None]()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(HelpScreen(Keys(ROWS, ROWS)))
        for columns, width in ((80, 80), (120, 80), (40, 40)):
            await pilot.resize_terminal(columns, 24)
            assert app.screen.query_one(VerticalScroll).outer_size.width == width


@pytest.mark.pilot
async def test_where_the_apps_keys_do_nothing_there_is_no_heading_for_them() -> None:
    app = App[None]()
    async with app.run_test(size=(80, 24)):
        await app.push_screen(HelpScreen(Keys(ROWS, ())))
        assert not app.screen.query(EverywhereKeys)
