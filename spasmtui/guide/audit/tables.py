"""Check the rows of the guide's TOML files: sources, red flags, urgent questions, the glossary and lay words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import TypeAdapter, ValidationError

from spasmtui.guide.audit.faults import Fault, KnownIds, line_in_row, line_of_field, line_of_table, line_of_words
from spasmtui.guide.loader import (
    Flag,
    Question,
    Source,
    Term,
    load_flags,
    load_lay_words,
    load_questions,
    load_terms,
)
from spasmtui.shared.places import PLACES
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _LayWords:
    """A table of `words.toml`."""

    __pydantic_config__: ClassVar[dict[str, bool | str]] = {"extra": "forbid"}

    words: tuple[str, ...]
    place: str = ""
    """For editors: the place that the words stand for."""


_FLAG = TypeAdapter(Flag)
_LAY_WORDS = TypeAdapter(_LayWords)
_QUESTION = TypeAdapter(Question)
_SOURCE = TypeAdapter(Source)
_TERM = TypeAdapter(Term)

DIARY_KEYS = frozenset({"rule", "signs_any", "signs_all", "kinds", "triggers", "places"})
"""Keys of a red flag that the diary reads."""
EDITORIAL_KEYS = frozenset({"facts", "sources", "conditions", "say"})
"""Keys of a red flag or a glossary entry that only tests read."""
SOURCE_KEYS = frozenset({"kind"})
"""Keys of a source that only the audit reads."""


def find_row_faults(content: Path) -> Iterator[Fault]:
    """Yield the faults in the shape of each source, red flag, urgent question, glossary entry and table of words."""
    file = "sources.toml"
    text, tables = _read(content / file), read_tables(content / file)
    for name, row in tables.items():
        if name != "facts":
            line = line_of_table(text, name)
            yield from _shape_faults(_SOURCE, {"id": name, **row}, SOURCE_KEYS, file, text, line)
    file = "red_flags.toml"
    text, tables = _read(content / file), read_tables(content / file)
    for name, row in tables.items():
        if name != "signs":
            others = DIARY_KEYS | EDITORIAL_KEYS
            yield from _shape_faults(_FLAG, {"id": name, **row}, others, file, text, line_of_table(text, name))
    file = "urgent.toml"
    text, tables = _read(content / file), read_tables(content / file)
    for row in tables.get("questions", ()):
        line = line_of_words(text, str(row.get("ask", "[[questions]]")))
        yield from _shape_faults(_QUESTION, row, frozenset(), file, text, line)
    none = {"ask": "", "level": "none", **tables.get("none", {})}
    yield from _shape_faults(_QUESTION, none, frozenset(), file, text, line_of_table(text, "none"))
    file = "glossary.toml"
    text, tables = _read(content / file), read_tables(content / file)
    for row in tables.get("terms", ()):
        line = line_of_words(text, f'term = "{row.get("term", "")}"')
        yield from _shape_faults(_TERM, row, EDITORIAL_KEYS, file, text, line)
    file = "words.toml"
    text, tables = _read(content / file), read_tables(content / file)
    for name, row in tables.items():
        yield from _shape_faults(_LAY_WORDS, row, frozenset(), file, text, line_of_table(text, name))


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
            yield Fault(file, line_in_row(text, line, field), f"{field}: {problem['msg']}")


def find_fact_faults(content: Path, known: KnownIds) -> Iterator[Fault]:
    """Yield the facts that name an unknown source."""
    text = _read(content / "sources.toml")
    for fact, sources in known.facts.items():
        for source in sources:
            if source not in known.sources:
                yield Fault("sources.toml", line_of_field(text, fact), f"the fact {fact} names the source '{source}'")


def find_reference_faults(content: Path, known: KnownIds) -> Iterator[Fault]:
    """Yield unknown ids in the red flags, the urgent questions and the lay words."""
    text = _read(content / "red_flags.toml")
    flags = {flag.id for flag in load_flags(content)}
    for flag in load_flags(content):
        if flag.page not in known.pages:
            line = line_of_table(text, flag.id, f'"{flag.page}"')
            yield Fault("red_flags.toml", line, f"{flag.id}: there is no page '{flag.page}'")
        if flag.id not in known.facts:
            yield Fault("red_flags.toml", line_of_table(text, flag.id), f"there is no fact '{flag.id}'")
    text = _read(content / "urgent.toml")
    for question in load_questions(content):
        line = line_of_words(text, question.ask or "[none]")
        for unknown in [*({question.page} - known.pages), *sorted(set(question.flags) - flags)]:
            yield Fault("urgent.toml", line, f"there is no '{unknown}'")
    text = _read(content / "glossary.toml")
    terms = load_terms(content)
    for term in terms:
        if term.page and term.page not in known.pages:
            line = line_in_row(text, line_of_words(text, f'term = "{term.term}"'), "page")
            yield Fault("glossary.toml", line, f"there is no page '{term.page}'")
    text = _read(content / "words.toml")
    for page_id in load_lay_words(content):
        if page_id not in known.pages and page_id not in {term.page for term in terms}:
            yield Fault("words.toml", line_of_table(text, page_id), f"there is no page '{page_id}'")
    for page_id, table in read_tables(content / "words.toml").items():
        if table.get("place", "") not in {"", *PLACES}:
            line = line_of_table(text, page_id, f'"{table["place"]}"')
            yield Fault("words.toml", line, f"there is no place '{table['place']}'")
        for words in sorted({words for words in table["words"] if table["words"].count(words) > 1}):
            yield Fault("words.toml", line_of_table(text, page_id, f'"{words}"'), f"'{words}' is there twice")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def read_tables(path: Path) -> dict[str, Any]:
    """Parse a content file; a missing one has no tables.

    Raises:
        DataError: the file cannot be parsed.
    """
    return read_toml(path, advice=REINSTALL) if path.exists() else {}
