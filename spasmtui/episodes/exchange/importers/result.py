"""What a reader of a format gives back, and what it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.errors import DataError

MOST_REJECTED = 10_000
"""A file with more rows that cannot be read is something else."""
LONGEST_REASON = 240
"""Characters of a reason that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportContext:
    """Where an import comes from."""

    name: str
    """The file's name, for sentences."""
    now: datetime
    device: str
    """This device, which has written down what a foreign program exported."""
    content: Path
    """The shipped content, for the common words of places."""
    columns: Mapping[str, str] = field(default_factory=dict[str, str])
    """`--map`: a column's name and the field it is."""
    identity: Path | None = None
    """The file with the secret key that opens an encrypted export."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that cannot be taken in."""

    line: int
    """The line it begins on, 1 for the first; for a JSON list the place in the list."""
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """Everything a file holds, read to its end before anything is written."""

    form: str
    """The format it was read as."""
    records: tuple[Episode | Day | Practice, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    unmapped: tuple[str, ...] = ()
    """Columns or fields that have no place in the diary."""
    left_out: tuple[str, ...] = ()
    """Columns left out on purpose, such as a location."""
    is_foreign: bool = False
    """Another program wrote it: rows that are already there are the same, however they were edited since."""
    unit: str = "line"
    """What the numbers of the rejected count: `line`, or `item` of a list."""


class RejectionList:
    """The rows of a file that cannot be taken in, counted while they are found."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[RejectedRow] = []

    def add(self, line: int, reason: str) -> None:
        """Note a row and why.

        Raises:
            DataError: there are so many that the file cannot be an export.
        """
        if len(self._found) == MOST_REJECTED:
            raise DataError(
                f"{self._name} has more than {MOST_REJECTED:,} rows that cannot be read, the first in line "
                f"{self._found[0].line}: {self._found[0].reason} Nothing was imported."
            )
        self._found.append(RejectedRow(line=line, reason=reason[:LONGEST_REASON]))

    def all(self) -> tuple[RejectedRow, ...]:
        """Every row noted."""
        return tuple(self._found)
