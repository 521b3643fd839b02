"""Parse the plain TOML that the content is written in, ten times as fast as a full parser. Pure.

Plain are tables, arrays of tables, texts without escapes in double quotes, arrays of these, whole and decimal numbers,
true and false, and dates. Of any other text nothing is parsed: it is left to the full parser, which knows more and says
what is wrong with a document.
"""

from __future__ import annotations

import re
from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_TEXT = r'"[^"\\\x00-\x1f\x7f]*"'
_ROW = rf"\[[ \n]*(?:{_TEXT}[ \n]*(?:,[ \n]*|(?=\])))*\]"
_ROWS = rf"\[[ \n]*(?:{_ROW}[ \n]*(?:,[ \n]*|(?=\])))+\]"
_NAME = r"[A-Za-z0-9_-]+"
_STATEMENT = re.compile(
    rf"""[ ]*(?:
    (?P<key>{_NAME}|{_TEXT})[ ]*=[ ]*(?:
        (?P<text>{_TEXT})
        |(?P<row>{_ROW})
        |(?P<rows>{_ROWS})
        |(?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})
        |(?P<decimal>-?(?:0|[1-9][0-9]{{0,14}})\.[0-9]{{1,15}})
        |(?P<whole>-?[1-9][0-9]{{0,14}}|0)
        |(?P<bool>true|false)
    )
    |\[\[(?P<array>{_NAME}(?:\.{_NAME})*)\]\]
    |\[(?P<table>{_NAME}(?:\.{_NAME})*)\]
    )?[ ]*(?:\#[^\x00-\x08\x0a-\x1f\x7f]*)?(?:\n|\Z)""",
    re.VERBOSE,
)


def parse_plain_toml(text: str, parse_float: Callable[[str], Any]) -> dict[str, Any] | None:
    """Return the document of a plain TOML text; None where it is not plain, or no TOML at all.

    Args:
        text: the text of a file.
        parse_float: makes the value of a number with a point from its text.
    """
    document: dict[str, Any] = {}
    table = document
    arrays: set[int] = set()
    """The identities of the arrays of tables; another list takes no table."""
    place, end = 0, len(text)
    match = _STATEMENT.match
    while place < end:
        if not (found := match(text, place)):
            return None
        place = found.end()
        kind = found.lastgroup
        if kind is None:
            continue
        if kind in ("array", "table"):
            parent = _descend(document, (names := found[kind].split("."))[:-1], arrays)
            if parent is None or (opened := _open(parent, names[-1], arrays, is_array=kind == "array")) is None:
                return None
            table = opened
            continue
        key, written = found["key"].strip('"'), found[kind]
        if key in table:
            return None
        if kind == "text":
            table[key] = written[1:-1]
        elif kind == "row":
            table[key] = written.split('"')[1::2]
        elif kind == "rows":
            table[key] = [row.split('"')[1::2] for row in re.findall(_ROW, written[1:])]
        elif kind == "whole":
            table[key] = int(written)
        elif kind == "decimal":
            table[key] = parse_float(written)
        elif kind == "bool":
            table[key] = written == "true"
        elif (day := _date(written)) is None:
            return None
        else:
            table[key] = day
    return document


def _date(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _descend(document: dict[str, Any], names: list[str], arrays: set[int]) -> dict[str, Any] | None:
    """Return the table with this path, made where it is missing; None where something else has the name."""
    table = document
    for name in names:
        inner = table.setdefault(name, {})
        if id(inner) in arrays:
            inner = inner[-1]
        if not isinstance(inner, dict):
            return None
        table = inner
    return table


def _open(parent: dict[str, Any], name: str, arrays: set[int], *, is_array: bool) -> dict[str, Any] | None:
    """Return a new table, in an array where `is_array`; None where the name is taken."""
    table: dict[str, Any] = {}
    if name not in parent:
        parent[name] = [table] if is_array else table
        if is_array:
            arrays.add(id(parent[name]))
        return table
    if not is_array or id(parent[name]) not in arrays:
        return None
    parent[name].append(table)
    return table
