"""Whether a reminder is said: not when it was done, left out, not planned, or hours late."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from spasmtui.reminders.firing import items_of, line_of, reason_for_silence
from spasmtui.reminders.model import Key
from spasmtui.shared.plans.model import Plan, PlanItem, plan_day
from spasmtui.shared.plans.progress import PlanProgress
from spasmtui.shared.times.recurring import DayTime
from tests.support.cases import with_each

EVENING = DayTime(22, 15)
MORNING = DayTime(8, 0)
KEY = Key("calf-wall", EVENING)
NOW = datetime(2026, 11, 30, 22, 15, 3, tzinfo=UTC)
NO_PLAN = Plan()


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


def reason(
    key: Key, now: datetime, times: tuple[DayTime, ...], practices: tuple[Practised, ...], plan: Plan = NO_PLAN
) -> str:
    """Ask as the command does."""
    asked = Plan(items_of(plan, key.routine, times))
    counts = PlanProgress(asked, practices, plan_day(now)).today_counts
    return reason_for_silence(key, now, times=times, counts=counts)


def at(hour: int, day: int = 30, **more: object) -> Practised:
    return Practised(datetime(2026, 11, day, hour, tzinfo=UTC), **more)  # type: ignore[arg-type]


DONE, LEFT_OUT = "It was done already.", "It was left out today."
PLAN = Plan((PlanItem("calf-wall", sets=2),))


@with_each(
    ("practices", "times", "plan", "expected"),
    [
        ((), (EVENING,), NO_PLAN, ""),
        ((at(21),), (EVENING,), NO_PLAN, DONE),
        ((at(21, completed=False),), (EVENING,), NO_PLAN, DONE),
        ((at(21, is_skipped=True),), (EVENING,), NO_PLAN, LEFT_OUT),
        ((at(21, routine="calf-stairs"),), (EVENING,), NO_PLAN, ""),
        ((at(21, day=29),), (EVENING,), NO_PLAN, ""),
        ((at(4),), (EVENING,), NO_PLAN, ""),  # the evening before
        ((at(7),), (MORNING, EVENING), NO_PLAN, ""),  # the second time of the day
        ((at(7), at(20)), (MORNING, EVENING), NO_PLAN, DONE),
        ((), (EVENING,), PLAN, ""),
        ((at(20), at(21)), (EVENING,), PLAN, DONE),
        ((), (EVENING,), Plan((PlanItem("calf-wall", weekdays=(1,)),)), "It is not planned for today."),
        (
            (),
            (EVENING,),
            Plan((PlanItem("calf-wall", until=date(2026, 11, 29)),)),
            "It is not planned for today.",
        ),
        ((), (EVENING,), Plan((PlanItem("other", until=date(2026, 11, 29)),)), ""),
    ],
)
def test_it_is_silent_about_what_was_done_or_is_not_planned(
    practices: tuple[Practised, ...], times: tuple[DayTime, ...], plan: Plan, expected: str
) -> None:
    assert reason(KEY, NOW, times, practices, plan) == expected


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
    assert (reason(KEY, now, (), ()) == "") == is_said


def test_a_reminder_after_midnight_belongs_to_the_evening_before() -> None:
    key, now = Key("calf-wall", DayTime(0, 30)), datetime(2026, 12, 1, 0, 31, tzinfo=UTC)
    assert reason(key, now, (), (at(22),)) == DONE
    assert reason(key, now, (), (at(22, day=29),)) == ""


def test_the_last_reminder_of_a_day_wants_all_that_is_still_due() -> None:
    twice = Plan((PlanItem("calf-wall", times_a_day=2),))
    assert reason(KEY, NOW, (EVENING,), (at(7),), twice) == ""
    assert reason(KEY, NOW, (EVENING,), (at(7), at(20)), twice) == DONE
    morning = Key("calf-wall", MORNING)
    assert reason(morning, NOW.replace(hour=8), (MORNING, EVENING), (at(7),), twice) == DONE


def test_the_line_names_the_routine_or_nothing() -> None:
    lines = {
        line_of("Bedtime stretches", EVENING, is_neutral=is_neutral, is_english=is_english)
        for is_neutral in (False, True)
        for is_english in (False, True)
    }
    assert lines == {"Due now: Bedtime stretches", "Bedtime stretches", "A reminder for 22:15", "22:15"}
