"""The widgets of the guide's screen: title, list of pages, reader, outline and words bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.style import Style
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from spasmtui.guide.page import Group
from spasmtui.shared.text_wrap import truncate
from spasmtui.ui.dialog import Dialog
from spasmtui.ui.option_list import SafeOptionList
from spasmtui.ui.reader import Reader
from spasmtui.ui.short_input import ShortInput

if TYPE_CHECKING:
    from spasmtui.guide.library import Library
    from spasmtui.guide.page import Entry
    from spasmtui.guide.search.index import Hit


LINE = "line"
"""The name of a heading's line in the meta data of its words."""
OTHER_ROOM_KINDS = ("routine", "drink")
"""Kinds of hits that lead to another room."""


class TitleLine(Static):
    """The first line of the screen: the names of the mode, the group and the page, and a star for a bookmark."""

    def __init__(self, *, is_ascii: bool) -> None:
        super().__init__(id="guide-title", markup=False)
        self.star, self.goes_on = ("*", "...") if is_ascii else ("★", "…")

    def show(self, entry: Entry | None, columns: int, *, is_bookmarked: bool) -> None:
        """Show a page's title, or the mode's name alone where no page is visible."""
        if entry is None:
            self.update(Content("Guide"))
            return
        title = f"Guide · {entry.group.heading} · {entry.title}"
        if is_bookmarked:
            title = truncate(title, max(8, columns - 5), self.goes_on)
            title += self.star.rjust(max(2, columns - len(title) - 3))
        self.update(Content(title))


class Aside(Static):
    """The outline beside the page, in a wide window."""

    def __init__(self) -> None:
        super().__init__(id="guide-aside", markup=False)

    def show(self, headings: Sequence[tuple[str, int]]) -> None:
        """Show headings, each given as (text, line); a click on one goes to its line."""
        marked = (Content(text).stylize(Style.from_meta({LINE: line})) for text, line in headings)
        lines = [Content.styled("On this page", "$accent"), *marked]
        self.update(Content("\n").join(lines))


class PageList(SafeOptionList):
    """Pages by group, or hits; an option's id is `KIND:ID` with the kind and id of its target."""

    opens_at_once = False

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, tooltip="Down", id="guide.list.down"),
        Binding("k", "cursor_up", "Up", show=False, tooltip="Up", id="guide.list.up"),
        Binding("enter", "select", "open", tooltip="Open the page", id="guide.list.open"),
        Binding("right,l", "select", "open", show=False, tooltip="Open the page", id="guide.list.into"),
    ]

    def show_pages(self, library: Library, bookmarks: Sequence[str], highlighted: str | None = None) -> None:
        """Show every page under its group, bookmarked ones first, and highlight one page or the first."""
        titles = library.titles()
        bookmarked = [page_id for page_id in bookmarks if page_id in titles]
        options: list[Option] = []
        if bookmarked:
            options.append(_heading("Bookmarks"))
            options += [Option(Content(f" {titles[page_id]}"), id=f"mark:{page_id}") for page_id in bookmarked]
        for group in Group:
            entries = library.in_group(group)
            if entries:
                options.append(_heading(group.heading, is_first=not options))
            options += [Option(Content(f" {entry.title}"), id=f"page:{entry.id}") for entry in entries]
        self.set_options(options)
        self.highlight_page(highlighted)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show search hits, each with its snippet, and highlight the first."""
        options: list[Option] = []
        for hit in hits:
            snippet = Content(hit.snippet)
            for start, end in hit.marks:
                snippet = snippet.stylize("bold $foreground", start, end)
            prompt = Content.assemble((f"{hit.title}\n", "bold"), snippet.stylize_before("$text-muted"))
            kind, target = (hit.kind, hit.id) if hit.kind in OTHER_ROOM_KINDS else ("page", hit.page)
            options.append(Option(prompt, id=f"{kind}:{target}#{len(options)}"))
        if not options:
            options.append(Option(Content("Nothing found."), disabled=True))
        self.set_options(options)
        self.highlighted = 0 if hits else None

    def highlight_page(self, page_id: str | None) -> None:
        """Highlight a page, or the first for None; an id that is not in the list changes nothing."""
        ids = [option.id for option in self.options]
        option_id = f"page:{page_id}"
        if option_id in ids:
            self.highlighted = ids.index(option_id)
        elif page_id is None:
            self.highlighted = next((i for i, option in enumerate(self.options) if not option.disabled), None)


def _heading(text: str, *, is_first: bool = True) -> Option:
    return Option(Content.styled(text if is_first else f"\n{text}", "$accent"), disabled=True)


def parse_option_id(option_id: str | None) -> tuple[str, str]:
    """Return the target of an option: its kind (`page`, `routine` or `drink`) and its id."""
    kind, _, rest = (option_id or "").partition(":")
    return (kind if kind in OTHER_ROOM_KINDS else "page", rest.partition("#")[0])


class PageReader(Reader, inherit_bindings=True):
    """The reader with the guide's key to find on the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "screen.find", "find", tooltip="Find on this page", id="guide.find"),
    ]


