"""Check the guide's content and name each fault with its file and line.

Rows and front matter are validated strictly by the classes that the program builds from them. Then ids, links, facts,
sources and review dates are checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from pydantic import TypeAdapter, ValidationError

from spasmtui.errors import DataError
from spasmtui.guide.loader import (
    Flag,
    Question,
    Source,
    Term,
    load_facts,
    load_flags,
    load_lay_words,
    load_questions,
    load_sources,
    load_terms,
    split_front_matter,
)
from spasmtui.guide.markdown import parse_markdown
from spasmtui.guide.page import CARD_HEADING, Block, Entry, Group, Kind, Page
from spasmtui.shared.places import PLACES
from spasmtui.shared.toml_files import REINSTALL, read_toml

MONTHS_VALID = 12
"""Months after which a page is due for review."""
CARD_STEPS = range(2, 7)
"""The numbers of steps that a card may have."""

MAX_CHARACTERS = {"title": 40, "summary": 120}
"""The longest title and summary that fit on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _LayWords:
    """A table of `words.toml`."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = {"extra": "forbid"}

    words: tuple[str, ...]
    place: str = ""
    """For editors: the place that the words stand for."""


_ENTRY = TypeAdapter(Entry)
_FLAG = TypeAdapter(Flag)
_LAY_WORDS = TypeAdapter(_LayWords)
_QUESTION = TypeAdapter(Question)
_SOURCE = TypeAdapter(Source)
_TERM = TypeAdapter(Term)

DIARY_KEYS = frozenset({"rule", "signs_any", "signs_all", "kinds", "triggers", "places"})
"""Keys of a red flag that the diary reads."""
EDITORIAL_KEYS = frozenset({"facts", "sources", "conditions"})
"""Keys of a red flag or a glossary entry that only tests read."""
SOURCE_KEYS = frozenset({"kind", "is_reprint"})
"""Keys of a source that only tests read."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault in a content file."""

    file: str
    """The file's path inside the content folder."""
    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _KnownIds:
    """Every id that content may refer to."""

    pages: frozenset[str]
    routines: frozenset[str]
    sources: frozenset[str]
    facts: frozenset[str]


def find_faults(content: Path, today: date) -> tuple[Fault, ...]:
    """Find every fault of the guide, sorted by file and line.

    Args:
        content: the root of the shipped content.
        today: the day that review dates are compared with.
    """
    paths = sorted((content / "guide").glob("*.md"))
    known = _KnownIds(
        pages=frozenset(path.stem for path in paths) | _find_aliases(paths),
        routines=frozenset(path.stem for path in (content / "routines").glob("*.toml")),
        sources=frozenset(load_sources(content)),
        facts=frozenset(load_facts(content)),
    )
    faults = [fault for path in paths for fault in _page_faults(path, known, today)]
    faults += _fact_faults(content, known)
    row_faults = [*_row_faults(content)]
    # The loaders of the other check stop at a row that they cannot build.
    faults += row_faults or _other_faults(content, known)
    return tuple(sorted(set(faults)))


def _row_faults(content: Path) -> Iterator[Fault]:
    """Yield the faults in the shape of each source, red flag, urgent question, glossary entry and table of words."""
    file = "sources.toml"
    text, tables = _read(content / file), _read_tables(content / file)
    for name, row in tables.items():
        if name != "facts":
            line = _line_of_table(text, name)
            yield from _shape_faults(_SOURCE, {"id": name, **row}, SOURCE_KEYS, file, text, line)
    file = "red_flags.toml"
    text, tables = _read(content / file), _read_tables(content / file)
    for name, row in tables.items():
        if name != "signs":
            others = DIARY_KEYS | EDITORIAL_KEYS
            yield from _shape_faults(_FLAG, {"id": name, **row}, others, file, text, _line_of_table(text, name))
    file = "urgent.toml"
    text, tables = _read(content / file), _read_tables(content / file)
    for row in tables.get("questions", ()):
        line = _line_of_words(text, str(row.get("ask", "[[questions]]")))
        yield from _shape_faults(_QUESTION, row, frozenset(), file, text, line)
    none = {"ask": "", "level": "none", **tables.get("none", {})}
    yield from _shape_faults(_QUESTION, none, frozenset(), file, text, _line_of_table(text, "none"))
    file = "glossary.toml"
    text, tables = _read(content / file), _read_tables(content / file)
    for row in tables.get("terms", ()):
        line = _line_of_words(text, f'term = "{row.get("term", "")}"')
        yield from _shape_faults(_TERM, row, EDITORIAL_KEYS, file, text, line)
    file = "words.toml"
    text, tables = _read(content / file), _read_tables(content / file)
    for name, row in tables.items():
        yield from _shape_faults(_LAY_WORDS, row, frozenset(), file, text, _line_of_table(text, name))


