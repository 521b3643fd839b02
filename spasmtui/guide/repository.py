"""Cached access to the guide's files: pages, sources, notes and the search index."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path

from spasmtui.errors import NotFound
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_notes, load_page, load_sources, page_path
from spasmtui.guide.page import Block, Page
from spasmtui.guide.page_layout import PageContext
from spasmtui.guide.search.index import SearchIndex, open_index


class GuideRepository:
    """Reads the guide's files when they are first needed and keeps what it has read.

    `library` is the table of contents; this class adds the text of a page, its sources, the search index and the
    person's notes.
    """

    def __init__(self, content: Path, config: Path | None = None) -> None:
        """Remember the folders; no file is read yet.

        Args:
            content: the shipped content.
            config: the settings folder, which holds notes in `guide/ID.md`; None for no notes.
        """
        self.content = content
        self.config = config
        self.index: SearchIndex | None = None
        """None until `build_index` has run."""
        self._pages: dict[str, Page] = {}

    @cached_property
    def library(self) -> Library:
        """The table of contents."""
        return Library(load_entries(self.content))

    @cached_property
    def sources(self) -> dict[str, str]:
        """The title, authors and year of each source in one line, by source id."""
        return {key: source.listed for key, source in load_sources(self.content).items()}

    def page(self, name: str) -> Page:
        """Return the page with this id, former id, title or place.

        Raises:
            NotFound: there is none.
            DataError: its file cannot be used.
        """
        entry = self.library.find(name)
        if entry is None:
            raise NotFound(f"The guide has no page {name}.")
        if entry.id not in self._pages:
            self._pages[entry.id] = load_page(page_path(self.content, entry.id))
        return self._pages[entry.id]

    def build_index(self) -> None:
        """Read every page and build the search index. Slow: run it in a thread.

        Raises:
            DataError: a page cannot be used.
        """
        self.index = open_index(self.content, [self.page(entry.id) for entry in self.library])

    def notes(self, page_id: str) -> tuple[Block, ...]:
        """Return the person's notes on a page, as they are in their file now. Reads the disk: call it in a thread."""
        return load_notes(self.config, page_id) if self.config else ()

    def page_context(
        self, page: Page, *, notes: tuple[Block, ...], history: str, today: date, is_short: bool
    ) -> PageContext:
        """Gather the titles and sources that a page is shown with on the screen.

        Args:
            page: the page.
            notes: the person's notes on it.
            history: the diary's sentence about its routines; empty for none.
            today: the day that its review date is compared with.
            is_short: whether the screen is too low for a title and a summary.
        """
        return PageContext(
            titles=self.library.titles(page.links),
            sources=[self.sources[key] for key in page.entry.sources if key in self.sources],
            notes=notes,
            history=history,
            today=today,
            is_short=is_short,
        )
