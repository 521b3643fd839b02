"""The physiotherapist's loop: a plan from a file, days of practice, and the same numbers in every face."""

import html
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spasmtui.shell import Shell
from tests.conftest import FakeClock
from tests.support.commands import run
from tests.support.memory_diary import MemoryDiary

MONDAY = datetime(2026, 11, 23, 19, tzinfo=UTC)
SENT = """format = "spasmtui-plan"
version = 1
title = "After the calf strain"
by = "J. Okafor, Riverside Clinic"
[[items]]
routine = "ankle-holds"
[[items]]
routine = "calf-wall"
times_a_day = 2
sides = "both"
[[routines]]
id = "ankle-holds"
title = "Ankle holds"
sides = "both"
purpose = "prevention"
[[routines.steps]]
kind = "hold"
say = "Pull the foot up and hold."
seconds = 5
"""
ANKLE = {"done": 1, "part": 0, "skipped": 1, "not_recorded": 2}
CALF = {"done": 1, "part": 1, "skipped": 1, "not_recorded": 5}


class Patient:
    """Someone who takes a plan from a file and lives with it for some days."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(MONDAY)
        self.diary = MemoryDiary(self.clock)
        self.diary.state = folder

    def types(self, line: str) -> str:
        ended = run(*line.split(), diary=self.diary, clock=self.clock)
        assert ended.code == 0, ended.err
        return ended.out

    def types_json(self, line: str) -> Any:
        return json.loads(self.types(line))

    def waits(self, days: int, hour: int) -> None:
        moment = MONDAY.replace(hour=hour) + timedelta(days=days)
        self.clock.advance((moment - self.clock.now()).total_seconds())


@pytest.fixture
def patient(tmp_path: Path) -> Patient:
    (tmp_path / "sent.toml").write_text(SENT, encoding="utf-8")
    person = Patient(tmp_path)
    person.types(f"plan import {tmp_path / 'sent.toml'} --yes")
    person.waits(1, 8)
    person.types("plan done calf-wall --pain 6 --pain-after 4 --effort 5")
    person.waits(1, 20)
    person.types("plan done ankle-holds")
    person.types("plan done calf-wall --early --pain 5")
    person.waits(2, 20)
    person.types("plan skip ankle-holds")
    person.types("plan skip calf-wall")
    person.waits(4, 20)
    return person


def rows(table: str) -> dict[str, list[str]]:
    """Return the figures of the sheet's rows of the plan, by the names of the items."""
    found = re.findall(r"(Ankle holds|Calf stretch at the wall)[^\d\n]*?((?: +\d+){5})(?= |\n)", table)
    return {name: figures.split() for name, figures in found}


def test_every_face_has_the_same_numbers(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    document: Any = patient.types_json("plan --json")
    for item, counts in zip(document, (ANKLE, CALF), strict=True):
        week = item["weeks"][0]
        assert {name: week[name] for name in counts} == counts
    assert (document[1]["weeks"][0]["pain"], document[1]["weeks"][0]["pain_after"]) == ([5, 6], [4])

    plan = patient.types("plan")
    assert "Today, Fri 27 Nov: 0 of 3 done, 3 due" in plan
    assert "1 of 7 done, 1 skipped, 2 not recorded, 3 to come" in plan
    assert "1 of 14 done, 1 in part, 1 skipped, 5 not recorded, 6 to come" in plan

    with monkeypatch.context() as patch:
        patch.setattr(Shell, "is_read_aloud", True)
        spoken = " ".join(patient.types("plan").split())
    assert "Ankle holds: 1 of 7 done, 1 skipped, 2 not recorded, 3 to come." in spoken
    assert "Tuesday done. Wednesday skipped. Thursday not recorded." in spoken
    assert "each side: 1 of 14 done, 1 in part, 1 skipped, 5 not recorded, 6 to come." in spoken

    planned = {"Ankle holds": ["4", "1", "0", "1", "2"], "Calf stretch at the wall": ["8", "1", "1", "1", "5"]}
    assert rows(patient.types("report")) == planned
    page = html.unescape(re.sub(r"<[^>]+>", " ", patient.types("report --format html")))
    assert rows(re.sub(r"\s+", " ", page)) == planned
    assert rows(patient.types("report --format md").replace("|", " ").replace("\\", "")) == planned


def test_no_face_praises_says_no_or_shows_an_id(patient: Patient) -> None:
    for face in ("plan", "report", "report --format html", "insights", "plan handout -o - --format html"):
        said = patient.types(face)
        assert not re.search(r"ankle-holds|calf-wall|well done|great|streak|missed|failed", said, re.IGNORECASE), face


def test_a_skip_that_is_undone_is_not_recorded_and_a_change_leaves_the_days_before(patient: Patient) -> None:
    assert "Undone: the skipping of Calf stretch at the wall" in patient.types("log undo")
    patient.types("plan add calf-wall --side both --times 3")
    old, new = (item["weeks"][0] for item in patient.types_json("plan --json") if item["routine"] == "calf-wall")
    assert (old["planned"], old["done"], old["part"], old["skipped"], old["not_recorded"]) == (8, 1, 1, 0, 6)
    assert (new["planned"], new["to_come"]) == (9, 9)
