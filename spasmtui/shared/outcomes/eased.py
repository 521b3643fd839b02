"""Say how often a cramp was gone or mostly gone after what was tried: counts, a share with its interval, or a refusal.

One function for every face, so that all say the same numbers. What was tried and what followed were seen together; a
cramp also goes by itself, and no sentence says what did it.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

FEWEST_FOR_SHARE = 5
"""Recorded answers from which a share is shown: with fewer its interval covers half of all shares or more."""
_Z = 1.959963984540054
"""The quantile of the normal distribution for a confidence of 95%."""


class EasedShare(NamedTuple):
    """A share with its interval, in whole percent."""

    percent: int
    low: int
    high: int


def score_interval(count: int, total: int) -> tuple[float, float]:
    """Return the 95% Wilson score interval of a share; `total` is at least 1.

    Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-212;
    recommended for small counts in Newcombe RG, Stat Med 1998;17:857-872.
    """
    share, squared = count / total, _Z * _Z / total
    middle = (share + squared / 2) / (1 + squared)
    half = _Z / (1 + squared) * sqrt(share * (1 - share) / total + squared / (4 * total))
    return max(0.0, middle - half), min(1.0, middle + half)


def eased_share(eased: int, recorded: int) -> EasedShare | None:
    """Return the share of recorded answers after which it was gone or mostly gone; None where they are too few."""
    if recorded < FEWEST_FOR_SHARE:
        return None
    return EasedShare(*(round(100 * share) for share in (eased / recorded, *score_interval(eased, recorded))))


def eased_words(eased: int, recorded: int, period: str = "") -> str:
    """Return `gone or mostly gone in 9 of 12 recorded (75%, 95% interval 47% to 91%)`, or why there is no share.

    Args:
        eased: the answers `gone` and `most`.
        recorded: all answers.
        period: words such as ` in 12 weeks` behind the counts.
    """
    counts = f"gone or mostly gone in {eased} of {recorded} recorded{period}"
    if (share := eased_share(eased, recorded)) is None:
        return f"{counts}; a share is shown from {FEWEST_FOR_SHARE}"
    return f"{counts} ({share.percent}%, 95% interval {share.low}% to {share.high}%)"


def eased_lead(place: str, name: str) -> str:
    """Return `Calf, after Night calf cramp: rescue`."""
    return f"{place[:1].upper()}{place[1:]}, after {name}"


def eased_sentence(place: str, name: str, eased: int, recorded: int) -> str:
    """Return the whole sentence about what was tried at a place.

    Args:
        place: the place in words.
        name: the title of a routine, or a remedy as the person's own.
        eased: the answers `gone` and `most`.
        recorded: all answers.
    """
    return f"{eased_lead(place, name)}: the cramp was {eased_words(eased, recorded)}."
