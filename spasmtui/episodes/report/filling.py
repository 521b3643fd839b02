"""Fill the pages of the sheet: show as much of every part as a page has room for, and no less.

The room goes round: each part gets one more row or entry after the other while it fits, questions first and notes last,
so that none starves another. Then long notes and questions get more lines. A part that is cut says how much is missing,
and never for a single row, whose own place that line would take.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from spasmtui.episodes.report.sheet import (
    COUNTED,
    MOST_LINES,
    Amounts,
    Sheet,
    SheetContents,
    all_of,
    compose_page,
    with_page_count,
)

LEAST = Amounts(questions=1, places=1, plan=1, tried=1, trend=1, notes=1)
"""What a first page has, however full it is."""
LONGER_PHRASES = 4
"""The lines by which a list of words is made longer at most to take in its next word."""


class Room(NamedTuple):
    """The size of a page in one format."""

    fits: Callable[[Sheet], bool]
    table_cells: int
    """The cells of a table, beyond which a name in its first column is cut."""


class Filled(NamedTuple):
    """The pages of a sheet."""

    pages: tuple[Sheet, ...]
    hidden_notes: int
    """The chosen notes that are on none of them."""
    is_whole: bool
    """Whether nothing that was chosen is left out or cut."""


def fill_pages(contents: SheetContents, room: Room, missing: tuple[str, ...] = ()) -> Filled:
    """Return the pages, each as full as it can be; one where all is on it.

    Args:
        contents: all there is to say.
        room: the size of a page.
        missing: sentences about text that the format cannot print, for the first page.
    """
    whole = all_of(contents)
    shown: Amounts | None = None
    pages: list[Sheet] = []
    is_whole = False
    while len(pages) < contents.most_pages and not is_whole:
        page = _Page(contents, room, whole, shown, len(pages) + 1, () if pages else missing)
        page.fill()
        pages.append(page.sheet)
        shown = page.amounts if shown is None else shown.plus(page.amounts)
        is_whole = page.shows_rest()
    hidden = whole.notes - (shown.notes if shown else 0)
    return Filled(with_page_count(pages), hidden, is_whole)


class _Page:
    """One page while it is filled."""

    def __init__(
        self,
        contents: SheetContents,
        room: Room,
        whole: Amounts,
        before: Amounts | None,
        number: int,
        missing: tuple[str, ...],
    ) -> None:
        self._contents, self._room, self._before, self._number = contents, room, before, number
        self._missing = missing
        self._left = whole if before is None else whole.minus(before)
        least = LEAST if before is None else Amounts(phrase_lines=before.phrase_lines + LONGER_PHRASES)
        lines = MOST_LINES if contents.most_pages > 1 else least.entry_lines
        counts = (min(one, two) for one, two in zip(least[:6], self._left[:6], strict=True))
        self.amounts = least._replace(entry_lines=lines).with_counts(counts)
        self.sheet = self._compose(self.amounts)

    def _compose(self, amounts: Amounts) -> Sheet:
        return compose_page(
            self._contents,
            amounts,
            before=self._before,
            number=self._number,
            table_cells=self._room.table_cells,
            missing=self._missing,
        )

    def fill(self) -> None:
        """Show more of every part until none has room for more."""
        growing = [*COUNTED, "phrase_lines"]
        while growing:
            growing = [part for part in growing if any(map(self._takes, self._grown(part)))]
        while self.amounts.entry_lines < MOST_LINES:
            if not self._takes(self.amounts._replace(entry_lines=self.amounts.entry_lines + 1)):
                break

    def _takes(self, amounts: Amounts) -> bool:
        """Return whether the page has room for these amounts, and show them if so."""
        sheet = self._compose(amounts)
        if not self._room.fits(sheet):
            return False
        is_more = sheet != self.sheet or amounts.entry_lines > self.amounts.entry_lines
        if is_more:
            self.amounts, self.sheet = amounts, sheet
        return is_more

    def _grown(self, part: str) -> Iterator[Amounts]:
        """Yield the next amounts in which a part has more, until one of them is taken."""
        now = getattr(self.amounts, part)
        if part == "phrase_lines":
            for more in range(1, LONGER_PHRASES + 1):
                yield self.amounts._replace(phrase_lines=now + more)
            return
        whole = getattr(self._left, part)
        if now < whole:
            # A line that counts a single row would stand in that row's place.
            yield self.amounts._replace(**{part: whole if now + 2 == whole and part != "trend" else now + 1})

    def shows_rest(self) -> bool:
        """Return whether nothing is left for another page."""
        if any(shown < left for shown, left in zip(self.amounts, self._left[: len(COUNTED)], strict=False)):
            return False
        phrase_lines = self.amounts.phrase_lines + LONGER_PHRASES
        return self._compose(self.amounts._replace(phrase_lines=phrase_lines, entry_lines=MOST_LINES)) == self.sheet
