"""Write only the cells that differ from what the terminal shows.

It uses private parts of Textual 8.2 (`App._display`, `ChopsUpdate`, `LayoutUpdate`, `Strip._segments`); an update that
it does not recognise goes out as stock Textual would write it, and a test compares the two cell by cell.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Iterator
from typing import Any

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen
from textual.signal import Signal
from textual.strip import Strip
from textual.widget import Widget

from spasmtui.launcher import handoff
from spasmtui.terminal.driver import SpasmDriver
from spasmtui.terminal.frame_gate import FrameGate, PiecesWithin, rows_first
from spasmtui.terminal.refresh.drawn_alone import Sight, pieces_of
from spasmtui.terminal.screen_buffer import Piece, ScreenBuffer, commonest_blank
from spasmtui.terminal.sequences.families import Family, family_of
from spasmtui.terminal.sequences.styles import Cell, CellStyle

SYNCHRONIZED_FROM_BYTES = 400
"""The longest frame that is written without the marks of synchronized output."""

RESIZES_AT_START = 2
"""The resize events before anything has changed: one from the app to itself, one from the driver."""

SMALLEST_LAYOUT = Size(20, 5)
"""The smallest screen that is laid out, in cells; a smaller window shows its top left part.

Below it scroll bars and margins leave nothing for a widget: stock Textual 8.2 then ends the program, or lays the screen
out for ever, since each of two layouts calls for the other.
"""


class DiffRenderer(App[None]):
    """An app whose output is the difference between two screens."""

    _shown: ScreenBuffer | None = None
    """The cells that the terminal shows; None when they are unknown."""
    _resizes = 0
    _is_behind = False
    """True if the terminal shows less than it should, since its line had no room for more."""
    _catching_up: asyncio.TimerHandle | None = None
    _window: Size | None = None
    """The cells of the window, where it shows only a part of the screen."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._first_rows: dict[int, int] = {}
        """The rows that keys have changed; the highest number is sent first."""
        self._rows_wanted: list[list[Strip]] = []
        """The rows of the last whole screen of which some was left out."""
        self.drawings_signal: Signal[bool] = Signal(self, "drawings")
        """Tells that `has_room_for_drawings` has changed."""
        self._line_state = (True, False)
        self._said_once: set[str] = set()
        self._sight = Sight()

    def begin_with_theme(self, name: str) -> None:
        """Choose the first theme before anything is styled: one that changes later styles every widget again."""
        self._disable_tooltips = True  # nothing points at anything without a mouse
        self.set_reactive(DiffRenderer.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Read a screen's style, and parse that alone; stock Textual parses every style again, up to three times."""
        unread = [path for path in screen.css_path if not self.stylesheet.has_source(str(path), "")]
        if screen.CSS or self.css_monitor is not None:
            super()._load_screen_css(screen)
            return
        for path in unread:
            self.stylesheet.read(path)
        # Its rules are for this screen alone, whose widgets are styled when they are mounted.
        self.stylesheet.update(screen)
        screen._css_update_count = self._css_update_count  # noqa: SLF001 -- no public name

    def forget_screen(self) -> None:
        """Discard what is known of the terminal: the next frame clears and paints it all."""
        self._shown = None
        self._is_behind = False
        handoff.take_picture()

    def on_resize(self, event: Resize) -> None:
        """Forget the screen: terminals differ in what they keep when their size changes.

        There are two events at the start, when nothing has changed yet.
        """
        self._resizes += 1
        laid_out = Size(max(event.size.width, SMALLEST_LAYOUT.width), max(event.size.height, SMALLEST_LAYOUT.height))
        window = None if laid_out == event.size else event.size
        if window != self._window:
            self._window, self._shown = window, None
        event.size = event.virtual_size = laid_out
        if self._shown is not None and (self._resizes > RESIZES_AT_START or self._shown.size != event.size):
            self._shown = None

    def action_redraw(self) -> None:
        """Paint the whole screen again."""
        self.forget_screen()
        self.screen.refresh()

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        driver = self._driver
        if driver is None or driver.is_headless or driver.is_inline or self._batch_count or renderable is None:
            return super()._display(screen, renderable)
        if type(renderable) not in (ChopsUpdate, LayoutUpdate) or not self._running or self._closed:
            self.forget_screen()
            return super()._display(screen, renderable)
        try:
            self._show(renderable)
        except Exception:  # noqa: BLE001 -- after any failure the stock output takes over
            # A private part of Textual has changed, or a style cannot be written: stock output still can.
            self.forget_screen()
            return super()._display(screen, renderable)
        return self.post_display_hook()

    def repaint(self, *widgets: Widget) -> None:
        """Draw widgets again whose size stays: at once and alone where that shows the same as the next frame would.

        A second of a running timer costs a third of the processor time in this way.
        """
        try:
            pieces = self._pieces_alone(widgets)
        except Exception:  # noqa: BLE001 -- a private part of Textual has changed: the ordinary way is left
            pieces = None
        if pieces is None or self._shown is None:
            for widget in widgets:
                widget.refresh()
            return
        self._show(pieces)

    def _pieces_alone(self, widgets: tuple[Widget, ...]) -> list[Piece] | None:
        """Return the strips of widgets; None where they are not all in sight, or more than they waits to be drawn."""
        driver = self._driver
        if driver is None or driver.is_headless or driver.is_inline or self._batch_count or not self._running:
            return None
        if self._shown is None or self._shown.size != self.size:
            return None
        return pieces_of(self.screen, widgets, self._sight)

    @property
    def _gate(self) -> FrameGate | None:
        """The measure of what the line to the terminal can carry; None where the output goes elsewhere."""
        return self._driver.gate if isinstance(self._driver, SpasmDriver) else None

    @property
    def has_room_for_drawings(self) -> bool:
        """True unless the line to the terminal is slow, or has still to show that it is not."""
        return (gate := self._gate) is None or gate.has_room_for_drawings

    @property
    def has_slow_line(self) -> bool:
        """True if the line to the terminal was seen to be slow."""
        return (gate := self._gate) is not None and gate.is_asking and gate.is_slow is True

    def notify_once(self, sentence: str) -> None:
        """Show a notification, unless it was shown before."""
        if sentence not in self._said_once:
            self._said_once.add(sentence)
            self.notify(sentence, markup=False)

    def follow_line(self) -> None:
        """Send what the line has room for by now, and have drawings shown or left out."""
        state = (self.has_room_for_drawings, self.has_slow_line)
        if state != self._line_state:
            self._line_state = state
            self.drawings_signal.publish(state[0])
        self.catch_up()

    def _show(self, update: ChopsUpdate | LayoutUpdate | list[Piece]) -> None:
        """Show an update at once, or as much of it as the line can carry, and the rest when it can."""
        if (gate := self._gate) is None or (room := gate.room()) is None:
            self._send(self._difference(update))
            return
        if not self._is_behind:
            self._rows_wanted = []
            self._is_behind = room == 0
            if room:
                self._send(self._difference(update, room))
        elif gate.has_just_been_pressed:
            self._put_first(self._whole_screen())
        self.catch_up()

    def _put_first(self, whole: LayoutUpdate) -> None:
        """Have the rows sent first that differ from those of the last whole screen, of which some is not sent yet."""
        rows = [[*row] for row in whole.strips]
        if len(rows) == len(self._rows_wanted):
            number = max(self._first_rows.values(), default=0) + 1
            self._first_rows |= {y: number for y, row in enumerate(rows) if row != self._rows_wanted[y]}
        self._rows_wanted = rows

    def _whole_screen(self) -> LayoutUpdate:
        compositor = self.screen._compositor  # noqa: SLF001 -- no public name
        full = compositor.render_update(full=True, screen_stack=self._background_screens)
        assert isinstance(full, LayoutUpdate)
        return full

    def catch_up(self) -> None:
        """Show what could not be sent before, as far as the line has room for it by now."""
        if (gate := self._gate) is None:
            return
        if self._catching_up is not None:
            self._catching_up.cancel()
            self._catching_up = None
        try:
            while self._is_behind and self._running and not self._batch_count and (room := gate.room()) != 0:
                self._send(self._difference(None, room))
        except Exception:  # noqa: BLE001 -- as in `_display`: stock output paints the whole screen
            self.action_redraw()
        if self._is_behind and self._running:
            self._catching_up = asyncio.get_running_loop().call_later(gate.seconds_to_wait(), self.catch_up)

    def _send(self, data: str) -> None:
        """Write a frame, and leave the terminal's cursor where an input method expects it."""
        assert self._driver is not None
        if not self._is_behind:
            data += self._cursor_move(bool(data))
        if data:
            if isinstance(self._driver, SpasmDriver) and self._driver.gate.is_asking:
                self._driver.send_frame(data)
                return
            if is_long := len(data) > SYNCHRONIZED_FROM_BYTES:
                self._begin_update()
            self._driver.write(data)
            if is_long:
                self._end_update()
            self._driver.flush()

    def _cursor_move(self, has_moved: bool) -> str:
        """Return what leads the hidden cursor to a text that is typed: an input method shows what it offers there."""
        position = self.screen.outer_size.clamp_offset(self.cursor_position)
        is_typed = hasattr(self.focused, "cursor_screen_offset")
        if self._shown is None or not is_typed or not (has_moved or position != self._previous_cursor_position):
            return ""
        self._previous_cursor_position = position
        return self._shown.move_to(*position)

    def _difference(self, update: ChopsUpdate | LayoutUpdate | list[Piece] | None, room: int | None = None) -> str:
        """Return the output for an update, or for the whole screen where some of it was not sent before.

        Args:
            update: what has changed; None for nothing new.
            room: the most bytes of it; what is left out makes `_is_behind` true.
        """
        system = self.console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001 -- the public one is a word
        size = (self.size.width, self.size.height)
        if self._shown is None:
            self._shown = _first_painted_screen()
        is_known = self._shown is not None and self._shown.size == size
        if is_known and not self._is_behind and update is not None:
            if isinstance(update, list):
                return self._write(update, system, room, may_scroll=False)
            return self._write(_pieces(update), system, room)
        full = self._whole_screen()
        clear = ""
        if not is_known:
            self._shown = ScreenBuffer(*size, family=_family())
            clear = self._shown.clear(commonest_blank(_pieces(full), system))
        data = clear + self._write(_pieces(full), system, room)
        if self._is_behind:
            self._rows_wanted = [[*row] for row in full.strips]
        return data

    def _write(self, pieces: Iterable[Piece], system: ColorSystem, room: int | None, *, may_scroll: bool = True) -> str:
        assert self._shown is not None
        pieces = self._seen(pieces)
        if room is None:
            self._is_behind = False
            return self._shown.write(pieces, system, may_scroll=may_scroll)
        pieces = [*pieces]
        if not self._is_behind:
            # In parts, each is written by itself, which takes a tenth more.
            whole = self._shown.write_whole(pieces, system, room, may_scroll=may_scroll)
            if whole is not None:
                self._first_rows.clear()
                return whole
        out = [self._shown.scroll(pieces, system) if may_scroll else ""]
        if not out[0] and self.has_slow_line:
            out[0] = self._clear_for_another(system)
        if out[0]:
            pieces = self._seen(_pieces(self._whole_screen()))
        within = PiecesWithin(rows_first(pieces, self._first_rows), out, room)
        data = self._shown.write(within, system, out)
        self._is_behind = within.is_cut
        if not within.is_cut:
            self._first_rows.clear()
        return data

    def _clear_for_another(self, system: ColorSystem) -> str:
        """Return the output that clears the screen where another is wanted; empty where most of it stays."""
        assert self._shown is not None
        whole = [*self._seen(_pieces(self._whole_screen()))]
        return self._shown.clear(commonest_blank(whole, system)) if self._shown.is_left_by(whole, system) else ""

    def _seen(self, pieces: Iterable[Piece]) -> Iterable[Piece]:
        """Return the pieces, cut where the window ends."""
        if self._window is None:
            return pieces
        width, height = self._window
        return (
            (x, y, Strip(segments).crop(0, width - x)._segments)  # noqa: SLF001 -- as in `_pieces`
            for x, y, segments in pieces
            if x < width and y < height
        )


def _first_painted_screen() -> ScreenBuffer | None:
    """Return the screen that `launcher.first_paint` has painted, so that taking over changes only what differs."""
    picture, family = handoff.take_picture(), _family()
    if picture is None or not family.erases_with_background:
        return None
    blank = Cell(" ", CellStyle(background=picture.background))
    painted = ScreenBuffer(picture.columns, picture.rows, fill=blank, family=family)
    for column, row, text, style in picture.texts:
        painted.place(column, row, text, CellStyle(*style))
    return painted


def _family() -> Family:
    return family_of(os.environ.get("TERM", ""))


def _pieces(update: ChopsUpdate | LayoutUpdate) -> Iterator[Piece]:
    """Yield the strips of an update with their places, cropped as Textual crops them."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield x, y, strip._segments  # noqa: SLF001 -- a copy of each strip would cost more than the frame
                x += strip.cell_length
        return
    for y, left, right in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is None or x > right or end <= left:
                continue
            is_whole = left <= x < right and end <= right
            yield x, y, (chop if is_whole else chop.crop(0, min(end, right) - x))._segments  # noqa: SLF001 -- as above
