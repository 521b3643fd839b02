"""Tests of what the plan takes from the diary: practices, the word of a day, and the off weeks of a trial."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from spasmtui.episodes.model.episode import Day, Practice
from spasmtui.services import Services
from spasmtui.shared.plans.progress import Counts
from spasmtui.shared.trials.weeks import TrialWeeks, draw_order
from tests.conftest import ROOT, FakeClock
from tests.support.memory_diary import MemoryDiary

MONDAY = datetime(2026, 11, 23, 21, tzinfo=UTC)


def services(folder: Path, plan: str) -> Services:
    built = Services()
    built.clock = FakeClock(MONDAY + timedelta(days=3))
    built.config, built.content = folder, ROOT / "content"
    built.diary = MemoryDiary(built.clock)
    (folder / "plan.toml").write_text(plan, encoding="utf-8")
    return built


BEDTIME = '[[items]]\nroutine = "bedtime"\nfrom = 2026-11-23\n'


def practice(at: datetime, routine: str = "bedtime-prevention", **fields: Any) -> Practice:
    return Practice(
        id=f"p{at:%d%H}", routine=routine, started_at=at, seconds=210, device="desk", **{"completed": True, **fields}
    )


def test_practices_and_the_word_of_a_day_are_counted(tmp_path: Path) -> None:
    built = services(tmp_path, BEDTIME)
    built.diary.add(practice(MONDAY))
    built.diary.add(practice(MONDAY + timedelta(days=1, hours=4)))
    built.diary.add(Day(date="2026-11-25", words=("no-stretches",), updated_at=MONDAY, device="desk"))
    (week,) = built.plan_progress().in_week(MONDAY.date())
    assert week.counts == Counts(planned=7, done=2, skipped=1, to_come=4)


def test_without_an_item_the_diary_is_not_read(tmp_path: Path) -> None:
    built = services(tmp_path, f"{BEDTIME}until = 2026-11-24\n")
    assert built.plan_progress(since=date(2026, 11, 24)).in_week(MONDAY.date())
    built.clock = FakeClock(MONDAY + timedelta(days=9))
    del built.diary
    assert built.plan_progress().today_counts == Counts()


def test_nothing_is_due_in_an_off_week_of_a_trial(tmp_path: Path) -> None:
    built = services(tmp_path, BEDTIME)
    seed = next(each for each in map(str, range(99)) if not draw_order(6, each)[0])
    trial = TrialWeeks("bedtime-prevention", MONDAY.date(), 6, seed)
    with patch.object(built, "trial_weeks", return_value=(trial,)):
        assert built.plan_progress().today_counts == Counts()
    with patch.object(built, "trial_weeks", return_value=(trial._replace(routine="shin"),)):
        assert built.plan_progress().today_counts == Counts(planned=1, to_come=1)
