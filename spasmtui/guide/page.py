"""A page of the guide: its front matter as an `Entry`, its text as `Block`s."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar


class Group(StrEnum):
    """The part of the guide a page belongs to, in the order of the list."""

    ACT = "act"
    PLACES = "places"
    PREVENT = "prevent"
    UNDERSTAND = "understand"
    PEOPLE = "people"
    CARE = "care"
    ABOUT = "about"

    @property
    def heading(self) -> str:
        """The heading above its pages."""
        return _HEADINGS[self]


_HEADINGS = {
    Group.ACT: "What to do",
    Group.PLACES: "By place",
    Group.PREVENT: "Prevent",
    Group.UNDERSTAND: "Understand",
    Group.PEOPLE: "For whom",
    Group.CARE: "Care",
    Group.ABOUT: "About",
}


class Grade(StrEnum):
    """The strength of evidence for a page's main advice; `about-this-guide` explains the letters."""

    A = "A"
    B = "B"
    C = "C"
    N = "N"
    X = "X"
    R = "R"
    G = "G"

    @property
    def meaning(self) -> str:
        """The letter in words."""
        return _GRADE_MEANINGS[self]


_GRADE_MEANINGS = {
    Grade.A: "trials or reviews that agree",
    Grade.B: "few trials, or trials that disagree",
    Grade.C: "what experts and practice say, with little testing",
    Grade.N: "no good evidence",
    Grade.X: "evidence against it, or more harm than good",
    Grade.R: "a page that explains, read at its sources",
    Grade.G: "general medical knowledge",
}

Id = str
"""Lower-case words joined by hyphens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page's front matter: enough for the list of pages. `audit` checks its bounds."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = {"extra": "forbid"}

    id: Id
    """Never renamed without leaving an alias."""
    title: str
    summary: str
    """One line for a list."""
    group: Group
    places: tuple[Id, ...] = ()
    """Place ids of `places.toml`."""
    routines: tuple[Id, ...] = ()
    """Routine ids; the key `t` starts the first."""
    words: tuple[str, ...] = ()
    """Lay words for the subject."""
    related: tuple[Id, ...] = ()
    """Pages to read next."""
    facts: tuple[Id, ...] = ()
    """Every fact id that the text cites."""
    sources: tuple[Id, ...]
    """Source ids of `sources.toml`."""
    grade: Grade
    reviewed: date
    aliases: tuple[Id, ...] = ()
    """Ids this page had before."""


class Look(StrEnum):
    """The emphasis of a run of text."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    KEY = "key"
    """A key to press or a command to type."""
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Run:
    """Text with one look."""

    text: str
    look: Look = Look.PLAIN
    target: str | None = None
    """The page a link leads to."""


Runs = tuple[Run, ...]


class Kind(StrEnum):
    """The kind of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    STEP = "step"
    """An item of a numbered list."""
    BULLET = "bullet"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, an item or a table."""

    kind: Kind
    runs: Runs = ()
    level: int = 0
    """A heading's rank, 2 below the title; how deep an item is nested, from 0."""
    number: int = 0
    """A step's number."""
    rows: tuple[tuple[Runs, ...], ...] = ()
    """A table's rows of cells; the first row is its head."""
    facts: tuple[str, ...] = ()
    """The fact ids that it cites."""
    line: int = 0
    """The number of its first line in its file, from 1."""

    @property
    def text(self) -> str:
        """Its text without emphasis and link targets."""
        cells = [cell for row in self.rows for cell in row]
        return " ".join("".join(run.text for run in runs) for runs in (self.runs, *cells) if runs)

    def links(self) -> Iterator[str]:
        """Yield the ids of the pages it links to, in order."""
        for runs in (self.runs, *(cell for row in self.rows for cell in row)):
            yield from (run.target for run in runs if run.target is not None)


CARD_HEADING = "Do this now"
"""The heading of the numbered list that a tired person reads first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with its text."""

    entry: Entry
    blocks: tuple[Block, ...]

    @property
    def card(self) -> tuple[Block, ...]:
        """The blocks under "Do this now", without the heading; empty on a page without that heading."""
        card: list[Block] = []
        is_inside = False
        for block in self.blocks:
            if block.kind is Kind.HEADING:
                is_inside = block.text == CARD_HEADING
            elif is_inside:
                card.append(block)
        return tuple(card)

    @property
    def links(self) -> tuple[str, ...]:
        """The ids of the pages it leads to, each once: the related pages, then the links in the text.

        The reader letters its links in this order.
        """
        in_text = (target for block in self.blocks for target in block.links())
        return tuple(dict.fromkeys((*self.entry.related, *in_text)))

    @property
    def text(self) -> str:
        """The text of all its blocks, for the search."""
        return "\n".join(block.text for block in self.blocks)
