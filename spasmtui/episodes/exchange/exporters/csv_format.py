"""Write and parse RFC 4180 CSV that no spreadsheet interprets as formulas and that reads back exactly.

Every cell is quoted, lines end in CRLF, the encoding is UTF-8. A cell in which a spreadsheet could see the beginning of
a formula gets one apostrophe before it, and so does one that begins with an apostrophe, so that taking one away on the
way back is always right. A beginning is also what follows a semicolon, a tab or a line break, because a spreadsheet set
to another separator splits there (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from spasmtui.episodes.model.episode import Tried
from spasmtui.episodes.model.fields import JSON_FIELDS
from spasmtui.episodes.model.json_document import tried_documents
from spasmtui.episodes.model.tried_text import format_tried, parse_tried

COLUMNS = tuple((field.name, field.meaning) for field in JSON_FIELDS)
"""Column and meaning, in order. An empty cell means not recorded, never no."""
NAMES = tuple(name for name, _ in COLUMNS)
_KINDS = {field.name: field.kind for field in JSON_FIELDS}
EMPTY_LIST = "(none)"
"""A list that was recorded as empty."""
EMPTY_TEXT = "'"
"""A text that was recorded and is empty; no guarded cell looks like it."""

# What is passed over is no separator itself: thousands of line breaks would be gone through once for each of them.
_BEGINNING = re.compile(r"(\A|[;\t\n\r])((?:[^\S\t\n\r]|[\"\u200b\u2060\ufeff])*)(?=[=+\-@'＝＋－＠])")
_GUARDED = re.compile(r"(\A|[;\t\n\r])((?:[^\S\t\n\r]|[\"\u200b\u2060\ufeff])*)'")


def escape_formulas(cell: str) -> str:
    """Put an apostrophe before every part of a cell that a spreadsheet could take for a formula."""
    return _BEGINNING.sub(r"\1\2'", cell)


def unescape_formulas(cell: str) -> str:
    """Take away the apostrophes that `escape_formulas` put in."""
    return _GUARDED.sub(r"\1\2", cell) if "'" in cell else cell


def csv_text(documents: Iterable[dict[str, Any]]) -> str:
    """Format episodes as a table with a header row."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(NAMES)
    for document in documents:
        writer.writerow([format_cell(name, document.get(name)) for name in NAMES])
    return stream.getvalue()


def dictionary_text() -> str:
    """Format the column dictionary as CSV: each column and its meaning."""
    stream = io.StringIO()
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([("column", "meaning"), *COLUMNS])
    return stream.getvalue()


def format_cell(name: str, value: Any) -> str:
    """Format a field as one cell. Empty: not recorded. One apostrophe alone: recorded as an empty text."""
    kind = _KINDS[name]
    if value is None or (kind == "tried" and not value):
        return ""
    if kind == "words":
        text = join_words(value) if value else EMPTY_LIST
    elif kind == "tried":
        text = join_words([format_tried(Tried(**each)) for each in value])
    else:
        text = str(value)
    return escape_formulas(text) if text else EMPTY_TEXT


def parse_cell(name: str, cell: str) -> Any:
    """Parse a cell that `format_cell` wrote; a score that is no whole number stays a text for the validation.

    Raises:
        ValueError: a routine is not written as `format_cell` writes it; the message is the reason.
    """
    kind = _KINDS[name]
    if cell == "":
        return [] if kind == "tried" else None
    text = unescape_formulas(cell)
    if kind == "tried":
        return tried_documents(map(parse_tried, split_words(text)))
    if kind == "words":
        return [] if text == EMPTY_LIST else split_words(text)
    if kind == "score" and re.fullmatch(r"\d{1,3}(\.0+)?", text.strip(), re.ASCII):
        return int(text.strip().partition(".")[0])
    return text


def join_words(words: Sequence[str]) -> str:
    r"""Join words with `; ` between them; a semicolon or a backslash in a word has a `\` before it.

    A list of one empty word is a backslash alone, and the word `(none)` begins with one, so that neither is taken for
    an empty list.
    """
    if list(words) == [""]:
        return "\\"
    escaped = (word.replace("\\", "\\\\").replace(";", "\\;") for word in words)
    return "; ".join(f"\\{word}" if word == EMPTY_LIST else word for word in escaped)


def split_words(text: str) -> list[str]:
    """Split a text into the words that `join_words` joined."""
    words = [""]
    index = 0
    while index < len(text):
        if text[index] == "\\":
            words[-1] += text[index + 1 : index + 2]
            index += 2
        elif text[index] == ";":
            words.append("")
            index += 2 if text[index + 1 : index + 2] == " " else 1
        else:
            words[-1] += text[index]
            index += 1
    return words
