"""Small-sample statistics against published figures and against slow code that shares nothing with them."""

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.episodes.insights.statistics import Share, difference_interval, fisher_exact_p, holm_adjusted
from tests.support.cases import with_each


def test_the_interval_of_a_share_is_wilson_s() -> None:
    # Newcombe 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    ends = [Share(count=count, total=of).interval for count, of in [(81, 263), (15, 148), (0, 20), (1, 29)]]
    assert [tuple(round(end, 4) for end in each or ()) for each in ends] == [
        (0.2553, 0.3662), (0.0624, 0.1605), (0.0, 0.1611), (0.0061, 0.1718),
    ]  # fmt: skip
    assert Share(count=0, total=0).interval is None


def test_the_interval_of_a_difference_is_the_hybrid_score_one() -> None:
    # Newcombe 1998, table II, method 10: 56 of 70 and 48 of 80; 9 of 10 and 3 of 10.
    pairs = [((56, 70), (48, 80)), ((9, 10), (3, 10))]
    ends = [difference_interval(Share(count=a, total=m), Share(count=b, total=n)) for (a, m), (b, n) in pairs]
    assert [tuple(round(end, 4) for end in each or ()) for each in ends] == [(0.0524, 0.3339), (0.1705, 0.809)]


def test_the_chance_is_fisher_s() -> None:
    # The lady tasting tea: 3 of 4 against 1 of 4; and the table of identical twins, 10 of 13 against 2 of 17.
    assert round(fisher_exact_p(3, 4, 1, 4), 4) == 0.4857
    assert round(fisher_exact_p(10, 13, 2, 17), 6) == 0.000537


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12))
def test_a_chance_lies_between_0_and_1_and_does_not_depend_on_the_order(a: int, b: int, c: int, d: int) -> None:
    value = fisher_exact_p(a, a + b, c, c + d)
    assert 0 < value <= 1
    assert value == pytest.approx(fisher_exact_p(c, c + d, a, a + b))


def test_chances_are_adjusted_in_steps_and_never_fall_below_a_smaller_one() -> None:
    assert holm_adjusted([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm_adjusted([]) == ()


def test_a_share_of_nothing_has_no_value_and_no_interval() -> None:
    assert Share(count=0, total=0).value is None
    assert Share(count=0, total=0).interval is None
    assert Share(count=1, total=4).value == 0.25
    assert Share(count=0, total=1).value == 0.0
    assert Share(count=0, total=1).interval is not None


def test_an_interval_never_leaves_0_to_1_and_holds_its_share() -> None:
    for count, total in ((share, whole) for whole in range(1, 120) for share in (0, whole // 3, whole)):
        low, high = Share(count=count, total=total).interval or (9.0, -9.0)
        assert 0.0 <= low <= count / total + 1e-12
        assert count / total - 1e-12 <= high <= 1.0


def test_a_difference_with_nothing_on_one_side_has_no_interval() -> None:
    some, none = Share(count=1, total=4), Share(count=0, total=0)
    assert difference_interval(some, none) is None
    assert difference_interval(none, some) is None


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_difference_the_other_way_round_is_its_mirror_image(a: int, b: int, c: int, d: int) -> None:
    one, other = Share(count=a, total=a + b + 1), Share(count=c, total=c + d + 1)
    low, high = difference_interval(one, other) or (9.0, -9.0)
    assert difference_interval(other, one) == pytest.approx((-high, -low))
    assert -1.0 <= low <= high <= 1.0


def test_a_difference_of_everything_and_nothing_ends_at_1() -> None:
    low, high = difference_interval(Share(count=10, total=10), Share(count=0, total=10)) or (0.0, 0.0)
    assert (round(low, 4), high) == (0.6075, 1.0)
    low, high = difference_interval(Share(count=5, total=10), Share(count=5, total=10)) or (0.0, 0.0)
    assert (round(low, 4), round(high, 4)) == (-0.3725, 0.3725)


def slow_fisher(one: int, of_one: int, other: int, of_other: int) -> Fraction:
    """Add the probabilities of every table with the same margins that is no likelier than this one."""
    hits, everyone = one + other, of_one + of_other
    tables = [(count, hits - count) for count in range(hits + 1) if count <= of_one and 0 <= hits - count <= of_other]
    likelihood = {
        (count, rest): Fraction(comb(of_one, count) * comb(of_other, rest), comb(everyone, hits))
        for count, rest in tables
    }
    return sum((value for value in likelihood.values() if value <= likelihood[one, other]), start=Fraction())


@with_each(("of_one", "of_other"), list(product((0, 1, 2, 5, 7), repeat=2)))
def test_every_small_table_has_the_p_value_that_adding_up_its_margins_gives(of_one: int, of_other: int) -> None:
    for one, other in product(range(of_one + 1), range(of_other + 1)):
        assert fisher_exact_p(one, of_one, other, of_other) == pytest.approx(
            float(slow_fisher(one, of_one, other, of_other))
        )


def test_an_adjusted_p_value_is_at_most_1_and_alone_it_stays_what_it_is() -> None:
    assert holm_adjusted([0.03]) == (0.03,)
    assert holm_adjusted([0.6, 0.9]) == (1.0, 1.0)
    assert holm_adjusted([0.9, 0.02]) == (0.9, 0.04)
    assert holm_adjusted([0.0, 0.5]) == (0.0, 0.5)
