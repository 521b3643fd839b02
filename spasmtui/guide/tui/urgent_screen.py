"""Get help now, in the app: ten questions on one screen, and one clear action."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from spasmtui.guide._generated import QUESTIONS
from spasmtui.guide.urgent_page import EVERYWHERE, call
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import ShowPage

_LEVELS = {"emergency": "Emergency, now", "today": "Today", "book": "Book an appointment", "none": "No emergency sign"}
_COLOURS = {"emergency": "$error", "today": "$warning", "book": "$accent", "none": "$success"}


class Questions(Widget):
    """Every question with its digit, the one that is asked now standing out; or the action."""

    at: reactive[int] = reactive(0)
    """The question asked now; the last is "none of these"."""
    answer: reactive[int | None] = reactive(None)
    """The question that was answered with yes."""

    def __init__(self, number: str, *, is_ascii: bool) -> None:
        super().__init__()
        self.number = number
        self.pointer = ">" if is_ascii else "▸"

    def render(self) -> Content:
        """The questions, or what to do."""
        if self.answer is not None:
            return self._action(self.answer)
        head = ("Any of these? ", "bold"), ("Press its number, or y, n.", "$text-muted")
        lines = [Content.assemble(*head)]
        level = ""
        asked = 0
        for at, (ask, its_level, _say, _page) in enumerate(QUESTIONS[:-1]):
            if its_level != level:
                level = its_level
                lines += self._gap(Content.styled(_LEVELS[level], _COLOURS[level]))
            if at == self.at:
                asked = len(lines)
            lines += self._question(at, ask)
        height = max(1, self.content_size.height)
        first = min(max(0, asked - height // 2), max(0, len(lines) - height))
        return Content("\n").join(lines[first:])

    def _gap(self, heading: Content) -> list[Content]:
        return [Content(""), heading] if self.size.height >= 19 else [heading]

    def _question(self, at: int, ask: str) -> list[Content]:
        digit = f"{(at + 1) % 10} "
        is_asked = at == self.at
        style = "bold" if is_asked else "$text-muted"
        first, *rest = Content(ask).wrap(max(10, self.size.width - 4))
        head = Content.assemble(self.pointer if is_asked else " ", (digit, "$text-accent"), first.stylize(style))
        return [head, *(Content.assemble("   ", line.stylize(style)) for line in rest)]

    def _action(self, answer: int) -> Content:
        ask, level, say, _page = QUESTIONS[answer]
        words = say.replace("{number}", self.number)
        parts = [Content.styled(_LEVELS[level], f"{_COLOURS[level]} bold"), Content("")]
        if ask:
            parts += [Content.styled(ask, "$text-muted"), Content("")]
        return Content("\n").join([*parts, Content.styled(words, "bold")])


def _digit(number: int) -> Binding:
    return Binding(
        str(number % 10),
        f"pick({number - 1})",
        show=False,
        system=number > 1,
        key_display="1-0",
        tooltip="Yes to the question with this number",
        id=f"urgent.{number}",
    )


class UrgentScreen(DismissOnce, ModalScreen[None]):
    """Asks what is seen and ends in one action; Escape goes back at any time. Opens pages by `ShowPage`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer", "yes", tooltip="Yes: say what to do", id="urgent.yes"),
        Binding("n,down,j", "next(1)", "no", key_display="n", tooltip="No: the next question", id="urgent.no"),
        Binding("up,k", "next(-1)", "up", show=False, tooltip="The question before", id="urgent.up"),
        Binding("enter", "answer", "yes", show=False, tooltip="Yes: say what to do", id="urgent.enter"),
        Binding("enter", "more", "read more", tooltip="Open the page that says more", id="urgent.more"),
        *(_digit(number) for number in range(1, 11)),
        Binding("escape,q,backspace", "back", "back", tooltip="Back", id="urgent.back"),
    ]
    DEFAULT_CSS = """
    UrgentScreen { background: $background; overflow-y: auto;
        #urgent-call { height: auto; padding: 0 1; color: $error; text-style: bold; }
        Questions { height: 1fr; padding: 1 1 0 1; }
        &.-short Questions { padding: 0 1; }
    }
    """

    def __init__(self, number: str = EVERYWHERE, *, is_ascii: bool = False) -> None:
        """Ask.

        Args:
            number: the emergency number, from `urgent.emergency_number`.
            is_ascii: no character beyond ASCII for the pointer.
        """
        super().__init__()
        self.number = number
        self.is_ascii = is_ascii

    def compose(self) -> ComposeResult:
        """Whom to call, the questions, the keys."""
        yield Static(f"Emergency: call {call(self.number)}", id="urgent-call", markup=False)
        yield Questions(self.number, is_ascii=self.is_ascii)
        yield KeyBar()

    def on_resize(self) -> None:
        """Leave no line empty in a small window."""
        self.set_class(self.size.height < 20, "-short")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Answers while a question is asked; the page once one has been given."""
        is_answered = self.is_mounted and self._questions.answer is not None
        if action in ("answer", "next", "pick"):
            return not is_answered
        return is_answered if action == "more" else True

    @property
    def _questions(self) -> Questions:
        return self.query_one(Questions)

    def action_next(self, steps: int) -> None:
        """Ask the next question; after the last, say that none fits."""
        asked = self._questions
        if asked.answer is None:
            asked.at = max(0, asked.at + steps)
            if asked.at == len(QUESTIONS) - 1:
                asked.answer = asked.at
        self.refresh_bindings()

    def action_answer(self) -> None:
        """Yes to the question that is asked."""
        self.action_pick(self._questions.at)

    def action_pick(self, question: int) -> None:
        """Yes to a question: show what to do."""
        if self._questions.answer is None and question < len(QUESTIONS) - 1:
            self._questions.answer = question
            self.refresh_bindings()

    def action_more(self) -> None:
        """Open the page that says more about what was answered."""
        answer = self._questions.answer
        if answer is not None:
            self.app.post_message(ShowPage(QUESTIONS[answer][3]))
            self.dismiss(None)

    def action_back(self) -> None:
        """From the action to the questions, from the questions to where it was called."""
        asked = self._questions
        if asked.answer is None:
            self.dismiss(None)
        else:
            asked.at, asked.answer = min(asked.at, len(QUESTIONS) - 2), None
        self.refresh_bindings()
