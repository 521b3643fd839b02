"""Show the timer: one instruction, one large time, and little else."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget

from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.states import State
from spasmtui.relief.session.texts import away_question, position, side_name, skin_left, what_ends_it
from spasmtui.relief.tui.figure_view import FigureView
from spasmtui.relief.tui.widgets import BigTime, Lines, StepBar
from spasmtui.relief.words import words
from spasmtui.shared.formats import count_down
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.diff_renderer import DiffRenderer
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.clicks import pressing
from spasmtui.ui.key_bar import key_line

WIDE = 60
"""Columns below which the step's number precedes what ends it: the line with the next step may not fit."""

_ASKING = "$text-accent bold"

BESIDE_CHARACTERS = 30
"""The longest text of what ends a step that stands beside the time in a small window; a longer one is below it."""


class TimerPanel(Widget):
    """The timer: the instruction, below it the figure, and beside that time and progress; stacked when narrow."""

    def __init__(self, *, is_ascii: bool, elapsed: Callable[[], float]) -> None:
        super().__init__()
        self._say_line = Lines(id="relief-say")
        self.figure = FigureView(is_ascii=is_ascii, elapsed=elapsed)
        self._time = BigTime(is_ascii=is_ascii)
        self._until_line = Lines(id="relief-until")
        self._bar = StepBar(is_ascii=is_ascii)
        self._position_line = Lines(id="relief-position")

    def compose(self) -> ComposeResult:
        """Compose the instruction, and below it the two columns."""
        yield self._say_line
        with Container(id="relief-columns"):
            yield self.figure
            with Vertical(id="relief-right"):
                yield self._time
                yield self._until_line
                yield self._bar
                yield self._position_line

    def show(self, frame: Frame, breath: str) -> None:
        """Show one frame; only the widgets that differ are drawn again."""
        self._say_line.text = self._say(frame)
        self._until_line.text = until = self._until(frame, breath)
        self.set_class(len(until.plain) <= BESIDE_CHARACTERS, "-beside")
        self._position_line.text = Content.styled(shown_text(self._position(frame)), "$text-muted")
        self.show_progress(frame, is_alone=False)

    def show_progress(self, frame: Frame, *, is_alone: bool = True) -> None:
        """Show how far the step is.

        Args:
            frame: the frame.
            is_alone: nothing else has changed, as in most seconds; what has changed is shown in one frame.
        """
        self._time.time, self._bar.part = count_down(frame.remaining_seconds), frame.progress
        if is_alone and isinstance(self.app, DiffRenderer):
            self.app.repaint(self._time, self._bar)
        else:
            self._time.refresh()
            self._bar.refresh()

    def fewest_rows(self, width: int, *, has_large_time: bool) -> int:
        """Return the rows that a small window of this width needs: the instruction, and the time with its words."""
        beside = 3 if self.has_class("-beside") else 6 if has_large_time else 4
        return self.instruction_rows(width) + beside

    def instruction_rows(self, width: int) -> int:
        """Return the rows of the instruction in so many columns."""
        return len(wrap(self._say_line.text.plain, max(1, width)))

    @property
    def asks(self) -> str:
        """The question of this moment, or the reason why the time stands."""
        return self._until_line.text.plain

    def flash(self) -> None:
        """Flash beside the time, except on a slow line; flashing the whole screen would cost twenty times the bytes."""
        if not isinstance(self.app, DiffRenderer) or self.app.has_room_for_drawings:
            self._time.light_up()

    def _position(self, frame: Frame) -> str:
        """Format the step's number and the next step; on a narrow screen the number is in the line above."""
        whole = position(frame)
        return whole if self.app.size.width >= WIDE else whole.partition(" · ")[2]

    def _say(self, frame: Frame) -> Content:
        switch = f"{words().change_sides_now} " if frame.segment.says_switch else ""
        side = side_name(frame.segment.side)
        is_told = frame.segment.is_side_unsaid or frame.segment.is_switch
        head = f"{side[:1].upper()}{side[1:]}. " if is_told and side not in frame.segment.say.lower() else ""
        return Content.assemble((switch + head, "$text-accent bold"), (shown_text(frame.segment.say), "bold"))

    def _until(self, frame: Frame, breath: str) -> Content:
        match frame.state:
            case State.PAUSED:
                return pressing(Content.styled(words().paused_goes_on, _ASKING), "space")
            case State.AWAY:
                go_on, restart = key_line("{space:relief.pause}"), key_line("{←:relief.back}")
                return Content.assemble(f"{away_question(frame)} ", go_on, " · ", restart).stylize_before(_ASKING)
            case State.WORSE:
                return pressing(Content.styled(words().stopped_goes_on, "$text-warning bold"), "space")
        answers = key_line(words().question_keys)
        if frame.is_waiting:
            return Content.assemble(f"{words().is_skin_fine} ", answers).stylize_before(_ASKING)
        is_narrow = self.app.size.width < WIDE
        skin = skin_left(frame)
        parts = [answers if frame.segment.kind == "check" else Content(what_ends_it(frame.segment))]
        if skin:
            parts = [Content(skin)] if is_narrow else [*parts, Content(skin)]
        if is_narrow:
            parts.insert(0, Content(words().position.format(step=frame.step, steps=frame.steps)))
        if frame.segment.is_optional:
            parts.append(Content(words().optional))
        return Content(" · ").join([*parts, *([Content(breath)] if breath else [])])
