"""Find the columns that complete another: the half of the day of a clock, the unit of a length, its hours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from spasmtui.episodes.entry.scales import parse_scale
from spasmtui.episodes.exchange.importers.row import NOT_RECORDED
from spasmtui.episodes.exchange.importers.tables.columns import TableMapping
from spasmtui.episodes.exchange.importers.tables.doubts import are_zones
from spasmtui.episodes.exchange.importers.tables.headings import SCORES, Heading
from spasmtui.episodes.exchange.importers.tables.lengths import SECONDS, parse_length_unit
from spasmtui.episodes.exchange.importers.tables.table import Table
from spasmtui.episodes.exchange.importers.tables.words import TableWords, fold_heading
from spasmtui.shared.times.clock_words import is_half_of_day

_SCALE = re.compile(r"scale|skala|echelle|escala|\b(?:out of|range|max(?:imum)?)\b")
"""In the heading of a column of scales. Without it `5-10` may be anything, and the name of a device has two numbers."""
_ZONE = re.compile(r"\b(?:tz|time ?zones?|zone|zeitzone|fuseau|huso)\b")
"""In the heading of a column of time zones. Without it the times may be those of UTC, with the offset of the place."""
_LENGTH_UNITS = frozenset({
    "duration unit",
    "duration units",
    "unit of duration",
    "length unit",
    "time unit",
    "time units",
})
_UNITS = frozenset({"unit", "units", "einheit", "unité", "unidad"})
"""Headings that may be about something else."""


def add_companions(
    mapping: TableMapping, table: Table, words: TableWords, guessed: Mapping[str, Heading]
) -> TableMapping:
    """Return the mapping with the columns that complete a clock or a length; without them it would be another.

    Args:
        mapping: the mapping by headings.
        table: the table.
        words: the words of tables.
        guessed: the meaning of each heading.
    """
    for column in mapping.columns:
        if column.field or column.is_left_out:
            continue
        field, unit = _completes(column.heading, mapping, table, words, guessed)
        if field:
            mapping = mapping.with_column(replace(column, field=field, unit=unit))
    return mapping


def _completes(
    heading: str, mapping: TableMapping, table: Table, words: TableWords, guessed: Mapping[str, Heading]
) -> tuple[str, str]:
    """Return the field that a column completes, and its unit; empty where it completes none."""
    if not mapping.headings_of("am_pm") and mapping.has_start() and _are_all(table, heading, is_half_of_day):
        return "am_pm", ""
    if not mapping.headings_of("timezone") and _ZONE.search(fold_heading(heading)) and are_zones(table, heading):
        return "timezone", ""
    ratings = [column for column in mapping.columns if column.field in SCORES]
    if ratings and not mapping.headings_of("scale") and _SCALE.search(fold_heading(heading)):
        return ("scale", "") if _is_any(table, heading, _is_scale) else ("", "")
    lengths = [column for column in mapping.columns if column.field == "duration"]
    if not lengths:
        return "", ""
    plain = fold_heading(heading)
    is_alone = len(lengths) == 1 and not lengths[0].unit
    if is_alone and plain in _LENGTH_UNITS:
        return "duration_unit", ""
    if is_alone and plain in _UNITS:
        is_unit = _are_all(table, heading, lambda text: parse_length_unit(text, words.units) is not None)
        return ("duration_unit", "") if is_unit else ("", "")
    meaning = guessed.get(heading, Heading())
    # `Day` alone is one of the week, or a number that counts the days.
    unit = meaning.unit if meaning.field == "duration" else words.units.get(plain, "").replace("d", "")
    is_other = unit in SECONDS and all(column.unit in SECONDS and column.unit != unit for column in lengths)
    # `Hours` alone could be hours of sleep: beside `Minutes` it is a part of the same length.
    is_bare = any(fold_heading(column.heading) in words.units for column in lengths)
    return ("duration", unit) if is_other and (meaning.field == "duration" or is_bare) else ("", "")


def _are_all(table: Table, heading: str, is_one: Callable[[str], bool]) -> bool:
    texts = [text for _line, text in table.texts(heading) if text.lower() not in NOT_RECORDED]
    return bool(texts) and all(map(is_one, texts))


def _is_any(table: Table, heading: str, is_one: Callable[[str], bool]) -> bool:
    return any(is_one(text) for _line, text in table.texts(heading))


def _is_scale(text: str) -> bool:
    """Return whether a cell is a scale, and no rating itself."""
    return parse_scale(text) is not None and not text.strip(" %").isdecimal()
