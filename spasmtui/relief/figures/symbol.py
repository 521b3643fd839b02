"""Write a figure as an SVG symbol for a page on the screen: small, and in whatever colours the page has.

Each element has the class of its ink, a letter or two (`CLASSES`), and the page's style gives inks their colours. A
symbol is written once and shown wherever the page uses it; for the left side the page mirrors it. Coordinates are
whole quarters of the figure's units, which no screen tells from the exact ones.
"""

from __future__ import annotations

from itertools import pairwise, takewhile
from math import dist, hypot, sqrt
from typing import TYPE_CHECKING

from spasmtui.relief.figures.drawing import frame_of, pieces_at
from spasmtui.relief.figures.model import Ink
from spasmtui.relief.figures.pieces import Capsule, Outline, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spasmtui.relief.figures.model import Figure, Line, Point
    from spasmtui.relief.figures.pieces import Solid

STEPS = 4
"""The whole numbers to a unit of a figure."""
_FLAT = 0.35
"""Units by which a point may lie off the straight line between its neighbours and still be left out."""
_SKIPS = 0.05
"""Units below which two circles count as one."""

CLASSES = {
    "ground": "g", "gap": "w", "line": "l", "inside": "i", Ink.NEAR.value: "n", Ink.FAR.value: "f", Ink.HAIR.value: "h",
    Ink.HELPER.value: "o", Ink.PROP.value: "p", Ink.MUSCLE.value: "m", Ink.ARROW.value: "a",
}  # fmt: skip
"""The class of each ink; of the ground, and of a gap, which is a wide stroke of it; of a line, which is no area."""
USUAL_WIDTH = 1.4
"""Units of the thickness of a line that names none: that of floors and walls."""
_Pair = tuple[int, int]
_Stroke = tuple[_Pair, str, _Pair]
"""Where a stroke begins, its commands from there, and where it ends."""


def symbol(figure: Figure, name: str) -> str:
    """Return the held pose of a figure as a `symbol` element of an HTML page.

    Args:
        figure: the figure.
        name: the id of the element, and the beginning of the ids inside it: letters and digits.
    """
    (left, top), (right, down) = corners = frame_of(figure)
    box = " ".join(map(str, (_steps(left), _steps(top), _steps(right - left), _steps(down - top))))
    drawn = "".join(_drawn(pieces_at(figure, corners=corners), name))
    return f'<symbol id={name} viewBox="{box}">{drawn}</symbol>'


def _drawn(pieces: Sequence[Piece], name: str) -> Iterable[str]:
    """Yield the elements of all pieces; the ground around a piece is a stroke under it."""
    shapes: dict[tuple[Solid, ...], str] = {}
    """The ids of the shapes that others are cut to."""
    cuts = {piece.inside for piece in pieces if piece.inside}
    for number, piece in enumerate(pieces):
        areas, lines = _areas_and_lines(piece.solids)
        ink = CLASSES["ground" if piece.ink is None else piece.ink.value if piece.is_filled else "inside"]
        if piece.inside:
            cut = f"{name}-{number}"
            shape = shapes.get(piece.inside)
            inside = f'<use href="#{shape}"/>' if shape else f'<path d="{_path(piece.inside)}"/>'
            yield f"<clipPath id={cut}>{inside}</clipPath>"
            yield f'<path class={ink} clip-path="url(#{cut})" d="{_path(piece.solids)}"/>'
            continue
        has_own_gap = piece.gap == piece.solids
        shared = 0 if has_own_gap else _shared_end(piece.gap, piece.solids)
        if shared:
            yield from _with_gap(piece, shared, ink, f"{name}-{number}")
            continue
        if piece.gap and not has_own_gap:
            yield f'<path class="g w" d="{_path(piece.gap)}"/>'
        if has_own_gap:
            yield from _lines_of(lines, "g", piece.gap_units)
        named = ""
        if piece.solids in cuts and not lines and piece.solids not in shapes:
            shapes[piece.solids] = f"{name}-{number}"
            named = f" id={name}-{number}"
        if areas:
            class_ = f'"{ink} w"' if has_own_gap else ink
            yield f'<path{named} class={class_} d="{_path(areas)}"/>'
        yield from _lines_of(lines, ink)


