"""The randomization test against slow code that shares nothing with it, and against what it must not do."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.trial.randomization_test import compare_weeks
from spasmtui.shared.trials.weeks import draw_order
from tests.shared.test_trial_weeks import allowed_orders

Values = Sequence[Fraction | None]


def slow_p_value(order: Sequence[bool], values: Values, effect: Fraction) -> Fraction | None:
    """The p-value of a constant effect, by its definition; None where the drawn order leaves too few weeks."""
    free = [None if value is None else value - effect * is_on for is_on, value in zip(order, values, strict=True)]

    def difference(labels: Sequence[bool]) -> Fraction | None:
        kinds = [
            [value for label, value in zip(labels, free, strict=True) if label is kind and value is not None]
            for kind in (True, False)
        ]
        if min(map(len, kinds)) < 2:
            return None
        on, off = (sum(kind, Fraction(0)) / len(kind) for kind in kinds)
        return abs(on - off)

    drawn = difference(order)
    if drawn is None:
        return None
    others = [shown for labels in allowed_orders(len(order)) if (shown := difference(labels)) is not None]
    return Fraction(sum(shown >= drawn for shown in others), len(others))


weekly = st.one_of(
    st.none(), st.tuples(st.integers(0, 7), st.integers(4, 7)).map(lambda pair: Fraction(7 * pair[0], pair[1]))
)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.lists(weekly, min_size=6, max_size=8))
def test_the_p_value_is_the_share_of_orders_that_show_as_much(seed: int, values: list[Fraction | None]) -> None:
    order = draw_order(len(values), str(seed))
    found, expected = compare_weeks(order, values), slow_p_value(order, values, Fraction(0))
    if found is not None:
        assert found.p_value == expected


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.lists(weekly, min_size=6, max_size=8))
def test_the_interval_holds_the_effects_that_the_test_does_not_reject(seed: int, values: list[Fraction | None]) -> None:
    check_interval(draw_order(len(values), str(seed)), values)


def test_an_effect_that_just_one_order_in_twenty_reaches_is_outside_the_interval() -> None:
    # Six of 138 orders reach beyond the lower limit, as many as may.
    order = (False, True, True, True, False, False, False, True)
    check_interval(order, [None, *map(Fraction, (3, 4, 5, 7, 6, 6)), None])


def check_interval(order: Sequence[bool], values: Values) -> None:
    """Compare both ends of the interval, from a little inside and outside, with the test by its definition."""
    if (found := compare_weeks(order, values)) is None:
        return
    assert found.low <= found.value <= found.high
    assert found.is_finding is not (found.low <= 0 <= found.high)
    for end, outwards in ((found.low, -1), (found.high, 1)):
        inside, outside = (Fraction(end) + outwards * Fraction(step, 10**6) for step in (-1, 1))
        rejected = slow_p_value(order, values, outside)
        assert rejected is not None
        assert rejected <= Fraction(1, 20)
        if found.low < found.high:
            kept = slow_p_value(order, values, inside)
            assert kept is not None
            assert kept > Fraction(1, 20)


def test_a_plain_difference_has_the_means_and_the_p_value_that_a_hand_finds() -> None:
    order = (True, False, True, True, False, False)
    found = compare_weeks(order, [Fraction(value) for value in (1, 4, 0, 1, 5, 4)])
    assert found is not None
    assert (found.on, found.off, found.p_value) == (Fraction(2, 3), Fraction(13, 3), Fraction(2, 44))
    assert found.is_finding
    assert (found.low, found.high) == pytest.approx((-17 / 3, -8 / 3))


def test_nothing_is_compared_where_no_result_could_be_rare_enough() -> None:
    order = (True, False, True, True, False, False)
    values: list[Fraction | None] = [Fraction(value) for value in (1, 4, 0, 1, 5, 4)]
    assert compare_weeks(order, [*values[:5], None]) is None
    assert compare_weeks(order, [None, *values[1:2], None, *values[3:]]) is None
    assert compare_weeks(order, [None] * 6) is None
