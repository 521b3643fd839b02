"""Compose the pages of the physiotherapist's sheet from all there is to say, as much of it as was measured to fit.

`SheetContents` holds everything; `Amounts` says how much of each part a page shows; `compose_page` makes the page.
What a page leaves out is counted on it. `filling.py` finds the amounts for a page of a given size.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from spasmtui.episodes.model.episode import OWN
from spasmtui.episodes.report.data import PlaceRow, Report, TriedRow
from spasmtui.episodes.report.plan_table import PART, RATED, plan_tables
from spasmtui.episodes.report.trend import trend_tables
from spasmtui.episodes.report.wording import (
    NOT_RECORDED,
    Names,
    format_count,
    format_length,
    overview_lines,
    shorten,
)
from spasmtui.shared.formats import day_and_month, place_with_side
from spasmtui.shared.paper import PAPERS, Paper
from spasmtui.shared.text_wrap import cell_width, truncate, wrap
from spasmtui.terminal.sanitize import sanitize

PAGE_LINES = 60
PAGE_CELLS = 80
LABEL_CELLS = 24
"""Columns of a label of the overview in the text form."""
PLACE_CELLS = 32
"""The cells of a place before a note: the longest name has both its sides in them."""
ENTRY_CELLS = PAGE_CELLS - 8
"""Columns of a list entry after its dash, with space for Markdown's escapes."""
MOST_LINES = 20
"""The lines of a note or a question that are printed at most."""
TITLE = "Muscle cramp and spasm diary"
DISCLAIMER = "Self-recorded; not a diagnosis. Blank means not recorded."


