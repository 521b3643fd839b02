"""Small-sample statistics: intervals of shares, an exact test of two shares, and an adjustment for many tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from math import comb, sqrt
from typing import TYPE_CHECKING

from spasmtui.shared.outcomes.eased import score_interval

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIDENCE = 0.95
"""The confidence level of every interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A count out of a total, with the Wilson score interval.

    Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-212;
    recommended for small counts in Newcombe RG, Stat Med 1998;17:857-872.
    """

    count: int
    total: int
    """The number recorded; what was not recorded is in neither number."""
    needs_others: bool = field(default=False, compare=False)
    """True for what tends to be recorded by itself: who writes down cramps alone has a share of 100% whatever the
    nights were like, so there is none until something else was recorded too."""

    @property
    def is_without_others(self) -> bool:
        """True where nothing but what is counted was recorded, and that makes no share."""
        return self.needs_others and 0 < self.total == self.count

    @property
    def value(self) -> float | None:
        """The share that every face shows; None where nothing was recorded, or nothing else."""
        return None if not self.total or self.is_without_others else self.count / self.total

    @property
    def interval(self) -> tuple[float, float] | None:
        """The lower and the upper end of its 95% interval; None where there is no share."""
        return None if self.value is None else self.score_interval

    @property
    def score_interval(self) -> tuple[float, float] | None:
        """The interval by its formula, for a difference of shares; None where nothing was recorded."""
        if not self.total:
            return None
        return score_interval(self.count, self.total)


def difference_interval(one: Share, other: Share) -> tuple[float, float] | None:
    """Return the 95% interval of one share minus another, the hybrid score interval; None where one has no total.

    Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods.
    Stat Med 1998;17:873-890, method 10.
    """
    if one.score_interval is None or other.score_interval is None:
        return None
    p1, p2 = one.count / one.total, other.count / other.total
    (low1, high1), (low2, high2) = one.score_interval, other.score_interval
    low = p1 - p2 - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = p1 - p2 + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return max(-1.0, low), min(1.0, high)


@cache
def fisher_exact_p(one: int, of_one: int, other: int, of_other: int) -> float:
    """Return the two-sided p-value of Fisher's exact test for two shares.

    Fisher RA. On the interpretation of chi-square from contingency tables, and the calculation of P. J R Stat Soc
    1922;85:87-94. Tables exactly as likely as the observed one count as at least as extreme.

    Args:
        one: count of the first share.
        of_one: total of the first share.
        other: count of the second share.
        of_other: total of the second share.
    """
    total, hits = of_one + of_other, one + other
    whole = comb(total, hits)
    observed = comb(of_one, one) * comb(of_other, other)
    ways = (
        comb(of_one, count) * comb(of_other, hits - count)
        for count in range(max(0, hits - of_other), min(of_one, hits) + 1)
    )
    return sum(way for way in ways if way <= observed) / whole


def holm_adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return Holm-adjusted p-values in input order; a threshold on them bounds the family-wise error rate.

    Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat 1979;6:65-70.
    """
    order = sorted(range(len(p_values)), key=lambda index: p_values[index])
    adjusted: dict[int, float] = {}
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, p_values[index] * (len(p_values) - rank)))
        adjusted[index] = highest
    return tuple(adjusted[index] for index in range(len(p_values)))
