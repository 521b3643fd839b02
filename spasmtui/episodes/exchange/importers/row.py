"""Hold the cells of one row, and name those that could not be used: an unreadable optional cell costs only itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from spasmtui.episodes.exchange.importers.result import LONGEST_REASON, UnusedCell
from spasmtui.errors import CannotStore, SpasmError, WrongUsage
from spasmtui.terminal.sanitize import sanitize

Value = TypeVar("Value")


class RowStopped(CannotStore):
    """A cell that would change a number if it were left out or read in one of two ways: it stops its whole row."""


NOT_RECORDED = frozenset({
    "",
    "-",
    "--",
    "---",
    "–",
    "—",
    "n/a",
    "na",
    "n.a.",
    "none",
    "null",
    "nil",
    "nan",
    "nat",
    "<na>",
    "\\n",
    "(none)",
    "(null)",
    "(blank)",
    "undefined",
    "not recorded",
    "not applicable",
    "not specified",
    "unknown",
    "unbekannt",
    "k.a.",
    "k. a.",
    "keine angabe",
    "inconnu",
    "n.c.",
    "non renseigné",
    "desconocido",
    "s/d",
    "n/d",
})
"""What other programs and people write into a cell of which they have nothing to say, in lower case."""
_SPREADSHEET_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|NV|WERT!|BEZUG!)")


UNCOMPUTED = "#COMPUTE!"
"""Stands for a formula of a workbook whose value was never computed."""


class Row(dict[str, str]):
    """The cells of a row by column. A mapping like any other, which also collects the cells that cannot be used."""

    __slots__ = ("line", "unused")

    def __init__(self, line: int, cells: Mapping[str, str]) -> None:
        super().__init__(cells)
        self.line = line
        """The line the row begins on, counted from 1."""
        self.unused: list[UnusedCell] = []
        """The cells that could not be used, in the order in which that was found."""

    def text(self, column: str) -> str:
        """Return a cell without the space around it; empty where nothing was recorded: `-`, `N/A` and the like.

        Raises:
            WrongUsage: it is the error of a spreadsheet's formula, or a formula without a value.
        """
        text = self.get(column, "").strip()
        if text == UNCOMPUTED:
            raise WrongUsage(
                "It is a formula without a value. Open the file in a spreadsheet, save it, and import that."
            )
        if _SPREADSHEET_ERROR.fullmatch(text):
            raise WrongUsage(f"{text} is an error of the spreadsheet, not a value.")
        return "" if text.lower() in NOT_RECORDED else text

    def optional(self, column: str, parse: Callable[[str], Value]) -> Value | None:
        """Parse a cell that an episode can do without; None where it is empty, or cannot be used and is named.

        Args:
            column: the cell's column.
            parse: takes the cell's text, and raises a `SpasmError` with the reason where it cannot be used.

        Raises:
            RowStopped: the cell stops the whole row.
        """
        try:
            text = self.text(column)
            return parse(text) if text else None
        except RowStopped:
            raise
        except SpasmError as error:
            self.name_cell(column, error.message)
            return None

    def name_cell(self, column: str, reason: str, *, is_used: bool = False) -> None:
        """Name a cell that is not used, or not alone, with a sentence that says why."""
        words = sanitize(reason, one_line=True)[:LONGEST_REASON]
        self.unused.append(UnusedCell(column=column, line=self.line, reason=words, is_used=is_used))
