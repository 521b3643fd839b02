"""Define the themes: dark, light, high contrast, a dim red one for the night, and the terminal's own two colours.

The night is red and dim because light wakes.
"""

from datetime import datetime
from typing import Any

from textual.theme import Theme

NIGHT_HOURS = frozenset((22, 23, 0, 1, 2, 3, 4, 5))
"""Hours at which the night theme is chosen unless a setting says otherwise."""


_REVERSED = {
    "block-cursor-text-style": "bold reverse",
    "block-cursor-blurred-text-style": "bold",
    "input-cursor-text-style": "reverse",
}
"""The styles of what is chosen where colours alone cannot say it."""


def _theme(
    name: str,
    *,
    chosen: str,
    muted: str,
    bar: str,
    bright: str = "",
    is_dark: bool = True,
    is_reversed: bool = False,
    **colors: str,
) -> Theme:
    """Return a theme whose every text colour can be read on every ground that it may stand on.

    The grounds are `background`, `surface`, `panel` and `chosen`. Textual mixes what a theme does not name with white,
    and lays translucent colours over each other, so that nobody could say how well the mixture is read.

    Args:
        name: the theme's name.
        chosen: the ground of a chosen row; its text keeps its colours there.
        muted: quiet text.
        bar: the scroll bar; whole cells of it are brighter than words.
        bright: the text of keys and of what is chosen; empty: the accent.
        is_dark: whether text is lighter than its ground.
        is_reversed: what is chosen exchanges its two colours, and needs no ground of its own.
        colors: the colours of `textual.theme.Theme`.
    """
    names = ("primary", "secondary", "accent", "warning", "error", "success")
    foreground, background = colors["foreground"], colors["background"]
    variables = {
        **colors,  # as they are written: on the way through another colour space each would be off by one
        **{f"text-{each}": colors[each] for each in names},
        "text": foreground,
        "text-accent": bright or colors["accent"],
        "text-muted": muted,
        "text-disabled": muted,
        "foreground-muted": muted,
        "foreground-disabled": muted,
        "block-cursor-foreground": foreground,
        "block-cursor-background": chosen,
        "block-cursor-blurred-foreground": foreground,
        "block-cursor-blurred-background": colors["surface"],
        "block-hover-background": colors["panel"],
        "input-selection-foreground": background,
        "input-selection-background": foreground,
        "screen-selection-foreground": background,
        "screen-selection-background": foreground,
        "link-color": foreground,
        "link-color-hover": foreground,
        "link-background-hover": chosen,
        "button-color-foreground": background,
        "border": colors["primary"],
        "border-blurred": muted,
        "scrollbar": bar,
        "scrollbar-hover": bar,
        "scrollbar-active": colors["primary"],
        **dict.fromkeys(
            (
                "scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active",
                "scrollbar-corner-color",
            ),
            background,
        ),
        **(_REVERSED if is_reversed else {}),
    }  # fmt: skip
    named: dict[str, Any] = {**colors}
    return Theme(name=name, dark=is_dark, variables=variables, **named)


DARK = _theme(
    "spasm-dark",
    primary="#7fb4ca",
    secondary="#98bb6c",
    accent="#e6c384",
    warning="#ffa066",
    error="#ff7176",
    success="#98bb6c",
    foreground="#dcd7ba",
    background="#16161d",
    surface="#1f1f28",
    panel="#2a2a37",
    chosen="#303440",
    muted="#a9a798",
    bar="#86857c",
)
LIGHT = _theme(
    "spasm-light",
    is_dark=False,
    primary="#1a5f78",
    secondary="#426a20",
    accent="#704600",
    warning="#8a2e00",
    error="#ab1c28",
    success="#426a20",
    foreground="#22262b",
    background="#fbf9f4",
    surface="#f1eee6",
    panel="#e5e1d6",
    chosen="#d3e1e8",
    muted="#5f605d",
    bar="#6d6e6a",
)
NIGHT = _theme(
    "spasm-night",
    primary="#c25c49",
    secondary="#c25b46",
    accent="#c25a46",
    warning="#c25d44",
    error="#d44c3c",
    success="#c25a46",
    foreground="#c25f4b",
    background="#000000",
    surface="#080100",
    panel="#100201",
    chosen="#1a0402",
    muted="#c25c49",
    bar="#a04434",
    bright="#c25f4b",
)
"""Red as dim as it can be read: 4.5:1 on black is a luminance of 0.175, and no word here has more than 0.202.

Among 256 colours all but the error is the darkest red that can be read, number 131."""
HIGH_CONTRAST = _theme(
    "spasm-high-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffff00",
    error="#ffff00",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    chosen="#000000",
    muted="#ffffff",
    bar="#ffffff",
    is_reversed=True,
)
"""White and one yellow on black: at least 19 to 1. What is chosen is reversed."""
_PLAIN: dict[str, Any] = dict.fromkeys(
    (
        "primary", "secondary", "accent", "warning", "error", "success",
        "foreground", "background", "surface", "panel", "boost",
    ),
    "ansi_default",
)  # fmt: skip
_PLAIN_VARIABLES = (
    "text", "text-muted", "text-disabled", "foreground-muted", "foreground-disabled", "text-primary", "text-secondary",
    "text-accent", "text-warning", "text-error", "text-success", "block-cursor-foreground", "block-cursor-background",
    "block-cursor-blurred-foreground", "block-cursor-blurred-background", "block-hover-background", "border",
    "border-blurred", "link-color", "link-color-hover", "link-background-hover", "button-foreground",
    "button-color-foreground", "footer-key-foreground", "input-selection-foreground", "input-selection-background",
    "input-cursor-foreground", "input-cursor-background", "screen-selection-foreground", "screen-selection-background",
    "scrollbar", "scrollbar-hover", "scrollbar-active", "scrollbar-background", "scrollbar-background-hover",
    "scrollbar-background-active", "scrollbar-corner-color", "ansi-background", "ansi-foreground",
)  # fmt: skip
TERMINAL = Theme(
    name="spasm-terminal",
    ansi=True,
    variables={
        **dict.fromkeys(_PLAIN_VARIABLES, "ansi_default"),
        **_REVERSED,
    },
    **_PLAIN,
)
"""Nobody knows a terminal's palette: its two colours are the only pair that can be read for sure, so that weight,
reversed rows and marks say the rest."""
PAINTED = (DARK, LIGHT, NIGHT, HIGH_CONTRAST)
"""The themes with colours of their own."""
ALL = (*PAINTED, TERMINAL)


def theme_for(now: datetime, setting: str, *, has_no_color: bool) -> str:
    """Return the name of the theme: the terminal's own two without colour, else the setting, else by the hour.

    Args:
        now: local time.
        setting: `auto`, `dark`, `light`, `night`, `high-contrast` or `terminal`.
        has_no_color: NO_COLOR is set or `--color never` was given.
    """
    if has_no_color or setting == "terminal":
        return TERMINAL.name
    if setting != "auto":
        return f"spasm-{setting}"
    return NIGHT.name if now.hour in NIGHT_HOURS else DARK.name
