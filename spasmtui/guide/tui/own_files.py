"""Read the person's own files for the guide's screen, and change them: the bookmarks, and the notes on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.errors import SpasmError
from spasmtui.ui.disk.errands import ask_disk, errands_of
from spasmtui.ui.messages import SaveResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from spasmtui.guide.bookmarks import Bookmarks
    from spasmtui.guide.page import Block
    from spasmtui.guide.repository import GuideRepository


class OwnFiles:
    """Holds what has been read of them so far; the screen is told of what a slow disk tells later."""

    def __init__(
        self,
        screen: Screen[None],
        repository: GuideRepository,
        bookmarks: Bookmarks,
        *,
        show_bookmarks: Callable[[], None],
        show_notes: Callable[[str], None],
        warn: Callable[[SpasmError], None],
    ) -> None:
        """Create it with nothing read.

        Args:
            screen: the screen.
            repository: reads the notes.
            bookmarks: the file of the bookmarks.
            show_bookmarks: called when other pages are bookmarked.
            show_notes: called with the id of a page whose notes have come later than the page.
            warn: called with the reason why a bookmark was not kept.
        """
        self._screen = screen
        self._repository = repository
        self._file = bookmarks
        self._show_bookmarks = show_bookmarks
        self._show_notes = show_notes
        self._warn = warn
        self.bookmarked: tuple[str, ...] = ()
        """The ids of the bookmarked pages, as far as they are known."""
        self._changes = 0
        """The changes of bookmarks that are under way."""
        self._notes: dict[str, tuple[Block, ...]] = {}

    def read_bookmarks(self) -> None:
        """Read the bookmarks."""

        def take(ids: tuple[str, ...]) -> None:
            if not self._changes:  # else what comes of the change tells more
                self.bookmarked = ids
                self._show_bookmarks()

        ask_disk(self._screen, lambda: self._file.ids, take)

    def toggle_bookmark(self, page_id: str) -> None:
        """Bookmark a page, or take its bookmark away: on the screen at once, and in the file in a thread."""
        is_marked = page_id not in self.bookmarked
        kept = tuple(each for each in self.bookmarked if each != page_id)
        self.bookmarked = (*kept, page_id) if is_marked else kept
        self._changes += 1
        self._show_bookmarks()

        def change() -> tuple[tuple[str, ...], SpasmError | None]:
            try:
                self._file.mark(page_id, is_marked=is_marked)
            except SpasmError as error:
                return self._file.ids, error
            return self._file.ids, None

        def tell(changed: tuple[tuple[str, ...], SpasmError | None]) -> None:
            ids, error = changed
            self._changes -= 1
            self._screen.app.post_message(SaveResult("bookmarks", error.message if error else ""))
            if error is not None:
                self._warn(error)
            if not self._changes:
                self.bookmarked = ids
                self._show_bookmarks()

        errands_of(self._screen.app).add(change, tell)

    def notes(self, page_id: str) -> tuple[Block, ...]:
        """Return the notes on a page as they were read last."""
        return self._notes.get(page_id, ())

    def read_notes(self, page_id: str) -> None:
        """Read the notes on a page that is about to be shown."""
        is_now = True

        def take(notes: tuple[Block, ...]) -> None:
            is_other, self._notes[page_id] = notes != self.notes(page_id), notes
            if is_other and not is_now:
                self._show_notes(page_id)

        ask_disk(self._screen, lambda: self._repository.notes(page_id), take, key="notes")
        is_now = False
