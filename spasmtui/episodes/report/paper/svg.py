"""Draw the sheet's pictures as inline SVG: no colour carries a meaning, and each has its numbers in words."""

from __future__ import annotations

from html import escape

from spasmtui.episodes.report.data import Report
from spasmtui.episodes.report.paper import body_picture
from spasmtui.episodes.report.paper.body_picture import FONT_DOTS, BodyPicture
from spasmtui.episodes.report.paper.charts import Bars, pain_dots, period_ends, recorded_texts
from spasmtui.shared.formats import number
from spasmtui.ui.drawing.body_map import LEVELS

WIDTH = 240
HEIGHT = 62
"""Units of the drawing; the page scales it."""
RECORDED_HEIGHT = 12
"""Units of the days recorded, below bars that are days."""
SMALLEST_FONT = 6.5
BASE = 48
"""The y coordinate of the base line."""
TOP = 9
"""Space for the figure over the highest bar."""
LEFT = 10
"""Space for a scale."""
WORST_PAIN = 10
FONT = 7.5
DIGIT = 0.72
"""Width of a figure and the gap beside it, for a font of size 1: figures over thin bars must not touch."""
INK = "#3b3b3b"
PALE = "#bdbdbd"
PAPER = "#ffffff"
BLACK = "#000000"
SHADES = {-1: "#c4c4c4", 0: "#e3e3e3", 1: "#b4b4b4", 2: "#858585", 3: "#3b3b3b"}
"""The greys of a body by level: its head, nothing recorded, and three degrees of how often."""


def bars_svg(bars: Bars) -> str:
    """Draw bars with the count over each."""
    slot = (WIDTH - LEFT) / len(bars.counts)
    wide = min(slot - min(2.0, slot / 5), 30)
    size = min(FONT, slot / len(str(bars.highest)) / DIGIT)
    parts = [_line(LEFT, BASE, WIDTH, INK)]
    for index, (count, label) in enumerate(zip(bars.counts, bars.labels, strict=True)):
        middle = LEFT + slot * (index + 0.5)
        high = (BASE - TOP) * (count or 0) / bars.highest
        if count is None or count:
            parts += [
                f'<rect x="{middle - wide / 2:.1f}" y="{BASE - high:.1f}" width="{wide:.1f}" height="{high:.1f}"/>',
                _text(middle, BASE - high - 1.5, "–" if count is None else str(count), "middle", size),
            ]
        if label:
            parts.append(_text(middle, HEIGHT - 4, label, "middle"))
    if not bars.recorded:
        return _svg(f"{bars.title}: {bars.description}", parts)
    texts = recorded_texts(bars, slot, DIGIT, SMALLEST_FONT)
    for index, (recorded, days) in enumerate(bars.recorded):
        middle, top = LEFT + slot * (index + 0.5), HEIGHT + 1
        if texts:
            parts.append(_text(middle, HEIGHT + RECORDED_HEIGHT - 4, texts[index], "middle"))
        else:
            frame = f'fill="{PAPER}" stroke="{INK}" stroke-width=".5"'
            begin = f'<rect x="{middle - wide / 2:.1f}" y="{top}"'
            parts.append(f'{begin} width="{wide:.1f}" height="5" {frame}/>')
            parts.append(f'{begin} width="{wide * recorded / days:.1f}" height="5"/>')
    return _svg(f"{bars.title}: {bars.description}", parts, height=HEIGHT + RECORDED_HEIGHT)


def pain_svg(report: Report) -> str:
    """Draw a dot for the worst pain of each episode, by its start."""
    parts = []
    for level in (0, 5, WORST_PAIN):
        parts += [_line(LEFT, _height(level), WIDTH, PALE), _text(LEFT - 2, _height(level) + 2.5, str(level), "end")]
    for share, pain in pain_dots(report):
        x = LEFT + 3 + (WIDTH - LEFT - 6) * share
        parts.append(f'<circle cx="{x:.1f}" cy="{_height(pain):.1f}" r="2" fill-opacity=".7"/>')
    first, last = period_ends(report)
    parts += [_text(LEFT, HEIGHT - 2, first), _text(WIDTH, HEIGHT - 2, last, "end")]
    all_of = report.pain
    description = f"{all_of.recorded} recorded, median {number(all_of.median)}, highest {number(all_of.highest)}"
    return _svg(f"Worst pain over time: {description}", parts)


def body_svg(picture: BodyPicture) -> str:
    """Draw the places on both views of a body, with their numbers."""
    parts = []
    for area in picture.areas:
        path = "".join(f"M{left} {top}h{width}v{height}h-{width}z" for left, top, width, height in area.boxes)
        parts.append(f'<path d="{path}" fill="{SHADES[area.level]}" shape-rendering="crispEdges"/>')
    for number_at in picture.numbers:
        text = _text(number_at.x, number_at.y + FONT_DOTS / 3, number_at.text, "middle", FONT_DOTS)
        ink = PAPER if number_at.level == LEVELS else BLACK
        parts.append(text.replace("<text", f'<text fill="{ink}" font-weight="600"', 1))
    parts += [_text(x, FONT_DOTS * 0.9, words, "middle", FONT_DOTS) for x, words in picture.titles]
    return _svg(
        f"{picture.caption}: {picture.description}", parts, width=body_picture.WIDTH, height=body_picture.HEIGHT
    )


def _height(pain: int) -> float:
    return BASE - (BASE - TOP + 3) * pain / WORST_PAIN


def _line(left: float, y: float, right: float, color: str) -> str:
    return f'<line x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="{color}" stroke-width=".7"/>'


def _text(x: float, y: float, words: str, anchor: str = "start", size: float = FONT) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size:.1f}">{escape(words)}</text>'


def _svg(description: str, parts: list[str], *, width: int = WIDTH, height: int = HEIGHT) -> str:
    label = escape(description)
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}" fill="{INK}">'
        f"<title>{label}</title>{''.join(parts)}</svg>"
    )
