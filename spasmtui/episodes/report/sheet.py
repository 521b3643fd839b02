"""Compose the physiotherapist's sheet once for every format, so that the preview and the shared file agree.

Text, Markdown, HTML and PDF print the same overview, tables and lists. The lists are cut here, so that the sheet is one
page of at most 60 lines at 80 columns in the longest of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spasmtui.episodes.model.episode import OWN
from spasmtui.episodes.report.body_picture import body_picture
from spasmtui.episodes.report.data import PlaceRow, Report, TriedRow
from spasmtui.episodes.report.wording import NOT_RECORDED, Names, format_count, format_length, overview_lines, shorten
from spasmtui.shared.formats import day_and_month, place_with_side
from spasmtui.shared.markdown_escape import escape_markdown
from spasmtui.shared.text_wrap import cell_width, truncate, wrap
from spasmtui.terminal.sanitize import sanitize

PAGE_LINES = 60
PAGE_CELLS = 80
LABEL_CELLS = 17
"""Columns of a label of the overview in the text form."""
PLACE_CELLS = 32
"""The cells of a place before a note: the longest name has both its sides in them."""
PLACES_SHOWN = 4
TRIED_SHOWN = 4
QUESTION_LINES = 2
NOTE_LINES = 2
ENTRY_CELLS = PAGE_CELLS - 4
"""Columns of a list entry after its dash, with space for Markdown's escapes."""
TITLE = "Muscle cramp and spasm diary"
BODY_LINES = 13
"""The height of the picture of the places in lines of print; the tables beside it may be shorter."""
HOURS_LINES = 8
"""Bars, hours and counts, with their frame in Markdown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A small table; the first column holds words, the others figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A titled list of the person's own sentences."""

    title: str
    entries: tuple[str, ...]
    more: str = ""
    """The number of entries that did not fit, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The content of one page, in words."""

    title: str
    period: str
    overview: tuple[tuple[str, str], ...]
    places: Table
    tried: Table
    lists: tuple[Listing, ...]
    footer: tuple[str, ...]
    report: Report
    """The values, for the pictures."""


def compose_sheet(report: Report, names: Names | None = None) -> Sheet:
    """Compose the page of a report."""
    names = names or Names()
    overview = overview_lines(report, names)
    places = _place_table(report.places)
    tried = _tried_table(report.tried, names)
    footer = _footer(report)
    used_lines = (
        4
        + sum(_overview_line_count(label, text) for label, text in overview)
        + max(
            sum(3 + len(table.rows) for table in (places, tried) if table.rows),
            BODY_LINES if body_picture(report) is not None else 0,
        )
        + HOURS_LINES
        + 1
        + sum(len(wrap(line, PAGE_CELLS)) for line in footer)
    )
    questions = _fit_entries(
        "Questions", "question", report.questions, PAGE_LINES - used_lines, lines_each=QUESTION_LINES
    )
    used_lines += _list_line_count(questions)
    notes = _fit_entries(
        "Notes",
        "note",
        [
            f"{day_and_month(each.started_at)} {each.started_at:%H:%M} "
            f"{shorten(place_with_side(each.place, each.side), width=PLACE_CELLS)}: {each.text}"
            for each in report.notes
        ],
        PAGE_LINES - used_lines,
        lines_each=NOTE_LINES,
    )
    return Sheet(
        title=TITLE,
        period=f"{_date(report.since)} to {_date(report.until)} ({report.days} days). Made on {_date(report.made_on)}.",
        overview=overview,
        places=places,
        tried=tried,
        lists=tuple(each for each in (questions, notes) if each.entries or each.more),
        footer=footer,
        report=report,
    )


def _footer(report: Report) -> tuple[str, ...]:
    has_own = any(row.remedy is not None for row in report.tried)
    several = "in which two were tried" if has_own else "with two routines"
    return (
        "Self-recorded; not a diagnosis. What is not recorded is not counted.",
        *(["Notes are left out."] if report.omits_notes else []),
        f"Helped: some, most or gone; an episode {several} counts for both.",
        *(["own: a remedy of the person's own, in their words."] if has_own else []),
    )


