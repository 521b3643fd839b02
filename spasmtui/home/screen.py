"""The first screen: one large way to relief, last night, this week, and what there is for tonight."""

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
from spasmtui.ui.messages import LogEpisode, ShowPage, StartRelief

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
"""Columns below which the labels move closer and the margins go."""
SHORT = 14
"""Rows below which only what matters tonight is shown."""


class HomeRows(Widget):
    """Label, sentence and key, wrapped to the width; rows that are known so far."""

    DEFAULT_CSS = """
    HomeRows { height: auto; }
    """
    glance: reactive[DiarySummary | None] = reactive(None, layout=True)
    """None until the diary has been read."""
    failure: reactive[str] = reactive("", layout=True)
    """Why the diary could not be read."""

    def render(self) -> Content:
        """All rows, the diary's first."""
        lines: list[Content] = []
        if self.failure:
            lines += [*self._row("Diary", self.failure, ""), Content("")]
        elif self.glance is not None and not self.glance.rows:
            lines += [*(Content(sentence) for sentence in FIRST_START), Content("")]
        elif self.glance is not None:
            for label, sentence in self.glance.rows:
                lines += self._row(label, sentence, "")
            lines.append(Content(""))
        else:
            lines += [Content("")] * 4
        if self.screen.size.height < SHORT:
            return Content("\n").join([*lines[:-1], *self._row(*BEDTIME)])
        return Content("\n").join([*lines, *self._row(*BEDTIME), *self._row(*READING)])

    def _row(self, label: str, sentence: str, key: str) -> list[Content]:
        margin = LABEL_WIDTH if self.size.width >= NARROW else 11
        room = max(10, self.size.width - margin - 2)
        first, *more = wrap(sanitize(sentence, one_line=True), room)
        head = Content.assemble(
            (label.ljust(margin), "$text-muted"), pad_cells(first, room), (key.rjust(2), "$text-accent")
        )
        return [head, *(Content(" " * margin + line) for line in more)]


class HomeStart(Widget):
    """The one large line: what Enter does."""

    glance: reactive[DiarySummary] = reactive(DiarySummary())

    def render(self) -> Content:
        """What starts at the left, its key at the right."""
        words = "Still open" if self.glance.open_since else "Start relief"
        where = sanitize(self.glance.open_since or self.glance.usual, one_line=True)
        room = max(0, self.content_size.width - len("Enter"))
        return Content.assemble(f"▶ {words}: {where}".ljust(room)[:room], ("Enter", "$text-accent"))


class HomeScreen(Screen[None]):
    """Enter starts relief; everything else is quiet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "relief", tooltip="Start relief for the usual place", id="home.start"),
        Binding("l", "log", "log one", tooltip="Log an episode without the timer", id="home.log"),
        Binding("b", "bedtime", "bedtime", show=False, tooltip="Start the bedtime stretches", id="home.bedtime"),
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
        return cls(clock=host.services.clock, glance=host.services.glance)

    def __init__(self, *, clock: Clock, glance: Callable[[], DiarySummary]) -> None:
        """Show the home screen.

        Args:
            clock: for the day in the first line.
            glance: reads the diary and sums it up; called in a thread, may raise `SpasmError`.
        """
        super().__init__()
        self.clock = clock
        self.read_glance = glance

    def compose(self) -> ComposeResult:
        """Title, the way to relief, rows, keys."""
        yield Static(id="home-title", markup=False)
        yield HomeStart()
        yield HomeRows()
        with Vertical(id="home-keys"):
            yield Static(id="home-modes", markup=False)
            yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read the diary again: another screen or terminal may have changed it."""
        self._show_title()
        self.run_worker(self._read, thread=True, group="glance", exclusive=True)

    def on_resize(self) -> None:
        """Use every cell of a small window."""
        self.set_class(self.size.width < NARROW or self.size.height < 18, "-small")
        self._show_title()
        modes = (" " if self.size.width < NARROW else "   ").join(ALL_MODES)
        self.query_one("#home-modes", Static).update(modes)

    def _read(self) -> None:
        try:
            glance, failure = self.read_glance(), ""
        except SpasmError as error:
            glance, failure = DiarySummary(), error.message
        self.app.call_from_thread(self._show, glance, failure)

    def _show(self, glance: DiarySummary, failure: str) -> None:
        rows = self.query_one(HomeRows)
        rows.glance, rows.failure = glance, failure
        self.query_one(HomeStart).glance = glance

    def _show_title(self) -> None:
        day = day_name(self.clock.now().date())
        self.query_one("#home-title", Static).update("spasmtui" + day.rjust(self.size.width - 10))

    def action_start(self) -> None:
        """Start relief for the usual place at once."""
        self.post_message(StartRelief())

    def action_log(self) -> None:
        """Open the form for an episode without the timer."""
        self.post_message(LogEpisode())

    def action_bedtime(self) -> None:
        """Start the bedtime stretches."""
        self.post_message(StartRelief("bedtime-prevention"))

    def action_read(self) -> None:
        """Open the page about night cramps."""
        self.post_message(ShowPage("night-cramps"))
