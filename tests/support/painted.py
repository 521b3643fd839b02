"""Measure what the app paints: the colours of every cell with a glyph, and their contrast by WCAG 2."""

# The compositor is private to Textual, whose public picture of the screen is an SVG.
# ruff: noqa: SLF001

from collections.abc import Iterable, Iterator

from rich.color import Color as RichColor
from rich.color import ColorSystem, ColorType
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.color import Color

from spasmtui.terminal.screen_buffer import cell_styles, use_pens
from spasmtui.ui.pens import pens_of

TERMINAL = tuple(
    Color(*rgb)
    for rgb in (
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
        (255, 255, 255),
    )
)  # fmt: skip
"""The sixteen colours of xterm, as an example of what a terminal may have of its own."""
VGA = tuple(
    Color(*rgb)
    for rgb in (
        (0, 0, 0), (170, 0, 0), (0, 170, 0), (170, 85, 0), (0, 0, 170), (170, 0, 170), (0, 170, 170), (170, 170, 170),
        (85, 85, 85), (255, 85, 85), (85, 255, 85), (255, 255, 85), (85, 85, 255), (255, 85, 255), (85, 255, 255),
        (255, 255, 255),
    )
)  # fmt: skip
"""The sixteen colours of the VGA, which the Linux console has."""
CUBE = (0, 95, 135, 175, 215, 255)
DEPTHS = {
    "16 million": (ColorSystem.TRUECOLOR, True, TERMINAL),
    "256": (ColorSystem.EIGHT_BIT, True, TERMINAL),
    "16 of xterm": (ColorSystem.STANDARD, True, TERMINAL),
    "16 of the VGA": (ColorSystem.STANDARD, True, VGA),
    "8 of the VGA": (ColorSystem.STANDARD, False, VGA),
}
"""How colours are written, whether bright ones are there, and what the first sixteen are, by a name."""
Pair = tuple[str, str]
"""A foreground and a background as `#rrggbb`, or the name of one of the terminal's own colours."""


def painted_cells(app: App[None]) -> Iterator[tuple[int, str, Style]]:
    """Yield the line, the text and the style of each piece that the terminal would show, blank ones left out."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, LayoutUpdate)
    for y, strips in enumerate(update.strips):
        for strip in strips:
            for segment in strip:
                if segment.text.strip() and segment.style is not None:
                    yield y, segment.text, segment.style


def pair_of(style: Style) -> Pair:
    """Return the two colours of a style as they are seen: exchanged where it is reversed."""
    pair = (_name(style.color, "foreground"), _name(style.bgcolor, "background"))
    return pair[::-1] if style.reverse else pair


def shown_pairs(styles: Iterable[Style], theme: str, depth: str) -> dict[Style, tuple[Color, Color] | None]:
    """Return the two colours of each style that a terminal shows; None where one of them is its own.

    A bold word of one of the eight dark colours is shown bright, as by most terminals with sixteen.
    """
    system, has_bright, palette = DEPTHS[depth]
    use_pens(pens_of(theme, has_bright=has_bright))
    found: dict[Style, tuple[Color, Color] | None] = {}
    for style in styles:
        written, _blank = cell_styles(style, system)
        is_bold = system is ColorSystem.STANDARD and "1" in written.attributes.split(";")
        pair = (_seen(written.foreground, 30, palette, is_bold), _seen(written.background, 40, palette, is_bold=False))
        found[style] = (pair[0], pair[1]) if pair[0] is not None and pair[1] is not None else None
    return found


def _seen(code: str, first: int, palette: tuple[Color, ...], is_bold: bool) -> Color | None:
    """Return the colour of an SGR parameter; None for the terminal's own."""
    parts = [int(part) for part in code.split(";") if part]
    if not parts:
        return None
    if len(parts) == 5:
        return Color(parts[2], parts[3], parts[4])
    number = parts[2] if len(parts) == 3 else parts[0] - first - (0 if parts[0] < 90 else 60 - 8)
    if number >= 232:
        grey = 8 + 10 * (number - 232)
        return Color(grey, grey, grey)
    if number >= 16:
        number -= 16
        return Color(CUBE[number // 36], CUBE[number // 6 % 6], CUBE[number % 6])
    return palette[number + 8 if is_bold and number < 8 else number]


def _name(color: RichColor | None, default: str) -> str:
    if color is None or color.is_default:
        return default
    if color.type in (ColorType.STANDARD, ColorType.EIGHT_BIT) and color.number is not None and color.number < 16:
        return f"ansi {color.number}"
    return color.get_truecolor().hex


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    """Return the relative luminance of WCAG 2, from 0 to 1."""
    parts = [part / 255 for part in color.rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
