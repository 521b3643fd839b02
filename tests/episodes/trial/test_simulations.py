"""Thousands of trials of people in whom nothing lies behind anything, and of people whom the routine helps."""

import random
from collections.abc import Callable

import pytest

from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial.outcome import depends_on_missing
from spasmtui.episodes.trial.power import trials_that_find_a_halving
from spasmtui.episodes.trial.randomization_test import compare_weeks
from spasmtui.episodes.trial.week_records import WeekRecord
from spasmtui.shared.trials.weeks import TrialWeeks, draw_order
from tests.shared.test_trial_weeks import MONDAY
from tests.support.cases import with_each

TRIALS = 1000
MOST_FINDINGS = 50
"""Of a thousand trials without an effect: the level of 5%."""

Nights = Callable[[random.Random, tuple[bool, ...]], list[int | None]]
"""What gives the cramps of all nights of a trial, by the kinds of its weeks."""


def findings(
    nights_of: Nights, *, weeks: int, measure: Measure = Measure.NIGHTS, are_sure: bool = False
) -> tuple[int, int]:
    """The trials of a thousand that show a difference, and those in which there was enough to compare.

    Args:
        nights_of: gives the nights.
        weeks: the weeks of each trial.
        measure: what is compared.
        are_sure: leave out the differences of which the page says that missing nights could undo them.
    """
    dice = random.Random(16)
    shown = compared = 0
    for _ in range(TRIALS):
        order = draw_order(weeks, f"{dice.getrandbits(48)}")
        nights = nights_of(dice, order)
        records: list[WeekRecord] = []
        for week, is_on in enumerate(order):
            first = TrialWeeks("", MONDAY, weeks, "").first_day_of(week)
            record = WeekRecord(
                first_day=first, is_on=is_on, nights=tuple(nights[7 * week : 7 * week + 7]), practised=0
            )
            records.append(record)
        found = compare_weeks(order, [record.value(measure) for record in records])
        compared += found is not None
        is_named = are_sure and found is not None and depends_on_missing(measure, records, found)
        shown += found is not None and found.is_finding and not is_named
    return shown, compared


def independent(rate: float, effect: float = 1.0, missing: float = 0.0) -> Nights:
    """Nights that do not depend on each other: a cramp with a chance, times the effect in on weeks."""

    def nights(dice: random.Random, order: tuple[bool, ...]) -> list[int | None]:
        return [
            None if dice.random() < missing else int(dice.random() < rate * (effect if is_on else 1))
            for is_on in order
            for _ in range(7)
        ]

    return nights


def in_clusters(dice: random.Random, order: tuple[bool, ...]) -> list[int | None]:
    """Nights of which a bad one is mostly followed by a bad one."""
    nights: list[int | None] = []
    is_bad = dice.random() < 0.4
    for _ in range(7 * len(order)):
        is_bad = dice.random() < (0.85 if is_bad else 0.1)
        nights.append(int(is_bad))
    return nights


def with_a_trend(dice: random.Random, order: tuple[bool, ...]) -> list[int | None]:
    """Nights that get better from week to week by themselves: from 6 a week to 1."""
    count = 7 * len(order)
    return [int(dice.random() < (6 - 5 * night / count) / 7) for night in range(count)]


def in_bad_weeks(dice: random.Random, order: tuple[bool, ...]) -> list[int | None]:
    """Cramps of which a bad week has several a night, and one night in four is not recorded."""
    return [
        None if dice.random() < 0.25 else min(5, int(dice.expovariate(1 / scale)))
        for scale in (dice.choice((0.3, 0.8, 3.0)) for _ in order)
        for _ in range(7)
    ]


@pytest.mark.long
@with_each(
    "nights_of, weeks, measure",
    [
        (independent(3 / 7), 6, Measure.NIGHTS),
        (independent(3 / 7), 8, Measure.NIGHTS),
        (independent(1 / 7, missing=0.3), 8, Measure.NIGHTS),
        (in_clusters, 8, Measure.NIGHTS),
        (with_a_trend, 8, Measure.NIGHTS),
        (in_bad_weeks, 10, Measure.CRAMPS),
    ],
    ids=["6 weeks", "8 weeks", "3 nights of 10 missing", "clusters", "a trend", "bad weeks"],
)
def test_without_an_effect_at_most_one_trial_in_twenty_shows_a_difference(
    nights_of: Nights, weeks: int, measure: Measure
) -> None:
    shown, compared = findings(nights_of, weeks=weeks, measure=measure)
    assert shown <= MOST_FINDINGS
    assert compared > TRIALS / 3


def recorded_by_kind(dice: random.Random, order: tuple[bool, ...]) -> list[int | None]:
    """Nights of which those without a cramp are written down always in on weeks, and in off weeks six times in ten."""
    nights = [(is_on, int(dice.random() < 3 / 7)) for is_on in order for _ in range(7)]
    return [None if not (is_on or night) and dice.random() < 0.4 else night for is_on, night in nights]


@pytest.mark.long
def test_a_difference_that_recording_alone_makes_is_named_as_one_that_rests_on_missing_nights() -> None:
    assert findings(recorded_by_kind, weeks=8)[0] > MOST_FINDINGS
    assert findings(recorded_by_kind, weeks=8, are_sure=True)[0] <= MOST_FINDINGS


@pytest.mark.long
def test_a_halving_is_found_at_least_as_often_as_is_told_before_a_trial_begins() -> None:
    for weeks, rate in ((8, 3), (12, 3)):
        shown, _ = findings(independent(rate / 7, effect=0.5), weeks=weeks)
        told = trials_that_find_a_halving(weeks, Measure.NIGHTS, rate)
        assert told is not None
        assert shown / TRIALS >= told / 100


@pytest.mark.long
def test_a_routine_that_works_on_into_off_weeks_is_found_less_often() -> None:
    def carried_over(dice: random.Random, order: tuple[bool, ...]) -> list[int | None]:
        rates = [3 / 7 * (0.5 if is_on or (week and order[week - 1]) else 1) for week, is_on in enumerate(order)]
        return [int(dice.random() < rate) for rate in rates for _ in range(7)]

    assert findings(carried_over, weeks=8)[0] < findings(independent(3 / 7, effect=0.5), weeks=8)[0]
