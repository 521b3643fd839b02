"""The file of what is due: it tells what was written, day by day, until what it follows from has changed."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spasmtui.launcher.due_file import DUE_NAME, due_content, plan_day_now, plan_stamps, read_due
from spasmtui.launcher.status_files import Unclear
from spasmtui.shared.plans.model import plan_day

ROW = {"routine": "calf-wall", "title": "Calf stretch at the wall", "side": "left", "times": 2}
DAYS: dict[str, list[dict[str, Any]]] = {
    "2026-11-30": [ROW, {**ROW, "side": None}],
    "2026-12-01": [],
    "2026-12-02": [ROW],
}


def test_each_day_is_told_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / DUE_NAME).write_bytes(due_content("stamps", DAYS))
    assert {day: read_due(str(tmp_path), "stamps", day) for day in DAYS} == DAYS


def test_other_stamps_other_days_and_damage_tell_nothing(tmp_path: Path) -> None:
    content = due_content("stamps", DAYS)
    path = tmp_path / DUE_NAME
    for data, stamps, day in (
        (content, "others", "2026-11-30"),
        (content, "stamps", "2026-12-03"),
        (content[:-1], "stamps", "2026-11-30"),
        (content.replace(b"Calf", b"Half"), "stamps", "2026-11-30"),
        (b"", "stamps", "2026-11-30"),
    ):
        path.write_bytes(data)
        with pytest.raises(Unclear):
            read_due(str(tmp_path), stamps, day)
    path.unlink()
    with pytest.raises(Unclear):
        read_due(str(tmp_path), "stamps", "2026-11-30")


def test_any_file_that_may_hold_a_plan_has_its_stamp(tmp_path: Path) -> None:
    assert plan_stamps(str(tmp_path)) == ""
    (tmp_path / "plan.toml").write_text("")
    one = plan_stamps(str(tmp_path))
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "notes.txt").write_text("")
    assert plan_stamps(str(tmp_path)) == one
    (tmp_path / "routines" / "mine.toml").write_text("")
    both = plan_stamps(str(tmp_path))
    assert both.startswith(f"{one}\n")
    os.utime(tmp_path / "routines" / "mine.toml", (1, 1))
    assert plan_stamps(str(tmp_path)) != both


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/New_York"])
def test_the_day_is_that_of_the_plan(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    # Every 25 minutes around the nights in which the clocks change, and around the new year.
    for month, day in ((3, 7), (3, 28), (10, 24), (10, 31), (12, 31)):
        begin = datetime(2026, month, day, tzinfo=UTC)
        for number in range(120):
            instant = begin + number * timedelta(minutes=25)
            assert plan_day_now(instant.timestamp()) == plan_day(instant.astimezone()).isoformat(), instant
