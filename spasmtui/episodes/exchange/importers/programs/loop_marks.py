"""Read the marks of Loop Habit Tracker's tables: what each cell says of a habit on a day.

A cell is the name of a mark (`YES_MANUAL`), its number (2), a measured amount times 1000, or `Entry(timestamp=...,
value=2)`, as versions before 2.1 wrote it: without quotes, so that its comma divides it into two cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from spasmtui.episodes.exchange.importers.csv_table import CsvTable, TextFile
from spasmtui.episodes.exchange.importers.result import Over, RejectionList, go_over
from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import sanitize

DATE, VALUE, NOTES = "Date", "Value", "Notes"
DONE, NOT_DONE, NOT_RECORDED = "done", "not done", "not recorded"
"""What a cell says; a day on which the habit was skipped, or not due, counts as not done."""
NAMED_MARKS = {
    "YES_MANUAL": DONE,
    "YES_AUTO": NOT_DONE,  # it was not due that day, because of how often it was done before
    "NO": NOT_DONE,
    "SKIP": NOT_DONE,
    "UNKNOWN": NOT_RECORDED,
    "": NOT_RECORDED,
}
NUMBERED_MARKS = {"2": DONE, "1": NOT_DONE, "0": NOT_DONE, "3": NOT_DONE, "-3": NOT_DONE, "-1": NOT_RECORDED}
"""3 was a skipped day before -3 was."""
_NO_AMOUNTS = frozenset({"0", "-1", "-3"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ENTRY = re.compile(r"Entry\(timestamp=[^,]*, ?value=(-?\d{1,12})(?:, ?notes=(.*))?\)", re.DOTALL)
_SCORE = re.compile(r"[01]\.\d{4}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One cell."""

    line: int
    day: str
    """As it is written."""
    value: str
    note: str = ""


@dataclass(slots=True, kw_only=True)
class HabitMarks:
    """The marks of one habit in one table."""

    habit: str
    source: str
    """The table's file, for sentences."""
    has_own_file: bool
    """Whether the table holds this habit alone."""
    marks: list[Mark] = field(default_factory=list[Mark])

    is_known_as_measured: bool = False
    """Whether Loop's list of habits says that amounts are recorded."""
    is_beside_named_marks: bool = False
    """Whether the table has marks by their names: a number in it is an amount, also 1 or 2."""

    @property
    def is_measured(self) -> bool:
        """Return whether an amount is recorded: a number stands there that is no mark of a habit with yes and no."""
        marks = frozenset() if self.is_known_as_measured or self.is_beside_named_marks else NUMBERED_MARKS.keys()
        numbers = (mark.value for mark in self.marks if mark.value not in marks | _NO_AMOUNTS)
        return any(_AMOUNT.fullmatch(number) for number in numbers)

    def fullness(self) -> tuple[int, int]:
        """Return the number of days on which it was done, and of those that say anything."""
        is_measured = self.is_measured
        meanings = [meaning(mark.value, is_measured=is_measured) for mark in self.marks]
        return meanings.count(DONE), meanings.count(DONE) + meanings.count(NOT_DONE)


def meaning(value: str, *, is_measured: bool) -> str:
    """Return what a value says: `DONE`, `NOT_DONE`, `NOT_RECORDED`, or an empty text when it is no mark.

    Args:
        value: the cell's value.
        is_measured: whether the habit is measured: any amount above zero is done then, 1 too.
    """
    if value in NAMED_MARKS:
        return NAMED_MARKS[value]
    if is_measured and _AMOUNT.fullmatch(value):
        return DONE if Decimal(value.replace(",", ".")) else NOT_DONE
    return NUMBERED_MARKS.get(value, "")


def marks_table(file: TextFile) -> CsvTable:
    """Return the table of a file, with its header where Loop wrote none: above the marks of one habit, before 2.0."""
    header = file.table.header
    if len(header) not in (2, 3) or not _DAY.fullmatch(header[0].strip()) or not _is_number(header[1].strip()):
        return file.table
    return CsvTable((DATE, VALUE, NOTES)[: len(header)], file.rows)


def is_one_habit(header: tuple[str, ...]) -> bool:
    """Return whether a table is that of a single habit, which it does not name: `Date,Value,Notes`."""
    names = tuple(name.strip() for name in header)
    return names[:2] == (DATE, VALUE) and {*names[2:]} <= {NOTES, ""}


