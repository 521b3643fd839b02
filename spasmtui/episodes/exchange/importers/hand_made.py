"""Complete records that a person or a script has written: the id, the stamps, the device, and the offsets of times.

All of it follows from what the record holds, so that importing the same file twice adds nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeGuard

from spasmtui.episodes.entry.tried_input import read_tried
from spasmtui.episodes.exchange.importers.file_dates import FileDates
from spasmtui.episodes.exchange.importers.place_words import find_known_place
from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.exchange.importers.row_reader import row_id
from spasmtui.episodes.exchange.importers.validation import KEYS
from spasmtui.episodes.model.episode import MOST_SECONDS, Episode
from spasmtui.episodes.model.fields import fields_of_kind
from spasmtui.episodes.model.json_document import tried_documents
from spasmtui.episodes.store.journal.record_codec import DAYS, PRACTICES
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.shared.formats import many
from spasmtui.shared.places import PLACES
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import sanitize

MADE_WHERE_MISSING = ("id", "created_at", "updated_at", "device")
"""Fields of an episode that a person who writes one by hand does not know."""
_SCORES = tuple(field.name for field in fields_of_kind("score"))
"""Whole numbers, which JSON may write as 7.0 too."""
EPISODE_MOMENTS = tuple(field.name for field in fields_of_kind("moment"))
OTHER_MOMENTS = {DAYS: ("updated_at",), PRACTICES: ("started_at",)}
SHOWN_REMARKS = 20
_MINUTE = 60
_STARTS = frozenset({"startedat", "start", "started", "starttime", "begin", "began", "when", "timestamp", "datetime"})
"""Names that people give to the start, in small letters and without signs."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HAS_OFFSET = re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.,]{1,30} ?(?:Z|[+-]\d\d:?\d\d)", re.ASCII | re.IGNORECASE)


