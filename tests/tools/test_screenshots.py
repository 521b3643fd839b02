"""The pictures of the README: what is written, what is drawn, and when each frame is shown."""

import re
from xml.etree import ElementTree as ET

from tools.screenshots.cells import Look, Run
from tools.screenshots.glyphs import HEIGHT, WIDTH, arms, blocks, dots, is_drawn
from tools.screenshots.svg import write_animation, write_svg

DAY = Look("#000000", "#ffffff")
SVG = "{http://www.w3.org/2000/svg}"


def words(picture: str) -> list[tuple[int, str]]:
    """The column and the text of each word of a picture."""
    root = ET.fromstring(picture)
    return [(int(node.get("x", "")) // WIDTH, node.text or "") for node in root.iter(f"{SVG}text")]


def test_words_stand_in_their_columns_and_user_text_is_no_markup() -> None:
    assert words(write_svg(((Run(2, "Night   <b>calf & foot ", DAY),),), "x")) == [(2, "Night"), (10, "<b>calf & foot")]


def test_wide_characters_take_two_columns() -> None:
    assert words(write_svg(((Run(0, "痛み  ab", DAY),),), "x")) == [(0, "痛み"), (6, "ab")]


def test_every_dot_of_braille_is_drawn_where_it_is() -> None:
    assert dots("⠁", 0, 0) == "M2 2h0"
    assert dots("⢀", 3, 1) == f"M{3 * WIDTH + 6} {HEIGHT + 14}h0"
    assert dots("⣿", 0, 0).count("M") == 8
    assert dots("a", 0, 0) == dots("⠀", 0, 0) == ""


def test_blocks_and_boxes_fill_the_part_of_their_cell_that_they_stand_for() -> None:
    assert blocks("▁", 0, 0) == "M0 14h8v2h-8z"
    assert blocks("▌", 1, 0) == "M8 0h4v16h-4z"
    assert blocks("▟", 0, 0).count("M") == 3
    assert arms("╾", 0, 0, is_heavy=True).count("M") == arms("╾", 0, 0, is_heavy=False).count("M") == 1
    assert all(map(is_drawn, "⣿█▚─╭━░"))
    assert not any(map(is_drawn, "a·–→✓ "))


def test_each_frame_is_shown_for_its_seconds_and_only_one_at_a_time() -> None:
    frames = [(((Run(0, text, DAY),),), seconds) for text, seconds in (("one", 1.0), ("two", 3.0))]
    picture = write_animation(frames, "A night")
    assert [text for _, text in words(picture)] == ["one", "two"]
    assert re.findall(r"(\d+\.\d+)%{opacity:1}", picture) == ["0.00", "24.99", "25.00", "99.99"]
    assert picture.count("4s step-end infinite") == 2
    assert "<title>A night</title>" in picture
