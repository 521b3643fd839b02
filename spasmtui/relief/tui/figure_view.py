"""Show the movement of a step: a few drawings when it begins, then the held pose without motion."""

from __future__ import annotations

import os
from math import inf
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.relief.words import words
from spasmtui.terminal.diff_renderer import DiffRenderer
from spasmtui.terminal.mouse import is_remote

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer

    from spasmtui.relief.figures.model import Figure

LEAST_SIZE = (12, 4)
"""Columns and rows below which nothing is drawn."""
INK_STYLES = {
    "prop": "$text-muted", "far": "$text-muted", "hair": "$text-muted", "helper": "$text-muted", "near": "$foreground",
    "muscle": "$warning", "arrow": "$primary", "": "",
}  # fmt: skip
"""The colours of a figure's inks, as variables of the theme."""


class FigureView(Widget):
    """The figure of a step, as large as fits, mirrored to the side of the body that it is for."""

    figure: reactive[Figure | None] = reactive(None)
    is_mirrored: reactive[bool] = reactive(False)
    """True for the left side of the body."""

    def __init__(self, *, is_ascii: bool, elapsed: Callable[[], float]) -> None:
        super().__init__()
        self._is_ascii = is_ascii
        self._elapsed = elapsed
        self.moment = inf
        """Seconds into the movement that are drawn."""
        self.next_drawing: Timer | None = None
        """The timer of the next drawing; None while the figure rests."""

    def on_mount(self) -> None:
        """Draw the figure, or leave it out, when the line to the terminal turns out to be fast or slow."""
        if isinstance(self.app, DiffRenderer):
            self.app.drawings_signal.subscribe(self, lambda _has_room: self._follow_line())

    def _follow_line(self) -> None:
        self.refresh()
        if (
            self.figure is not None
            and self.size.height
            and isinstance(self.app, DiffRenderer)
            and self.app.has_slow_line
        ):
            self.app.notify_once(words().slow_line)

    @property
    def _is_left_out(self) -> bool:
        """True where a slow line would carry the drawing for seconds, and the time behind it."""
        return isinstance(self.app, DiffRenderer) and not self.app.has_room_for_drawings

    def show(self, figure: Figure | None, began: float | None, side: str | None = None) -> None:
        """Show a figure from now on.

        Args:
            figure: the figure; None draws nothing.
            began: the elapsed seconds when its movement began; None shows the held pose at once.
            side: the side of the body; anything but `left` shows the right.
        """
        self.figure = figure
        self.is_mirrored = side == "left"
        before = self.moment
        self._draw_moment(began)
        if self.moment != before:
            self.refresh()

    def _draw_moment(self, began: float | None) -> None:
        """Choose the moment of the movement that is drawn now, and set a timer for the next."""
        from spasmtui.relief.figures.motion import drawn_at, seconds_to_next_drawing  # noqa: PLC0415 -- after the first frame

        if self.next_drawing is not None:
            self.next_drawing.stop()
            self.next_drawing = None
        if self.figure is None or began is None or self._is_still or self._is_left_out:
            self.moment = inf
            return
        into = self._elapsed() - began
        self.moment = drawn_at(self.figure, into)
        if (wait := seconds_to_next_drawing(self.figure, into)) is not None:
            self.next_drawing = self.set_timer(wait, lambda: self._go_on(began))

    def _go_on(self, began: float) -> None:
        """Draw the next moment of the movement."""
        self._draw_moment(began)
        if isinstance(self.app, DiffRenderer):
            self.app.repaint(self)
        else:
            self.refresh()

    @property
    def _is_still(self) -> bool:
        """True where nothing is seen, and where a movement is not wanted or costs a slow line."""
        return not self.size.height or self.app.animation_level == "none" or is_remote(os.environ)

    def render(self) -> Content:
        """Render the pose of this moment in the middle, or nothing where there is no room."""
        size = self.content_size
        if self.figure is None or self._is_left_out or size.width < LEAST_SIZE[0] or size.height < LEAST_SIZE[1]:
            return Content("")
        from spasmtui.relief.figures.picture import picture  # noqa: PLC0415 -- after the first frame

        rows = picture(
            self.figure,
            size.width,
            size.height,
            characters="ascii" if self._is_ascii else "braille",
            has_color=False,  # stripes say which muscle is meant to whoever cannot tell its colour
            is_mirrored=self.is_mirrored,
            into_seconds=self.moment,
        )
        left = " " * ((size.width - sum(len(text) for text, _ in rows[0])) // 2)
        parts: list[str | tuple[str, str]] = []
        for row in rows:
            parts += (left, *((text, INK_STYLES[ink]) for text, ink in row), "\n")
        return Content.assemble(*parts[:-1])
