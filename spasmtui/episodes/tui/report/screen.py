"""The preview of the physiotherapist's sheet, exactly as it would be shared."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.narrow_text import fit_to_window
from spasmtui.episodes.report.questions import read_questions
from spasmtui.episodes.report.request import SheetRequest, Sources, make_contents, sources_of
from spasmtui.episodes.tui.report.questions_dialog import QuestionsDialog
from spasmtui.errors import SpasmError
from spasmtui.shared.formats import many
from spasmtui.shared.key_names import with_keys
from spasmtui.terminal.sanitize import as_content, shown_text
from spasmtui.ui.disk.errands import ask_disk, errands_of
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.key_bar import KeyBar

if TYPE_CHECKING:
    from spasmtui.clock import Clock
    from spasmtui.episodes.report.sheet import SheetContents
    from spasmtui.episodes.tui.log_data import LogData

PERIODS_WEEKS = (4, 12, 26, 52)
"""The periods that the sheet can cover."""
UNREAD = "The disk has not told your own questions, plan and settings yet: they are missing here."
SHEET_COLUMNS = 80
"""The width of the sheet, whatever the window."""


class ReportScreen(DismissOnce, Screen[None]):
    """The output of `spasmtui report` for the same period, and a key that writes the printable form."""

    only_shows = True
    CSS_PATH = "../episodes.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "period", "period", tooltip="4, 12, 26 or 52 weeks", id="report.period"),
        Binding("o", "omit", "notes on/off", tooltip="Leave the notes out, or include them", id="report.omit"),
        Binding("t", "pages", "pages", tooltip="One page, or two with what one leaves out", id="report.pages"),
        Binding("a", "ask", "questions", tooltip="Your own questions on the sheet", id="report.questions"),
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
        self.most_pages = 1
        self._own: tuple[tuple[str, ...], Sources] | SpasmError | None = None
        """The person's own questions and what else is theirs, or why it cannot be read; None while it is being read."""

    def compose(self) -> ComposeResult:
        """Lay out the title, the sheet and the keys."""
        yield Static(id="title")
        with ScrollableContainer(id="page", can_focus=False):
            yield Static(id="sheet")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read what the person has set; the sheet has it as soon as it is known."""
        self._read()

    def _read(self) -> None:
        services, config = getattr(self.app, "services", None), self.config
        since = self.clock.now().date() - timedelta(days=7 * PERIODS_WEEKS[-1])

        def read() -> tuple[tuple[str, ...], Sources] | SpasmError:
            try:
                known = Sources(content=self.content_folder) if services is None else sources_of(services, since)
                return read_questions(config), known
            except SpasmError as error:
                return error

        ask_disk(self, read, self._take)

    def _take(self, own: tuple[tuple[str, ...], Sources] | SpasmError) -> None:
        self._own = own
        if self.is_mounted:
            self._show()

    def on_resize(self) -> None:
        """Show the sheet, and a hint where its right side is cut off."""
        left = int(self.size.width > SHEET_COLUMNS + 1)
        self.query_one("#sheet", Static).styles.margin = (0, 0, 0, left)
        self.query_one("#title", Static).styles.padding = (0, 0, 0, left)
        self._show()

    def _contents(self) -> SheetContents:
        """Return all that the sheet can say.

        Raises:
            DataError: the person's own questions cannot be read.
        """
        if isinstance(self._own, SpasmError):
            raise self._own
        questions, sources = self._own or ((), Sources(content=self.content_folder))
        today = self.clock.now().date()
        request = SheetRequest(
            since=today - timedelta(days=7 * self.weeks - 1),
            until=today,
            today=today,
            questions=questions,
            omits_notes=self.omits_notes,
            most_pages=self.most_pages,
        )
        records = self.read.episodes, self.read.days, self.read.practices
        return make_contents(records, request, sources, self.read.names)

    def _show(self) -> None:
        notes = "without notes" if self.omits_notes else "with notes"
        # In a window that is too narrow, the title has no room for more than how to see the right side of tables.
        is_cut = self.size.width < SHEET_COLUMNS
        pages = "" if self.most_pages == 1 else f" · {many(self.most_pages, 'page')}"
        title = f"{self.weeks} weeks · {notes}{pages}"
        title = (
            title + ("" if pages else with_keys(" · {→:report.right} for the tables"))
            if is_cut
            else f"What would be shared · {title}"
        )
        self.query_one("#title", Static).update(Content(title))
        try:
            text = render_sheet(self._contents(), "text").decode()
            text = fit_to_window(text, self.size.width) if is_cut else text
            if self._own is None:
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

    def action_pages(self) -> None:
        """Have a second page for what one leaves out, or one page alone."""
        self.most_pages = 3 - self.most_pages
        self._show()

    def action_ask(self) -> None:
        """List the person's own questions, to write one or take one out."""
        self.app.push_screen(QuestionsDialog(self.config), lambda _changed: self._read())

    def action_save(self) -> None:
        """Write the printable sheet into the current folder, without overwriting a file."""
        today = self.clock.now().date()

        def write() -> str:
            path = Path(f"spasmtui-report-{today}.html").absolute()
            try:
                data = render_sheet(self._contents(), "html")
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
