"""Everything of the guide that is read from files, read when it is first needed and then kept."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path

from spasmtui.errors import NotFound
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_notes, load_page, load_sources, page_path
from spasmtui.guide.page import Page
from spasmtui.guide.page_layout import PageContext
from spasmtui.guide.search_index import SearchIndex, open_index


class GuideRepository:
    """The pages, their sources, the search, and what the person has written beside a page."""

    def __init__(self, content: Path, config: Path | None = None) -> None:
        """Name the folders; nothing is read yet.

        Args:
            content: the shipped content.
            config: where notes are, in `guide/ID.md`; None is no notes.
        """
        self.content = content
        self.config = config
        self.index: SearchIndex | None = None
        """None until `build_index` has run."""
        self._pages: dict[str, Page] = {}

    @cached_property
    def library(self) -> Library:
        """Every page's entry."""
        return Library(load_entries(self.content))

    @cached_property
    def sources(self) -> dict[str, str]:
        """The name of each source."""
        return {key: source.name for key, source in load_sources(self.content).items()}

    def page(self, name: str) -> Page:
        """The page with this id, former id, title or place.

        Raises:
            NotFound: there is none.
        """
        entry = self.library.find(name)
        if entry is None:
            raise NotFound(f"The guide has no page {name}.")
        if entry.id not in self._pages:
            self._pages[entry.id] = load_page(page_path(self.content, entry.id))
        return self._pages[entry.id]

    def build_index(self) -> None:
        """Read every page and make the search ready: for a thread, since it takes a while."""
        self.index = open_index(self.content, [self.page(entry.id) for entry in self.library])

    def setting(self, page: Page, *, record: str, today: date, is_short: bool) -> PageContext:
        """What the page is shown with on the screen."""
        return PageContext(
            titles=self.library.titles(page.links),
            sources=[self.sources[key] for key in page.entry.sources if key in self.sources],
            notes=load_notes(self.config, page.entry.id) if self.config else (),
            record=record,
            today=today,
            is_short=is_short,
        )
