"""The characters in which the map of the body is drawn."""

import pytest

from spasmtui.ui.body_map.layout import arrange
from spasmtui.ui.body_map.picture import bodies, words_column


@pytest.mark.parametrize("is_ascii", [False, True])
def test_the_body_is_drawn_in_braille_or_in_ascii_alone(*, is_ascii: bool) -> None:
    at = arrange(80, 24, front="front", has_list=False, can_choose=False)
    text = "".join(line.plain for line in bodies(at, {("calf", "left"): 3}, is_ascii=is_ascii))
    assert any(0x2800 < ord(character) <= 0x28FF for character in text) is not is_ascii
    assert text.isascii() is is_ascii


@pytest.mark.parametrize(
    ("height", "shown"),
    [
        (5, ["left calf                  35", "back of the thigh, side     3", "  not recorded"]),
        (2, ["left calf                  35", "back of the thigh, side...  3"]),
    ],
)
def test_words_beside_the_map_go_on_in_a_second_line_where_it_has_room(height: int, shown: list[str]) -> None:
    rows = (("left calf", 35), ("back of the thigh, side not recorded", 3))
    assert [line.plain.rstrip() for line in words_column(rows, 29, height)] == shown
