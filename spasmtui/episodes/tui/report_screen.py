"""The preview of the physiotherapist's sheet, exactly as it would be shared."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.report.data import build_report
from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.names import load_names, read_questions
from spasmtui.episodes.report.narrow_text import fit_to_window
from spasmtui.episodes.report.sheet import compose_sheet
from spasmtui.errors import SpasmError
from spasmtui.shared.key_names import with_keys
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.disk.errands import ask_disk, errands_of
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from spasmtui.clock import Clock
    from spasmtui.episodes.report.sheet import Sheet
    from spasmtui.episodes.tui.log_data import LogData

PERIODS_WEEKS = (4, 12, 26, 52)
"""The periods that the sheet can cover."""
UNREAD = "The disk has not told your own questions yet: they are missing here."
SHEET_COLUMNS = 80
"""The width of the sheet, whatever the window."""


class ReportScreen(DismissOnce, Screen[None]):
    """The output of `spasmtui report` for the same period, and a key that writes the printable form."""

    only_shows = True
    CSS_PATH = "episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "period", "period", tooltip="4, 12, 26 or 52 weeks", id="report.period"),
        Binding("o", "omit", "notes on/off", tooltip="Leave the notes out, or include them", id="report.omit"),
        Binding("s", "save", "save to print", tooltip="Write the sheet as HTML into this folder", id="report.save"),
        Binding("down,j", "scroll(0,1)", "down", show=False, tooltip="Down", id="report.down"),
        Binding("up,k", "scroll(0,-1)", "up", show=False, tooltip="Up", id="report.up"),
        Binding("right,l", "scroll(8,0)", "right", show=False, tooltip="To the right", id="report.right"),
        Binding("left,h", "scroll(-8,0)", "left", show=False, tooltip="To the left", id="report.left"),
        Binding("pagedown,space", "page(1)", "page", show=False, tooltip="A page down", id="report.page-down"),
        Binding("pageup,b", "page(-1)", "page up", show=False, tooltip="A page up", id="report.page-up"),
        Binding("escape,r", "dismiss(None)", "back", tooltip="Back to the log", id="report.back"),
    ]

    def __init__(self, *, read: LogData, clock: Clock, content: Path, config: Path) -> None:
        super().__init__()
        self.read = read
        self.clock = clock
        self.content_folder = content
        self.config = config
        self.weeks = PERIODS_WEEKS[0]
        self.omits_notes = False
        self._questions: tuple[str, ...] | SpasmError | None = None
        """The person's own questions, or why they cannot be read; None while they are being read."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the sheet and the keys."""
        yield Static(id="title")
        with ScrollableContainer(id="page", can_focus=False):
            yield Static(id="sheet")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the person's own questions; the sheet has them as soon as they are known."""
        ask_disk(self, self._read_questions, self._take_questions)

    def _read_questions(self) -> tuple[str, ...] | SpasmError:
        try:
            return read_questions(self.config, ())
        except SpasmError as error:
            return error

    def _take_questions(self, questions: tuple[str, ...] | SpasmError) -> None:
        self._questions = questions
        if self.is_mounted:
            self._show()

    def on_resize(self) -> None:
        """Show the sheet, and a hint where its right side is cut off."""
        left = int(self.size.width > SHEET_COLUMNS + 1)
        self.query_one("#sheet", Static).styles.margin = (0, 0, 0, left)
        self.query_one("#title", Static).styles.padding = (0, 0, 0, left)
        self._show()

    def _sheet(self, today: date) -> Sheet:
        """Return the sheet.

        Raises:
            DataError: the person's own questions cannot be read.
        """
        if isinstance(self._questions, SpasmError):
            raise self._questions
        made = build_report(
            self.read.episodes,
            self.read.days,
            self.read.practices,
            since=today - timedelta(days=7 * self.weeks - 1),
            until=today,
            made_on=today,
            questions=self._questions or (),
            omits_notes=self.omits_notes,
        )
        return compose_sheet(made, load_names(made, self.content_folder))

    def _show(self) -> None:
        notes = "without notes" if self.omits_notes else "with notes"
        # In a window that is too narrow, the title has no room for more than how to see the right side of tables.
        is_cut = self.size.width < SHEET_COLUMNS
        title = f"{self.weeks} weeks · {notes}"
        title = (
            f"{title} · {with_keys('{→:report.right} for the tables')}" if is_cut else f"What would be shared · {title}"
        )
        self.query_one("#title", Static).update(Content(title))
        try:
            text = render_sheet(self._sheet(self.clock.now().date()), "text").decode()
            text = fit_to_window(text, self.size.width) if is_cut else text
            if self._questions is None:
                text = f"{UNREAD}\n\n{text}"
        except SpasmError as error:
            text = error.message
        self.query_one("#sheet", Static).update(as_content(text))

    def action_period(self) -> None:
        """Choose the next longer period, after the longest the shortest."""
        self.weeks = PERIODS_WEEKS[(PERIODS_WEEKS.index(self.weeks) + 1) % len(PERIODS_WEEKS)]
        self._show()

    def action_omit(self) -> None:
        """Leave the notes out, or include them again."""
        self.omits_notes = not self.omits_notes
        self._show()

    def action_save(self) -> None:
        """Write the printable sheet into the current folder, without overwriting a file."""
        today = self.clock.now().date()

        def write() -> str:
            path = Path(f"spasmtui-report-{today}.html").absolute()
            try:
                data = render_sheet(self._sheet(today), "html")
                with path.open("xb") as file:
                    file.write(data)
            except FileExistsError:
                return f"{path} already exists; nothing was overwritten."
            except (OSError, SpasmError) as error:
                return f"Not written: {error}"
            return f"Written: {path}"

        errands_of(self.app).add(write, lambda message: self.app.notify(shown_text(message), markup=False))

    def action_scroll(self, columns: int, lines: int) -> None:
        """Scroll by columns and lines."""
        self.query_one("#page").scroll_relative(x=columns, y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by a number of windows."""
        page = self.query_one("#page")
        page.scroll_relative(y=pages * max(1, page.size.height - 2), animate=False)
