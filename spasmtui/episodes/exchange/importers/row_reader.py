"""What every reader of another program's table needs: identities, times, scores and words."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from spasmtui.episodes.entry.field_input import LONGEST_EPISODE, checked_text
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.episodes.model.episode import Episode
from spasmtui.errors import CannotStore, SpasmError, WrongUsage
from spasmtui.shared.dates import parse_timestamp
from spasmtui.shared.durations import parse_duration
from spasmtui.terminal.sanitize import sanitize

_SPACE = uuid.UUID("0d9f6c3a-52c1-5c55-8f0e-6a6b2d8c9e10")
"""The space of ids made from rows."""
LONGEST_READ = timedelta(days=9_999)
"""Keeps the end of an episode within the years that a datetime can hold."""
TRIGGER_CHARACTERS = 60


def identity(form: str, cells: Iterable[str]) -> str:
    """The same id for the same row of the same program, so that importing twice adds nothing."""
    return str(uuid.uuid5(_SPACE, "\x1f".join([form, *cells])))


def read_rows_as(
    form: str,
    rows: Iterable[tuple[int, dict[str, str]]],
    origin: ImportContext,
    fields_of: Callable[[dict[str, str]], Mapping[str, Any]],
    *,
    unmapped: Iterable[str] = (),
    left_out: Iterable[str] = (),
) -> ImportResult:
    """Episodes of a foreign table, row by row; a row that cannot be read is named and the others go on.

    Args:
        form: the program's name.
        rows: line number and cells by column.
        origin: where the table comes from.
        fields_of: the fields of an episode from the cells; it raises a `SpasmError` with the reason.
        unmapped: columns without a place in the diary.
        left_out: columns left out on purpose.
    """
    records: list[Episode] = []
    rejected = RejectionList(origin.name)
    for line, cells in rows:
        try:
            records.append(_episode(form, cells, origin, fields_of(cells)))
        except SpasmError as error:
            rejected.add(line, error.message)
    return ImportResult(
        form=form,
        records=tuple(records),
        rejected=rejected.all(),
        unmapped=tuple(unmapped),
        left_out=tuple(left_out),
        is_foreign=True,
    )


def _episode(form: str, cells: Mapping[str, str], origin: ImportContext, fields: Mapping[str, Any]) -> Episode:
    started_at: datetime = fields["started_at"]
    ended_at: datetime | None = fields.get("ended_at")
    if ended_at is not None and not timedelta() <= ended_at - started_at <= LONGEST_EPISODE:
        raise CannotStore("It ends before it starts, or more than a week after.")
    note = checked_text(fields.get("note") or "").strip()
    return Episode(**{
        **fields,
        "id": identity(form, [f"{name}={cell}" for name, cell in sorted(cells.items()) if cell.strip()]),
        "note": note or None,
        "created_at": origin.now,
        "updated_at": origin.now,
        "device": origin.device,
    })


def instant(text: str, now: datetime, name: str = "The start") -> datetime:
    """Parse a time such as `2026-11-22 03:10`, with or without an offset; without one it is the time of this place.

    Raises:
        CannotStore: it is no such time, or lies in the future.
    """
    try:
        return parse_timestamp(text, now)
    except WrongUsage as error:
        raise CannotStore(f"{name}: {sanitize(error.message, one_line=True)}") from None


def lasted(text: str) -> timedelta | None:
    """A length such as `1d 02h 15m`, or minutes as a number; None when it is empty.

    Raises:
        CannotStore: it is no length.
    """
    words = text.strip()
    if not words:
        return None
    try:
        return timedelta(seconds=parse_duration(words, longest=LONGEST_READ, may_be_zero=True))
    except WrongUsage:
        shown = sanitize(words[:30], one_line=True)
        raise CannotStore(f"The length {shown!r} cannot be read. It is such as 01h 10m.") from None


def score(text: str, name: str = "Pain") -> int | None:
    """A rating from 0 to 10; None when it is empty.

    Raises:
        CannotStore: it is not one.
    """
    words = text.strip()
    if not words:
        return None
    if not re.fullmatch(r"(\d|10)([.,]0+)?(\s*/\s*10)?", words, re.ASCII):
        raise CannotStore(f"{name} is {sanitize(words[:20], one_line=True)!r}. It is a whole number from 0 to 10.")
    return int(re.match(r"\d+", words)[0])  # type: ignore[index]  # the match above proves it


def word_list(text: str, separators: str = r"[,;|]") -> tuple[str, ...]:
    """The words of a list, cleaned, each once."""
    words = (sanitize(word, one_line=True)[:TRIGGER_CHARACTERS].strip() for word in re.split(separators, text))
    return tuple(dict.fromkeys(word for word in words if word))


def optional_list(text: str) -> tuple[str, ...] | None:
    """The words of a list; None when nothing was recorded."""
    return word_list(text) or None
