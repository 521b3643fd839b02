"""Format the sheet as Markdown, with foreign text escaped and tables that other programs can print."""

from collections.abc import Sequence
from functools import lru_cache

from spasmtui.episodes.report.filling import Room
from spasmtui.episodes.report.sheet import PAGE_CELLS, PAGE_LINES, Sheet, Table
from spasmtui.episodes.report.text import BLANKS, LONGEST_WORDS, hour_lines
from spasmtui.shared.escapes.markdown import escape_markdown
from spasmtui.shared.text_wrap import cell_width, fill_lines, truncate, wrap

SHORTEST_NAME_CELLS = 36
"""The cells of a name at least, with its escapes."""


def markdown(pages: Sequence[Sheet]) -> str:
    """Format the pages, without a line break at the end."""
    return "\n\n---\n\n".join("\n".join(_page_lines(page)) for page in pages)


def _fits_on_page(sheet: Sheet) -> bool:
    return len(_page_lines(sheet)) <= PAGE_LINES


ROOM = Room(_fits_on_page, PAGE_CELLS)


def _page_lines(sheet: Sheet) -> list[str]:
    lines = [f"# {sheet.title}", "", *_person_lines(sheet), sheet.period, ""]
    for label, phrase in sheet.overview:
        lines += _entry(f"**{label}**: {escape_markdown(phrase)}")
    for table in sheet.trend:
        lines += _short_table(table)
    lines += _table(sheet.places)
    if sheet.number == 1:
        lines += ["", "```text", *(line.rstrip() for line in hour_lines(sheet.report.hours)), "```"]
    for table in (*sheet.plan, sheet.tried):
        lines += _table(table)
    for listing in sheet.lists:
        lines += ["", f"**{escape_markdown(listing.title)}**"]
        for entry in listing.entries:
            lines += _entry(escape_markdown(entry))
        lines += [f"- {listing.more}"] * bool(listing.more)
    if sheet.footer:
        lines.append("")
    for paragraph in sheet.footer:
        lines += wrap(escape_markdown(paragraph), PAGE_CELLS)
    return lines


def _person_lines(sheet: Sheet) -> list[str]:
    fields = (
        f"{label} {escape_markdown(truncate(words, LONGEST_WORDS)) or '_' * BLANKS[label]}"
        for label, words in sheet.person
    )
    return [*fill_lines(fields, PAGE_CELLS, "  "), ""]


@lru_cache(maxsize=512)
def _entry(phrase: str) -> list[str]:
    return wrap(phrase, PAGE_CELLS, first="- ", rest="  ")


@lru_cache(maxsize=256)
def _short_table(table: Table) -> list[str]:
    """Write `5 of 7` as `5/7` where the marks between the columns would make a line too long."""
    lines = _table(table)
    if max(map(cell_width, lines)) <= PAGE_CELLS:
        return lines
    return _table(table._replace(rows=tuple(tuple(cell.replace(" of ", "/") for cell in row) for row in table.rows)))


def _table(table: Table) -> list[str]:
    if not table.rows:
        return []
    beside = sum(3 + max(map(cell_width, column)) for column in list(zip(table.head, *table.rows, strict=True))[1:])
    room = max(SHORTEST_NAME_CELLS, PAGE_CELLS - beside - 4)
    rows = [(_cell(first, room), *more) for first, *more in table.rows]
    marks = ("---", *["---:"] * (len(table.head) - 1))
    return [
        "",
        *("| " + " | ".join(row) + " |" for row in (table.head, marks, *rows)),
        *(["", table.more] if table.more else []),
    ]


def _cell(text: str, room: int) -> str:
    """Escape the words of a row, shortened until they fit with their escapes."""
    cells = (escape_markdown(truncate(text, width)) for width in range(room, SHORTEST_NAME_CELLS - 1, -1))
    return next((cell for cell in cells if cell_width(cell) <= room), "")
