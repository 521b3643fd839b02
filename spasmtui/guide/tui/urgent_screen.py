"""The urgent screen: all questions at once, and one action after the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import MouseEvent, MouseScrollDown, MouseScrollUp
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from spasmtui.guide.urgent_page import call_instruction, fill_in, text_sentences, urgent_texts
from spasmtui.shared.emergency_numbers import EmergencyLines
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.language import ENGLISH
from spasmtui.shared.text_wrap import wrap
from spasmtui.ui.clicks import pressing
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import ShowPage

if TYPE_CHECKING:
    from spasmtui.guide.urgent_page import UrgentTexts

_KEYS = "1234567890abcde"
"""The key of each question: digits as far as they go, then letters that mean nothing else here."""
_LOW = 12
"""Lines under which an answer is shown without its question and blank lines, so that all of it is in sight."""
LEAST_ROWS_ABOVE = 5
"""Rows from which the questions before the current one are seen too; fewer are kept for the current one."""
TINY_BELOW_ROWS = 8
"""Rows of a window below which the number to call leaves room for the question that is answered."""
_HEADINGS = {
    "emergency": ("Take care", "Emergency now"),
    "today": ("Take care", "Today"),
    "book": ("A doctor first", "Book an appointment"),
}
"""The headings under which the pages hold their danger signs, by the level of a question."""
_OTHER_MODES = ("home", "relief", "log", "drink")
"""The modes that a page leads back to."""
_COLOURS = {"emergency": "$error", "today": "$warning", "book": "$accent", "none": "$success"}


class Questions(Widget):
    """All questions with their digits, the current one highlighted; after an answer, the action."""

    current: reactive[int] = reactive(0)
    """The index of the current question; the last is "none of these"."""
    answer: reactive[int | None] = reactive(None)
    """The index of the question answered with yes, or None."""
    turned: reactive[int] = reactive(0)
    """The lines by which the wheel has moved the window away from the current question."""

    def __init__(self, lines: EmergencyLines, texts: UrgentTexts, *, is_ascii: bool) -> None:
        super().__init__()
        self.lines = lines
        self.texts = texts
        self.pointer = ">" if is_ascii else "▸"

    def render(self) -> Content:
        """Render the questions, scrolled to the current one, or the action after an answer."""
        if self.answer is not None:
            return self._render_action(self.answer)
        lines, first, last_first = self._window()
        return Content("\n").join(lines[min(max(0, first + self.turned), last_first) :])

    def _window(self) -> tuple[list[Content], int, int]:
        """Return all lines, the first one in sight with the current question, and the last that may come first."""
        height = max(1, self.content_size.height)
        lines, current_line = self._render_questions(has_gaps=True)
        if len(lines) > height:
            lines, current_line = self._render_questions(has_gaps=False)
        above = height // 2 if height >= LEAST_ROWS_ABOVE else 0
        last_first = max(0, len(lines) - height)
        return lines, min(max(0, current_line - above), last_first), last_first

    def watch_current(self) -> None:
        """Bring the current question back into sight."""
        self.turned = 0

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Show what is further down. The wheel only shows: it neither asks nor answers a question."""
        self._turn(event, 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Show what is further up."""
        self._turn(event, -1)

    def _turn(self, event: MouseEvent, direction: int) -> None:
        _lines, first, last_first = self._window()
        wanted = first + self.turned + direction * round(self.app.scroll_sensitivity_y)
        self.turned = min(max(0, wanted), last_first) - first
        event.stop()

    def _render_questions(self, *, has_gaps: bool) -> tuple[list[Content], int]:
        """Return the lines, with a blank one between questions or without, and the line of the current question."""
        words = self.texts.WORDS
        heading = Content.assemble(
            (words["any_of_these"], "bold"), " ", (with_keys(words["press_number"]), "$text-muted")
        )
        lines = [*heading.wrap(max(10, self.size.width - 2))]
        current_line = 0
        previous_level = ""
        for index, (question, level, _action, _page) in enumerate(self.texts.QUESTIONS[:-1]):
            if level != previous_level:
                lines += self._render_heading(Content.styled(self._level(level), _COLOURS[level]))
                previous_level = level
            elif has_gaps:
                lines.append(Content(""))
            if index == self.current:
                current_line = len(lines)
            lines += self._render_question(index, question)
        return lines, current_line

    def _level(self, level: str) -> str:
        return self.texts.WORDS[f"screen_{level}"]

    def _render_heading(self, heading: Content) -> list[Content]:
        has_room = self.size.height >= len(self.texts.QUESTIONS) + 2 * len(_COLOURS) - 2
        return [Content(""), heading] if has_room else [heading]

    def _render_question(self, index: int, question: str) -> list[Content]:
        key = f"{_KEYS[index]} "
        mark = (self.pointer, "bold reverse") if index == self.current else " "
        first, *rest = wrap(question, max(10, self.size.width - 4))
        head = Content.assemble(mark, (key, "$text-accent"), first)
        lines = [head, *(Content(f"   {line}") for line in rest)]
        return [pressing(line, _KEYS[index]) for line in lines]

    def _render_action(self, answer: int) -> Content:
        question, level, action, _page = self.texts.QUESTIONS[answer]
        heading = Content.styled(self._level(level), f"{_COLOURS[level]} bold")
        parts = [Content.styled(fill_in(action, self.lines, self.texts), "bold"), *map(Content, self._services(level))]
        if self.size.height < _LOW:
            return Content("\n").join([heading, *parts])
        asked = [Content.styled(question, "$text-muted")] if question else []
        return Content("\n\n").join([heading, *asked, *parts])

    def _services(self, level: str) -> list[str]:
        """Return the sentences on whom to call or write to at a level, besides the number."""
        if level == "today" and self.lines.advice:
            return [self.texts.WORDS["screen_advice"].format(advice=self.lines.advice)]
        return text_sentences(self.lines, self.texts) if level == "emergency" else []


def _key_binding(index: int) -> Binding:
    return Binding(
        _KEYS[index],
        f"pick({index})",
        show=False,
        system=index > 0,
        key_display="1-0, a-e",
        tooltip="Yes to the question with this key",
        id=f"urgent.{index + 1}",
    )


class UrgentScreen(Dialog[None]):
    """The red-flag checklist, a dialog that ends in one action; it opens the guide's page with `ShowPage`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer", "yes", tooltip="Yes: say what to do", id="urgent.yes"),
        Binding("n,down,j", "next(1)", "no", key_display="n", tooltip="No: the next question", id="urgent.no"),
        Binding("up,k", "next(-1)", "up", show=False, tooltip="The previous question", id="urgent.up"),
        Binding("enter", "answer", "yes", show=False, tooltip="Yes: say what to do", id="urgent.enter"),
        Binding("enter", "more", "read more", tooltip="Open the page that says more", id="urgent.more"),
        *(_key_binding(index) for index in range(len(_KEYS))),
        Binding("escape,backspace", "back", "back", tooltip="Back", id="urgent.back"),
    ]
    needs_answer = True
    DEFAULT_CSS = """
    UrgentScreen { background: $background; overflow-y: auto;
        #urgent-call { height: auto; padding: 0 1; color: $error; text-style: bold; }
        Questions { height: 1fr; padding: 1 1 0 1; }
        &.-short Questions { padding: 0 1; }
        &.-tiny #urgent-call { max-height: 2; }
    }
    """

    def __init__(self, lines: EmergencyLines | None = None, *, language: str = ENGLISH, is_ascii: bool = False) -> None:
        """Create the dialog.

        Args:
            lines: whom to call, from `find_emergency_lines`; None for an unknown region.
            language: the code of the language.
            is_ascii: draw the pointer with an ASCII character.
        """
        super().__init__()
        self.lines = lines or EmergencyLines()
        self.texts = urgent_texts(language)
        self.is_ascii = is_ascii

    def compose(self) -> ComposeResult:
        """Yield the number to call, the questions and the key bar."""
        call = self.texts.WORDS["screen_call"].replace("{number}", call_instruction(self.lines, self.texts))
        yield Static(call, id="urgent-call", markup=False)
        yield Questions(self.lines, self.texts, is_ascii=self.is_ascii)
        yield KeyBar()

    def on_resize(self) -> None:
        """Drop the blank lines in a low window, and all but the number in a tiny one."""
        self.set_class(self.size.height < 20, "-short")
        self.set_class(self.size.height < TINY_BELOW_ROWS, "-tiny")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the answers before one is given, and the page after it."""
        is_answered = self.is_mounted and self._questions.answer is not None
        if action in ("answer", "next", "pick"):
            return not is_answered
        return is_answered if action == "more" else super().check_action(action, parameters)

    @property
    def key_phase(self) -> bool:
        """True once a question is answered: Enter, which was a yes, then opens the page."""
        return self.is_mounted and self._questions.answer is not None

    @property
    def _questions(self) -> Questions:
        return self.query_one(Questions)

    def action_next(self, steps: int) -> None:
        """Move to the next question; after the last, show the action for none of them."""
        questions = self._questions
        if questions.answer is None:
            questions.current = max(0, questions.current + steps)
            if questions.current == len(self.texts.QUESTIONS) - 1:
                questions.answer = questions.current
        self.refresh_bindings()

    def action_answer(self) -> None:
        """Answer the current question with yes."""
        self.action_pick(self._questions.current)

    def action_pick(self, question: int) -> None:
        """Answer a question with yes: show its action."""
        if self._questions.answer is None and question < len(self.texts.QUESTIONS) - 1:
            self._questions.answer = question
            self.refresh_bindings()

    def action_more(self) -> None:
        """Open the page that explains the action, at its danger signs; Esc on it leads back to where it was asked."""
        answer = self._questions.answer
        if answer is not None:
            _question, level, _action, page = self.texts.QUESTIONS[answer]
            mode = self.app.current_mode
            returns_to = mode if mode in _OTHER_MODES else ""
            self.app.post_message(ShowPage(page, returns_to=returns_to, headings=_HEADINGS.get(level, ())))
            self.dismiss(None)

    def action_back(self) -> None:
        """Return from the action to the questions, or close the dialog."""
        questions = self._questions
        if questions.answer is None:
            self.dismiss(None)
        else:
            questions.current, questions.answer = min(questions.current, len(self.texts.QUESTIONS) - 2), None
        self.refresh_bindings()
