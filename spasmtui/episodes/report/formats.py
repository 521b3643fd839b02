"""The sheet as bytes, in the format asked for."""

from __future__ import annotations

from spasmtui.episodes.report.sheet import Sheet


def rendered(sheet: Sheet, form: str) -> bytes:
    """The page as a file: `text`, `md`, `html`, `pdf`, or `json` for its values.

    Raises:
        WrongUsage: the format needs an extra that is not installed.
    """
    match form:
        case "json":
            from spasmtui.episodes.report.json_format import json_text  # noqa: PLC0415 -- one format a run

            return json_text(sheet.report).encode()
        case "md":
            from spasmtui.episodes.report.markdown import markdown  # noqa: PLC0415

            return f"{markdown(sheet)}\n".encode()
        case "html":
            from spasmtui.episodes.report.html import html  # noqa: PLC0415

            return f"{html(sheet)}\n".encode()
        case "pdf":
            from spasmtui.episodes.report.pdf import pdf  # noqa: PLC0415

            return pdf(sheet)
        case _:
            from spasmtui.episodes.report.text import text  # noqa: PLC0415

            return f"{text(sheet)}\n".encode()
