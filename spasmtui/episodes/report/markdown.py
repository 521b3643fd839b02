"""Format the sheet as Markdown: one page, with foreign text escaped and tables that other programs can print."""

from spasmtui.episodes.report.sheet import PAGE_CELLS, Sheet, Table
from spasmtui.episodes.report.text import hour_lines
from spasmtui.shared.markdown_escape import escape_markdown
from spasmtui.shared.text_wrap import cell_width, truncate, wrap

FIRST_COLUMN_CELLS = 24


def markdown(sheet: Sheet) -> str:
    """Format the page, without a line break at its end."""
    lines = [f"# {sheet.title}", "", sheet.period, ""]
    for label, phrase in sheet.overview:
        lines += _entry(f"**{label}**: {escape_markdown(phrase)}")
    lines += _table(sheet.places)
    lines += ["", "```text", *(line.rstrip() for line in hour_lines(sheet.report.hours)), "```"]
    lines += _table(sheet.tried)
    for listing in sheet.lists:
        lines += ["", f"**{listing.title}**"]
        for entry in listing.entries:
            lines += _entry(escape_markdown(entry))
        lines += [f"- {listing.more}"] * bool(listing.more)
    lines.append("")
    for paragraph in sheet.footer:
        lines += wrap(paragraph, PAGE_CELLS)
    return "\n".join(lines)


def _entry(phrase: str) -> list[str]:
    first, *more = wrap(phrase, PAGE_CELLS - 2)
    return [f"- {first}", *(f"  {line}" for line in more)]


def _table(table: Table) -> list[str]:
    if not table.rows:
        return []
    rows = [(_cell(first), *more) for first, *more in table.rows]
    marks = ("---", *["---:"] * (len(table.head) - 1))
    return ["", *("| " + " | ".join(row) + " |" for row in (table.head, marks, *rows))]


def _cell(text: str) -> str:
    """Escape the words of a row, shortened until they fit with their escapes."""
    widths = range(FIRST_COLUMN_CELLS, 3, -1)
    cells = (escape_markdown(truncate(text, width)) for width in widths)
    return next((cell for cell in cells if cell_width(cell) <= FIRST_COLUMN_CELLS), "")
