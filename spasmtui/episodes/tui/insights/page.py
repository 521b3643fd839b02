"""Lay the cards out on a page: one, two or three columns, each card in its box, the columns about equally high."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product, zip_longest
from typing import TYPE_CHECKING

from textual.content import Content

from spasmtui.episodes.insights.cards import EMPTY, NEEDS
from spasmtui.shared.text_wrap import take_cells, wrap
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spasmtui.episodes.insights.cards import Card

    Picture = Callable[[str, int, int], list[Content]]
    """Draws the picture of the card with this id to a width, with so many lines beyond its least height."""

COLUMN_CELLS = 56
"""The least width of a column when there are several."""
MOST_COLUMNS = 3
BOX_FROM_CELLS = 56
"""The width from which a card has a frame; below, its title is a line across."""
MOST_EXTRA_LINES = 24
"""The most that a card grows beyond its least height, so that its column ends with the others."""
FEWEST_NEED_CELLS = 30
"""Cells beside a title in which its need is readable."""
QUIET = "$text-muted"
CHOSEN = "$text-accent"


@dataclass(frozen=True, slots=True)
class Place:
    """The lines and cells of the page that a card takes."""

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
    """The laid-out page."""

    content: Content
    places: tuple[Place, ...]
    """One a card, in their order."""
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
        """Return the card above, below, left or right of one; the same where there is none."""
        here = self.places[chosen]
        if direction in ("up", "down"):
            same = [index for index, place in enumerate(self.places) if place.column == here.column]
            at = same.index(chosen) + (1 if direction == "down" else -1)
            return same[at] if 0 <= at < len(same) else chosen
        column = here.column + (1 if direction == "right" else -1)
        beside = [index for index, place in enumerate(self.places) if place.column == column]
        return min(beside, key=lambda index: abs(self.places[index].top - here.top), default=chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The parts of the cards that are shown beside sentences and pictures."""

    has_numbers: bool = False
    has_method: bool = False


