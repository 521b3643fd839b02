"""Say in words what the map of the body shows."""

from spasmtui.shared.formats import PLACE_NAMES, place_with_side
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.drawing.body_map import BodyPlace, Counts
from spasmtui.ui.drawing.body_regions import Side

SIDES: tuple[Side, ...] = ("left", "right")
_PLACES_OF_DIGIT = {"1": ("calf",), "2": ("foot",), "3": ("shin",), "4": ("hamstring",), "5": ("thigh",),
                    "6": ("hip",), "7": ("buttock",), "8": ("hand",), "9": ("neck",),
                    "0": ("lower-back", "upper-back", "side")}  # fmt: skip
DIGIT_OF_PLACE = {place: digit for digit, places in _PLACES_OF_DIGIT.items() for place in places}
"""The key of each place: the legs first, then upwards; the whole trunk shares the last."""


def count_words(counts: Counts) -> tuple[tuple[str, int], ...]:
    """Return each place that was recorded in words with its number, the most frequent first."""
    return tuple(
        (
            f"{shown_text(place_with_side(place, side), one_line=True)}{'' if side else ', side not recorded'}",
            counts[place, side],
        )
        for place, side in counted_places(counts)
    )


def counted_places(counts: Counts) -> tuple[tuple[str, str | None], ...]:
    """Return the places that were recorded, in the order of their words."""
    order = {place: number for number, place in enumerate(PLACE_NAMES)}
    found = sorted(counts.items(), key=lambda row: (-row[1], order.get(row[0][0], len(order))))
    return tuple(place for place, number in found if number)


def place_of_digit(digit: str, current: BodyPlace | None) -> BodyPlace | None:
    """Return the place that a digit chooses, on the present side; pressed again, the next place of this digit."""
    places = _PLACES_OF_DIGIT.get(digit)
    if places is None:
        return None
    if current is None or current.place not in places:
        return BodyPlace(places[0], current.side if current is not None else "left")
    turns = [BodyPlace(place, side) for place in places for side in SIDES]
    return turns[(turns.index(current) + 1) % len(turns)]


def neighbour_in_words(place: BodyPlace, steps: int) -> BodyPlace:
    """Return the place so many steps on in the list of all places, each at the left and at the right."""
    order = [BodyPlace(name, side) for name in PLACE_NAMES for side in SIDES]
    return order[(order.index(place) + steps) % len(order)]
