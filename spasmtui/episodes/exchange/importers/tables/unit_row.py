"""Find the row of units that some tables have below their header: `(h)` below `Duration`, `0-5` below `Pain`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spasmtui.episodes.exchange.importers.tables.headings import SCORES, TIME_FIELDS, interpret_heading, parse_unit
from spasmtui.episodes.exchange.importers.tables.words import TableWords

_BRACKETS = re.compile(r"[(\[{]\s*(.+?)\s*[)\]}]")
_LAYOUT = re.compile(r"[A-Za-z]{1,4}(?:[-/.: ]+[A-Za-z]{1,4}){1,5}")
"""What stands below a time: `yyyy-mm-dd`, `hh:mm`."""


def units_below(header: Sequence[str], cells: Sequence[str], words: TableWords) -> tuple[str, ...]:
    """Return the unit of each column from the row below a header; empty where that row has something else."""
    units: list[str] = []
    is_sure = False
    for at, cell in enumerate(cells):
        text = cell.strip()
        match = _BRACKETS.fullmatch(text)
        unit = match[1] if match else text
        heading = interpret_heading(header[at], words) if at < len(header) else None
        field = heading.field if heading is not None else ""
        if text and field in TIME_FIELDS and not (_LAYOUT.fullmatch(unit) or parse_unit(field, unit, words)):
            return ()
        if field == "duration" or field in SCORES:
            is_known = not unit.isdecimal() and parse_unit(field, unit, words) is not None
            if text and not is_known and not match:
                return ()
            is_sure = is_sure or bool(text)
        units.append(unit if text else "")
    return tuple(units) if is_sure else ()
