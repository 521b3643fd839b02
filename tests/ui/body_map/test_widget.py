"""The map as a widget: keys, digits and the mouse choose a place, and its words are said."""

from collections.abc import Mapping
from typing import Any

import pytest
from textual.app import App, ComposeResult

from spasmtui.ui.body_map.widget import BodyMap
from spasmtui.ui.drawing.body_map import BodyPlace

pytestmark = pytest.mark.pilot
COUNTS = {("calf", "left"): 44, ("calf", "right"): 27, ("calf", None): 4}


class Chooser(App[None]):
    """A map alone, and what it said."""

    def __init__(self, counts: Mapping[tuple[str, str | None], int], **options: Any) -> None:
        super().__init__()
        self.map = BodyMap(counts, **options)
        self.chosen: list[tuple[str, str]] = []
        self.moved: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        yield self.map

    def on_body_map_chosen(self, message: BodyMap.Chosen) -> None:
        self.chosen.append((message.place, message.side))

    def on_body_map_moved(self, message: BodyMap.Moved) -> None:
        self.moved.append((message.place, message.side))


def lines(app: Chooser) -> list[str]:
    return [line.rstrip() for line in app.map.render().plain.splitlines()]


async def test_arrows_mark_and_enter_chooses_and_the_place_is_said_in_words() -> None:
    app = Chooser(COUNTS)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "up", "right", "enter")
        assert app.chosen == [("calf", "right")]
        assert app.moved == [("calf", "left"), ("foot", "left"), ("calf", "left"), ("calf", "right")]
        assert lines(app)[-1] == "▸ right calf  27 recorded"


async def test_digits_choose_only_where_they_are_the_maps_own() -> None:
    app = Chooser({}, has_digits=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "6", "enter")
        assert app.chosen == [("hip", "right")]
        assert lines(app)[-1] == "▸ right hip  6 again: the other side"
        assert any(line.count("6") == 2 for line in lines(app))
        app.set_focus(None)
        await pilot.press("7")
        assert lines(app)[-1] == "▸ right hip"
        assert not any(character.isdigit() for line in lines(app) for character in line)
    app = Chooser({})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6", "enter")
        assert (app.moved, app.chosen, lines(app)[-1]) == ([], [], "Arrows mark a place.")
        assert not any(character.isdigit() for line in lines(app) for character in line)


async def test_a_click_on_a_place_chooses_it_and_one_beside_the_body_does_nothing() -> None:
    app = Chooser({})
    async with app.run_test(size=(62, 24)) as pilot:
        at = app.map._arrangement()  # noqa: SLF001 -- where to click
        for panel in at.panels:
            await pilot.click(app.map, offset=(panel.left + at.body_columns - 1, at.top + at.body_rows // 2))
        await pilot.click(app.map, offset=(1, 3))
        assert app.chosen == [("hand", "left"), ("hand", "right")]


@pytest.mark.long
async def test_where_one_view_has_room_a_key_turns_the_body_round() -> None:
    app = Chooser({}, chosen=("calf", "left"))
    async with app.run_test(size=(36, 24)) as pilot:
        assert lines(app)[0].split() == ["your", "left", "back", "your", "right"]
        await pilot.press("v")
        assert lines(app)[0].split() == ["your", "right", "front", "your", "left"]
        assert app.map.chosen == BodyPlace("shin", "left")
        assert lines(app)[-1] == "▸ left shin  v turns round"
        await pilot.resize_terminal(80, 24)
        assert lines(app)[0].split() == [
            "your", "right", "front", "your", "left", "your", "left", "back", "your", "right",
        ]  # fmt: skip
        await pilot.press("v")
        assert app.map.chosen == BodyPlace("shin", "left")


async def test_places_in_words_with_their_numbers_stand_beside_the_bodies_and_alone_where_these_have_no_room() -> None:
    app = Chooser(COUNTS)
    async with app.run_test(size=(80, 24)) as pilot:
        text = "\n".join(lines(app))
        assert all(words in text for words in ("left calf                44", "calf, side not recorded   4"))
        title = next(row for row, line in enumerate(lines(app)) if line.endswith("Episodes recorded"))
        assert lines(app)[title + 1].endswith("left calf                44")
        await pilot.resize_terminal(30, 5)
        assert lines(app) == [
            "left calf                44", "right calf               27", "calf, side not recorded   4",
            "Arrows mark a place.",
        ]  # fmt: skip
        await pilot.resize_terminal(30, 3)
        assert lines(app)[:2] == ["left calf                44", "2 more                   31"]
        await pilot.press("down", "down", "down", "up", "enter")
        assert app.chosen == [("calf", "right")]


async def test_a_picture_alone_takes_no_key_and_no_click() -> None:
    app = Chooser(COUNTS, can_choose=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter", "tab")
        await pilot.click(app.map, offset=(15, 12))
        assert (app.moved, app.chosen, app.focused) == ([], [], None)


async def test_a_plain_map_is_ascii() -> None:
    app = Chooser(COUNTS, is_ascii=True, has_digits=True, chosen=("neck", "left"))
    async with app.run_test(size=(80, 24)):
        assert "\n".join(lines(app)).isascii()


async def test_the_only_view_is_the_one_with_the_largest_number() -> None:
    app = Chooser(COUNTS)
    async with app.run_test(size=(36, 24)) as pilot:
        assert "back" in lines(app)[0]
        app.map.counts = {("thigh", "right"): 3, ("calf", "left"): 1}
        await pilot.pause()
        assert "front" in lines(app)[0]


async def test_a_place_of_the_persons_own_marks_nothing_and_keeps_no_key_from_working() -> None:
    app = Chooser({("jaw", "left"): 2}, chosen=("jaw", "left"), has_digits=True)
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.map.chosen is None
        assert "left jaw  2" in "\n".join(lines(app))
        await pilot.press("down", "enter")
        assert app.chosen == [("calf", "left")]


async def test_a_click_on_a_place_in_the_list_chooses_it_and_one_whose_side_is_unknown_is_left() -> None:
    app = Chooser(COUNTS)
    async with app.run_test(size=(80, 24)) as pilot:
        shown = lines(app)
        for words in ("calf, side not recorded", "right calf  "):
            row = next(number for number, line in enumerate(shown) if words in line)
            await pilot.click(app.map, offset=(shown[row].index(words), row))
        assert app.chosen == [("calf", "right")]


async def test_a_place_without_a_side_is_marked_on_both_and_enter_gives_it_none() -> None:
    app = Chooser({("lower-back", None): 2, ("lower-back", "left"): 1}, chosen=("lower-back", "left"), is_whole=True)
    async with app.run_test(size=(80, 24)) as pilot:
        assert lines(app)[-1] == "▸ lower back  3 recorded"
        blocks = [line.count("█") for line in lines(app)]
        await pilot.press("enter")
        assert app.chosen == []
        await pilot.press("left")
        assert lines(app)[-1] == "▸ left lower back  1 recorded"
        assert sum(line.count("█") for line in lines(app)) < sum(blocks)
        await pilot.press("enter")
        assert app.chosen == [("lower-back", "left")]
