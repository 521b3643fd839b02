"""The order of a trial of one: drawn from all orders that are allowed, and the same whenever it is drawn again."""

from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import groupby, product

from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS
from spasmtui.shared.trials.weeks import TrialWeeks, count_orders, draw_order, is_off_week, is_on_week

MONDAY = date(2026, 11, 30)


@cache
def allowed_orders(weeks: int) -> set[tuple[bool, ...]]:
    """All orders of so many weeks, by the rules as they are written on the page."""
    return {
        order
        for order in product((False, True), repeat=weeks)
        if max(len([*alike]) for _, alike in groupby(order)) <= 3 and abs(2 * sum(order) - weeks) <= 2
    }


def test_every_allowed_order_is_drawn_as_often_as_any_other() -> None:
    drawn = Counter(draw_order(6, str(seed)) for seed in range(4400))
    assert set(drawn) == allowed_orders(6)
    # Of 100 expected, with a standard deviation of 10.
    assert 60 < min(drawn.values()) <= max(drawn.values()) < 140


def test_the_orders_are_as_many_as_the_rules_allow() -> None:
    weeks = range(FEWEST_WEEKS, 13)
    assert [count_orders(each) for each in weeks] == [len(allowed_orders(each)) for each in weeks]
    assert count_orders(MOST_WEEKS) == 172_454


def test_even_the_fewest_weeks_have_orders_enough_for_a_level_of_a_twentieth_on_both_sides() -> None:
    assert 2 / count_orders(FEWEST_WEEKS) <= 1 / 20 < 2 / count_orders(FEWEST_WEEKS - 1)


def test_an_order_is_drawn_again_from_its_seed_by_every_later_version() -> None:
    said = {weeks: "".join("+-"[not is_on] for is_on in draw_order(weeks, "8161")) for weeks in (6, 8, 20)}
    assert said == {6: "+--+++", 8: "+-+--+-+", 20: "-++---+--+++--+-++--"}


def test_a_day_is_in_the_week_that_its_evening_is_in_and_in_none_outside_the_trial() -> None:
    trial = TrialWeeks("bedtime-prevention", MONDAY, 6, "8161")
    days = [MONDAY + timedelta(days=back) for back in range(-1, 43)]
    kinds = [(is_on_week(trial, day), is_off_week(trial, day)) for day in days]
    order = draw_order(6, "8161")
    assert kinds == [(False, False), *((is_on, not is_on) for is_on in order for _ in range(7)), (False, False)]
    assert trial.last_day == MONDAY + timedelta(days=41)


def test_a_trial_that_was_ended_has_no_off_week_from_that_day_on() -> None:
    order = draw_order(6, "8161")
    off = MONDAY + timedelta(days=7 * order.index(False))
    ended = TrialWeeks("bedtime-prevention", MONDAY, 6, "8161", ended_on=off + timedelta(days=2))
    assert [is_off_week(ended, off + timedelta(days=day)) for day in range(4)] == [True, True, False, False]
