"""The guide's screen: the list of pages at the left, the page at the right, and a search as you type."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Input, OptionList

from spasmtui.clock import Clock
from spasmtui.errors import SpasmError
from spasmtui.guide.bookmarks import Bookmarks
from spasmtui.guide.page import Page
from spasmtui.guide.page_layout import format_page
from spasmtui.guide.repository import GuideRepository
from spasmtui.guide.routine_history import DiaryLike
from spasmtui.guide.tui.history_loader import HistoryLoader
from spasmtui.guide.tui.own_files import OwnFiles
from spasmtui.guide.tui.page_history import PageHistory
from spasmtui.guide.tui.type_ahead import TypeAhead
from spasmtui.guide.tui.widgets import (
    LINE,
    OTHER_ROOM_KINDS,
    Aside,
    Outline,
    PageList,
    PageReader,
    TitleLine,
    WordsBar,
    parse_option_id,
)
from spasmtui.shell import AppHost
from spasmtui.terminal.sanitize import shown_text
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.keys.after_keys import AfterKeys
from spasmtui.ui.messages import ShowMode, StartRelief
from spasmtui.ui.modes.line import ModeLine
from spasmtui.ui.reader import Reader

NARROW = 90
"""Columns below which the list and the page take turns."""
ROOMY = 120
"""Columns from which nearly every title has a line to itself beside the longest line of a page."""
WIDE = 140
"""Columns from which the outline is shown beside the page."""
SHORT = 16
"""Rows below which a page begins with its card: the screen's first line names the page."""


