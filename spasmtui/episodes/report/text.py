"""Format the sheet as plain text: 80 columns, 60 lines, no symbol but `½` and `#`; it can be mailed or read aloud."""

import re

from spasmtui.episodes.report.paper.charts import hour_bars
from spasmtui.episodes.report.sheet import LABEL_CELLS, PAGE_CELLS, Sheet, Table
from spasmtui.episodes.report.wording import NOT_RECORDED
from spasmtui.shared.text_wrap import cell_width, pad_cells, wrap

BAR_LINES = 3
HOURS_LABEL_CELLS = 8
HOURS_TITLE = "Begun by hour"


def text(sheet: Sheet) -> str:
    """Format the page, without a line break at its end."""
    lines = [sheet.title, sheet.period, ""]
    for label, phrase in sheet.overview:
        first, *more = wrap(phrase, PAGE_CELLS - LABEL_CELLS)
        lines.append(pad_cells(label, LABEL_CELLS) + first)
        lines += [" " * LABEL_CELLS + line for line in more]
    lines += _table(sheet.places)
    lines += ["", *hour_lines(sheet.report.hours)]
    lines += _table(sheet.tried)
    for listing in sheet.lists:
        lines += ["", listing.title]
        for entry in listing.entries:
            first, *more = wrap(entry, PAGE_CELLS - 2)
            lines += [f"- {first}", *(f"  {line}" for line in more)]
        lines += [f"  {listing.more}"] * bool(listing.more)
    lines.append("")
    for paragraph in sheet.footer:
        lines += wrap(paragraph, PAGE_CELLS)
    return "\n".join(line.rstrip() for line in lines)


def spoken_text(sheet: Sheet) -> str:
    """Format the page for a voice or a braille line: a sentence for each row, and the hours without bars."""
    lines = [sheet.title, sheet.period, "", *(f"{label}: {_in_words(phrase)}" for label, phrase in sheet.overview)]
    lines += _spoken_table(sheet.places)
    lines += ["", f"{HOURS_TITLE}: {hour_bars(sheet.report).description}"]
    lines += _spoken_table(sheet.tried)
    for listing in sheet.lists:
        lines += ["", listing.title, *(f"- {entry}" for entry in listing.entries), *filter(None, (listing.more,))]
    return "\n".join(line.rstrip() for line in (*lines, "", *sheet.footer))


def _in_words(phrase: str) -> str:
    """Return a phrase of the overview with the dashes of its figures in words."""
    return re.sub(r": -(?=,|$)", f": {NOT_RECORDED}", phrase)


def _spoken_table(table: Table) -> list[str]:
    """Return a line for each row: its name, and each figure with the head of its column."""
    if not table.rows:
        return []
    rows = (
        ", ".join(f"{head.lower()} {cell}" for head, cell in zip(table.head[1:], row[1:], strict=True))
        for row in table.rows
    )
    return ["", *(f"{row[0]}: {figures}" for row, figures in zip(table.rows, rows, strict=True))]


def hour_lines(hours: tuple[int, ...]) -> list[str]:
    """Return bars over the hours of the day, the hours, and the number of episodes that began in each.

    Two hours share a column when a figure would not fit into three.
    """
    step = 1 if max(hours) < 100 else 2
    counts = [sum(hours[hour : hour + step]) for hour in range(0, 24, step)]
    width = 3 * step
    highest = max(counts)
    rows = [
        "".join(("#" * step if count * BAR_LINES > highest * level else "").rjust(width) for count in counts)
        for level in range(BAR_LINES - 1, -1, -1)
    ]
    label = HOURS_LABEL_CELLS
    return [
        *(" " * label + row for row in rows),
        pad_cells("Hour", label) + "".join(f"{hour:02}".rjust(width) for hour in range(0, 24, step)),
        pad_cells("Begun", label) + "".join((str(count) if count else ".").rjust(width) for count in counts),
    ]


def _table(table: Table) -> list[str]:
    if not table.rows:
        return []
    widths = [max(cell_width(row[index]) for row in (table.head, *table.rows)) for index in range(len(table.head))]
    return [
        "",
        *(_row(row, widths) for row in (table.head, *table.rows)),
    ]


def _row(row: tuple[str, ...], widths: list[int]) -> str:
    """Align words to the left of their column, figures to the right."""
    figures = (" " * (width - cell_width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join((pad_cells(row[0], widths[0]), *figures))
