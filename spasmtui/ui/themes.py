"""Define three themes: day, light, and a dim red one for the night, when light wakes."""

from datetime import datetime

from textual.theme import Theme

NIGHT_HOURS = frozenset((22, 23, 0, 1, 2, 3, 4, 5))
"""Hours at which the night theme is chosen unless a setting says otherwise."""

DARK = Theme(
    name="spasm-dark",
    primary="#7fb4ca",
    secondary="#98bb6c",
    accent="#e6c384",
    warning="#ffa066",
    error="#ff5d62",
    success="#98bb6c",
    foreground="#dcd7ba",
    background="#16161d",
    surface="#1f1f28",
    panel="#2a2a37",
    dark=True,
    variables={"text-muted": "#8f8d7c", "text-accent": "#e6c384"},
)
LIGHT = Theme(
    name="spasm-light",
    primary="#1f6f8b",
    secondary="#4f7a28",
    accent="#8a5a00",
    warning="#a44a00",
    error="#b3202c",
    success="#4f7a28",
    foreground="#22262b",
    background="#fbf9f4",
    surface="#f1eee6",
    panel="#e5e1d6",
    dark=False,
    variables={"text-muted": "#6a6a66", "text-accent": "#8a5a00"},
)
NIGHT = Theme(
    name="spasm-night",
    primary="#a03a2c",
    secondary="#8a3a2c",
    accent="#b0503c",
    warning="#b0503c",
    error="#c04030",
    success="#8a3a2c",
    foreground="#c85a46",
    background="#000000",
    surface="#0c0201",
    panel="#180504",
    dark=True,
    variables={"text-muted": "#a04636", "text-accent": "#d8705a", "block-cursor-foreground": "#000000"},
)
ALL = (DARK, LIGHT, NIGHT)


def theme_for(now: datetime, setting: str, *, has_no_color: bool) -> str:
    """Return the name of the theme: the terminal's own colours without colour, else the setting, else by the hour.

    Args:
        now: local time.
        setting: `auto`, `dark`, `light`, `night` or `terminal`.
        has_no_color: NO_COLOR is set or `--color never` was given.
    """
    if has_no_color or setting == "terminal":
        return "ansi-dark"
    if setting in ("dark", "light", "night"):
        return f"spasm-{setting}"
    return NIGHT.name if now.hour in NIGHT_HOURS else DARK.name