class HandMade:
    """Completes the records of one file, and keeps a sentence for each time that a clock left out or had twice."""

    def __init__(self, values: Iterable[Any], names: tuple[str, ...], context: ImportContext) -> None:
        """Settle the order of day and month in the times that have no offset.

        Args:
            values: every record of the file.
            names: the fields that hold times.
            context: the circumstances of the import.

        Raises:
            WrongUsage: a date could be two, and nothing decides which.
        """
        self._context, self._names = context, names
        records = (value for value in values if isinstance(value, dict))
        self._dates = FileDates(
            ((0, each[name]) for each in records for name in names if _is_local(each.get(name))), context
        )
        self._local = 0
        self._tried: dict[tuple[str, ...], list[dict[str, Any]] | CannotStore] = {}
        """What the texts of each list name: a file has thousands of rows and few lists."""

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences about the place of times without an offset, and about what its clock left out or had twice."""
        if not self._local:
            return ()
        times = "1 time without an offset was" if self._local == 1 else f"{self._local} times without an offset were"
        shown = self._dates.remarks[:SHOWN_REMARKS]
        rest = len(self._dates.remarks) - len(shown)
        more = (f"And {many(rest, 'more time')} that the clock skipped or had twice.",) if rest > 0 else ()
        return (f"{times} read as local time.", *shown, *more)

    def episode(self, value: Any) -> Any:
        """Return an episode with what one made by hand lacks; `started_at` alone is needed.

        Raises:
            CannotStore: a time cannot be read or has not come yet, a text of what was tried misspells a routine, or the
                length and the end do not agree.
        """
        if not isinstance(value, dict):
            return value
        if "started_at" not in value and (key := next((each for each in value if _fold(each) in _STARTS), "")):
            raise CannotStore(f"started_at is missing. Rename {sanitize(key, one_line=True)[:40]!r} to started_at.")
        recorded = {name: each for name, each in value.items() if name != "tried" or each is not None}
        recorded = _with_whole_numbers(recorded)
        made = self._with_place(self._with_tried(_with_end(_without_rounded_end(self._with_offsets(recorded), value))))
        missing = [name for name in MADE_WHERE_MISSING if made.get(name) in (None, "")]
        if not missing:
            return made
        for name in ("started_at", "ended_at"):
            if (instant := _instant(made.get(name))) is not None and instant > self._context.now:
                shown = sanitize(str(value.get(name) or made[name])[:40], one_line=True)
                raise CannotStore(
                    f"{name} is {shown!r}. It has not come yet; it is now {self._context.now:%Y-%m-%d %H:%M}."
                )
        stamp = next((made[name] for name in ("updated_at", "created_at", "started_at") if made.get(name)), None)
        own_id = _id_of(value)
        if own_id is None:
            return made  # what is wrong with it is said when it is validated
        filling = {"id": own_id, "created_at": stamp, "updated_at": stamp, "device": self._context.device}
        return {**made, **{name: filling[name] for name in missing}}

    def other(self, value: Any, table: str) -> Any:
        """Return a day or a practice with the id, the stamp and the device that one made by hand lacks.

        Raises:
            CannotStore: a time without an offset cannot be read.
        """
        if not isinstance(value, dict):
            return value
        made: dict[str, Any] = {"device": self._context.device}
        if table == DAYS and isinstance(day := value.get("date"), str):
            # What is no date is named as one, and not as part of a stamp.
            made["updated_at"] = f"{day}T12:00:00+00:00" if _DAY.fullmatch(day) else self._context.now.isoformat()
        elif table == PRACTICES and (own_id := _id_of(value)) is not None:
            made["id"] = own_id
        given = {name: each for name, each in value.items() if name not in made or each not in (None, "")}
        return made | self._with_offsets(given)

    def _with_tried(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return an episode in which what was tried is named by objects; a text is read as `--tried` reads it.

        Raises:
            CannotStore: a text misspells a routine.
        """
        tried = value.get("tried")
        if not isinstance(tried, list) or not (key := tuple(each for each in tried if isinstance(each, str))):
            return value
        if key not in self._tried:
            try:
                self._tried[key] = tried_documents(read_tried(key, self._context.content, self._context.own_routines))
            except WrongUsage as error:
                self._tried[key] = CannotStore(f"tried: {sanitize(error.message, one_line=True)}")
        found = self._tried[key]
        if isinstance(found, CannotStore):
            raise found
        others = [each for each in tried if not isinstance(each, str)]
        if others and not found:
            raise CannotStore(f"tried: {key[0]!r} says that nothing was tried, but the list names something that was.")
        return {**value, "tried": [*found, *others]}

    def _with_place(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return an episode in which a place is an id: `left calf` and `quad` are read as everywhere."""
        place, said = value.get("place"), value.get("side")
        if not isinstance(place, str) or place in PLACES or not isinstance(said, str | None):
            return value
        found = find_known_place(place, said, self._context.content)
        if found is None:
            return value  # what is wrong with it is said when it is validated
        return {**value, "place": found[0], "side": found[1]}

    def _with_offsets(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return a record whose times have an offset: without one a time is the reading of this place's clock.

        Raises:
            CannotStore: such a time cannot be read.
        """
        changes: dict[str, Any] = {}
        for name in self._names:
            if not _is_local(text := value.get(name)):
                continue
            try:
                changes[name] = self._dates.moment(text).isoformat()
            except WrongUsage as error:
                raise CannotStore(f"{name}: {sanitize(error.message, one_line=True)}") from None
            self._local += 1
        return {**value, **changes} if changes else value


def _with_whole_numbers(value: dict[str, Any]) -> dict[str, Any]:
    """Return an episode in which a whole number is one, also where JSON writes 7.0."""
    found = {name: _whole(value[name]) for name in _SCORES if isinstance(value.get(name), float)}
    tried = value.get("tried")
    if isinstance(tried, list) and any(isinstance(each, dict) and "seconds" in each for each in tried):
        found["tried"] = [
            {**each, "seconds": _whole(each.get("seconds"))} if isinstance(each, dict) and "seconds" in each else each
            for each in tried
        ]
    return {**value, **found} if found else value


def _whole(number: Any) -> Any:
    return int(number) if isinstance(number, float) and number.is_integer() else number


def intended_field(key: str) -> str:
    """Return the field that an unknown key spells in another way: `startedAt`, `Notes`; empty where there is none."""
    folded = _fold(key)
    return next((name for name in sorted(KEYS[Episode]) if _fold(name) == folded), "")


def _fold(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower()).removesuffix("s")


def _is_local(text: Any) -> TypeGuard[str]:
    """Return whether a value is a time without an offset, or a text that is no time at all."""
    return isinstance(text, str) and bool(text.strip()) and not _HAS_OFFSET.fullmatch(text.strip())


def _without_rounded_end(made: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    """Return an episode without an end from which a spreadsheet took the seconds, where its length has them still.

    Args:
        made: the episode, with offsets.
        value: the episode as it was written.
    """
    start, end, seconds = _instant(made.get("started_at")), _instant(made.get("ended_at")), made.get("duration_s")
    if start is None or end is None or not isinstance(seconds, int | float) or not _is_local(value.get("ended_at")):
        return made
    is_rounded = end.second == 0 and abs((end - start).total_seconds() - seconds) < _MINUTE
    return {**made, "ended_at": None} if is_rounded else made


def _with_end(value: dict[str, Any]) -> dict[str, Any]:
    """Return an episode with the end that its length gives; the length itself is computed again.

    Raises:
        CannotStore: the length is none, or its end is another than the one that is given.
    """
    seconds = value.get("duration_s")
    if seconds is None:
        return value
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 <= seconds <= MOST_SECONDS:
        shown = sanitize(json.dumps(seconds, default=str)[:30], one_line=True)
        raise CannotStore(f"duration_s is {shown}. It is a number of seconds.")
    start, end = _instant(value.get("started_at")), _instant(value.get("ended_at"))
    if start is None:
        return value
    if not value.get("ended_at"):
        return {**value, "ended_at": (start + timedelta(seconds=seconds)).isoformat()}
    if end is not None and abs((end - start).total_seconds() - seconds) > 1:
        raise CannotStore(
            f"duration_s is {seconds}, and from started_at to ended_at it is "
            f"{format_duration((end - start).total_seconds())}. Leave one of them out."
        )
    return value


def _instant(text: object) -> datetime | None:
    """Return the instant of a time with an offset; None where the validation will say what is wrong with it."""
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _id_of(value: dict[str, Any]) -> str | None:
    """Return the id of what a record holds; None where it holds what no text can."""
    try:
        return row_id("json", [json.dumps(value, sort_keys=True, default=str)])
    except (ValueError, RecursionError):
        return None
