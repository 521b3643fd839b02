"""Checks the whole guide: front matter, ids, links, facts, sources, review dates. Names the file and the line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from spasmtui.errors import DataError
from spasmtui.guide.loader import load_facts, load_flags, load_lay_words, load_questions, load_sources, split
from spasmtui.guide.markdown import parsed
from spasmtui.guide.page import CARD_HEADING, Block, Entry, Group, Kind, Page

MONTHS_VALID = 12
"""Months after which a page is due for review."""
CARD_STEPS = range(2, 7)
"""How many steps a card has."""

LONGEST = {"title": 40, "summary": 120}
"""Characters that fit on their lines."""

_ENTRY = TypeAdapter(Entry)
_PLACES = (
    "calf", "foot", "shin", "hamstring", "thigh", "hip", "buttock", "hand", "neck", "upper-back", "lower-back", "side",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a file."""

    file: str
    """Its path inside the content folder."""
    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Every id that may be named."""

    pages: frozenset[str]
    routines: frozenset[str]
    sources: frozenset[str]
    facts: frozenset[str]


def faults_in(content: Path, on: date) -> tuple[Fault, ...]:
    """Every fault of the guide, by file and line.

    Args:
        content: the root of the shipped content.
        on: the day review dates are compared with.
    """
    paths = sorted((content / "guide").glob("*.md"))
    known = _Known(
        pages=frozenset(path.stem for path in paths) | _aliases(paths),
        routines=frozenset(path.stem for path in (content / "routines").glob("*.toml")),
        sources=frozenset(load_sources(content)),
        facts=frozenset(load_facts(content)),
    )
    faults = [fault for path in paths for fault in _page_faults(path, known, on)]
    faults += _fact_faults(content, known)
    faults += _other_faults(content, known)
    return tuple(sorted(set(faults)))


def _aliases(paths: list[Path]) -> frozenset[str]:
    found: set[str] = set()
    for path in paths:
        try:
            found.update(split(path.read_text(encoding="utf-8"), path.name)[0].get("aliases", ()))
        except DataError:
            continue
    return frozenset(found)


def _page_faults(path: Path, known: _Known, on: date) -> Iterator[Fault]:
    name = f"guide/{path.name}"
    text = path.read_text(encoding="utf-8")
    try:
        front, body, first_line = split(text, path.name)
    except DataError as error:
        yield Fault(name, _line_in(str(error)), str(error))
        return
    try:
        entry = _ENTRY.validate_json(json.dumps(front, default=date.isoformat), strict=True)
    except ValidationError as error:
        for problem in error.errors():
            field = str(problem["loc"][0]) if problem["loc"] else ""
            yield Fault(name, _line_of(text, field), f"{field}: {problem['msg']}")
        return
    if not isinstance(front["reviewed"], date):
        yield Fault(name, _line_of(text, "reviewed"), "reviewed is a date without quotes")
    page = Page(entry=entry, blocks=parsed(body, first_line))
    for field, message in _entry_faults(page, path.stem, known, on):
        wanted = re.search(r"'([^']+)'", message)
        yield Fault(name, _line_of(text, field, wanted[1] if wanted else ""), message)
    yield from _block_faults(name, page, known)


def _entry_faults(page: Page, stem: str, known: _Known, on: date) -> Iterator[tuple[str, str]]:
    """(field, what is wrong) of a valid front matter."""
    entry = page.entry
    if entry.id != stem:
        yield "id", f"the id '{entry.id}' is not the file's name"
    for field, ids, those in (
        ("places", entry.places, _PLACES),
        ("routines", entry.routines, known.routines),
        ("related", entry.related, known.pages),
        ("facts", entry.facts, known.facts),
        ("sources", entry.sources, known.sources),
    ):
        for unknown in (one for one in ids if one not in those):
            yield field, f"{field}: there is no '{unknown}'"
    for field, most in LONGEST.items():
        if not 0 < len(getattr(entry, field)) <= most:
            yield field, f"{field}: 1 to {most} characters, not {len(getattr(entry, field))}"
    if entry.id in entry.related:
        yield "related", "related: the page leads to itself"
    if entry.reviewed > on:
        yield "reviewed", f"reviewed on {entry.reviewed}, which is in the future"
    elif _months_between(entry.reviewed, on) >= MONTHS_VALID:
        yield "reviewed", f"last reviewed on {entry.reviewed}: review it again"
    if entry.group in (Group.ACT, Group.PLACES) and not page.card:
        yield "group", f"a page of the group {entry.group} needs a list under '{CARD_HEADING}'"


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _block_faults(name: str, page: Page, known: _Known) -> Iterator[Fault]:
    """What is wrong in the text: links, facts that the front matter does not list, a card that is too long."""
    for block in page.blocks:
        for target in block.links():
            if target not in known.pages:
                yield Fault(name, block.line, f"the link to '{target}' leads nowhere")
        for fact in block.facts:
            if fact not in known.facts:
                yield Fault(name, block.line, f"there is no fact '{fact}'")
            elif fact not in page.entry.facts:
                yield Fault(name, block.line, f"the fact '{fact}' is not in the front matter")
    steps = [block for block in page.card if block.kind is Kind.STEP]
    if page.card and len(steps) not in CARD_STEPS:
        yield Fault(
            name, page.card[0].line, f"the card has {len(steps)} steps, not {CARD_STEPS[0]} to {CARD_STEPS[-1]}"
        )
    cited = {fact for block in page.blocks for fact in block.facts}
    for fact in page.entry.facts:
        if fact not in cited and fact in known.facts:
            yield Fault(name, _heading_line(page.blocks), f"the fact '{fact}' is listed and nowhere in the text")


def _heading_line(blocks: tuple[Block, ...]) -> int:
    return blocks[0].line if blocks else 1


def _fact_faults(content: Path, known: _Known) -> Iterator[Fault]:
    text = (content / "sources.toml").read_text(encoding="utf-8")
    for fact, about in load_facts(content).items():
        for source in about.get("sources", ()):
            if source not in known.sources:
                yield Fault("sources.toml", _line_of(text, fact), f"the fact {fact} names the source '{source}'")


def _other_faults(content: Path, known: _Known) -> Iterator[Fault]:
    """Red flags, the question path and lay words: what they name exists."""
    text = _text(content / "red_flags.toml")
    flags = {flag.id for flag in load_flags(content)}
    for flag in load_flags(content):
        if flag.page not in known.pages:
            line = _table_line(text, flag.id, f'"{flag.page}"')
            yield Fault("red_flags.toml", line, f"{flag.id}: there is no page '{flag.page}'")
        if flag.id not in known.facts:
            yield Fault("red_flags.toml", _table_line(text, flag.id), f"there is no fact '{flag.id}'")
    text = _text(content / "urgent.toml")
    for question in load_questions(content):
        line = _find(text, question.ask or "[none]")
        for unknown in [*({question.page} - known.pages), *sorted(set(question.flags) - flags)]:
            yield Fault("urgent.toml", line, f"there is no '{unknown}'")
    text = _text(content / "words.toml")
    for page_id in load_lay_words(content):
        if page_id not in known.pages:
            yield Fault("words.toml", _table_line(text, page_id), f"there is no page '{page_id}'")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _find(text: str, words: str) -> int:
    """The line these words stand on, from 1."""
    at = text.find(words)
    return text.count("\n", 0, max(at, 0)) + 1


def _table_line(text: str, name: str, value: str = "") -> int:
    """The line of a table's name, or of a value in it."""
    start = max(text.find(f"[{name}]"), 0)
    return text.count("\n", 0, max(text.find(value, start), start)) + 1


def _line_of(text: str, field: str, value: Any = "") -> int:
    """The line of a field, or of a value inside it where the field goes over several lines."""
    found = re.search(rf"^{re.escape(field)}\s*=", text, re.MULTILINE) if field else None
    if found is None:
        return 1
    at = text.find(f'"{value}"', found.start()) if value else -1
    return text.count("\n", 0, at if at >= 0 else found.start()) + 1


def _line_in(message: str) -> int:
    """The line a TOML error names; the front matter begins at the file's second line."""
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) + 1 if found else 1
