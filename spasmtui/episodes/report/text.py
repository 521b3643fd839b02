"""Format the sheet as plain text: 80 columns, 60 lines, no symbol but `½` and `#`; it can be mailed or read aloud."""

from collections.abc import Sequence
from functools import lru_cache

from spasmtui.episodes.report.filling import Room
from spasmtui.episodes.report.sheet import LABEL_CELLS, PAGE_CELLS, PAGE_LINES, Sheet, Table
from spasmtui.episodes.report.trend import trend_sentences
from spasmtui.episodes.report.wording import NOT_RECORDED
from spasmtui.shared.text_wrap import cell_width, fill_lines, pad_cells, truncate, wrap

BAR_LINES = 3
HOURS_LABEL_CELLS = 8
HOURS_TITLE = "Onset by hour"
BLANKS = {"Name": 22, "Date of birth": 10, "Clinician": 15}
"""The cells of each line to write on: with their labels the three fill a line."""
LONGEST_WORDS = 60


def text(pages: Sequence[Sheet]) -> str:
    """Format the pages, without a line break at the end."""
    return "\n\n".join("\n".join(page_lines(page)) for page in pages)


def page_lines(sheet: Sheet) -> list[str]:
    """Return the lines of a page."""
    lines = [sheet.title, *person_lines(sheet), sheet.period, ""]
    lines += _overview_lines(sheet.overview)
    for table in sheet.trend:
        lines += _table(table)
    lines += _table(sheet.places)
    if sheet.number == 1:
        lines += ["", *hour_lines(sheet.report.hours)]
    for table in (*sheet.plan, sheet.tried):
        lines += _table(table)
    for listing in sheet.lists:
        lines += ["", listing.title]
        for entry in listing.entries:
            lines += _entry_lines(entry)
        lines += [f"  {listing.more}"] * bool(listing.more)
    if sheet.footer:
        lines.append("")
    for paragraph in sheet.footer:
        lines += wrap(paragraph, PAGE_CELLS)
    return [line.rstrip() for line in lines]


def fits_on_page(sheet: Sheet) -> bool:
    """Return whether a page has no more than its lines."""
    return len(page_lines(sheet)) <= PAGE_LINES


ROOM = Room(fits_on_page, PAGE_CELLS)


def person_lines(sheet: Sheet) -> list[str]:
    """Return the lines for name, date of birth and clinician: on one line, where they have room there."""
    fields = (f"{label} {truncate(words, LONGEST_WORDS) or '_' * BLANKS[label]}" for label, words in sheet.person)
    return fill_lines(fields, PAGE_CELLS, "  ")


@lru_cache(maxsize=64)
def _overview_lines(overview: tuple[tuple[str, str], ...]) -> list[str]:
    lines = []
    for label, phrase in overview:
        first, *more = wrap(phrase, PAGE_CELLS - LABEL_CELLS)
        lines += [pad_cells(label, LABEL_CELLS) + first, *(" " * LABEL_CELLS + line for line in more)]
    return lines


@lru_cache(maxsize=512)
def _entry_lines(entry: str) -> list[str]:
    return wrap(entry, PAGE_CELLS, first="- ", rest="  ")


def spoken_text(pages: Sequence[Sheet]) -> str:
    """Format the pages for a voice or a braille line: a sentence for each row, and the hours without bars."""
    return "\n\n".join(_spoken_page(page) for page in pages)


def _spoken_page(sheet: Sheet) -> str:
    person = [f"{label}: {truncate(words, LONGEST_WORDS) or 'to be filled in'}" for label, words in sheet.person]
    lines = [sheet.title, *person, sheet.period, "", *(f"{label}: {phrase}" for label, phrase in sheet.overview)]
    if sheet.number == 1:
        # For a voice there is no page that could be full.
        lines += ["", *trend_sentences(sheet.report)]
    lines += _spoken_table(sheet.places)
    if sheet.number == 1:
        begun = ", ".join(f"{hour:02}:00 {count}" for hour, count in enumerate(sheet.report.hours) if count)
        lines += ["", f"{HOURS_TITLE}: {begun or 'none'}"]
    for table in (*sheet.plan, sheet.tried):
        lines += _spoken_table(table)
    for listing in sheet.lists:
        lines += ["", listing.title, *(f"- {entry}" for entry in listing.entries), *filter(None, (listing.more,))]
    return "\n".join(line.rstrip() for line in (*lines, "", *sheet.footer))


def _spoken_table(table: Table) -> list[str]:
    """Return a line for each row: its name, and each figure with the head of its column."""
    if not table.rows:
        return []
    rows = (
        ", ".join(f"{head.lower()} {cell or NOT_RECORDED}" for head, cell in zip(table.head[1:], row[1:], strict=True))
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
        pad_cells("Onset", label) + "".join((str(count) if count else ".").rjust(width) for count in counts),
    ]


@lru_cache(maxsize=256)
def _table(table: Table) -> list[str]:
    if not table.rows:
        return []
    widths = [max(cell_width(row[index]) for row in (table.head, *table.rows)) for index in range(len(table.head))]
    widths[0] = min(widths[0], PAGE_CELLS - sum(2 + width for width in widths[1:]))
    rows = (line for row in (table.head, *table.rows) for line in _row(row, widths))
    return ["", *rows, *([table.more] if table.more else [])]


def _row(row: tuple[str, ...], widths: list[int]) -> list[str]:
    """Align words to the left of their column, figures to the right; a long name goes on in the next line."""
    figures = (" " * (width - cell_width(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
    name, *more = wrap(row[0], widths[0], rest="  ") if cell_width(row[0]) > widths[0] else [row[0]]
    return ["  ".join((pad_cells(name, widths[0]), *figures)), *more]
