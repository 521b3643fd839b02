"""Which theme: by the hour, by a setting, and none without colour; and whether its colours can be read."""

from datetime import UTC, datetime
from itertools import product

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from spasmtui.ui import themes
from tests.support.cases import with_each
from tests.support.painted import contrast

DAY, NIGHT = datetime(2026, 11, 22, 14, tzinfo=UTC), datetime(2026, 11, 22, 3, tzinfo=UTC)
TEXTS = (
    "foreground", "text", "text-muted", "text-disabled", "foreground-muted", "foreground-disabled", "primary",
    "secondary", "accent", "warning", "error", "success", "text-primary", "text-secondary", "text-accent",
    "text-warning", "text-error", "text-success", "block-cursor-foreground", "block-cursor-blurred-foreground",
    "input-selection-foreground", "screen-selection-foreground", "link-color", "link-color-hover", "border",
    "border-blurred",
)  # fmt: skip
"""The variables that words, lines and bars are painted in."""
GROUNDS = (
    "background", "surface", "panel", "block-cursor-background", "block-cursor-blurred-background",
    "block-hover-background", "input-selection-background", "screen-selection-background",
)  # fmt: skip
"""The variables that they are painted on."""
BARS = ("scrollbar", "scrollbar-hover", "scrollbar-active")
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
        assert color.brightness < 0.5, name
        assert color.b <= color.r, name


@with_each("theme", themes.PAINTED, ids=lambda theme: theme.name)
@with_each("system", [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT])
def test_each_text_colour_can_be_read_on_each_ground(theme: Theme, system: ColorSystem) -> None:
    variables = variables_of(theme)
    seen = {name: as_seen(variables[name], system) for name in (*TEXTS, *GROUNDS, *BARS, *BAR_GROUNDS)}
    least = 3.0 if theme is themes.NIGHT else 4.5
    pairs = (*product(TEXTS, GROUNDS), *product(BARS, BAR_GROUNDS))
    found = {(text, ground): contrast(seen[text], seen[ground]) for text, ground in pairs}
    assert {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least} == {}


def as_seen(color: str, system: ColorSystem) -> Color:
    """The colour that a terminal of this system shows; a mixture with what lies below is a mistake."""
    assert Color.parse(color).a == 1, color
    return Color.from_rich_color(RichColor.parse(color.lower()).downgrade(system))


def test_the_terminal_theme_paints_with_the_terminals_own_two_colours_alone() -> None:
    variables = variables_of(themes.TERMINAL)
    assert {variables[name] for name in (*TEXTS, *GROUNDS, *BARS, *BAR_GROUNDS)} <= {"ansi_default", "transparent"}
    assert "reverse" in variables["block-cursor-text-style"]
