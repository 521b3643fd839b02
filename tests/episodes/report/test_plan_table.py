"""The names of what is planned, in tables of any width."""

from datetime import date

from spasmtui.episodes.report.plan_rows import plan_rows
from spasmtui.episodes.report.plan_table import plan_tables
from spasmtui.shared.plans.model import Plan, PlanItem, PlanSides
from spasmtui.shared.plans.progress import PlanProgress

MONDAY = date(2026, 11, 23)
TITLES = {"calf-wall": "Calf stretch at the wall"}


def first_name(cells: int) -> str:
    item = PlanItem("calf-wall", times_a_day=2, sides=PlanSides.BOTH, from_day=MONDAY)
    rows = plan_rows(PlanProgress(Plan((item,)), (), date(2026, 11, 27)), MONDAY, date(2026, 11, 27))
    (table,) = plan_tables(rows, TITLES, start=0, count=1, cells=cells)
    return table[1][0][0]


def test_a_name_leaves_out_how_often_and_shortens_its_side_before_it_is_cut() -> None:
    assert first_name(120) == "Calf stretch at the wall, each side: twice a day"
    assert first_name(80) == "Calf stretch at the wall, both"