def _shape_faults(
    adapter: TypeAdapter[Any], row: Mapping[str, Any], others: frozenset[str], file: str, text: str, line: int
) -> Iterator[Fault]:
    """Validate a row by the class that is built from it.

    Args:
        adapter: the adapter of that class, which forbids unknown keys.
        row: the row.
        others: keys that are not for that class.
        file: the row's file.
        text: its content.
        line: the line at which the row begins.
    """
    try:
        # As JSON, since strict validation of Python values refuses a list where the class has a tuple.
        adapter.validate_json(
            json.dumps({key: value for key, value in row.items() if key not in others}, default=str), strict=True
        )
    except ValidationError as error:
        for problem in error.errors():
            field = str(problem["loc"][0]) if problem["loc"] else ""
            yield Fault(file, _line_in_row(text, line, field), f"{field}: {problem['msg']}")


def _line_in_row(text: str, line: int, field: str) -> int:
    """Return the line of a field of the row that begins at a line, or that line where the row lacks the field."""
    lines = text.splitlines()
    for number, content in enumerate(lines[line - 1 :], line):
        if re.match(rf"{re.escape(field)}\s*=", content):
            return number
        if content.startswith("[") and number > line:
            break
    return line


def _find_aliases(paths: list[Path]) -> frozenset[str]:
    aliases: set[str] = set()
    for path in paths:
        try:
            aliases.update(split_front_matter(path.read_text(encoding="utf-8"), path.name)[0].get("aliases", ()))
        except DataError:
            continue
    return frozenset(aliases)


def _page_faults(path: Path, known: _KnownIds, today: date) -> Iterator[Fault]:
    name = f"guide/{path.name}"
    text = path.read_text(encoding="utf-8")
    try:
        front, body, first_line = split_front_matter(text, path.name)
    except DataError as error:
        yield Fault(name, _line_of_error(str(error)), str(error))
        return
    try:
        entry = _ENTRY.validate_json(json.dumps(front, default=date.isoformat), strict=True)
    except ValidationError as error:
        for problem in error.errors():
            field = str(problem["loc"][0]) if problem["loc"] else ""
            yield Fault(name, _line_of_field(text, field), f"{field}: {problem['msg']}")
        return
    if not isinstance(front["reviewed"], date):
        yield Fault(name, _line_of_field(text, "reviewed"), "reviewed is a date without quotes")
    page = Page(entry=entry, blocks=parse_markdown(body, first_line))
    for field, message in _entry_faults(page, path.stem, known, today):
        quoted = re.search(r"'([^']+)'", message)
        yield Fault(name, _line_of_field(text, field, quoted[1] if quoted else ""), message)
    yield from _block_faults(name, page, known)


