"""The log: nights as rows, and the actions on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Input
from textual.worker import get_current_worker

from spasmtui.clock import Clock
from spasmtui.episodes.entry.day_words import describe_day
from spasmtui.episodes.entry.form_fields import diary_fields
from spasmtui.episodes.entry.red_flag_loader import ShownFlags, load_flags
from spasmtui.episodes.episode_text import brief
from spasmtui.episodes.model.names import day_text
from spasmtui.episodes.model.night_rows import NightRow, changed_date
from spasmtui.episodes.model.night_search import SORTS
from spasmtui.episodes.model.red_flags import RedFlags
from spasmtui.episodes.model.usual_place import count_by_place
from spasmtui.episodes.tui.detail import conflicts_content, night_content
from spasmtui.episodes.tui.diary_screen import DiaryScreen
from spasmtui.episodes.tui.form_parts.line_input import FilterInput
from spasmtui.episodes.tui.log_data import Arranged, Arranger, Request, prepare_search
from spasmtui.episodes.tui.night_table import order_of_column
from spasmtui.episodes.tui.steady_text import SteadyPane, SteadyText
from spasmtui.episodes.tui.widgets import COLUMN, NightList
from spasmtui.shared.formats import day_name
from spasmtui.shared.key_names import BRINGS_BACK, with_keys
from spasmtui.shell import AppHost
from spasmtui.terminal.sanitize import as_content, sanitize
from spasmtui.ui.clicks import pressed_key
from spasmtui.ui.disk.errands import errands_of
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.keys.after_keys import AfterKeys
from spasmtui.ui.messages import ChooseValues, ShowPage
from spasmtui.ui.modes.line import ModeLine

if TYPE_CHECKING:
    from datetime import date

    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.tui.day_dialog import DayResult
    from spasmtui.episodes.tui.night_screen import NightResult

FLAGGED_WITHIN = timedelta(days=2)
"""The age up to which the newest episode's red flags are shown when the log is opened."""


