"""Prepare the sheet's picture of the places for HTML and PDF alike: front and back of a body, shaded by count.

Coordinates are in dots of the picture, from its top left. Grey is for the eye only: each place has its number beside
it, and the table of places has them in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spasmtui.episodes.report.data import Report
from spasmtui.shared.formats import PLACE_NAMES, place_with_side
from spasmtui.ui.drawing.body_map import (
    VIEWS,
    BodyPlace,
    columns_for,
    count_at,
    level_of,
    middle_of,
    most_of,
    regions,
    silhouette,
    whole_head,
)
from spasmtui.ui.drawing.body_regions import View, side_at
from spasmtui.ui.drawing.dots import DOTS_ACROSS, DOTS_DOWN
from spasmtui.ui.drawing.shapes import Shape

ROWS = 54
"""Cells of the drawing down: fine enough that its steps are not seen in print."""
GAP_DOTS = 24
TITLE_DOTS = 18
FONT_DOTS = 13.0
"""The height of letters."""
DIGIT_DOTS = 9
"""The width of a figure with its gap."""
_NEAR_DOTS, _FAR_DOTS = 2, 24
"""The space between a place and its number."""
_HALF_LETTERS = 4
"""The line of words above a body."""
WIDTH = 2 * columns_for(ROWS) * DOTS_ACROSS + GAP_DOTS
HEIGHT = ROWS * DOTS_DOWN + TITLE_DOTS
"""Dots of the whole picture."""

Box = tuple[int, int, int, int]
"""Left, top, width and height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Boxes in one shade."""

    level: int
    """-1 for the head, 0 for the body where nothing is recorded, then from 1 to 3, the more the darker."""
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """The number of a place."""

    text: str
    x: float
    """Its middle."""
    y: float
    level: int
    """The shade that it is written on; 0 for paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPicture:
    """Both views, with the names of their sides above."""

    areas: tuple[Area, ...]
    numbers: tuple[Number, ...]
    titles: tuple[tuple[float, str], ...]
    """The middle of each word above the bodies, and the word."""
    caption: str
    description: str
    """The numbers in words, for people who cannot see the picture."""


def has_body_picture(report: Report) -> bool:
    """Return whether a report has a picture of its places."""
    return any(row.place in PLACE_NAMES and row.left + row.right + row.both for row in report.places)


def body_picture(report: Report) -> BodyPicture | None:
    """Return the picture of a report, or None where no place of the body has a side."""
    counts: dict[tuple[str, str | None], int] = {}
    for row in report.places:
        if row.place in PLACE_NAMES:
            for side, number in (("left", row.left), ("right", row.right), ("both", row.both)):
                if number:
                    counts[row.place, side] = number
    most = most_of(counts)
    if not most:
        return None
    areas, numbers, titles = [], [], []
    for order, view in enumerate(VIEWS):
        across = columns_for(ROWS) * DOTS_ACROSS
        shift = order * (across + GAP_DOTS)
        areas += [Area(level=level, boxes=_shifted(boxes, shift)) for level, boxes in _body(view)]
        for place, shape in regions(view, ROWS).items():
            if count := count_at(counts, *place):
                level = level_of(count, most)
                areas.append(Area(level=level, boxes=_shifted(_boxes(shape), shift)))
                numbers.append(_number(view, place, str(count), level, shift))
        edge = 1.3 * FONT_DOTS
        titles += [
            (shift + edge, side_at(view, is_at_right=False)),
            (shift + across / 2, view),
            (shift + across - edge, side_at(view, is_at_right=True)),
        ]
    return BodyPicture(
        areas=tuple(areas),
        numbers=tuple(numbers),
        titles=tuple(titles),
        caption="Where",
        description=", ".join(_words(counts)),
    )


def _number(view: View, place: BodyPlace, text: str, level: int, shift: int) -> Number:
    """Return a number beside its place, away from the midline, where the body leaves it room, else on the place."""
    own, whole = regions(view, ROWS)[place], silhouette(view, ROWS)
    column, row = middle_of(view, ROWS, place)
    y = row * DOTS_DOWN + DOTS_DOWN // 2
    wide = DIGIT_DOTS * len(text)
    first, end = (own[y] & -own[y]).bit_length() - 1, own[y].bit_length()
    is_outward_right = column * 2 >= columns_for(ROWS)
    beside = whole[y - _HALF_LETTERS : y + _HALF_LETTERS]
    # On a place that is narrower than its number nothing could be read: then it stands a little further away.
    farthest = _NEAR_DOTS if wide <= end - first else _FAR_DOTS
    for away in range(_NEAR_DOTS, farthest + 1):
        start = end + away if is_outward_right else first - wide - away
        if not any(bits >> max(0, start) & ((1 << wide) - 1) for bits in beside):
            return Number(text=text, x=shift + start + wide / 2, y=TITLE_DOTS + y, level=0)
    return Number(text=text, x=shift + (first + end) / 2, y=TITLE_DOTS + y, level=level)


def _words(counts: dict[tuple[str, str | None], int]) -> Iterator[str]:
    for (place, side), count in counts.items():
        yield f"{place_with_side(place, side)} {count}"


@lru_cache(maxsize=2)
def _body(view: View) -> tuple[tuple[int, tuple[Box, ...]], ...]:
    return (0, _boxes(silhouette(view, ROWS))), (-1, _boxes(whole_head(ROWS)))


def _shifted(boxes: tuple[Box, ...], across: int) -> tuple[Box, ...]:
    return tuple((left + across, top + TITLE_DOTS, width, height) for left, top, width, height in boxes)


def _boxes(shape: Shape) -> tuple[Box, ...]:
    """Return boxes that have exactly the dots of a shape: equal runs of dots in rows below each other are one box."""
    done: list[Box] = []
    growing: dict[tuple[int, int], tuple[int, int]] = {}
    for row, bits in enumerate((*shape, 0)):
        runs = set(_runs(bits))
        for run in [run for run in growing if run not in runs]:
            top, height = growing.pop(run)
            done.append((run[0], top, run[1], height))
        for run in runs:
            top, height = growing.get(run, (row, 0))
            growing[run] = (top, height + 1)
    return tuple(sorted(done))


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    """Yield the first dot and the length of each run of dots in a row."""
    start = 0
    while bits:
        skipped = (bits & -bits).bit_length() - 1
        bits >>= skipped
        start += skipped
        length = (~bits & (bits + 1)).bit_length() - 1
        yield start, length
        bits >>= length
        start += length
