"""The insights as cards: a plain sentence and a picture each, their numbers and their method a key away."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.insights.analysis import analyze_diary
from spasmtui.episodes.insights.cards import Card, insight_cards
from spasmtui.episodes.tui.insights.card_screen import CardScreen
from spasmtui.episodes.tui.insights.page import Page, Shown, empty_page, lay_out_page
from spasmtui.episodes.tui.insights.pictures import picture
from spasmtui.shared.formats import day_and_month, many
from spasmtui.shell import load
from spasmtui.terminal.sanitize import ascii_fractions
from spasmtui.ui.chosen_row import pointer
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.drawing.charts import in_ascii
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.clock import Clock
    from spasmtui.episodes.insights.analysis import Insights
    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.episodes.model.names import Names
    from spasmtui.episodes.model.trial import Trial
    from spasmtui.episodes.tui.insights.page import Picture

RIGHT_CELLS = 2
"""The scrollbar and a gap before it."""


class InsightsScreen(DismissOnce, Screen[None]):
    """The screen of the insights: they are computed once, and drawn to the size of the window."""

    only_shows = True
    CSS_PATH = "insights.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "numbers", "numbers", tooltip="Numbers: sample sizes and intervals", id="insights.numbers"),
        Binding("m", "method", "method", tooltip="How it was counted", id="insights.method"),
        Binding("enter", "open", "open", tooltip="The chosen card in full", id="insights.open"),
        Binding("down,j", "choose('down')", "down", key_display="↓", tooltip="The next card", id="insights.down"),
        Binding("up,k", "choose('up')", "up", show=False, tooltip="The previous card", id="insights.up"),
        Binding("left,h", "choose('left')", "left", show=False, tooltip="The card on the left", id="insights.left"),
        Binding(
            "right,l", "choose('right')", "right", show=False, tooltip="The card on the right", id="insights.right"
        ),
        Binding(
            "pagedown,space", "page(1)", "page", key_display="space", tooltip="A page down", id="insights.page-down"
        ),
        Binding("pageup,b", "page(-1)", "page up", show=False, tooltip="A page up", id="insights.page-up"),
        Binding("escape,i", "dismiss(None)", "back", tooltip="Back to the log", id="insights.back"),
        Binding("t", "trial", "trial", tooltip="A trial of one: does it help you?", id="insights.trial"),
    ]  # fmt: skip

    def __init__(
        self,
        *,
        episodes: Sequence[Episode],
        days: Sequence[Day],
        practices: Sequence[Practice],
        names: Names,
        clock: Clock,
        trials: Sequence[Trial] = (),
    ) -> None:
        super().__init__()
        self.trials = trials
        self.episodes = episodes
        self.days = days
        self.practices = practices
        self.names = names
        self.clock = clock
        self.insights: Insights | None = None
        self.cards: tuple[Card, ...] = ()
        self.page: Page | None = None
        self.picture: Picture = lambda _card, _width, _extra: []
        self.chosen = 0
        self.shown = Shown()

    @property
    def is_ascii(self) -> bool:
        """True where nothing but ASCII may be shown."""
        return pointer(self.app) == ">"

    def compose(self) -> ComposeResult:
        """Lay out the title, one long page and the keys."""
        yield Static(Content("Insights"), id="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="insights")
        yield KeyBar()

    def on_mount(self) -> None:
        """Compute the insights in a thread: a long diary takes a moment."""
        self.watch(self.query_one("#page"), "scroll_y", self._name_page, init=False)
        self.run_worker(self._compute, thread=True)

    def _compute(self) -> None:
        insights = analyze_diary(self.episodes, self.days, self.practices, self.trials, now=self.clock.now())
        self.app.call_from_thread(self._show, insights)

    def _show(self, insights: Insights) -> None:
        self.insights = insights
        # Another card is chosen far more often than the window changes.
        self.picture = cache(partial(self._draw_picture, insights))
        self.cards = insight_cards(insights, self.names)
        if self.is_ascii:
            self.cards = tuple(in_ascii_fractions(card) for card in self.cards)
        self.refresh_bindings()
        self._draw()

    def on_resize(self) -> None:
        """Draw the cards to the size of the window."""
        # The page is laid out, and has its own new size, after this.
        self.call_after_refresh(self._show_again)

    def _show_again(self) -> None:
        if self.insights is not None:
            self._show(self.insights)

    def _draw(self) -> None:
        """Draw the page again: what is chosen or shown, or its size, has changed."""
        scroller = self.query_one("#page")
        if not self.cards:
            self._put("#insights", empty_page(scroller.size.width - 1))
            return
        self.page = lay_out_page(
            self.cards, self.picture, width=max(20, scroller.size.width - RIGHT_CELLS), height=scroller.size.height,
            chosen=self.chosen, shown=self.shown,
        )  # fmt: skip
        self._put("#insights", self.page.content)
        self._name_page()

    def _name_page(self) -> None:
        """Name the card in the title while its own title is above the window, else the period."""
        title = "Insights" if self.insights is None else title_of(self.insights, self.size.width)
        top = self.query_one("#page").scroll_offset.y
        card = None if self.page is None else self.page.card_read_on(top)
        if card is not None:
            title = f"Insights · {self.cards[card].title} · {card + 1} of {len(self.cards)}"
        self._put("#title", Content(title))

    def _draw_picture(self, insights: Insights, card: str, width: int, extra: int) -> list[Content]:
        today, height = self.clock.now().date(), self.query_one("#page").size.height
        return picture(
            card, insights, self.names, today=today, width=width, height=height, extra=extra, is_ascii=self.is_ascii
        )

    def _put(self, selector: str, content: Content) -> None:
        self.query_one(selector, Static).update(in_ascii(content) if self.is_ascii else content)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Enable what acts on cards only where there are any."""
        return bool(self.cards) or action not in ("numbers", "method", "open", "choose")

    def action_numbers(self) -> None:
        """Show the numbers of every card, or hide them."""
        self.shown = Shown(has_numbers=not self.shown.has_numbers, has_method=self.shown.has_method)
        self._draw_at_chosen()

    def action_method(self) -> None:
        """Show how every card was counted, or hide it."""
        self.shown = Shown(has_numbers=self.shown.has_numbers, has_method=not self.shown.has_method)
        self._draw_at_chosen()

    def action_trial(self) -> None:
        """Open the trials."""
        load("spasmtui.episodes.tui.trial.opening:open_trials")(self.app)

    def action_choose(self, direction: str) -> None:
        """Choose the card beside the chosen one; a card that is higher than the window is read to its end first."""
        if self.page is None:
            return
        here, scroller = self.page.places[self.chosen], self.query_one("#page")
        top, height = scroller.scroll_offset.y, scroller.size.height
        if direction == "down" and here.lines > height and here.bottom > top + height:
            scroller.scroll_relative(y=height - 2, animate=False)
        elif direction == "up" and here.lines > height and here.top < top:
            scroller.scroll_relative(y=2 - height, animate=False)
        else:
            self._choose(self.page.next_card(self.chosen, direction))

    def _choose(self, card: int) -> None:
        self.chosen = card
        self._draw()
        self._scroll_to_chosen()  # the page is as long as before: one picture shows both

    def _draw_at_chosen(self) -> None:
        self._draw()
        self.call_after_refresh(self._scroll_to_chosen)

    def _scroll_to_chosen(self) -> None:
        """Scroll to the page of the chosen card; on one that is higher than the window, on to the card."""
        if self.page is None:
            return
        place, scroller = self.page.places[self.chosen], self.query_one("#page")
        first, height = self.page.tops[place.page], scroller.size.height
        top = first if place.bottom <= first + height else place.top
        scroller.scroll_to(y=top, animate=False, immediate=True)

    def action_page(self, pages: int) -> None:
        """Show the next page or the one before; the chosen card is the first that begins there."""
        scroller = self.query_one("#page")
        if self.page is None:
            return
        top = self.page.top_after(scroller.scroll_offset.y, scroller.size.height, pages)
        scroller.scroll_to(y=top, animate=False, immediate=True)
        self.chosen = self.page.first_card(top)
        self._draw()

    def on_click(self, event: Click) -> None:
        """Choose the card that is clicked; a click on the chosen one opens it."""
        offset = event.get_content_offset(self.query_one("#insights"))
        card = None if offset is None or self.page is None else self.page.card_at(offset.x, offset.y)
        if card is not None and card == self.chosen:
            self.action_open()
        elif card is not None:
            self._choose(card)

    def action_open(self) -> None:
        """Open the chosen card with all its numbers."""
        if self.insights is not None:
            screen = CardScreen(
                cards=self.cards, chosen=self.chosen, insights=self.insights, names=self.names, clock=self.clock,
                is_ascii=self.is_ascii,
            )  # fmt: skip
            self.app.push_screen(screen, self._after_card)

    def _after_card(self, card: int | None) -> None:
        if card is not None:
            self._choose(card)


def in_ascii_fractions(card: Card) -> Card:
    """Return a card whose sentence and numbers have no fraction beyond ASCII."""
    numbers = tuple(map(ascii_fractions, card.numbers))
    return replace(card, sentence=ascii_fractions(card.sentence), numbers=numbers)


def title_of(insights: Insights, width: int) -> str:
    """Return the title with the period and the nights recorded, as far as the width has room."""
    if not insights.rows:
        return "Insights"
    recorded = f"{many(insights.affected.total, 'night')} recorded"
    first, last = insights.rows[-1].date, insights.rows[0].date
    has_years = first.year != last.year
    since, until = (f"{day_and_month(day)}{f' {day.year}' if has_years else ''}" for day in (first, last))
    period = since if first == last else f"{since} to {until}"
    full = f"Insights · {period} · {recorded}"
    return full if len(full) + 2 <= width else f"Insights · {recorded}"
