"""Show the parts of the relief screen around the timer: a question, and the answers afterwards."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.relief.session.texts import helped_names
from spasmtui.relief.tui.figure_view import FigureView
from spasmtui.relief.tui.keys import HELPED_KEYS
from spasmtui.relief.words import words
from spasmtui.shared.key_names import label_of
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.clicks import pressing, pressing_named
from spasmtui.ui.key_bar import key_lines

OTHER_ROWS = 3
"""Rows of the title and the keys in a window that is too low for blank lines."""
LOW_BELOW_ROWS = 18
"""Rows below which the answers afterwards have no blank line, so that the questions fit."""
OWN_KEYS = "0123456789t"
"""The key of each score, which it keeps beside any other."""


class AfterPanel(Widget):
    """The answers afterwards, and below them the figure that was shown last, where there is room."""

    def __init__(self, *, is_ascii: bool, elapsed: Callable[[], float]) -> None:
        super().__init__()
        self.answers = Answers()
        self.figure = FigureView(is_ascii=is_ascii, elapsed=elapsed)

    def compose(self) -> ComposeResult:
        """Yield the answers and the figure."""
        yield self.answers
        yield self.figure


class Answers(Widget):
    """The answers afterwards: pain now by one key, and how much it helped."""

    head: reactive[str] = reactive("", layout=True)
    asks: reactive[bool] = reactive(True, layout=True)
    """True if there is an episode to rate."""
    pain: reactive[int | None] = reactive(None)
    helped: reactive[str | None] = reactive(None)
    has_ended: reactive[bool] = reactive(False)
    """True once it is said to be gone, or was stopped; False after the last step."""
    notes: reactive[tuple[str, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """Render the heading, two rows of choices and the notes."""
        width = max(20, self.content_size.width)
        gap = [] if self.app.size.height < LOW_BELOW_ROWS else [Content("")]
        keys = (words().gone_key, words().again_key)
        head = (Content.styled(line, "bold") for line in wrap(self.head, width))
        lines: list[Content] = [*(pressing_named(line, keys) for line in head), *gap]
        if self.asks:
            lines += [self._pain_row(width), self._helped_row(), *gap]
        for note in self.notes:
            below = [Content.styled(line, "$text-muted") for line in wrap(shown_text(note), width)]
            if gap or len(lines) + len(below) <= self.app.size.height - OTHER_ROWS:  # half a sentence misleads
                lines += below
        return Content("\n").join(lines)

    def _pain_row(self, width: int) -> Content:
        label = f"{words().pain_label:<11}" if width >= 60 else f"{words().pain_label_short} "
        marks: list[Content | str] = [label]
        for score in range(11):
            key, _, meaning = (words().t_is_ten if score == 10 else str(score)).partition(" ")
            if score == self.pain:
                mark = Content.styled(f"[{score}]", "bold $text-accent")
            else:
                mark = Content.assemble((key, "$text-accent bold"), f" {meaning}" if meaning and width >= 60 else "")
            before, behind = " " if width >= 60 and score else "", " " if score < 10 else ""
            marks.append(pressing(Content.assemble(before, mark, behind), OWN_KEYS[score]))  # one cell is hard to hit
        return Content.assemble(*marks)

    def _helped_row(self) -> Content:
        is_wide = self.content_size.width >= 60
        label = words().helped_label
        marks: list[Content | str] = [f"{label:<11}" if is_wide else f"{label} "]
        for degree, word in helped_names().items():
            own = HELPED_KEYS[degree][0]
            key = label_of(f"relief.helped.{degree}", own)
            if degree == self.helped:
                marks.append(Content.styled(f"[{key} {word}]", "bold $text-accent"))
            elif degree == "gone" and not self.has_ended:
                continue  # the same key says first that it is gone
            else:
                marks.append(pressing(Content.assemble((key, "$text-accent bold"), f" {word}"), own))
            marks.append("  " if is_wide else " ")
        return Content.assemble(*marks)


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
