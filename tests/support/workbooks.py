"""Makes small workbooks as spreadsheets write them: .xlsx and .ods with typed cells."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.sax.saxutils import escape

STYLES = {date: 1, time: 2, datetime: 3, timedelta: 4}
"""The style of a cell by its type, in the order of `_STYLES`."""
_FORMATS = ("yyyy\\-mm\\-dd", "h:mm", "yyyy\\-mm\\-dd\\ h:mm", "[h]:mm")
_STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="4">'
    + "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(_FORMATS))
    + '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/>'
    + "".join(f'<xf numFmtId="{164 + at}" applyNumberFormat="1"/>' for at in range(4))
    + "</cellXfs></styleSheet>"
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"


class Raw(str):
    """The XML of a cell, as it stands."""

    __slots__ = ()


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive."""
    under = io.BytesIO()
    with zipfile.ZipFile(under, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return under.getvalue()


def xlsx(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook of Excel; a cell of `None` is not there."""
    names = "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}">{links}</Relationships>',
        "xl/styles.xml": _STYLES,
        **{
            f"xl/worksheets/sheet{at}.xml": f'<worksheet xmlns="{main}"><sheetData>{_xlsx_rows(rows)}</sheetData>'
            "</worksheet>"
            for at, rows in enumerate(sheets.values(), 1)
        },
    })  # fmt: skip


def ods(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """Return a workbook of OpenDocument."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row)) or '<table:table-cell/>'}</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<office:document-content xmlns:office="{_ODS}:office:1.0" xmlns:table="{_ODS}:table:1.0" '
        f'xmlns:text="{_ODS}:text:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{_ODS}:manifest:1.0"/>'
    return zipped({"mimetype": ODS_MIME, "META-INF/manifest.xml": manifest, "content.xml": content})


def _xlsx_rows(rows: Sequence[Sequence[Any]]) -> str:
    return "".join(
        f'<row r="{line}">{"".join(_xlsx_cell(cell, f"{_letters(at)}{line}") for at, cell in enumerate(row))}</row>'
        for line, row in enumerate(rows, 1)
    )


def _xlsx_cell(cell: Any, name: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Raw):
        return cell.replace("@", name)
    if isinstance(cell, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    style = next((f' s="{STYLES[kind]}"' for kind in (datetime, date, time, timedelta) if isinstance(cell, kind)), "")
    return f'<c r="{name}"{style}><v>{_serial(cell)}</v></c>'


def _letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _iso(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    return f"PT{minutes // 60:02}H{minutes % 60:02}M00S"


def _serial(cell: Any) -> float:
    """Return the number by which a spreadsheet keeps a date, a time or a length: days since the end of 1899."""
    if isinstance(cell, datetime):
        return (cell - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 -- a spreadsheet has no zones
    if isinstance(cell, date):
        return (cell - date(1899, 12, 30)).days
    if isinstance(cell, time):
        return (cell.hour * 60 + cell.minute) / 1440
    return cell / timedelta(days=1) if isinstance(cell, timedelta) else cell


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, Raw):
        return cell
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell.isoformat()}"/>'
    if isinstance(cell, time):
        return f'<table:table-cell office:value-type="time" office:time-value="PT{cell.hour:02}H{cell.minute:02}M00S"/>'
    if isinstance(cell, timedelta):
        return f'<table:table-cell office:value-type="time" office:time-value="{_iso(cell)}"/>'
    return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
