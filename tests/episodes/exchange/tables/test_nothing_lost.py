"""For any table: rows in, refused and skipped are its rows, and each cell is used, named, or in a column that is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.exchange.importers.result import ImportResult
from spasmtui.episodes.exchange.importers.row import NOT_RECORDED
from spasmtui.episodes.model.episode import Episode
from spasmtui.errors import WrongUsage
from tests.support.tables import read

CELLS = {
    "Date": ["2026-11-20", "20/11/2026", "5/11/2026", "", "soon", "2026-11-20 03:10"],
    "Time": ["03:10", "3:10 pm", "", "25:00", "x"],
    "End": ["03:14", "", "02:00", "later", "2026-11-21 00:10"],
    "Duration": ["9", "4 h", "1:10", "soon", "", "4 parsecs"],
    "Pain (0-5)": ["3", "2.5", "1", "9", "N/A", "7/10", "70%"],
    "Place": ["calf", "both calves", "Sampletown, US", "-"],
    "Side": ["left", "R", "sideways", ""],
    "Triggers": ["heat", "heat; beer", "None", ";"],
    "Notes": ["ow", "\x07", "-"],
    "Comments": ["again", ""],
    "Timezone": ["Europe/Berlin", "PST", ""],
    "Helped": ["gone", "perhaps", ""],
    "Sleep": ["8", ""],
    "": ["odd", ""],
    "Total": ["1", ""],
}
"""Cells of columns that are known, unknown and without a heading. No two of them say the same."""


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    rest = draw(st.lists(st.sampled_from([*CELLS]), max_size=8, unique=True))
    heads = ["Date", "Time", *(head for head in rest if head not in ("Date", "Time"))]
    rows = draw(st.lists(st.tuples(*(st.sampled_from(CELLS[head]) for head in heads)), min_size=1, max_size=3))
    wide = draw(st.lists(st.sampled_from(["", "extra"]), max_size=2))
    last = ["2026-11-01", "03:10", *[""] * (len(heads) - 2)]  # the empty rows at the end of a file are none of it
    return [heads, *([*row, *wide] for row in rows), last]


def text_of(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows) + "\n"


def by_line(found: ImportResult, last: int) -> dict[int, object]:
    """What was read of each row that went in; its id is made of all cells, also of those that are not used."""
    gone = {each.line for each in found.rejected} | {each.line for each in found.skipped}
    lines = [line for line in range(2, last + 1) if line not in gone]
    episodes = [replace(each, id="") for each in found.records if isinstance(each, Episode)]
    return dict(zip(lines, episodes, strict=True))


@settings(max_examples=10)
@given(rows=tables())
def test_no_row_and_no_cell_of_a_table_is_lost(rows: list[list[str]]) -> None:
    try:
        found = read(text_of(rows), order="dmy")
    except WrongUsage:
        return
    check_nothing_is_lost(rows, found)


@pytest.mark.parametrize("left_out", ["End", "Duration"])
def test_no_cell_of_a_row_that_has_every_column_is_lost(left_out: str) -> None:
    cells = {head: cells[0] for head, cells in CELLS.items() if head != left_out}
    rows = [[*cells], [*cells.values()], ["2026-11-01", "03:10", *[""] * (len(cells) - 2)]]
    found = read(text_of(rows), order="dmy")
    assert (len(found.records), found.unmapped) == (2, ("Sleep", f"column {[*cells].index('') + 1}", "Total"))
    check_nothing_is_lost(rows, found)


def check_nothing_is_lost(rows: list[list[str]], found: ImportResult) -> None:
    assert len(found.records) + len(found.rejected) + len(found.skipped) == len(rows) - 1
    named = {(each.column, each.line) for each in found.cells}
    heads: list[str] = []
    for at, head in enumerate([*rows[0], "", ""]):
        name = head or f"column {at + 1}"
        heads.append(name if name not in heads else f"{name} ({rows[0][:at].count(head) + 1})")
    for line, record in by_line(found, len(rows)).items():
        for head, cell, at in zip(heads, rows[line - 1], range(len(heads)), strict=False):
            if cell.strip().lower() in NOT_RECORDED or (head, line) in named or head in found.unmapped:
                continue
            without = [list(row) for row in rows]
            without[line - 1][at] = ""
            again = by_line(read(text_of(without), order="dmy"), len(rows))
            assert again.get(line) != record, (head, cell)
