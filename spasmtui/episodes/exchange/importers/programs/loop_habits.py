"""Import Loop Habit Tracker's zip of `Checkmarks.csv` files, or one of them. Habits become the words of a day.

A habit that was done on a day is a word of that day: `Little water` is `little-water`. A day on which it was not done
says nothing. `--map 'Long run=effort'` chooses the word, `--map 'Reading='` leaves a habit out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult, RejectionList
from spasmtui.episodes.exchange.importers.source import decode
from spasmtui.episodes.exchange.importers.validation import validate
from spasmtui.episodes.model.episode import Day
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.dates import parse_iso_date
from spasmtui.terminal.sanitize import sanitize

LIMIT_UNPACKED_BYTES = 20 * 1000 * 1000
MOST_MEMBERS = 3000
CHECKMARKS = "Checkmarks.csv"
DONE = frozenset({"YES_MANUAL", "YES_AUTO"})
NOT_DONE = frozenset({"NO", "SKIP", "UNKNOWN", "", "-1", "0", "3"})
"""3 was a skipped day before the values had names."""
WORD_CHARACTERS = 40

Mark = tuple[int, str, str, str]
"""Line, date, habit, value."""


def read_archive(data: bytes, context: ImportContext) -> ImportResult:
    """Import the habits of an exported zip.

    Raises:
        DataError: it is broken, unpacks to more than the limit, or holds no checkmarks.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise DataError(f"{context.name} holds {len(members)} files; an export of habits has fewer.")
            names = [member.filename for member in members]
            chosen = (
                [CHECKMARKS] if CHECKMARKS in names else [name for name in names if name.endswith(f"/{CHECKMARKS}")]
            )
            if not chosen:
                raise DataError(f"{context.name} holds no {CHECKMARKS}, so it is not an export of Loop Habit Tracker.")
            texts = [(name, decode(content, name)) for name, content in _unpacked(archive, chosen, context)]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise DataError(f"{context.name} is a damaged zip archive: {sanitize(str(error), one_line=True)}.") from None
    return _read_marks((mark for name, text in texts for mark in _marks(TextFile(text, name))), context)


def _unpacked(archive: zipfile.ZipFile, names: list[str], context: ImportContext) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the members, whatever sizes the archive claims.

    Raises:
        DataError: they unpack to more than the limit in total.
    """
    left_bytes = LIMIT_UNPACKED_BYTES
    for name in names:
        with archive.open(name) as stream:
            content = stream.read(left_bytes + 1)
        left_bytes -= len(content)
        if left_bytes < 0:
            raise DataError(
                f"{context.name} unpacks to more than {LIMIT_UNPACKED_BYTES // 1_000_000} MB. Nothing was imported."
            )
        yield name, content


def is_checkmarks(file: TextFile, context: ImportContext) -> bool:
    """Return whether the columns are those of one habit, or the name is that of the table of all habits."""
    return file.table.header[:2] == ("Date", "Value") or (context.name == CHECKMARKS and bool(file.rows))


def read_checkmarks(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the habits of one `Checkmarks.csv`."""
    return _read_marks(_marks(file), context)


def _marks(file: TextFile) -> Iterator[Mark]:
    """Yield every mark of a table: `Date,Value,Notes` of one habit, named by its folder, or a column a habit.

    Raises:
        DataError: it is neither.
    """
    name, table = file.name, file.table
    if not file.rows or file.rows[0][1][:1] != ("Date",):
        raise DataError(f"{name} is no {CHECKMARKS} of Loop Habit Tracker: its first column is not Date.")
    is_one_habit = table.header[1:2] == ("Value",)
    folder = name.rpartition("/")[0].rpartition("/")[2] or name.removesuffix(".csv")
    for line, cells in table.rows_by_column():
        if is_one_habit:
            yield line, cells["Date"], re.sub(r"^\d+ ", "", folder), cells.get("Value", "")
        else:
            for habit, value in cells.items():
                if habit and habit != "Date":
                    yield line, cells["Date"], habit, value


def _read_marks(marks: Iterable[Mark], context: ImportContext) -> ImportResult:
    words: dict[str, dict[str, None]] = {}
    rejected = RejectionList(context.name)
    left_out: dict[str, None] = {}
    for line, day, habit, value in marks:
        word = day_word(habit, context)
        if not word:
            left_out[habit] = None
            continue
        try:
            if is_done(value):
                words.setdefault(parse_iso_date(day.strip()).isoformat(), {})[word] = None
        except (ValueError, WrongUsage) as error:
            rejected.add(line, sanitize(str(error), one_line=True))
    return ImportResult(
        format="loop",
        records=tuple(
            validate(
                Day,
                {"date": day, "words": list(words[day]), "updated_at": context.now, "device": context.device},
            )
            for day in sorted(words, reverse=True)
        ),
        rejected=rejected.all(),
        left_out=tuple(left_out),
        is_foreign=True,
    )


def day_word(habit: str, context: ImportContext) -> str:
    """Return the word of a day that a habit stands for; empty when it is left out."""
    chosen = context.columns.get(habit.strip(), habit)
    words = re.findall(r"\w+", sanitize(chosen, one_line=True).lower())
    return "-".join(words)[:WORD_CHARACTERS].strip("-")


def is_done(value: str) -> bool:
    """Return whether a mark records the habit as done: for a measured habit, any amount above zero.

    Raises:
        ValueError: it is no mark.
    """
    mark = value.strip()
    if mark in DONE:
        return True
    if mark in NOT_DONE:
        return False
    if re.fullmatch(r"\d{1,12}", mark, re.ASCII):
        return True
    raise ValueError(f"{mark[:20]!r} is not a mark of a habit.")
