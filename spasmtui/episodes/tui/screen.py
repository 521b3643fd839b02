"""The log: nights as rows, with what can be done to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from spasmtui.clock import Clock
from spasmtui.episodes.entry.day_words import describe_day
from spasmtui.episodes.entry.form_fields import form_fields, usual_places
from spasmtui.episodes.entry.red_flag_loader import ShownFlags, load_flags
from spasmtui.episodes.episode_text import brief
from spasmtui.episodes.model.night_rows import SORTS, NightRow, sort_rows
from spasmtui.episodes.model.red_flags import RedFlags
from spasmtui.episodes.tui.detail import night_content
from spasmtui.episodes.tui.log_data import LogData, read_in_steps
from spasmtui.episodes.tui.widgets import NightList, heading, log_title
from spasmtui.errors import SpasmError
from spasmtui.shared.places import shipped_routine_ids
from spasmtui.shell import AppHost
from spasmtui.terminal.sanitize import as_content, sanitize
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import ShowPage

if TYPE_CHECKING:
    from spasmtui.episodes.model.episode import Episode
    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.tui.day_dialog import DayAnswer
    from spasmtui.episodes.tui.night_screen import NightAnswer

POLL_SECONDS = 1.0
"""How often the log looks whether another terminal or a sync has changed the diary."""
TOLD_WITHIN = timedelta(days=2)
"""How old the newest episode may be for its reason to get help to be shown when the log is opened."""
EMPTY = "No episodes yet. They appear here by themselves when you use relief, or press n."
NO_MATCH = "No night contains these words."


class LogScreen(Screen[None]):
    """Nights as rows. Built with the diary, a clock, the shipped content's folder and the settings' folder."""

    CSS_PATH = "episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new", tooltip="Record an episode", id="log.new"),
        Binding("e", "edit", "edit", tooltip="Change an episode of this night", id="log.edit"),
        Binding("x", "delete", "delete", tooltip="Delete an episode of this night; u brings it back", id="log.delete"),
        Binding("d", "day", "day", tooltip="What kind of day it was; no cramps", id="log.day"),
        Binding(
            "f,slash", "filter", "filter", key_display="f", tooltip="Show only what contains a word", id="log.filter"
        ),
        Binding("i", "insights", "insights", tooltip="What the diary supports", id="log.insights"),
        Binding("r", "report", "report", tooltip="The sheet for a physiotherapist", id="log.report"),
        Binding("escape", "unfilter", "all nights", tooltip="Show all nights again", id="log.unfilter"),
        Binding("o", "order", "order", show=False, tooltip="Another order of the nights", id="log.order"),
    ]

    @classmethod
    def create(cls, host: AppHost) -> Self:
        """Build the mode's screen from the app."""
        services = host.services
        return cls(diary=services.diary, clock=services.clock, content=services.content, config=services.config)

    def __init__(self, *, diary: Diary, clock: Clock, content: Path, config: Path) -> None:
        super().__init__()
        self.diary = diary
        self.clock = clock
        self.content_folder = content
        self.config = config
        self.snapshot = LogData()
        self.order = "newest"
        self.filter_text = ""
        self._poll: Timer | None = None
        self._is_reading = False
        self._has_read_nothing = True
        self._wants_again = False
        self._wants_form = False
        self._waiting: Callable[[], object] | None = None
        self._said_reason = ""

    def compose(self) -> ComposeResult:
        """Title, headings, nights with the chosen one beside them, the filter, the keys."""
        yield Static(id="title")
        with Horizontal():
            with Vertical(id="list"):
                yield Static(id="heading")
                yield NightList(id="nights")
            with VerticalScroll(id="detail", can_focus=False):
                yield Static(id="night")
        yield Input(id="filter", placeholder="a place, a trigger, a month, a word of a note")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the diary."""
        line_ = self.query_one(Input)
        line_.cursor_blink = False
        line_.display = False
        self.query_one(NightList).focus()
        self._poll = self.set_interval(POLL_SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """Look for changes while the log is seen, and at once."""
        if self._poll is not None:
            self._poll.resume()
        self._look()

    def on_screen_suspend(self) -> None:
        """Look no longer when something else is shown."""
        if self._poll is not None:
            self._poll.pause()

    def on_resize(self) -> None:
        """Beside the nights there is room for one from 100 columns on."""
        self.query_one("#detail").display = self.size.width >= 100
        self.call_after_refresh(self._show_heading)

    def _show_heading(self) -> None:
        self.query_one("#heading", Static).update(Content(heading(self.query_one(NightList).size.width)))

    def reload(self) -> None:
        """Read the diary again, in a thread; once more afterwards when it is being read already."""
        self._wants_again = self._is_reading
        if not self._is_reading:
            self._is_reading = True
            self.run_worker(self._read, thread=True, group="read", exit_on_error=False)

    def _look(self) -> None:
        try:
            is_old = not self.snapshot.is_whole or self.diary.mark() != self.snapshot.mark
        except SpasmError:
            return
        if is_old and not self._is_reading:
            self.reload()

    def _read(self) -> None:
        worker = get_current_worker()
        try:
            for snapshot in read_in_steps(self.diary, self.clock.now(), lambda: worker.is_cancelled):
                self.app.call_from_thread(self._show, snapshot)
        except SpasmError as error:
            self.app.call_from_thread(self._not_read, error.message)

    def _show(self, snapshot: LogData) -> None:
        self.snapshot = snapshot
        self._has_read_nothing = False
        self._is_reading = not snapshot.is_whole
        self._arrange()
        if self._wants_form:
            self.action_new()
        if snapshot.is_whole:
            self._open_waiting()
        if self._wants_again:
            self.reload()
        newest = snapshot.episodes[0] if snapshot.episodes else None
        if newest and self.is_current and self.clock.now() - newest.started_at < TOLD_WITHIN:
            self._tell(newest)

    def _not_read(self, reason: str) -> None:
        """Say once why the diary cannot be read; the next look tries again."""
        self._is_reading = self._has_read_nothing = False
        if self._wants_form:
            self.action_new()
        self._open_waiting()
        if reason != self._said_reason:
            self._said_reason = reason
            self._say(reason)

    def _arrange(self) -> None:
        """Filter and sort in a thread; only the newest wish counts."""
        wish = self.snapshot, self.filter_text, self.order
        self.run_worker(lambda: self._arranged(*wish), thread=True, group="arrange", exit_on_error=False)

    def _arranged(self, snapshot: LogData, text: str, order: str) -> None:
        rows = sort_rows(snapshot.search.matching(text), order)
        self.app.call_from_thread(self._show_rows, rows, (snapshot, text, order))

    def _show_rows(self, rows: tuple[NightRow, ...], wish: tuple[LogData, str, str]) -> None:
        """Show the rows, with the same night chosen as before where it is still there."""
        if wish[0] is not self.snapshot or wish[1:] != (self.filter_text, self.order):
            return
        nights = self.query_one(NightList)
        before = nights.item.date if nights.item else None
        nights.this_year = self.clock.now().year
        chosen = next((index for index, row in enumerate(rows) if row.date == before), 0)
        nights.show_items(rows, chosen, when_empty=NO_MATCH if self.filter_text else EMPTY)
        title = log_title(
            rows, is_whole=self.snapshot.is_whole, filter_text=self.filter_text, order=self.order,
            this_year=nights.this_year, is_narrow=self.size.width < 60,
        )  # fmt: skip
        self.query_one("#title", Static).update(as_content(title))

    @on(NightList.Chosen)
    def _show_night(self) -> None:
        row = self.query_one(NightList).item
        self.query_one("#night", Static).update(night_content(row) if row else Content(""))

    def _say(self, text: str) -> None:
        self.notify(sanitize(text), markup=False)

    def _change(self, work: Callable[[], str]) -> None:
        """Do something to the diary in a thread, say what was done, and read again."""

        def run() -> None:
            try:
                said = work()
            except SpasmError as error:
                said = error.message
            self.app.call_from_thread(self._say, said)
            self.app.call_from_thread(self.reload)

        self.run_worker(run, thread=True, group="change", exit_on_error=False)

    def action_new(self) -> None:
        """Open the form for an episode, with the usual place filled in: on the first visit once the diary was read."""
        self._wants_form = self._has_read_nothing
        if self._wants_form:
            return
        usual = usual_places(self.snapshot.episodes)
        where = " ".join(filter(None, usual[0])) if usual else ""
        self._open_form(None, {"where": where} if where else {})

    def _open_form(self, before: Episode | None, values: dict[str, Any]) -> None:
        from spasmtui.episodes.tui.form import EpisodeForm  # noqa: PLC0415 -- built when it is wanted

        used = [each.routine for episode in self.snapshot.episodes[:200] for each in episode.tried]
        routines = list(
            dict.fromkeys([
                *sorted(set(used), key=lambda each: -used.count(each)),
                *shipped_routine_ids(self.content_folder),
            ])
        )
        fields = form_fields(
            usual=usual_places(self.snapshot.episodes), routines=routines, signs=dict(self.flags.signs)
        )
        form = EpisodeForm(
            diary=self.diary, clock=self.clock, content=self.content_folder, fields=fields, values=values, before=before
        )
        self.app.push_screen(form, self._after_form)

    def _after_form(self, stored: Episode | None) -> None:
        if stored is not None:
            self._say(f"Saved: {brief(stored)}.")
            self._tell(stored)
            self.reload()

    def _tell(self, episode: Episode) -> None:
        """Say calmly and once, when what was recorded is a reason to get help."""
        if flags := ShownFlags(self.diary.state).add(episode, self.flags.fitting(episode)):
            from spasmtui.episodes.tui.red_flag_dialog import RedFlagDialog  # noqa: PLC0415 -- built when it is wanted

            self.app.push_screen(RedFlagDialog(flags), self._read_page)

    def _read_page(self, page: str | None) -> None:
        if page is not None:
            self.post_message(ShowPage(page))

    @cached_property
    def flags(self) -> RedFlags:
        """The shipped signs and flags, read when they are first needed."""
        return load_flags(self.content_folder)

    def action_edit(self) -> None:
        """Change the night's only episode, or choose one of several."""
        self._with_episode(lambda episode: self._open_form(episode, {}))

    def action_delete(self) -> None:
        """Delete the night's only episode, or choose one of several."""
        self._with_episode(self._delete)

    def _with_episode(self, do: Callable[[Episode], None]) -> None:
        row = self.query_one(NightList).item
        if row is None or not row.episodes:
            self._say("Nothing is recorded here. n records an episode.")
        elif len(row.episodes) == 1:
            do(row.episodes[0])
        else:
            self._open_night(row)

    def _delete(self, episode: Episode) -> None:
        self._change(lambda: f"Deleted: {brief(self.diary.delete(episode.id))}. u brings it back.")

    @on(NightList.Opened)
    def _open(self) -> None:
        row = self.query_one(NightList).item
        if row is not None and (row.episodes or row.practices):
            self._open_night(row)
        else:
            self.action_day()

    def _open_night(self, row: NightRow) -> None:
        from spasmtui.episodes.tui.night_screen import NightScreen  # noqa: PLC0415 -- built when it is wanted

        self.app.push_screen(NightScreen(row), self._after_night)

    def _after_night(self, answer: NightAnswer | None) -> None:
        if answer is not None:
            what, episode = answer
            if what == "edit":
                self._open_form(episode, {})
            else:
                self._delete(episode)

    def action_day(self) -> None:
        """Say what kind of day the chosen one was."""
        from spasmtui.episodes.tui.day_dialog import DayDialog  # noqa: PLC0415 -- built when it is wanted

        today = self.clock.now().date()
        row = self.query_one(NightList).item
        read = self.snapshot
        form = DayDialog(row.date if row else today, today=today, known=read.words_by_date, affected=read.affected)
        self.app.push_screen(form, self._after_day)

    def _after_day(self, answer: DayAnswer | None) -> None:
        if answer is not None:
            on_date, words = answer

            def work() -> str:
                # The same words again are no change, so that undo has no empty step.
                if set(words) != set(self.snapshot.words_by_date.get(on_date, ())):
                    self.diary.add(describe_day(on_date, words, device=self.diary.device, now=self.clock.now()))
                return f"{on_date}: {' '.join(words) or 'not recorded'}."

            self._change(work)

    def action_filter(self) -> None:
        """Type words that a night must contain."""
        line_ = self.query_one(Input)
        line_.display = True
        line_.focus()

    @on(Input.Changed)
    def _filter(self, message: Input.Changed) -> None:
        self.filter_text = sanitize(message.value, one_line=True)
        self._arrange()

    @on(Input.Submitted)
    def _end_filter(self) -> None:
        line_ = self.query_one(Input)
        line_.display = bool(line_.value.strip())
        self.query_one(NightList).focus()

    def _with_everything(self, do: Callable[[], object]) -> None:
        """Do what needs the whole diary: at once, or when it has been read."""
        self._waiting = do
        if not self._is_reading:
            self._open_waiting()

    def _open_waiting(self) -> None:
        do, self._waiting = self._waiting, None
        if do is not None and self.is_current:
            do()

    def action_insights(self) -> None:
        """Show what the diary supports."""
        self._with_everything(self._open_insights)

    def _open_insights(self) -> None:
        from spasmtui.episodes.tui.insights_screen import InsightsScreen  # noqa: PLC0415 -- built when it is wanted

        read = self.snapshot
        screen = InsightsScreen(episodes=read.episodes, days=read.days, practices=read.practices, clock=self.clock)
        self.app.push_screen(screen)

    def action_report(self) -> None:
        """Show the physiotherapist's sheet before it is shared."""
        self._with_everything(self._open_report)

    def _open_report(self) -> None:
        from spasmtui.episodes.tui.report_screen import ReportScreen  # noqa: PLC0415 -- built when it is wanted

        screen = ReportScreen(read=self.snapshot, clock=self.clock, content=self.content_folder, config=self.config)
        self.app.push_screen(screen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Esc first shows all nights again, where a filter hides some."""
        return action != "unfilter" or self.query_one(Input).display

    def action_unfilter(self) -> None:
        """Show all nights again."""
        line_ = self.query_one(Input)
        line_.value = ""
        self._end_filter()

    def action_order(self) -> None:
        """Put the nights into the next order."""
        orders = list(SORTS)
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        self._arrange()