def _entry_faults(page: Page, stem: str, known: _KnownIds, today: date) -> Iterator[tuple[str, str]]:
    """Yield (field, message) for each fault of a front matter of the right shape."""
    entry = page.entry
    if entry.id != stem:
        yield "id", f"the id '{entry.id}' is not the file's name"
    for field, ids, known_ids in (
        ("places", entry.places, PLACES),
        ("routines", entry.routines, known.routines),
        ("related", entry.related, known.pages),
        ("facts", entry.facts, known.facts),
        ("sources", entry.sources, known.sources),
    ):
        for unknown in (name for name in ids if name not in known_ids):
            yield field, f"{field}: there is no '{unknown}'"
    for field, limit in MAX_CHARACTERS.items():
        if not 0 < len(getattr(entry, field)) <= limit:
            yield field, f"{field}: 1 to {limit} characters, not {len(getattr(entry, field))}"
    if entry.id in entry.related:
        yield "related", "related: the page leads to itself"
    if entry.reviewed > today:
        yield "reviewed", f"reviewed on {entry.reviewed}, which is in the future"
    elif _months_between(entry.reviewed, today) >= MONTHS_VALID:
        yield "reviewed", f"last reviewed on {entry.reviewed}: review it again"
    if entry.group in (Group.ACT, Group.PLACES) and not page.card:
        yield "group", f"a page of the group {entry.group} needs a list under '{CARD_HEADING}'"


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _block_faults(name: str, page: Page, known: _KnownIds) -> Iterator[Fault]:
    """Yield the faults of the text: broken links, unlisted or unused facts, a card that is too short or too long."""
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


def _fact_faults(content: Path, known: _KnownIds) -> Iterator[Fault]:
    text = (content / "sources.toml").read_text(encoding="utf-8")
    for fact, row in load_facts(content).items():
        for source in row.get("sources", ()):
            if source not in known.sources:
                yield Fault("sources.toml", _line_of_field(text, fact), f"the fact {fact} names the source '{source}'")


def _other_faults(content: Path, known: _KnownIds) -> Iterator[Fault]:
    """Yield unknown ids in the red flags, the urgent questions and the lay words."""
    text = _read(content / "red_flags.toml")
    flags = {flag.id for flag in load_flags(content)}
    for flag in load_flags(content):
        if flag.page not in known.pages:
            line = _line_of_table(text, flag.id, f'"{flag.page}"')
            yield Fault("red_flags.toml", line, f"{flag.id}: there is no page '{flag.page}'")
        if flag.id not in known.facts:
            yield Fault("red_flags.toml", _line_of_table(text, flag.id), f"there is no fact '{flag.id}'")
    text = _read(content / "urgent.toml")
    for question in load_questions(content):
        line = _line_of_words(text, question.ask or "[none]")
        for unknown in [*({question.page} - known.pages), *sorted(set(question.flags) - flags)]:
            yield Fault("urgent.toml", line, f"there is no '{unknown}'")
    text = _read(content / "glossary.toml")
    terms = load_terms(content)
    for term in terms:
        if term.page and term.page not in known.pages:
            line = _line_in_row(text, _line_of_words(text, f'term = "{term.term}"'), "page")
            yield Fault("glossary.toml", line, f"there is no page '{term.page}'")
    text = _read(content / "words.toml")
    for page_id in load_lay_words(content):
        if page_id not in known.pages and page_id not in {term.page for term in terms}:
            yield Fault("words.toml", _line_of_table(text, page_id), f"there is no page '{page_id}'")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _read_tables(path: Path) -> dict[str, Any]:
    return read_toml(path, advice=REINSTALL) if path.exists() else {}


def _line_number(text: str, offset: int) -> int:
    """Return the line, from 1, of a character of a text; 1 for an offset of -1, which `find` returns for none."""
    return text.count("\n", 0, max(offset, 0)) + 1


def _line_of_words(text: str, words: str) -> int:
    return _line_number(text, text.find(words))


def _line_of_table(text: str, name: str, value: str = "") -> int:
    """Return the line of a table's header, or of a value after it."""
    start = max(text.find(f"[{name}]"), 0)
    return _line_number(text, max(text.find(value, start), start))


def _line_of_field(text: str, field: str, value: Any = "") -> int:
    """Return the line of a field, or of a string after it where the field's value takes several lines."""
    assignment = re.search(rf"^{re.escape(field)}\s*=", text, re.MULTILINE) if field else None
    if assignment is None:
        return 1
    offset = text.find(f'"{value}"', assignment.start()) if value else -1
    return _line_number(text, offset if offset >= 0 else assignment.start())


def _line_of_error(message: str) -> int:
    """Return the file's line that a TOML error names; the front matter begins at the file's second line."""
    line = re.search(r"at line (\d+)", message)
    return int(line[1]) + 1 if line else 1
