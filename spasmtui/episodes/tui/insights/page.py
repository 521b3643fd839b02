"""Lay the cards out on pages as high as the window: whole cards, read down each column, the columns in their order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise, zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.insights.cards import EMPTY, NEEDS
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.text_wrap import take_cells, wrap
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spasmtui.episodes.insights.cards import Card

    Picture = Callable[[str, int, int], list[Content]]
    """Draws the picture of the card with this id to a width, with so many lines beyond its least height, or small."""

COLUMN_CELLS = 56
"""The least width of a column when there are several."""
MOST_COLUMNS = 3
GAP = 2
"""Cells between two columns."""
MARK_CELLS = 2
"""Cells at the left of a card, with a bar beside the sentence of the chosen one."""
MOST_EXTRA_LINES = 44
"""The most that a card grows beyond its least height, so that its column ends with the others."""
ALL_LINES = 60
"""As many lines beyond its least height as a picture with all its rows has."""
SMALLEST = -1
"""Lines beyond its least height for a picture that has a small form, for a window that the whole is too high for."""
MOST_GAP = 5
"""The most blank lines between two cards beyond the one that ends each, so that a column reaches far down."""
NO_ROOM = "{Enter:insights.open} opens its picture."
"""Stands for a picture that is higher than the window."""
FEWEST_NEED_CELLS = 30
"""Cells beside a title in which its need is readable."""
QUIET = "$text-muted"
CHOSEN = "$text-accent"


@dataclass(frozen=True, slots=True)
class Place:
    """The lines and cells of the page that a card takes."""

    page: int
    column: int
    top: int
    """Its first line."""
    lines: int
    left: int
    width: int

    @property
    def bottom(self) -> int:
        """The line after its last."""
        return self.top + self.lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The pages of cards, one below the other."""

    content: Content
    places: tuple[Place, ...]
    """One a card, in their order."""
    tops: tuple[int, ...]
    """The first line of each page."""
    lines: int

    def card_at(self, x: int, y: int) -> int | None:
        """Return the index of the card at a cell of the page, or None."""
        for index, place in enumerate(self.places):
            if place.left <= x < place.left + place.width and place.top <= y < place.bottom:
                return index
        return None

    def card_read_on(self, top: int) -> int | None:
        """Return the card of a page with one column that begins above a line and goes on in it, or None."""
        if any(place.column for place in self.places):
            return None
        return next((index for index, place in enumerate(self.places) if place.top < top < place.bottom), None)

    def next_card(self, chosen: int, direction: str) -> int:
        """Return the card read before or after one, or the one beside it; the same where there is none."""
        here = self.places[chosen]
        if direction in ("up", "down"):
            return max(0, min(len(self.places) - 1, chosen + (1 if direction == "down" else -1)))
        column = here.column + (1 if direction == "right" else -1)
        beside = [index for index, place in enumerate(self.places) if (place.page, place.column) == (here.page, column)]
        return min(beside, key=lambda index: abs(self.places[index].top - here.top), default=chosen)

    def top_after(self, top: int, height: int, pages: int) -> int:
        """Return the line to scroll to for the next page or the one before; a page above the window is read on.

        Args:
            top: the first line in the window.
            height: lines of the window.
            pages: 1 or -1.
        """
        bounds = (*self.tops, self.lines)
        at = max(index for index, begin in enumerate(self.tops) if begin <= max(0, top))
        begin, end = bounds[at], bounds[at + 1]
        step = max(1, height - 2)
        if pages > 0:
            return min(top + step, end - height) if top + height < end else min(end, self.lines - height)
        if top > begin:
            return max(begin, top - step)
        return max(bounds[max(0, at - 1)], begin - height)

    def first_card(self, top: int) -> int:
        """Return the first card that begins at a line or after it, else the last one."""
        return next((index for index, place in enumerate(self.places) if place.top >= top), len(self.places) - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The parts of the cards that are shown beside sentences and pictures."""

    has_numbers: bool = False
    has_method: bool = False


def lay_out_page(
    cards: Sequence[Card], picture: Picture, *, width: int, height: int, chosen: int, shown: Shown
) -> Page:
    """Lay the cards out in as many columns as the width has room for, on pages of the window's height.

    A card whose picture is higher than the window has its sentence alone. With numbers and method a card may be higher
    than the window, and so is its page.

    Args:
        cards: at least one.
        picture: draws a card's picture.
        width: cells of the page.
        height: lines of the window.
        chosen: the index of the chosen card.
        shown: what is shown beside sentences and pictures.
    """
    count = column_count(width, len(cards))
    widths = [(width - GAP * (count - 1) + column) // count for column in range(count)]
    drawing = _fitting(picture, cards, widths[0], height)
    least = [len(card_lines(card, drawing, widths[0], shown=shown)) for card in cards]
    columns = distribute(least, count, max(height, *least))
    drawn: list[list[Content]] = [[] for _card in cards]
    for number, column in enumerate(columns):
        page = columns[number - number % count :][:count]
        spare = max(height, *(sum(least[index] for index in each) for each in page)) - sum(
            least[index] for index in column
        )
        cell_width = widths[number % count]
        for index in column:
            lines = _grown(cards[index], drawing, cell_width, shown, least[index], spare)
            spare -= len(lines) - least[index]
            position = f"{index + 1} of {len(cards)}"
            drawn[index] = marked(lines, cards[index].title, position, cell_width, is_chosen=index == chosen)
        gap = min(MOST_GAP, spare // max(1, len(column) - 1))
        for index in column[:-1]:
            drawn[index] += [Content("")] * gap
    return _assemble(columns, drawn, widths, height)


def _fitting(picture: Picture, cards: Sequence[Card], width: int, height: int) -> Picture:
    """Return what draws pictures that fit the window below their sentences: whole, small, or a line in their place."""

    def find_higher(extra: int) -> set[str]:
        heights = {card.id: len(card_lines(card, picture, width, shown=Shown(), extra=extra)) for card in cards}
        return {card for card, lines in heights.items() if lines > height}

    higher = find_higher(0)
    too_high = higher and find_higher(SMALLEST)

    def fitting(card: str, cells: int, extra: int) -> list[Content]:
        if card not in higher:
            return picture(card, cells, extra)
        if card not in too_high:
            return picture(card, cells, SMALLEST)
        return [Content.styled(line, QUIET) for line in wrap(with_keys(NO_ROOM), cells)]

    return fitting


def _grown(card: Card, picture: Picture, width: int, shown: Shown, least: int, spare: int) -> list[Content]:
    """Return the lines of a card that takes as much of the spare lines as its picture can use, and never more."""
    extra = min(spare, MOST_EXTRA_LINES)
    while extra > 0:
        lines = card_lines(card, picture, width, shown=shown, extra=extra)
        if len(lines) - least <= spare:
            return lines
        extra -= max(1, extra // 5)
    return card_lines(card, picture, width, shown=shown)


def empty_page(width: int) -> Content:
    """Return the page of an empty diary: the cards there will be, and what each needs."""
    column = max(len(title) for title, _need in NEEDS) + 2
    lines = [Content.styled(line, "bold") for line in wrap(EMPTY, width)]
    for title, need in NEEDS:
        if width < column + FEWEST_NEED_CELLS:
            lines += [Content(""), Content(title), *text_lines([need], width)]
        else:
            first, *rest = text_lines([need], width - column)
            lines += [Content(""), Content.assemble(title.ljust(column), first)]
            lines += [Content.assemble(" " * column, line) for line in rest]
    return Content("\n").join(lines)


def column_count(width: int, cards: int) -> int:
    """Return the number of columns that a width has room for."""
    return max(1, min(MOST_COLUMNS, cards, width // COLUMN_CELLS))


def distribute(heights: Sequence[int], count: int, most: int) -> list[list[int]]:
    """Return the indexes of the cards of each column, in order, on as few pages as they need, about equally high.

    Args:
        heights: lines of each card.
        count: columns of a page.
        most: lines of a column; no card is higher.
    """
    wanted = 1
    room = most
    for height in heights:
        if height > room:
            wanted, room = wanted + 1, most
        room -= height
    wanted = min(len(heights), -(-wanted // count) * count)
    ways = (
        [list(range(*ends)) for ends in pairwise((0, *cuts, len(heights)))]
        for cuts in combinations(range(1, len(heights)), wanted - 1)
    )
    sums = ((way, [sum(heights[index] for index in column) for column in way]) for way in ways)
    return min((each for each in sums if max(each[1]) <= most), key=lambda each: sum(high**2 for high in each[1]))[0]


def card_lines(card: Card, picture: Picture, width: int, *, shown: Shown, extra: int = 0) -> list[Content]:
    """Return the lines of a card, the first for its title, the last blank: sentence, picture, what else is shown."""
    inside = width - MARK_CELLS
    lines = [Content.styled(line, "bold") for line in wrap(shown_text(card.sentence), inside)]
    drawn = picture(card.id, inside, extra)
    lines += [Content(""), *drawn] if drawn else []
    for is_shown, texts in ((shown.has_numbers, card.numbers), (shown.has_method, card.method)):
        if is_shown:
            lines += [Content(""), *text_lines(texts, inside)]
    return [Content(""), *lines, Content("")]


def text_lines(texts: Sequence[str], width: int) -> list[Content]:
    """Return texts as quiet lines; a line of columns keeps its spaces."""
    lines: list[str] = []
    for text in map(shown_text, texts):
        lines += [take_cells(text, width)] if "  " in text or not text else wrap(text, width, rest="  ")
    return [Content.styled(line, QUIET) for line in lines]


def beside(picture: Sequence[Content], words: Sequence[Content], left: int) -> list[Content]:
    """Return the lines of a picture with lines of words from a column on."""
    lines = []
    for drawn, word in zip_longest(picture, words, fillvalue=Content("")):
        lines.append(Content.assemble(drawn, " " * max(0, left - drawn.cell_length), word) if word.plain else drawn)
    return lines


def marked(lines: list[Content], title: str, position: str, width: int, *, is_chosen: bool) -> list[Content]:
    """Return a card with its title in the first of its lines, and a mark and a bar beside its sentence if it is chosen.

    What is chosen changes at an arrow key, so that little of the card changes with it: no word.
    """
    mark = ("▸ ", f"bold {CHOSEN}") if is_chosen else ("  ", "")
    rule = "─" * max(0, width - MARK_CELLS - len(title) - len(position) - 2)
    top = Content.assemble(mark, (title, f"bold {QUIET}"), (f" {rule} {position}", QUIET))
    words = next((at for at, line in enumerate(lines) if at and not line.plain), 0) if is_chosen else 0
    sides = (("┃ ", CHOSEN) if at < words else ("  ", "") for at in range(1, len(lines) - 1))
    return [top, *(Content.assemble(side, each) for side, each in zip(sides, lines[1:-1], strict=True)), Content("")]


def _assemble(
    columns: Sequence[Sequence[int]], drawn: Sequence[list[Content]], widths: Sequence[int], height: int
) -> Page:
    places: dict[int, Place] = {}
    tops: list[int] = []
    lines: list[Content] = []
    for first in range(0, len(columns), len(widths)):
        tops.append(len(lines))
        left, stacks = 0, []
        for number, (column, width) in enumerate(zip(columns[first:], widths, strict=False)):
            stack: list[Content] = []
            for index in column:
                top = tops[-1] + len(stack)
                places[index] = Place(len(tops) - 1, number, top, len(drawn[index]), left, width)
                stack += drawn[index]
            stacks.append(stack)
            left += width + GAP
        lines += [
            Content(" " * GAP).join([
                _padded(stack[line] if line < len(stack) else Content(""), width)
                for stack, width in zip(stacks, widths, strict=False)
            ])
            for line in range(max(height, *map(len, stacks)))
        ]
    return Page(
        content=Content("\n").join(lines),
        places=tuple(places[index] for index in range(len(drawn))),
        tops=tuple(tops),
        lines=len(lines),
    )


def _padded(content: Content, width: int) -> Content:
    return content.pad_right(max(0, width - content.cell_length))
