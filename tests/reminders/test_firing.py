"""Whether a reminder is said: not when it was done, left out, not planned, or hours late."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from spasmtui.reminders.firing import line_of, reason_for_silence
from spasmtui.reminders.model import Key
from spasmtui.shared.plans.model import Plan, PlanItem
from spasmtui.shared.times.recurring import DayTime
from tests.support.cases import with_each

EVENING = DayTime(22, 15)
MORNING = DayTime(8, 0)
KEY = Key("calf-wall", EVENING)
NOW = datetime(2026, 11, 30, 22, 15, 3, tzinfo=UTC)
TODAY = date(2026, 11, 30)


@dataclass(frozen=True)
class Practised:
    """A practice, as far as it counts."""

    started_at: datetime
    routine: str = "calf-wall"
    completed: bool = True
    is_skipped: bool = False
    side: None = None
    pain: None = None
    pain_after: None = None
    effort: None = None


def at(hour: int, day: int = 30, **more: object) -> Practised:
    return Practised(datetime(2026, 11, day, hour, tzinfo=UTC), **more)  # type: ignore[arg-type]


DONE, LEFT_OUT = "It was done already.", "It was left out today."
PLAN = Plan((PlanItem("calf-wall", sets=2),))


@with_each(
    ("practices", "times", "plan", "reason"),
    [
        ((), (EVENING,), Plan(), ""),
        ((at(21),), (EVENING,), Plan(), DONE),
        ((at(21, completed=False),), (EVENING,), Plan(), DONE),
        ((at(21, is_skipped=True),), (EVENING,), Plan(), LEFT_OUT),
        ((at(21, routine="calf-stairs"),), (EVENING,), Plan(), ""),
        ((at(21, day=29),), (EVENING,), Plan(), ""),
        ((at(4),), (EVENING,), Plan(), ""),  # the evening before
        ((at(7),), (MORNING, EVENING), Plan(), ""),  # the second time of the day
        ((at(7), at(20)), (MORNING, EVENING), Plan(), DONE),
        ((), (EVENING,), PLAN, ""),
        ((at(20), at(21)), (EVENING,), PLAN, DONE),
        ((), (EVENING,), Plan((PlanItem("calf-wall", weekdays=(1,)),)), "The plan does not ask for it today."),
        (
            (),
            (EVENING,),
            Plan((PlanItem("calf-wall", until=date(2026, 11, 29)),)),
            "The plan does not ask for it today.",
        ),
        ((), (EVENING,), Plan((PlanItem("other", until=date(2026, 11, 29)),)), ""),
    ],
)
def test_it_is_silent_about_what_was_done_or_is_not_planned(
    practices: tuple[Practised, ...], times: tuple[DayTime, ...], plan: Plan, reason: str
) -> None:
    assert reason_for_silence(KEY, NOW, times=times, practices=practices, plan=plan) == reason


@with_each(
    ("now", "is_said"),
    [
        (datetime(2026, 11, 30, 22, 14, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 23, 14, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 23, 16, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 7, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 30, 21, 0, tzinfo=UTC), False),
    ],
)
def test_a_reminder_that_comes_hours_late_says_nothing(now: datetime, *, is_said: bool) -> None:
    assert (reason_for_silence(KEY, now, times=(), practices=()) == "") == is_said


def test_a_reminder_after_midnight_belongs_to_the_evening_before() -> None:
    key, now = Key("calf-wall", DayTime(0, 30)), datetime(2026, 12, 1, 0, 31, tzinfo=UTC)
    assert reason_for_silence(key, now, times=(), practices=(at(22),)) == DONE
    assert reason_for_silence(key, now, times=(), practices=(at(22, day=29),)) == ""


def test_an_off_week_of_a_trial_and_a_word_of_the_day_are_silent() -> None:
    off = reason_for_silence(KEY, NOW, times=(), practices=(), is_off=lambda _routine, day: day == TODAY)
    assert off == "It is an off week of the trial."
    skips = [("calf-wall", TODAY)]
    assert reason_for_silence(KEY, NOW, times=(), practices=(), skips=skips) == LEFT_OUT


def test_the_line_names_the_routine_or_nothing() -> None:
    lines = {
        line_of("Bedtime stretches", EVENING, is_neutral=is_neutral, is_english=is_english)
        for is_neutral in (False, True)
        for is_english in (False, True)
    }
    assert lines == {"Due now: Bedtime stretches", "Bedtime stretches", "A reminder for 22:15", "22:15"}
