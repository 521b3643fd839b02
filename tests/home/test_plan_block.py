"""What the home screen says of the plan, and that the bedtime stretches stay as they are without one."""

from datetime import date

from spasmtui.home.arrangement import arrange_home
from spasmtui.home.blocks import ACTION, Writer
from spasmtui.home.plan_block import plan_block
from spasmtui.ui.diary_summary import Bedtime, DiarySummary, Evening, NextPractice, PlanSummary
from tests.home.test_home_screen import A_DIARY
from tests.support.cases import with_each
from tests.support.clicks import clicks_on

WIDE, NARROW = Writer(74), Writer(38)
CALF = NextPractice("calf-wall", "Calf stretch at the wall", "left side, 3 sets", "21:00", "left", 3)
PLAN = PlanSummary(done=1, planned=3, following=CALF)
BEDTIME = NextPractice("bedtime-prevention", "Bedtime stretches", at="22:15")


def lines(plan: PlanSummary, write: Writer = WIDE, *, can_decline: bool = False) -> list[str]:
    summary = DiarySummary(plan=plan, can_decline=date(2026, 11, 26) if can_decline else None)
    return [line.plain.rstrip() for line in plan_block(summary, write).lines]


@with_each(
    ("plan", "said"),
    [
        (
            PLAN,
            [
                "Today       t  1 of 3 done",
                "            s  Next: Calf stretch at the wall, left side, 3 sets, at 21:00",
            ],
        ),
        (PLAN._replace(following=None, done=3), ["Today       t  3 of 3 done"]),
        (PLAN._replace(following=None, done=2), ["Today       t  2 of 3 done, nothing more is due today"]),
        (PlanSummary(), ["Today       t  nothing more is due today"]),
        (PlanSummary(notice="Its time is over"), ["Your plan   t  Its time is over"]),
    ],
)
def test_today_is_how_much_is_done_and_what_is_next(plan: PlanSummary, said: list[str]) -> None:
    assert lines(plan) == said


def test_in_a_narrow_window_the_title_is_worth_more_than_side_and_time() -> None:
    assert lines(PLAN, NARROW) == ["Today       t 1 of 3 done", "            s Calf stretch at the wall"]


def test_not_tonight_stands_beside_a_plan_with_the_bedtime_stretches() -> None:
    plan = PlanSummary(planned=1, following=BEDTIME, has_bedtime=True)
    assert lines(plan, can_decline=True)[1] == "            s  Next: Bedtime stretches, at 22:15   n not tonight"
    assert "not tonight" not in " ".join(lines(plan))
    assert "not tonight" not in " ".join(lines(PLAN, can_decline=True))


def test_a_click_does_what_the_key_does() -> None:
    block = plan_block(DiarySummary(plan=PLAN), WIDE)
    assert [{action for _words, action in clicks_on(line, ACTION)} for line in block.lines] == [
        {"app.plan"},
        {"start_next"},
    ]


def test_the_plan_takes_the_place_of_the_bedtime_stretches() -> None:
    week = Bedtime(week=(Evening.DONE, Evening.EARLY))
    summary = A_DIARY._replace(bedtime=week, plan=PLAN)
    for width in (74, 110, 190):
        shown = "\n".join(line.plain for line in arrange_home(summary, "", width=width, rows=40))
        assert "1 of 3 done" in shown
        assert "Bedtime stretches" not in shown
        assert "Mon ●" not in shown
        alone = summary._replace(plan=PLAN._replace(is_bedtime_alone=True))
        assert "Mon ●" in "\n".join(line.plain for line in arrange_home(alone, "", width=width, rows=40))
        without = summary._replace(plan=None)
        assert "Bedtime stretches" in "\n".join(line.plain for line in arrange_home(without, "", width=width, rows=40))
