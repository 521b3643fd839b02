"""Show a question, or a sentence in its place, before the timer."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.key_bar import key_lines

LOW_BELOW_ROWS = 18
"""Rows below which the answers afterwards have no blank line, so that the questions fit."""


class QuestionPanel(Widget):
    """One question or sentence in the middle, with its keys below."""

    head: reactive[str] = reactive("", layout=True)
    body: reactive[str] = reactive("", layout=True)
    keys: reactive[str] = reactive("", layout=True)

    def ask(self, head: str, body: str, keys: str) -> None:
        """Show another question or sentence."""
        self.head, self.body, self.keys = head, body, keys

    def render(self) -> Content:
        """Render heading, body and keys, wrapped."""
        width = max(20, self.content_size.width)
        head = [Content.styled(line, "$text-muted") for line in wrap(shown_text(self.head), width)] if self.head else []
        return Content("\n").join([
            *head,
            *([Content("")] if head or self.app.size.height >= LOW_BELOW_ROWS else []),
            *(Content.styled(line, "bold") for line in wrap(shown_text(self.body), width)),
            Content(""),
            *key_lines(self.keys, width),
        ])
