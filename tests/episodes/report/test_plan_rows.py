"""The plan on the sheet: every number once more by code that shares nothing with the program's."""

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from spasmtui.episodes.model.episode import Day, Practice, Side
from spasmtui.episodes.report.data import build_report
from spasmtui.episodes.report.filling import fill_pages
from spasmtui.episodes.report.json_format import document
from spasmtui.episodes.report.plan_rows import how_often
from spasmtui.episodes.report.sheet import compose_sheet
from spasmtui.episodes.report.text import ROOM, spoken_text
from spasmtui.episodes.report.wording import Names
from spasmtui.shared.plans.model import Plan, PlanItem, PlanSides
from tests.episodes.report.test_data import SINCE, UNTIL, day
from tests.support.cases import with_each
from tests.support.sheets import page_of

TOMORROW = UNTIL + timedelta(days=1)
TITLES = {"bedtime-prevention": "Bedtime stretches", "calf": "Calf, as Ms Jones said"}


def practice(when: date, routine: str, *, completed: bool = True, **fields: Any) -> Practice:
    started = datetime.fromisoformat(f"{when}T21:00:00+01:00")
    known = {"id": f"{when}{routine}", "started_at": started, "seconds": 60, "device": "desk"}
    return Practice(routine=routine, completed=completed, **known, **fields)


def random_practices(dice: random.Random) -> list[Practice]:
    """Practices before, in and after the period: done, ended early, skipped or not recorded."""
    made = []
    for number in range(-10, 30):
        for routine in ("bedtime-prevention", "calf"):
            if dice.random() < 0.7:
                kind = dice.choice(["done", "done", "part", "skipped"])
                names = ("pain", "pain_after", "effort") if kind != "skipped" else ()
                ratings = {name: dice.choice([None, *range(11)]) for name in names}
                on = SINCE + timedelta(days=number)
                made.append(practice(on, routine, completed=kind == "done", is_skipped=kind == "skipped", **ratings))
    return made


@with_each("seed", range(20))
def test_every_number_of_a_daily_item_is_found_again_by_independent_code(seed: int) -> None:
    dice = random.Random(seed)
    practices = random_practices(dice)
    begins = SINCE + timedelta(days=dice.randrange(8))
    plan = Plan(items=(PlanItem("bedtime-prevention", from_day=begins), PlanItem("calf", weekdays=(0, 2, 4))))
    made = document(build_report([], [], practices, since=SINCE, until=UNTIL, made_on=TOMORROW, plan=plan))
    for row, is_planned in zip(
        made["plan"], (lambda on: on >= begins, lambda on: on.weekday() in (0, 2, 4)), strict=True
    ):
        became: defaultdict[str, int] = defaultdict(int)
        ratings: defaultdict[str, list[int]] = defaultdict(list)
        for number in range(28):
            on = SINCE + timedelta(days=number)
            found = [each for each in practices if each.started_at.date() == on and each.routine == row["routine"]]
            if row["routine"] == "calf" or is_planned(on):
                for each in found:
                    for name in ("pain", "pain_after", "effort"):
                        if not each.is_skipped and getattr(each, name) is not None:
                            ratings[name].append(getattr(each, name))
            if not is_planned(on):
                if row["routine"] == "calf":  # the other is not in the plan yet
                    became["extra"] += sum(each.completed for each in found)
                continue
            became["planned"] += 1
            if not found:
                became["not_recorded"] += 1
            elif found[0].is_skipped:
                became["skipped"] += 1
            else:
                became["done" if found[0].completed else "part"] += 1
        counted = ("planned", "done", "part", "skipped", "not_recorded", "extra")
        assert {name: row[name] for name in counted} == {name: became[name] for name in counted}
        assert row["planned"] == sum(row[name] for name in counted[1:5])
        for name in ("pain", "pain_after", "effort"):
            values = ratings[name]
            assert row[name] == {"recorded": len(values), "median": float(median(values)) if values else None}


def planned(*items: PlanItem, practices: tuple[Practice, ...] = (), days: tuple[Day, ...] = ()) -> Any:
    return build_report(
        [], list(days), list(practices), since=SINCE, until=UNTIL, made_on=UNTIL, plan=Plan(items=items)
    )


def test_the_sheet_has_the_titles_of_the_plan_and_its_numbers_in_every_form() -> None:
    report = planned(
        PlanItem("bedtime-prevention", from_day=date(2026, 11, 16), until=date(2026, 11, 19)),
        practices=(
            practice(date(2026, 11, 16), "bedtime-prevention", pain=5, pain_after=2, effort=3),
            practice(date(2026, 11, 17), "bedtime-prevention", completed=False, pain=6),
            practice(date(2026, 11, 18), "bedtime-prevention", is_skipped=True),
            practice(date(2026, 11, 18), "walk"),
        ),
    )
    contents = compose_sheet(report, Names(routines=TITLES))
    page = page_of(contents)
    assert [table.rows for table in page.plan] == [
        (("Bedtime stretches: daily", "4", "1", "1", "1", "1"),),
        (("Bedtime stretches", "5.5 (2)", "2 (1)", "3 (1)"),),
    ]
    assert dict(page.overview)["Also practised"] == "walk once on 1 day"
    assert "Practised" not in dict(page.overview)
    spoken = spoken_text(fill_pages(contents, ROOM).pages)
    assert "Bedtime stretches: daily: planned 4, done 1, in part 1, skipped 1, not recorded 1\n" in spoken


def test_what_was_skipped_is_no_practice_and_a_day_without_stretches_is_skipped() -> None:
    report = planned(
        PlanItem("bedtime-prevention", from_day=UNTIL - timedelta(days=1)),
        practices=(practice(UNTIL, "bedtime-prevention", is_skipped=True),),
        days=(day(str(UNTIL - timedelta(days=1)), "no-stretches"),),
    )
    assert report.practices == ()
    assert report.plan is not None
    assert (report.plan[0].planned, report.plan[0].skipped, report.plan[0].not_recorded) == (2, 2, 0)


def test_an_off_week_of_a_trial_plans_nothing() -> None:
    report = build_report(
        [], [], [], since=SINCE, until=UNTIL, made_on=UNTIL + timedelta(days=1),
        plan=Plan(items=(PlanItem("bedtime-prevention"),)), is_off=lambda _routine, on: on < date(2026, 11, 9),
    )  # fmt: skip
    assert report.plan is not None
    assert (report.plan[0].planned, report.plan[0].not_recorded) == (14, 14)


@with_each(
    ("item", "words"),
    [
        (PlanItem("a"), "daily"),
        (PlanItem("a", times_a_day=2), "twice a day"),
        (PlanItem("a", sets=3), "3 sets, daily"),
        (PlanItem("a", sets=3, times_a_day=2, days_a_week=5), "3 sets, twice a day, 5 days a week"),
        (PlanItem("a", weekdays=(0,)), "1 day a week"),
        (PlanItem("a", times_a_day=4, weekdays=(0, 2)), "4 times a day, 2 days a week"),
    ],
)
def test_how_often_is_said_as_people_do(item: PlanItem, words: str) -> None:
    assert how_often(item) == words


def test_two_items_of_one_routine_are_told_apart_by_their_sides() -> None:
    report = planned(PlanItem("calf", sides=PlanSides.LEFT), PlanItem("calf", sides=PlanSides.RIGHT, sets=2))
    (table,) = page_of(compose_sheet(report, Names(routines={"calf": "Calf"}))).plan
    assert [row[0] for row in table.rows] == ["Calf (left): daily", "Calf (right): 2 sets, daily"]
    assert Side.LEFT == PlanSides.LEFT
