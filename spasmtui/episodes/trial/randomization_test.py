"""Compare on weeks with off weeks by a randomization test, and give the difference with the interval of that test.

The test asks how many of the orders that could have been drawn would have shown a difference at least as large, had the
routine no effect: Edgington ES, Onghena P. Randomization Tests. 4th ed. Chapman & Hall/CRC; 2007. The interval holds
all constant effects that the test does not reject, by inversion: Garthwaite PH. Confidence intervals from randomization
tests. Biometrics 1996;52:1387-1393; it is found exactly, from one pass over the orders, as in Nguyen MD. Nonparametric
inference using randomization and permutation reference distribution and their Monte-Carlo approximation. Thesis,
Portland State University; 2009.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from spasmtui.shared.trials.weeks import Beginning

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVEL = Fraction(1, 20)
"""The level of the test, and one minus the confidence of the interval."""
FEWEST_OF_A_KIND = 2
"""Weeks of each kind that must have a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The mean of the on weeks minus that of the off weeks."""

    on: Fraction
    """The mean of the on weeks that have a value."""
    off: Fraction
    low: float
    """The lower end of the 95% interval of the difference."""
    high: float
    at_least_as_large: int
    """The orders that would have shown a difference at least as large, the drawn one included."""
    orders: int
    """The orders that could have been drawn, and would have left enough weeks of each kind with a value."""

    @property
    def value(self) -> Fraction:
        """The difference."""
        return self.on - self.off

    @property
    def p_value(self) -> Fraction:
        """The two-sided p-value."""
        return Fraction(self.at_least_as_large, self.orders)

    @property
    def is_finding(self) -> bool:
        """True if the p-value is at most 5%; the interval does not contain 0 then."""
        return self.p_value <= LEVEL


class _Sums(NamedTuple):
    """The sums of an order, over the weeks that have a value."""

    weeks: int
    """The on weeks."""
    total: int
    """The sum of the values of the on weeks."""
    agreeing: int
    """The on weeks that are on weeks of the drawn order too."""


def compare_weeks(order: Sequence[bool], values: Sequence[Fraction | None]) -> Difference | None:
    """Return the difference between on and off weeks; None where no result could reach the level.

    Args:
        order: the drawn kinds of the weeks, True for an on week.
        values: the measure of each week; None where too little is recorded.
    """
    known = [value for value in values if value is not None]
    unit = lcm(*(value.denominator for value in known))
    scaled = [None if value is None else int(value * unit) for value in values]
    drawn = _sums_of(order, order, scaled)
    if min(drawn.weeks, len(known) - drawn.weeks) < FEWEST_OF_A_KIND:
        return None
    # Which orders leave enough weeks depends on the weeks without a value alone, so that the drawn one is still any
    # of them with the same chance.
    reference = {
        sums: count
        for sums, count in _all_sums(order, scaled).items()
        if min(sums.weeks, len(known) - sums.weeks) >= FEWEST_OF_A_KIND
    }
    limits = _limits(drawn, reference, len(known), sum(value for value in scaled if value is not None))
    if limits is None:
        return None
    low, high, at_least_as_large = limits
    total = sum(known)
    on = Fraction(drawn.total, unit)
    return Difference(
        on=on / drawn.weeks,
        off=(total - on) / (len(known) - drawn.weeks),
        low=low / unit,
        high=high / unit,
        at_least_as_large=at_least_as_large,
        orders=sum(reference.values()),
    )


def _sums_of(order: Sequence[bool], drawn: Sequence[bool], values: Sequence[int | None]) -> _Sums:
    on = [
        (value, is_drawn)
        for is_on, is_drawn, value in zip(order, drawn, values, strict=True)
        if is_on and value is not None
    ]
    return _Sums(len(on), sum(value for value, _ in on), sum(is_drawn for _, is_drawn in on))


def _all_sums(drawn: Sequence[bool], values: Sequence[int | None]) -> dict[_Sums, int]:
    """Return what every order comes to, with the number of orders that come to the same: 20 weeks have 172,454.

    The orders grow week by week, and those that go on alike are counted together.
    """
    growing: dict[tuple[int, int, int, int], int] = {(0, 0, 0, 0): 1}
    for ways, is_drawn, value in zip(_ways(len(values)), drawn, values, strict=True):
        grown: defaultdict[tuple[int, int, int, int], int] = defaultdict(int)
        for (beginning, on, total, agreeing), count in growing.items():
            for is_on, following in ways[beginning]:
                if is_on and value is not None:
                    grown[following, on + 1, total + value, agreeing + is_drawn] += count
                else:
                    grown[following, on, total, agreeing] += count
        growing = grown
    found: defaultdict[_Sums, int] = defaultdict(int)
    for (_, *sums), count in growing.items():
        found[_Sums(*sums)] += count
    return found


@lru_cache(maxsize=16)
def _ways(weeks: int) -> tuple[tuple[tuple[tuple[bool, int], ...], ...], ...]:
    """Return how orders may go on: by week and beginning, the kinds that may follow, each with the next beginning.

    A beginning is its place among those of as many weeks, as `Beginning` tells them apart.
    """
    found = []
    beginnings = [Beginning()]
    for left in range(weeks - 1, -1, -1):
        following: dict[Beginning, int] = {}
        found.append(
            tuple(
                tuple(
                    (is_on, following.setdefault(longer, len(following)))
                    for is_on in (False, True)
                    if (longer := beginning.then(is_on=is_on)).is_allowed(weeks, left)
                )
                for beginning in beginnings
            )
        )
        beginnings = [*following]
    return tuple(found)


def _limits(drawn: _Sums, reference: dict[_Sums, int], weeks: int, total: int) -> tuple[float, float, int] | None:
    """Return both limits and the number of orders whose difference is at least as large; None without finite limits.

    Let an order z have the difference A_z, and the drawn order's labels the difference B_z when they are sorted by z.
    With a constant effect e the order shows A_z - e B_z where the drawn one shows D - e. It is at least as far from 0
    for all e between (D - A_z) / (1 - B_z) and (D + A_z) / (1 + B_z), which D lies between. So the p-value rises up to
    D and falls from there, and its limits are the ends of these stretches at which it passes the level. All is counted
    in integers, so that equal differences are equal.
    """
    scale = drawn.weeks * (weeks - drawn.weeks)
    difference = drawn.total * weeks - total * drawn.weeks
    lows: list[tuple[float, int]] = []
    highs: list[tuple[float, int]] = []
    orders = always = at_least_as_large = 0
    for sums, count in reference.items():
        own_scale = sums.weeks * (weeks - sums.weeks)
        shown = sums.total * weeks - total * sums.weeks
        alike = sums.agreeing * weeks - drawn.weeks * sums.weeks
        orders += count
        if abs(shown) * scale >= abs(difference) * own_scale:
            at_least_as_large += count
        if abs(alike) == own_scale:  # the drawn order itself or its opposite, in the weeks that have a value
            always += count
            continue
        ends = (
            (difference * own_scale - shown * scale) / (scale * (own_scale - alike)),
            (difference * own_scale + shown * scale) / (scale * (own_scale + alike)),
        )
        lows.append((min(ends), count))
        highs.append((-max(ends), count))
    most = int(LEVEL * orders) - always
    """The further orders that may reach beyond a limit."""
    if most < 0 or not lows:
        return None
    return _first_beyond(lows, most), -_first_beyond(highs, most), at_least_as_large


def _first_beyond(ends: list[tuple[float, int]], most: int) -> float:
    """Return the first end, in rising order, up to which there are more than so many orders."""
    rising = sorted(ends)
    counts = accumulate(count for _, count in rising)
    return next(end for (end, _), count in zip(rising, counts, strict=True) if count > most)
