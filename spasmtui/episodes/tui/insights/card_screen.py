"""One card in full: its sentence, its picture as large as the window, every number, and how it was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.tui.insights.page import ALL_LINES, beside, text_lines
from spasmtui.episodes.tui.insights.pictures import picture
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.drawing.charts import in_ascii
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.clock import Clock
    from spasmtui.episodes.insights.analysis import Insights
    from spasmtui.episodes.insights.cards import Card
    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.tui.insights.page import Picture


BESIDE_FROM_CELLS = 110
"""The width from which the numbers are beside the picture."""
GAP = 4


class CardScreen(DismissOnce, Screen[int]):
    """The chosen card over the whole window; it dismisses with the card that was shown last."""

    CSS_PATH = "insights.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "turn(1)", "next", key_display="→", tooltip="The next card", id="card.next"),
        Binding("left,h", "turn(-1)", "previous", key_display="←", tooltip="The previous card", id="card.before"),
        Binding("down,j", "scroll(1)", "down", show=False, tooltip="Down", id="card.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="card.up"),
        Binding("pagedown,space", "page(1)", "page", key_display="space", tooltip="A page down", id="card.page-down"),
        Binding("pageup,b", "page(-1)", "page up", show=False, tooltip="A page up", id="card.page-up"),
        Binding("escape,enter,i", "leave", "back", key_display="Esc", tooltip="Back to all cards", id="card.back"),
    ]

    def __init__(
        self,
        *,
        cards: Sequence[Card],
        chosen: int,
        insights: Insights,
        names: Names,
        clock: Clock,
        is_ascii: bool = False,
    ) -> None:
        super().__init__()
        self.cards = cards
        self.chosen = chosen
        self.insights = insights
        self.names = names
        self.clock = clock
        self.is_ascii = is_ascii

    def compose(self) -> ComposeResult:
        """Lay out the title, the card and the keys."""
        yield Static(id="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="card")
        yield KeyBar()

    def on_resize(self) -> None:
        """Draw the card to the width of the window."""
        self._draw()

    def _draw(self) -> None:
        card, page = self.cards[self.chosen], self.query_one("#page")
        width = max(20, page.size.width - 1)
        self._put("#title", Content(f"Insights · {card.title} · {self.chosen + 1} of {len(self.cards)}"))
        self._put("#card", full_card(card, self._picture, width))

    def _picture(self, card: str, width: int, extra: int) -> list[Content]:
        today, height = self.clock.now().date(), self.query_one("#page").size.height
        return picture(
            card, self.insights, self.names, today=today, width=width, height=height, extra=extra,
            is_ascii=self.is_ascii,
        )  # fmt: skip

    def _put(self, selector: str, content: Content) -> None:
        self.query_one(selector, Static).update(in_ascii(content) if self.is_ascii else content)

    def action_turn(self, by: int) -> None:
        """Show the next card or the one before."""
        self.chosen = (self.chosen + by) % len(self.cards)
        self._draw()
        self.query_one("#page").scroll_home(animate=False)

    def action_leave(self) -> None:
        """Go back to all cards, with this one chosen."""
        self.dismiss(self.chosen)

    def action_scroll(self, lines: int) -> None:
        """Scroll by a number of lines."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a number of windows."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)


def full_card(card: Card, picture: Picture, width: int) -> Content:
    """Return a card's sentence, its whole picture, its numbers and its method: side by side where there is room.

    Args:
        card: the card.
        picture: draws its picture.
        width: cells of a line.
    """
    sentence = [Content.styled(line, "bold") for line in wrap(shown_text(card.sentence), width)]
    left = width if width < BESIDE_FROM_CELLS else width * 11 // 20
    drawn = picture(card.id, left, ALL_LINES)
    if not drawn or left == width:
        texts = [text_lines(texts, width) for texts in (card.numbers, card.method)]
        return Content("\n\n").join([Content("\n").join(block) for block in (sentence, drawn, *texts) if block])
    words = [*text_lines(card.numbers, width - left - GAP), Content(""), *text_lines(card.method, width - left - GAP)]
    return Content("\n").join([*sentence, Content(""), *beside(drawn, words, left + GAP)])
