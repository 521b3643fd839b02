"""The parts of the guide's screen: the list of pages, the outline, and the line to type in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from spasmtui.guide.page import Group
from spasmtui.ui.dismiss_once import DismissOnce
from spasmtui.ui.option_list import SafeOptionList
from spasmtui.ui.reader import Reader

if TYPE_CHECKING:
    from spasmtui.guide.library import Library
    from spasmtui.guide.search_index import Hit


ELSEWHERE = ("routine", "drink")
"""Kinds of hits that lead to another room."""


class PageList(SafeOptionList):
    """Pages by group, or hits; an option's id is `KIND:ID`, where the kind says what it leads to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, tooltip="Down", id="guide.list.down"),
        Binding("k", "cursor_up", "Up", show=False, tooltip="Up", id="guide.list.up"),
        Binding("enter", "select", "open", tooltip="Open the page", id="guide.list.open"),
        Binding("right,l", "select", "open", show=False, tooltip="Open the page", id="guide.list.into"),
    ]

    def show_pages(self, library: Library, bookmarks: Sequence[str], chosen: str | None = None) -> None:
        """Show every page under its group, bookmarked ones first."""
        titles = library.titles()
        marked = [page_id for page_id in bookmarks if page_id in titles]
        options: list[Option] = []
        if marked:
            options.append(_heading("Bookmarks"))
            options += [Option(Content(f" {titles[page_id]}"), id=f"mark:{page_id}") for page_id in marked]
        for group in Group:
            entries = library.in_group(group)
            if entries:
                options.append(_heading(group.heading, is_first=not options))
            options += [Option(Content(f" {entry.title}"), id=f"page:{entry.id}") for entry in entries]
        self.set_options(options)
        self.choose(chosen)

    def show_hits(self, hits: Iterable[Hit]) -> None:
        """Show what was found, each with the words around it."""
        options: list[Option] = []
        for hit in hits:
            snippet = Content(hit.snippet)
            for start, end in hit.marks:
                snippet = snippet.stylize("bold $foreground", start, end)
            words = Content.assemble((f"{hit.title}\n", "bold"), snippet.stylize_before("$text-muted"))
            kind, target = (hit.kind, hit.id) if hit.kind in ELSEWHERE else ("page", hit.page)
            options.append(Option(words, id=f"{kind}:{target}#{len(options)}"))
        if not options:
            options.append(
                Option(
                    Content(
                        "Nothing found.",
                    ),
                    disabled=True,
                )
            )
        self.set_options(options)
        self.highlighted = 0 if hits else None

    def choose(self, page_id: str | None) -> None:
        """Put the cursor on a page, or on the first one."""
        ids = [option.id for option in self.options]
        wanted = f"page:{page_id}"
        if wanted in ids:
            self.highlighted = ids.index(wanted)
        elif page_id is None:
            self.highlighted = next((at for at, option in enumerate(self.options) if not option.disabled), None)


def _heading(words: str, *, is_first: bool = True) -> Option:
    return Option(Content.styled(words if is_first else f"\n{words}", "$accent"), disabled=True)


def target_of(option_id: str | None) -> tuple[str, str]:
    """What an option leads to: (`page`, `routine` or `drink`, id)."""
    kind, _, rest = (option_id or "").partition(":")
    return (kind if kind in ELSEWHERE else "page", rest.partition("#")[0])


class PageReader(Reader, inherit_bindings=True):
    """The reader with the guide's way to find on the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "screen.find", "find", tooltip="Find on this page", id="guide.find"),
    ]


class WordsLine(Input):
    """Where words are typed; Escape is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "submit", "open", tooltip="Open the best hit; on a page, stay at the hit", id="guide.words.open"
        ),
        Binding("down", "screen.into_hits", "hits", tooltip="To what was found", id="guide.words.down"),
    ]
    cursor_blink = False


class WordsBar(Horizontal):
    """The line for words, either to find on the page or to search all pages; hidden until it is opened."""

    DEFAULT_CSS = """
    WordsBar { height: 1; padding: 0 1; background: $surface; display: none;
        #guide-sign { width: 2; color: $accent; }
        WordsLine { width: 1fr; background: $surface; }
        #guide-count { width: auto; color: $text-muted; }
    }
    """

    is_finding = False
    """Whether the words are looked for on the page."""

    def compose(self) -> ComposeResult:
        """A sign, the line, and what became of it."""
        yield Static("/", id="guide-sign", markup=False)
        yield WordsLine(id="guide-input", compact=True)
        yield Static(id="guide-count", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return bool(self.display)

    @property
    def words(self) -> str:
        """What has been typed."""
        return self.query_one(WordsLine).value.strip()

    def open(self, *, is_finding: bool) -> None:
        """Show an empty line with the keys on it."""
        self.is_finding = is_finding
        self.display = True
        self.say("")
        line = self.query_one(WordsLine)
        line.placeholder = "find on this page" if is_finding else "how it feels, in your own words"
        line.value = ""
        self.screen.set_focus(line)  # at once: what is typed next is already on its way

    def close(self) -> None:
        """Hide it."""
        self.display = self.is_finding = False

    def say(self, words: str) -> None:
        """Show something at its end."""
        self.query_one("#guide-count", Static).update(words)


class Outline(DismissOnce, ModalScreen[int | None]):
    """The headings of a page; dismisses with the chosen one's line, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,o,q", "dismiss(None)", "back", tooltip="Back to the page", id="outline.back"),
        Binding("j", "down", "Down", show=False, tooltip="Down", id="outline.down"),
        Binding("k", "up", "Up", show=False, tooltip="Up", id="outline.up"),
    ]
    DEFAULT_CSS = """
    Outline { align: center middle; background: $background 60%;
        Vertical { width: 50; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; background: $surface; }
        Static { height: 1; color: $text-muted; }
        OptionList { height: auto; max-height: 100%; border: none; padding: 0; background: $surface; }
    }
    """

    def __init__(self, headings: Sequence[tuple[str, int]]) -> None:
        super().__init__()
        self.headings = tuple(headings)

    def compose(self) -> ComposeResult:
        """The headings under a line that says what they are."""
        with Vertical():
            yield Static("On this page", markup=False)
            yield SafeOptionList(*(Option(Content(f" {words}")) for words, _line in self.headings))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the chosen heading."""
        self.dismiss(self.headings[event.option_index][1])

    def action_down(self) -> None:
        """One heading down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """One heading up."""
        self.query_one(OptionList).action_cursor_up()