def looks_like_checkmarks(file: TextFile) -> bool:
    """Return whether the first rows hold a date and marks by their names, which no other program writes."""
    header = file.table.header
    if not header or header[0].strip() != DATE:
        return False
    width = 2 if is_one_habit(header) else None
    cells = [cell for _line, row in file.table.rows[:50] for cell in _rejoined(row)[1:width]]
    said = [cell.strip() for cell in cells if cell.strip()]
    is_named = any(cell in NAMED_MARKS or _ENTRY.fullmatch(cell) for cell in said)
    return is_named and all(cell in NAMED_MARKS or _ENTRY.fullmatch(cell) or _is_number(cell) for cell in said)


def other_table(file: TextFile) -> str:
    """Return what another table of Loop's zip holds, for a sentence; empty where the file is none."""
    header = tuple(name.strip() for name in file.table.header)
    if {"Position", "Name", "Question", "Color"} <= {*header}:
        return "the list of habits"
    scores = [cell for _line, row in file.table.rows[:50] for cell in row[1:] if cell.strip()]
    if header[:1] == (DATE,) and scores and all(_SCORE.fullmatch(cell.strip()) for cell in scores):
        return "how strong each habit was"
    return ""


def read_marks(file: TextFile, habit: str, rejected: RejectionList, over: Over = go_over) -> list[HabitMarks]:
    """Return the marks of every habit of a table.

    Args:
        file: a table with a column a habit, or of one habit: `Date,Value,Notes`.
        habit: the name of the one habit.
        rejected: takes the rows that cannot be read.
        over: goes through the rows.

    Raises:
        DataError: it is neither, or a heading is divided by a comma, so that marks would go to other habits.
    """
    # The names of files and folders in a zip are as foreign as its texts.
    name, table = sanitize(file.name, one_line=True), marks_table(file)
    if not table.header or table.header[0].strip() != DATE:
        raise DataError(f"{name} is not a Checkmarks.csv of Loop Habit Tracker: its first column is not Date.")
    is_one = is_one_habit(table.header)
    names = (habit,) if is_one else table.header[1:]
    clean_names = (sanitize(each, one_line=True).strip() for each in names)
    habits = [HabitMarks(habit=each, source=name, has_own_file=is_one) for each in clean_names]
    widths: set[int] = set()
    has_named_marks = False
    for line, cells in over(table.rows, len(table.rows)):
        row = _rejoined(cells)
        if not any(map(str.strip, row)):
            continue
        day, *values = row
        has_named_marks = has_named_marks or any(cell.strip() and cell.strip() in NAMED_MARKS for cell in values)
        if is_one:
            value, note = _value_and_note(values[0] if values else "")
            note = values[1].strip() if len(values) > 1 else note
            habits[0].marks.append(Mark(line=line, day=day.strip(), value=value, note=note))
            continue
        if len(values) > len(habits):
            rejected.add(line, f"It has {len(values)} marks, and the first line names {len(habits)} habits.")
            continue
        widths.add(0 if values and values[-1].strip() else len(row))
        for each, cell in zip(habits, values, strict=False):
            value, note = _value_and_note(cell)
            each.marks.append(Mark(line=line, day=day.strip(), value=value, note=note))
    # Loop ends every line with a comma, the first one too.
    if not is_one and not table.header[-1].strip() and widths and 0 not in widths and max(widths) < len(table.header):
        raise DataError(
            f"{name} names more habits than any line has marks: a comma in the name of a habit divides it in two. "
            "Import the zip, or put that name in quotes."
        )
    for each in habits:
        each.is_beside_named_marks = has_named_marks
    return [each for each in habits if each.habit or any(mark.value for mark in each.marks)]


def _value_and_note(cell: str) -> tuple[str, str]:
    entry = _ENTRY.fullmatch(cell.strip())
    return (entry[1], (entry[2] or "").strip()) if entry else (cell.strip(), "")


def _rejoined(row: tuple[str, ...]) -> list[str]:
    """Return the cells of a row with each `Entry(...)` in one: its own commas divided it where it was not quoted."""
    cells = list(row)
    joined: list[str] = []
    while cells:
        cell = cells.pop(0)
        while cells and cell.lstrip().startswith("Entry(") and not _is_whole(cell, cells[0]):
            cell = f"{cell},{cells.pop(0)}"
        joined.append(cell)
    return joined


def _is_whole(entry: str, following: str) -> bool:
    """Return whether an entry ends here; a bracket in its note, and a comma after it, do not end it."""
    match = _ENTRY.fullmatch(entry.strip())
    return match is not None and (match[2] is None or not following.strip() or following.lstrip().startswith("Entry("))


def _is_number(cell: str) -> bool:
    return cell in NUMBERED_MARKS or _AMOUNT.fullmatch(cell) is not None
