"""The insights as charts with their numbers, and the comparisons that the diary does not support yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.insights.analysis import analyze_diary
from spasmtui.episodes.insights.text import (
    DISCLAIMER,
    bedtime_lines,
    format_comparison,
    format_tried,
    headline_lines,
    pending_lines,
)  # fmt: skip
from spasmtui.shared.formats import place_with_side
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.drawing.charts import bars, columns, heat_map, hour_columns
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spasmtui.clock import Clock
    from spasmtui.episodes.insights.analysis import Insights
    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.episodes.model.night_rows import NightRow

LEGEND = "· not recorded   – none   1 to 9 cramps   + more"


class InsightsScreen(DismissOnce, Screen[None]):
    """The screen of the insights: they are computed once, and drawn to the width of the window."""

    CSS_PATH = "episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "down", key_display="↓", tooltip="Down", id="insights.down"),
        Binding("up,k", "scroll(-1)", "up", show=False, tooltip="Up", id="insights.up"),
        Binding(
            "pagedown,space", "page(1)", "page", key_display="space", tooltip="A page down", id="insights.page-down"
        ),
        Binding("pageup,b", "page(-1)", "page up", show=False, tooltip="A page up", id="insights.page-up"),
        Binding("escape,i", "dismiss(None)", "back", tooltip="Back to the log", id="insights.back"),
    ]

    def __init__(
        self,
        *,
        episodes: Sequence[Episode],
        days: Sequence[Day],
        practices: Sequence[Practice],
        clock: Clock,
    ) -> None:
        super().__init__()
        self.episodes = episodes
        self.days = days
        self.practices = practices
        self.clock = clock
        self.insights: Insights | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, one long page and the keys."""
        yield Static(Content("Insights"), id="title")
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="insights")
        yield KeyBar()

    def on_mount(self) -> None:
        """Compute the insights in a thread: a long diary takes a moment."""
        self.run_worker(self._compute, thread=True)

    def _compute(self) -> None:
        insights = analyze_diary(self.episodes, self.days, self.practices, now=self.clock.now())
        self.app.call_from_thread(self._show, insights)

    def _show(self, insights: Insights) -> None:
        self.insights = insights
        self.on_resize()

    def on_resize(self) -> None:
        """Draw the charts to the width of the window."""
        if self.insights is not None:
            width = max(20, self.query_one("#page").scrollable_content_region.width - 2)
            self.query_one("#insights", Static).update(insights_content(self.insights, width, self.clock.now().date()))

    def action_scroll(self, lines: int) -> None:
        """Scroll by a number of lines."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a number of windows."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)


def insights_content(insights: Insights, width: int, today: date) -> Content:
    """Return every insight that the diary supports, as one page of content."""
    parts: list[Content] = []
    if insights.episodes:
        parts += [_sentences("", headline_lines(insights))]
        year = Content("\n").join([
            heat_map(_counts(insights.rows), today, width),
            Content.styled(LEGEND, "$text-muted"),
        ])
        parts += [_picture("Cramps by night", year)]
        parts += [_picture("Worst pain, by week", weeks_of_pain(insights.rows, today, width))]
        parts += [_picture("When they began", hour_columns(insights.hours, width))]
        places = [(place_with_side(place, side), count) for place, side, count in insights.places]
        parts += [
            _picture(_recorded("Where", sum(count for _name, count in places), insights), bars(_short(places), width))
        ]
        parts += [
            _picture(
                _recorded("Triggers", insights.triggers_recorded, insights), bars(_short(insights.triggers), width)
            )
        ]
        parts += [_sentences("What was tried", [format_tried(each) for each in insights.tried])]
        if bedtime := bedtime_lines(insights):
            parts += [_sentences(bedtime[0], bedtime[1:])]
    if insights.comparisons:
        clear = [format_comparison(each) for each in insights.findings]
        parts += [_sentences("Supported by this diary", [*clear, DISCLAIMER] if clear else ["Nothing yet."])]
        other = [format_comparison(each) for each in insights.comparisons if not each.is_finding]
        parts += [_sentences("Looked at", other)]
    parts += [_sentences("Not yet", pending_lines(insights))]
    return Content("\n\n").join([part for part in parts if part.plain])


def weeks_of_pain(rows: Sequence[NightRow], today: date, width: int) -> Content:
    """Return the worst pain of each week as a vertical bar, the newest at the right."""
    known = (today - min((row.date for row in rows), default=today)).days // 7 + 2
    weeks = min(26, width // 3, max(8, known))
    worst: list[int | None] = [None] * weeks
    monday = today - timedelta(days=today.weekday())
    for row in rows:
        index = weeks - 1 - (monday - (row.date - timedelta(days=row.date.weekday()))).days // 7
        if 0 <= index < weeks and row.worst is not None:
            worst[index] = max(worst[index] or 0, row.worst)
    if all(each is None for each in worst):
        return Content("")
    first = monday - timedelta(days=7 * (weeks - 1))
    caption = Content.styled(f"{weeks} weeks from {first}, worst of 10", "$text-muted")
    return Content("\n").join([*columns(worst, height=5, most=10, cell=3), caption])


def _counts(rows: Iterable[NightRow]) -> dict[date, int | None]:
    return {row.date: len(row.episodes) if row.is_recorded else None for row in rows}


def _short(rows: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(sanitize(name, one_line=True), count) for name, count in rows[:10]]


def _recorded(title: str, recorded: int, insights: Insights) -> str:
    return f"{title} ({recorded} of {insights.episodes} recorded)"


def _picture(title: str, picture: Content) -> Content:
    return Content("\n").join([Content.styled(title, "bold"), picture]) if picture.plain else Content("")


def _sentences(title: str, lines: Sequence[str]) -> Content:
    heading = [Content.styled(title, "bold")] if title else []
    return Content("\n").join([*heading, *(Content(sanitize(line)) for line in lines)]) if lines else Content("")