class LogScreen(DiaryScreen):
    """The nights of the diary as rows, the chosen one in full beside them."""

    CSS_PATH = "episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "unfilter", "all nights", tooltip="Show all nights again", id="log.unfilter"),
        Binding("n", "new", "new", tooltip="Record an episode", id="log.new"),
        Binding("e", "edit", "change", tooltip="Change an episode of this night", id="log.edit"),
        Binding("d", "day", "day", tooltip="What kind of day it was, or no cramp", id="log.day"),
        Binding("f,slash", "filter", "filter", tooltip="Show only nights with a certain word", id="log.filter"),
        Binding("o", "order", "sort", tooltip="Sort the nights in the next order", id="log.order"),
        Binding("i", "insights", "insights", tooltip="Insights: what the diary shows so far", id="log.insights"),
        Binding("r", "report", "report", tooltip="The sheet for a physiotherapist", id="log.report"),
        Binding("v", "choose", "choose", tooltip="Choose between two devices' values", id="log.choose"),
        Binding("x", "delete", "delete", tooltip="Delete an episode; {u:app.undo} brings it back", id="log.delete"),
    ]

    @classmethod
    def create(cls, host: AppHost) -> Self:
        """Build the mode's screen from the app."""
        services = host.services
        return cls(diary=services.diary, clock=services.clock, content=services.content, config=services.config)

    def __init__(self, *, diary: Diary, clock: Clock, content: Path, config: Path) -> None:
        super().__init__(diary, clock, config / "routines")
        self.content_folder = content
        self.config = config
        self.order = "newest"
        self.filter_text = ""
        self._request = Request(self.snapshot, "", self.order)
        self._arranger = Arranger()
        self._shown_flags = ShownFlags(diary.state)
        self.after_keys = AfterKeys(self, self._show_night)
        self._is_arranging = False
        self._wants_first = False
        """True after the order has changed: its first night is then chosen, not the one before."""
        self._rows_before: tuple[NightRow, ...] | None = None
        """The nights before a change that is to be shown: the one that differs is then chosen."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the headings, the nights with the chosen one beside them, the filter and the keys."""
        yield SteadyText(id="title")
        with Horizontal():
            with Vertical(id="list"):
                yield SteadyText(id="heading")
                yield NightList(id="nights")
                yield SteadyText(id="legend")
            with SteadyPane(id="detail"):
                yield SteadyText(id="night")
        yield SteadyText(id="conflicts")
        yield FilterInput(id="filter", placeholder="a place, a trigger, a date, last week, a word of a note")
        yield ModeLine("log")
        yield KeyBar()

    def on_mount(self) -> None:
        """Hide the filter, and choose among the nights."""
        self.query_one(Input).display = False
        self.query_one(NightList).focus()

    def on_resize(self) -> None:
        """Show the chosen night beside the list where there are at least 100 columns."""
        self.query_one("#detail").display = self.size.width >= 100
        self.query_one("#legend").display = self.size.height >= 18 and self.size.width >= 60
        self.call_after_refresh(self._show_heading)
        self.call_after_refresh(self._show_night)

    def _show_heading(self) -> None:
        nights = self.query_one(NightList)
        self._put("#heading", nights.heading(self.order))
        self._put("#legend", as_content(nights.legend))

    def _put(self, where: str, content: Content) -> None:
        self.query_one(where, SteadyText).show(content)

    def show_reading(self, words: str) -> None:
        """Show in the title that the diary is being read."""
        self._put("#title", as_content(words))

    def show_snapshot(self) -> None:
        """Show the nights, and the red flags of the newest episode."""
        self._arrange()
        self.refresh_bindings()
        newest = self.snapshot.episodes[0] if self.snapshot.episodes else None
        if newest and self.is_on_top and self.clock.now() - newest.started_at < FLAGGED_WITHIN:
            self._show_flags(newest)

    def awaits_reading(self, action: str) -> bool:
        """Return whether a key has to wait for the nights; a new record, for one, goes on without them."""
        return (self.is_unread or self._is_arranging) and action not in ("new", "insights", "report", "unfilter")

    def _arrange(self) -> None:
        """Filter and sort, in a thread unless that is quick; of the requests only the newest is shown."""
        self._request = request = Request(self.snapshot, self.filter_text, self.order, is_narrow=self.size.width < 60)
        if not self._is_arranging and self._arranger.is_quick(request):
            self._show_rows(self._arranger.arrange(request, self.clock.now()), request)
        elif not self._is_arranging:
            self._is_arranging = True
            self.run_worker(self._arrange_in_thread, thread=True, group="arrange")

    def _arrange_in_thread(self) -> None:
        is_shown = False
        while not is_shown:
            request = self._request
            arranged = self._arranger.arrange(request, self.clock.now())
            is_shown = self.app.call_from_thread(self._show_rows, arranged, request)
        prepare_search(request.snapshot, lambda: get_current_worker().is_cancelled)

    def _show_rows(self, arranged: Arranged, request: Request) -> bool:
        """Show the rows of the newest request, and choose the same night as before; return False for an older one."""
        if request is not self._request:
            return False
        self._is_arranging = False
        nights = self.query_one(NightList)
        before = nights.item.date if nights.item else None
        kept = None if self._wants_first else self._changed_date() or before
        self._wants_first = False
        nights.show_nights(arranged, arranged.rows.index_of(kept) or 0)
        self._put("#title", as_content(arranged.title))
        self._show_heading()
        if not self.query_one(Input).has_focus:
            self._show_night()  # while words are typed it follows once the keys rest
            self.refresh_bindings()
        return True

    def follow_diary(self) -> None:
        """Read what an undo or a redo has changed, and choose its night."""
        self._rows_before = self.snapshot.rows
        self.reload()

    def _changed_date(self) -> date | None:
        """Return the newest night that differs from those before the change that is to be shown; None without one."""
        before, self._rows_before = self._rows_before, None
        return None if before is None else changed_date(before, self.snapshot.rows)

    @on(NightList.Chosen)
    def _follow_keys(self) -> None:
        self.after_keys.start()

    def _show_night(self) -> None:
        row = self.query_one(NightList).item
        conflicts = self.snapshot.conflicts_on(row.date) if row else {}
        names = self.snapshot.names
        self.query_one(SteadyPane).show(
            lambda width: night_content(row, conflicts, names, width=width) if row else Content("")
        )
        self.query_one("#conflicts").display = bool(conflicts)
        self._put("#conflicts", conflicts_content(conflicts))

    def action_choose(self) -> None:
        """Choose between the values of two devices, those of the chosen night first."""
        row = self.query_one(NightList).item
        self.post_message(ChooseValues(tuple(self.snapshot.conflicts_on(row.date)) if row else ()))

    def action_new(self, *, asks_when: bool = False) -> None:
        """Open the form of a new episode, as soon as the diary has been read; the usual places are its first options.

        Args:
            asks_when: it was not now, so that the time is asked for first.
        """
        self.with_diary(lambda: self._open_form(None, {}, asks_when=asks_when))

    def _open_form(self, before: Episode | None, values: dict[str, Any], *, asks_when: bool = False) -> None:
        from spasmtui.episodes.tui.form import EpisodeForm  # noqa: PLC0415 -- built when it is opened

        episodes, names = self.snapshot.episodes, self.snapshot.names
        fields = diary_fields(episodes, content=self.content_folder, signs=dict(self.flags.signs), names=names)
        form = EpisodeForm(
            self.diary, self.clock, self.content_folder, self.config, fields=fields, values=values,
            before=before, asks_when=asks_when, names=names, counts=count_by_place(episodes),
        )  # fmt: skip
        self.app.push_screen(form, lambda stored: self._after_form(stored, form.danger.id if form.danger else ""))

    def _after_form(self, stored: Episode | None, danger: str) -> None:
        if stored is not None:
            self.report(f"Saved: {brief(stored)}.")
            self._show_flags(stored, danger)
            self.follow_diary()

    def _show_flags(self, episode: Episode, danger: str = "") -> None:
        """Show the red flags that fit an episode, and the one that its words describe, calmly and once."""
        if flags := self._shown_flags.take_fresh(episode, self.flags.fitting(episode, danger)):
            errands_of(self.app).add(self._shown_flags.write, key="flags")
            from spasmtui.episodes.tui.red_flag_dialog import RedFlagDialog  # noqa: PLC0415 -- built when it is opened

            self.app.push_screen(RedFlagDialog(flags, self.config), self._open_page)

    def _open_page(self, page: str | None) -> None:
        if page is not None:
            self.post_message(ShowPage(page))

    @cached_property
    def flags(self) -> RedFlags:
        """The shipped signs and flags, read when they are first needed."""
        return load_flags(self.content_folder)

    def action_edit(self) -> None:
        """Change the night's only episode, or open the night to choose one of several."""
        self._with_episode(lambda episode: self._open_form(episode, {}))

    def action_delete(self) -> None:
        """Delete the night's only episode, or open the night to choose one of several."""
        self._with_episode(self._delete)

    def _with_episode(self, action: Callable[[Episode], None]) -> None:
        row = self.query_one(NightList).item
        if row is None or not row.episodes:
            self.report(with_keys("Nothing is recorded here. {n:log.new} records an episode."))
        elif len(row.episodes) == 1:
            action(row.episodes[0])
        else:
            self._open_night(row)

    def _delete(self, episode: Episode) -> None:
        self.change(lambda: f"Deleted: {brief(self.diary.delete(episode.id))}. {with_keys(BRINGS_BACK)}", episode.id)

    @on(NightList.Opened)
    def _open(self) -> None:
        row = self.query_one(NightList).item
        if row is not None and (row.episodes or row.practices):
            self._open_night(row)
        else:
            self.action_day()

    def _open_night(self, row: NightRow) -> None:
        from spasmtui.episodes.tui.night_screen import NightScreen  # noqa: PLC0415 -- built when it is opened

        night = NightScreen(row, self.snapshot.conflicts_on(row.date), self.snapshot.names)
        self.app.push_screen(night, self._after_night)

    def _after_night(self, result: NightResult | None) -> None:
        if result is not None:
            action, episode = result
            if action == "edit":
                self._open_form(episode, {})
            elif action == "choose":
                self.post_message(ChooseValues((episode.id,)))
            else:
                self._delete(episode)

    def action_day(self) -> None:
        """Describe the chosen day."""
        from spasmtui.episodes.tui.day_dialog import DayDialog  # noqa: PLC0415 -- built when it is opened

        today = self.clock.now().date()
        row = self.query_one(NightList).item
        snapshot = self.snapshot
        form = DayDialog(
            row.date if row else today, today=today, known=snapshot.words_by_date, affected=snapshot.affected
        )
        self.app.push_screen(form, self._after_day)

    def _after_day(self, result: DayResult | None) -> None:
        if result is not None:
            on_date, words = result

            def describe() -> str:
                day = describe_day(on_date, words, device=self.diary.known_device, now=self.clock.now())
                self.diary.keeper.store(day)
                return f"{day_name(on_date)}: {day_text(words) or 'not recorded'}."

            self.change(describe, on_date.isoformat())

    def action_filter(self) -> None:
        """Open the line for the words that a night must contain."""
        line = self.query_one(Input)
        line.display = True
        line.focus()

    @on(Input.Changed)
    def _filter(self, message: Input.Changed) -> None:
        self.filter_text = sanitize(message.value, one_line=True)
        self._arrange()

    @on(Input.Submitted)
    def _end_filter(self) -> None:
        line = self.query_one(Input)
        line.display = bool(line.value.strip())
        self.query_one(NightList).focus()

    def _close_what_only_shows(self) -> None:
        """Close screens above this one that hold nothing of the person's: another room may ask for the next."""
        while self.app.screen is not self and getattr(self.app.screen, "only_shows", False):
            self.app.pop_screen()

    def action_insights(self) -> None:
        """Open the insights once the whole diary has been read."""
        self._close_what_only_shows()
        self.with_whole_diary(self._open_insights)

    def _open_insights(self) -> None:
        from spasmtui.episodes.tui.insights.screen import InsightsScreen  # noqa: PLC0415 -- built when it is opened

        snapshot = self.snapshot
        screen = InsightsScreen(
            episodes=snapshot.episodes, days=snapshot.days, practices=snapshot.practices,
            names=snapshot.names, clock=self.clock, trials=snapshot.trials,
        )  # fmt: skip
        self.app.push_screen(screen)

    def action_report(self) -> None:
        """Open the physiotherapist's sheet once the whole diary has been read."""
        self._close_what_only_shows()
        self.with_whole_diary(self._open_report)

    def _open_report(self) -> None:
        from spasmtui.episodes.tui.report.screen import ReportScreen  # noqa: PLC0415 -- built when it is opened

        screen = ReportScreen(read=self.snapshot, clock=self.clock, content=self.content_folder, config=self.config)
        self.app.push_screen(screen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Offer Esc while the filter is open, the filter until it is typed in, and what needs a record where one is."""
        if action in ("choose", "edit", "delete", "order"):
            return bool(self.snapshot.conflicts if action == "choose" else self.snapshot.rows)
        if action == "filter":
            return bool(self.snapshot.rows) and not self.query_one(Input).has_focus
        return action != "unfilter" or self.query_one(Input).display

    def action_unfilter(self) -> None:
        """Show all nights again."""
        line = self.query_one(Input)
        line.value = ""
        self._end_filter()

    def action_order(self) -> None:
        """Sort the nights in the next order."""
        self._sort(SORTS[(SORTS.index(self.order) + 1) % len(SORTS)])

    def on_click(self, event: Click) -> None:
        """Sort by the column whose heading is clicked, or open the night whose description is."""
        if column := event.style.meta.get(COLUMN):
            self._sort(order_of_column(column, self.order))
        elif event.widget is self.query_one("#night") and not pressed_key(event):
            self._open()

    def _sort(self, order: str) -> None:
        self.order = order
        self._wants_first = True
        self._arrange()