def _place_table(rows: tuple[PlaceRow, ...]) -> Table:
    kept = _kept(rows, PLACES_SHOWN)
    shown = [
        (
            shorten(place_with_side(row.place, None)) if row.place else NOT_RECORDED,
            row.left,
            row.right,
            row.both,
            row.unsaid,
            row.episodes,
        )
        for row in rows[:kept]
    ]
    rest = rows[kept:]
    if rest:
        shown.append((
            format_count(len(rest), "more place"),
            sum(row.left for row in rest),
            sum(row.right for row in rest),
            sum(row.both for row in rest),
            sum(row.unsaid for row in rest),
            sum(row.episodes for row in rest),
        ))
    return Table(
        head=("Place", "Left", "Right", "Both", "Side not recorded", "Episodes"),
        rows=tuple(tuple(str(cell) for cell in row) for row in shown),
    )


def _tried_table(rows: tuple[TriedRow, ...], names: Names) -> Table:
    head, kept = ("Episodes", "Helped", "Lasted (n)"), _kept(rows, TRIED_SHOWN)
    figures = [
        (
            str(row.episodes),
            f"{row.helped} of {row.recorded} recorded" if row.recorded else NOT_RECORDED,
            f"median {format_length(row.minutes.median)} ({row.minutes.recorded})"
            if row.minutes.recorded
            else NOT_RECORDED,
        )
        for row in rows[:kept]
    ]
    beside = sum(2 + max(map(cell_width, column)) for column in zip(head, *figures, strict=True))
    shown = [(_tried_name(row, names, PAGE_CELLS - beside), *cells) for row, cells in zip(rows, figures, strict=False)]
    rest = rows[kept:]
    if rest:
        unit = "more routine" if all(row.remedy is None for row in rest) else "more row"
        shown.append((format_count(len(rest), unit), str(sum(row.episodes for row in rest)), "", ""))
    return Table(head=("Tried", *head), rows=tuple(shown))


def _tried_name(row: TriedRow, names: Names, width: int) -> str:
    """Return a routine's title, or a remedy in the person's words with the mark that they are."""
    if row.routine is not None:
        return shorten(row.routine, names.routines, width)
    return truncate(sanitize(f"{OWN}{row.remedy}", one_line=True), width)


def _kept(rows: Sequence[object], most: int) -> int:
    """Return how many rows are shown: one more than `most` where it would stand for itself alone."""
    return len(rows) if len(rows) <= most + 1 else most


def _date(day: date) -> str:
    return f"{day_and_month(day)} {day.year}"


def _entry(text: str, lines: int) -> str:
    """Return an entry on one line, cut to its share of the page."""
    return " ".join(wrap(sanitize(text, one_line=True), ENTRY_CELLS - 4, max_lines=lines))


def _entry_line_count(entry: str) -> int:
    """Return an upper bound of an entry's lines in every format: Markdown's escapes make lines longer."""
    return max(len(wrap(entry, ENTRY_CELLS)), len(wrap(escape_markdown(entry), ENTRY_CELLS)))


def _overview_line_count(label: str, text: str) -> int:
    return max(
        len(wrap(text, PAGE_CELLS - LABEL_CELLS)), len(wrap(escape_markdown(f"- **{label}**: {text}"), PAGE_CELLS - 2))
    )


def _list_line_count(listing: Listing) -> int:
    if not listing.entries and not listing.more:
        return 0
    return 2 + sum(_entry_line_count(entry) for entry in listing.entries) + bool(listing.more)


def _fit_entries(title: str, unit: str, texts: Sequence[str], lines: int, *, lines_each: int) -> Listing:
    """Return as many entries as fit into the lines that are left, and the number of the others."""
    room = lines - 2
    entries: list[str] = []
    for text in texts:
        entry = _entry(text, lines_each)
        is_last = len(entries) + 1 == len(texts)
        if _entry_line_count(entry) + (not is_last) > room:
            break
        entries.append(entry)
        room -= _entry_line_count(entry)
    more = len(texts) - len(entries)
    if not more or room < 1:
        return Listing(title=title, entries=tuple(entries))
    return Listing(title=title, entries=tuple(entries), more=f"and {format_count(more, f'more {unit}')}")
