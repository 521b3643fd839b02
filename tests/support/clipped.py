"""Find the text that a screen has no room for, and the differences between a resized screen and a fresh one."""

# The compositor is private to Textual, whose public picture of the screen is an SVG.
# ruff: noqa: SLF001

from typing import Any

from textual._compositor import LayoutUpdate
from textual.app import App
from textual.scrollbar import ScrollBar
from textual.widget import Widget

SCROLL_THEMSELVES = ("Questions",)
"""Widgets that draw the part of their text around what is chosen."""


def rows_of(app: App[Any]) -> list[str]:
    """Return the rows that the terminal shows, with what is seen beside a dialog."""
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, LayoutUpdate)
    return ["".join(strip.text for strip in strips) for strips in update.strips]


def clipped(app: App[Any]) -> list[str]:
    """Return the visible widgets whose text has more lines than they have room for and nobody can scroll to."""
    return [
        f"{widget!r}: {_lines(widget)} lines in {widget.content_size}" for widget in _leaves(app) if _is_cut(widget)
    ]


def _leaves(app: App[Any]) -> list[Widget]:
    return [
        widget
        for widget, (region, clip) in app.screen._compositor.visible_widgets.items()
        if not list(widget.children) and not isinstance(widget, ScrollBar) and region.intersection(clip)
    ]


def _lines(widget: Widget) -> int:
    return widget.get_content_height(widget.container_size, widget.app.size, widget.content_size.width)


def _is_cut(widget: Widget) -> bool:
    if not widget.content_size or widget.is_scrollable or type(widget).__name__ in SCROLL_THEMSELVES:
        return False
    is_marked = widget.styles.text_overflow == "ellipsis" and widget.styles.text_wrap == "nowrap"
    return not is_marked and _lines(widget) > widget.content_size.height
