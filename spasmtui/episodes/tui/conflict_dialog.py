"""The dialog that chooses between the values which two devices gave the same field, one question after the other."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static
from textual.worker import get_current_worker

from spasmtui.episodes.conflicts.choices import OpenQuestion, choose, open_questions
from spasmtui.episodes.conflicts.question_text import (
    ALL_CHOSEN,
    NOTHING,
    Layout,
    bring_into_view,
    first_offset,
    lay_out,
    message_layout,
    move,
)
from spasmtui.episodes.tui.log_data import REST_SECONDS
from spasmtui.errors import DataError, SpasmError
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.clicks import pressing
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.disk.errands import say_if_slow
from spasmtui.ui.key_bar import KeyBar, key_line
from spasmtui.ui.messages import SaveResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from spasmtui.clock import Clock
    from spasmtui.episodes.store.diary import Diary

    Place = tuple[str, str, str]

MOST_COLUMNS = 76
"""The width of the dialog where the window has more."""
ROOMY = 20
"""Rows of the window from which the choices stand apart."""
_STYLES = {"plain": "", "strong": "bold", "quiet": "$text-muted", "chosen": "$text-accent bold"}


class ConflictDialog(Dialog[None]):
    """Every question that conflicts leave; each choice is stored at once, and Esc leaves the rest as it is.

    Args:
        diary: the diary, which is read and changed in a thread.
        clock: the present.
        first: the keys of the records that are asked about before all others.
    """

    CSS_PATH = "episodes.tcss"
    needs_answer = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "choose", tooltip="Choose this one; a digit chooses too", id="conflict.choose"),
        Binding("escape", "leave", "back", tooltip="Back; what was not chosen stays as it is", id="conflict.back"),
        Binding("u", "undo", "undo", tooltip="Take back what was chosen last", id="conflict.undo"),
        Binding("right,l", "turn(1)", "later", tooltip="Leave this for later: the next question", id="conflict.next"),
        Binding("left,h", "turn(-1)", "previous", show=False, tooltip="The previous question", id="conflict.before"),
        Binding("down,j,pagedown,space", "move(True)", "down", show=False, tooltip="Down", id="conflict.down"),
        Binding("up,k,pageup,b", "move(False)", "up", show=False, tooltip="Up", id="conflict.up"),
    ]  # fmt: skip

    def __init__(self, diary: Diary, clock: Clock, first: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.diary = diary
        self.clock = clock
        self.first = first
        self.questions: tuple[OpenQuestion, ...] = ()
        self.at = 0
        """The index of the question that is shown."""
        self.chosen = 0
        """The index of the choice with the cursor."""
        self.top_line = 0
        """The first line that is shown."""
        self.sentence = "Reading the diary."
        self.stored: list[Place] = []
        """The places of the questions that were answered here and not taken back, the last one last."""
        self._is_busy = self._is_storing = self._leaves = False

    def compose(self) -> ComposeResult:
        """Lay out the question, the line that says where more of it is, and the keys."""
        with Vertical():
            yield Static(id="question")
            yield Static(id="more")
            yield KeyBar()

    def on_mount(self) -> None:
        """Find the questions."""
        self._run(lambda: "")

    def on_resize(self) -> None:
        """Lay the question out for the window, and keep the cursor in sight."""
        self.set_class(self._is_roomy, "-roomy")
        layout = self._laid_out()
        if layout.spans:
            self.top_line = bring_into_view(layout.spans[self.chosen], self.top_line, self._rows)
        self._show()

    @property
    def _columns(self) -> int:
        """The cells of a line."""
        return max(10, min(MOST_COLUMNS, self.size.width) - 4)

    @property
    def _rows(self) -> int:
        """The lines that there is room for, beside that of more and that of the keys."""
        return max(1, self.size.height - (4 if self._is_roomy else 2))

    @property
    def _is_roomy(self) -> bool:
        """True where there are lines to spare."""
        return self.size.height >= ROOMY

    @property
    def question(self) -> OpenQuestion | None:
        """The question that is shown; None where there is none."""
        return self.questions[self.at] if self.questions else None

    def _laid_out(self) -> Layout:
        if self.question is None:
            return message_layout(self.sentence, self._columns)
        return lay_out(
            self.question, self.at + 1, len(self.questions), chosen=self.chosen, message=self.sentence,
            ours=self.diary.own_devices, width=self._columns, is_roomy=self._is_roomy,
        )  # fmt: skip

    def _show(self) -> None:
        layout = self._laid_out()
        lines = layout.lines
        height = min(len(lines), self._rows)
        self.top_line = max(0, min(self.top_line, len(lines) - height))
        shown = lines[self.top_line : self.top_line + height]
        parts = [
            pressing(Content.styled(shown_text(line.text), _STYLES[line.role]), layout.digit_of(at))
            for at, line in enumerate(shown, self.top_line)
        ]
        question = self.query_one("#question", Static)
        question.styles.height = height
        question.update(Content("\n").join(parts))
        above = ["{↑:conflict.up} more above"] if self.top_line else []
        below = ["{↓:conflict.down} more below"] if self.top_line + height < len(lines) else []
        self.refresh_bindings()
        self.query_one("#more", Static).update(key_line("   ".join(above + below)).stylize_before("$text-muted"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Enable choosing where there is a question, and another one where there are several."""
        return len(self.questions) >= {"choose": 1, "turn": 2}.get(action, 0)

    def action_move(self, is_down: bool) -> None:
        """Move to the next or the last choice, or along one that is longer than the window."""
        spans = self._laid_out().spans
        if spans:
            self.chosen, self.top_line = move(spans, self.chosen, self.top_line, self._rows, is_down=is_down)
        self._show()

    def on_mouse_scroll_down(self) -> None:
        """Move as the arrow down does."""
        self.action_move(True)

    def on_mouse_scroll_up(self) -> None:
        """Move as the arrow up does."""
        self.action_move(False)

    def action_turn(self, steps: int) -> None:
        """Go to another question, with nothing chosen."""
        if self.questions and not self._is_busy:
            self.sentence = ""
            self._go_to((self.at + steps) % len(self.questions))

    def _go_to(self, at: int) -> None:
        self.at, self.chosen = at, 0
        self.top_line = first_offset(self._laid_out(), self._rows)
        self._show()

    def on_key(self, event: Key) -> None:
        """Choose by a digit."""
        if event.character is not None and event.character in "123456789":
            event.stop()
            self._choose(int(event.character) - 1)

    def action_choose(self) -> None:
        """Choose the value with the cursor."""
        self._choose(self.chosen)

    def _choose(self, index: int) -> None:
        asked = self.question
        if asked is None or index >= len(asked.question.choices) or self._is_busy:
            return

        def store() -> str:
            sentence = choose(self.diary, asked, asked.question.choices[index], self.clock.now())
            self.stored.append(asked.place)
            return sentence

        self._is_storing = True
        self._run(store)

    def action_undo(self) -> None:
        """Take back the last choice that was made here, and ask again."""
        if self._is_busy:
            return
        if not self.stored:
            self.sentence = "Nothing was chosen here yet."
            self.top_line = 0
            self._show()
            return

        def take_back() -> str:
            self.diary.undo()
            return "Taken back."

        self._is_storing = True
        self._run(take_back, self.stored.pop())

    def action_leave(self) -> None:
        """Close the dialog, after a choice that is being stored."""
        if self._is_storing:
            self._leaves = True
        else:
            self.dismiss(None)

    def _run(self, change: Callable[[], str], place: Place | None = None) -> None:
        """Change the diary and find what is left to choose, in a thread.

        Args:
            change: returns the sentence to show.
            place: the question to show then; None is the one that is shown, or the next.
        """
        self._is_busy = True
        group = "change" if self._is_storing else "choose"  # the end waits for what is stored, as for every change
        worker = self.run_worker(lambda: self._run_in_thread(change, place), thread=True, group=group)
        if self._is_storing:
            say_if_slow(self.app, worker)

    def _run_in_thread(self, change: Callable[[], str], place: Place | None) -> None:
        questions: tuple[OpenQuestion, ...] | None = None
        try:
            message = change()
            self.post_message(SaveResult("choice"))
        except SpasmError as error:
            message = error.message
            if isinstance(error, DataError):
                self.post_message(SaveResult("choice", message))
        try:
            questions = self._read()
        except SpasmError as error:
            message = f"{message} {error.message}".lstrip()
        self.app.call_from_thread(self._take, message, questions, place)

    def _read(self) -> tuple[OpenQuestion, ...]:
        worker = get_current_worker()
        self.diary.recent_conflicts()
        while self.diary.read_older() and not worker.is_cancelled:
            sleep(REST_SECONDS)
        return open_questions(self.diary.recent_conflicts(), self.first)

    def _take(self, message: str, questions: tuple[OpenQuestion, ...] | None, place: Place | None) -> None:
        """Show the question of a place, else the one that was shown, else the next; or that none is left."""
        self._is_busy = self._is_storing = False
        if self._leaves or not self.is_attached:
            self.app.notify(shown_text(message), markup=False)
            self.dismiss(None)
            return
        place = place or (self.question.place if self.question else None)
        self.questions = questions or ()
        places = [asked.place for asked in self.questions]
        at = places.index(place) if place in places else min(self.at, max(0, len(places) - 1))
        if not places and questions is not None:
            message = f"{message} {ALL_CHOSEN if self.stored else NOTHING}".lstrip()
        self.sentence = message
        self._go_to(at)
