"""What a count of few can say: intervals for shares, an exact test for two, and care when many are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import comb, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CONFIDENCE = 0.95
"""Of the intervals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of how many, with the Wilson score interval.

    Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-212;
    recommended for small counts in Newcombe RG, Stat Med 1998;17:857-872.
    """

    count: int
    of: int
    """How many were recorded; what was not recorded is in neither number."""

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The lower and the upper end of the 95% interval, None of nothing."""
        if not self.of:
            return None
        z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
        share, squared = self.count / self.of, z * z / self.of
        middle = (share + squared / 2) / (1 + squared)
        half = z / (1 + squared) * sqrt(share * (1 - share) / self.of + squared / (4 * self.of))
        return max(0.0, middle - half), min(1.0, middle + half)


def difference_interval(one: Share, other: Share) -> tuple[float, float] | None:
    """The 95% interval of one share minus another: the hybrid score interval.

    Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods.
    Stat Med 1998;17:873-890, method 10.
    """
    if one.interval is None or other.interval is None:
        return None
    p1, p2 = one.count / one.of, other.count / other.of
    (low1, high1), (low2, high2) = one.interval, other.interval
    low = p1 - p2 - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = p1 - p2 + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return max(-1.0, low), min(1.0, high)


@cache
def fisher_exact_p(one: int, of_one: int, other: int, of_other: int) -> float:
    """How often two shares differ at least so much when nothing lies behind it: Fisher's exact test, two-sided.

    Fisher RA. On the interpretation of chi-square from contingency tables, and the calculation of P. J R Stat Soc
    1922;85:87-94. Tables as likely as the one found, up to rounding, count as at least so unlikely.
    """
    total, hits = of_one + of_other, one + other
    whole = comb(total, hits)
    found = comb(of_one, one) * comb(of_other, other)
    ways = (
        comb(of_one, count) * comb(of_other, hits - count)
        for count in range(max(0, hits - of_other), min(of_one, hits) + 1)
    )
    return min(1.0, sum(way for way in ways if way <= found) / whole)


def holm_adjusted(chances: Sequence[float]) -> tuple[float, ...]:
    """Each chance after the others were looked at too, so that all together mislead in at most 5 of 100 diaries.

    Holm S. A simple sequentially rejective multiple test procedure. Scand J Stat 1979;6:65-70.
    """
    order = sorted(range(len(chances)), key=lambda index: chances[index])
    result = [1.0] * len(chances)
    highest = 0.0
    for rank, index in enumerate(order):
        highest = max(highest, min(1.0, chances[index] * (len(chances) - rank)))
        result[index] = highest
    return tuple(result)
