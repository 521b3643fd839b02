"""Decide which column of a table is which field: by `--map`, by known headings, or by a person's keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from spasmtui.episodes.exchange.importers.tables.columns import Column, TableMapping
from spasmtui.episodes.exchange.importers.tables.companions import add_companions
from spasmtui.episodes.exchange.importers.tables.headings import (
    NOON,
    SCORES,
    TIME_FIELDS,
    Heading,
    interpret_heading,
    parse_unit,
)
from spasmtui.episodes.exchange.importers.tables.lengths import SECONDS
from spasmtui.episodes.exchange.importers.tables.table import Table
from spasmtui.episodes.exchange.importers.tables.times import find_date
from spasmtui.episodes.exchange.importers.tables.words import ENTRY_TIMES, TableWords, fold_heading
from spasmtui.episodes.model.fields import JSON_FIELDS
from spasmtui.errors import WrongUsage
from spasmtui.shared.suggest import did_you_mean
from spasmtui.shared.times.dates import DateOrder, PreferredOrder
from spasmtui.terminal.sanitize import sanitize

NOT_MAPPED = frozenset({"signs"})
"""Warning signs are ids of this program's own list; another program's table has none."""
KINDS = frozenset({"score", "side", "choice", "words", "tried", "text"})
"""The kinds of field that one cell holds."""
ONE_CELL = tuple(
    field for field in JSON_FIELDS if field.option and field.kind in KINDS and field.name not in NOT_MAPPED
)
TIMES_AND_PLACE = {
    "started_at": ("started_at", "date", "time", "am_pm"),
    "ended_at": ("ended_at", "end_date"),
    "duration_s": ("duration", "duration_unit", "timezone"),
    "place": ("place",),
    "pain": ("pain", "scale"),
}
"""The fields that are parsed together, or with a side, and their names as columns."""
FIELDS = tuple(
    name
    for field in JSON_FIELDS
    for name in TIMES_AND_PLACE.get(field.name, (field.name,) if field in ONE_CELL else ())
)
"""The fields that a column can hold; `date` and `time` together are `started_at`."""
SEVERAL = frozenset({"note", "triggers", "tried"})
"""Fields that several columns may hold together."""
STARTS = frozenset({"started_at", "date", "time"})
DATES = ("started_at", "date", "ended_at", "end_date")
HEADING_CHARACTERS = 80
MOST_NAMED = 40


def make_mapping(
    table: Table, words: TableWords, name: str, chosen: Mapping[str, str], order: PreferredOrder | None = None
) -> TableMapping:
    """Return the mapping of a table: the columns that `--map` names, then those whose heading is known.

    Args:
        table: the table.
        words: the words of tables.
        name: the file's name, for sentences.
        chosen: heading to field, which may have a unit, as in `duration:h`; an empty field leaves a column out.
        order: how a date is read that could be two.

    Raises:
        WrongUsage: a column is not there, a field or unit does not exist, or two columns are one field.
    """
    mapping = TableMapping(columns=tuple(Column(heading=each) for each in table.headings if each), order=order)
    for heading, field in chosen.items():
        mapping = change_mapping(mapping, heading, field, words, name)
    guessed = {column.heading: interpret_heading(column.heading, words) for column in mapping.columns}
    for column in mapping.columns:
        _look_at_dates(column, guessed, table)
    free = [column for column in mapping.columns if not column.is_chosen and guessed[column.heading].field]
    for column in _start_first(free, guessed, mapping, table):
        meaning = guessed[column.heading]
        if meaning.field in SEVERAL or not mapping.headings_of(meaning.field):
            mapping = mapping.with_column(replace(column, **meaning._asdict()))
    return _with_order(add_companions(mapping, table, words, guessed))


def change_mapping(mapping: TableMapping, heading: str, field: str, words: TableWords, name: str) -> TableMapping:
    """Return the mapping with a column set to a field, or left out where the field is empty.

    Args:
        mapping: the mapping to change.
        heading: the column's name.
        field: one of `FIELDS`, with a unit after a colon if it has one; empty to leave the column out.
        words: the words of tables.
        name: the file's name, for sentences.

    Raises:
        WrongUsage: there is no such column, field or unit, or another column was chosen for the field.
    """
    column = next((each for each in mapping.columns if each.heading == heading), None)
    if column is None:
        raise WrongUsage(f"{name} has no column {heading!r}. Its columns: {name_columns(mapping)}.")
    if not field:
        return mapping.with_column(Column(heading=heading, is_chosen=True, is_left_out=True))
    field, _, said = field.partition(":")
    if field not in FIELDS:
        raise WrongUsage(f"{field!r} is not a field.{did_you_mean(field, FIELDS)} Fields: {', '.join(FIELDS)}.")
    promised = interpret_heading(heading, words)
    unit, unknown = (promised.unit, promised.unknown_unit) if promised.field == field else ("", promised.unknown_unit)
    if unknown and (known := parse_unit(field, unknown, words)) is not None:
        unit, unknown = known, ""  # unknown for what the heading seems to be, as that of `Time (min)`
    if said:
        parsed = parse_unit(field, said, words)
        if parsed is None:
            raise WrongUsage(f"{said!r} is not a unit of {field}. {_unit_hint(field)}")
        unit, unknown = parsed, ""
    others = [each for each in mapping.columns if each.field == field and each.heading != heading]
    is_part = field == "duration" and unit in SECONDS and all(each.unit in SECONDS for each in others)
    if is_part:
        others = [each for each in others if each.unit == unit]
    if field not in SEVERAL:
        if taken := next((each for each in others if each.is_chosen), None):
            raise WrongUsage(f"Two columns are mapped to {field}: {taken.heading!r} and {heading!r}. Keep one.")
        for each in others:
            mapping = mapping.with_column(Column(heading=each.heading))
    new = Column(heading=heading, field=field, unit=unit, unknown_unit=unknown, is_chosen=True)
    return mapping.with_column(new)


def check_has_start(mapping: TableMapping, name: str) -> None:
    """Check that columns say when an episode began.

    Raises:
        WrongUsage: none does.
    """
    if mapping.has_start():
        return
    if mapping.headings_of("date"):
        day = mapping.headings_of("date")[0]
        raise WrongUsage(
            f"No column of {name} says at what time an episode began; {day!r} says only the day. Its columns: "
            f"{name_columns(mapping)}. "
            f"Name one, such as --map 'Clock=time', or put every day at noon with --map '{day}=date:{NOON}'."
        )
    if len(mapping.columns) < 2:
        raise WrongUsage(
            f"{name} is not a table that can be read: it has one column, {name_columns(mapping)}. A table has a "
            "header, such as Date, Time, Place, and a row below it for each episode."
        )
    # An end taken for a start would put every episode later by its length.
    free = next((each.heading for each in mapping.columns if not each.field and not each.is_left_out), "")
    shown = sanitize(free, one_line=True)[:HEADING_CHARACTERS]
    advice = f"Name one, such as --map '{shown}=started_at', or two as date and time." if free else "Add one."
    raise WrongUsage(f"No column of {name} says when an episode began. Its columns: {name_columns(mapping)}. {advice}")


def name_columns(mapping: TableMapping) -> str:
    """Return the names of the columns for a sentence."""
    names = [sanitize(each.heading, one_line=True)[:HEADING_CHARACTERS] for each in mapping.columns[:MOST_NAMED]]
    rest = len(mapping.columns) - len(names)
    return ", ".join((*names, f"and {rest} more") if rest else names) or "none"


def _start_first(
    free: Iterable[Column], guessed: dict[str, Heading], mapping: TableMapping, table: Table
) -> Iterable[Column]:
    """Return the columns with known headings, once it is clear which of them say when an episode began.

    `Date` with `Start Time` are a date and a time of day; a date without a time of day beside it may hold both.
    """
    columns = [each for each in free if not _may_be_entry(each, guessed, mapping, table)]
    fields = {guessed[each.heading].field for each in columns} | {each.field for each in mapping.columns}
    starts = [each for each in columns if guessed[each.heading].field == "started_at"]
    if mapping.headings_of("started_at"):
        return [each for each in columns if guessed[each.heading].field not in ("date", "time")]
    if "date" not in fields and starts and _are_days(table, starts[0].heading):
        _turn(starts.pop(0), "date", guessed)
        fields.add("date")
    if "date" not in fields:
        if not starts and "time" in fields:
            for each in columns:
                if guessed[each.heading].field == "time":
                    _turn(each, "started_at", guessed)
            return columns
        return [each for each in columns if guessed[each.heading].field != "time"]
    if "time" not in fields and starts:
        _turn(starts.pop(0), "time", guessed)
    elif "time" not in fields:
        for each in columns:
            if guessed[each.heading].field == "date" and not _are_days(table, each.heading):
                _turn(each, "started_at", guessed)
    return [each for each in columns if each not in starts]


def _look_at_dates(column: Column, guessed: dict[str, Heading], table: Table) -> None:
    """Correct the meaning of a heading of dates by the cells below it.

    `Day` beside `Date` has the days of the week, and `Date Ended` may have the time of day as well.
    """
    field = guessed[column.heading].field
    others = {each.field for heading, each in guessed.items() if heading != column.heading}
    if field == "date" and others & {"date", "started_at"} and not _has_years(table, column.heading):
        guessed[column.heading] = Heading()
    if field == "end_date" and "ended_at" not in others and not _are_days(table, column.heading):
        _turn(column, "ended_at", guessed)


def _has_years(table: Table, heading: str) -> bool:
    """Return whether a column has a date, or no cell at all."""
    found = [find_date(text) for _line, text in table.texts(heading)]
    return not found or any(each is not None and each[0].has_year for each in found)


def _may_be_entry(column: Column, guessed: dict[str, Heading], mapping: TableMapping, table: Table) -> bool:
    """Return whether a column may say when a row was entered: a timestamp, where another column has a time as well."""
    if fold_heading(column.heading) not in ENTRY_TIMES:
        return False
    others = [each for each in mapping.columns if each.heading != column.heading]
    return any(guessed[each.heading].field in STARTS or _has_dates(table, each.heading) for each in others)


def _has_dates(table: Table, heading: str) -> bool:
    texts = [text for _line, text in table.texts(heading)]
    return bool(texts) and all(find_date(text) for text in texts)


def _turn(column: Column, field: str, guessed: dict[str, Heading]) -> None:
    guessed[column.heading] = guessed[column.heading]._replace(field=field)


def _are_days(table: Table, heading: str) -> bool:
    """Return whether a column has dates, and none of them with a time of day."""
    has_dates = False
    for _line, text in table.texts(heading):
        found = find_date(text)
        if found is not None:
            has_dates = True
            if found[1].strip(" ,T0:."):
                return False
    return has_dates


def _with_order(mapping: TableMapping) -> TableMapping:
    """Return the mapping with the order that a heading promises, `Date (dd/mm/yyyy)`, unless a person has said one."""
    if mapping.order is not None and not mapping.order.locale:
        return mapping
    for column in mapping.columns:
        if column.field in DATES and column.unit in {order.value for order in DateOrder}:
            return replace(mapping, order=PreferredOrder(DateOrder(column.unit)))
    return mapping


def _unit_hint(field: str) -> str:
    if field == "duration":
        return "Its units are s, min, h, d, h:mm and m:ss."
    if field in SCORES:
        return "Its unit is a scale, such as 0-5 or 0-100."
    if field in TIME_FIELDS:
        return "Its unit is a zone, an order of dates, or the time of day of a date alone: Europe/Berlin, dmy or 12:00."
    return "It has no unit."
