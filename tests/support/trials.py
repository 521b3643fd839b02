"""Diaries with a trial of one, whose weeks are as a test wants them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.model.trial import Measure, Trial
from spasmtui.shared.plans.bedtime import BEDTIME
from spasmtui.shared.trials.weeks import draw_order
from tests.support.episodes import episode

FIRST = date(2026, 9, 7)
"""A Monday, eleven weeks before the test's clock."""
SEED = "8161"
"""Of 6 weeks it draws on, off, off, on, on, on; of 8 weeks on, off, on, off, off, on, off, on."""


def trial(**fields: Any) -> Trial:
    begun = datetime.combine(FIRST - timedelta(days=3), time(20), UTC)
    whole = {
        "id": "0199-trial", "routine": BEDTIME, "started_at": begun, "first_day": FIRST.isoformat(), "weeks": 8,
        "measure": Measure.NIGHTS, "seed": SEED, "updated_at": begun, "device": "desk",
    }  # fmt: skip
    return Trial(**{**whole, **fields})


def night(evening: date, cramps: int | None, **fields: Any) -> list[Episode | Day]:
    """The records of one night: so many cramps from three o'clock on, none, or nothing (None)."""
    morning = evening + timedelta(days=1)
    if cramps is None:
        return []
    if not cramps:
        at = datetime.combine(morning, time(8), UTC)
        return [Day(**{"date": evening.isoformat(), "words": ("none",), "updated_at": at, "device": "desk", **fields})]
    return [episode(f"{morning}T03:{minute:02}:00+00:00", **fields) for minute in range(cramps)]


def week_nights(affected: int, recorded: int = 7) -> list[int | None]:
    """The cramps of a week's nights: first those with one, then those without, then those not recorded."""
    return [1] * affected + [0] * (recorded - affected) + [None] * (7 - recorded)


def nights(weeks: Iterable[Sequence[int | None]], first: date = FIRST) -> list[Episode | Day]:
    """The records of weeks of nights, one after the other."""
    evenings = (first + timedelta(days=day) for day in range(1000))
    return [record for week in weeks for cramps in week for record in night(next(evenings), cramps)]


def by_kind(values: Mapping[bool, Sequence[int | None]], weeks: int = 8) -> list[Episode | Day]:
    """The records of a trial in which all weeks of a kind are alike."""
    return nights(values[is_on] for is_on in draw_order(weeks, SEED))


def practice(at: str, **fields: Any) -> Practice:
    start = datetime.fromisoformat(f"{at}+00:00")
    whole = {
        "id": f"p{at}",
        "routine": BEDTIME,
        "started_at": start,
        "seconds": 200,
        "completed": True,
        "device": "desk",
    }
    return Practice(**{**whole, **fields})
