"""Check one page: its front matter, its card, its text, and how it reads."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from spasmtui.errors import DataError
from spasmtui.guide.audit.faults import Fault, KnownIds, id_order, line_of_error, line_of_field
from spasmtui.guide.audit.keywords import find_unexplained_words
from spasmtui.guide.audit.readability import find_readability_faults
from spasmtui.guide.loader import split_front_matter
from spasmtui.guide.markdown import parse_markdown
from spasmtui.guide.page import CARD_HEADING, Block, Entry, Group, Kind, Page
from spasmtui.shared.places import PLACES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MONTHS_VALID = 12
"""Months after which a page is due for review."""
CHARACTERS = {"title": (1, 40), "summary": (40, 110)}
"""The lengths of a title and a summary, which are one line of a list."""
ITEMS = {"words": (5, 100), "related": (3, 6)}
"""The numbers of items of a field."""
CARD_STEPS = (3, 5)
"""The numbers of steps that a card may have."""
CARD_CHARACTERS = 110
"""The longest step of a card, with its number."""
WORDS = (200, 700)
"""The numbers of words of a page."""
MORE_WORDS = {"about-this-guide": 1150, "get-help-now": 3000, "glossary": 1500}
"""The most words of pages that list a whole table."""
LINE_CHARACTERS = 120
"""The longest line of a page's file, except for the summary."""

_ENTRY = TypeAdapter(Entry)
_PLAIN = re.compile(r"[^ -~°–]")
"""A character that is not on every terminal and keyboard."""


def find_page_faults(path: Path, known: KnownIds, today: date) -> Iterator[Fault]:
    """Find the faults of a page.

    Args:
        path: the page's file.
        known: the ids that it may refer to.
        today: the day that the review date is compared with.
    """
    name = f"guide/{path.name}"
    text = path.read_text(encoding="utf-8")
    try:
        front, body, first_line = split_front_matter(text, path.name)
    except DataError as error:
        yield Fault(name, line_of_error(str(error)), str(error))
        return
    try:
        entry = _ENTRY.validate_json(json.dumps(front, default=date.isoformat), strict=True)
    except ValidationError as error:
        for problem in error.errors():
            field = str(problem["loc"][0]) if problem["loc"] else ""
            yield Fault(name, line_of_field(text, field), f"{field}: {problem['msg']}")
        return
    if not isinstance(front["reviewed"], date):
        yield Fault(name, line_of_field(text, "reviewed"), "reviewed is a date without quotes")
    page = Page(entry=entry, blocks=parse_markdown(body, first_line))
    for field, message in (
        *_missing_fields(front),
        *_id_faults(entry, path.stem, known),
        *_source_faults(entry, known),
        *_bound_faults(entry, today),
        *_group_faults(page),
    ):
        quoted = re.search(r"'([^']+)'", message)
        yield Fault(name, line_of_field(text, field, quoted[1] if quoted else ""), message)
    for line, message in (
        *_line_faults(text),
        *_block_faults(page, known),
        *_card_faults(page),
        *find_readability_faults(page),
    ):
        yield Fault(name, line, message)
    keywords = (*entry.words, *known.lay_words.get(entry.id, ()))
    for keyword, word in find_unexplained_words(page, keywords, known.synonyms):
        message = f"the keyword '{keyword}' promises '{word}', and the text is silent on it"
        yield Fault(name, line_of_field(text, "words", keyword), message)


