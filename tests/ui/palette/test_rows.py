"""The rows that the palette lists one by one are those that there are: a recipe that forgets one is told so here."""

from typing import get_args

from spasmtui.episodes.exchange.exporters.export import FORMATS
from spasmtui.episodes.tui.palette_entries import EXPORTS
from spasmtui.shared.settings import Theme
from spasmtui.ui.palette.commands import THEMES


def test_every_theme_of_the_settings_is_in_the_palette_and_no_other() -> None:
    assert [name for name, *_ in THEMES] == list(get_args(Theme))


def test_every_export_format_is_in_the_palette_and_no_other() -> None:
    assert [name for name, *_ in EXPORTS] == list(FORMATS)
