"""Scan the XML of a sheet: how far its cells reach, and which of them hold an error or a formula without a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from spasmtui.episodes.exchange.importers.row import UNCOMPUTED
from spasmtui.errors import DataError

MOST_CELLS = 4_000_000
"""Of the rectangle from the first cell to the last, empty ones included."""
MOST_CHARACTERS = 100_000_000
FORMULA_ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:\d{3}")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class Extent:
    """The last row and column of a sheet that have a cell, and the cells that have no value of their own."""

    rows: int = 0
    columns: int = 0
    faults: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    """By row and column from 0: the error, or `UNCOMPUTED`."""
    text_cells: int = 0
    """The cells that share their text with others."""
    characters: int = 0
    """Of all cells, each as often as it is repeated."""

    def reach(self, row: int, column: int, name: str) -> None:
        """Extend it to a cell, by row and column from 0.

        Raises:
            DataError: it becomes too large.
        """
        if row >= self.rows or column >= self.columns:
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
            if self.rows * self.columns > MOST_CELLS:
                raise DataError(
                    f"{name} has a sheet of {self.rows:,} rows and {self.columns:,} columns, more than an import "
                    "takes. Delete what lies far from the table, or save it as CSV. Nothing was imported."
                )


def scan_xlsx(xml: bytes, name: str) -> Extent:
    """Scan a sheet of Excel.

    Raises:
        DataError: it is no XML, or too large.
    """
    extent = Extent()
    row = column = -1
    is_error = is_text = False
    has_formula = False
    value: list[str] | None = None
    into: list[str] | None = None

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, is_error, is_text, has_formula, value, into
        kind = tag.rpartition(":")[2]
        if kind == "row":
            number = attributes.get("r", "")
            row, column = (int(number) - 1 if number.isdecimal() else row + 1), -1
        elif kind == "c":
            match = _CELL.fullmatch(attributes.get("r", ""))
            row, column = (int(match[2]) - 1, _column(match[1])) if match else (row, column + 1)
            is_error, has_formula, value = attributes.get("t") == "e", False, None
            is_text = attributes.get("t") == "str"
            extent.text_cells += attributes.get("t") == "s"
            extent.reach(row, column, name)
        elif kind == "f":
            has_formula = not is_text  # the value of a text may well be empty
        elif kind in ("v", "t"):
            value = into = value or []

    def end(tag: str) -> None:
        nonlocal into
        kind = tag.rpartition(":")[2]
        if kind in ("f", "v", "t"):
            into = None
        elif kind == "c" and (is_error or (has_formula and not value)):
            extent.faults[row, column] = "".join(value or []) or UNCOMPUTED

    def text(words: str) -> None:
        if into is not None:
            into.append(words)

    _parse(xml, name, start, end, text)
    return extent


def scan_ods(xml: bytes, name: str) -> dict[str, Extent]:
    """Scan the sheets of an OpenDocument workbook by their names.

    Raises:
        DataError: it is no XML, or too large.
    """
    sheets: dict[str, Extent] = {}
    extent = Extent()
    row = column = 0
    row_times = column_times = 1
    depth = 0
    words: list[str] = []
    has_value = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal extent, row, column, row_times, column_times, words, has_value, depth
        kind = tag.rpartition(":")[2]
        if kind == "table":
            extent = sheets.setdefault(attributes.get("table:name", ""), Extent())
            row = 0
        elif kind == "table-row":
            column, row_times = 0, _times(attributes.get("table:number-rows-repeated", ""))
        elif kind in ("table-cell", "covered-table-cell"):
            column_times, words, depth = _times(attributes.get("table:number-columns-repeated", "")), [], 0
            has_value = any(key.startswith("office:") and key.endswith("value-type") for key in attributes)
        elif kind == "annotation":
            depth += 1

    def end(tag: str) -> None:
        nonlocal row, column, depth
        kind = tag.rpartition(":")[2]
        if kind == "annotation":
            depth -= 1
        elif kind in ("table-cell", "covered-table-cell"):
            if has_value or words:
                extent.reach(row + row_times - 1, column + column_times - 1, name)
                shown = "".join(words).strip()
                extent.characters += len(shown) * row_times * column_times
                if extent.characters > MOST_CHARACTERS:
                    raise DataError(f"{name} has more text than an import takes. Nothing was imported.")
                if FORMULA_ERROR.fullmatch(shown) and row_times * column_times == 1:
                    extent.faults[row, column] = shown
            column += column_times
        elif kind == "table-row":
            row += row_times

    def text(said: str) -> None:
        if not depth:
            words.append(said)

    _parse(xml, name, start, end, text)
    return sheets


def read_elements(xml: bytes, kind: str, name: str) -> list[dict[str, str]]:
    """Return the attributes of every element of a kind, by their names without a prefix.

    Raises:
        DataError: it is no XML.
    """
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == kind:
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})

    _parse(xml, name, start, lambda _tag: None, lambda _words: None)
    return found


def _parse(
    xml: bytes,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_arguments: object) -> None:
        raise DataError(f"{name} has a document type of its own, which no workbook has. Nothing was imported.")

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # of an encoding that nobody knows
        raise DataError(f"{name} is a damaged workbook: {error}. Nothing was imported.") from None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _times(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 1
