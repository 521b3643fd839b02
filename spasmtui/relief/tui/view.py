"""Show the relief mode: a title, one of four parts, and a notice."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Purpose, Routine
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.how_it_was import strain_lines
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import UNDER_WAY, State
from spasmtui.relief.session.texts import (
    after_notes,
    ended_head,
    hurts_lines,
    kept_note,
    lines_beside,
    title_with_side,
)
from spasmtui.relief.tui.running_words import by_the_minute, running_routine
from spasmtui.relief.tui.timer import TimerPanel
from spasmtui.relief.tui.widgets import Lines, ReliefTitle
from spasmtui.relief.words import words
from spasmtui.shared.formats import count_down
from spasmtui.shared.key_names import keys_in_use
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.capabilities import SMALLEST_SCREEN
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.clicks import pressing_named
from spasmtui.ui.key_bar import key_line
from spasmtui.ui.running.routine import RoutineRuns, RunningRoutine

if TYPE_CHECKING:
    from spasmtui.relief.routines.sign_advice import SignAdvice
    from spasmtui.relief.running.diary_port import PastUses
    from spasmtui.relief.running.resume import PreviousRun
    from spasmtui.relief.running.runner import SessionRunner
    from spasmtui.relief.tui.afterwards.panel import AfterPanel
    from spasmtui.relief.tui.panels import QuestionPanel
    from spasmtui.relief.tui.routine_list import RoutineListPanel

Part = TypeVar("Part", bound=Widget)

TALL = 19
"""Rows of the screen from which there is room for the questions that relief does not stop for."""

WIDE = 60
"""Columns from which there is room for the time it began."""

TITLE_AND_KEYS = 2
"""The rows of the title and of the keys."""

LOWEST_WITH_TWO_ROWS_OF_KEYS = 8
"""Rows of the screen below which the questions afterwards take the place of the second row of keys."""

MOST_NOTICE_ROWS = 4
"""The most rows of the notice in a small window."""


def _rows(text: str, width: int) -> int:
    """Return the rows of a notice in a window of so many columns."""
    return len(wrap(text, max(1, width - 2))) if text else 0


class ReliefView:
    """The widgets of the relief screen; knows neither keys nor the diary."""

    def __init__(
        self,
        screen: Screen[None],
        *,
        figures: Path | None,
        advice: "SignAdvice",
        elapsed: Callable[[], float],
        is_ascii: bool,
        has_motion: bool,
    ) -> None:
        """Create the widgets that every phase needs.

        Args:
            screen: the screen on which parts are mounted.
            figures: the folder of the drawings; None shows none.
            advice: the advice of the red-flag signs that routines ask for.
            elapsed: the clock of the movements, in seconds.
            is_ascii: draw without braille, blocks and lines.
            has_motion: whether a figure shows its movement when a step begins, or only the pose that is held.
        """
        self._screen = screen
        self._figures = figures
        self._advice = advice
        self.has_motion = has_motion
        """True if a figure shows its movement when a step begins."""
        self._elapsed = elapsed
        self._is_ascii = is_ascii
        self._step_drawn: object = None
        self._moved_at: dict[str | None, int] = {}
        """The step at which each figure of the routine was first shown moving."""
        self.title = ReliefTitle()
        self.timer_panel = TimerPanel(is_ascii=is_ascii, elapsed=elapsed)
        self.notice = Lines(id="relief-notice")
        self._parts: list[Widget] = []
        self._is_composed = False
        self._running: RunningRoutine | None = None
        """What the other screens were told last."""
        self._shown: object = None
        """All that the last frame of a running routine depends on, but for the time; None after anything else."""

    def compose(self) -> ComposeResult:
        """Compose the title, the part that is shown first, and the notice; other parts are mounted when needed."""
        self._is_composed = True
        yield self.title
        yield from self._parts
        yield self.notice

    @cached_property
    def routines(self) -> "RoutineListPanel":
        """The list of routines with its preview."""
        from spasmtui.relief.tui.routine_list import RoutineListPanel  # noqa: PLC0415 -- not needed before relief

        return self._mount_part(RoutineListPanel(figures=self._figures, elapsed=self._elapsed, is_ascii=self._is_ascii))

    @cached_property
    def question(self) -> "QuestionPanel":
        """The question, or a sentence in its place."""
        from spasmtui.relief.tui.panels import QuestionPanel  # noqa: PLC0415 -- not needed before relief

        return self._mount_part(QuestionPanel())

    @cached_property
    def after(self) -> "AfterPanel":
        """The questions afterwards."""
        from spasmtui.relief.tui.afterwards.panel import AfterPanel  # noqa: PLC0415 -- not needed before relief

        return self._mount_part(AfterPanel(is_ascii=self._is_ascii, elapsed=self._elapsed))

    def _mount_part(self, part: Part) -> Part:
        """Mount `part` once; CSS classes decide which part is visible."""
        if part not in self._parts:
            self._parts.append(part)
            if self._is_composed:
                self._screen.mount(part, before=self.notice)
        return part

    def read_routines(self, book: RoutineBook, state: Path) -> None:
        """Fill the list in a thread; does nothing before the screen is composed."""
        if self._is_composed:
            self.routines.load(book, state)

    def take_past_uses(self, past: "PastUses") -> None:
        """Show how often each routine was used; callable from any thread."""
        if "routines" in vars(self):
            self.routines.post_message(self.routines.PastUsesRead(past))

    def show_notice(self, notice: str) -> None:
        """Show a notice below the parts until the next frame."""
        self._shown = None
        self.notice.text = pressing_named(as_content(notice), (words().help_key,))
        self.notice.set_class(not notice, "-empty")
        self._screen.set_class(self._has_room_for_more_keys(notice), "-two-lines")

    def _has_room_for_more_keys(self, notice: str) -> bool:
        """Return whether a small window has a second line for keys that takes neither words nor the large time."""
        size = self._screen.app.size
        width = max(1, size.width - 2)
        others = 1 + (min(MOST_NOTICE_ROWS, len(wrap(notice, width))) if notice else 0)
        large, small = (others + self.timer_panel.fewest_rows(width, has_large_time=each) for each in (True, False))
        return large + 2 <= size.height or large + 1 > size.height >= small + 2

    def clear_answers(self) -> None:
        """Clear the answers of the panel for afterwards."""
        if "after" in vars(self):
            self.after.answers.pain, self.after.answers.helped = None, None

    def show_list(self, previous: "PreviousRun") -> None:
        """Show the routines, with an interrupted one or a preview of the highlighted one below."""
        self._tell(None)
        self.title.left, self.title.right = words().relief, ""
        self.show_notice("")
        is_practice = previous.snapshot is not None and previous.snapshot.is_practice
        keys = words().interrupted_practice_keys if is_practice else words().interrupted_keys
        lines = Content.assemble(as_content(previous.sentence), "\n", key_line(keys, " · "))
        self.routines.show(lines if previous.sentence else Content(""))

    def show_elsewhere(self, sentence: str) -> None:
        """Show the sentence about a routine that runs in another terminal."""
        self._tell(None)
        self.title.left, self.title.right = words().relief, ""
        self.question.ask("", sentence, words().elsewhere_keys)
        self.show_notice("")

    def show(self, runner: "SessionRunner", frame: Frame, *, breath: str) -> None:
        """Show one frame of a session in the part that belongs to its state.

        Args:
            runner: drives the session.
            frame: the frame.
            breath: the breathing instruction; empty for none.
        """
        session, place, is_practice, keeps = runner.session, runner.place, runner.is_practice, runner.keeps
        size, began = self._screen.app.size, f"{runner.began_at:%H:%M}"
        run = (session.routine, session.side, place, began, is_practice, keeps)
        shown = (run, breath, size, keys_in_use(), by_the_minute(frame))
        if shown == self._shown:
            if self._screen.app.screen is not self._screen:  # Textual's `is_current` is true below a dialog too
                self._tell(running_routine(session, frame))
            self.timer_panel.show_progress(frame)
            return
        self._tell(running_routine(session, frame))
        routine = session.routine
        self.title.left = shown_text(title_with_side(routine, session.side, joint=" · ", place=place), one_line=True)
        if frame.state is not State.PAUSED:
            since = words().since.format(time=began) if size.width >= WIDE else ""
            minutes = int(frame.since_seconds // 60)
            self.title.right = "  ".join(filter(None, (since, f"{minutes} min" if minutes else "")))
        is_tiny = False
        if frame.state in UNDER_WAY:
            self._mount_part(self.timer_panel)
            self.timer_panel.show(frame, breath)
            self._draw(session)
            notice = self._notice_for(routine, frame)
            is_tiny = self._is_tiny(notice)
            self.show_notice(self._fitting_notice(notice, frame) if is_tiny else notice)
        elif frame.question is not None:
            head = words().before_start.format(number=session.question + 1, count=len(routine.asks_before))
            self.question.ask(head, frame.question.ask, words().question_keys)
            self.show_notice("")
        elif frame.state in (State.STOPPED, State.REFUSED):
            self.question.ask(
                "", self._advice.of_refusal(session.refusing_question, frame.reason), words().stopped_keys
            )
            self.show_notice("")
        else:
            self._show_after(runner, frame)
            self.show_notice("")
        self._screen.set_class(is_tiny, "-tiny")
        if is_tiny:
            self.title.left = words().position.format(step=frame.step, steps=frame.steps)
            self.title.right = count_down(frame.remaining_seconds)
        elif frame.state in UNDER_WAY:
            self._shown = shown

    def _is_tiny(self, notice: str) -> bool:
        """Return whether a window below the smallest full screen has no room for the time beside its words."""
        size = self._screen.app.size
        if size.width >= SMALLEST_SCREEN[0] and size.height >= SMALLEST_SCREEN[1]:
            return False
        words_rows = self.timer_panel.fewest_rows(max(1, size.width - 2), has_large_time=False)
        return words_rows + _rows(notice, size.width) > size.height - TITLE_AND_KEYS

    def _fitting_notice(self, notice: str, frame: Frame) -> str:
        """Return what stands below the instruction in such a window: what is asked, else what fits as a whole."""
        size = self._screen.app.size
        if frame.state is not State.RUNNING or frame.is_waiting or frame.segment.kind == "check":
            return self.timer_panel.asks
        room = size.height - TITLE_AND_KEYS - self.timer_panel.instruction_rows(size.width - 2)
        return notice if _rows(notice, size.width) <= room else ""

    def _show_after(self, runner: "SessionRunner", frame: Frame) -> None:
        """Show what is asked afterwards, above the pose that was held last."""
        session, is_practice, keeps, sets = runner.session, runner.is_practice, runner.keeps, runner.sets
        routine, answers = session.routine, self.after.answers
        self._screen.set_class(self._screen.app.size.height < LOWEST_WITH_TWO_ROWS_OF_KEYS, "-strip")
        again = words().next_set_key if sets.has_next else words().again_key
        keys = (*(() if is_practice else (words().gone_key,)), *(() if routine.skin else (again,)))
        head = " ".join(filter(None, (sets.words, ended_head(frame, is_practice=is_practice))))
        answers.head = f"{head} {' · '.join(keys)}" if frame.state is State.FINISHED else head
        answers.asks = routine.purpose is Purpose.RELIEF
        answers.how = runner.how
        answers.has_ended = frame.state is not State.FINISHED
        kept = (kept_note(session),) if is_practice and keeps else ()
        answers.notes = (*strain_lines(runner.how, routine), *kept, *after_notes(routine))
        shown = self.timer_panel.figure
        self.after.figure.show(shown.figure, None, "left" if shown.is_mirrored else None)

    def _tell(self, running: RunningRoutine | None) -> None:
        """Tell the other screens what the routine has come to, where that has changed in words."""
        if running != self._running:
            self._running = running
            # Not by way of the screen: one with a message under way to the app is painted a tenth of a second later.
            self._screen.app.post_message(RoutineRuns(running, self._screen, way_back=words().goes_back))

    def _notice_for(self, routine: Routine, frame: Frame) -> str:
        if frame.is_long:
            return routine.still_cramped
        is_short = self._screen.app.size.height < TALL
        if frame.state is State.WORSE and routine.purpose is not Purpose.RELIEF:
            return f"{hurts_lines(routine)} {words().help_key}"
        if frame.state is State.WORSE and (signs := self._advice.of_routine(routine)):
            return self._advice.first_action(routine) if is_short else "\n".join(signs)
        rule = f"{words().skin_rule} " if routine.skin else ""
        asks = routine.asks_beside
        if is_short:
            # The questions that relief does not stop for have a step each, then the rule stays.
            if frame.step_index < len(asks):
                return f"{asks[frame.step_index].ask} {words().if_yes_worse}"
            return rule + routine.stop_line
        if asks and frame.step_index == 0:
            return "\n".join((*(question.ask for question in asks), words().if_yes_worse))
        # One line a step: the questions again, the cautions, then other ways to do it.
        questions = (f"{question.ask} {words().if_yes_worse}" for question in asks)
        beside = (*questions, *lines_beside(routine))
        return f"{rule}{routine.stop_line}" + (f"\n{beside[frame.step_index % len(beside)]}" if beside else "")

    def _draw(self, session: Session) -> None:
        """Draw the figure of a step; the very first one only after the frame with its instruction."""
        step = (session.routine.id, session.step_index, session.segment.figure)
        if step == self._step_drawn:
            return
        is_first, self._step_drawn = self._step_drawn is None, step
        moves = self.has_motion and session.state is State.RUNNING and self._is_new(session)
        began = session.seen - session.into if moves else None
        if is_first:
            # By way of the app, which paints nothing before it answers messages.
            later = self._screen.call_after_refresh
            self._screen.app.call_later(later, self._show_figure, step, session, began)
        else:
            self._show_figure(step, session, began)

    def _is_new(self, session: Session) -> bool:
        """Return whether no step before this one has shown the movement: a second time it says nothing new."""
        if session.step_index == 0:
            self._moved_at.clear()
        figure = session.segment.figure
        return self._moved_at.setdefault(figure, session.step_index) == session.step_index

    def _show_figure(self, step: object, session: Session, began: float | None) -> None:
        if step != self._step_drawn:
            return
        from spasmtui.relief.tui.step_figure import read_step_figure  # noqa: PLC0415 -- after the first frame

        figure, side = read_step_figure(self._figures, session) if self._figures is not None else (None, None)
        self.timer_panel.figure.show(figure, began, side)
