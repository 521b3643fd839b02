"""Count the records of a trial week by week: nights, cramps, and evenings on which the routine was done.

A night with nothing recorded is missing: it is never a night without a cramp. A night belongs to the evening that it
begins on, and a routine that is done after midnight to the day before, as in a plan.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from spasmtui.episodes.model.night import NIGHT_ENDS_HOUR, night_of
from spasmtui.episodes.model.night_rows import count_night_cramps
from spasmtui.episodes.model.trial import Measure
from spasmtui.shared.plans.model import plan_day
from spasmtui.shared.trials.weeks import DAYS, TrialWeeks, draw_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spasmtui.episodes.model.episode import Day, Episode, Practice
    from spasmtui.episodes.model.trial import Trial

FEWEST_RECORDED = 4
"""The recorded nights of a week, more than half of it, from which it has a value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRecord:
    """One week of a trial, as far as it was recorded."""

    first_day: date
    is_on: bool
    nights: tuple[int | None, ...]
    """The cramps of each night; None where nothing is recorded."""
    practised: int
    """The evenings on which the routine was done to its end."""
    begun: int = 0
    """The evenings on which it was begun and ended early."""

    @property
    def recorded(self) -> int:
        """The nights recorded."""
        return sum(night is not None for night in self.nights)

    @property
    def affected(self) -> int:
        """The nights with a cramp."""
        return sum(bool(night) for night in self.nights)

    @property
    def cramps(self) -> int:
        """The cramps at night."""
        return sum(night or 0 for night in self.nights)

    def value(self, measure: Measure) -> Fraction | None:
        """Return the measure for seven recorded nights; None where fewer than `FEWEST_RECORDED` are recorded."""
        if self.recorded < FEWEST_RECORDED:
            return None
        return Fraction(DAYS * (self.affected if measure is Measure.NIGHTS else self.cramps), self.recorded)

    def value_if_missing_had(self, cramps: int, measure: Measure) -> Fraction | None:
        """Return the measure, had each night that is missing had so many cramps; None for a week without a value."""
        if self.recorded < FEWEST_RECORDED:
            return None
        missing = DAYS - self.recorded
        counted = self.affected if measure is Measure.NIGHTS else self.cramps
        return Fraction(counted + missing * (bool(cramps) if measure is Measure.NIGHTS else cramps))


def weeks_of(trial: Trial) -> TrialWeeks:
    """Return the weeks of a trial in the form that other rooms know."""
    ended = None if trial.ended_at is None else plan_day(trial.ended_at)
    return TrialWeeks(trial.routine, date.fromisoformat(trial.first_day), trial.weeks, trial.seed, ended)


def last_day(trial: Trial) -> date:
    """Return the last evening of the last planned week."""
    return weeks_of(trial).last_day


def planned_end(trial: Trial) -> datetime:
    """Return the noon after the last night, in the offset of the place where the trial was agreed to."""
    following = weeks_of(trial).last_day + timedelta(days=1)
    return datetime.combine(following, time(NIGHT_ENDS_HOUR), trial.started_at.tzinfo)


def is_running(trial: Trial, now: datetime) -> bool:
    """Return whether nobody has ended a trial, and its last night is not over."""
    return trial.ended_at is None and now < planned_end(trial)


def was_stopped(trial: Trial) -> bool:
    """Return whether a trial was ended before its last night was over."""
    return trial.ended_at is not None and trial.ended_at < planned_end(trial)


def count_weeks(
    trial: Trial, episodes: Iterable[Episode], days: Iterable[Day], practices: Iterable[Practice]
) -> tuple[WeekRecord, ...]:
    """Return all weeks of a trial, in their order.

    Args:
        trial: the trial.
        episodes: in any order, like `days` and `practices`; those outside the trial are left out.
        days: the described days.
        practices: routines done outside an episode.
    """
    cramps = Counter(night_of(episode.started_at) for episode in episodes)
    words = {day.date: day.words for day in days}
    done: set[date] = set()
    begun: set[date] = set()
    for practice in practices:
        if practice.routine == trial.routine and not practice.is_skipped:
            (done if practice.completed else begun).add(plan_day(practice.started_at))
    begun -= done
    weeks = weeks_of(trial)
    records = []
    for week, is_on in enumerate(draw_order(trial.weeks, trial.seed)):
        first = weeks.first_day_of(week)
        evenings = [first + timedelta(days=day) for day in range(DAYS)]
        nights = tuple(count_night_cramps(cramps[evening], words.get(evening.isoformat(), ())) for evening in evenings)
        records.append(
            WeekRecord(
                first_day=first,
                is_on=is_on,
                nights=nights,
                practised=sum(evening in done for evening in evenings),
                begun=sum(evening in begun for evening in evenings),
            )
        )
    return tuple(records)
