"""Turn the rows of another program's table into episodes: ids, times, places, scores and lists of words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha1
from typing import Any

from spasmtui.episodes.entry.field_input import LONGEST_EPISODE
from spasmtui.episodes.entry.own_words import WORD_LIMIT, check_words, empty_if_none, is_trigger, split_list
from spasmtui.episodes.entry.scales import read_rating
from spasmtui.episodes.exchange.importers.place_words import find_place
from spasmtui.episodes.exchange.importers.result import (
    ImportContext,
    ImportResult,
    RejectionList,
    SkippedRow,
    UnusedCell,
)
from spasmtui.episodes.exchange.importers.row import Row
from spasmtui.episodes.exchange.importers.validation import validate
from spasmtui.episodes.model.episode import Episode, Side
from spasmtui.episodes.model.fields import fields_of_kind
from spasmtui.errors import CannotStore, SpasmError, WrongUsage
from spasmtui.shared.times.length_words import parse_duration
from spasmtui.terminal.sanitize import quoted, sanitize

_ID_NAMESPACE = uuid.UUID("0d9f6c3a-52c1-5c55-8f0e-6a6b2d8c9e10").bytes
LONGEST_READ = timedelta(days=9_999)
"""Keeps the end of an episode within the years that a datetime can hold."""


def row_id(format_name: str, cells: Iterable[str]) -> str:
    """Return the same id for the same row of the same program, so that importing twice adds nothing: a uuid5."""
    text = "\x1f".join([format_name, *cells])
    return str(uuid.UUID(bytes=sha1(_ID_NAMESPACE + text.encode(), usedforsecurity=False).digest()[:16], version=5))


def read_episodes(
    format_name: str,
    rows: Iterable[tuple[int, dict[str, str]]],
    context: ImportContext,
    parse_row: Callable[[Row], Mapping[str, Any]],
    *,
    unmapped: Iterable[str] = (),
    left_out: Iterable[str] = (),
    skipped: Iterable[SkippedRow] = (),
) -> ImportResult:
    """Import the episodes of a foreign table; a row that cannot be read is named and the others go on.

    A cell that an episode can do without is read with `Row.optional`: where it cannot be used, it alone is left out and
    named.

    Args:
        format_name: the program's name.
        rows: line number and cells by column.
        context: the file's name and the circumstances of the import.
        parse_row: returns the fields of an episode from the cells; only `started_at` is required. It raises a
            `SpasmError` with the reason.
        unmapped: columns without a place in the diary.
        left_out: columns left out on purpose.
        skipped: rows that are no episodes.
    """
    records: list[Episode] = []
    unused: list[UnusedCell] = []
    rejected = RejectionList(context.name)
    for line, cells in rows:
        row = Row(line, cells)
        try:
            records.append(_episode(format_name, cells, context, parse_row(row)))
        except SpasmError as error:
            rejected.add(line, error.message)
        else:
            unused += row.unused
    return ImportResult(
        format=format_name,
        records=tuple(records),
        rejected=rejected.all(),
        cells=tuple(unused),
        skipped=tuple(skipped),
        unmapped=tuple(unmapped),
        left_out=tuple(left_out),
        is_foreign=True,
    )


def _episode(format_name: str, cells: Mapping[str, str], context: ImportContext, fields: Mapping[str, Any]) -> Episode:
    ended_at: datetime | None = fields.get("ended_at")
    if ended_at is not None and ended_at - fields["started_at"] > LONGEST_EPISODE:
        raise CannotStore("It lasts more than a week. Correct its start or its end.")
    return validate(
        Episode,
        {
            **fields,
            "id": row_id(format_name, [f"{name}={cell}" for name, cell in sorted(cells.items()) if cell.strip()]),
            **{field.name: _clean_text(fields.get(field.name)) for field in fields_of_kind("text")},
            "created_at": context.now,
            "updated_at": context.now,
            "device": context.device,
        },
    )


def _clean_text(text: str | None) -> str | None:
    """Return a text without control characters and without space around it; None when nothing is left."""
    words = (text or "").strip()
    if not words.isprintable():
        words = sanitize(words).strip()
    return words or None


@lru_cache(maxsize=1000)
def parse_length(text: str) -> timedelta | None:
    """Parse a length such as `1d 02h 15m`, or minutes as a number; None when it is empty.

    Raises:
        CannotStore: it is no length.
    """
    words = text.strip()
    if not words:
        return None
    try:
        return timedelta(seconds=parse_duration(words, longest=LONGEST_READ, may_be_zero=True))
    except WrongUsage:
        raise CannotStore(f"The length {quoted(words)} cannot be read. Write it like 01h 10m.") from None


def parse_score(text: str) -> int | None:
    """Parse a rating such as `6`, `6.0` or `6/10`; None when it is empty. It is never rounded.

    Raises:
        CannotStore: it is none, or does not come out whole on the diary's scale.
    """
    return read_rating(text).score if text.strip() else None


def parse_side_and_place(text: str, context: ImportContext) -> tuple[Side | None, str | None]:
    """Parse the side and the place of words such as `left calf` or `Calf (R)`.

    Raises:
        CannotStore: there is no such place; the sentence names the nearest.
    """
    if not text:
        return None, None
    found = find_place(sanitize(text, one_line=True), None, context.content)
    if isinstance(found, WrongUsage):
        raise CannotStore(found.message)
    place, side = found
    return Side(side) if side else None, place


def parse_triggers(text: str) -> tuple[str, ...]:
    """Parse a list of triggers, in the words of the file; it is empty where it says that there was none.

    Raises:
        CannotStore: one is too long, or there is none.
        WrongUsage: one says none beside others, or says nothing at all.
    """
    if not empty_if_none([text]):
        return ()
    if not (items := split_list(text, is_known=is_trigger)):
        raise CannotStore(f"{quoted(text)} has no words in it.")
    check_words(items)
    if any(len(item) > WORD_LIMIT for item in items):
        raise CannotStore(f"A trigger has at most {WORD_LIMIT} characters; put longer text into a note.")
    return items