class Table(NamedTuple):
    """A small table; the first column holds words, the others figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""
    """What it leaves out, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A titled list of the person's own sentences."""

    title: str
    entries: tuple[str, ...]
    more: str = ""
    """The number of entries that did not fit, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """The words of the three lines above the sheet; each is an empty line where it is not set."""

    name: str = ""
    born: str = ""
    clinician: str = ""

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Label and words of each line."""
        words = (("Name", self.name), ("Date of birth", self.born), ("Clinician", self.clinician))
        return tuple((label, sanitize(each, one_line=True)) for label, each in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContents:
    """All that there is to say, on as many pages as may be used."""

    report: Report
    names: Names
    person: Person
    notes: tuple[str, ...]
    """The notes that were chosen, newest first, each with its time and place."""
    paper: Paper
    most_pages: int

    def __post_init__(self) -> None:
        """Check the number of pages.

        Raises:
            ValueError: there is none.
        """
        if self.most_pages < 1:
            raise ValueError("It takes a page at least.")


class Amounts(NamedTuple):
    """The amounts of each part that are shown: rows, tables or entries."""

    questions: int = 0
    places: int = 0
    plan: int = 0
    tried: int = 0
    trend: int = 0
    notes: int = 0
    phrase_lines: int = 1
    """The lines that a list of words in the overview may take."""
    entry_lines: int = 2
    """The lines that a note or a question may take."""

    def plus(self, other: "Amounts") -> "Amounts":
        """Return the amounts of two pages together, with the lines of the second."""
        return other.with_counts(mine + theirs for mine, theirs in zip(self[:6], other[:6], strict=True))

    def minus(self, other: "Amounts") -> "Amounts":
        """Return what is left of these amounts after others were shown."""
        return self.with_counts(mine - theirs for mine, theirs in zip(self[:6], other[:6], strict=True))

    def with_counts(self, counts: Iterable[int]) -> "Amounts":
        """Return these lines with other counts, in order."""
        return self._replace(**dict(zip(COUNTED, counts, strict=True)))


COUNTED = Amounts._fields[:6]
"""The parts that are counted in rows, tables or entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The content of one page, in words."""

    title: str
    period: str
    person: tuple[tuple[str, str], ...]
    overview: tuple[tuple[str, str], ...]
    trend: tuple[Table, ...]
    """Episodes and days recorded of each interval; one table below the other where one line has no room for all."""
    places: Table
    plan: tuple[Table, ...]
    tried: Table
    lists: tuple[Listing, ...]
    footer: tuple[str, ...]
    report: Report
    """The values, for the pictures."""
    paper: Paper
    number: int = 1
    """Which page it is; only the first has pictures."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables that have rows, in order."""
        return tuple(each for each in (*self.trend, self.places, *self.plan, self.tried) if each.rows)


def compose_sheet(
    report: Report,
    names: Names | None = None,
    *,
    person: Person | None = None,
    most_notes: int | None = None,
    paper: Paper = PAPERS["a4"],
    most_pages: int = 1,
) -> SheetContents:
    """Collect all that the sheet of a report can say.

    Args:
        report: the values.
        names: the titles of routines, and the texts of signs.
        person: the three lines above the sheet.
        most_notes: how many notes were chosen; None is all that fit.
        paper: the size of a printed page.
        most_pages: the pages that may be used.
    """
    names = names or Names()
    notes = report.notes if most_notes is None else report.notes[:most_notes]
    return SheetContents(
        report=report,
        names=names,
        person=person or Person(),
        notes=tuple(
            f"{day_and_month(each.started_at)} {each.started_at:%H:%M} "
            f"{shorten(place_with_side(each.place, each.side), width=PLACE_CELLS)}: {each.text}"
            for each in notes
        ),
        paper=paper,
        most_pages=most_pages,
    )


def all_of(contents: SheetContents) -> Amounts:
    """Return the amounts with which every row, table and entry is shown."""
    report = contents.report
    return Amounts(
        questions=len(report.questions),
        places=len(report.places),
        plan=len(report.plan or ()),
        tried=len(report.tried),
        trend=len(trend_tables(report)),
        notes=len(contents.notes),
        entry_lines=MOST_LINES,
    )


def compose_page(
    contents: SheetContents,
    amounts: Amounts,
    *,
    before: Amounts | None = None,
    number: int = 1,
    table_cells: int = PAGE_CELLS,
    missing: tuple[str, ...] = (),
) -> Sheet:
    """Compose a page.

    Args:
        contents: all there is to say.
        amounts: how much of it this page shows.
        before: how much of it the pages before have shown; None for the first page.
        number: which page it is.
        table_cells: the cells of a table, beyond which a name in its first column is cut.
        missing: sentences about text that this format cannot print.
    """
    report, start = contents.report, before or Amounts()
    place_rows, tried_rows = report.places[start.places :], report.tried[start.tried :]
    trend = trend_tables(report)
    # The newest weeks come first, and stand last.
    end = len(trend) - start.trend
    shown_trend = tuple(Table(*each) for each in trend[max(0, end - amounts.trend) : end])
    listed = (
        ("Questions", "question", report.questions[start.questions :], amounts.questions),
        (_notes_title(contents, start.notes), "note", contents.notes[start.notes :], amounts.notes),
    )
    lists = (_list_entries(title, unit, texts, kept, amounts.entry_lines) for title, unit, texts, kept in listed)
    overview = overview_lines(report, contents.names, amounts.phrase_lines)
    if before is not None:
        known = dict(overview_lines(report, contents.names, before.phrase_lines))
        overview = tuple((label, words) for label, words in overview if words != known[label])
    hidden = max(0, end - amounts.trend)
    if shown_trend and hidden:
        earlier = sum(len(each[0]) - 1 for each in trend[:hidden])
        shown_trend = (
            shown_trend[0]._replace(more=f"and {format_count(earlier, f'earlier {report.trend_unit}')}"),
            *shown_trend[1:],
        )
    return Sheet(
        title=TITLE,
        period=f"{_date(report.since)} to {_date(report.until)} ({report.days} days). Made on {_date(report.made_on)}.",
        person=contents.person.fields,
        overview=overview,
        trend=shown_trend,
        places=_place_table(place_rows, amounts.places),
        plan=tuple(
            Table(*each)
            for each in plan_tables(
                report.plan or (), contents.names.routines, start=start.plan, count=amounts.plan, cells=table_cells
            )
        ),
        tried=_tried_table(tried_rows, contents.names, amounts.tried, table_cells),
        lists=tuple(each for each in lists if each.entries or (each.more and before is None)),
        footer=(*(_footer(report) if before is None else ()), *missing),
        report=report,
        paper=contents.paper,
        number=number,
    )


def with_page_count(pages: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Return pages which say which of how many they are, where there are several."""
    if len(pages) == 1:
        return tuple(pages)
    return tuple(
        replace(page, period=f"{page.period} Page {number} of {len(pages)}.") for number, page in enumerate(pages, 1)
    )


def _footer(report: Report) -> tuple[str, ...]:
    has_own = any(row.remedy is not None for row in report.tried)
    several = "in which two were tried" if has_own else "with two routines"
    helped = f"Helped: some, most or gone; an episode {several} counts for both."
    return (
        DISCLAIMER,
        *(["Notes are left out."] if report.omits_notes else []),
        *([helped] if report.tried else []),
        *([PART + (f" {RATED}" if any(row.is_rated for row in report.plan) else "")] if report.plan else []),
        *(["own: a remedy of the person's own, in their words."] if has_own else []),
    )


def _place_table(rows: Sequence[PlaceRow], kept: int) -> Table:
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
    rest = rows[kept:] if kept else ()
    if rest:
        shown.append((
            f"and {format_count(len(rest), 'more site')}",
            sum(row.left for row in rest),
            sum(row.right for row in rest),
            sum(row.both for row in rest),
            sum(row.unsaid for row in rest),
            sum(row.episodes for row in rest),
        ))
    return Table(
        head=("Site", "Left", "Right", "Both", "Side not recorded", "Episodes"),
        rows=tuple(tuple(str(cell) for cell in row) for row in shown),
    )


def _tried_table(rows: Sequence[TriedRow], names: Names, kept: int, cells: int) -> Table:
    head = ("Episodes", "Helped", "Lasted (n)")
    figures = [
        (
            str(row.episodes),
            _helped(row.helped, row.recorded),
            f"median {format_length(row.minutes.median)} ({row.minutes.recorded})" if row.minutes.recorded else "",
        )
        for row in rows[:kept]
    ]
    beside = sum(2 + max(map(cell_width, column)) for column in zip(head, *figures, strict=True))
    shown = [(_tried_name(row, names, cells - beside), *each) for row, each in zip(rows, figures, strict=False)]
    rest = rows[kept:] if kept else ()
    if rest:
        unit = "more routine" if all(row.remedy is None for row in rest) else "more"
        count = f"{len(rest)} more" if unit == "more" else format_count(len(rest), unit)
        lasted = sum(row.minutes.recorded for row in rest)
        shown.append((
            f"and {count}",
            str(sum(row.episodes for row in rest)),
            _helped(sum(row.helped for row in rest), sum(row.recorded for row in rest)),
            f"{lasted} recorded" if lasted else "",
        ))
    return Table(head=("Tried", *head), rows=tuple(shown))


def _helped(helped: int, recorded: int) -> str:
    return f"{helped} of {recorded} recorded" if recorded else ""


def _tried_name(row: TriedRow, names: Names, width: int) -> str:
    """Return a routine's title, or a remedy in the person's words with the mark that they are."""
    if row.routine is not None:
        return shorten(row.routine, names.routines, width)
    return truncate(sanitize(f"{OWN}{row.remedy}", one_line=True), width)


def _date(day: date) -> str:
    return f"{day_and_month(day)} {day.year}"


def _notes_title(contents: SheetContents, before: int) -> str:
    chosen, recorded = len(contents.notes), len(contents.report.notes)
    if before:
        return "Notes, continued"
    return "Notes" if chosen == recorded else f"Notes (the newest {chosen} of {recorded})"


def _list_entries(title: str, unit: str, texts: Sequence[str], kept: int, lines: int) -> Listing:
    more = len(texts) - kept
    return Listing(
        title=title,
        entries=tuple(_entry(text, lines) for text in texts[:kept]),
        more=f"and {format_count(more, f'more {unit}')}" if more > 0 else "",
    )


@lru_cache(maxsize=1024)
def _entry(text: str, lines: int) -> str:
    """Return an entry on one line, cut to its share of the page."""
    return " ".join(wrap(sanitize(text, one_line=True), ENTRY_CELLS, max_lines=lines))
