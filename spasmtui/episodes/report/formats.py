"""Render the sheet as bytes, in the format asked for, each page filled as far as the format has room."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spasmtui.episodes.report import markdown, text
from spasmtui.episodes.report.filling import Filled, fill_pages
from spasmtui.episodes.report.json_format import json_text
from spasmtui.episodes.report.paper.html import html
from spasmtui.episodes.report.paper.pdf import pdf
from spasmtui.shared.formats import many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spasmtui.episodes.report.sheet import Sheet, SheetContents

SHEET_FORMATS = ("text", "md", "html", "pdf")


class Rendered(NamedTuple):
    """The sheet as a file, and what its maker must know of it."""

    data: bytes
    hidden_notes: int = 0
    """The chosen notes that have no room."""
    advice: tuple[str, ...] = ()
    """Sentences on what could not be printed, and what the person can do about it."""


def render(contents: SheetContents, format_name: str, *, is_read_aloud: bool = False) -> Rendered:
    """Return the sheet as a file, with what could not be put into it.

    Args:
        contents: all there is to say.
        format_name: one of `SHEET_FORMATS`, or `json` for its values.
        is_read_aloud: whether the text is read line by line, without columns and bars.

    Raises:
        WrongUsage: the format needs an extra that is not installed.
    """
    match format_name:
        case "json":
            return Rendered(json_text(contents.report).encode())
        case "md":
            return _text_file(markdown.markdown, fill_pages(contents, markdown.ROOM))
        case "html":
            page, filled = html(contents)
            return Rendered(f"{page}\n".encode(), filled.hidden_notes)
        case "pdf":
            made = pdf(contents)
            return Rendered(made.data, made.filled.hidden_notes, made.advice)
        case _:
            filled = fill_pages(contents, text.ROOM)
            return _text_file(text.spoken_text if is_read_aloud else text.text, filled)


def _text_file(write: Callable[[Sequence[Sheet]], str], filled: Filled) -> Rendered:
    return Rendered(f"{write(filled.pages)}\n".encode(), filled.hidden_notes)


def render_sheet(contents: SheetContents, format_name: str, *, is_read_aloud: bool = False) -> bytes:
    """Return the sheet as a file: see `render`."""
    return render(contents, format_name, is_read_aloud=is_read_aloud).data


def hidden_sentence(hidden_notes: int, most_pages: int) -> str:
    """Return the sentence on notes that have no room on the pages; empty where all have."""
    if not hidden_notes:
        return ""
    where = "the page" if most_pages == 1 else f"{most_pages} pages"
    return f"{many(hidden_notes, 'note')} had no room on {where}. Add --pages {most_pages + 1} for one page more."
