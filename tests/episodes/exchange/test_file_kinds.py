"""A file that no import reads is named for what it is, with what to do instead."""

import pytest

from spasmtui.errors import DataError
from tests.support.cases import with_each
from tests.support.tables import read
from tests.support.workbooks import ODS_MIME, zipped

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
HEALTH = '<?xml version="1.0"?>\n<!DOCTYPE HealthData [<!ELEMENT x (y)>]>\n<HealthData locale="en_GB">\n</HealthData>\n'
KINDS = {
    "Apple Health": (HEALTH.encode(), "is an export of Apple Health, which is not read:"),
    "Apple Health in UTF-16": (HEALTH.encode("utf-16"), "is an export of Apple Health, which is not read:"),
    "Apple Health's zip": (zipped({"apple_health_export/export.xml": HEALTH}), "is an export of Apple Health"),
    "XML": (b"\xef\xbb\xbf<?xml version='1.0'?><gpx><trk/></gpx>", "is XML (<gpx>), not a table. Export CSV, .xlsx or"),
    "HTML piece": (b"<table border=1><tr><th>Date</th></tr></table>", "is a web page. Copy its table into a"),
    "HTML": (b"<!doctype html><html><body><table></table></body></html>", "is a web page. Copy its table into a"),
    "a calendar": (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "is a calendar, which `spasmtui log export"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF, whose tables cannot be read with certainty. Export CSV"),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "is a picture (PNG), from which nothing is read."),
    "a photograph": (b"\0\0\0\x18ftypheic\0\0", "is a picture (HEIC), from which nothing is read."),
    "SQLite": (
        b"SQLite format 3\0\x10\0",
        "is a database (SQLite), such as some programs make as a backup. Export CSV",
    ),
    "RTF": (b"{\\rtf1\\ansi x}", "is a document from a word processor. Copy its table"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0", "is compressed (7z). Unpack it"),
    "an old workbook": (
        OLD + "Workbook".encode("utf-16-le"),
        "is a workbook in Excel's old format (.xls). Save it",
    ),
    "an encrypted workbook": (OLD + "EncryptedPackage".encode("utf-16-le"), "is a workbook with a password."),
    "an encrypted .ods": (
        zipped({"mimetype": ODS_MIME, "content.xml": "?", "META-INF/manifest.xml": "<m:encryption-data/>"}),
        "is a workbook with a password.",
    ),
    "a binary workbook": (zipped({"xl/workbook.bin": b"\0"}), "is a binary workbook (.xlsb). Save it as .xlsx"),
    "Word": (zipped({"word/document.xml": "<a/>"}), "is an Office document, not a workbook. Copy its table"),
    "OpenDocument text": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "is an OpenDocument file, not a workbook.",
    ),
    "Numbers": (
        zipped({"Index/Document.iwa": b"\0"}),
        "is a document from an Apple program. Export it from Numbers as Excel",
    ),
    "Daylio's backup": (zipped({"backup.daylio": "e30="}), "is a backup of Daylio. Export CSV in Daylio instead"),
    "a zip with tables": (
        zipped({"a.csv": "", "b.JSON": "", "c.txt": ""}),
        "is a zip archive with a.csv, b.JSON. Unpack",
    ),
    "a zip of something else": (
        zipped(dict.fromkeys(["a.txt", "b.txt", "c.txt", "d.txt"], "")),
        "is a zip archive with a.txt, b.txt, c.txt and 1 more, which no import reads. Export CSV",
    ),
    "random bytes": (bytes(range(1, 256)) * 9, "is a binary file, not an export. Export CSV, .xlsx or JSON from"),
    "another program's JSON": (
        b'{"version": 3, "entries": [{"mood": 2}]}',
        "holds no list of episodes. It has version",
    ),
}


@with_each("kind", KINDS)
def test_a_file_that_no_import_reads_is_named_with_what_to_do(kind: str) -> None:
    data, sentence = KINDS[kind]
    with pytest.raises(DataError, match=r"^diary\.csv ") as refused:
        read(data)
    assert sentence in refused.value.message


def test_what_is_in_an_archive_never_reaches_the_terminal_raw() -> None:
    with pytest.raises(DataError) as refused:
        read(zipped({"a\x1b]0;x\x07\u202e.txt": ""}))
    assert refused.value.message.isprintable()
