"""Stop a row whose start could be another: a second column says it too, or an unknown column its zone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from spasmtui.episodes.exchange.importers.row import NOT_RECORDED, Row, RowStopped
from spasmtui.episodes.exchange.importers.tables.columns import TableMapping
from spasmtui.episodes.exchange.importers.tables.headings import interpret_heading
from spasmtui.episodes.exchange.importers.tables.table import Table
from spasmtui.episodes.exchange.importers.tables.times import StartColumns, TimeReader, find_date
from spasmtui.episodes.exchange.importers.tables.words import ENTRY_TIMES, TableWords, fold_heading
from spasmtui.errors import WrongUsage
from spasmtui.shared.times.zone import find_zone
from spasmtui.terminal.sanitize import quoted

_ZONE = re.compile(
    r"(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d|[A-Z][A-Za-z_]+/[A-Z][A-Za-z_/+-]+", re.ASCII
)
_HAS_OFFSET = re.compile(r"\d\s*(?:Z|UTC|GMT|(?:UTC|GMT)?[+-]\d\d?(?::?\d\d)?)\s*\Z", re.ASCII | re.IGNORECASE)
"""The end of a time that has its zone beside it."""


@dataclass(slots=True)
class StartDoubts:
    """Finds the columns of a table that could make the starts of its rows others."""

    mapping: TableMapping
    table: Table
    words: TableWords
    zones: tuple[str, ...] = field(init=False)
    """Columns without a field that hold nothing but time zones."""
    rivals: tuple[tuple[str, str], ...] = field(init=False)
    """Columns without a field whose heading names the start, with their zones; empty where the heading says none."""

    def __post_init__(self) -> None:
        free = [each for each in self.mapping.unmapped if fold_heading(each) not in ENTRY_TIMES]
        has_zone = bool(self.mapping.headings_of("timezone"))
        self.zones = () if has_zone else tuple(each for each in free if are_zones(self.table, each))
        meanings = [(each, interpret_heading(each, self.words)) for each in free]
        self.rivals = tuple(
            (each, meaning.unit if _is_zone(meaning.unit) else "")
            for each, meaning in meanings
            if meaning.field == "started_at"
        )

    def check(self, row: Row, clock: str, started: datetime, times: TimeReader, zone: tzinfo | None) -> None:
        """Check that nothing else in a row makes its start another.

        Args:
            row: the row.
            clock: the cell that has the time of day.
            started: the start that was read.
            times: reads another start.
            zone: the zone of the row.

        Raises:
            RowStopped: something does; the sentence says how to decide it.
        """
        for heading in self.zones:
            if (text := row.text(heading)) and not _HAS_OFFSET.search(clock):
                raise RowStopped(
                    f"The column {heading!r} seems to give the time zone, {text[:30]!r}. Say "
                    f"--map '{heading}=timezone' if the times are in that zone, or leave the column out with "
                    f"--map '{heading}='."
                )
        for heading, said in self.rivals:
            text = row.text(heading)
            found = find_date(text) if text else None
            if found is None or not found[1].strip(" ,T0:."):
                continue  # what has no time of day is another thing
            try:
                other = times.start(row, StartColumns(started_at=heading), find_zone(said) if said else zone).instant
            except RowStopped:
                continue
            if other != started:
                raise RowStopped(
                    f"The column {heading!r} names another start, {quoted(text)}. Leave one of the two columns out, "
                    f"for example with --map '{heading}='."
                )


def are_zones(table: Table, heading: str) -> bool:
    """Return whether a column holds time zones and nothing else."""
    texts = [text for _line, text in table.texts(heading) if text.lower() not in NOT_RECORDED]
    return bool(texts) and all(_is_zone(text) for text in dict.fromkeys(texts))


def _is_zone(text: str) -> bool:
    if not _ZONE.fullmatch(text):
        return False
    try:
        find_zone(text)
    except WrongUsage:
        return False
    return True
