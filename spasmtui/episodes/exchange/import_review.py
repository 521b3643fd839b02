"""Show an import before it is written: which column is which field, sample rows, the order of its dates, and counts.

The shell and the app ask the same questions of it. Nothing here writes; a change makes a new review.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from spasmtui.episodes.exchange.import_text import outcome_text
from spasmtui.episodes.exchange.importers.import_plan import ImportPlan, leave_out, plan_import
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.tables.columns import TableMapping
from spasmtui.episodes.exchange.importers.tables.headings import NOON
from spasmtui.episodes.exchange.importers.tables.mapping import DATES, FIELDS, SEVERAL, STARTS
from spasmtui.episodes.exchange.importers.tables.reader import OpenTable, SampleRow, read_mapped, sample_rows
from spasmtui.episodes.exchange.importers.tables.times import plain_time
from spasmtui.episodes.model.episode import Side, Tried
from spasmtui.episodes.model.fields import JSON_FIELDS
from spasmtui.errors import WrongUsage
from spasmtui.shared.formats import moment, place_with_side
from spasmtui.shared.times.date_order import settle_order
from spasmtui.shared.times.dates import ORDER_NAMES, DateOrder, spell
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import sanitize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from spasmtui.episodes.exchange.importers.detect import OpenFile
    from spasmtui.episodes.exchange.importers.result import Over
    from spasmtui.episodes.exchange.importers.tables.columns import Column
    from spasmtui.episodes.store.diary import Diary

SAMPLES = 3
"""Rows that are shown as they would be read, and cells beside each column."""
NOT_USED = "not used"
UNIT_NAMES = {"m": "min", "d": "days"}
"""The units of lengths whose letter could be another word; the others stand as they are."""
LEFT_OUT = "left out"
_WAYS = {2: "two", 3: "three"}
DATE_AT_NOON = f"date:{NOON}"
"""What a date becomes beside which no column has a time of day."""
NAMES = {
    DATE_AT_NOON: f"date, at {NOON}",
    "started_at": "start", "date": "date", "time": "time of day", "ended_at": "end", "end_date": "date of the end",
    "duration": "length", "timezone": "time zone", "triggers": "triggers", "tried": "what was tried", "note": "note",
    **{field.name: field.phrase for field in JSON_FIELDS if field.phrase and field.name in FIELDS},
    "place": "place", "side": "side", "am_pm": "am or pm", "scale": "scale of the ratings",
    "duration_unit": "unit of the length",
}  # fmt: skip
"""The names of the fields of columns for people."""


class OrderChoice(NamedTuple):
    """An order of day and month, and the day that it makes of the first date that could be two."""

    order: DateOrder
    text: str
    """The date as it is written in the file."""
    day: date

    @property
    def words(self) -> str:
        """The order and its day in words: `day first: 5/12/2026 is 5 December 2026`."""
        return f"{ORDER_NAMES[self.order]}: {sanitize(self.text, one_line=True)} is {spell(self.day)}"


class Counts(NamedTuple):
    """The effect that the import would have."""

    result: ImportResult
    plan: ImportPlan

    @property
    def words(self) -> str:
        """The effect as the summary of an import says it: what the rows make, and how much of it is new."""
        return outcome_text(*self)


@dataclass(frozen=True, kw_only=True)
class ImportReview:
    """A file before its import. What takes a look at every row is found once, so it has no slots."""

    file: OpenFile
    context: ImportContext
    table: OpenTable | None
    """The table whose columns can be changed; None where a format that is known is read."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table; none where a format that is known is read."""
        return self.table.mapping.columns if self.table else ()

    @property
    def row_count(self) -> int:
        """The number of rows, with those that hold no episode."""
        return len(self.table.table.rows) + len(self.table.table.skipped) if self.table else 0

    @cached_property
    def fault(self) -> str:
        """Why the columns cannot be imported as they are; empty where they can, or where only the order is asked."""
        if self.table is None or self.order_choices:
            return ""
        mapping = self.table.mapping
        if not mapping.has_start() and len(mapping.columns) > 1:
            return _missing_start(mapping)
        return self._sample_rows if isinstance(self._sample_rows, str) else ""

    @cached_property
    def _sample_rows(self) -> tuple[SampleRow, ...] | str:
        """The first rows as they would be read, or why no row can be."""
        try:
            return () if self.table is None else sample_rows(self.table, self.context, SAMPLES)
        except WrongUsage as error:
            return error.message

    @cached_property
    def order_choices(self) -> tuple[OrderChoice, ...]:
        """The orders of day and month, where the dates of the file could be in two and nobody has said which."""
        if self.table is None:
            return ()
        mapping, today = self.table.mapping, self.context.now.date()
        headings = [heading for field in DATES for heading in mapping.headings_of(field)]
        texts = [plain_time(text) for heading in headings for _line, text in self.table.table.texts(heading)]
        asked = settle_order(texts, today, mapping.order).asked
        if asked is None:
            return ()
        return tuple(OrderChoice(order, asked.text, day) for order, day in asked.readings if order is not None)

    @property
    def order_question(self) -> str:
        """The sentence before the choices, where the order is asked."""
        return f"The dates can be read in {_WAYS[len(self.order_choices)]} ways:"

    def fields_for(self, heading: str, *, takes_none: bool = False) -> tuple[str, ...]:
        """Return the choices for a column: empty leaves it out, and no field is one that a person has given to another.

        Args:
            heading: the column's name.
            takes_none: leave out what any other column is, so that a walk through the fields takes none away from it.
                What says when an episode began is one thing, though it has several fields.
        """
        others = tuple(each for each in self.columns if each.heading != heading and (takes_none or each.is_chosen))
        taken = {each.field for each in others} - SEVERAL
        if takes_none and TableMapping(columns=others).has_start():
            taken |= STARTS
        fields = [field for field in FIELDS if field not in taken]
        has_clock = any(each.field == "time" for each in self.columns if each.heading != heading)
        if "date" in fields and not has_clock:
            fields.insert(fields.index("date") + 1, DATE_AT_NOON)
        return ("", *fields)

    def with_column(self, heading: str, field: str) -> ImportReview:
        """Return the review with a column set to a field, or left out where the field is empty."""
        return self if self.table is None else replace(self, table=self.table.with_column(heading, field))

    def with_order(self, order: DateOrder) -> ImportReview:
        """Return the review with the order of day and month that a person has chosen."""
        return self if self.table is None else replace(self, table=self.table.with_date_order(order))

    def cells(self, heading: str) -> tuple[str, ...]:
        """Return the first different cells of a column."""
        if self.table is None:
            return ()
        texts: dict[str, None] = {}
        for _line, text in self.table.table.texts(heading):
            texts[sanitize(text, one_line=True)] = None
            if len(texts) == SAMPLES:
                break
        return tuple(texts)

    def samples(self) -> tuple[str, ...]:
        """Return the first rows in words as they would be read; none where the columns are not settled."""
        if self.order_choices or self.fault or isinstance(self._sample_rows, str):
            return ()
        return tuple(
            f"line {row.line}: {f'rejected. {row.reason}' if row.reason else _episode_words(row.fields)}"
            + "".join(f"; {each.column} not used" for each in row.unused if not each.is_used)
            for row in self._sample_rows
        )

    def count(self, diary: Diary, over: Over | None = None, step: Callable[[str], None] | None = None) -> Counts:
        """Read every row and compare it with the diary.

        Args:
            diary: the diary.
            over: goes through the rows; None is as they are.
            step: is called with the name of the second step.

        Raises:
            DataError: the file cannot be read.
            WrongUsage: its columns need to be named, or its dates could be in two orders.
        """
        context = replace(self.context, over=over) if over else self.context
        result = self.file.read(context) if self.table is None else read_mapped(self.table, context)
        if step:
            step("Comparing it with the diary")
        plan = plan_import(result, diary.episodes(), diary.days(), diary.practices())
        return Counts(result, leave_out(plan, diary.why_left_out(plan.new, has_stamps=not result.is_foreign)))


