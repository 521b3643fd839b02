"""Word what was planned and what was done of it as two small tables of the sheet."""

from collections.abc import Mapping, Sequence

from spasmtui.episodes.report.plan_rows import PlanRow, Rating
from spasmtui.episodes.report.wording import shorten
from spasmtui.shared.formats import number
from spasmtui.shared.plans.model import PlanSides
from spasmtui.shared.plans.words import SIDE_WORDS
from spasmtui.shared.text_wrap import cell_width, truncate

COUNTS = ("Planned", "Done", "In part", "Skipped", "Not recorded")
RATINGS = ("Pain before (n)", "Pain after (n)", "Effort (n)")
LONGEST_SIDE = max(map(len, SIDE_WORDS.values())) + 2
PART = "In part: ended early, or fewer sets or sides."
RATED = "Pain, effort: medians (0-10)."

TableParts = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def plan_tables(
    rows: Sequence[PlanRow], titles: Mapping[str, str], *, start: int, count: int, cells: int
) -> tuple[TableParts, ...]:
    """Return head and rows of the counts, and of the ratings where there are some.

    Args:
        rows: all items of the plan.
        titles: the titles of routines by their ids.
        start: the first row that is shown.
        count: how many are shown.
        cells: the cells of a table, beyond which a name is cut.
    """
    shown, rest = rows[start : start + count], rows[start + count :]
    if not shown:
        return ()
    figures = [
        (str(row.planned), _with_extra(row), str(row.part), str(row.skipped), str(row.not_recorded)) for row in shown
    ]
    if rest:
        figures.append((
            str(sum(row.planned for row in rest)),
            str(sum(row.done for row in rest)),
            str(sum(row.part for row in rest)),
            str(sum(row.skipped for row in rest)),
            str(sum(row.not_recorded for row in rest)),
        ))
    width = cells - _beside(COUNTS, figures)
    names = [_name(row, titles, width) for row in shown]
    if rest:
        names.append(f"and {len(rest)} more")
    tables: list[TableParts] = [
        (("Exercise plan", *COUNTS), tuple((name, *row) for name, row in zip(names, figures, strict=True)))
    ]
    rated = [row for row in shown if row.is_rated]
    if rated:
        ratings = [tuple(map(_rating, (row.pain, row.pain_after, row.effort))) for row in rated]
        width = cells - _beside(RATINGS, ratings)
        tables.append((
            ("With practice (0-10)", *RATINGS),
            tuple((_name(row, titles, width, is_short=True), *each) for row, each in zip(rated, ratings, strict=True)),
        ))
    return tuple(tables)


def _beside(head: Sequence[str], figures: Sequence[Sequence[str]]) -> int:
    return sum(2 + max(map(cell_width, column)) for column in zip(head, *figures, strict=True))


def _with_extra(row: PlanRow) -> str:
    return f"{row.done} + {row.extra} more" if row.extra else str(row.done)


def _name(row: PlanRow, titles: Mapping[str, str], width: int, *, is_short: bool = False) -> str:
    """Return a routine's title with its side, and how often it is planned as far as that fits."""
    # What has no room in one line of text goes on in a second one.
    name = shorten(row.routine, titles, 2 * width - LONGEST_SIDE)
    side = f", {row.side}" if row.side else ""
    letter = ", both" if row.side == SIDE_WORDS[PlanSides.BOTH] else f", {row.side[0].upper()}" if row.side else ""
    often = "" if is_short else f": {row.how_often}"
    forms = (f"{name}{side}{often}", f"{name}{letter}{often}", f"{name}{side}", f"{name}{letter}")
    return next((form for form in forms if cell_width(form) <= width), truncate(f"{name}{side}", 2 * width))


def _rating(rating: Rating) -> str:
    return f"{number(rating.median)} ({rating.recorded})" if rating.recorded else ""
