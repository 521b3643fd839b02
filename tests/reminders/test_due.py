"""What is due is kept for `status`, and of an encrypted diary nothing that anybody could read."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from spasmtui.launcher.due_file import DAYS, DUE_NAME
from spasmtui.reminders.due import keep_due
from spasmtui.shared.plans.loaded import LoadedPlan
from spasmtui.shared.plans.model import Plan, PlanItem
from spasmtui.shared.plans.progress import PlanProgress
from tests.conftest import FakeClock

ITEM = PlanItem("calf-wall", times_a_day=2)


def services(home: Path, *, is_encrypted: bool) -> Any:
    (home / "plan.toml").write_text("")
    loaded = LoadedPlan(Plan((ITEM,)), titles={"calf-wall": "Calf stretch\nat the wall"})
    return SimpleNamespace(
        config=home,
        data=home / "data",
        state=home,
        clock=FakeClock(),
        plan=loaded,
        plan_progress=lambda read: PlanProgress(read.plan, (), date(2026, 11, 21)),
        diary=SimpleNamespace(journals=SimpleNamespace(is_encrypted=lambda: is_encrypted)),
    )


def test_what_is_due_is_told_and_kept_for_the_next_days(tmp_path: Path) -> None:
    row = {"routine": "calf-wall", "title": "Calf stretch at the wall", "side": None, "times": 2}
    assert keep_due(services(tmp_path, is_encrypted=False)) == [row]
    assert (tmp_path / DUE_NAME).read_bytes().count(b"2\t-\tcalf-wall\tCalf stretch at the wall\n") == DAYS


def test_of_an_encrypted_diary_nothing_is_told_or_kept(tmp_path: Path) -> None:
    keep_due(services(tmp_path, is_encrypted=False))
    assert keep_due(services(tmp_path, is_encrypted=True)) == []
    kept = (tmp_path / DUE_NAME).read_bytes()
    assert (b"calf" in kept, b"2026-11-21" in kept) == (False, True)


def test_without_a_plan_nothing_is_written(tmp_path: Path) -> None:
    found = services(tmp_path, is_encrypted=False)
    (tmp_path / "plan.toml").unlink()
    assert keep_due(found) == []
    assert not (tmp_path / DUE_NAME).exists()
