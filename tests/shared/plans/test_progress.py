"""Tests of what is counted of a plan: today, in a week, in a period, and what is never made of what is not recorded."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.shared.plans.model import Plan, PlanItem, PlanSides, plan_day
from spasmtui.shared.plans.progress import Counts, PlanProgress

MONDAY = date(2026, 11, 23)
THURSDAY = MONDAY + timedelta(days=3)
DAY = timedelta(days=1)


class Done(NamedTuple):
    """A practice."""

    day: date = THURSDAY
    completed: bool = True
    side: str | None = None
    is_skipped: bool = False
    hour: int = 20
    routine: str = "calf-wall"
    pain: int | None = None
    pain_after: int | None = None
    effort: int | None = None

    @property
    def started_at(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, self.hour, tzinfo=UTC)


def progress(*done: Done, item: PlanItem | None = None, today: date = THURSDAY) -> PlanProgress:
    item = item or PlanItem("calf-wall")
    planned = item if item.from_day is not None else item._replace(from_day=MONDAY)
    return PlanProgress(Plan((planned,)), done, today)


def today(*done: Done, item: PlanItem | None = None) -> Counts:
    return progress(*done, item=item).today_counts


def test_today_counts_each_time_as_it_was_recorded() -> None:
    thrice = PlanItem("calf-wall", times_a_day=3)
    assert today(item=thrice) == Counts(planned=3, to_come=3)
    assert today(Done(), Done(completed=False), item=thrice) == Counts(planned=3, done=1, part=1, to_come=1)
    assert today(Done(is_skipped=True), item=thrice) == Counts(planned=3, skipped=1, to_come=2)
    assert today(Done(completed=False), Done()) == Counts(planned=1, done=1)
    assert today(Done(), Done()) == Counts(planned=1, done=1, extra=1)


def test_a_time_of_three_sets_takes_three_runs() -> None:
    sets = PlanItem("calf-wall", sets=3)
    assert today(Done(), Done(), item=sets) == Counts(planned=1, to_come=1)
    yesterday = progress(Done(THURSDAY - DAY), Done(THURSDAY - DAY), item=sets).on_day(THURSDAY - DAY)
    assert yesterday[0].counts == Counts(planned=1, part=1)
    assert progress(Done(), Done(), item=sets).on_day(THURSDAY)[0].sets_done == 2
    assert today(Done(), Done(), Done(), item=sets) == Counts(planned=1, done=1)


def test_both_sides_are_done_when_each_side_was() -> None:
    both = PlanItem("calf-wall", sides=PlanSides.BOTH)
    assert today(Done(side="left"), item=both) == Counts(planned=1, to_come=1)
    assert progress(Done(side="left"), item=both).on_day(THURSDAY)[0].side_done == "left"
    (over,) = progress(Done(THURSDAY - DAY, side="left"), item=both).on_day(THURSDAY - DAY)
    assert over.counts == Counts(planned=1, part=1)
    assert today(Done(side="left"), Done(side="right"), item=both) == Counts(planned=1, done=1)
    assert today(Done(side="both"), item=both) == today(Done(), item=both) == Counts(planned=1, done=1)
    assert today(Done(side="left"), item=PlanItem("calf-wall", sides=PlanSides.RIGHT)) == Counts(planned=1, to_come=1)


def test_a_day_that_is_over_is_not_recorded_and_never_left_out() -> None:
    (week,) = progress(Done(MONDAY), Done(MONDAY + DAY, completed=False)).in_week(MONDAY)
    assert week.counts == Counts(planned=7, done=1, part=1, not_recorded=1, to_come=4)


def test_after_midnight_it_is_still_the_evening_before() -> None:
    assert plan_day(datetime(2026, 11, 27, 0, 30, tzinfo=UTC)) == THURSDAY
    assert plan_day(datetime(2026, 11, 27, 9, tzinfo=UTC)) == THURSDAY + DAY
    assert today(Done(THURSDAY + DAY, hour=1)) == Counts(planned=1, done=1)


def test_what_was_done_today_is_no_longer_to_come_in_the_week() -> None:
    item = PlanItem("calf-wall", days_a_week=3, times_a_day=2)
    (week,) = progress(Done(MONDAY + 6 * DAY), item=item, today=MONDAY + 6 * DAY).in_week(MONDAY)
    assert week.counts == Counts(planned=6, done=1, not_recorded=4, to_come=1)


def test_any_three_days_a_week_are_due_until_the_week_has_them() -> None:
    item = PlanItem("calf-wall", days_a_week=3)
    one = progress(Done(MONDAY), item=item)
    assert one.today_counts == Counts(planned=1, to_come=1)
    assert one.in_week(MONDAY)[0].counts == Counts(planned=3, done=1, to_come=2)
    enough = progress(*(Done(MONDAY + DAY * number) for number in range(3)), item=item)
    assert enough.today_counts == Counts()
    late = progress(Done(MONDAY), item=item, today=MONDAY + DAY * 6)
    assert late.in_week(MONDAY)[0].counts == Counts(planned=3, done=1, not_recorded=1, to_come=1)


def test_an_item_has_no_days_before_it_begins_and_after_it_ends() -> None:
    item = PlanItem("calf-wall", from_day=MONDAY + DAY, until=MONDAY + DAY * 2)
    progressed = progress(item=item)
    assert progressed.in_week(MONDAY)[0].counts == Counts(planned=2, not_recorded=2)
    assert progressed.on_day(THURSDAY) == ()
    assert progressed.in_week(MONDAY + DAY * 7) == ()


def test_an_item_without_a_first_day_begins_with_its_first_record() -> None:
    plan = Plan((PlanItem("calf-wall"),))
    assert PlanProgress(plan, [], THURSDAY).in_week(MONDAY)[0].counts == Counts(planned=4, to_come=4)
    begun = PlanProgress(plan, [Done(MONDAY + DAY)], THURSDAY)
    assert begun.in_week(MONDAY)[0].counts == Counts(planned=6, done=1, not_recorded=1, to_come=4)
    assert begun.in_week(MONDAY - DAY * 7) == ()


def test_weekdays_and_off_days_are_planned_as_they_are_named() -> None:
    item = PlanItem("calf-wall", weekdays=(0, 3))
    assert progress(item=item).in_week(MONDAY)[0].counts == Counts(planned=2, not_recorded=1, to_come=1)
    off = PlanProgress(Plan((PlanItem("calf-wall", from_day=MONDAY),)), [Done()], THURSDAY, is_off=lambda *_: True)
    assert off.in_week(MONDAY)[0].counts == Counts(extra=1)


def test_two_items_of_one_routine_share_its_runs_in_order() -> None:
    plan = Plan((PlanItem("calf-wall", sides=PlanSides.LEFT), PlanItem("calf-wall", sides=PlanSides.RIGHT)))
    left, right = PlanProgress(plan, [Done(side="right"), Done(side="left")], THURSDAY).on_day(THURSDAY)
    assert left.counts.done == right.counts.done == 1


def test_the_answers_of_a_period_are_those_of_its_practices() -> None:
    (total,) = progress(
        Done(MONDAY, pain=6, pain_after=3, effort=4), Done(pain=5), Done(MONDAY - DAY * 7, pain=9)
    ).in_period(MONDAY, THURSDAY)
    assert (total.pains, total.pains_after, total.efforts) == ((6, 5), (3,), (4,))


done = st.builds(
    Done, day=st.integers(0, 20).map(lambda number: MONDAY + DAY * number), completed=st.booleans(),
    side=st.sampled_from((None, "left", "right", "both")), is_skipped=st.booleans(), hour=st.integers(0, 23),
)  # fmt: skip
items = st.builds(
    PlanItem, st.just("calf-wall"),
    times_a_day=st.integers(1, 3), days_a_week=st.integers(1, 7), sets=st.integers(1, 3),
    weekdays=st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days))),
    sides=st.none() | st.sampled_from(PlanSides),
    from_day=st.none() | st.integers(0, 9).map(lambda number: MONDAY + DAY * number),
    until=st.none() | st.integers(5, 20).map(lambda number: MONDAY + DAY * number),
)  # fmt: skip


@given(st.lists(done, max_size=12), st.lists(items, min_size=1, max_size=3), st.integers(0, 20))
@settings(max_examples=30)
def test_each_planned_time_is_one_of_five_things(practices: list[Done], planned: list[PlanItem], number: int) -> None:
    now = MONDAY + DAY * number
    progressed = PlanProgress(Plan(tuple(planned)), practices, now)
    for each in (*progressed.in_period(MONDAY, MONDAY + DAY * 20), *progressed.on_day(now)):
        counts = each.counts
        parts = (counts.done, counts.part, counts.skipped, counts.not_recorded, counts.to_come)
        assert sum(parts) == counts.planned
        assert min(*parts, counts.extra) >= 0
    assert all(each.counts.to_come == 0 for each in progressed.on_day(now - DAY))
    assert all(each.counts.not_recorded == 0 for each in progressed.on_day(now))


def test_what_was_counted_for_one_day_is_not_taken_for_another() -> None:
    progress = PlanProgress(Plan((PlanItem("calf-wall", from_day=MONDAY),)), [], THURSDAY)
    assert progress.on_day(THURSDAY)[0].counts.to_come == 1
    assert progress.in_week(MONDAY)[0].counts.not_recorded == 3
    later = progress.as_of(THURSDAY + DAY)
    assert later.on_day(THURSDAY)[0].counts.not_recorded == 1
    assert later.in_week(MONDAY)[0].counts.not_recorded == 4
    assert progress.on_day(THURSDAY) is progress.on_day(THURSDAY)  # each item of a long plan asks for each day


def test_what_is_skipped_on_one_side_is_skipped_of_its_own_item() -> None:
    left, right = (PlanItem("calf-wall", sides=each, from_day=MONDAY) for each in (PlanSides.LEFT, PlanSides.RIGHT))
    found = PlanProgress(Plan((left, right)), (Done(is_skipped=True, side="right"),), THURSDAY).on_day(THURSDAY)
    assert [each.counts.skipped for each in found] == [0, 1]
    either = PlanProgress(Plan((left, right)), (Done(is_skipped=True),), THURSDAY).on_day(THURSDAY)
    assert [each.counts.skipped for each in either] == [1, 0]
