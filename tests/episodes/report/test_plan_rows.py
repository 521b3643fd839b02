"""The plan on the sheet: every number once more by code that shares nothing with the program's."""

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from spasmtui.episodes.model.episode import Practice
from spasmtui.episodes.report.data import Report, build_report
from spasmtui.episodes.report.filling import fill_pages
from spasmtui.episodes.report.json_format import document
from spasmtui.episodes.report.sheet import compose_sheet
from spasmtui.episodes.report.text import ROOM, spoken_text
from spasmtui.episodes.report.wording import Names
from spasmtui.shared.plans.model import Plan, PlanItem, PlanSides
from spasmtui.shared.plans.progress import PlanProgress
from tests.episodes.report.test_data import SINCE, UNTIL
from tests.support.cases import with_each
from tests.support.sheets import page_of

TOMORROW = UNTIL + timedelta(days=1)
TITLES = {"bedtime-prevention": "Bedtime stretches", "calf": "Calf, as Ms Jones said"}


def practice(when: date, routine: str, *, completed: bool = True, **fields: Any) -> Practice:
    started = datetime.fromisoformat(f"{when}T21:00:00+01:00")
    known: dict[str, Any] = {"id": f"{when}{routine}", "started_at": started, "seconds": 60, "device": "desk"}
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
    made = document(
        build_report(
            [],
            [],
            practices,
            since=SINCE,
            until=UNTIL,
            made_on=TOMORROW,
            progress=PlanProgress(plan, practices, TOMORROW),
        )
    )
    planned_on = {
        "bedtime-prevention": {SINCE + timedelta(days=number) for number in range(28)},
        "calf": {SINCE + timedelta(days=number) for number in range(28) if number % 7 in (0, 2, 4)},
    }
    planned_on["bedtime-prevention"] -= {SINCE + timedelta(days=number) for number in range((begins - SINCE).days)}
    assert len(made["plan"]) == 2
    for row in made["plan"]:
        its_days = planned_on[row["routine"]]
        became: defaultdict[str, int] = defaultdict(int)
        ratings: defaultdict[str, list[int]] = defaultdict(list)
        for number in range(28):
            on = SINCE + timedelta(days=number)
            found = [each for each in practices if each.started_at.date() == on and each.routine == row["routine"]]
            if row["routine"] == "calf" or on in its_days:
                for each in found:
                    for name in ("pain", "pain_after", "effort"):
                        if not each.is_skipped and getattr(each, name) is not None:
                            ratings[name].append(getattr(each, name))
            if on not in its_days:
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


def planned(*items: PlanItem, practices: tuple[Practice, ...] = (), **options: Any) -> Report:
    progress = PlanProgress(Plan(items=items), practices, UNTIL, **options)
    return build_report([], [], practices, since=SINCE, until=UNTIL, made_on=UNTIL, progress=progress)


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
        (("Bedtime stretches: once a day", "4", "1", "1", "1", "1"),),
        (("Bedtime stretches", "5.5 (2)", "2 (1)", "3 (1)"),),
    ]
    assert dict(page.overview)["Also practised"] == "walk once on 1 day"
    assert "Practised" not in dict(page.overview)
    spoken = spoken_text(fill_pages(contents, ROOM).pages)
    assert "Bedtime stretches: once a day: planned 4, done 1, in part 1, skipped 1, not recorded 1\n" in spoken


def test_what_was_skipped_is_no_practice_and_what_is_still_to_come_is_not_planned_yet() -> None:
    report = planned(
        PlanItem("bedtime-prevention", from_day=UNTIL - timedelta(days=2)),
        practices=(practice(UNTIL - timedelta(days=1), "bedtime-prevention", is_skipped=True),),
    )
    assert report.practices == ()
    assert report.plan is not None
    assert (report.plan[0].planned, report.plan[0].skipped, report.plan[0].not_recorded) == (2, 1, 1)


def test_an_off_week_of_a_trial_plans_nothing() -> None:
    report = planned(
        PlanItem("bedtime-prevention", from_day=date(2026, 10, 1)), is_off=lambda _routine, on: on < date(2026, 11, 9)
    )
    assert report.plan is not None
    assert (report.plan[0].planned, report.plan[0].not_recorded) == (13, 13)


def test_without_anything_planned_the_sheet_has_no_table_of_it() -> None:
    report = planned(PlanItem("calf", until=SINCE - timedelta(days=1)))
    assert report.plan is None
    page = page_of(compose_sheet(report))
    assert page.plan == ()
    assert dict(page.overview)["Practised"] == "not recorded"


def test_a_title_that_has_no_room_loses_how_often_and_the_words_of_its_side_first() -> None:
    report = planned(PlanItem("calf", sides=PlanSides.LEFT, times_a_day=2))
    (table,) = page_of(compose_sheet(report, Names(routines={"calf": "Calf stretch at the wall"}))).plan
    assert [row[0] for row in table.rows] == ["Calf stretch at the wall, L"]


def test_two_items_of_one_routine_are_told_apart_by_their_sides() -> None:
    report = planned(PlanItem("calf", sides=PlanSides.LEFT), PlanItem("calf", sides=PlanSides.RIGHT, sets=2))
    (table,) = page_of(compose_sheet(report, Names(routines={"calf": "Calf"}))).plan
    assert [row[0] for row in table.rows] == ["Calf, left side: once a day", "Calf, R: 2 sets, once a day"]
