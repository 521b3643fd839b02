"""Few bytes: an app that writes only the cells that differ from what the terminal shows.

Uses private parts of Textual 8.2 (`App._display`, `ChopsUpdate`, `LayoutUpdate`, `Strip._segments`); whatever it does
not recognise goes out as stock Textual would write it, and a test compares the two cell by cell.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.color import ColorSystem
from rich.text import Text
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.events import Resize
from textual.screen import Screen

from spasmtui.launcher import handoff
from spasmtui.terminal import crash_report
from spasmtui.terminal.screen_buffer import PLAIN, Cell, CellStyle, Piece, ScreenBuffer, change_pen, commonest_blank

SYNCHRONIZED_FROM_BYTES = 400
"""Shorter frames are shown at once; longer ones are put between the marks of synchronized output."""

SIZES_TOLD_AT_START = 2
"""Once by the app to itself, once by the driver."""

_ERASES_WITH_DEFAULT = ("screen", "vt", "ansi", "sun", "cygwin")
"""Terminals that erase with their default colour whatever the pen's background is."""


class DiffRenderer(App[None]):
    """An app whose output is the difference between two screens."""

    _shadow: ScreenBuffer | None = None
    """What the terminal shows; None when nobody knows."""
    _sizes_told = 0
    fault_folder: Path | None = None
    """Where the trace of a fault is kept."""

    def begin_with_theme(self, name: str) -> None:
        """Choose the first theme before anything is styled: one that changes later styles every widget again."""
        self._disable_tooltips = True  # nothing points at anything without a mouse
        self.set_reactive(DiffRenderer.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read a screen's style. The first screen is styled as it is mounted; stock Textual parses all of it twice."""
        super()._load_screen_css(screen)
        if not self._is_mounted:
            screen._css_update_count = self._css_update_count

    def forget_screen(self) -> None:
        """The terminal may show anything: the next frame clears and paints it all."""
        self._shadow = None
        handoff.take_picture()

    def on_resize(self, event: Resize) -> None:
        """Forget the screen: terminals differ in what they keep when their size changes.

        The size is told twice at the start, when nothing has changed yet.
        """
        self._sizes_told += 1
        if self._shadow is not None and (self._sizes_told > SIZES_TOLD_AT_START or self._shadow.size != event.size):
            self._shadow = None

    def action_redraw(self) -> None:
        """Paint the whole screen again, whatever the terminal shows."""
        self.forget_screen()
        self.screen.refresh()

    def _fatal_error(self) -> None:
        """End after a fault with a sentence; Textual would print the values of variables, notes among them."""
        handoff.restore_terminal()
        error = self._exception or sys.exc_info()[1]
        if error is not None:
            self._exit_renderables.append(Text(crash_report.write_crash_report(error, self.fault_folder)))
        self._close_messages_no_wait()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        driver = self._driver
        if driver is None or driver.is_headless or driver.is_inline or self._batch_count or renderable is None:
            return super()._display(screen, renderable)
        if type(renderable) not in (ChopsUpdate, LayoutUpdate) or not self._running or self._closed:
            self.forget_screen()
            return super()._display(screen, renderable)
        try:
            data = self._difference(renderable)
        except Exception:
            # A private part of Textual has changed, or a style cannot be written: stock output still can.
            self.forget_screen()
            return super()._display(screen, renderable)
        self._send(data)
        return self.post_display_hook()

    def _send(self, data: str) -> None:
        """Write a frame, with the terminal's cursor where an input method looks for it."""
        assert self._driver is not None
        position = self.screen.outer_size.clamp_offset(self.cursor_position)
        if data or position != self._previous_cursor_position:
            self._previous_cursor_position = position
            data += f"\x1b[{position.y + 1};{position.x + 1}H"
            if is_long := len(data) > SYNCHRONIZED_FROM_BYTES:
                self._begin_update()
            self._driver.write(data)
            if is_long:
                self._end_update()
            self._driver.flush()

    def _difference(self, update: ChopsUpdate | LayoutUpdate) -> str:
        system = self.console._color_system or ColorSystem.TRUECOLOR
        size = (self.size.width, self.size.height)
        if self._shadow is None:
            self._shadow = _shadow_of_first_instruction()
        if self._shadow is not None and self._shadow.size == size:
            return self._shadow.write(_pieces(update), system)
        full = self.screen._compositor.render_update(full=True, screen_stack=self._background_screens)
        assert isinstance(full, LayoutUpdate)
        pen = commonest_blank(_pieces(full), system) if _erases_with_background() else PLAIN
        self._shadow = ScreenBuffer(*size, fill=Cell(" ", pen))
        clear = f"\x1b[m{change_pen(PLAIN, pen)}\x1b[2J\x1b[m"
        return clear + self._shadow.write(_pieces(full), system)


def _shadow_of_first_instruction() -> ScreenBuffer | None:
    """What `instant.py` has put on the screen, so that taking over changes only what differs."""
    picture = handoff.take_picture()
    if picture is None or not _erases_with_background():
        return None
    shadow = ScreenBuffer(picture.columns, picture.rows, fill=Cell(" ", CellStyle(background=picture.background)))
    for column, row, text, pen in picture.texts:
        shadow.place(column, row, text, CellStyle(*pen))
    return shadow


def _erases_with_background() -> bool:
    return not os.environ.get("TERM", "").startswith(_ERASES_WITH_DEFAULT)


def _pieces(update: ChopsUpdate | LayoutUpdate) -> Iterator[Piece]:
    """The strips of an update with their places, cropped as Textual crops them."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield x, y, strip._segments
                x += strip.cell_length
        return
    for y, left, right in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is None or x > right or end <= left:
                continue
            is_whole = left <= x < right and end <= right
            yield x, y, (chop if is_whole else chop.crop(0, min(end, right) - x))._segments
