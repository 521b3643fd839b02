"""Ask how a practice was, a key each; and of one without the timer, when it was and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.widgets import Static

from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import moment
from spasmtui.shared.outcomes.strain import strain_note
from spasmtui.shared.times.length_words import parse_duration
from spasmtui.shared.times.lengths import format_duration
from spasmtui.shared.times.moments import parse_moment
from spasmtui.terminal.sanitize import as_content
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.form.rows import FormList, FormRow
from spasmtui.ui.form.text_dialog import TextDialog
from spasmtui.ui.key_bar import KeyLines

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import Any

SCORES = {"pain": "Pain before", "pain_after": "Pain after", "effort": "Effort"}
MEANINGS = {
    "when": "When it began, such as 7:30, or yesterday 22:15.",
    "length": "How long it took, such as 5 for minutes, or 3m30.",
    "ended": "As written, or ended before its last step.",
    "pain": "0 is none, 10 the worst imaginable; t is ten.",
    "pain_after": "0 is none, 10 the worst imaginable; t is ten.",
    "effort": "0 is no effort, 10 the hardest; t is ten.",
}
NOT_RECORDED = "not recorded"
LONGEST = timedelta(hours=4)
TEN = "t"


class PracticeAnswers(NamedTuple):
    """The answers of a person about a practice; None is not recorded."""

    started_at: datetime | None = None
    seconds: int = 0
    completed: bool = True
    pain: int | None = None
    pain_after: int | None = None
    effort: int | None = None


class PracticeDialog(Dialog[PracticeAnswers | None]):
    """The answers about a practice; the result is None where nothing is to be recorded."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "save", tooltip="Record it", id="practice.save"),
        Binding(
            "backspace,delete", "unanswer", "not recorded", show=False, tooltip="Not recorded", id="practice.clear"
        ),
        Binding("escape", "dismiss(None)", "back", tooltip="Back, and record nothing", id="practice.back"),
    ]
    DEFAULT_CSS = """
    PracticeDialog { align: center middle;
        Vertical { width: 66; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        FormList { height: auto; margin: 1 0; background: $surface; }
        Static { height: auto; }
        #practice-title { text-style: bold; }
        #practice-meaning, .keys { color: $text-muted; }
        &.-is-low Vertical { padding: 0 1; }
        &.-is-low FormList { margin: 0; }
        &.-is-low #practice-title { height: 1; }
    }
    """

    def __init__(self, title: str, answers: PracticeAnswers, *, now: datetime, is_rating: bool, is_ascii: bool) -> None:
        """Create the dialog.

        Args:
            title: what was practised.
            answers: what is known at first.
            now: the present.
            is_rating: whether it asks no more than how the practice was.
            is_ascii: draw without special characters.
        """
        super().__init__()
        self.answers = answers
        self._title, self._now, self._is_rating = title, now, is_rating
        self._list = FormList(16, is_ascii=is_ascii)

    def compose(self) -> ComposeResult:
        """Compose the title, the rows, what the chosen one means, and the keys."""
        with Vertical():
            yield Static(as_content(self._title), id="practice-title")
            yield self._list
            yield Static(id="practice-meaning", markup=False)
            yield KeyLines("0-9 answer   {s:practice.save} save   Esc back", classes="keys")

    def on_mount(self) -> None:
        """Show the rows; those of pain come first where nothing else is asked."""
        self._list.focus()
        self._show()

    def _show(self, chosen: str = "") -> None:
        rows = [] if self._is_rating else [
            FormRow(id="when", label="When", value=self._when()),
            FormRow(id="length", label="For how long", value=format_duration(self.answers.seconds)),
            FormRow(id="ended", label="How it ended", value=self._ended(), can_step=True),
        ]  # fmt: skip
        for name, label in SCORES.items():
            score: int | None = getattr(self.answers, name)
            rows.append(
                FormRow(id=name, label=label, value=NOT_RECORDED if score is None else str(score), can_step=True)
            )
        self._list.show_rows(tuple(rows), chosen)
        self._say_meaning()

    def _when(self) -> str:
        started_at = self.answers.started_at or self._now
        today: date = self._now.date()
        return f"today {started_at:%H:%M}" if started_at.date() == today else moment(started_at)

    def _ended(self) -> str:
        return "as written" if self.answers.completed else "ended early"

    @on(FormList.Moved)
    def _say_meaning(self) -> None:
        chosen = self._list.chosen
        told = self.answers
        meaning, note = MEANINGS[chosen.id] if chosen else "", strain_note(told.pain, told.pain_after, told.effort)
        lines = ("" if note and self.has_class("-is-low") else meaning, note)
        self.query_one("#practice-meaning", Static).update(as_content("\n".join(filter(None, lines))))

    def on_key(self, event: Key) -> None:
        """Take a digit for an answer, and go on to the next row."""
        chosen = self._list.chosen
        key = event.character or ""
        if chosen is None or chosen.id not in SCORES or not (key == TEN or (key.isascii() and key.isdecimal())):
            return
        event.stop()
        names = list(SCORES)
        following = names[min(len(names) - 1, names.index(chosen.id) + 1)]
        self._put({chosen.id: 10 if key == TEN else int(key)}, following)

    def _put(self, changes: dict[str, Any], chosen: str = "") -> None:
        self.answers = self.answers._replace(**changes)
        self._show(chosen)

    @on(FormList.Stepped)
    def _step(self, message: FormList.Stepped) -> None:
        if message.row_id == "ended":
            self._put({"completed": not self.answers.completed})
            return
        score: int | None = getattr(self.answers, message.row_id)
        steps = (None, *range(11))
        self._put({message.row_id: steps[(steps.index(score) + message.direction) % len(steps)]})

    @on(FormList.Opened)
    def _open(self, message: FormList.Opened) -> None:
        name = message.row_id
        if name in ("when", "length"):
            text = f"{self.answers.started_at or self._now:%H:%M}" if name == "when" else ""
            label = "When" if name == "when" else "For how long"
            dialog = TextDialog(label, text, hint=MEANINGS[name], check=self._refusal(name))
            self.app.push_screen(dialog, lambda typed: self._take(name, typed) if typed else None)
        elif name == "ended":
            self._put({"completed": not self.answers.completed})
        else:
            self._list.action_cursor_down()

    def _refusal(self, name: str) -> Callable[[str], str]:
        def refusal(text: str) -> str:
            try:
                self._read(name, text)
            except WrongUsage as error:
                return error.message
            return ""

        return refusal

    def _read(self, name: str, text: str) -> datetime | int:
        """Return what was typed.

        Raises:
            WrongUsage: it cannot be used.
        """
        if name == "when":
            return parse_moment(text, self._now)
        if text.isascii() and text.isdecimal() and len(text) < 4:
            text = f"{text} min"
        return parse_duration(text, longest=LONGEST)

    def _take(self, name: str, text: str) -> None:
        value = self._read(name, text)
        self._put({"started_at" if name == "when" else "seconds": value})

    def action_unanswer(self) -> None:
        """Record no answer in the chosen row."""
        if (chosen := self._list.chosen) is not None and chosen.id in SCORES:
            self._put({chosen.id: None})

    def action_save(self) -> None:
        """Return the answers."""
        self.dismiss(self.answers._replace(started_at=self.answers.started_at or self._now))
