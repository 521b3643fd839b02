"""The person's own questions for an appointment: a list in which one is written, changed or taken out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static
from textual.widgets.option_list import Option

from spasmtui.episodes.report.questions import (
    LONGEST_QUESTION,
    add_question,
    change_question,
    read_questions,
    refusal,
    remove_question,
)
from spasmtui.errors import SpasmError
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.disk.errands import ask_disk, errands_of
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.option_list import SafeOptionList

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.widgets import OptionList

TITLE = "Your questions for the appointment"
HINT = "One question, in your own words. It is printed on the sheet."
NONE_YET = "None yet. They are printed on the sheet, before the notes."
READING = "Reading your questions."


def open_questions(app: Any, _what: str = "") -> None:
    """Open the questions from the palette."""
    app.push_screen(QuestionsDialog(app.services.config))


class QuestionsDialog(Dialog[None]):
    """The questions of `questions.txt`; each change is written at once.

    Args:
        config: the folder of the settings.
    """

    CSS_PATH = "../episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "add", "new", tooltip="Write one more question", id="questions.new"),
        Binding("enter,e", "edit", "change", tooltip="Change the chosen question", id="questions.edit"),
        Binding("x", "remove", "take out", tooltip="Take the chosen question out", id="questions.remove"),
        Binding("escape", "dismiss(None)", "back", tooltip="Back to the sheet", id="questions.back"),
    ]

    def __init__(self, config: Path) -> None:
        super().__init__()
        self._config = config
        self.questions: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out the title, the questions and the keys."""
        with Vertical():
            yield Static(TITLE, id="questions-title")
            yield SafeOptionList(id="questions")
            yield Static(READING, id="questions-said")
            yield KeyBar()

    def on_mount(self) -> None:
        """Read the questions."""
        ask_disk(self, partial(self._after, lambda: None), self._take)

    def _after(self, change: Callable[[], object]) -> tuple[str, ...] | SpasmError:
        """Change the file in a thread, and return all questions or why that failed."""
        try:
            change()
            return read_questions(self._config)
        except SpasmError as error:
            return error

    def _take(self, found: tuple[str, ...] | SpasmError) -> None:
        if not self.is_attached:
            return
        said = self.query_one("#questions-said", Static)
        if isinstance(found, SpasmError):
            said.update(as_content(shown_text(found.message)))
            return
        self.questions = found
        listed = self.query_one("#questions", SafeOptionList)
        chosen = listed.highlighted or 0
        listed.clear_options()
        listed.add_options([Option(as_content(f" {question}")) for question in found])
        listed.display = bool(found)
        listed.highlighted = min(chosen, len(found) - 1) if found else None
        said.update("" if found else NONE_YET)
        said.display = not found
        self.refresh_bindings()

    def _change(self, change: Callable[[], object]) -> None:
        errands_of(self.app).add(partial(self._after, change), self._take)

    @property
    def _chosen(self) -> int | None:
        return self.query_one("#questions", SafeOptionList).highlighted

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Offer a change where there is a question."""
        return action not in ("edit", "remove") or bool(self.questions)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Change the question that was chosen."""
        event.stop()
        self.action_edit()

    def action_add(self) -> None:
        """Write one more question."""

        def write(text: str | None) -> None:
            if text:
                self._change(lambda: add_question(self._config, text))

        self.app.push_screen(self._dialog("New question", "", self.questions), write)

    def action_edit(self) -> None:
        """Change the chosen question."""
        if (at := self._chosen) is None:
            return

        def write(text: str | None) -> None:
            if text and text != self.questions[at]:
                self._change(lambda: change_question(self._config, at + 1, text))

        others = self.questions[:at] + self.questions[at + 1 :]
        self.app.push_screen(self._dialog("Question", self.questions[at], others), write)

    def _dialog(self, title: str, value: str, others: tuple[str, ...]) -> TextDialog:
        return TextDialog(title, value, hint=HINT, check=lambda text: refusal(text, others), longest=LONGEST_QUESTION)

    def action_remove(self) -> None:
        """Take the chosen question out."""
        if (at := self._chosen) is not None:
            gone = self.questions[at]
            self._change(lambda: remove_question(self._config, at + 1))
            self.app.notify(shown_text(f"Taken out: {gone}"), markup=False)
