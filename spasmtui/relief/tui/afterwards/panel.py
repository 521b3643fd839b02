"""Show the answers once a routine has ended: after relief the pain and what helped, after a practice how it was."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from spasmtui.relief.session.how_it_was import HowItWas, label_of, scale_of
from spasmtui.relief.session.texts import helped_names
from spasmtui.relief.tui.figure_view import FigureView
from spasmtui.relief.tui.keys import HELPED_KEYS
from spasmtui.relief.tui.panels import LOW_BELOW_ROWS
from spasmtui.relief.words import words
from spasmtui.shared.key_names import label_of as key_label
from spasmtui.shared.text_wrap import cell_width, pad_cells, wrap
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.clicks import pressing, pressing_named

OTHER_ROWS = 3
"""Rows of the title and the keys in a window that is too low for blank lines."""
OWN_KEYS = "0123456789t"
"""The key of each score, which it keeps beside any other."""
WIDE_COLUMNS = 60
"""Columns from which the scores stand apart."""


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
    how: reactive[HowItWas | None] = reactive(None, layout=True)
    """What is asked of a practice; None for anything else."""
    pain: reactive[int | None] = reactive(None)
    helped: reactive[str | None] = reactive(None)
    has_ended: reactive[bool] = reactive(False)
    """True once it is said to be gone, or was stopped; False after the last step."""
    notes: reactive[tuple[str, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """Render the heading, two rows of choices and the notes."""
        width = max(20, self.content_size.width)
        gap = [] if self.app.size.height < LOW_BELOW_ROWS else [Content("")]
        keys = (words().gone_key, words().again_key, words().next_set_key)
        head = (Content.styled(line, "bold") for line in wrap(self.head, width))
        lines: list[Content] = [*(pressing_named(line, keys) for line in head), *gap]
        if self.asks:
            lines += [self._pain_row(width), self._helped_row(), *gap]
        if self.how is not None:
            lines += [*self._how_rows(self.how, width), *gap]
        for note in self.notes:
            below = [Content.styled(line, "$text-muted") for line in wrap(shown_text(note), width)]
            if gap or len(lines) + len(below) <= self.app.size.height - OTHER_ROWS:  # half a sentence misleads
                lines += below
        return Content("\n").join(lines)

    def _pain_row(self, width: int) -> Content:
        label = f"{words().pain_label:<11}" if width >= WIDE_COLUMNS else f"{words().pain_label_short} "
        return Content.assemble(label, _scores(self.pain, words().t_is_ten, width))

    def _how_rows(self, how: HowItWas, width: int) -> list[Content]:
        """Return a row for each question on how a practice was: its answer, or the scores of the one that is next."""
        labels = [label_of(question) for question in how.questions]
        columns = max(map(cell_width, labels)) + 2
        rows = []
        for number, (label, answer) in enumerate(zip(labels, how.answers, strict=True)):
            if number == how.at:
                row = Content.assemble((pad_cells(label, columns), "bold"), _scores(None, words().ten_how, width))
            else:
                row = Content.assemble(
                    (pad_cells(label, columns), "$text-muted"), "" if answer is None else str(answer)
                )
            rows.append(row)
        scale = "" if how.is_over else scale_of(how.questions[how.at])
        indent = " " * columns if width >= WIDE_COLUMNS else ""
        return [*rows, Content.styled(indent + scale, "$text-muted")]

    def _helped_row(self) -> Content:
        is_wide = self.content_size.width >= WIDE_COLUMNS
        label = words().helped_label
        marks: list[Content | str] = [f"{label:<11}" if is_wide else f"{label} "]
        for degree, word in helped_names().items():
            own = HELPED_KEYS[degree][0]
            key = key_label(f"relief.helped.{degree}", own)
            if degree == self.helped:
                marks.append(Content.styled(f"[{key} {word}]", "bold $text-accent"))
            elif degree == "gone" and not self.has_ended:
                continue  # the same key says first that it is gone
            else:
                marks.append(pressing(Content.assemble((key, "$text-accent bold"), f" {word}"), own))
            marks.append("  " if is_wide else " ")
        return Content.assemble(*marks)


def _scores(chosen: int | None, ten: str, width: int) -> Content:
    """Return the scores from 0 to 10, each a key, with the chosen one in brackets.

    Args:
        chosen: the score; None for none yet.
        ten: the key of ten, and what it is for.
        width: columns of the panel; in a narrow one they stand close together.
    """
    marks: list[Content | str] = []
    for score in range(11):
        key, _, meaning = (ten if score == 10 else str(score)).partition(" ")
        if score == chosen:
            mark = Content.styled(f"[{score}]", "bold $text-accent")
        else:
            is_wide = meaning and width >= WIDE_COLUMNS
            mark = Content.assemble((key, "$text-accent bold"), f" {meaning}" if is_wide else "")
        before, behind = " " if width >= WIDE_COLUMNS and score else "", " " if score < 10 else ""
        marks.append(pressing(Content.assemble(before, mark, behind), OWN_KEYS[score]))  # one cell is hard to hit
    return Content.assemble(*marks)
