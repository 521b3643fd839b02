"""Judge a trial at its end: the difference of its weeks, or the reason why none is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from spasmtui.episodes.model.night import night_of
from spasmtui.episodes.model.trial import Measure
from spasmtui.episodes.trial.randomization_test import compare_weeks
from spasmtui.episodes.trial.week_records import count_weeks, is_running, planned_end, was_stopped, weeks_of
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.trials.weeks import DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.episodes.model.trial import Trial
    from spasmtui.episodes.trial.randomization_test import Difference
    from spasmtui.episodes.trial.week_records import WeekRecord

FEWEST_OF_EACH = 5
"""Nights with a cramp, and nights without one, that a comparison needs in all."""


class Refusal(StrEnum):
    """The reason why no difference is shown."""

    NOT_OVER = "not-over"
    """Its last night is not over: nothing is compared before the end."""
    STOPPED = "stopped"
    """The person ended it early, perhaps because of how it went."""
    TWO_AT_ONCE = "two-at-once"
    """Another trial went on at the same time, begun on another device: what one did the other cannot know."""
    FEW_CRAMPS = "few-cramps"
    FEW_FREE_NIGHTS = "few-free-nights"
    """Nights without a cramp are hardly recorded, so that a night not recorded could be either."""
    FEW_WEEKS = "few-weeks"
    """So few weeks have enough nights that no result could be rarer than one in twenty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A trial with its weeks, and what can be said of them."""

    trial: Trial
    weeks: tuple[WeekRecord, ...]
    """All weeks; of a trial that was ended early those that had begun on an earlier day."""
    difference: Difference | None
    refusal: Refusal | None
    """Why there is no difference; None where there is one."""
    depends_on_missing: bool
    """True if missing nights could undo the finding: had they all been free, or each with a cramp."""
    has_other: bool
    """True if another trial goes on at the same time, or did so for longer than a week."""
    late_nights: int
    """Nights recorded or changed after the comparison could be seen."""
    ended_before: int
    """Trials of this diary that came to their end before this one began."""
    stopped_before: int
    """Trials of this diary that were ended early before this one began."""

    def of_kind(self, *, is_on: bool) -> tuple[WeekRecord, ...]:
        """Return the weeks of one kind."""
        return tuple(week for week in self.weeks if week.is_on is is_on)

    @property
    def may_show_cramps(self) -> bool:
        """True if its nights with a cramp may be shown week by week: it came to its planned end."""
        return self.refusal not in (Refusal.NOT_OVER, Refusal.STOPPED)


def judge_trial(
    trial: Trial,
    episodes: Sequence[Episode],
    days: Sequence[Day],
    practices: Sequence[Practice],
    trials: Sequence[Trial],
    *,
    now: datetime,
) -> Outcome:
    """Return the outcome of a trial as far as it may be known now.

    Args:
        trial: the trial.
        episodes: in any order, like `days` and `practices`.
        days: the described days.
        practices: routines done outside an episode.
        trials: all trials of the diary.
        now: the present.
    """
    weeks = count_weeks(trial, episodes, days, practices)
    if was_stopped(trial) and trial.ended_at is not None:
        # The weeks to come stay untold: the end can be undone.
        weeks = tuple(week for week in weeks if week.first_day < plan_day(trial.ended_at))
    has_other = any(_is_at_once(trial, each, now) for each in trials if each.id != trial.id)
    refusal = _refusal(trial, weeks, now, has_other=has_other)
    difference = None
    if refusal is None:
        difference = compare_weeks([week.is_on for week in weeks], [week.value(trial.measure) for week in weeks])
        refusal = Refusal.FEW_WEEKS if difference is None else None
    before = [each for each in trials if each.id != trial.id and each.started_at < trial.started_at]
    return Outcome(
        trial=trial,
        weeks=weeks,
        difference=difference,
        refusal=refusal,
        depends_on_missing=difference is not None and depends_on_missing(trial.measure, weeks, difference),
        has_other=has_other,
        late_nights=_late_nights(trial, episodes, days),
        ended_before=sum(not was_stopped(each) and not is_running(each, trial.started_at) for each in before),
        stopped_before=sum(was_stopped(each) for each in before),
    )


def _is_at_once(trial: Trial, other: Trial, now: datetime) -> bool:
    """Return whether another trial goes on at the same time, or went on beside this one for longer than a week."""
    one, two = weeks_of(trial), weeks_of(other)
    ends = [each.last_day for each in (one, two)]
    ends += [each.ended_on - timedelta(days=1) for each in (one, two) if each.ended_on is not None]
    days = (min(ends) - max(one.first_day, two.first_day)).days + 1
    return days > (0 if is_running(trial, now) and is_running(other, now) else DAYS)


def _refusal(trial: Trial, weeks: Sequence[WeekRecord], now: datetime, *, has_other: bool) -> Refusal | None:
    if was_stopped(trial):
        return Refusal.STOPPED
    if is_running(trial, now):
        return Refusal.NOT_OVER
    if has_other:
        return Refusal.TWO_AT_ONCE
    # These are counted without regard to the kind of a week, so that they favour neither.
    affected, recorded = sum(week.affected for week in weeks), sum(week.recorded for week in weeks)
    if affected < FEWEST_OF_EACH:
        return Refusal.FEW_CRAMPS
    return Refusal.FEW_FREE_NIGHTS if recorded - affected < FEWEST_OF_EACH else None


def depends_on_missing(measure: Measure, weeks: Sequence[WeekRecord], found: Difference) -> bool:
    """Return whether a finding is none any more with all missing nights free, or with a cramp in each of them.

    Who records a free night rather in one kind of week than in the other makes a difference where there is none.
    """
    if not found.is_finding:
        return False
    order = [week.is_on for week in weeks]
    filled = (compare_weeks(order, [week.value_if_missing_had(each, measure) for week in weeks]) for each in (0, 1))
    return any(each is None or not each.is_finding or (each.value < 0) is not (found.value < 0) for each in filled)


def _late_nights(trial: Trial, episodes: Sequence[Episode], days: Sequence[Day]) -> int:
    """Return the nights of a trial of which something was recorded or changed after it could be compared."""
    weeks, end = weeks_of(trial), planned_end(trial)
    late = {night_of(episode.started_at) for episode in episodes if episode.updated_at > end}
    late |= {date.fromisoformat(day.date) for day in days if day.updated_at > end}
    return sum(night is not None and weeks.week_of(night) is not None for night in late)


def unit_of(measure: Measure) -> str:
    """Return what a measure counts in a week of seven recorded nights."""
    return "nights with a cramp" if measure is Measure.NIGHTS else "cramps at night"


def possible_interval(outcome: Outcome) -> tuple[float, float] | None:
    """Return the interval of the difference, within what a week can have; None without a difference."""
    if (found := outcome.difference) is None:
        return None
    if outcome.trial.measure is Measure.CRAMPS:
        return found.low, found.high
    return max(-DAYS, found.low), min(DAYS, found.high)
