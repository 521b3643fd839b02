"""Define a fault of the content, and find its line in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spasmtui.guide.search.synonyms import Synonyms


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault in a content file."""

    file: str
    """The file's path inside the content folder."""
    line: int
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIds:
    """Every id that content may refer to."""

    pages: frozenset[str]
    """Pages by their present and former ids."""
    routines: frozenset[str]
    sources: frozenset[str]
    facts: Mapping[str, tuple[str, ...]]
    """The sources of each fact."""
    lay_words: Mapping[str, tuple[str, ...]]
    """The keywords of each page that has a table in `words.toml`."""
    synonyms: Synonyms
    """Words of one meaning, which may explain a keyword."""


def id_order(name: str) -> tuple[str, int]:
    """Return the key that sorts ids by their letters, then by their number: S99 comes before S100."""
    letters = name.rstrip("0123456789")
    return letters, int(name[len(letters) :] or 0)


def line_of_words(text: str, words: str) -> int:
    """Return the line number of the first occurrence of words in a text; 1 without one."""
    return _line_number(text, text.find(words))


def line_of_table(text: str, name: str, value: str = "") -> int:
    """Return the line of a table's header, or of a value after it."""
    start = max(text.find(f"[{name}]"), 0)
    return _line_number(text, max(text.find(value, start), start))


def line_of_field(text: str, field: str, value: Any = "") -> int:
    """Return the line of a field, or of a string after it where the field's value takes several lines."""
    assignment = re.search(rf"^{re.escape(field)}\s*=", text, re.MULTILINE) if field else None
    if assignment is None:
        return 1
    offset = text.find(f'"{value}"', assignment.start()) if value else -1
    return _line_number(text, offset if offset >= 0 else assignment.start())


def line_in_row(text: str, line: int, field: str) -> int:
    """Return the line of a field of the row that begins at a line, or that line where the row lacks the field."""
    lines = text.splitlines()
    for number, content in enumerate(lines[line - 1 :], line):
        if re.match(rf"{re.escape(field)}\s*=", content):
            return number
        if content.startswith("[") and number > line:
            break
    return line


def line_of_error(message: str) -> int:
    """Return the file's line that a TOML error names; the front matter begins at the file's second line."""
    line = re.search(r"at line (\d+)", message)
    return int(line[1]) + 1 if line else 1


def _line_number(text: str, offset: int) -> int:
    """Return the line, from 1, of a character of a text; 1 for an offset of -1, which `find` returns for none."""
    return text.count("\n", 0, max(offset, 0)) + 1