def open_review(file: OpenFile, context: ImportContext) -> ImportReview:
    """Return the review of an opened file.

    Raises:
        DataError: it is empty.
        WrongUsage: `--map` names a column, a field or a unit that is not there.
    """
    return ImportReview(file=file, context=context, table=file.unknown_table(context))


def choice_of(column: Column) -> str:
    """Return the choice of `fields_for` to which a column is set."""
    return DATE_AT_NOON if f"{column.field}:{column.unit}" == DATE_AT_NOON else column.field


def field_name(column: Column) -> str:
    """Return the name of a column's field for people, with its unit."""
    if column.is_left_out:
        return LEFT_OUT
    if not column.field:
        return NOT_USED
    if choice_of(column) == DATE_AT_NOON:
        return NAMES[DATE_AT_NOON]
    name = NAMES.get(column.field, column.field.replace("_", " "))
    unit = column.unit or column.unknown_unit
    if column.field in ("duration", "timezone"):
        unit = UNIT_NAMES.get(unit, unit)
    return f"{name} ({sanitize(unit, one_line=True)})" if unit else name


def _missing_start(mapping: TableMapping) -> str:
    """Return the advice for a table without a column for the start; keys follow it, so it names no option."""
    if days := mapping.headings_of("date"):
        day = sanitize(days[0], one_line=True)
        return (
            f"No column says at what time an episode began; {day!r} says only the day. Say which one is the "
            f"{NAMES['time']}; or let {day!r} be the {NAMES[DATE_AT_NOON]}."
        )
    return (
        "No column says when an episode began. Say which one is the start, or which two are the date and the time of "
        "day."
    )


def _episode_words(fields: Any) -> str:
    """Return a sample row in words: when, where, how long, and every other field that it has."""
    started, ended = fields["started_at"], fields.get("ended_at")
    parts = [moment(started, has_year=True)]
    side = fields.get("side")
    if fields.get("place") or side:
        parts.append(place_with_side(fields.get("place"), side.value if isinstance(side, Side) else side))
    if ended is not None:
        parts.append(format_duration((ended - started).total_seconds()))
    for name, value in fields.items():
        if name not in ("started_at", "ended_at", "place", "side") and value not in (None, "", (), []):
            parts.append(f"{NAMES.get(name, name.replace('_', ' '))} {_words(value)}")
    return ", ".join(parts)


def _words(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " + ".join(map(_words, value))
    if isinstance(value, dict):
        return str(value.get("remedy") or value.get("routine") or "")
    if isinstance(value, Tried):
        return value.key
    return sanitize(str(value).replace("-", " "), one_line=True)


def numbered(items: Iterable[str]) -> list[str]:
    """Return lines with their numbers, from 1 on."""
    return [f"{number:>3}  {item}" for number, item in enumerate(items, 1)]
