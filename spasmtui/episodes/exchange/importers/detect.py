"""Detect the format of a file and import it with the reader of that format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spasmtui.episodes.exchange.importers import cluster_headache, generic_csv, loop_habits, migraine_buddy, own_csv
from spasmtui.episodes.exchange.importers.csv_table import CsvTable, parse_rows, table_below
from spasmtui.episodes.exchange.importers.own_json import read_json, read_jsonl
from spasmtui.episodes.exchange.importers.result import ImportContext, ImportResult
from spasmtui.episodes.exchange.importers.source import decode
from spasmtui.episodes.exchange.importers.strict_json import NotStrictJson, strict_json
from spasmtui.errors import DataError, WrongUsage

FORMATS = ("auto", "json", "jsonl", "csv", "migraine-buddy", "loop", "cluster-headache")
AGE_HEADERS = (b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----")
GZIP_HEADER = b"\x1f\x8b"
ZIP_HEADERS = (b"PK\x03\x04", b"PK\x05\x06")
PREAMBLE_ROWS = 200
"""CsvTable of a preamble in which the header of Migraine Buddy is searched."""


def import_data(data: bytes, format_name: str, context: ImportContext) -> ImportResult:
    """Import everything in a file.

    Args:
        data: the file's bytes.
        format_name: one of `FORMATS`; `auto` detects it.
        context: the file's name and the circumstances of the import.

    Raises:
        DataError: it cannot be read.
        WrongUsage: the format is unknown, or cannot be detected.
    """
    if format_name not in FORMATS:
        raise WrongUsage(f"--from is one of {', '.join(FORMATS)}, not {format_name!r}.")
    if data.startswith(AGE_HEADERS):
        from spasmtui.episodes.store.maintenance.encryption import decrypt  # noqa: PLC0415 -- an extra, rarely used

        data = decrypt(data, Path(context.name), context.identity)
    if data[:2] == GZIP_HEADER:
        raise DataError(
            f"{context.name} is packed with gzip. "
            "`spasmtui log restore` takes in a backup; unpack any other file first."
        )
    if data[:4] in ZIP_HEADERS:
        if format_name not in ("auto", "loop"):
            raise DataError(f"{context.name} is a zip archive, not {format_name}. Only Loop Habit Tracker exports one.")
        return loop_habits.read_archive(data, context)
    text = decode(data, context.name)
    return _READERS[detect_format(text) if format_name == "auto" else format_name](text, context)


def detect_format(text: str) -> str:
    """Return `json`, `jsonl` or `csv`: JSON if the text begins like JSON, otherwise a table."""
    start = text.lstrip()[:1]
    if start == "[" or not start:
        return "json" if start else "jsonl"
    if start != "{":
        return "csv"
    try:
        first = strict_json(text.lstrip().split("\n", 1)[0])
    except NotStrictJson:
        return "json"
    return "jsonl" if isinstance(first, dict) and ("started_at" in first or "journal" in first) else "json"


def read_csv(text: str, context: ImportContext) -> ImportResult:
    """Import a table: the diary's own, a known program's, or any other with a mapping of its columns.

    Raises:
        DataError: it is empty or no table.
        WrongUsage: no column holds the start of an episode.
    """
    rows = parse_rows(text, context.name)
    if not rows:
        raise DataError(f"{context.name} is empty.")
    whole = table_below(rows, 0)
    if set(whole.header) >= own_csv.NEEDED and not context.columns:
        return own_csv.read_own_csv(whole, context)
    attacks = _migraine_buddy_table(rows)
    if attacks is not None:
        return migraine_buddy.read_migraine_buddy(attacks, context)
    if set(whole.header) >= cluster_headache.NEEDED and not context.columns:
        return cluster_headache.read_cluster_headache(whole, context)
    if whole.header[:2] == ("Date", "Value") or context.name == loop_habits.CHECKMARKS:
        return loop_habits.read_checkmarks(text, context)
    return generic_csv.read_any_csv(whole, context)


def _read_migraine_buddy(text: str, context: ImportContext) -> ImportResult:
    attacks = _migraine_buddy_table(parse_rows(text, context.name))
    if attacks is None:
        raise DataError(f"{context.name} has no row that begins with {', '.join(migraine_buddy.BEGINS)}.")
    return migraine_buddy.read_migraine_buddy(attacks, context)


def _read_cluster_headache(text: str, context: ImportContext) -> ImportResult:
    rows = parse_rows(text, context.name)
    if not rows or not set(table_below(rows, 0).header) >= cluster_headache.NEEDED:
        raise DataError(f"{context.name} lacks one of the columns {', '.join(sorted(cluster_headache.NEEDED))}.")
    return cluster_headache.read_cluster_headache(table_below(rows, 0), context)


def _migraine_buddy_table(rows: tuple[tuple[int, tuple[str, ...]], ...]) -> CsvTable | None:
    """Return the rows below Migraine Buddy's header, which follows a preamble; None without such a header."""
    for index, (_, cells) in enumerate(rows[:PREAMBLE_ROWS]):
        if tuple(cell.strip() for cell in cells[:3]) == migraine_buddy.BEGINS:
            return table_below(rows, index)
    return None


_READERS: dict[str, Callable[[str, ImportContext], ImportResult]] = {
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "migraine-buddy": _read_migraine_buddy,
    "cluster-headache": _read_cluster_headache,
    "loop": loop_habits.read_checkmarks,
}
