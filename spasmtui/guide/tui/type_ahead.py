"""Find on the page or search all pages while words are typed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from spasmtui.guide.tui.widgets import PageList, WordsBar
from spasmtui.shared.emergency_numbers import emergency_number
from spasmtui.ui.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spasmtui.guide.repository import GuideRepository

MAX_HITS = 20
"""The most search results shown."""


class TypeAhead:
    """Connects the words bar of a screen with its reader (find) and its list of pages (search)."""

    def __init__(self, screen: Screen[None], repository: GuideRepository, list_all_pages: Callable[[], None]) -> None:
        """Connect the widgets of a screen.

        Args:
            screen: the screen that holds the bar, the list and the reader.
            repository: for the search index, once it is built.
            list_all_pages: fills the list when no words are left.
        """
        self._screen = screen
        self._repository = repository
        self._list_all_pages = list_all_pages
        self.is_accepted_early = False
        """True while the best result is to be opened as soon as the index is built."""

    @property
    def _bar(self) -> WordsBar:
        return self._screen.query_one(WordsBar)

    @property
    def is_open(self) -> bool:
        """True while the bar is on the screen."""
        return self._bar.is_open

    @property
    def is_finding(self) -> bool:
        """True while words are found on the page, False while all pages are searched."""
        return self._bar.is_finding

    @property
    def target(self) -> Reader | PageList:
        """The widget in which the words are found."""
        return self._screen.query_one(Reader) if self._bar.is_finding else self._screen.query_one(PageList)

    def open(self, words: str = "", *, is_finding: bool) -> None:
        """Open the bar with these words, to find on the page or to search all pages."""
        self._bar.open(words, is_finding=is_finding)

    def update(self, words: str) -> None:
        """Find or search the words typed so far; what was accepted before them is not opened."""
        self.is_accepted_early = False
        if self._bar.is_finding:
            self._screen.query_one(Reader).find(words)
        else:
            self.search()

    def search(self) -> None:
        """Show the hits for the words in the bar; nothing happens until the index is built."""
        bar, index = self._bar, self._repository.index
        if not bar.is_open or bar.is_finding or index is None:
            return
        if bar.words:
            number = emergency_number(os.environ, str(self._repository.config or ""))
            self._screen.query_one(PageList).show_hits(index.search(bar.words, MAX_HITS, number))
            if self.is_accepted_early:
                self.accept()
        else:
            self._list_all_pages()

    def show_count(self, number: int, count: int) -> None:
        """Show in the bar that hit `number` of `count` is marked on the page."""
        status = f"{number} of {count}" if count else "not on this page"
        self._bar.show_status(status if self._bar.words else "")

    def accept(self) -> None:
        """Open the best result of a search: now, or as soon as the index is built."""
        self.is_accepted_early = bool(self._bar.words) and self._repository.index is None
        if isinstance(target := self.target, PageList) and not self.is_accepted_early:
            target.action_select()

    def close(self) -> bool:
        """Close the bar and unmark the hits on the page; return whether the list shows the hits of a search."""
        bar, self.is_accepted_early = self._bar, False
        is_searching = bar.is_open and not bar.is_finding
        if bar.is_finding:
            self._screen.query_one(Reader).find("")
        bar.close()
        return is_searching
