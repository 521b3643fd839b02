"""The map in words."""

from spasmtui.shared.places import PLACES
from spasmtui.ui.body_map.words import DIGIT_OF_PLACE, count_words, place_of_digit
from spasmtui.ui.drawing.body_map import BodyPlace


def test_a_place_of_the_persons_own_is_listed_by_its_id_without_what_a_terminal_obeys() -> None:
    ((words, number),) = count_words({("knee-pit\x1b[31m\n", "left"): 2})
    assert (words.startswith("left knee pit"), words.isprintable(), number) == (True, True, 2)


def test_numbers_in_words_begin_with_the_most_and_say_where_the_side_is_not_recorded() -> None:
    counts = {("foot", "left"): 2, ("calf", None): 2, ("calf", "both"): 5, ("neck", "left"): 0}
    assert count_words(counts) == (("calf (both sides)", 5), ("calf, side not recorded", 2), ("left foot", 2))


def test_every_place_has_a_digit_and_is_reached_by_it() -> None:
    assert set(DIGIT_OF_PLACE) == set(PLACES)
    for place, digit in DIGIT_OF_PLACE.items():
        current, seen = None, []
        for _ in range(6):
            current = place_of_digit(digit, current)
            seen.append(current)
        assert {BodyPlace(place, "left"), BodyPlace(place, "right")} <= set(seen)


def test_a_digit_keeps_the_side_and_again_takes_the_other() -> None:
    foot = place_of_digit("2", BodyPlace("calf", "right"))
    assert foot == BodyPlace("foot", "right")
    assert place_of_digit("2", foot) == BodyPlace("foot", "left")
    assert place_of_digit("x", foot) is None
