"""Import Loop Habit Tracker's zip, or one `Checkmarks.csv` of it. Habits become the words of a day.

A habit that was done on a day is a word of that day: `Little water` is `little-water`. A day on which it was not done,
was skipped or was not due says nothing. `--map 'Long run=effort'` chooses the word, `--map 'Reading='` leaves a habit
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from spasmtui.episodes.exchange.importers.archive import list_members, unpack
from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.file_dates import FileDates
from spasmtui.episodes.exchange.importers.programs.day_words import DayWords
from spasmtui.episodes.exchange.importers.programs.loop_marks import (
    DATE,
    DONE,
    VALUE,
    HabitMarks,
    is_one_habit,
    looks_like_checkmarks,
    marks_table,
    meaning,
    other_table,
    read_marks,
)
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList, UnusedCell
from spasmtui.episodes.exchange.importers.source import decode_file
from spasmtui.errors import DataError, SpasmError, WrongUsage
from spasmtui.shared.formats import many
from spasmtui.terminal.sanitize import quoted, sanitize

LIMIT_UNPACKED_BYTES = 20 * 1000 * 1000
CHECKMARKS = "Checkmarks.csv"
HABITS, MEASURED = "Habits.csv", "NUMERICAL"
_CHECKMARKS_COPY = re.compile(r"checkmarks\b.*\.csv", re.IGNORECASE)
"""The name, also of the copies that browsers and file managers make: `Checkmarks (1).csv`, `Checkmarks - Copy.csv`."""
_HABIT_FOLDER = re.compile(r"(\d{3,}) ?(.*)")
"""`001 Long run`: the habit's position in `Habits.csv`, and what Loop keeps of its name in a file's name."""


def read_archive(data: bytes, context: ImportContext) -> ImportResult:
    """Import the habits of an exported zip; of a habit in several tables, the one that records more days is read.

    Raises:
        DataError: it is broken, unpacks to more than the limit, or holds no checkmarks.
        WrongUsage: `--map` names a habit that it does not have.
    """
    names = list_members(data, context.name)
    chosen = [name for name in names if is_checkmarks_name(name.rpartition("/")[2])]
    if not chosen:
        raise DataError(f"{context.name} holds no {CHECKMARKS}, so it is not an export of Loop Habit Tracker.")
    listed = [name for name in names if name.rpartition("/")[2] == HABITS][:1]
    contents = unpack(data, [*listed, *chosen], context.name, limit_bytes=LIMIT_UNPACKED_BYTES)
    decoded = {name: decode_file(content, name) for name, content in contents.items()}
    known, measured = _listed_habits(TextFile(decoded[listed[0]].text, listed[0])) if listed else ({}, frozenset())
    rejected = RejectionList(context.name)
    tables: list[HabitMarks] = []
    faults: list[DataError] = []
    for name in chosen:
        try:
            tables += read_marks(
                TextFile(decoded[name].text, name), _habit_of_folder(name, known), rejected, context.over
            )
        except DataError as error:
            faults.append(error)
    for each in tables:
        each.is_known_as_measured = each.habit in measured
    if faults and not tables:
        raise faults[0]
    habits, remarks = _fuller(tables)
    remarks += [each.remark for each in decoded.values() if each.remark]
    remarks += [f"{error.message} The other files of the zip were read." for error in faults]
    return _import_habits(habits, rejected, context, remarks)


def has_checkmarks(members: Sequence[str]) -> bool:
    """Return whether an archive holds a table of marks."""
    return any(is_checkmarks_name(name.rpartition("/")[2]) for name in members)


def is_checkmarks_name(name: str) -> bool:
    """Return whether a file is named as Loop names its tables of marks, or as a copy of one."""
    return _CHECKMARKS_COPY.fullmatch(name) is not None


def is_checkmarks(file: TextFile, context: ImportContext) -> bool:
    """Return whether it is a table of Loop's zip, by what it holds or, for marks in numbers alone, by its name."""
    is_named = is_checkmarks_name(context.name) and marks_table(file).header[:1] == (DATE,)
    return looks_like_checkmarks(file) or is_named or bool(other_table(file))


