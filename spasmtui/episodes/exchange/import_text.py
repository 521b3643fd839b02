"""Summarize an import: the records that it makes, and the rows, cells and columns that it does not take in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from spasmtui.episodes.exchange.importers.import_plan import ImportPlan
from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.shared.formats import listed, many

SHOWN_NUMBERS = 5
"""The rows that are named beside one reason."""
SHOWN_ROWS = 20
"""Rejected rows, and rows that may be in the diary already, that the text names; `--json` names all."""
_REMEDY = re.compile(r"medic|treat|remed|relief|therap|tablet|pill|drug", re.IGNORECASE)
"""In a heading of what was tried, for an example that fits; nothing is read by it."""
UNDO = " `spasmtui log undo` takes all of them back."


def _rejection_lines(result: ImportResult) -> list[str]:
    """Format each reason once, with the rows that it is about: `items 1, 2 and 177 more rejected: id is missing.`."""
    found = [((each.reason,), each.line) for each in result.rejected]
    return _lines_by_reason(found, result.unit, "{rows} rejected: {}", "rejected")


def _cell_lines(result: ImportResult) -> list[str]:
    """Format the rows that are no episodes, and each cell that is named by its column and reason, once."""
    skipped = [((each.reason,), each.line) for each in result.skipped]
    unused = [((each.column, each.reason), each.line) for each in result.cells if not each.is_used]
    lacking = [((each.column, each.reason), each.line) for each in result.cells if each.is_used]
    return [
        *_lines_by_reason(skipped, result.unit, "{rows} skipped: {}", "skipped"),
        *_lines_by_reason(unused, result.unit, "{}, {rows}, not used: {}", "cells not used"),
        *_lines_by_reason(lacking, result.unit, "{}, {rows}: {}", "cells that lack something"),
    ]


def _lines_by_reason(
    found: Iterable[tuple[tuple[str, ...], int]], unit: str, sentence: str, what_is_left: str
) -> list[str]:
    """Format each reason once, with the numbers of its rows.

    Args:
        found: the words of a reason, and the number of a row.
        unit: `line`, or `item` of a list.
        sentence: how a reason is put, with `{rows}` for the rows.
        what_is_left: what the reasons are about that are too many to be shown.
    """
    rows: dict[tuple[str, ...], list[int]] = {}
    for words, number in found:
        rows.setdefault(words, []).append(number)
    reasons = list(rows.items())
    lines = [sentence.format(*words, rows=_row_numbers(unit, numbers)) for words, numbers in reasons[:SHOWN_ROWS]]
    if rest := sum(len(numbers) for _words, numbers in reasons[SHOWN_ROWS:]):
        lines.append(f"and {rest} more {what_is_left}; --json names them all")
    return lines


def _row_numbers(unit: str, numbers: list[int]) -> str:
    """Format `item 3`, `items 1 and 2`, `items 1, 2, 3 and 177 more`."""
    if len(numbers) == 1:
        return f"{unit} {numbers[0]}"
    shown = [str(number) for number in numbers[:SHOWN_NUMBERS]]
    last = f"{len(numbers) - SHOWN_NUMBERS} more" if len(numbers) > SHOWN_NUMBERS else shown.pop()
    return f"{unit}s {', '.join(shown)} and {last}"


def import_lines(result: ImportResult, plan: ImportPlan, written: int, name: str, *, is_dry_run: bool) -> list[str]:
    """Return the lines that say what came in and what did not: rows, records, then everything that is named.

    Args:
        result: what the file holds.
        plan: its records by their effect on the diary.
        written: the number of records that were written.
        name: the file's name.
        is_dry_run: whether nothing was to be written.
    """
    lines = [f"{name}, read as {result.format}: {rows_text(result)}.", records_text(result, plan), *_gone_texts(plan)]
    if plan.older and result.is_foreign:
        lines.append("To replace them with what was read now, first undo the import that brought them in.")
    lines += [*result.remarks, *detail_lines(result, map_hint=_map_hint(result))]
    lines += [
        f"Possibly a duplicate: {record.started_at:%Y-%m-%d %H:%M} is already in the diary as {existing.id}"
        for record, existing in plan.alike[:SHOWN_ROWS]
    ]
    if is_dry_run:
        lines.append(f"Dry run: {many(len(plan.records), 'record', zero='0')} would be written; nothing was.")
    else:
        lines.append(written_text(written, UNDO))
    return lines


def outcome_text(result: ImportResult, plan: ImportPlan) -> str:
    """Return the same in short, as one paragraph: rows, records, and the number of cells that are not used."""
    unused = sum(not each.is_used for each in result.cells)
    cells = [f"{many(unused, 'cell')} not used."] if unused else []
    return " ".join([f"{rows_text(result)}.", records_text(result, plan), *_gone_texts(plan), *cells])


def written_text(written: int, undo: str) -> str:
    """Return the number of records that were written, and how that is undone where there are any."""
    return f"Written: {written}.{undo if written else ''}"


def _map_hint(result: ImportResult) -> str:
    """Return how a column of a table is named or left out; empty for what has no columns."""
    if result.format not in ("csv", "sheet") or not result.unmapped:
        return ""
    remedy = next(filter(_REMEDY.search, result.unmapped), "")
    first = next((each for each in result.unmapped if each != remedy), remedy)
    as_tried = f"--map '{remedy}=tried' for what was tried, " if remedy else ""
    return (
        f". To use a column, say what it is: {as_tried}--map '{first}=note' to keep it in the note. "
        f"To leave it out: --map '{first}='."
    )


def detail_lines(result: ImportResult, *, map_hint: str = "") -> list[str]:
    """Return the lines about rows, cells and columns that are not taken in.

    Args:
        result: what the file holds.
        map_hint: how a column is named, for where that is not done by keys.
    """
    lines = [*_rejection_lines(result), *_cell_lines(result)]
    if result.unmapped:
        lines.append(f"Not imported: {', '.join(result.unmapped)}{map_hint}")
    if result.left_out:
        lines.append(f"Left out: {', '.join(result.left_out)}")
    return lines


def _gone_texts(plan: ImportPlan) -> list[str]:
    """Return sentences about the records that the diary had, and does not take back."""
    gone = ((plan.purged, "purged"), (plan.deleted, "deleted"))
    return [
        f"{count} {'has' if count == 1 else 'have'} been {done} and {'stays' if count == 1 else 'stay'} {done}."
        for count, done in gone
        if count
    ]


def rows_text(result: ImportResult) -> str:
    """Format what became of the rows: `8 rows (4 skipped, 1 rejected)`."""
    rows = result.row_count + len(result.skipped)
    fates = [f"{count} {fate}" for count, fate in ((len(result.skipped), "skipped"), (len(result.rejected), "rejected"))
             if count]  # fmt: skip
    if not fates:
        return many(rows, _NOUNS[result.unit], zero="no")
    return f"{many(rows, _NOUNS[result.unit])} ({', '.join(fates)})"


def records_text(result: ImportResult, plan: ImportPlan) -> str:
    """Format what the rows make, and how much of it the diary does not have."""
    counts = Counter(type(record) for record in result.records)
    made = [many(counts[kind], noun) for kind, noun in _RECORDS.items() if counts[kind]]
    if not made:
        return "Nothing in it can go into the diary."
    effects = (
        (len(plan.new), "new"),
        (len(plan.newer), "newer than the diary's"),
        (plan.same, "known already"),
        (plan.older, "in the diary with other contents, which are kept"),
        (plan.repeated, "left out for another in the file with the same id or date"),
    )
    said = [f"{count} {effect}" for count, effect in effects if count]
    return f"It makes {listed(made)}: {', '.join(said) or '0 new'}."


_NOUNS = {"line": "row", "item": "item"}
_RECORDS = {Episode: "episode", Day: "described day", Practice: "practised routine"}
