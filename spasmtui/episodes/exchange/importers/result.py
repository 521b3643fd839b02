"""Values that every importer takes and returns: the context of an import, and its result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.errors import DataError
from spasmtui.shared.times.dates import PreferredOrder

MOST_REJECTED = 10_000
"""A file with more rows that cannot be read is something else."""
LONGEST_REASON = 240
"""Characters of a reason that are shown."""


Item = TypeVar("Item")


class Over(Protocol):
    """A way to go through items."""

    def __call__(self, items: Iterable[Item], total: int | None = None) -> Iterable[Item]:
        """Yield the items; `total` is their number where they cannot tell it."""
        ...


def go_over(items: Iterable[Item], total: int | None = None) -> Iterable[Item]:  # noqa: ARG001 -- as `Over` says
    """Return the items as they are."""
    return items


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """The file's name and the circumstances of an import."""

    name: str
    """The file's name, for sentences."""
    now: datetime
    device: str
    """This device; it counts as the recorder of what another program exported."""
    content: Path
    """The shipped content, for the common words of places."""
    own_routines: Path | None = None
    """The folder with the person's own routines; it need not exist."""
    folder: str = ""
    """The name of the folder it lies in: Loop Habit Tracker names a habit by it."""
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    """`--map`: a column's name and the field it holds."""
    sheet: str = ""
    """The sheet of a workbook, as `--sheet` names it; empty: the one that has episodes."""
    identity: Path | None = None
    """The file with the secret key that opens an encrypted export."""
    date_order: PreferredOrder | None = None
    """The order of day and month that a person or the locale prefers, for dates that could be two."""
    over: Over = go_over
    """Goes through the rows; `Work.over` shows how far it has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that cannot be imported."""

    line: int
    """The line it begins on, counted from 1; in a JSON list the position."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnusedCell:
    """A cell that cannot be used, or that lacks something, of a row that was read all the same."""

    column: str
    line: int
    """The line its row begins on."""
    reason: str
    is_used: bool = False
    """Whether it was used, with what is usual for what it lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A row that is no episode: a title above the header, an empty row, a total."""

    line: int
    reason: str
    """What the row is, such as "empty" or "a total"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """The records of a whole file, read to its end before anything is written."""

    format: str
    """The format that was detected or named."""
    records: tuple[Episode | Day | Practice, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    cells: tuple[UnusedCell, ...] = ()
    """Cells that could not be used, of rows that were."""
    skipped: tuple[SkippedRow, ...] = ()
    """Rows of a table that are no episodes, and were never taken for one."""
    remarks: tuple[str, ...] = ()
    """Sentences about how the file was read: the order of its dates, a scale that was converted."""
    unmapped: tuple[str, ...] = ()
    """Columns or fields that have no place in the diary."""
    left_out: tuple[str, ...] = ()
    """Columns left out on purpose, such as a location."""
    rows: int | None = None
    """The rows that were read, rejected ones included, where a record is made of several; None: a record each."""
    is_foreign: bool = False
    """Another program wrote it: a row that the diary has already is the same, however it was edited since."""
    unit: str = "line"
    """The unit of the numbers of rejected rows: `line`, or `item` of a list."""

    @property
    def row_count(self) -> int:
        """The number of rows that were read, rejected ones included."""
        return len(self.records) + len(self.rejected) if self.rows is None else self.rows


class RejectionList:
    """Collects the rejected rows of a file, up to a limit."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: list[RejectedRow] = []

    def add(self, line: int, reason: str) -> None:
        """Add a row and the reason.

        Raises:
            DataError: there are so many that the file cannot be an export.
        """
        if len(self._rows) == MOST_REJECTED:
            raise DataError(
                f"{self._name} has more than {MOST_REJECTED:,} rows that cannot be read, the first in line "
                f"{self._rows[0].line}: {self._rows[0].reason} Nothing was imported."
            )
        self._rows.append(RejectedRow(line=line, reason=reason[:LONGEST_REASON]))

    def all(self) -> tuple[RejectedRow, ...]:
        """Return every row added."""
        return tuple(self._rows)
