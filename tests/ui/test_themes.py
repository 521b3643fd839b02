"""Which theme: by the hour, by a setting, and none without colour."""

from datetime import UTC, datetime

import pytest
from textual.color import Color
from textual.theme import Theme

from spasmtui.ui import themes

DAY, NIGHT = datetime(2026, 11, 22, 14, tzinfo=UTC), datetime(2026, 11, 22, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "setting", "has_no_color", "name"),
    [
        (DAY, "auto", False, "spasm-dark"),
        (NIGHT, "auto", False, "spasm-night"),
        (DAY.replace(hour=22), "auto", False, "spasm-night"),
        (DAY.replace(hour=6), "auto", False, "spasm-dark"),
        (NIGHT, "light", False, "spasm-light"),
        (NIGHT, "terminal", False, "ansi-dark"),
        (NIGHT, "light", True, "ansi-dark"),
    ],
)
def test_the_theme_follows_the_hour_unless_somebody_chose(
    now: datetime, setting: str, has_no_color: bool, name: str
) -> None:
    assert themes.theme_for(now, setting, has_no_color=has_no_color) == name


def test_nothing_in_the_night_theme_is_bright_or_blue() -> None:
    night = themes.NIGHT.to_color_system().generate()
    for name in ("foreground", "primary", "accent", "warning", "error", "background", "surface", "panel"):
        color = Color.parse(night[name])
        assert color.brightness < 0.5, name
        assert color.b <= color.r, name


@pytest.mark.parametrize("theme", themes.ALL, ids=lambda theme: theme.name)
def test_text_stands_out_from_what_it_stands_on(theme: Theme) -> None:
    variables = {**theme.to_color_system().generate(), **theme.variables}
    for name, least in (("foreground", 4.5), ("text-muted", 3.0), ("text-accent", 3.0)):
        for ground in ("background", "surface"):
            assert contrast(Color.parse(variables[name]), Color.parse(variables[ground])) >= least, (name, ground)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
