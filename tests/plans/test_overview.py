"""What the plan's screen says of each item: today, and how it was."""

from datetime import time, timedelta

from spasmtui.plans.overview import Overview, Part, answer_words, short_status, sum_up, today_status
from spasmtui.shared.plans.loaded import LoadedPlan
from spasmtui.shared.plans.model import Plan, PlanItem, PlanSides
from spasmtui.shared.plans.progress import ItemCounts, PlanProgress
from spasmtui.shared.plans.routine_summary import RoutineSummary
from tests.shared.plans.test_progress import DAY, THURSDAY, Done

CALF = PlanItem("calf-wall")
ROUTINES = {"calf-wall": RoutineSummary("calf-wall", "Calf stretch at the wall", "Calf", 150, "calf-wall")}


def overview(*items: PlanItem, done: tuple[Done, ...] = (), is_off: bool = False) -> Overview:
    plan = Plan(items)
    progress = PlanProgress(plan, done, THURSDAY, is_off=lambda *_: is_off)
    return sum_up(LoadedPlan(plan, titles={"calf-wall": "Calf stretch at the wall"}), progress, ROUTINES)


def statuses(*done: Done, item: PlanItem = CALF) -> tuple[str, str]:
    (view,) = overview(item, done=done).items
    return today_status(view), short_status(view)


def test_today_is_said_in_the_words_of_what_was_recorded() -> None:
    assert statuses() == ("due", "due")
    assert statuses(item=CALF._replace(at=(time(22, 15),))) == ("due at 22:15", "22:15")
    assert statuses(Done()) == ("done", "done")
    assert statuses(Done(completed=False)) == ("ended early", "ended early")
    assert statuses(Done(is_skipped=True)) == ("skipped", "skipped")
    twice = CALF._replace(times_a_day=2)
    assert statuses(Done(), item=twice) == ("1 of 2 done", "1 of 2")
    assert statuses(Done(), Done(completed=False), item=twice) == ("1 of 2 done, 1 ended early", "1 of 2")
    assert statuses(Done(), Done(is_skipped=True), item=twice) == ("1 of 2 done, 1 skipped", "1 of 2")


def test_sets_and_sides_that_are_missing_are_never_called_ended_early() -> None:
    assert statuses(Done(), Done(), item=CALF._replace(sets=3))[0] == "2 of 3 sets"
    assert statuses(Done(side="left"), item=CALF._replace(sides=PlanSides.BOTH))[0] == "left side done"


def test_what_is_not_planned_today_stands_below_and_what_has_ended_last() -> None:
    ended, later = CALF._replace(until=THURSDAY - DAY), CALF._replace(from_day=THURSDAY + DAY)
    on_monday, old = CALF._replace(weekdays=(0,)), CALF._replace(until=THURSDAY - timedelta(weeks=13))
    shown = overview(old, ended, later, on_monday, CALF).items
    assert [view.part for view in shown] == [Part.TODAY, Part.OTHER, Part.COMING, Part.ENDED]
    assert [today_status(view) for view in shown] == ["due", "not today", "from 27 Nov", "ended 25 Nov"]


def test_an_off_week_of_a_trial_is_said_and_not_due() -> None:
    (view,) = overview(CALF, is_off=True).items
    assert (view.is_off, today_status(view)) == (True, "off week")


def test_how_it_was_is_a_median_with_its_number() -> None:
    said = answer_words(ItemCounts(CALF, overview().counts, 0, (6, 5, 4), (3, 2, 2), (4,)))
    assert said == "Medians of 4 weeks: pain before 5 (3 practices), pain after 2 (3 practices), effort 4 (1 practice)"
    assert answer_words(ItemCounts(CALF, overview().counts, 0, (6, 5), (3, 2), ())) == (
        "Medians of 2 practices in 4 weeks: pain before 5.5, pain after 2.5"
    )
    assert answer_words(ItemCounts(CALF, overview().counts, 0, (), (3,), ())) == ("Once in 4 weeks: pain after 3")
    assert answer_words(ItemCounts(CALF, overview().counts)) == answer_words(None) == ""


def test_the_latest_practice_is_the_one_that_can_be_rated() -> None:
    (view,) = overview(CALF, done=(Done(hour=8), Done(hour=9, pain=3), Done(is_skipped=True))).items
    assert view.latest is not None
    assert view.latest.pain == 3
    (view,) = overview(CALF, done=(Done(THURSDAY - 2 * DAY),)).items
    assert view.latest is None
