"""Import the table in a workbook, .xlsx or .ods, with the extra `sheets` (python-calamine): cells by their types."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from spasmtui.episodes.exchange.importers.archive import unpack
from spasmtui.episodes.exchange.importers.csv_table import LONGEST_CELL, MOST_COLUMNS, Rows, TextFile
from spasmtui.episodes.exchange.importers.file_kinds import describe_archive
from spasmtui.episodes.exchange.importers.sheets.sheet_xml import (
    MOST_CHARACTERS,
    Extent,
    read_elements,
    scan_ods,
    scan_xlsx,
)
from spasmtui.errors import DataError, WrongUsage
from spasmtui.shared.installation.hint import extra_hint
from spasmtui.terminal.sanitize import sanitize

LIMIT_UNPACKED_BYTES = 100 * 1000 * 1000
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_BOOK, _CONTENT = "xl/workbook.xml", "content.xml"
_ODS_LENGTH = re.compile(r"PT(\d{1,5})H(\d{1,2})M(\d{1,2})(?:\.\d+)?S")
_NEEDED = re.compile(r"(?:.*\.(?:xml|rels)|mimetype)", re.IGNORECASE)
"""What a table needs of a workbook: no pictures, no macros."""


class SheetFile(TextFile):
    """One sheet of a workbook; its rows are cells that were turned into text."""

    format_name = "sheet"

    def __init__(self, rows: Rows, name: str, sheet: str) -> None:
        super().__init__("", name)
        self.sheet = sheet
        """The sheet's name."""
        self.rows = rows
        self.separator = ""


def is_workbook(members: Collection[str]) -> bool:
    """Return whether the files of a zip archive are those of a workbook that may be read."""
    return _BOOK in members or {"mimetype", _CONTENT} <= set(members)


def read_sheets(data: bytes, members: Collection[str], name: str) -> list[SheetFile]:
    """Return the sheets of a workbook that have a cell.

    Raises:
        DataError: it is damaged, has a password, or is larger than an import takes.
        WrongUsage: the extra is not installed.
    """
    calamine = _calamine()
    contents = unpack(
        data, [each for each in members if _NEEDED.fullmatch(each)], name, limit_bytes=LIMIT_UNPACKED_BYTES
    )
    is_excel = _BOOK in members
    if not is_excel and not contents["mimetype"].startswith(ODS_TYPE):
        raise DataError(describe_archive([*members], name))
    if not is_excel and b"encryption-data" in contents.get("META-INF/manifest.xml", b""):
        raise DataError(
            f"{name} is a workbook with a password. Save it without one, and import that. Nothing was imported."
        )
    # The library is given nothing that was not measured before: it believes what an archive and a sheet claim.
    extents = _scan_excel(contents, name) if is_excel else scan_ods(contents[_CONTENT], name)
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(_packed(contents)))
        kinds = {sheet.name: sheet.typ for sheet in workbook.sheets_metadata}
        worksheet = calamine.SheetTypeEnum.WorkSheet
        names = [each for each in workbook.sheet_names if kinds.get(each, worksheet) == worksheet]
        sheets = []
        for each in names:
            cells = workbook.get_sheet_by_name(each).to_python(skip_empty_area=False)
            if rows := _text_rows(cells, extents.get(each, Extent()), name):
                sheets.append(SheetFile(rows, name, sanitize(each, one_line=True)))
    except calamine.CalamineError as error:
        raise DataError(
            f"{name} is a damaged workbook: {sanitize(str(error), one_line=True)}. Nothing was imported."
        ) from None
    if not sheets:
        raise DataError(f"{name} is empty.")
    return sheets


def cell_text(cell: Any) -> str:
    """Return the text of a cell, as a table has it: dates and times as they are written everywhere, numbers whole.

    A number of two decimals gets a third and a fourth, so that nobody takes it for a time of day or for thousands.
    """
    if isinstance(cell, str):
        match = _ODS_LENGTH.fullmatch(cell)
        return f"{int(match[1])}:{match[2]:0>2}:{match[3]:0>2}" if match else cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        rounded = (cell + timedelta(microseconds=500_000)).replace(microsecond=0)
        return f"{rounded:%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, (date, time)):
        return cell.isoformat() if isinstance(cell, date) else cell.isoformat(timespec="seconds")
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        sign, seconds = ("-" if seconds < 0 else ""), abs(seconds)
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(cell, float) and not cell.is_integer():
        text = f"{cell:.15g}"
        return f"{text}00" if re.fullmatch(r"\d+\.\d\d", text) else text
    return str(int(cell)) if abs(cell) < 1e15 else str(cell)


def _text_rows(cells: Sequence[Sequence[Any]], extent: Extent, name: str) -> Rows:
    """Return the rows as text, with their numbers in the sheet; empty where no cell has anything.

    Raises:
        DataError: it has columns without end.
    """
    rows = [[cell_text(cell)[:LONGEST_CELL] if cell != "" else "" for cell in row] for row in cells]
    for (row, column), fault in extent.faults.items():
        while len(rows) <= row:
            rows.append([])
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = fault
    if rows and max(map(len, rows)) > MOST_COLUMNS:
        raise DataError(f"{name} has a sheet of {max(map(len, rows))} columns; that is not a table of episodes.")
    is_empty = not any(any(map(str.strip, row)) for row in rows)
    return () if is_empty else tuple((line, tuple(row)) for line, row in enumerate(rows, 1))


def _scan_excel(contents: Mapping[str, bytes], name: str) -> dict[str, Extent]:
    """Scan the sheets by their names.

    Raises:
        DataError: one is damaged or too large.
    """
    longest = max(map(len, contents.get("xl/sharedStrings.xml", b"").split(b"</si>")), default=0)
    by_path: dict[str, Extent] = {}
    for path, content in contents.items():
        if "/worksheets/" in path and path.endswith(".xml"):
            by_path[path] = scan_xlsx(content, name)
            if by_path[path].text_cells * longest > MOST_CHARACTERS * 10:
                raise DataError(f"{name} has more text than an import takes. Nothing was imported.")
    return {sheet: by_path[path] for sheet, path in _sheet_paths(contents, name).items() if path in by_path}


def _sheet_paths(contents: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return the file of each sheet in the archive by the sheet's name.

    Raises:
        DataError: the list of sheets is damaged.
    """
    links = read_elements(contents.get("xl/_rels/workbook.xml.rels", b"<none/>"), "Relationship", name)
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    paths: dict[str, str] = {}
    for sheet in read_elements(contents[_BOOK], "sheet", name):
        target = targets.get(sheet.get("id", ""), "")
        paths[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return paths


def _packed(contents: Mapping[str, bytes]) -> bytes:
    under = io.BytesIO()
    with zipfile.ZipFile(under, "w", zipfile.ZIP_STORED) as archive:
        for member, content in contents.items():
            archive.writestr(member, content)
    return under.getvalue()


def _calamine() -> Any:
    try:
        import python_calamine  # noqa: PLC0415 -- an extra that most people do not have
    except ImportError:
        raise WrongUsage(
            "Workbooks need the extra 'sheets'; a sheet that is saved as CSV can be imported without it. "
            f"{extra_hint('sheets')}"
        ) from None
    return python_calamine