def _missing_fields(front: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field in (field.name for field in fields(Entry)):
        if field not in front and field != "aliases":
            yield field, f"{field} is missing; a page without any says {field} = []"


def _id_faults(entry: Entry, stem: str, known: KnownIds) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for each id that is unknown, listed twice or not the page's own."""
    if entry.id != stem:
        yield "id", f"the id '{entry.id}' is not the file's name"
    if entry.id not in known.lay_words:
        yield "id", f"words.toml has no table [{entry.id}] of its lay words"
    for field, ids, known_ids in (
        ("places", entry.places, PLACES),
        ("routines", entry.routines, known.routines),
        ("related", entry.related, known.pages),
        ("facts", entry.facts, known.facts),
        ("sources", entry.sources, known.sources),
        ("words", entry.words, entry.words),
    ):
        for unknown in (name for name in ids if name not in known_ids):
            yield field, f"{field}: there is no '{unknown}'"
        for twice in sorted({name for name in ids if ids.count(name) > 1}):
            yield field, f"{field}: '{twice}' is there twice"
    if entry.id in entry.related:
        yield "related", "related: the page leads to itself"


def _source_faults(entry: Entry, known: KnownIds) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where the sources are not exactly those of the facts, in order."""
    of_facts = {source for fact in entry.facts for source in known.facts.get(fact, ())}
    for source in sorted(of_facts - set(entry.sources)):
        yield "sources", f"sources: '{source}' is missing, from which a fact of the page is"
    for source in sorted(set(entry.sources) - of_facts):
        yield "sources", f"sources: no fact of the page is from '{source}'"
    if list(entry.sources) != sorted(entry.sources, key=id_order):
        yield "sources", "sources are not in the order of their ids"


def _bound_faults(entry: Entry, today: date) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for each length, number of items or review date out of bounds."""
    for bounds, unit in ((CHARACTERS, "characters"), (ITEMS, "items")):
        for field, (least, most) in bounds.items():
            count = len(getattr(entry, field))
            if not least <= count <= most:
                yield field, f"{field}: {least} to {most} {unit}, not {count}"
    if entry.reviewed > today:
        yield "reviewed", f"reviewed on {entry.reviewed}, which is in the future"
    elif _months_between(entry.reviewed, today) >= MONTHS_VALID:
        yield "reviewed", f"last reviewed on {entry.reviewed}: review it again"


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _group_faults(page: Page) -> Iterator[tuple[str, str]]:
    group = page.entry.group
    if group in (Group.ACT, Group.PLACES) and not page.card:
        yield "group", f"a page of the group {group} needs a list under '{CARD_HEADING}'"


def _line_faults(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for each line that is too long or has a character that is not plain."""
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE_CHARACTERS and not line.startswith("summary"):
            yield number, f"the line has {len(line)} characters, not at most {LINE_CHARACTERS}"
        for character in sorted(set(_PLAIN.findall(line))):
            yield number, f"the character {character!a} is not plain text"


def _block_faults(page: Page, known: KnownIds) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for each broken link, unlisted or unused fact, and for a text too short or too long."""
    for block in page.blocks:
        for target in block.links():
            if target not in known.pages:
                yield block.line, f"the link to '{target}' leads nowhere"
            elif target == page.entry.id:
                yield block.line, "the link leads to its own page"
        for fact in block.facts:
            if fact not in known.facts:
                yield block.line, f"there is no fact '{fact}'"
            elif fact not in page.entry.facts:
                yield block.line, f"the fact '{fact}' is not in the front matter"
    cited = {fact for block in page.blocks for fact in block.facts}
    for fact in page.entry.facts:
        if fact not in cited and fact in known.facts:
            yield _first_line(page.blocks), f"the fact '{fact}' is listed and nowhere in the text"
    least, most = WORDS[0], MORE_WORDS.get(page.entry.id, WORDS[1])
    count = len(page.text.split())
    if not least <= count <= most:
        yield _first_line(page.blocks), f"the text has {count} words, not {least} to {most}"


def _card_faults(page: Page) -> Iterator[tuple[int, str]]:
    """Yield (line, message) for a card that is not first, too short or too long, or misnumbered."""
    if not page.card:
        return
    steps = [block for block in page.card if block.kind is Kind.STEP]
    line = page.card[0].line
    if page.blocks[0].text != CARD_HEADING:
        yield line, f"the page does not begin with '{CARD_HEADING}'"
    least, most = CARD_STEPS
    if not least <= len(steps) <= most:
        yield line, f"the card has {len(steps)} steps, not {least} to {most}"
    if [step.number for step in steps] != list(range(1, len(steps) + 1)):
        yield line, "the card's steps are not numbered from 1"
    for step in steps:
        count = len(f"{step.number}. {step.text}")
        if count > CARD_CHARACTERS:
            yield step.line, f"the step has {count} characters, not at most {CARD_CHARACTERS}"


def _first_line(blocks: tuple[Block, ...]) -> int:
    return blocks[0].line if blocks else 1