def lay_out_page(
    cards: Sequence[Card], picture: Picture, *, width: int, height: int, chosen: int, shown: Shown
) -> Page:
    """Lay the cards out in as many columns as the width has room for.

    Args:
        cards: at least one.
        picture: draws a card's picture.
        width: cells of the page.
        height: lines of the window; columns that all fit it are stretched to its end.
        chosen: the index of the chosen card.
        shown: what is shown beside sentences and pictures.
    """
    count = column_count(width, len(cards))
    gap = 1 if count > 1 else 0
    widths = [(width - gap * (count - 1) + column) // count for column in range(count)]
    least = [len(card_lines(card, picture, widths[0], shown=shown)) for card in cards]
    columns = distribute(least, count)
    target = max(sum(least[index] for index in column) for column in columns)
    target = max(target, height)
    drawn: list[list[Content]] = [[] for _card in cards]
    for column, cell_width in zip(columns, widths, strict=True):
        spare = target - sum(least[index] for index in column)
        for index in column:
            lines = _grown(cards[index], picture, cell_width, shown, least[index], spare)
            spare -= len(lines) - least[index]
            position = f"{index + 1} of {len(cards)}"
            drawn[index] = boxed(lines, cards[index].title, position, cell_width, is_chosen=index == chosen)
    return _assemble(columns, drawn, widths, gap)


def _grown(card: Card, picture: Picture, width: int, shown: Shown, least: int, spare: int) -> list[Content]:
    """Return the lines of a card that takes as much of the spare lines as its picture can use, and never more."""
    extra = min(spare, MOST_EXTRA_LINES)
    while extra > 0:
        lines = card_lines(card, picture, width, shown=shown, extra=extra)
        if len(lines) - least <= spare:
            return lines
        extra //= 2
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


def distribute(heights: Sequence[int], count: int) -> list[list[int]]:
    """Return the indexes of the cards of each column: the first side by side, the others where the page is shortest."""
    first, others = heights[:count], heights[count:]
    ways = product(range(count), repeat=len(others))
    best = min(ways, key=lambda columns: _longest(first, others, columns))
    columns = [[index] for index in range(len(first))]
    for index, column in enumerate(best, count):
        columns[column].append(index)
    return columns


def _longest(first: Sequence[int], others: Sequence[int], columns: Sequence[int]) -> int:
    ends = list(first)
    for column, height in zip(columns, others, strict=True):
        ends[column] += height
    return max(ends)


def card_lines(card: Card, picture: Picture, width: int, *, shown: Shown, extra: int = 0) -> list[Content]:
    """Return the lines of a card with two for its frame: the sentence, the picture, and what else is shown."""
    inside = inner_width(width)
    lines = [Content.styled(line, "bold") for line in wrap(sanitize(card.sentence), inside)]
    drawn = picture(card.id, inside, extra)
    lines += [Content(""), *drawn] if drawn else []
    for is_shown, texts in ((shown.has_numbers, card.numbers), (shown.has_method, card.method)):
        if is_shown:
            lines += [Content(""), *text_lines(texts, inside)]
    return [Content(""), *lines, Content("")]


def text_lines(texts: Sequence[str], width: int) -> list[Content]:
    """Return texts as quiet lines; a line of columns keeps its spaces."""
    lines: list[str] = []
    for text in texts:
        lines += (
            [take_cells(sanitize(text), width)] if "  " in text or not text else wrap(sanitize(text), width, rest="  ")
        )
    return [Content.styled(line, QUIET) for line in lines]


def beside(picture: Sequence[Content], words: Sequence[Content], left: int) -> list[Content]:
    """Return the lines of a picture with lines of words from a column on."""
    lines = []
    for drawn, word in zip_longest(picture, words, fillvalue=Content("")):
        lines.append(Content.assemble(drawn, " " * max(0, left - drawn.cell_length), word) if word.plain else drawn)
    return lines


def inner_width(width: int) -> int:
    """Return the cells inside a card's frame."""
    return width - 4 if width >= BOX_FROM_CELLS else width


def boxed(lines: list[Content], title: str, position: str, width: int, *, is_chosen: bool) -> list[Content]:
    """Return a card in its frame: the first and the last of its lines are replaced by the frame's."""
    line, side, corners = ("━", "┃", "┏┓┗┛") if is_chosen else ("─", "│", "┌┐└┘")
    style = CHOSEN if is_chosen else QUIET
    heading = f"{'▸ ' if is_chosen else ''}{title}"
    if width < BOX_FROM_CELLS:
        rule = line * max(0, width - len(heading) - len(position) - 4)
        top = Content.assemble((f"{line} ", style), (heading, f"bold {style}"), (f" {rule} ", style), (position, QUIET))
        return [top, *lines[1:]]
    rule = line * max(0, width - len(heading) - len(position) - 8)
    top = Content.assemble(
        (f"{corners[0]}{line} ", style), (heading, f"bold {style}"), (f" {rule} ", style),
        (position, QUIET), (f" {line}{corners[1]}", style),
    )  # fmt: skip
    inside = width - 4
    body = [
        Content.assemble((f"{side} ", style), each, " " * max(0, inside - each.cell_length), (f" {side}", style))
        for each in lines[1:-1]
    ]
    return [top, *body, Content.styled(corners[2] + line * (width - 2) + corners[3], style)]


def _assemble(
    columns: Sequence[Sequence[int]], drawn: Sequence[list[Content]], widths: Sequence[int], gap: int
) -> Page:
    places: dict[int, Place] = {}
    left, stacks = 0, []
    for number, (column, width) in enumerate(zip(columns, widths, strict=True)):
        stack: list[Content] = []
        for index in column:
            places[index] = Place(number, len(stack), len(drawn[index]), left, width)
            stack += drawn[index]
        stacks.append(stack)
        left += width + gap
    height = max(map(len, stacks))
    lines = [
        Content(" " * gap).join([
            _padded(stack[line] if line < len(stack) else Content(""), width)
            for stack, width in zip(stacks, widths, strict=True)
        ])
        for line in range(height)
    ]
    return Page(
        content=Content("\n").join(lines), places=tuple(places[index] for index in range(len(drawn))), lines=height
    )


def _padded(content: Content, width: int) -> Content:
    return content.pad_right(max(0, width - content.cell_length))