def read_checkmarks(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the habits of one `Checkmarks.csv`.

    Raises:
        DataError: it is another table of Loop's, or none.
        WrongUsage: it is the table of one habit, and nothing says which; or `--map` names a habit it does not have.
    """
    if what := other_table(file):
        raise DataError(
            f"{context.name} is from Loop Habit Tracker, but holds {what}. What was done on which day is in its "
            f"zip, and in its {CHECKMARKS}. Nothing was imported."
        )
    habit = ""
    if is_one_habit(marks_table(file).header):
        habit = VALUE if VALUE in context.columns else _habit_of_file(context)
    rejected = RejectionList(context.name)
    habits = read_marks(file, habit, rejected, context.over)
    return _import_habits(habits, rejected, context, [])


def _habit_of_file(context: ImportContext) -> str:
    """Return the habit of a table of one habit: its folder in Loop's zip is named after it, or a person named the file.

    Raises:
        WrongUsage: neither is so.
    """
    folder = _HABIT_FOLDER.fullmatch(context.folder)
    if folder is not None and folder[2]:
        return folder[2]
    if context.name.lower().endswith(".csv") and not is_checkmarks_name(context.name):
        return context.name[: -len(".csv")]
    raise WrongUsage(
        f"{context.name} holds the marks of one habit and does not name it. Say which kind of day it makes, such as "
        f"--map {VALUE}=effort, or import the whole zip."
    )


def _habit_of_folder(member: str, listed: dict[int, str]) -> str:
    """Return the habit of a zip's folder: its whole name from `Habits.csv`, else what the folder's name kept of it."""
    folder = _HABIT_FOLDER.fullmatch(member.rpartition("/")[0].rpartition("/")[2])
    if folder is None:
        return member.rpartition("/")[0].rpartition("/")[2]
    name = listed.get(int(folder[1]), "")
    return name if name and _kept(name) == folder[2].strip() else folder[2] or name


def _listed_habits(file: TextFile) -> tuple[dict[int, str], frozenset[str]]:
    """Return the habits of `Habits.csv` by their position, and the names of those that are measured."""
    rows = [cells for _line, cells in file.table.rows_by_column() if cells.get("Name", "").strip()]
    habits = [(sanitize(cells["Name"], one_line=True).strip(), cells) for cells in rows]
    names = {int(cells["Position"]): habit for habit, cells in habits if cells.get("Position", "").isdecimal()}
    return names, frozenset(habit for habit, cells in habits if cells.get("Type", "").strip() == MEASURED)


def _kept(name: str) -> str:
    """Return what Loop keeps of a habit's name in the name of its folder."""
    return re.sub(r"[^ a-zA-Z0-9._-]+", "", name)[:100].strip()


def _fuller(tables: list[HabitMarks]) -> tuple[list[HabitMarks], list[str]]:
    """Return each habit once: of its column in the table of all and its own file the one that records more; and why."""
    chosen = [each for each in tables if not each.has_own_file]
    remarks: list[str] = []
    for own in (each for each in tables if each.has_own_file):
        same = [each for each in chosen if each.habit == own.habit]
        same = same or [each for each in chosen if own.habit and _kept(each.habit) == _kept(own.habit)]
        if len(same) != 1 or same[0].has_own_file:
            chosen.append(own)
            continue
        (column,) = same
        fuller, other = (own, column) if own.fullness() >= column.fullness() else (column, own)
        chosen[chosen.index(column)] = fuller
        if fuller.fullness() != other.fullness():
            days = [many(each.fullness()[0], "day", zero="no") for each in (fuller, other)]
            remarks.append(
                f"{column.habit}: done on {days[0]} in {fuller.source}, on {days[1]} in {other.source}. "
                "The one with more days was read."
            )
    return chosen, remarks


def _import_habits(
    habits: Iterable[HabitMarks], rejected: RejectionList, context: ImportContext, remarks: list[str]
) -> ImportResult:
    habits, words = list(habits), DayWords(context)
    dates = FileDates(
        ((mark.line if each.source == context.name else 0, mark.day) for each in habits for mark in each.marks), context
    )
    days: dict[str, date | str] = {}
    unmapped: list[str] = []
    cells: list[UnusedCell] = []
    read: set[tuple[str, int]] = set()
    refused: set[tuple[str, int]] = set()
    for each in habits:
        place = "" if each.source == context.name else f"In {each.source}: "
        read |= {(each.source, mark.line) for mark in each.marks}
        word = words.word(each.habit) if each.habit else ""
        if not each.habit:
            unmapped.append("a column without a name")
        is_measured = each.is_measured
        if is_measured and word:
            unmapped.append(f"the amounts of {each.habit}")
        if notes := sum(1 for mark in each.marks if mark.note):
            unmapped.append(f"the notes of {each.habit} ({notes})")
        for mark in each.marks:
            if mark.day not in days:
                days[mark.day] = _day_or_reason(mark.day, dates)
            on = days[mark.day]
            said = meaning(mark.value, is_measured=is_measured)
            if isinstance(on, str):
                if (each.source, mark.line) not in refused:
                    rejected.add(mark.line, place + on)
                refused.add((each.source, mark.line))
            elif not said:
                reason = f"{place}{quoted(mark.value)} is not a mark of a habit."
                cells.append(UnusedCell(column=sanitize(each.habit, one_line=True), line=mark.line, reason=reason))
            elif said == DONE and word:
                words.add(on, word)
    words.check_map()
    return ImportResult(
        format="loop",
        records=words.days(),
        rejected=rejected.all(),
        cells=tuple(cells),
        remarks=(*words.remarks(), *remarks, *dates.remarks),
        unmapped=(*words.without_word, *unmapped),
        left_out=words.left_out,
        is_foreign=True,
        rows=len(read) + len(rejected.all()) - len(refused),
    )


def _day_or_reason(text: str, dates: FileDates) -> date | str:
    """Return a day, or the reason why the text is none."""
    try:
        return dates.day(text)
    except SpasmError as error:
        return sanitize(error.message, one_line=True)
