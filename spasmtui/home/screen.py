"""Show the first screen: start relief, last night, this week, and suggestions for tonight."""

from collections.abc import Callable
from typing import ClassVar, Self

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from spasmtui.clock import Clock
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import day_name
from spasmtui.shared.text_wrap import pad_cells, wrap
from spasmtui.shell import AppHost
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.diary_summary import DiarySummary
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import ChooseValues, LogEpisode, ShowPage, StartRelief

FIRST_START = (
    "Nothing to set up.",
    "Enter starts relief for a calf cramp.",
    "Your diary stays on this machine.",
)
BEDTIME = ("Tonight", "Bedtime stretches, 3½ min", "b")
READING = ("Read", "Night cramps: what helped people in trials", "r")
ALL_MODES = ("1 Home", "2 Relief", "3 Log", "4 Guide", "5 Drink")
LABEL_WIDTH = 15
NARROW = 60
"""Columns below which the labels are closer and the margins are gone."""
SHORT = 14
"""Rows below which the suggestions except the one for tonight are hidden."""


class HomeRows(Widget):
    """Rows of label, sentence and key, wrapped to the width."""

    DEFAULT_CSS = """
    HomeRows { height: auto; }
    """
    summary: reactive[DiarySummary | None] = reactive(None, layout=True)
    """None until the diary has been read."""
    failure: reactive[str] = reactive("", layout=True)
    """The reason why the diary could not be read, if it could not."""

    @property
    def notice_names(self) -> tuple[str, ...]:
        """The names of the notice that is shown; none without one."""
        return () if self.failure or self.summary is None else self.summary.notice_names

    def render(self) -> Content:
        """Return all rows, the diary's first."""
        lines: list[Content] = []
        if self.failure:
            lines += [*self._row("Diary", self.failure, ""), Content("")]
        elif self.summary is not None and not self.summary.rows:
            lines += [*(Content(sentence) for sentence in FIRST_START), *self._notice(), Content("")]
        elif self.summary is not None:
            for label, sentence in self.summary.rows:
                lines += self._row(label, sentence, "")
            lines += [*self._notice(), Content("")]
        else:
            lines += [Content("")] * 4
        if self.screen.size.height < SHORT:
            return Content("\n").join([*lines[:-1], *self._row(*BEDTIME)])
        return Content("\n").join([*lines, *self._row(*BEDTIME), *self._row(*READING)])

    def _notice(self) -> list[Content]:
        notice = "" if self.summary is None else self.summary.notice
        return self._row("Devices", notice, "v") if notice else []

    def _row(self, label: str, sentence: str, key: str) -> list[Content]:
        margin = LABEL_WIDTH if self.size.width >= NARROW else 11
        room = max(10, self.size.width - margin - 2)
        first, *more = wrap(sanitize(sentence, one_line=True), room)
        head = Content.assemble(
            (label.ljust(margin), "$text-muted"), pad_cells(first, room), (key.rjust(2), "$text-accent")
        )
        return [head, *(Content(" " * margin + line) for line in more)]


class HomeStart(Widget):
    """The large line for the action of Enter."""

    summary: reactive[DiarySummary] = reactive(DiarySummary())

    def render(self) -> Content:
        """Return the action at the left and its key at the right."""
        words = "Still open" if self.summary.open_since else "Start relief"
        where = sanitize(self.summary.open_since or self.summary.usual, one_line=True)
        room = max(0, self.content_size.width - len("Enter"))
        return Content.assemble(f"▶ {words}: {where}".ljust(room)[:room], ("Enter", "$text-accent"))