def _shared_end(gap: tuple[Solid, ...], solids: tuple[Solid, ...]) -> int:
    """Return the number of solids at the end of a piece that end its gap too."""
    pairs = zip(reversed(gap), reversed(solids), strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _with_gap(piece: Piece, shared: int, ink: str, name: str) -> Iterable[str]:
    """Yield a piece whose gap has the same end as itself, such as a limb but for its joint; the end is written once."""
    gap, solids, end = piece.gap[:-shared], piece.solids[:-shared], piece.solids[-shared:]
    before = f'<path d="{_path(gap)}"/>' if gap else ""
    yield f'<g class="g w">{before}<use href="#{name}"/></g>'
    begin = f'<path d="{_path(solids)}"/>' if solids else ""
    yield f'<g class={ink}>{begin}<path id={name} d="{_path(end)}"/></g>'


def _areas_and_lines(solids: Iterable[Solid]) -> tuple[list[Solid], list[tuple[list[Point], float]]]:
    """Split solids into areas, and lines of one thickness, each with its points and its radius."""
    areas: list[Solid] = []
    lines: list[tuple[list[Point], float]] = []
    for each in solids:
        if isinstance(each, Outline) or each.start_radius != each.end_radius or each.start == each.end:
            areas.append(each)
        elif lines and lines[-1] == ([*lines[-1][0][:-1], each.start], each.end_radius):
            lines[-1][0].append(each.end)
        else:
            lines.append(([each.start, each.end], each.start_radius))
    return areas, lines


def _lines_of(lines: Iterable[tuple[list[Point], float]], ink: str, wider: float = 0.0) -> Iterable[str]:
    """Yield lines with round ends, those of one thickness together; `wider` is what is added to a radius."""
    by_radius: dict[float, list[_Stroke]] = {}
    for points, radius in lines:
        middle = len(points) // 2  # a closed line has no way from its first point to its last
        corners = [_point(point) for point in (*_thinned(points[: middle + 1]), *_thinned(points[middle:])[1:])]
        by_radius.setdefault(radius, []).append((corners[0], _through(corners), corners[-1]))
    for radius, strokes in by_radius.items():
        width = _steps(2 * (radius + wider))
        named = "" if width == _steps(USUAL_WIDTH) else f" stroke-width={width}"
        yield f'<path class="{ink} l"{named} d="{_joined(strokes)}"/>'


def _through(corners: Sequence[_Pair]) -> str:
    return "".join(f"l{_pair(_from(one, two))}" for one, two in pairwise(corners) if one != two)


def _path(solids: Iterable[Solid]) -> str:
    """Return the outline of all solids together; each part goes the same way round, so that none cuts another."""
    strokes = (_outline(each.points) if isinstance(each, Outline) else _limb(each) for each in solids)
    return _joined(stroke for stroke in strokes if stroke is not None)


def _joined(strokes: Iterable[_Stroke]) -> str:
    """Return one path of several strokes, each of which begins beside the end of the one before."""
    path, at = "", (0, 0)
    for start, commands, end in strokes:
        path += f"m{_pair(_from(at, start))}{commands}" if path else f"M{_pair(start)}{commands}"
        at = end
    return path


def _limb(limb: Capsule) -> _Stroke | None:
    """Return a limb: an arc round each of its ends, and the two lines that touch both."""
    (x, y), (end_x, end_y) = limb.start, limb.end
    long, first, last = dist(limb.start, limb.end), limb.start_radius, limb.end_radius
    if long - abs(first - last) < _SKIPS:
        return _circle(limb.start, first) if first >= last else _circle(limb.end, last)
    across = (first - last) / long
    up = sqrt(1 - across * across)
    right, below = (end_x - x) / long, (end_y - y) / long
    one = (right * across - below * up, below * across + right * up)
    two = (right * across + below * up, below * across - right * up)
    begin, far, near, home = (
        _point(corner)
        for corner in (
            (x + first * two[0], y + first * two[1]),
            (end_x + last * two[0], end_y + last * two[1]),
            (end_x + last * one[0], end_y + last * one[1]),
            (x + first * one[0], y + first * one[1]),
        )
    )
    commands = (
        f"l{_pair(_from(begin, far))}{_arc(last, _from(far, near), is_large=last > first)}"
        f"l{_pair(_from(near, home))}{_arc(first, _from(home, begin), is_large=first > last)}z"
    )
    return begin, commands, begin


def _arc(radius: float, to: _Pair, *, is_large: bool) -> str:
    size = _steps(radius)
    gap = "" if to[0] < 0 else " "  # the two flags need no blank between them
    return f"a{size} {size} 0 {int(is_large)}1{gap}{_pair(to)}"


def _circle(middle: Point, radius: float) -> _Stroke | None:
    size = _steps(radius)
    if size <= 0:
        return None
    x, y = _point(middle)
    start = x - size, y
    return start, f"a{size} {size} 0 11 {2 * size} 0a{size} {size} 0 11-{2 * size} 0z", start


def _outline(points: Line) -> _Stroke:
    """Return an outline without the points that lie on a straight line."""
    area = sum(one[0] * two[1] - two[0] * one[1] for one, two in zip(points, (*points[1:], points[0]), strict=True))
    ordered = points if area > 0 else tuple(reversed(points))
    middle = len(ordered) // 2
    corners = [*_thinned(ordered[: middle + 1]), *_thinned((*ordered[middle:], ordered[0]))[1:-1]]
    numbers = [_point(corner) for corner in corners]
    return numbers[0], f"{_through(numbers)}z", numbers[0]


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Return a line with its ends and the points that it needs to look the same (Ramer, Douglas and Peucker)."""
    if len(points) < 3:
        return list(points)
    first, last = points[0], points[-1]
    offs = [_off(point, first, last) for point in points[1:-1]]
    most = max(offs)
    if most <= _FLAT:
        return [first, last]
    at = offs.index(most) + 1
    return [*_thinned(points[: at + 1])[:-1], *_thinned(points[at:])]


def _off(point: Point, first: Point, last: Point) -> float:
    """Return the distance of a point from the line through two others."""
    right, down = last[0] - first[0], last[1] - first[1]
    long = hypot(right, down)
    if not long:
        return dist(point, first)
    return abs(right * (point[1] - first[1]) - down * (point[0] - first[0])) / long


def _point(point: Point) -> _Pair:
    return _steps(point[0]), _steps(point[1])


def _from(one: _Pair, two: _Pair) -> _Pair:
    return two[0] - one[0], two[1] - one[1]


def _pair(pair: _Pair) -> str:
    """Write two numbers; a minus parts them as well as a blank."""
    return f"{pair[0]}{pair[1]}" if pair[1] < 0 else f"{pair[0]} {pair[1]}"


def _steps(value: float) -> int:
    return round(value * STEPS)
