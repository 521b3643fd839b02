"""Name the kind of a file that no import reads, and the way to import its contents all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spasmtui.errors import DataError
from spasmtui.terminal.sanitize import sanitize

ADVICE = "Export CSV, .xlsx or JSON from the program that made it, and import that."
_PICTURE = "a picture ({}), from which nothing is read. Type what it shows into a table, and import that."
_PACKED = "compressed ({}). Unpack it, and import what is in it."
_OTHER_TABLE = "Copy its table into a spreadsheet, save that as .xlsx or CSV, and import it."
_BEGINNINGS = (
    (rb"%PDF-", f"a PDF, whose tables cannot be read with certainty. {ADVICE}"),
    (rb"SQLite format 3\0", f"a database (SQLite), such as some programs make as a backup. {ADVICE}"),
    (rb"\x89PNG", _PICTURE.format("PNG")),
    (rb"\xff\xd8\xff", _PICTURE.format("JPEG")),
    (rb"GIF8[79]a", _PICTURE.format("GIF")),
    (rb"RIFF....WEBP", _PICTURE.format("WebP")),
    (rb"....ftyp(?:hei|mif|avif)", _PICTURE.format("HEIC")),
    (rb"(?:II\*\0|MM\0\*)", _PICTURE.format("TIFF")),
    (rb"7z\xbc\xaf\x27\x1c", _PACKED.format("7z")),
    (rb"Rar!\x1a", _PACKED.format("RAR")),
    (rb"\xfd7zXZ\0", _PACKED.format("xz")),
    (rb"BZh[1-9]1AY&SY", _PACKED.format("bzip2")),
    (rb"\x28\xb5\x2f\xfd", _PACKED.format("zstd")),
    (rb"\{\\rtf", f"a document from a word processor. {_OTHER_TABLE}"),
    (rb"ID3|OggS|fLaC|....ftyp|\x1a\x45\xdf\xa3", f"an audio or video recording. {ADVICE}"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WITH_PASSWORD = "a workbook with a password. Save it without one, and import that."
_HEALTH = (
    "an export of Apple Health, which is not read: of a cramp it has at most a time and a word for how strong it was. "
    "Put the episodes you want into a table with a date, a time and a place in each row, and import that."
)
_CALENDAR = "a calendar, which `spasmtui log export --format ics` writes and no import reads."
_SAMSUNG = (
    "an export of Samsung Health, which is not read: it has no cramps, and its times are those of UTC. Put the "
    "episodes you want into a table with a date, a time and a place in each row, and import that."
)
HEALTH_FOLDER = "apple_health_export"
_READ = (".csv", ".tsv", ".xlsx", ".ods", ".json", ".jsonl")
SHOWN_NAMES = 3
SHOWN_CHARACTERS = 60
TEXT_CHARACTERS = 60_000
"""The beginning of a text that is looked at: Apple Health writes its document type before its root."""
_WEB_PAGE = re.compile(r"<(?:HTML|HEAD|BODY|META|STYLE|DIV|TABLE)[\s>]")
"""The beginning of a page, or of a piece of one, as programs write it for a spreadsheet under the name `.xls`."""
_ROOT = re.compile(r"<([A-Za-z_][\w:.-]*)")


def check_bytes(data: bytes, name: str) -> None:
    """Check that a file is none of the kinds that are no text.

    Raises:
        DataError: it is one; the sentence says which, and what to do.
    """
    if data.startswith(_OLD_OFFICE):
        raise DataError(f"{name} is {_old_office(data)} Nothing was imported.")
    for beginning, kind in _BEGINNINGS:
        if re.match(beginning, data[:40], re.DOTALL):
            raise DataError(f"{name} is {kind} Nothing was imported.")


def check_text(text: str, name: str) -> None:
    """Check that a text is none of the kinds that are no table and no JSON.

    Raises:
        DataError: it is one; the sentence says which, and what to do.
    """
    start = text[:TEXT_CHARACTERS].lstrip("\ufeff \t\r\n")
    upper = start[:200].upper()
    if upper.startswith("COM.SAMSUNG."):
        raise DataError(f"{name} is {_SAMSUNG} Nothing was imported.")
    if upper.startswith("BEGIN:VCALENDAR"):
        raise DataError(f"{name} is {_CALENDAR} Nothing was imported.")
    if upper.startswith("BEGIN:VCARD"):
        raise DataError(f"{name} is an address book. {ADVICE} Nothing was imported.")
    if upper.startswith("<!DOCTYPE HTML") or _WEB_PAGE.match(upper):
        raise DataError(f"{name} is a web page. {_OTHER_TABLE} Nothing was imported.")
    if upper.startswith(("<?XML", "<!DOCTYPE")) or _ROOT.match(start):
        plain = re.sub(r"<!--.*?-->|<!DOCTYPE.*?\]>", "", start, flags=re.DOTALL)
        root = _ROOT.search(plain)
        if "<HealthData" in start:
            raise DataError(f"{name} is {_HEALTH} Nothing was imported.")
        named = f" (<{sanitize(root[1][:30], one_line=True)}>)" if root else ""
        raise DataError(f"{name} is XML{named}, not a table. {ADVICE} Nothing was imported.")


def describe_archive(members: Sequence[str], name: str) -> str:
    """Return a sentence about a zip archive that no import reads: its contents, and the next thing to do."""
    held = {member.lower() for member in members}
    files = [member for member in members if not member.endswith("/")]
    if not files:
        return f"{name} is an empty zip archive. Nothing was imported."
    if any(HEALTH_FOLDER in member for member in held):
        return f"{name} is {_HEALTH} Nothing was imported."
    if "backup.daylio" in held:
        return f"{name} is a backup of Daylio. Export CSV in Daylio instead, and import that. Nothing was imported."
    if "word/document.xml" in held or any(member.startswith("ppt/") for member in held):
        return f"{name} is an Office document, not a workbook. {_OTHER_TABLE} Nothing was imported."
    if "xl/workbook.bin" in held:
        return f"{name} is a binary workbook (.xlsb). Save it as .xlsx, and import that. Nothing was imported."
    if any(member.endswith(".iwa") for member in held):
        advice = "Export it from Numbers as Excel or CSV, and import that."
        return f"{name} is a document from an Apple program. {advice} Nothing was imported."
    if {"mimetype", "content.xml"} <= held:
        return f"{name} is an OpenDocument file, not a workbook. {_OTHER_TABLE} Nothing was imported."
    if readable := [member for member in files if member.lower().endswith(_READ)]:
        return (
            f"{name} is a zip archive with {_named(readable)}. Unpack it, and import one of them. Nothing was imported."
        )
    return f"{name} is a zip archive with {_named(files)}, which no import reads. {ADVICE} Nothing was imported."


def _named(members: Sequence[str]) -> str:
    shown = [sanitize(member, one_line=True)[-SHOWN_CHARACTERS:] for member in members[:SHOWN_NAMES]]
    rest = len(members) - len(shown)
    return ", ".join(shown) + (f" and {rest:,} more" if rest else "")


def _old_office(data: bytes) -> str:
    """Return the kind of a compound file: what it holds is named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return _WITH_PASSWORD
    if any(each.encode("utf-16-le") in data for each in ("Workbook", "Book")):
        return "a workbook in Excel's old format (.xls). Save it as .xlsx or CSV, and import that."
    return f"a document from an older Office program. {_OTHER_TABLE}"
