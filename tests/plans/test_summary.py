"""What the home screen is told of the plan: how much is done, and what is next."""

from datetime import UTC, date, datetime, time, timedelta

from spasmtui.cli import Composition
from spasmtui.episodes.model.episode import Practice
from spasmtui.episodes.summary import bedtime_of
from spasmtui.plans.summary import CANNOT_BE_READ, ITS_TIME_IS_OVER, next_open, summarize_plan
from spasmtui.plans.weeks import Mark, week_of
from spasmtui.shared.plans.bedtime import BEDTIME
from spasmtui.shared.plans.model import Plan, PlanItem
from spasmtui.shared.plans.progress import PlanProgress
from spasmtui.shell import Options
from spasmtui.ui.diary_summary import Evening, NextPractice, PlanSummary
from tests.conftest import FakeClock
from tests.shared.plans.test_progress import THURSDAY, Done

NOW = datetime(2026, 11, 26, 20, 0, tzinfo=UTC)
CALF = PlanItem("calf-wall")


def summarized(text: str, *practices: Practice) -> PlanSummary | None:
    services = Composition(Options(), FakeClock(NOW))
    services.config.mkdir(parents=True, exist_ok=True)
    if text:
        (services.config / "plan.toml").write_text(text, encoding="utf-8")
    for practice in practices:
        services.diary.add(practice)
    return summarize_plan(services)


def practised(routine: str, at: datetime, *, completed: bool = True, is_skipped: bool = False) -> Practice:
    return Practice(
        id=f"{routine}{at}", routine=routine, started_at=at, seconds=150, completed=completed, is_skipped=is_skipped,
        device="desk",
    )  # fmt: skip


def test_without_a_plan_there_is_nothing_to_tell() -> None:
    assert summarized("") is None


def test_today_is_counted_and_what_is_next_has_its_side_and_the_sets_that_are_left() -> None:
    plan = '[[items]]\nroutine = "calf-wall"\nsides = "left"\nsets = 3\nat = ["8:00", "21:00"]\n'
    found = [practised("calf-wall", NOW - timedelta(minutes=minutes)) for minutes in (90, 80, 70, 9)]
    assert summarized(plan, *found) == PlanSummary(
        done=1,
        planned=2,
        following=NextPractice("calf-wall", "Calf stretch at the wall", "left side, 3 sets", "21:00", "left", 2),
    )


def test_what_is_over_or_cannot_be_read_asks_for_the_plans_screen() -> None:
    ended = '[[items]]\nroutine = "bedtime-prevention"\nfrom = 2026-10-12\nuntil = 2026-11-22\n'
    assert summarized(ended) == PlanSummary(notice=ITS_TIME_IS_OVER)
    assert summarized("[[items]\n") == PlanSummary(notice=CANNOT_BE_READ)
    long_ago = '[[items]]\nroutine = "calf-wall"\nuntil = 2026-01-22\n'
    assert summarized(long_ago) is None


def test_the_next_item_is_the_first_that_is_open_by_its_time_of_day() -> None:
    late, early = CALF._replace(at=(time(20),)), CALF._replace(at=(time(8),), sets=2)
    progress = PlanProgress(Plan((late, early)), (), THURSDAY)
    found = next_open(progress.on_day(THURSDAY))
    assert found is not None
    assert found.item is early
    done = PlanProgress(Plan((CALF,)), [Done()], THURSDAY)
    assert next_open(done.on_day(THURSDAY)) is None


def test_home_and_the_plan_say_the_same_of_each_evening() -> None:
    item = PlanItem(BEDTIME, from_day=date(2026, 11, 23))
    day = timedelta(days=1)
    monday = datetime(2026, 11, 23, 22, 15, tzinfo=UTC)
    practices = [
        practised(BEDTIME, monday + timedelta(hours=3)),
        practised(BEDTIME, monday + day, completed=False),
        practised(BEDTIME, monday + 2 * day, completed=False, is_skipped=True),
        practised(BEDTIME, (monday + 3 * day).replace(hour=9)),
    ]
    now = monday + 3 * day
    week = week_of(PlanProgress(Plan((item,)), practices, now.date()), item, monday.date())
    assert week is not None
    assert week.marks[:4] == (Mark.DONE, Mark.PART, Mark.SKIPPED, Mark.DONE)
    found = bedtime_of(practices, {}, now)
    assert found.week == (Evening.DONE, Evening.EARLY, Evening.DECLINED, Evening.DONE)
