"""Import Bearable's CSV: `date,weekday,time of day,category,rating/amount,detail,notes`, a row for each thing.

Symptoms, feelings and factors become the words of the day. A symptom that is a cramp or a spasm of a place of the body
becomes an episode where its row says a time of day by the clock; `am` or `all day` is none. Bearable rates symptoms
from 1 to 4, moods from 1 to 10 and energy from 1 to 5: none is the pain of a cramp, and no rating is taken in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from spasmtui.episodes.exchange.importers.csv_table import TextFile
from spasmtui.episodes.exchange.importers.file_dates import FileDates
from spasmtui.episodes.exchange.importers.place_words import find_known_place
from spasmtui.episodes.exchange.importers.programs.day_words import DayWords, maps_a_start
from spasmtui.episodes.exchange.importers.programs.table_rows import (
    column_names,
    find_table,
    open_table,
    rows_by_small_names,
    rows_of_days,
    surplus_of,
)
from spasmtui.episodes.exchange.importers.result import (
    ImportContext,
    ImportResult,
    RejectionList,
    SkippedRow,
)
from spasmtui.episodes.exchange.importers.row import Row
from spasmtui.episodes.exchange.importers.row_reader import read_episodes
from spasmtui.episodes.model.episode import Kind, Side
from spasmtui.shared.formats import many
from spasmtui.terminal.sanitize import sanitize

DATE, ISO_DATE, WEEKDAY, TIME = "date", "date formatted", "weekday", "time of day"
CATEGORY, RATING, DETAIL, NOTES = "category", "rating/amount", "detail", "notes"
SYMPTOM = "symptom"
WORD_CATEGORIES = frozenset({SYMPTOM, "mood", "factors", "food diary factors"})
"""Categories whose details become words; a category such as `Gym factors` that a person made does so too."""
_SEVERITY = re.compile(r"\s*\((none|mild|moderate|severe|unbearable|extreme|very severe)\)\s*$", re.IGNORECASE)
_ALONE = re.compile(r"(?:muscle |leg )?(?:cramp|spasm)s?", re.IGNORECASE)

Cells = dict[str, str]


def is_bearable(file: TextFile, context: ImportContext) -> bool:
    """Return whether the table has the columns of Bearable."""
    return not maps_a_start(context) and find_table(file, has_columns) is not None


def has_columns(names: frozenset[str]) -> bool:
    """Return whether the columns that are needed are among these."""
    return {CATEGORY, RATING, DETAIL} <= names and bool({DATE, ISO_DATE} & names)


def read_bearable(file: TextFile, context: ImportContext) -> ImportResult:
    """Import the rows that say what kind of day it was, and those that are a cramp at a time.

    Raises:
        DataError: a needed column is not there.
        WrongUsage: `--map` names what the table does not have, or nothing decides which of two days a date is.
    """
    table, above = open_table(file, context, has_columns, f"{CATEGORY}, {RATING} and {DETAIL} of Bearable")
    rows = rows_by_small_names(table)
    dates = FileDates(((line, _day_text(cells)) for line, cells in rows), context)
    words, rejected = DayWords(context), RejectionList(context.name)
    skipped: list[SkippedRow] = []
    attacks: list[tuple[int, Cells]] = []
    untimed: Counter[str] = Counter()
    dropped: set[str] = set()
    for line, cells, on in rows_of_days(context.over(rows, len(rows)), dates, _day_text, rejected):
        category = cells.get(CATEGORY, "")
        if reason := _why_skipped(cells, words):
            skipped.append(SkippedRow(line=line, reason=reason))
            continue
        symptom = _symptom(cells) if category.lower() == SYMPTOM else ""
        kind = _kind(symptom, context) if symptom else None
        if kind is not None and any(map(str.isdigit, cells.get(TIME, ""))) and not words.knows(symptom):
            attacks.append((line, cells))
            dropped |= {name for name in (RATING,) if cells.get(name)}
            continue
        if kind is not None:
            untimed[symptom] += 1
        for name in [symptom] if symptom else cells.get(DETAIL, "").split("|"):
            if name.strip() and (word := words.word(name)):
                words.add(on, word)
        dropped |= {name for name in (TIME, RATING, NOTES) if cells.get(name)}
    words.check_map()
    episodes = read_episodes("bearable", attacks, context, lambda cells: _episode(cells, dates, context))
    known = {DATE, ISO_DATE, WEEKDAY, TIME, CATEGORY, RATING, DETAIL, NOTES}
    names = column_names(table)
    said_twice = {WEEKDAY} | ({DATE} if ISO_DATE in names.values() else set())
    return ImportResult(
        format="bearable",
        records=(*episodes.records, *words.days()),
        rejected=tuple(sorted((*rejected.all(), *episodes.rejected), key=lambda row: row.line)),
        cells=episodes.cells,
        skipped=(*above, *skipped),
        remarks=(*words.remarks(), *_untimed_remarks(untimed), *dates.remarks),
        unmapped=(
            *(name for name, small in names.items() if small in dropped or small not in known),
            *surplus_of(table),
            *words.without_word,
        ),
        left_out=(*(name for name, small in names.items() if small in said_twice), *words.left_out),
        rows=len(rows) - len(skipped),
        is_foreign=True,
    )


def _day_text(cells: Mapping[str, str]) -> str:
    return cells.get(ISO_DATE) or cells.get(DATE, "")


def _why_skipped(cells: Mapping[str, str], words: DayWords) -> str:
    """Return why a row makes neither a word nor an episode; empty where it does."""
    category = cells.get(CATEGORY, "")
    name = sanitize(category, one_line=True)[:40] or "no category"
    if category and words.leaves_out(category):
        return f"{name} is left out."
    if category.lower() not in WORD_CATEGORIES and not category.lower().endswith("factors"):
        return f"{name} has no place in the diary."
    if category.lower() == SYMPTOM and _is_absent(cells):
        return "It says that a symptom was not there."
    if not cells.get(DETAIL, "").strip(" |"):
        return f"{name} is only a number, on a scale that the diary does not have."
    return ""


def _is_absent(cells: Mapping[str, str]) -> bool:
    severity = _SEVERITY.search(cells.get(DETAIL, ""))
    return cells.get(RATING, "") == "0" or (severity is not None and severity[1].lower() == "none")


def _symptom(cells: Mapping[str, str]) -> str:
    """Return a symptom without how bad it was: `Neck pain` for `Neck pain (Moderate)`."""
    return _SEVERITY.sub("", cells.get(DETAIL, "")).strip()


def _kind(symptom: str, context: ImportContext) -> Kind | None:
    """Return the kind of cramp that a symptom is; None for any other, such as `Stomach cramps` or `Headache`."""
    folded = symptom.lower()
    kind = next((kind for kind in (Kind.CRAMP, Kind.SPASM) if kind in folded), None)
    return (
        kind
        if kind is not None and (_ALONE.fullmatch(symptom) or find_known_place(symptom, None, context.content))
        else None
    )


def _episode(cells: Row, dates: FileDates, context: ImportContext) -> dict[str, Any]:
    symptom = _symptom(cells)
    place, side = find_known_place(symptom, None, context.content) or (None, None)
    return {
        "started_at": dates.moment_of(_day_text(cells), cells.get(TIME, "")),
        "kind": _kind(symptom, context),
        "place": place,
        "side": Side(side) if side else None,
        "note": "\n".join(filter(None, (cells.optional(NOTES, str), f"Bearable: {cells.get(DETAIL, '')}"))),
    }


def _untimed_remarks(symptoms: Counter[str]) -> tuple[str, ...]:
    """Return a sentence about the cramps that have no time of day, and so became words of their day."""
    if not symptoms:
        return ()
    named = ", ".join(sanitize(name, one_line=True)[:40] for name in list(symptoms)[:5])
    is_one = symptoms.total() == 1
    became = (
        "has no time of day, so it becomes a word of its day"
        if is_one
        else ("have no time of day, so they become words of their days")
    )
    return (f"{named}: {many(symptoms.total(), 'row')} {became}. An episode needs a time.",)
