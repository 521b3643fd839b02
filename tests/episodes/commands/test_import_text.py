"""The summary of an import: what came in, what was known already, and everything that did not come in."""

from dataclasses import replace

from spasmtui.episodes.exchange.import_text import import_lines, outcome_text, written_text
from spasmtui.episodes.exchange.importers.import_plan import ImportPlan
from spasmtui.episodes.exchange.importers.result import ImportResult, RejectedRow, SkippedRow, UnusedCell
from spasmtui.episodes.model.episode import Day
from tests.conftest import FakeClock
from tests.support.episodes import episode

HEAT = Day(date="2026-11-20", words=("heat",), updated_at=FakeClock().now(), device="desk")
RESULT = ImportResult(
    format="bearable",
    records=(episode(), HEAT),
    rejected=(RejectedRow(line=9, reason="It ends before it starts."),),
    cells=(UnusedCell(column="Pain", line=3, reason="'11' is not a whole number from 0 to 10."),),
    skipped=tuple(SkippedRow(line=line, reason="Energy has no place in the diary.") for line in (4, 5)),
    remarks=("Words of days: heat on 1 day.",),
    unmapped=("notes",),
    left_out=("weekday",),
    rows=4,
)


def test_rows_records_and_everything_that_is_left_out_are_said_in_this_order() -> None:
    plan = ImportPlan(new=(RESULT.records[0],), same=1)
    assert import_lines(RESULT, plan, 1, "diary.csv", is_dry_run=False) == [
        "diary.csv, read as bearable: 6 rows (2 skipped, 1 rejected).",
        "It makes 1 episode and 1 described day: 1 new, 1 known already.",
        "Words of days: heat on 1 day.",
        "line 9 rejected: It ends before it starts.",
        "lines 4 and 5 skipped: Energy has no place in the diary.",
        "Pain, line 3, not used: '11' is not a whole number from 0 to 10.",
        "Not imported: notes",
        "Left out: weekday",
        "Written: 1. `spasmtui log undo` takes all of them back.",
    ]


def test_the_look_before_an_import_and_the_word_after_it_say_the_same_in_short() -> None:
    plan = ImportPlan(new=(RESULT.records[0],), purged=1, deleted=2)
    assert outcome_text(RESULT, plan) == (
        "6 rows (2 skipped, 1 rejected). It makes 1 episode and 1 described day: 1 new. 1 has been purged and stays "
        "purged. 2 have been deleted and stay deleted. 1 cell not used."
    )
    assert (written_text(0, " Undo."), written_text(2, " Undo.")) == ("Written: 0.", "Written: 2. Undo.")


def test_a_file_without_anything_for_the_diary_says_so() -> None:
    empty = replace(RESULT, records=(), rows=1, cells=(), remarks=(), skipped=(), unmapped=(), left_out=())
    assert import_lines(empty, ImportPlan(), 0, "diary.csv", is_dry_run=True) == [
        "diary.csv, read as bearable: 1 row (1 rejected).",
        "Nothing in it can go into the diary.",
        "line 9 rejected: It ends before it starts.",
        "Dry run: 0 records would be written; nothing was.",
    ]


def test_a_column_that_seems_to_name_a_remedy_is_the_example_of_what_was_tried() -> None:
    """A table with headings that have no field is answered with a mapping that fits each of them."""
    result = ImportResult(format="csv", unmapped=("Sleep", "Medication"))
    lines = import_lines(result, ImportPlan(), 0, "m.csv", is_dry_run=True)
    assert lines[2] == (
        "Not imported: Sleep, Medication. To use a column, say what it is: --map 'Medication=tried' for what was "
        "tried, --map 'Sleep=note' to keep it in the note. To leave it out: --map 'Sleep='."
    )


def test_a_cell_that_lacks_its_time_is_named_and_not_called_unused() -> None:
    """What was used with the usual time is not said to be unused."""
    cell = UnusedCell(column="Time", line=3, reason="There is no time of day, so 12:00 was taken.", is_used=True)
    lines = import_lines(ImportResult(format="csv", cells=(cell,)), ImportPlan(), 0, "m.csv", is_dry_run=True)
    assert lines[2] == "Time, line 3: There is no time of day, so 12:00 was taken."
