"""The guide in the app: pages by group at the left, the page at the right, found as you type."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Self

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from spasmtui.clock import Clock
from spasmtui.errors import SpasmError
from spasmtui.guide.bookmarks import Bookmarks
from spasmtui.guide.page import Page
from spasmtui.guide.page_layout import typeset
from spasmtui.guide.repository import GuideRepository
from spasmtui.guide.routine_history import DiaryLike, record_of
from spasmtui.guide.tui.widgets import ELSEWHERE, Outline, PageList, PageReader, WordsBar, target_of
from spasmtui.shell import AppHost
from spasmtui.terminal.sanitize import sanitize
from spasmtui.ui.key_bar import KeyBar
from spasmtui.ui.messages import ShowMode, StartRelief
from spasmtui.ui.reader import Reader

NARROW = 90
"""Columns below which the list and the page take turns."""
WIDE = 140
"""Columns from which the outline stands beside the page."""
SHORT = 16
"""Rows below which a page begins with its card, since the first line names it."""
HITS = 20
"""Results shown at most."""


class GuideScreen(Screen[None]):
    """The list and the page. `show_page` opens a page from outside."""

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
            "B", "bookmark", "bookmark", show=False, tooltip="Mark the page, or take the mark away", id="guide.mark"
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
        """Show the guide.

        Args:
            content: the shipped content.
            diary: asked, in a thread, what it says about a page's routines.
            clock: for the day a page's review is compared with.
            state: where bookmarks are kept; None keeps them until the program ends.
            config: where the person's own notes are, in `guide/ID.md`.
            is_ascii: no character beyond ASCII for lines and marks.
        """
        super().__init__()
        self.diary, self.clock = diary, clock
        self.is_ascii = is_ascii
        self.bookcase = GuideRepository(content, config)
        self.bookmarks = Bookmarks(state)
        self.shown_page: Page | None = None
        self._records: dict[str, str] = {}
        self._past: list[tuple[str, int]] = []
        self._way_back = ("", "")

    def compose(self) -> ComposeResult:
        """Where you are; the list, the page and its outline; the line for words; the keys."""
        yield Static(id="guide-title", markup=False)
        with Horizontal():
            yield PageList(id="guide-list")
            yield PageReader(id="guide-page", is_ascii=self.is_ascii)
            yield Static(id="guide-aside", markup=False)
        yield WordsBar()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list; the index is built once the screen stands."""
        self._fill_list()
        if self.shown_page is not None:
            self.show_page(self.shown_page.entry.id)
        self._show_title()
        self.call_after_refresh(self.run_worker, self._build_index, thread=True, group="index")

    def _build_index(self) -> None:
        try:
            self.bookcase.build_index()
        except SpasmError as error:
            self.app.call_from_thread(self._say, error)
        else:
            self.app.call_from_thread(self._search_typed)

    def _say(self, error: SpasmError) -> None:
        self.notify(sanitize(error.message), severity="warning", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Choose one, two or three panes."""
        self.set_class(event.size.width < NARROW, "-narrow")
        self.set_class(event.size.width >= WIDE, "-wide")
        self._show_title()

    def show_page(self, page_id: str, line: int = 0, *, returns_to: str | None = None) -> None:
        """Open a page and put the keys on it; an unknown id is said.

        Args:
            page_id: the page.
            line: where on it.
            returns_to: the mode that asked for it and that Esc on it leads back to; None changes no way back.
        """
        if returns_to is not None:
            self._way_back = (page_id, returns_to)
        if self.shown_page is not None and self.shown_page.entry.id != page_id and self.has_class("-reading"):
            self._past.append((self.shown_page.entry.id, round(self.query_one(Reader).scroll_y)))
        self._open(page_id, line)
        if self.shown_page is not None and self.is_mounted:
            self.add_class("-reading")
            self.set_focus(self.query_one(Reader))
            self.query_one(PageList).choose(self.shown_page.entry.id)
            self._show_title()

    def _open(self, page_id: str, line: int = 0) -> None:
        try:
            self.shown_page = self.bookcase.page(page_id)
        except SpasmError as error:
            self._say(error)
            return
        if not self.is_mounted:
            return
        self._render_page()
        if line:
            self.call_after_refresh(self.query_one(Reader).go_to_line, line)
        self._ask_diary()

    def _ask_diary(self) -> None:
        if self.shown_page is not None and self.shown_page.entry.routines:
            self.run_worker(self._read_record, thread=True, group="record", exclusive=True)

    def on_screen_resume(self) -> None:
        """Ask the diary again: relief may have been used since."""
        self._ask_diary()

    def _render_page(self, *, keeps_place: bool = False) -> None:
        page = self.shown_page
        if page is None:
            return
        setting = self.bookcase.setting(
            page,
            record=self._records.get(page.entry.id, ""),
            today=self.clock.now().date(),
            is_short=self.size.height < SHORT,
        )
        reader = self.query_one(Reader)
        reader.show(typeset(page, setting), page.links, keeps_place=keeps_place)
        self._show_title()
        self.refresh_bindings()
        self.call_after_refresh(self._show_aside)

    def _read_record(self) -> None:
        page = self.shown_page
        if page is None:
            return
        try:
            record = record_of(page.entry.routines, self.diary.episodes(), self.diary.practices())
        except SpasmError:
            return
        self.app.call_from_thread(self._take_record, page.entry.id, record.sentence)

    def _take_record(self, page_id: str, sentence: str) -> None:
        is_news = self._records.get(page_id, "") != sentence
        self._records[page_id] = sentence
        if is_news and self.shown_page is not None and self.shown_page.entry.id == page_id:
            self._render_page(keeps_place=True)

    def _show_title(self) -> None:
        title = self.query_one("#guide-title", Static)
        page = self.shown_page
        if page is None or not self._is_page_in_sight:
            title.update(Content("Guide"))
            return
        mark = ("*" if self.is_ascii else "★") if page.entry.id in self.bookmarks.ids else ""
        words = f"Guide · {page.entry.group.heading} · {page.entry.title}"
        title.update(Content(words + mark.rjust(max(2, self.size.width - len(words) - 3))))

    def _show_aside(self) -> None:
        headings = self.query_one(Reader).headings
        lines = [Content.styled("On this page", "$accent"), *(Content(words) for words, _line in headings)]
        self.query_one("#guide-aside", Static).update(Content("\n").join(lines))

    def _fill_list(self, chosen: str | None = None) -> None:
        try:
            self.query_one(PageList).show_pages(self.bookcase.library, self.bookmarks.ids, chosen)
        except SpasmError as error:
            self._say(error)

    @on(OptionList.OptionHighlighted)
    def _preview(self, event: OptionList.OptionHighlighted) -> None:
        """Show the page under the cursor while the list has the keys."""
        kind, page_id = target_of(event.option_id)
        is_new = self.shown_page is None or self.shown_page.entry.id != page_id
        if kind == "page" and is_new and not self.has_class("-reading"):
            self._open(page_id)

    @on(OptionList.OptionSelected)
    def _select(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen: a page here, a routine or the drink in its own room."""
        kind, target = target_of(event.option_id)
        if kind in ELSEWHERE:
            self.post_message(StartRelief(target) if kind == "routine" else ShowMode("drink"))
            return
        self._close_words()
        self.show_page(target)

    @on(Reader.Followed)
    def _follow(self, event: Reader.Followed) -> None:
        """Open the page a link leads to."""
        self.show_page(event.target)

    def action_search(self) -> None:
        """Search all pages."""
        self._type_words(is_finding=False)

    def action_find(self) -> None:
        """Find on the page."""
        self._type_words(is_finding=True)

    def _type_words(self, *, is_finding: bool) -> None:
        if not is_finding:
            self.remove_class("-reading")
        self._words.open(is_finding=is_finding)
        self._show_title()

    @property
    def _words(self) -> WordsBar:
        return self.query_one(WordsBar)

    @on(Input.Changed, "#guide-input")
    def _words_changed(self, event: Input.Changed) -> None:
        """Find as the words are typed."""
        if self._words.is_finding:
            self.query_one(Reader).find(event.value)
        else:
            self._search_typed()

    def _search_typed(self) -> None:
        """Show what the typed words find; nothing yet while the index is being built."""
        bar, index = self._words, self.bookcase.index
        if not bar.is_open or bar.is_finding or index is None:
            return
        if bar.words:
            self.query_one(PageList).show_hits(index.search(bar.words, HITS))
        else:
            self._fill_list()

    @on(Reader.Moved)
    def _count_hits(self, event: Reader.Moved) -> None:
        """Say which hit of how many is shown."""
        found = f"{event.number} of {event.count}" if event.count else "not on this page"
        self._words.say(found if self._words.words else "")

    @on(Input.Submitted, "#guide-input")
    def _words_done(self) -> None:
        """Enter opens the best hit, or leaves the reader at the first place found."""
        if self._words.is_finding:
            self.query_one(Reader).focus()
        else:
            self.query_one(PageList).action_select()

    def action_into_hits(self) -> None:
        """From the words to what was found."""
        if self._words.is_finding:
            self.query_one(Reader).focus()
        else:
            self.query_one(PageList).focus()

    def _close_words(self) -> None:
        bar = self._words
        if bar.is_finding:
            self.query_one(Reader).find("")
        elif bar.is_open:
            self._fill_list(self.shown_page.entry.id if self.shown_page else None)
        bar.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes no sense now is not offered."""
        page = self.shown_page if self._is_page_in_sight else None
        if action == "start":
            return page is not None and bool(page.entry.routines)
        if action in ("outline", "bookmark"):
            return page is not None
        if action == "search":
            return not self._is_typing
        if action == "back":
            return self.has_class("-reading") or self._is_typing
        if action == "to_list":
            return self.has_class("-reading")
        return super().check_action(action, parameters)

    @property
    def _is_typing(self) -> bool:
        return self.is_mounted and self._words.is_open

    @property
    def _is_page_in_sight(self) -> bool:
        return self.has_class("-reading") or not self.has_class("-narrow")

    def action_start(self) -> None:
        """Start the page's routine."""
        if self.shown_page is not None:
            self.post_message(StartRelief(self.shown_page.entry.routines[0]))

    def action_outline(self) -> None:
        """Choose a heading and go there."""
        reader = self.query_one(Reader)

        def go(line: int | None) -> None:
            if line is not None:
                self.add_class("-reading")
                reader.focus()
                reader.go_to_line(line)

        if headings := reader.headings:  # none yet when the key was typed before the page was set
            self.app.push_screen(Outline(headings), go)

    def action_bookmark(self) -> None:
        """Mark the page, or take the mark away."""
        if self.shown_page is None:
            return
        try:
            self.bookmarks.toggle(self.shown_page.entry.id)
        except SpasmError as error:
            self._say(error)
        self._fill_list(self.shown_page.entry.id)
        self._show_title()

    def action_back(self) -> None:
        """Close the line to type in, else the mode that asked for the page, else the page before, else the list."""
        if self._words.is_open:
            was_finding = self._words.is_finding
            self._close_words()
            self.query_one(Reader if was_finding else PageList).focus()
        elif self._leads_back:
            self.post_message(ShowMode(self._way_back[1]))
            self._way_back = ("", "")
        elif self._past:
            page_id, line = self._past.pop()
            self._open(page_id, line)
            self.query_one(PageList).choose(page_id)
        else:
            self.action_to_list()
        self.refresh_bindings()

    @property
    def _leads_back(self) -> bool:
        """Whether another mode asked for the page that is shown, and waits to be returned to."""
        page, mode = self._way_back
        return bool(mode) and self.shown_page is not None and self.shown_page.entry.id == page

    def action_to_list(self) -> None:
        """Give the keys to the list."""
        self._past.clear()
        self.remove_class("-reading")
        self.query_one(PageList).focus()
        self._show_title()
        self.refresh_bindings()