class HomeScreen(Screen[None]):
    """The home mode: Enter starts relief."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "relief", tooltip="Start relief for the usual place", id="home.start"),
        Binding("l", "log", "log one", tooltip="Log an episode without the timer", id="home.log"),
        Binding("b", "bedtime", "bedtime", show=False, tooltip="Start the bedtime stretches", id="home.bedtime"),
        Binding("v", "choose", "choose", show=False, tooltip="Choose between two devices' values", id="home.choose"),
        Binding("r", "read", "read", show=False, tooltip="Read about night cramps", id="home.read"),
    ]
    CSS = """
    HomeScreen {
        #home-title { height: 1; padding: 0 1; color: $text-muted; }
        overflow: hidden;
        HomeStart { margin: 1 3; padding: 1 2; background: $surface; text-style: bold; height: 3; }
        HomeRows { margin: 0 3; }
        #home-keys { dock: bottom; height: 2; }
        #home-modes { padding: 0 1; color: $text-muted; }
        &.-small {
            HomeStart { margin: 0 1; padding: 0 1; height: 1; }
            HomeRows { margin: 0 1; }
        }
    }
    """

    @classmethod
    def create(cls, host: AppHost) -> Self:
        """Build the mode's screen from the app."""
        services = host.services
        return cls(clock=services.clock, read_summary=services.summarize_diary, note_shown=services.note_shown)

    def __init__(
        self,
        *,
        clock: Clock,
        read_summary: Callable[[], DiarySummary],
        note_shown: Callable[[tuple[str, ...]], None] = lambda _: None,
    ) -> None:
        """Show the home screen.

        Args:
            clock: gives the day of the title.
            read_summary: reads the diary and sums it up; called on a thread, may raise `SpasmError`.
            note_shown: remembers a notice as shown, by its names; called on a thread.
        """
        super().__init__()
        self.note_shown = note_shown
        self._noted: tuple[str, ...] = ()
        self.clock = clock
        self.read_summary = read_summary

    def compose(self) -> ComposeResult:
        """Yield the title, the large line, the rows and the keys."""
        yield Static(id="home-title", markup=False)
        yield HomeStart()
        yield HomeRows()
        with Vertical(id="home-keys"):
            yield Static(id="home-modes", markup=False)
            yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the diary again: another screen or terminal may have changed it."""
        self._show_title()
        self.run_worker(self._read, thread=True, group="summary", exclusive=True)

    def on_resize(self) -> None:
        """Use every cell of a small window."""
        self.set_class(self.size.width < NARROW or self.size.height < 18, "-small")
        self._show_title()
        modes = (" " if self.size.width < NARROW else "   ").join(ALL_MODES)
        self.query_one("#home-modes", Static).update(modes)

    def _read(self) -> None:
        try:
            summary, failure = self.read_summary(), ""
        except SpasmError as error:
            summary, failure = DiarySummary(), error.message
        self.app.call_from_thread(self._show, summary, failure)

    def on_key(self) -> None:
        """Remember the notice as shown: a dialog may have covered it until now, when a key is pressed here."""
        names = self.query_one(HomeRows).notice_names
        if names and names != self._noted:
            self._noted = names
            self.run_worker(lambda: self.note_shown(names), thread=True, group="note")

    def _show(self, summary: DiarySummary, failure: str) -> None:
        rows = self.query_one(HomeRows)
        rows.summary, rows.failure = summary, failure
        self.query_one(HomeStart).summary = summary

    def _show_title(self) -> None:
        day = day_name(self.clock.now().date())
        self.query_one("#home-title", Static).update("spasmtui" + day.rjust(self.size.width - 10))

    def action_start(self) -> None:
        """Start relief for the usual place at once."""
        self.post_message(StartRelief())

    def action_log(self) -> None:
        """Open the form for an episode without the timer."""
        self.post_message(LogEpisode())

    def action_choose(self) -> None:
        """Choose between the values of two devices."""
        self.post_message(ChooseValues())

    def action_bedtime(self) -> None:
        """Start the bedtime stretches."""
        self.post_message(StartRelief("bedtime-prevention"))

    def action_read(self) -> None:
        """Open the page about night cramps."""
        self.post_message(ShowPage("night-cramps"))
