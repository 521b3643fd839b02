"""Interpret the heading of a column: the field it names, and the unit, scale, zone or order that it promises."""

from __future__ import annotations

import re
from typing import NamedTuple

from spasmtui.episodes.entry.scales import parse_scale
from spasmtui.episodes.exchange.importers.tables.lengths import parse_length_unit
from spasmtui.episodes.exchange.importers.tables.words import TableWords, fold_heading
from spasmtui.episodes.model.fields import fields_of_kind
from spasmtui.errors import WrongUsage
from spasmtui.shared.times.dates import DateOrder
from spasmtui.shared.times.zone import find_zone

TIME_FIELDS = frozenset({"started_at", "date", "time", "ended_at", "end_date"})
NOON = "12:00"
CLOCK_UNIT = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII)
"""The unit of a date that says at what time of day a row without one is put."""
SCORES = frozenset(field.name for field in fields_of_kind("score"))
_BRACKET = re.compile(r"(.*?)\s*[(\[{]\s*([^()\[\]{}]*?)\s*[)\]}]\s*(.*)")
_SEPARATOR = re.compile(r"[\s_,;:/|–—-]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Between the words of a heading such as `startTime`."""
_IN = re.compile(r"^(?:in|en)\s+", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{2,5}")
_NO_ZONE = frozenset({
    "AM", "DD", "HH", "HHMM", "HHMMSS", "ISO", "JJ", "JJJJ", "LOCAL", "MM", "NRS", "OF", "PM", "SS", "START", "TIME",
    "TT", "YY", "YYYY", "END", "DAY", "DATE", "AA", "AAAA", "UHR",
})  # fmt: skip
"""Capitals beside a time that are no zone."""
_ZONE_WORDS = frozenset({
    "eastern", "central", "mountain", "pacific", "atlantic", "european", "greenwich", "zulu", "utc", "gmt",
})  # fmt: skip
_AREA = re.compile(r"[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/]+")
_VAGUE = frozenset({
    "approx", "approximate", "approximately", "about", "ca", "circa", "estimate", "estimated", "optional", "if known",
    "total", "worst", "max", "maximum", "nrs", "overall", "ungefahr", "geschatzt", "environ", "aproximado",
})  # fmt: skip
"""Words behind a heading that change neither its field nor its numbers."""
_DAY, _MONTH, _YEAR = "dtj", "m", "yja"


class Heading(NamedTuple):
    """The meaning of a heading."""

    field: str = ""
    """Empty where it is not known."""
    unit: str = ""
    """Of a length a key of `SECONDS` or `CLOCK_UNITS`, of a rating its scale, of a time its zone, the order of its date
    or the time of day of a date alone; empty where the heading has none."""
    unknown_unit: str = ""
    """What stands where a unit would, if it is not a known one."""


def interpret_heading(text: str, words: TableWords) -> Heading:
    """Return the meaning of a heading such as `Pain (0-5)`, `Duration in hours` or `Dauer [Min.]`."""
    if " " not in text:
        text = _CAMEL.sub(" ", text)
    if field := words.headings.get(fold_heading(text)):
        return Heading(field, words.units.get(fold_heading(text), "") if field == "duration" else "")
    if match := _BRACKET.fullmatch(text):
        before, inside, after = match.groups()
        if field := words.headings.get(fold_heading(f"{before} {inside} {after}")):
            return Heading(field)
        if field := words.headings.get(fold_heading(f"{before} {after}")):
            return _with_unit(field, inside, words)
        outside = interpret_heading(f"{before} {after}".strip(), words)  # `Pain 0-10 (10 is the worst)`
        return outside if outside.unit else Heading()
    first, _, others = text.partition(" ")
    field = words.headings.get(fold_heading(others), "")
    if field in TIME_FIELDS and _parse_zone(first):
        return Heading(field, first)
    for separator in reversed(list(_SEPARATOR.finditer(text))):
        field = words.headings.get(fold_heading(text[: separator.start()]), "")
        rest = text[separator.end() :]
        if "/" in separator[0] and rest.isdecimal():
            rest = f"/{rest}"
        if not field or not rest:
            continue
        after_in = _IN.sub("", rest)
        heading = _with_unit(field, after_in, words)
        if heading.unit or (after_in != rest and heading.unknown_unit):
            return heading
    return Heading()


def parse_unit(field: str, text: str, words: TableWords) -> str | None:
    """Parse the unit of a field as a person or a heading writes it; None where the field has no such unit.

    Returns:
        The unit, as `Heading.unit` has it.
    """
    if field == "duration":
        return parse_length_unit(text, words.units) or parse_length_unit(_without_vague(text), words.units)
    if field == "timezone":
        unit = parse_length_unit(text, words.units)
        return unit if unit in ("m", "h") else None
    if field in SCORES:
        scale = parse_scale(text)
        return None if scale is None else str(scale)
    if field in TIME_FIELDS:
        is_clock = field in ("started_at", "date") and CLOCK_UNIT.fullmatch(text) is not None
        return text if is_clock else _parse_date_order(text) or _parse_zone(text)
    return None


def _with_unit(field: str, text: str, words: TableWords) -> Heading:
    text = _IN.sub("", text)
    unit = parse_unit(field, text, words)
    if unit is not None:
        return Heading(field, unit)
    plain = fold_heading(text)
    if field in SCORES and plain not in _VAGUE and plain:
        return Heading("", "", text)
    if field in ("duration", "timezone") and plain not in _VAGUE and plain:
        return Heading(field, "", text)
    if field == "time" and parse_length_unit(text, words.units) in ("s", "m"):
        return Heading("", "", text)  # a length: `Time (min)`
    if field in TIME_FIELDS and _says_zone(text):
        return Heading(field, "", text)
    return Heading(field)


def _without_vague(text: str) -> str:
    """Return the words beside a length without those that change no number: `minutes` of `minutes, about`."""
    return " ".join(word for word in re.split(r"[\s,;]+", text) if fold_heading(word) not in _VAGUE)


def _says_zone(text: str) -> bool:
    """Return whether words beside a time name a zone, though not one that is known: `PST`, `Eastern`, `EST/EDT`."""
    if _AREA.fullmatch(text):
        return True
    words = re.findall(r"[^\W\d_]+", text)
    abbreviations = (word for word in words if _ABBREVIATION.fullmatch(word) and word not in _NO_ZONE)
    return any(abbreviations) or any(fold_heading(word) in _ZONE_WORDS for word in words)


def _parse_date_order(text: str) -> str | None:
    """Parse the order of `dmy`, `dd/mm/yyyy`, `TT.MM.JJJJ` or `jj/mm/aaaa`: three groups of letters."""
    if text.lower() in {order.value for order in DateOrder}:
        return text.lower()
    groups = (
        re.findall(r"([a-z])\1*", text.lower()) if re.fullmatch(r"[A-Za-z]{1,4}([-/. ]+[A-Za-z]{1,4}){2}", text) else []
    )
    if len(groups) != 3 or groups.count("m") != 1:
        return None
    if groups[0] in "yja" and groups[1] == "m":
        # Of `jj/mm/aaaa` the first are days: the years are as long as four letters.
        first = re.match(r"[A-Za-z]+", text)
        if first is not None and len(first[0]) == 4:
            return DateOrder.YMD.value
    if groups[1] == "m" and groups[0] in _DAY:
        return DateOrder.DMY.value
    if groups[0] == "m" and groups[1] in _DAY:
        return DateOrder.MDY.value
    return DateOrder.YMD.value if groups[0] in _YEAR and groups[1] == "m" else None


def _parse_zone(text: str) -> str | None:
    try:
        find_zone(text)
    except WrongUsage:
        return None
    return text
