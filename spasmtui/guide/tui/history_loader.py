"""Read the history of a page's routines from the diary, in a thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from spasmtui.errors import SpasmError
from spasmtui.guide.routine_history import DiaryLike, routine_history_of
from spasmtui.ui.disk.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spasmtui.guide.page import Entry


class HistoryLoader:
    """Loads the diary's sentence about the routines of each page that is shown, and keeps it by page id."""

    def __init__(self, screen: Screen[None], diary: DiaryLike, on_change: Callable[[str], None]) -> None:
        """Create a loader without sentences.

        Args:
            screen: runs the thread.
            diary: read in the thread.
            on_change: called in the app's thread with the id of a page whose sentence has changed.
        """
        self._screen = screen
        self._diary = diary
        self._on_change = on_change
        self._reading = Reading(screen, "history")
        self._sentences: dict[str, str] = {}

    def sentence(self, page_id: str) -> str:
        """Return the sentence loaded last for a page; empty before the first."""
        return self._sentences.get(page_id, "")

    def refresh(self, entry: Entry) -> None:
        """Load a page's sentence again; a page without routines has none."""
        if entry.routines:
            self._reading.ask(partial(self._load, entry))

    def _load(self, entry: Entry) -> None:
        try:
            history = routine_history_of(entry.routines, self._diary.episodes(), self._diary.practices())
        except SpasmError:
            return  # the page is worth reading without it, and the log's screen names what is wrong
        self._screen.app.call_from_thread(self._set, entry.id, history.sentence)

    def _set(self, page_id: str, sentence: str) -> None:
        if self._sentences.get(page_id, "") != sentence:
            self._sentences[page_id] = sentence
            self._on_change(page_id)
