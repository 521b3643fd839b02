"""Show the first screen: start relief, last night, the last weeks, and what is worth doing today."""

from collections.abc import Callable
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.clock import Clock
from spasmtui.errors import SpasmError
from spasmtui.home.widgets import NARROW, HomeBody, HomeStart
from spasmtui.shared.formats import day_name
from spasmtui.shell import AppHost
from spasmtui.ui.diary_summary import DiarySummary
from spasmtui.ui.disk.reading import Reading
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import (
    ChooseValues,
    CompleteEpisode,
    DeclineStretches,
    DeleteEpisode,
    LogEpisode,
    RecordFreeNight,
    ShowLog,
    ShowMode,
    ShowPage,
    StartRelief,
)
from spasmtui.ui.modes.line import ModeLine
from spasmtui.ui.running.routine import RunningRoutine

READING_SECONDS = 1.0
"""What is read by then needs no word on it."""
READING = "is still being read: the disk takes long to answer."


class HomeScreen(Screen[None]):
    """The home mode: Enter starts relief."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "relief", tooltip="Start relief for the usual place", id="home.start"),
        Binding("0", "free_night", "no cramp", tooltip="Record last night as free of cramps", id="home.free"),
        Binding("y", "log_night", "a cramp", show=False, tooltip="Record a cramp from last night", id="home.night"),
        Binding("l", "log", "log one", tooltip="Log an episode without the timer", id="home.log"),
        Binding("b", "bedtime", "bedtime", show=False, tooltip="Start the bedtime stretches", id="home.bedtime"),
        Binding(
            "i", "insights", "insights", show=False, tooltip="Insights: what the diary shows so far", id="home.insights"
        ),
        Binding("p", "sheet", "sheet", show=False, tooltip="One page for your next appointment", id="home.sheet"),
        Binding("e", "complete", "it ended", show=False, tooltip="Say when the open episode ended", id="home.ended"),
        Binding("x", "forget", "mistake", show=False, tooltip="Keep nothing of the open episode", id="home.mistake"),
        Binding("n", "decline", "not tonight", show=False, tooltip="No bedtime stretches tonight", id="home.decline"),
        Binding("v", "choose", "choose", show=False, tooltip="Choose between two devices' values", id="home.choose"),
        Binding("s", "start_next", "next", show=False, tooltip="Start what the plan asks for next", id="home.next"),
        Binding("t", "app.plan", "plan", show=False, tooltip="The plan: today, and its weeks", id="home.plan"),
        Binding("r", "read", "read", show=False, tooltip="Read about night cramps", id="home.read"),
    ]
    CSS = """
    HomeScreen {
        #home-title { height: 1; padding: 0 1; color: $text-muted; }
        overflow: hidden;
        HomeStart { margin: 1 3; padding: 1 2; background: $surface; text-style: bold; height: 3; }
        HomeBody { margin: 0 3; height: 1fr; }
        #home-keys { dock: bottom; height: 2; }
        &.-low HomeStart { margin: 0 3 1 3; }
        &.-small {
            HomeStart { margin: 0 1; padding: 0 1; height: 1; }
            HomeBody { margin: 0 1; }
        }
    }
    """

    @classmethod
    def create(cls, host: AppHost) -> Self:
        """Build the mode's screen from the app."""
        services = host.services
        return cls(
            clock=services.clock,
            read_summary=services.summarize_diary,
            note_shown=services.note_shown,
            is_ascii=host.options.is_ascii,
        )

    def __init__(
        self,
        *,
        clock: Clock,
        read_summary: Callable[[], DiarySummary],
        note_shown: Callable[[tuple[str, ...]], None] = lambda _: None,
        is_ascii: bool = False,
    ) -> None:
        """Show the home screen.

        Args:
            clock: gives the day of the title.
            read_summary: reads the diary and sums it up; called on a thread, may raise `SpasmError`.
            note_shown: remembers a notice as shown, by its names; called on a thread.
            is_ascii: draw without braille, blocks and lines.
        """
        super().__init__()
        self.note_shown = note_shown
        self._noted: tuple[str, ...] = ()
        self.clock = clock
        self.read_summary = read_summary
        self.summary = DiarySummary()
        """The diary as it was read last."""
        self._is_read = False
        self._reading = Reading(self, "summary")
        self._start = HomeStart()
        self._body = HomeBody(is_ascii=is_ascii)

    def compose(self) -> ComposeResult:
        """Yield the title, the large line, what the diary says and the keys."""
        yield Static(id="home-title", markup=False)
        yield self._start
        yield self._body
        with Vertical(id="home-keys"):
            yield ModeLine("home", is_always_shown=True)
            yield KeyBar()

    def on_mount(self) -> None:
        """Say so where the diary takes long to be read."""
        self.set_timer(READING_SECONDS, self._say_reading)

    def _say_reading(self) -> None:
        if not self._is_read:
            self._body.failure = READING

    def on_screen_resume(self) -> None:
        """Read the diary again: another screen or terminal may have changed it."""
        self._show_title()
        self.follow_diary()

    def follow_diary(self) -> None:
        """Read the diary, on a thread; called also when something here has changed it."""
        self._reading.ask(self._read)

    def on_resize(self) -> None:
        """Use every cell of a small window."""
        self.set_class(self.size.width < NARROW or self.size.height < 18, "-small")
        self.set_class(self.size.height < 30, "-low")
        self._show_title()

    def _read(self) -> None:
        try:
            summary, failure = self.read_summary(), ""
        except SpasmError as error:
            summary, failure = DiarySummary(), error.message
        self.app.call_from_thread(self._show, summary, failure)

    def on_key(self) -> None:
        """Remember the notice as shown: a dialog may have covered it until now, when a key is pressed here."""
        names = () if self._body.failure else self.summary.notice_names
        if names and names != self._noted:
            self._noted = names
            self.run_worker(lambda: self.note_shown(names), thread=True, group="note")

    def _show(self, summary: DiarySummary, failure: str) -> None:
        self.summary, self._is_read = summary, True
        self._body.summary, self._body.failure = summary, failure
        self._start.summary = summary
        self.refresh_bindings()

    def show_running(self, routine: RunningRoutine | None) -> None:
        """Let the large line lead back to a routine that runs; the app says so before this screen is composed."""
        has_changed = (self._start.running is None) != (routine is None)
        self._start.running = routine
        if has_changed:
            self._body.is_running = routine is not None
            self.refresh_bindings()

    def _show_title(self) -> None:
        name, day = "spasmtui", day_name(self.clock.now().date())
        room = self.size.width - 2 - len(name)
        self.query_one("#home-title", Static).update(name + day.rjust(room) if len(day) < room else name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 -- Textual's
        """Offer each key where the diary has something for it."""
        if action in ("free_night", "log_night"):
            return self.summary.asks_about is not None
        if action == "decline":
            return self.summary.can_decline is not None
        if action == "start_next":
            return self.summary.plan is not None and self.summary.plan.following is not None
        if action in ("complete", "forget"):
            return bool(self.summary.open_id) and self._start.running is None
        return action not in ("insights", "sheet") or not self.summary.is_empty

    def awaits_reading(self, action: str) -> bool:
        """Return whether a key has to wait for what the diary says; relief starts without it."""
        return not self._is_read and action not in ("start", "log", "bedtime", "read")

    def action_start(self) -> None:
        """Start relief for the usual place at once, or go back to the routine that runs."""
        # As it is shown: what the relief screen knows has no records yet that came from another device.
        side = self.summary.side if self.summary.side in ("left", "right") else None
        self.post_message(StartRelief(side=side, place=self.summary.place))

    def action_free_night(self) -> None:
        """Record last night as free of cramps."""
        if self.summary.asks_about is not None:
            self.post_message(RecordFreeNight(self.summary.asks_about))

    def action_log_night(self) -> None:
        """Open the form for a cramp of last night: its first line asks when."""
        self.post_message(LogEpisode(asks_when=True))

    def action_complete(self) -> None:
        """Open the form with what the open episode lacks."""
        self.post_message(CompleteEpisode(self.summary.open_id))

    def action_forget(self) -> None:
        """Delete the open episode, which was started by mistake."""
        self.post_message(DeleteEpisode(self.summary.open_id))

    def action_log(self) -> None:
        """Open the form for an episode without the timer."""
        self.post_message(LogEpisode())

    def action_insights(self) -> None:
        """Open what the diary supports."""
        self.post_message(ShowLog("insights"))

    def action_sheet(self) -> None:
        """Open the sheet for an appointment."""
        self.post_message(ShowLog("report"))

    def action_show_log(self) -> None:
        """Show the nights of the diary."""
        self.post_message(ShowMode("log"))

    def action_choose(self) -> None:
        """Choose between the values of two devices."""
        self.post_message(ChooseValues())

    def action_bedtime(self) -> None:
        """Start the bedtime stretches."""
        self.post_message(StartRelief("bedtime-prevention"))

    def action_start_next(self) -> None:
        """Start what the plan asks for next."""
        if self.summary.plan is not None and (following := self.summary.plan.following) is not None:
            self.post_message(
                StartRelief(following.routine, sides=following.sides, sets=following.sets, is_practice=True)
            )

    def action_decline(self) -> None:
        """Record that there are no bedtime stretches tonight."""
        if self.summary.can_decline is not None:
            self.post_message(DeclineStretches(self.summary.can_decline))

    def action_read(self) -> None:
        """Open the page about night cramps."""
        self.post_message(ShowPage("night-cramps"))
