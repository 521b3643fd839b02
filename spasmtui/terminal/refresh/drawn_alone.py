"""Draw single widgets without the compositor, where that shows the same as its next frame would.

It uses private parts of Textual 8.2; a test compares the cells with those of the compositor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from textual.geometry import Region
from textual.widget import Widget

from spasmtui.terminal.screen_buffer import cell_styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual._compositor import Compositor
    from textual.screen import Screen
    from textual.strip import Strip

    from spasmtui.terminal.screen_buffer import Piece

# ruff: noqa: SLF001 -- Textual has no public names for these

AT_ONCE = 4
"""The cells that are looked up at once: there are few different texts of so few."""


class DrawnAlone(Widget):
    """A widget that tells its rows without rendering them again, in the styles in which they were rendered last."""

    def __init__(self) -> None:
        super().__init__()
        self._styles_drawn: dict[str, Style | None] = {}
        """The style of each character of the last rendering; none where one character does not tell its style."""
        self._parts: dict[str, list[Segment]] = {}
        """The segments of a few cells, by their text."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Render the widget, and note the styles."""
        strips = super().render_lines(crop)
        segments = [segment for strip in strips for segment in strip._segments]
        styles = {style for _text, style, _control in segments if style is not None}
        self._styles_drawn, self._parts = {}, {}
        is_told = len({style.bgcolor for style in styles}) == 1 and not any(map(_is_seen_on_blank, styles))
        if is_told and self.content_size == self.outer_size:
            for text, style, _control in segments:
                self._styles_drawn |= dict.fromkeys(text, style)
        return strips

    def texts(self, width: int, height: int) -> Sequence[str] | None:
        """Return what the first rows show now, each character in one style; None where that is not so.

        Args:
            width: the cells of a row; a shorter text has blanks behind it.
            height: the rows; those that are left out are blank.
        """
        raise NotImplementedError

    def rows(self, width: int, height: int) -> list[list[Segment]] | None:
        """Return the segments of each row; None where the style of any is not known.

        Args:
            width: the cells of each row.
            height: the rows.
        """
        if (texts := self.texts(width, height)) is None:
            return None
        try:
            return [self._row(text, width) for text in (*texts, *[""] * (height - len(texts)))]
        except KeyError:
            return None

    def _row(self, text: str, width: int) -> list[Segment]:
        if (cells := cell_len(text)) > width:
            text, cells = set_cell_size(text, width), width  # a wide character that is cut leaves a blank
        row: list[Segment] = []
        for start in range(0, len(text), AT_ONCE):
            part = text[start : start + AT_ONCE]
            if part not in self._parts:
                self._parts[part] = self._segments(part)
            row += self._parts[part]
        if blank := " " * (width - cells):
            row.append(Segment(blank, self._styles_drawn[" "]))
        return row

    def _segments(self, part: str) -> list[Segment]:
        """Return one segment where the characters have one style, else one for each; a blank shows none."""
        styles = {self._styles_drawn[character] for character in part if character != " "} or {self._styles_drawn[" "]}
        if len(styles) == 1:
            return [Segment(part, styles.pop())]
        return [Segment(character, self._styles_drawn[character]) for character in part]


def _is_seen_on_blank(style: Style) -> bool:
    return bool(cell_styles(style, ColorSystem.TRUECOLOR)[1].attributes)


class Sight:
    """Keep the regions of widgets on a screen, as long as nothing on it moves."""

    def __init__(self) -> None:
        self._layout: tuple[object, object] = (None, None)
        self._regions: dict[Widget, Region | None] = {}

    def region_of(self, widget: Widget, compositor: Compositor) -> Region | None:
        """Return the region of a widget; None where it is not, or where anything lies before a part of it."""
        visible, layers = compositor.visible_widgets, compositor.layers_visible
        if visible is not self._layout[0] or layers is not self._layout[1]:
            self._layout, self._regions = (visible, layers), {}
        if widget not in self._regions:
            self._regions[widget] = _region_in_sight(widget, compositor)
        return self._regions[widget]


def _region_in_sight(widget: Widget, compositor: Compositor) -> Region | None:
    region, clip = compositor.visible_widgets[widget]
    if not clip.contains_region(region):
        return None
    for y in range(region.y, region.bottom):
        for other, shown, _region in compositor.layers_visible[y]:
            if other is widget:
                break
            if shown.overlaps(region):
                return None
    return region


def pieces_of(screen: Screen[Any], widgets: tuple[Widget, ...], sight: Sight) -> list[Piece] | None:
    """Return the strips of widgets of a screen; None where they are not all in sight, or more waits to be drawn.

    Args:
        screen: the screen that is shown.
        widgets: those that have changed.
        sight: what is known of where widgets are.
    """
    if is_waiting(screen):
        return None
    pieces: list[Piece] = []
    regions: list[Region] = []
    for widget in widgets:
        if widget._layout_required or widget._repaint_required or not widget.is_attached or widget.screen is not screen:
            return None
        if (region := sight.region_of(widget, screen._compositor)) is None:
            return None
        regions.append(region)
    for widget, region in zip(widgets, regions, strict=True):
        rows = widget.rows(region.width, region.height) if isinstance(widget, DrawnAlone) else None
        # What is kept of the widget is out of date, as after `Widget.refresh`, which asks for a frame too.
        widget._layout_cache.clear()
        if rows is not None:
            widget._styles_cache.clear()
            widget._dirty_regions.add(region.reset_offset)
            pieces += ((region.x, y, row) for y, row in enumerate(rows, region.y))
            continue
        widget._set_dirty()
        widget._exchange_repaint_regions()  # as the compositor does
        strips = widget.render_lines(region.reset_offset)
        pieces += ((region.x, y, strip._segments) for y, strip in enumerate(strips, region.y))
    return pieces


def is_waiting(screen: Screen[Any]) -> bool:
    """Return whether a frame of this screen is due."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._compositor._dirty_regions
    )
