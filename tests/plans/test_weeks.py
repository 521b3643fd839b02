"""The table of weeks: what a day's mark says, and which weeks there are."""

from datetime import date, timedelta

from spasmtui.plans.weeks import ASCII_SIGNS, SIGNS, Mark, mark_of, week_of, week_words, weeks_of
from spasmtui.shared.plans.model import Plan, PlanItem
from spasmtui.shared.plans.progress import Counts, PlanProgress
from tests.shared.plans.test_progress import DAY, MONDAY, THURSDAY, Done
from tests.support.cases import with_each

CALF = PlanItem("calf-wall", from_day=MONDAY)


def progress(*done: Done, item: PlanItem = CALF, today: date = THURSDAY) -> PlanProgress:
    return PlanProgress(Plan((item,)), done, today)


def test_a_week_has_a_mark_for_each_thing_that_can_have_become_of_a_day() -> None:
    done = (Done(MONDAY), Done(MONDAY + DAY, completed=False))
    week = week_of(progress(*done), CALF, MONDAY)
    assert week is not None
    assert week.marks == (Mark.DONE, Mark.PART, Mark.NOT_RECORDED, Mark.DUE, None, None, None)
    skipped = week_of(progress(Done(is_skipped=True)), CALF, MONDAY)
    assert skipped is not None
    assert skipped.marks[3] is Mark.SKIPPED


@with_each(
    ("counts", "mark"),
    [
        (Counts(planned=2, done=2), Mark.DONE),
        (Counts(planned=2, done=1, to_come=1), Mark.PART),
        (Counts(planned=2, done=1, skipped=1), Mark.PART),
        (Counts(planned=1, skipped=1), Mark.SKIPPED),
        (Counts(planned=2, skipped=1, to_come=1), Mark.DUE),
        (Counts(planned=2, skipped=1, not_recorded=1), Mark.SKIPPED),
        (Counts(extra=1), Mark.EXTRA),
        (Counts(), None),
    ],
)
def test_the_mark_of_a_day_follows_from_its_counts(counts: Counts, mark: Mark | None) -> None:
    assert mark_of(counts, THURSDAY, THURSDAY) is mark


def test_no_two_marks_are_alike_without_colour() -> None:
    for signs in (SIGNS, ASCII_SIGNS):
        assert set(signs) == set(Mark)
        assert len(set(signs.values())) == len(Mark)
    assert "".join(ASCII_SIGNS.values()).isascii()


def test_weeks_begin_with_the_first_day_of_an_item_and_end_with_its_last() -> None:
    item = PlanItem("calf-wall", from_day=MONDAY - 10 * DAY, until=MONDAY - DAY)
    mondays = [week.monday for week in weeks_of(progress(item=item), item)]
    assert mondays == [MONDAY - 7 * DAY, MONDAY - 14 * DAY]


def test_without_a_first_day_no_week_before_the_first_record_is_called_not_recorded() -> None:
    item = PlanItem("calf-wall")
    assert [week.monday for week in weeks_of(progress(item=item), item)] == [MONDAY]
    mondays = [week.monday for week in weeks_of(progress(Done(MONDAY - 14 * DAY), item=item), item)]
    assert mondays == [MONDAY, MONDAY - timedelta(weeks=1), MONDAY - timedelta(weeks=2)]


def test_a_week_is_counted_with_its_parts() -> None:
    assert week_words(Counts(7, 5, 1, 0, 1, 0, 0)) == "5 of 7 done · 1 in part, 1 not recorded"
    assert week_words(Counts(7, 7, extra=2)) == "7 of 7 done · 2 more than planned"
    assert week_words(Counts(planned=7, to_come=7)) == "0 of 7 done · 7 to come"
    assert week_words(Counts()) == "not planned"
    assert week_words(Counts(extra=2)) == "not planned, done 2"
