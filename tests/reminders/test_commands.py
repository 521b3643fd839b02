"""The command `remind`, on a system that only remembers what it is asked."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from spasmtui.episodes.model.episode import Day, Practice
from spasmtui.errors import DataError
from spasmtui.services import Services
from spasmtui.shared.plans.loaded import LoadedPlan
from spasmtui.shared.plans.model import Plan, PlanItem
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.commands import Ended, run
from tests.support.memory_diary import MemoryDiary
from tests.support.reminding_system import FakeSystem, event_of

EVENING = datetime(2026, 11, 30, 22, 15, 5, tzinfo=UTC)
NOTIFY = ("remind", "--notify", "bedtime-prevention", "22:15")


class Here:
    """The command over a diary and a system of this test."""

    def __init__(self, home: Path) -> None:
        self.clock = FakeClock(EVENING)
        self.diary = MemoryDiary(self.clock)
        self.diary.state.mkdir()
        self.system = FakeSystem(home, ("crontab",))

    def __call__(self, *words: str) -> Ended:
        return run(*words, diary=self.diary, clock=self.clock)


@pytest.fixture
def remind(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    here = Here(own_home)
    monkeypatch.setattr("spasmtui.reminders.commands.System", lambda: here.system)
    monkeypatch.setattr("sys.argv", ["/x/__main__.py"])
    monkeypatch.setattr("sys.executable", "/usr/bin/python3")
    return here


def test_without_an_option_it_prints_what_it_would_write_and_writes_nothing(remind: Here) -> None:
    ended = remind("remind", "bedtime", "10:15", "pm", "--days", "mon-fri")
    assert ended.out == (
        "15 22 * * 1,2,3,4,5 /usr/bin/python3 -m spasmtui remind --notify bedtime-prevention 22:15 "
        "# spasmtui reminder bedtime-prevention-2215 mon,tue,wed,thu,fri\n"
    )
    assert "Nothing is written yet" in ended.err
    assert (ended.code, remind.system.ran, [*remind.diary.state.iterdir()]) == (0, [], [])


def test_every_way_can_be_asked_for_and_is_one_json_value(remind: Here) -> None:
    for kind, files in (("systemd", 2), ("launchd", 1), ("cron", 0), ("ics", 1)):
        document = remind("remind", "calf", "wall", "7:30", "--as", kind, "--json").json
        assert (document["routine"], document["time"], document["kind"]) == ("calf-wall", "07:30", kind)
        assert len(document["files"]) == files
        assert bool(document["line"]) == (kind == "cron")


@with_each(
    ("words", "code", "says"),
    [
        (("bedtime",), 2, "Say when, too"),
        (("22:15",), 2, "Name a routine or a place"),
        (("klaf", "22:15"), 2, "'calf'"),
        (("knee", "22:15"), 2, "Places: calf"),
        (("bedtime", "half", "past", "ten"), 2, "could be 10:30 or 22:30"),
        (("bedtime", "25:10"), 2, "There is no 25:10 on a clock"),
        (("bedtime", "tomorrow", "9:00"), 2, "more than a time of day"),
        (("bedtime", "22:15", "--days", "mon,foo"), 2, "'foo'"),
        (("bedtime", "22:15", "--install"), 2, "--yes"),
        (("bedtime", "22:15", "--as", "ics", "--install"), 2, "-o FILE.ics"),
        (("bedtime", "22:15", "--as", "cron", "-o", "x.ics"), 2, "is none"),
        (("chest", "pain", "22:15"), 3, "Call"),
        (("--remove",), 2, "Say which reminder"),
        (("--remove", "bedtime"), 1, "There is no reminder for bedtime-prevention"),
    ],
)
def test_what_cannot_be_used_is_named(remind: Here, words: tuple[str, ...], code: int, says: str) -> None:
    ended = remind("remind", *words)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_it_is_installed_listed_and_removed(remind: Here) -> None:
    first = remind("remind", "bedtime", "22:15", "--install", "--yes")
    assert first.out == "Installed: Bedtime stretches, every day at 22:15: a crontab line\n"
    again = remind("remind", "bedtime", "22:15", "--install", "--yes")
    assert again.out.startswith("Installed before, nothing changed")
    assert remind("remind", "bedtime", "8am", "--install", "--yes", "--json").json["changed"]
    listed = remind("remind", "--list")
    assert listed.out == (
        "Bedtime stretches, every day at 08:00, a crontab line\nBedtime stretches, every day at 22:15, a crontab line\n"
    )
    assert [row["time"] for row in remind("remind", "--list", "--json").json] == ["08:00", "22:15"]
    removed = remind("remind", "--remove", "bedtime", "8:00")
    assert removed.out == "Removed: Bedtime stretches, every day at 08:00, a crontab line\n"
    assert remind("remind", "--remove", "bedtime").code == 0
    assert remind.system.crontab == b""
    assert json.loads(remind("remind", "--list", "--json").out) == []


def test_a_calendar_file_is_written_and_only_one_of_ours_replaced(remind: Here, own_home: Path) -> None:
    path = own_home / "bedtime.ics"
    assert remind("remind", "bedtime", "22:15", "-o", str(path)).code == 0
    assert remind("remind", "bedtime", "22:30", "-o", str(path)).code == 0
    event = event_of(path.read_bytes())
    assert event["DTSTART"].dt.strftime("%H:%M") == "22:30"
    path.write_text("BEGIN:VCALENDAR\nmine")
    assert remind("remind", "bedtime", "22:30", "-o", str(path)).code == 2
    assert path.read_text() == "BEGIN:VCALENDAR\nmine"


def test_a_diary_that_was_named_is_named_in_the_command_too(remind: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPASMTUI_DATA", "/else/where")
    monkeypatch.setattr(Services, "data", Path("/else/where"), raising=False)
    line = remind("remind", "bedtime", "22:15", "--neutral").out
    assert "--neutral --data-dir /else/where # spasmtui reminder bedtime-prevention-2215-" in line


def test_a_reminder_is_one_line_of_the_system(remind: Here) -> None:
    remind.system.has = ("notify-send",)
    ended = remind(*NOTIFY)
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    assert remind.system.said == ["Due now: Bedtime stretches"]


def test_where_nothing_shows_it_the_line_is_printed(remind: Here) -> None:
    remind.system.has = ("notify-send",)
    remind.system.fails = ("env", "notify-send")
    assert remind(*NOTIFY, "--neutral").out == "A reminder for 22:15\n"


def test_it_is_silent_when_it_was_done_or_left_out(remind: Here) -> None:
    remind.system.has = ("notify-send",)
    before = EVENING.replace(hour=21)
    done = Practice(
        id=remind.diary.new_id(),
        routine="bedtime-prevention",
        started_at=before,
        seconds=200,
        completed=True,
        device="d",
    )
    remind.diary.add(done)
    assert remind(*NOTIFY) == Ended(0, "", "It was done already.\n")
    remind.diary.kept.clear()
    remind.diary.add(Day(date="2026-11-30", words=("no-stretches",), updated_at=before, device="d"))
    assert remind(*NOTIFY) == Ended(0, "", "It was left out today.\n")
    assert remind.system.said == []


def test_a_diary_that_cannot_be_read_says_so_to_the_log_and_reminds_of_nothing(
    remind: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_since: object) -> None:
        raise DataError("The diary could not be read.")

    monkeypatch.setattr(remind.diary, "practices", fail)
    assert remind(*NOTIFY) == Ended(4, "", "The diary could not be read.")
    assert remind.system.said == []


def test_an_encrypted_diary_is_not_asked_and_the_line_names_nothing(
    remind: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Locked(DataError):
        code = "locked"

    def fail(*_since: object) -> None:
        raise Locked("There is no key.")

    monkeypatch.setattr(remind.diary, "days", fail)
    remind.system.has = ("notify-send",)
    assert remind(*NOTIFY) == Ended(0, "", "")
    assert remind.system.said == ["A reminder for 22:15"]


def test_days_may_stand_behind_the_time_and_what_is_left_open_is_as_the_plan_has_it(
    remind: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert remind("remind", "calf", "wall", "7:30", "mon-fri", "--json").json["days"] == "mon,tue,wed,thu,fri"
    item = PlanItem("calf-wall", weekdays=(0, 2), at=(time(8, 0),), until=date(2027, 1, 10))
    monkeypatch.setattr(Services, "plan", LoadedPlan(Plan((item,))))
    asked = remind("remind", "calf", "wall", "--json", "--as", "ics").json
    assert (asked["time"], asked["days"]) == ("08:00", "mon,wed")
    assert "UNTIL=20270110T235959" in asked["files"][0]["text"]
    monkeypatch.setattr(Services, "plan", LoadedPlan(Plan((item._replace(at=(time(8, 0), time(20, 0))),))))
    assert "The plan has 08:00 or 20:00" in remind("remind", "calf", "wall").err
    monkeypatch.setattr(Services, "plan", LoadedPlan(Plan((item._replace(at=(time(0, 30),)),))))
    late = remind("remind", "calf", "wall", "--json", "--as", "ics").json
    assert (late["time"], late["days"]) == ("00:30", "tue,thu"), "the night after each day of the plan"
    assert "UNTIL=20270111T235959" in late["files"][0]["text"]
