"""Render the sheet as bytes, in the format asked for."""

from __future__ import annotations

from spasmtui.episodes.report.paper.html import html
from spasmtui.episodes.report.json_format import json_text
from spasmtui.episodes.report.markdown import markdown
from spasmtui.episodes.report.paper.pdf import pdf
from spasmtui.episodes.report.sheet import Sheet
from spasmtui.episodes.report.text import spoken_text, text

SHEET_FORMATS = ("text", "md", "html", "pdf")


def render_sheet(sheet: Sheet, format_name: str, *, is_read_aloud: bool = False) -> bytes:
    """Return the page as a file: one of `SHEET_FORMATS`, or `json` for its values.

    Args:
        sheet: the page.
        format_name: the format.
        is_read_aloud: whether the text is read line by line, without columns and bars.

    Raises:
        WrongUsage: the format needs an extra that is not installed.
    """
    match format_name:
        case "json":
            return json_text(sheet.report).encode()
        case "md":
            return f"{markdown(sheet)}\n".encode()
        case "html":
            return f"{html(sheet)}\n".encode()
        case "pdf":
            return pdf(sheet)
        case _:
            return f"{spoken_text(sheet) if is_read_aloud else text(sheet)}\n".encode()
