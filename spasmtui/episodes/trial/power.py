"""Tell before a trial begins how likely it is to find a halving of the cramps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial._power import FOUND, RATES
from spasmtui.shared.trials.weeks import DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.episodes.model.night_rows import NightRow

ASSUMED_RATE = 3
"""What a week has where the diary does not say it."""
FEWEST_NIGHTS = 14
"""Recorded nights from which the diary's own rate is used."""
RECENT_NIGHTS = 56
"""The nights that it is taken from: the last eight weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualRate:
    """The nights and cramps of a week without the routine, as far as they are known."""

    value: float
    """For seven recorded nights."""
    recorded: int = 0
    """The recorded nights it comes from; 0 where it is only assumed."""


def usual_rate(rows: Sequence[NightRow], measure: Measure) -> UsualRate:
    """Return the rate of the diary's recent nights, or an assumed one.

    Args:
        rows: the nights, newest first.
        measure: what is counted.
    """
    nights = [cramps for row in rows[:RECENT_NIGHTS] if (cramps := row.night_cramps) is not None]
    # Who records cramps alone has one in every recorded night, whatever the other nights were like.
    if len(nights) < FEWEST_NIGHTS or 0 not in nights:
        return UsualRate(value=ASSUMED_RATE)
    counted = sum(map(bool, nights)) if measure is Measure.NIGHTS else sum(nights)
    return UsualRate(value=DAYS * counted / len(nights), recorded=len(nights))


def trials_that_find_a_halving(weeks: int, measure: Measure, rate: float) -> int | None:
    """Return how many of a hundred trials find a halving at least; None where the rate is below the table.

    More weeks and a higher rate find more, so the row and the column below are a lower bound. The table is simulated by
    `tools/trial_power.py`: nights that do not depend on each other, all of them recorded.
    """
    rates = RATES[measure.value]
    columns = [place for place, known in enumerate(rates) if known <= rate]
    rows = [known for known in FOUND[measure.value] if known <= weeks]
    return FOUND[measure.value][max(rows)][max(columns)] if columns and rows else None
