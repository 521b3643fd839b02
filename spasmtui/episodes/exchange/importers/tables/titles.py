"""Read what the lines above a table say of its numbers: the zone of its times, a unit, a scale, the order of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import tzinfo

from spasmtui.episodes.exchange.importers.tables.columns import TableMapping
from spasmtui.episodes.exchange.importers.tables.headings import SCORES, TIME_FIELDS, parse_unit
from spasmtui.episodes.exchange.importers.tables.table import Table
from spasmtui.episodes.exchange.importers.tables.words import TableWords, fold_heading
from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import DateOrder, PreferredOrder
from spasmtui.shared.times.zone import find_zone

_ZONE = re.compile(
    r"\b(?:time ?zone|zeitzone|fuseau horaire|zona horaria|(?:all )?times? (?:are )?in|tz)\b\s*[:=]?\s*(.+)",
    re.IGNORECASE,
)
_PERHAPS_ZONE = re.compile(r"\btimes? (?:are|is)\b\s*(.+)", re.IGNORECASE)
_PARTS = re.compile(r"[.;()]+(?:\s+|\Z)|\(|,\s")
_FILLING = re.compile(
    r"\b(?:are|is|all|given|measured|recorded|rated|written|on a scale|scale|format|from|of|in|as|"
    r"sind|ist|auf einer skala|skala|von|est|sur une échelle|de)\b|[:=]",
    re.IGNORECASE,
)
"""What stands between the name of a column and its unit in a sentence."""
_RATINGS = re.compile(r"[01]\s*(?:[-–—]|to|bis|à|a)\s*\d{1,3}|(?:/|out)\s*\d{1,3}|%|percent", re.IGNORECASE)
_UNIT_NAMES = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_ORDER_WORDS = (("day", "d"), ("month", "m"), ("year", "y"))


def with_units_of_titles(
    mapping: TableMapping, table: Table, words: TableWords
) -> tuple[TableMapping, tuple[str, ...]]:
    """Return the mapping with the units that a line above the table says of columns without one, and who says so."""
    remarks: list[str] = []
    for line, text in table.above:
        for field, unit in _units(text, words):
            for column in mapping.columns:
                if column.field == field and not (column.unit or column.unknown_unit):
                    mapping = mapping.with_column(replace(column, unit=unit))
                    is_order = unit in {order.value for order in DateOrder}
                    what = "order" if is_order else "scale" if field in SCORES else "unit"
                    shown = _UNIT_NAMES.get(unit, unit)
                    remarks.append(f"The {what} of {column.heading} is {shown}, as line {line} says: {text!r}.")
                    if is_order and (mapping.order is None or mapping.order.locale):
                        mapping = replace(mapping, order=PreferredOrder(DateOrder(unit)))
    return mapping, tuple(remarks)


def zone_of_titles(table: Table, name: str) -> tuple[tzinfo | None, str]:
    """Return the zone that a line above the table names, and a sentence about it; None without one.

    Args:
        table: the table.
        name: the file's name, for sentences.

    Raises:
        WrongUsage: it names one that cannot be known.
    """
    for line, text in table.above:
        sure = _ZONE.search(text)
        match = sure or _PERHAPS_ZONE.search(text)
        if match is None:
            continue
        try:
            zone = find_zone(match[1].strip(" .;,)"))
        except WrongUsage as error:
            if sure is None:
                continue
            raise WrongUsage(f"{name}, line {line}, {text!r}: {error.message}") from None
        return zone, f"Times without a zone were read as line {line} says: {text!r}."
    return None, ""


def _units(text: str, words: TableWords) -> Iterator[tuple[str, str]]:
    """Yield each field and unit that a line names and nothing else: `Durations are in seconds`, `Pain 0-5`."""
    for part in _PARTS.split(text):
        plain = _FILLING.sub(" ", part).split()
        for at in range(1, len(plain)):
            name = fold_heading(" ".join(plain[:at]))
            field = words.headings.get(name) or words.headings.get(name.removesuffix("s"), "")
            if field and (unit := _unit(field, " ".join(plain[at:]), words)):
                yield field, unit


def _unit(field: str, text: str, words: TableWords) -> str:
    """Return the unit of a field that a text is; empty where it has other words too."""
    if field in SCORES:
        is_scale = _RATINGS.fullmatch(text) is not None
        return (parse_unit(field, text, words) or "") if is_scale else ""
    if field in TIME_FIELDS:
        for word, letter in _ORDER_WORDS:
            text = text.replace(word, letter)
        unit = parse_unit(field, text, words) or ""
        return unit if unit in {order.value for order in DateOrder} else ""
    return (parse_unit(field, text, words) or "") if field == "duration" else ""
