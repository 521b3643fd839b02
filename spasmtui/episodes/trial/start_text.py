"""Say before a trial begins what is agreed to, and how likely it is to find anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial.outcome import unit_of
from spasmtui.episodes.trial.power import RECENT_NIGHTS, trials_that_find_a_halving
from spasmtui.episodes.trial.week_records import FEWEST_RECORDED, weeks_of
from spasmtui.shared.formats import day_name, many, number
from spasmtui.shared.trials.limits import FEWEST_WEEKS, MOST_WEEKS
from spasmtui.shared.trials.weeks import DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spasmtui.episodes.model.trial import Trial
    from spasmtui.episodes.trial.power import UsualRate

TOLD_FROM_HOUR = 18
"""The hour of the evening before a week, from which its kind is told."""


def start_lines(trial: Trial, title: str, rate: UsualRate, cautions: Sequence[str]) -> list[str]:
    """Return what a person agrees to, one paragraph a line.

    Args:
        trial: the trial.
        title: the routine's title.
        rate: what a week has without the routine, as far as it is known.
        cautions: those of the routine.
    """
    weeks = weeks_of(trial)
    first, last = day_name(weeks.first_day, has_year=True), day_name(weeks.last_day, has_year=True)
    return [
        f"Trial of {title}: {trial.weeks} weeks, from {first} to {last}.",
        *power_lines(trial, rate),
        (
            "In an on week you do the routine every evening; in an off week you leave it out. Chance draws the order. "
            f"You can see which kind a week is from {TOLD_FROM_HOUR}:00 on the evening before it begins."
        ),
        "A cramp gets relief at any time, in off weeks too: that changes nothing in the trial.",
        (
            f"The measure, which stays: {unit_of(trial.measure)}, of the nights recorded. A night with nothing "
            "recorded is missing, never free, so record the nights without a cramp too, in both kinds of week alike. "
            f"A week with fewer than {FEWEST_RECORDED} recorded nights is left out."
        ),
        "On and off weeks are compared at the end and not before. A trial that is ended early shows no comparison.",
        (
            "The order follows from a seed that is kept in the diary: whoever works it out knows the weeks to come, "
            "and may change a week because of that. Leave it until the end."
        ),
        (
            "If a physiotherapist or a doctor has asked you to do this routine, ask them first whether you may leave "
            "it out for weeks."
        ),
        *([f"Cautions of the routine: {' '.join(cautions)}"] if cautions else []),
    ]


def power_lines(trial: Trial, rate: UsualRate) -> list[str]:
    """Return how likely the trial is to find a halving."""
    unit = unit_of(trial.measure)
    if rate.recorded:
        known = (
            f"In the last {RECENT_NIGHTS // DAYS} weeks {many(rate.recorded, 'night')} are recorded, with "
            f"{number(rate.value)} {unit} for every {DAYS}."
        )
    else:
        known = (
            f"The diary has too few recorded nights to tell your usual week. Take a week of {number(rate.value)} "
            f"{unit}, for example."
        )
    found = trials_that_find_a_halving(trial.weeks, trial.measure, rate.value)
    longest = trials_that_find_a_halving(MOST_WEEKS, trial.measure, rate.value)
    if found is None or longest is None:
        least = "less than one night with a cramp" if trial.measure is Measure.NIGHTS else "less than one cramp"
        return [f"{known} With {least} a week no length up to {MOST_WEEKS} weeks is likely to find even a halving."]
    more = f", and {MOST_WEEKS} weeks in about {longest}" if trial.weeks < MOST_WEEKS else ""
    lines = [
        (
            f"{known} If the routine halves them, {trial.weeks} weeks find it in about {found} of 100 such "
            f"trials{more}. The others say that there is no clear difference, although there is one. That "
            "is with every night recorded and the full effect from the first night. Real trials find less, down to "
            "half of that where weeks differ much by themselves."
        )
    ]
    if trial.weeks == FEWEST_WEEKS:
        lines.append(f"With {FEWEST_WEEKS} weeks nothing is compared unless every week has enough recorded nights.")
    return lines
