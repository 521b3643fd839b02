"""Detect the format of a file and import it with the reader of that format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from spasmtui.episodes.exchange.importers.archive import list_members
from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.file_kinds import check_bytes, check_text, describe_archive
from spasmtui.episodes.exchange.importers.own_csv import is_own_csv, read_own_csv
from spasmtui.episodes.exchange.importers.own_json import is_json, is_jsonl, read_json, read_jsonl
from spasmtui.episodes.exchange.importers.programs.bearable import is_bearable, read_bearable
from spasmtui.episodes.exchange.importers.programs.cluster_headache import is_cluster_headache, read_cluster_headache
from spasmtui.episodes.exchange.importers.programs.daylio import is_daylio, read_daylio
from spasmtui.episodes.exchange.importers.programs.loop_habits import (
    has_checkmarks,
    is_checkmarks,
    read_archive,
    read_checkmarks,
)
from spasmtui.episodes.exchange.importers.programs.migraine_buddy import is_migraine_buddy, read_migraine_buddy
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.sheets.choose import choose_sheet
from spasmtui.episodes.exchange.importers.sheets.workbook import is_workbook, read_sheets
from spasmtui.episodes.exchange.importers.source import decode_file
from spasmtui.episodes.exchange.importers.tables.reader import OpenTable, open_table, read_any_table
from spasmtui.episodes.store.maintenance.encryption import decrypt
from spasmtui.errors import DataError, SpasmError, WrongUsage
from spasmtui.shared.formats import either

AUTO = "auto"
"""The name that `--from` takes for "detect it"."""
AGE_HEADERS = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
GZIP_HEADER = b"\x1f\x8b"
ZIP_HEADERS = (b"PK\x03\x04", b"PK\x05\x06")


class FormatReader(NamedTuple):
    """A file format: the source of its name for `--from`, its help and its detection."""

    name: str
    """The name that `--from` takes; the result bears it."""
    is_format: Callable[[TextFile, ImportContext], bool]
    """Recognizes the format, mostly by the header of a table."""
    read: Callable[[TextFile, ImportContext], ImportResult]
    is_table: bool = True
    is_archive: Callable[[Sequence[str]], bool] | None = None
    """Recognizes a zip archive by the names of its files, where the program exports one."""
    read_archive: Callable[[bytes, ImportContext], ImportResult] | None = None
    """Reads such an archive; None for a workbook, whose sheet is read as a table."""


class OpenFile(NamedTuple):
    """A file before it is read: its text or table, and the reader that recognized it."""

    data: bytes
    file: TextFile | None
    """None for an archive that its program's reader unpacks itself."""
    reader: FormatReader

    def read(self, context: ImportContext) -> ImportResult:
        """Import everything in it."""
        if self.file is None:
            assert self.reader.read_archive is not None
            return self.reader.read_archive(self.data, context)
        result = self.reader.read(self.file, context)
        return replace(result, remarks=tuple(dict.fromkeys((*self.file.remarks, *result.remarks))))

    def unknown_table(self, context: ImportContext) -> OpenTable | None:
        """Return its table with the mapping of its columns; None where a format that is known is read.

        Raises:
            DataError: it is empty.
            WrongUsage: `--map` names a column, a field or a unit that is not there.
        """
        if self.file is None or self.reader.name != "csv" or is_own_csv(self.file, context):
            return None
        return open_table(self.file, context)


def _read_csv(file: TextFile, context: ImportContext) -> ImportResult:
    """Import a table: the diary's own, or any other by the names of its columns."""
    return read_own_csv(file, context) if is_own_csv(file, context) else read_any_table(file, context)


def _is_never(_file: TextFile, _context: ImportContext) -> bool:
    """Return False: no text is a workbook."""
    return False


def _refuse_text(_file: TextFile, context: ImportContext) -> ImportResult:
    """Refuse a text that was named a workbook.

    Raises:
        DataError: always.
    """
    raise DataError(f"{context.name} is not a workbook (.xlsx or .ods). Leave --from out, and its format is detected.")


def _has_episodes(file: TextFile, context: ImportContext) -> bool:
    if any(reader.is_table and reader.is_format(file, context) for reader in READERS):
        return True
    try:
        return open_table(file, context).mapping.has_start()
    except SpasmError:
        return False


