"""Which theme: by the hour, by a setting, and none without colour; and whether its colours can be read."""

from datetime import UTC, datetime
from itertools import product

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from spasmtui.terminal.painting.pens import BOLD
from spasmtui.ui import themes
from spasmtui.ui.pens import pens_of
from tests.support.cases import with_each
from tests.support.painted import TERMINAL as TERMINAL_COLORS
from tests.support.painted import VGA as VGA_COLORS
from tests.support.painted import contrast, luminance

DAY, NIGHT = datetime(2026, 11, 22, 14, tzinfo=UTC), datetime(2026, 11, 22, 3, tzinfo=UTC)
TEXTS = (
    "foreground", "text", "text-muted", "text-disabled", "foreground-muted", "foreground-disabled", "primary",
    "secondary", "accent", "warning", "error", "success", "text-primary", "text-secondary", "text-accent",
    "text-warning", "text-error", "text-success", "block-cursor-foreground", "block-cursor-blurred-foreground",
    "link-color", "link-color-hover", "border", "border-blurred",
)  # fmt: skip
"""The variables that words, lines and bars are painted in."""
GROUNDS = (
    "background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background",
    "block-hover-background",
)  # fmt: skip
"""The variables that they are painted on."""
SELECTIONS = ("input-selection", "screen-selection", "input-cursor")
"""What is painted in two colours of its own."""
BARS = ("scrollbar", "scrollbar-hover", "scrollbar-active")
NIGHT_CEILING = 0.205
"""The relative luminance that nothing at night has: 4.5:1 on black alone takes 0.175."""
BAR_GROUNDS = (
    "scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active", "scrollbar-corner-color",
)  # fmt: skip
"""The scroll bar is painted on a ground of its own alone."""


@with_each(
    ("now", "setting", "has_no_color", "name"),
    [
        (DAY, "auto", False, "spasm-dark"),
        (NIGHT, "auto", False, "spasm-night"),
        (DAY.replace(hour=22), "auto", False, "spasm-night"),
        (DAY.replace(hour=6), "auto", False, "spasm-dark"),
        (NIGHT, "light", False, "spasm-light"),
        (NIGHT, "high-contrast", False, "spasm-high-contrast"),
        (NIGHT, "terminal", False, "spasm-terminal"),
        (NIGHT, "light", True, "spasm-terminal"),
    ],
)
def test_the_theme_follows_the_hour_unless_somebody_chose(
    now: datetime, setting: str, has_no_color: bool, name: str
) -> None:
    assert themes.theme_for(now, setting, has_no_color=has_no_color) == name


def variables_of(theme: Theme) -> dict[str, str]:
    return {**theme.to_color_system().generate(), **theme.variables}


def test_nothing_in_the_night_theme_is_bright_or_blue() -> None:
    night = variables_of(themes.NIGHT)
    for name in (*TEXTS, *GROUNDS, *BARS, *BAR_GROUNDS):
        color = Color.parse(night[name])
        assert luminance(color) < NIGHT_CEILING, name
        assert color.b <= color.g <= color.r, name


@with_each("theme", themes.PAINTED, ids=lambda theme: theme.name)
@with_each("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
def test_each_text_colour_can_be_read_on_each_ground(theme: Theme, system: ColorSystem) -> None:
    variables = variables_of(theme)
    names = {name for pair in pairs_of(theme) for name in pair}
    seen = {name: as_seen(variables[name], system) for name in names}
    found = {pair: contrast(seen[pair[0]], seen[pair[1]]) for pair in pairs_of(theme)}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < pairs_of(theme)[pair]} == {}


def pairs_of(theme: Theme) -> dict[tuple[str, str], float]:
    """The pairs of a colour and a ground that are painted, with the least contrast: 3 for what is not read."""
    least = 7.0 if theme is themes.HIGH_CONTRAST else 4.5
    return {
        **dict.fromkeys(product(BARS, BAR_GROUNDS), 3.0),
        **dict.fromkeys(product(TEXTS, GROUNDS), least),
        **{(f"{name}-foreground", f"{name}-background"): least for name in SELECTIONS},
    }


@with_each("theme", themes.PAINTED, ids=lambda theme: theme.name)
@with_each("palette", [TERMINAL_COLORS, VGA_COLORS], ids=["xterm", "vga"])
@with_each("has_bright", [True, False])
@with_each("is_bold", [False, True])
def test_the_sixteen_colours_of_a_theme_can_be_read_also_where_bold_is_bright(
    theme: Theme, palette: tuple[Color, ...], *, has_bright: bool, is_bold: bool
) -> None:
    pens = pens_of(theme.name, has_bright=has_bright)
    assert pens is not None
    variables = variables_of(theme)
    found = {}
    for name, ground in pairs_of(theme):
        bits, *colors = pens.paint(int(is_bold), *(RichColor.parse(variables[each].lower()) for each in (name, ground)))
        number, behind = (color.number or 0 for color in colors if color is not None)
        found[name, ground] = contrast(palette[number % 8 + 8 if bits & BOLD else number], palette[behind])
    least = pairs_of(theme)
    if theme is themes.NIGHT and not has_bright:  # no ground is bright red there, and words on it are black
        least |= {pair: 2.7 for pair in least if pair not in product(TEXTS, GROUNDS)}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least[pair]} == {}


def test_the_night_has_no_colour_but_red_among_the_sixteen_also_where_colours_are_mixed() -> None:
    pens = pens_of(themes.NIGHT.name)
    assert pens is not None
    variables = variables_of(themes.NIGHT)
    mixed = [Color.parse(variables["primary"]).blend(Color.parse("#000000"), part / 20) for part in range(21)]
    named = [Color.parse(variables[name]) for name in (*TEXTS, *GROUNDS, *BARS)]
    painted = [pens.paint(0, color.rich_color, None)[1] for color in (*mixed, *named)]
    assert {color.number for color in painted if color is not None} == {0, 9}


def test_black_is_never_bold_since_bold_is_grey_there() -> None:
    pens = pens_of(themes.DARK.name)
    assert pens is not None
    bits, color, _ground = pens.paint(BOLD | 4, RichColor.parse(themes.DARK.background or ""), None)
    assert (bits, color and color.number) == (4, 0)


def as_seen(color: str, system: ColorSystem) -> Color:
    """The colour that a terminal of this system shows; a mixture with what lies below is a mistake."""
    assert Color.parse(color).a == 1, color
    return Color.from_rich_color(RichColor.parse(color.lower()).downgrade(system))


def test_the_terminal_theme_paints_with_the_terminals_own_two_colours_alone() -> None:
    variables = variables_of(themes.TERMINAL)
    assert {variables[name] for name in (*TEXTS, *GROUNDS, *BARS, *BAR_GROUNDS)} <= {"ansi_default", "transparent"}
    assert "reverse" in variables["block-cursor-text-style"]
