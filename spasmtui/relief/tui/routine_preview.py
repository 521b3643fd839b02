"""Show what a person wants to know of a routine before it starts, with the figure of its main hold."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.errors import SpasmError
from spasmtui.relief.routines.model import Sides
from spasmtui.relief.session.texts import routine_notes
from spasmtui.relief.session.timeline import expand
from spasmtui.relief.tui.figure_view import FigureView
from spasmtui.relief.tui.preview_texts import (
    conditions,
    main_step,
    past_use_sentence,
    place_of,
    purpose_sentence,
    step_lines,
)
from spasmtui.relief.tui.widgets import Lines
from spasmtui.relief.words import words
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Resize

    from spasmtui.relief.figures.model import Figure
    from spasmtui.relief.routines.model import Routine
    from spasmtui.relief.running.diary_port import RoutineRecord
    from spasmtui.ui.drawing.body_map import BodyPlace

    Drawing = tuple[str | None, str | None]
    """The routine and the side of a figure."""


FIGURE_FROM_ROWS = 19
"""Rows of the preview from which the words leave room for a figure."""
BLANK_BEFORE_NOTES_FROM_ROWS = 34
"""Rows of the preview from which a blank line parts the other ways to do it from when to stop."""
ROWS_EACH_CONDITION = 9
"""Rows of the preview for each line that says when not to start it, or when to stop."""


class StepsView(Widget):
    """The steps of a routine, as many as have room."""

    routine: reactive[Routine | None] = reactive(None)

    def render(self) -> Content:
        """Render a step a line, wrapped where all have room for it; the last line says how many have none."""
        size = self.content_size
        if self.routine is None or size.height < 2 or size.width < 20:
            return Content("")
        return Content("\n").join(
            Content.styled(line, "$text-muted") for line in step_lines(self.routine, size.width, size.height)
        )


class RoutinePreview(Widget):
    """Purpose, position and past uses above a figure; below it when not to start it, and the steps."""

    class FigureRead(Message):
        """The figure of a routine was read."""

        def __init__(self, drawing: Drawing, figure: Figure | None, side: str | None) -> None:
            super().__init__()
            self.drawing = drawing
            self.figure = figure
            self.side = side

    def __init__(self, *, figures: Path | None, elapsed: Callable[[], float], is_ascii: bool) -> None:
        """Create an empty preview. Arguments as for `RoutineListPanel`."""
        super().__init__(id="relief-beside")
        self._figures = figures
        self._head = Lines(id="relief-beside-head")
        self._figure = FigureView(is_ascii=is_ascii, elapsed=elapsed)
        self._foot = Lines(id="relief-beside-foot")
        self._steps = StepsView()
        self._side_later = Lines(id="relief-beside-side")
        self._drawn: Drawing = (None, None)

    def compose(self) -> ComposeResult:
        """Compose the words around the figure."""
        yield self._head
        yield self._figure
        yield self._foot
        yield self._steps
        yield self._side_later

    def on_resize(self, event: Resize) -> None:
        """Leave the figure out where the words need the room."""
        self._figure.display = event.size.height >= FIGURE_FROM_ROWS

    def show(
        self, routine: Routine | None, place: BodyPlace | None, side: str | None, record: RoutineRecord | None
    ) -> None:
        """Describe a routine; None is blank.

        Args:
            routine: the routine.
            place: the place that was chosen on the map.
            side: the side on which it would start, which is the one that the figure shows.
            record: its past uses.
        """
        self._head.text = self._above(routine, place, record) if routine is not None else Content("")
        self._foot.text = self._beneath(routine) if routine is not None else Content("")
        self._steps.routine = routine
        has_side = routine is not None and routine.sides in (Sides.SORE, Sides.SORE_THEN_OTHER)
        self._side_later.text = Content.styled(words().side_later if has_side else "", "$text-muted")
        drawing = (routine.id if routine is not None else None, side)
        if drawing != self._drawn:
            self._drawn = drawing
            self.run_worker(lambda: self._read_figure(routine, *drawing), thread=True, exclusive=True, group="figure")

    def _above(self, routine: Routine, place: BodyPlace | None, record: RoutineRecord | None) -> Content:
        where = f" · {place_with_side(place.place, place.side)}" if place is not None else ""
        lines = [
            Content.assemble((shown_text(f"{routine.title}{where}", one_line=True), "bold")),
            Content(f"{purpose_sentence(routine)} {format_duration(routine.seconds)}."),
        ]
        if routine.position:
            lines.append(Content(shown_text(f"{routine.position}.", one_line=True)))
        if used := past_use_sentence(record, place_of(place, routine)):
            lines.append(Content.styled(used, "$text-muted"))
        return Content("\n").join(lines)

    def _beneath(self, routine: Routine) -> Content:
        most = max(2, self.size.height // ROWS_EACH_CONDITION - 1)
        lines: list[Content] = []
        for label, questions in conditions(routine, most):
            lines += [Content.styled(label, "bold"), *(Content(shown_text(ask, one_line=True)) for ask in questions)]
        if lines and self.size.height >= FIGURE_FROM_ROWS:
            lines.append(Content(""))
        lines.append(Content(shown_text(routine.stop_line)))
        notes = [Content.styled(shown_text(line), "$text-muted") for line in routine_notes(routine)]
        lines += [Content("")] * (bool(notes) and self.size.height >= BLANK_BEFORE_NOTES_FROM_ROWS) + notes
        return Content("\n").join(lines)

    def _read_figure(self, routine: Routine | None, drawn: str | None, side: str | None) -> None:
        """Read the figure in a thread."""
        from spasmtui.relief.figures.loader import read_figure  # noqa: PLC0415 -- after the first frame

        figure, shown = None, None
        step = main_step(routine) if routine is not None else None
        if step is not None and step.figure is not None and self._figures is not None:
            with suppress(SpasmError):  # a drawing is never needed
                figure = read_figure(self._figures, step.figure)
            segments = expand(routine, side) if routine is not None else ()
            shown = next((segment.side for segment in segments if segment.figure == step.figure), None)
        self.post_message(self.FigureRead((drawn, side), figure, shown))

    def on_routine_preview_figure_read(self, message: FigureRead) -> None:
        """Show the figure, where the list has not gone on meanwhile."""
        message.stop()
        if message.drawing == self._drawn:
            self._figure.show(message.figure, None, message.side)
