"""Read what was done of the plan: the one function behind every face, so that all have the same numbers."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from spasmtui.shared.plans.bedtime import BEDTIME, NO_STRETCHES
from spasmtui.shared.plans.model import monday_of, plan_day
from spasmtui.shared.plans.progress import PlanProgress
from spasmtui.shared.trials.weeks import is_off_week

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spasmtui.clock import Clock
    from spasmtui.shared.plans.loaded import LoadedPlan
    from spasmtui.shared.plans.progress import PracticeRecord
    from spasmtui.shared.trials.weeks import TrialWeeks


LOOK_BACK = timedelta(weeks=26)
"""How far back the first record is looked for of an item that names no first day."""


class DayRecord(Protocol):
    """A day as the diary has it."""

    @property
    def date(self) -> str:
        """The local date, ISO 8601."""
        ...

    @property
    def words(self) -> tuple[str, ...]:
        """The words that were ticked for it."""
        ...


class PlanDiary(Protocol):
    """The diary as the plan reads it."""

    def practices(self, since: datetime | None = None) -> Iterable[PracticeRecord]:
        """Return the practices from a moment on."""
        ...

    def days(self, since: date | None = None) -> Iterable[DayRecord]:
        """Return the days that were described, from a date on."""
        ...


class PlanServices(Protocol):
    """The services that are asked for it."""

    @property
    def clock(self) -> Clock:
        """The clock."""
        ...

    @property
    def diary(self) -> PlanDiary:
        """The diary."""
        ...

    def trial_weeks(self, since: date) -> Iterable[TrialWeeks]:
        """Return the weeks of all trials that have one from a day on."""
        ...


def read_progress(services: PlanServices, loaded: LoadedPlan, since: date | None = None) -> PlanProgress:
    """Count what was done of a plan; the diary is read where anything is planned in that time.

    Args:
        services: the clock and the diary.
        loaded: the plan.
        since: the first day that will be asked about; None is the Monday of this week.
    """
    now = services.clock.now()
    today = plan_day(now)
    since = monday_of(today) if since is None else min(since, today)
    plan = loaded.plan
    if not any(each.until is None or each.until >= since for each in plan.items):
        return PlanProgress(plan, (), today)
    diary = services.diary
    if any(each.from_day is None for each in plan.items):
        since = min(since, today - LOOK_BACK)
    # The day is that of each practice's own clock face, which may be half a day away.
    begins = datetime.combine(since, time(), now.tzinfo) - timedelta(days=1)
    skips = [(BEDTIME, _date_of(each)) for each in diary.days(since) if NO_STRETCHES in each.words]
    trials = tuple(services.trial_weeks(since))
    return PlanProgress(
        plan,
        diary.practices(begins),
        today,
        skips=skips,
        is_off=lambda routine, day: any(each.routine == routine and is_off_week(each, day) for each in trials),
    )


def _date_of(day: DayRecord) -> date:
    return datetime.fromisoformat(day.date).date()