class WordsInput(ShortInput):
    """The input of the words bar; the screen handles Escape, and offers the keys of a search or those of a find."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.into_hits", "results", tooltip="To the results", id="guide.words.down"),
        Binding("enter", "submit", "open", tooltip="Open the best result", id="guide.words.open"),
        Binding("down", "screen.find_hit(1)", "next hit", tooltip="To the next hit", id="guide.words.next"),
        Binding("up", "screen.find_hit(-1)", "previous hit", tooltip="To the previous hit", id="guide.words.before"),
        Binding(
            "enter",
            "screen.end_find",
            "stay here",
            tooltip="Stay here; then {n:reader.hit} and {N:reader.last_hit}",
            id="guide.words.stay",
        ),
    ]
    cursor_blink = False

    is_finding = False
    """True to find the words on the page, False to search all pages."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter to open a result only where there are results to open."""
        return not (action == "submit" and self.is_finding) and super().check_action(action, parameters)


class WordsBar(Horizontal):
    """A line to type words in, to find on the page or to search all pages; hidden until it is opened."""

    DEFAULT_CSS = """
    WordsBar { height: 1; padding: 0 1; background: $surface; display: none;
        #guide-sign { width: 2; color: $accent; }
        WordsInput { width: 1fr; background: $surface; }
        #guide-count { width: auto; color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """Yield a slash, the input and the status."""
        yield Static("/", id="guide-sign", markup=False)
        yield WordsInput(id="guide-input", compact=True)
        yield Static(id="guide-count", markup=False)

    @property
    def is_open(self) -> bool:
        """True while the bar is on the screen."""
        return bool(self.display)

    @property
    def is_finding(self) -> bool:
        """True while words are found on the page, False while all pages are searched."""
        return self.is_open and self.query_one(WordsInput).is_finding

    @property
    def words(self) -> str:
        """The words typed so far, without blanks at the ends."""
        return self.query_one(WordsInput).value.strip()

    def open(self, words: str = "", *, is_finding: bool) -> None:
        """Show the bar with these words in its focused input."""
        self.display = True
        self.show_status("")
        words_input = self.query_one(WordsInput)
        words_input.is_finding = is_finding
        words_input.placeholder = "find on this page" if is_finding else "how it feels, in your own words"
        words_input.value = words
        words_input.cursor_position = len(words)
        # `focus()` would wait for a refresh; the next letters may already be in the queue.
        self.screen.set_focus(words_input)
        self.screen.refresh_bindings()

    def close(self) -> None:
        """Hide the bar."""
        self.display = False

    def show_status(self, text: str) -> None:
        """Show a text at the end of the bar."""
        self.query_one("#guide-count", Static).update(text)


class Outline(Dialog[int | None]):
    """The headings of a page; dismisses with the line of the selected one, or None."""

    only_shows = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o", "dismiss(None)", "back", tooltip="Back to the page", id="outline.back"),
        Binding("j", "down", "Down", show=False, tooltip="Down", id="outline.down"),
        Binding("k", "up", "Up", show=False, tooltip="Up", id="outline.up"),
    ]
    DEFAULT_CSS = """
    Outline { align: center middle;
        Vertical { width: 50; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        Static { height: 1; color: $text-muted; }
        OptionList, OptionList:focus { height: auto; max-height: 100%; border: none; padding: 0; background: $surface; }
    }
    """

    def __init__(self, headings: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self.headings = tuple(headings)

    def compose(self) -> ComposeResult:
        """Yield a title and the headings."""
        with Vertical():
            yield Static("On this page", markup=False)
            yield SafeOptionList(*(Option(Content(f" {text}")) for text, _line in self.headings))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Dismiss with the line of the selected heading."""
        self.dismiss(self.headings[event.option_index][1])

    def action_down(self) -> None:
        """Move the cursor one heading down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor one heading up."""
        self.query_one(OptionList).action_cursor_up()