CSV = FormatReader("csv", is_own_csv, _read_csv)
SHEET = FormatReader("sheet", _is_never, _refuse_text, is_archive=is_workbook)
READERS = (
    FormatReader("json", is_json, read_json, is_table=False),
    FormatReader("jsonl", is_jsonl, read_jsonl, is_table=False),
    CSV,
    SHEET,
    FormatReader("migraine-buddy", is_migraine_buddy, read_migraine_buddy),
    FormatReader("loop", is_checkmarks, read_checkmarks, is_archive=has_checkmarks, read_archive=read_archive),
    FormatReader("cluster-headache", is_cluster_headache, read_cluster_headache),
    FormatReader("daylio", is_daylio, read_daylio),
    FormatReader("bearable", is_bearable, read_bearable),
)
"""Every format, in the order of the help. A file that several recognize is read as none of them."""
FORMATS = (AUTO, *(reader.name for reader in READERS))


def import_data(data: bytes, format_name: str, context: ImportContext) -> ImportResult:
    """Import everything in a file.

    Args:
        data: the file's bytes.
        format_name: one of `FORMATS`; `auto` detects it.
        context: the file's name and the circumstances of the import.

    Raises:
        DataError: it cannot be read.
        WrongUsage: the format is unknown, or the file could have several.
    """
    return open_data(data, format_name, context).read(context)


def open_data(data: bytes, format_name: str, context: ImportContext) -> OpenFile:
    """Detect the format of a file, and return the file with its reader; the arguments are those of `import_data`.

    Raises:
        DataError: no import reads it.
        WrongUsage: the format is unknown, or the file could have several.
    """
    if format_name not in FORMATS:
        raise WrongUsage(f"--from can be {either(FORMATS)}, not {format_name!r}.")
    if data.startswith(AGE_HEADERS):
        data = decrypt(data, Path(context.name), context.identity)
    if data[:2] == GZIP_HEADER:
        raise DataError(
            f"{context.name} is compressed with gzip. "
            "`spasmtui log restore` reads a backup; decompress any other file first."
        )
    if data[:4] in ZIP_HEADERS:
        return _open_archive(data, format_name, context)
    if context.sheet:
        raise WrongUsage(f"{context.name} is not a workbook, so it has no sheet {context.sheet!r}. Leave --sheet out.")
    check_bytes(data, context.name)
    decoded = decode_file(data, context.name)
    check_text(decoded.text, context.name)
    file = TextFile(decoded.text, context.name, (decoded.remark,) if decoded.remark else ())
    reader = _choose_reader(file, format_name, context)
    if context.columns and not reader.is_table:
        raise WrongUsage(f"{context.name} is JSON, and --map names the columns of a table. Leave --map out.")
    return OpenFile(data, file, reader)


def _open_archive(data: bytes, format_name: str, context: ImportContext) -> OpenFile:
    """Open a zip archive: a workbook, or the export of a program.

    Raises:
        DataError: it is none of these; the sentence says what it holds.
    """
    members = list_members(data, context.name)
    readers = [reader for reader in READERS if reader.is_archive is not None]
    found = next((each for each in readers if each.is_archive is not None and each.is_archive(members)), None)
    named = next((each for each in readers if each.name == format_name), None)
    if named is not None and named.read_archive is not None:
        return OpenFile(data, None, named)
    if found is None:
        raise DataError(describe_archive(members, context.name))
    if format_name not in (AUTO, found.name):
        kind = "a workbook" if found is SHEET else f"a zip archive of {found.name}"
        raise DataError(
            f"{context.name} is {kind}, not {format_name}. Leave --from out, and it is read as {found.name}."
        )
    if found.read_archive is not None:
        return OpenFile(data, None, found)
    sheets = read_sheets(data, members, context.name)
    sheet = choose_sheet(sheets, context, lambda each: _has_episodes(each, context))
    return OpenFile(data, sheet, _choose_reader(sheet, CSV.name, context))


def _choose_reader(file: TextFile, format_name: str, context: ImportContext) -> FormatReader:
    """Return the reader of that name; of `auto`, and of a table named `csv`, the one that recognizes the file."""
    if format_name == AUTO:
        return detect(file, READERS, context)
    if format_name == CSV.name:
        return detect(file, (reader for reader in READERS if reader.is_table), context)
    return next(reader for reader in READERS if reader.name == format_name)


def detect(file: TextFile, readers: Iterable[FormatReader], context: ImportContext) -> FormatReader:
    """Return the reader that recognizes the file, else the reader of any table.

    Raises:
        WrongUsage: several recognize it.
    """
    readers = tuple(readers)
    # The text of JSON is never parsed as a table: one line of it may have cells without end.
    text = [reader for reader in readers if not reader.is_table and reader.is_format(file, context)]
    found = text or [reader for reader in readers if reader.is_table and reader.is_format(file, context)]
    if len(found) > 1:
        names = [f"--from {reader.name}" for reader in found]
        raise WrongUsage(f"{context.name} could be more than one thing. Say which: {' or '.join(names)}.")
    return found[0] if found else CSV