class GuideScreen(Screen[None]):
    """The list of pages and the page. Another mode opens a page with `show_page`."""

    CSS_PATH = "guide.tcss"
    AUTO_FOCUS = "PageList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", tooltip="Search all pages, as you type", id="guide.search"),
        Binding(
            "s", "search", "search", show=False, tooltip="Search all pages, also from a page", id="guide.search_all"
        ),
        Binding("t", "start", "timer", tooltip="Start the page's routine", id="guide.start"),
        Binding("escape,backspace", "back", "back", tooltip="Back to the last page, then to the list", id="guide.back"),
        Binding("o", "outline", "outline", tooltip="Headings of the page", id="guide.outline"),
        Binding(
            "B",
            "bookmark",
            "bookmark",
            show=False,
            tooltip="Bookmark the page, or remove the bookmark",
            id="guide.mark",
        ),
        Binding("left,h", "to_list", "list", show=False, tooltip="To the list of pages", id="guide.list"),
    ]

    @classmethod
    def create(cls, host: AppHost) -> Self:
        """Build the mode's screen from the app."""
        services = host.services
        return cls(
            content=services.content, diary=services.diary, clock=services.clock, state=services.state,
            config=services.config, is_ascii=host.options.is_ascii,
        )  # fmt: skip

    def __init__(
        self,
        *,
        content: Path,
        diary: DiaryLike,
        clock: Clock,
        state: Path | None = None,
        config: Path | None = None,
        is_ascii: bool = False,
    ) -> None:
        """Create the screen.

        Args:
            content: the shipped content.
            diary: read in a thread for the history of a page's routines.
            clock: for the day that a page's review date is compared with.
            state: the folder of the bookmarks; None keeps them until the program ends.
            config: the folder of the person's own notes, in `guide/ID.md`.
            is_ascii: draw with ASCII characters only.
        """
        super().__init__()
        self.clock = clock
        self.is_ascii = is_ascii
        self.repository = GuideRepository(content, config)
        self._own = OwnFiles(
            self, self.repository, Bookmarks(state),
            show_bookmarks=self._show_bookmarks, show_notes=self._render_again, warn=self._warn,
        )  # fmt: skip
        self.shown_page: Page | None = None
        self.after_keys = AfterKeys(self, self._preview)
        self.type_ahead = TypeAhead(self, self.repository, self._fill_list)
        self._history = PageHistory()
        self._routine_history = HistoryLoader(self, diary, self._render_again)

    def compose(self) -> ComposeResult:
        """Yield the title; the list, the page and its outline; the words bar; the key bar."""
        yield TitleLine(is_ascii=self.is_ascii)
        with Horizontal(id="guide-panes"):
            yield PageList(id="guide-list")
            yield PageReader(id="guide-page", is_ascii=self.is_ascii)
            yield Aside()
        yield WordsBar()
        yield ModeLine("guide")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list, and build the search index in a thread after the first refresh."""
        self._own.read_bookmarks()
        self._fill_list()
        if self.shown_page is not None:
            self.show_page(self.shown_page.entry.id)
        self._show_title()
        self.call_after_refresh(self.run_worker, self._build_index, thread=True, group="index")

    def _build_index(self) -> None:
        try:
            self.repository.build_index()
        except SpasmError as error:
            self.app.call_from_thread(self._warn, error)
        else:
            self.app.call_from_thread(self.type_ahead.search)

    def _warn(self, error: SpasmError) -> None:
        self.notify(shown_text(error.message), severity="warning", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Show one, two or three panes by the width."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width >= ROOMY, "-roomy")
        self.set_class(event.size.width >= WIDE, "-wide")
        self._show_title()

    def show_page(
        self, page_id: str, line: int = 0, *, returns_to: str | None = None, headings: tuple[str, ...] = ()
    ) -> None:
        """Open a page and focus it; an unknown id shows a notification and changes nothing.

        Args:
            page_id: the page.
            line: the line of the layout to scroll to.
            returns_to: the mode that asked for the page and that Esc on it leads back to; None is no such mode.
            headings: the first of these that the page has is scrolled to.
        """
        if returns_to is not None:
            self._history.set_return(page_id, returns_to)
        if self.shown_page is not None and self.shown_page.entry.id != page_id and self.has_class("-reading"):
            self._history.push(self.shown_page.entry.id, round(self.query_one(Reader).scroll_y))
        self._open(page_id, line)
        if self.shown_page is not None and self.is_mounted:
            self.add_class("-reading")
            self.set_focus(self.query_one(Reader))
            self.query_one(PageList).highlight_page(self.shown_page.entry.id)
            self._show_title()
            if headings:
                self.query_one(Reader).go_to_heading(headings)

    def _open(self, page_id: str, line: int = 0) -> None:
        try:
            self.shown_page = self.repository.page(page_id)
        except SpasmError as error:
            self._warn(error)
            return
        if not self.is_mounted:
            return
        self._own.read_notes(self.shown_page.entry.id)
        self._render_page()
        if line:
            self.call_after_refresh(self.query_one(Reader).go_to_line, line)
        self._routine_history.refresh(self.shown_page.entry)

    def on_screen_resume(self) -> None:
        """Read the diary again: relief may have been used since."""
        if self.shown_page is not None:
            self._routine_history.refresh(self.shown_page.entry)

    def _render_page(self, *, keeps_place: bool = False) -> None:
        page = self.shown_page
        if page is None:
            return
        context = self.repository.page_context(
            page, notes=self._own.notes(page.entry.id), history=self._routine_history.sentence(page.entry.id),
            today=self.clock.now().date(), is_short=self.size.height < SHORT,
        )  # fmt: skip
        reader = self.query_one(Reader)
        reader.show(format_page(page, context), page.links, keeps_place=keeps_place)
        self._show_title()
        self.refresh_bindings()
        self.call_after_refresh(self._show_aside)

    def _render_again(self, page_id: str) -> None:
        if self.shown_page is not None and self.shown_page.entry.id == page_id:
            self._render_page(keeps_place=True)

    def _show_title(self) -> None:
        entry = self.shown_page.entry if self.shown_page is not None and self._is_page_visible else None
        is_bookmarked = entry is not None and entry.id in self._own.bookmarked
        self.query_one(TitleLine).show(entry, self.size.width, is_bookmarked=is_bookmarked)

    def _show_aside(self) -> None:
        self.query_one(Aside).show(self.query_one(Reader).headings)

    def _fill_list(self, highlighted: str | None = None) -> None:
        try:
            self.query_one(PageList).show_pages(self.repository.library, self._own.bookmarked, highlighted)
        except SpasmError as error:
            self._warn(error)

    def _close_words(self) -> None:
        if self.type_ahead.close():
            self._fill_list(self.shown_page.entry.id if self.shown_page else None)

    @on(OptionList.OptionHighlighted)
    def _follow_keys(self) -> None:
        self.after_keys.start()

    def _preview(self) -> None:
        """Show the page under the cursor while the list is focused."""
        option = self.query_one(PageList).highlighted_option
        kind, page_id = parse_option_id(option.id if option is not None else None)
        is_new = self.shown_page is None or self.shown_page.entry.id != page_id
        if kind == "page" and page_id and is_new and not self.has_class("-reading"):
            self._open(page_id)

    @on(OptionList.OptionSelected)
    def _select(self, event: OptionList.OptionSelected) -> None:
        """Open the selected page here, or the selected routine or the drink in its own mode."""
        kind, target = parse_option_id(event.option_id)
        if kind in OTHER_ROOM_KINDS:
            self.post_message(StartRelief(target) if kind == "routine" else ShowMode("drink"))
            return
        self._close_words()
        self.show_page(target)

    def on_click(self, event: events.Click) -> None:
        """Go to the heading under the mouse, in the outline beside the page."""
        if (line := event.style.meta.get(LINE)) is not None:
            self.add_class("-reading")
            self.query_one(Reader).focus()
            self.query_one(Reader).go_to_line(line)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Read the page, or choose another, where a click has gone into one or the other."""
        if isinstance(event.widget, Reader) and self.shown_page is not None:
            self.after_keys.finish()
            self.add_class("-reading")
        elif isinstance(event.widget, PageList) and self.has_class("-reading"):
            self.action_to_list()

    @on(Reader.Followed)
    def _follow(self, event: Reader.Followed) -> None:
        """Open the page that a link leads to."""
        self.show_page(event.target)

    def action_search(self, words: str = "") -> None:
        """Search all pages as words are typed, beginning with these."""
        self.remove_class("-reading")
        self.type_ahead.open(words, is_finding=False)
        self._show_title()

    def action_find(self) -> None:
        """Find on the page as words are typed."""
        self.type_ahead.open(is_finding=True)

    @on(Input.Changed, "#guide-input")
    def _update_words(self, event: Input.Changed) -> None:
        self.type_ahead.update(event.value)

    @on(Reader.Moved)
    def _show_count(self, event: Reader.Moved) -> None:
        self.type_ahead.show_count(event.number, event.count)

    @on(Input.Submitted, "#guide-input")
    def _accept_words(self) -> None:
        self.type_ahead.accept()

    def action_into_hits(self) -> None:
        """Move the focus from the words bar to the results."""
        self.type_ahead.target.focus()

    def action_find_hit(self, steps: int) -> None:
        """Go to another hit on the page while its words are being typed."""
        self.query_one(Reader).go_to_hit(steps)

    def action_end_find(self) -> None:
        """Move the focus from the words bar to the page, at the hit that is shown."""
        self.type_ahead.target.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the actions that apply now."""
        page = self.shown_page if self._is_page_visible else None
        if action == "start":
            return page is not None and (self.after_keys.is_waiting or bool(page.entry.routines))
        if action in ("outline", "bookmark"):
            return page is not None
        if action == "search":
            return not self._is_typing
        if action in ("find_hit", "end_find"):
            return self.type_ahead.is_finding
        if action == "into_hits":
            return not self.type_ahead.is_finding
        if action == "back":
            return self.has_class("-reading") or self._is_typing
        if action == "to_list":
            return self.has_class("-reading")
        return super().check_action(action, parameters)

    @property
    def is_opening(self) -> bool:
        """True while the page of a search waits for the index."""
        return self.type_ahead.is_accepted_early

    @property
    def _is_typing(self) -> bool:
        return self.is_mounted and self.type_ahead.is_open

    @property
    def _is_page_visible(self) -> bool:
        return self.has_class("-reading") or not self.has_class("-narrow")

    def action_start(self) -> None:
        """Start the page's routine, if it has one."""
        self.after_keys.finish()
        if self.shown_page is not None and (routines := self.shown_page.entry.routines):
            self.post_message(StartRelief(routines[0]))

    def action_outline(self) -> None:
        """Open the outline and scroll to the chosen heading."""
        self.after_keys.finish()
        reader = self.query_one(Reader)

        def go(line: int | None) -> None:
            if line is not None:
                self.add_class("-reading")
                reader.focus()
                reader.go_to_line(line)

        if headings := reader.headings:  # none yet when the key was typed before the page was laid out
            self.app.push_screen(Outline(headings), go)

    def action_bookmark(self) -> None:
        """Add or remove the page's bookmark."""
        self.after_keys.finish()
        if self.shown_page is not None:
            self._own.toggle_bookmark(self.shown_page.entry.id)

    def _show_bookmarks(self) -> None:
        if self.is_mounted and not self.type_ahead.is_open:
            self._fill_list(self.shown_page.entry.id if self.shown_page else None)
            self._show_title()

    def action_back(self) -> None:
        """Close the words bar, else return to the mode that asked for the page, the page before, or the list."""
        if self.type_ahead.is_open:
            target = self.type_ahead.target
            self._close_words()
            target.focus()
        elif mode := self._history.take_return(self.shown_page.entry.id if self.shown_page else None):
            self.post_message(ShowMode(mode))
        elif (visited := self._history.pop()) is not None:
            self._open(*visited)
            self.query_one(PageList).highlight_page(visited[0])
        else:
            self.action_to_list()
        self.refresh_bindings()

    def action_to_list(self) -> None:
        """Focus the list of pages."""
        self._history.clear()
        self.remove_class("-reading")
        self.query_one(PageList).focus()
        self._show_title()
        self.refresh_bindings()
