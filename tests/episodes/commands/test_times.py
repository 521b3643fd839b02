"""Times, days and lengths as they are typed after the options of the log's commands."""

import os
import time

import pytest

from spasmtui.clock import SystemClock
from spasmtui.errors import UnusableZone
from tests.conftest import FakeClock, Run
from tests.support.commands import run
from tests.support.episodes import episode
from tests.support.memory_diary import MemoryDiary

WORDS = {
    "3am": "2026-11-22T03:00", "3:10 pm": "2026-11-21T15:10", "0310": "2026-11-22T03:10",
    "yesterday at 3:00": "2026-11-21T03:00", "03:10 yesterday": "2026-11-21T03:10", "2 hours ago": "2026-11-22T01:12",
    "10 minutes ago": "2026-11-22T03:02", "an hour ago": "2026-11-22T02:12", "1 week ago": "2026-11-15T03:12",
    "last night 23:40": "2026-11-21T23:40", "2026-11-12 3:10": "2026-11-12T03:10",
    "2026/11/12 03:10": "2026-11-12T03:10",
}  # fmt: skip
ABROAD = "2026-11-12T00:30:00+09:00"


@pytest.fixture
def diary(clock: FakeClock) -> MemoryDiary:
    return MemoryDiary(clock)


def test_an_episode_is_recorded_and_closed_at_a_time_in_common_words(diary: MemoryDiary, clock: FakeClock) -> None:
    for words, instant in WORDS.items():
        ended = run("log", "add", "foot", "--at", words, "--json", diary=diary, clock=clock)
        assert (ended.json["started_at"], ended.err) == (f"{instant}:00+00:00", "")
    diary.add(episode("2026-11-21T23:40:00+00:00", id="open", is_open=True))
    ended = run("log", "done", "--at", "half an hour ago", "--json", diary=diary, clock=clock)
    assert ended.json["ended_at"] == "2026-11-22T02:42:00+00:00"
    ended = run("log", "edit", "open", "--for", "1 hour and 10 minutes", "--json", diary=diary, clock=clock)
    assert ended.json["duration_s"] == 4200


def test_what_was_chosen_for_a_person_is_said_beside_the_record(diary: MemoryDiary, clock: FakeClock) -> None:
    ended = run("log", "add", "calf", "--at", "last night", "--json", diary=diary, clock=clock)
    assert (ended.code, ended.json["started_at"]) == (0, "2026-11-22T03:00:00+00:00")
    assert ended.err.startswith("'last night' has no time of day, so its middle, 03:00, was taken")
    assert run("-q", "log", "add", "calf", "--at", "last night", diary=diary, clock=clock).err == ""


def test_a_date_that_could_be_two_stops_the_command_until_an_order_is_said(
    diary: MemoryDiary, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ("log", "add", "calf", "--json", "--at", "5/12/2025 3:10")
    asked = run(*line, diary=diary, clock=clock)
    assert (asked.code, diary.kept) == (2, {})
    assert asked.err == (
        "5/12/2025 could be 5 December 2025 or 12 May 2025. Write 2025-12-05 or 2025-05-12, "
        "or say --date-order dmy or mdy."
    )
    ended = run(*line, "--date-order", "dmy", diary=diary, clock=clock)
    assert (ended.json["started_at"][:10], ended.err) == ("2025-12-05", "")
    monkeypatch.setenv("LC_TIME", "en_US.UTF-8")
    ended = run(*line, diary=diary, clock=clock)
    assert ended.json["started_at"][:10] == "2025-05-12"
    assert ended.err == "5/12/2025 was read as 12 May 2025, as en_US writes dates.\n"
    assert run(*line, "--date-order", "us", diary=diary, clock=clock).code == 2
    for command in (["list", "--since"], ["list", "--on"], ["export", "--until"], ["day", "--on"]):
        ended = run("log", *command, "5/12/2025", diary=diary, clock=clock)
        assert (ended.code, "12 May 2025" in ended.err) == (0, True), command


@pytest.mark.parametrize(
    "words",
    [
        ["--since", "2026-11-12", "--until", "12 Nov"], ["--on", "2026-11-12"],
        ["--on", "12.11.", "--date-order", "dmy"],
        ["--since", "2026-11-12 00:30", "--until", "2026-11-12 00:31"], ["--on", "november"],
        ["--since", "2 weeks ago"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["list", "export"])
def test_an_episode_abroad_is_found_by_the_date_that_is_printed_beside_it(
    clock: FakeClock, command: str, words: list[str]
) -> None:
    before, after = "2026-10-31T23:59:00+09:00", "2026-12-01T00:30:00+14:00"
    diary = MemoryDiary(clock, [episode(ABROAD, id="abroad"), episode(before, id="before"), episode(after, id="after")])
    found = run("log", command, "--json", *words, diary=diary, clock=clock)
    kept = ["after", "abroad"] if words[-1] == "2 weeks ago" else ["abroad"]
    assert [each["id"] for each in found.json] == kept


def test_a_report_takes_the_days_of_longer_periods(clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [episode(ABROAD, id="abroad")])
    for since, until, days in (("last month", "2026-11-12", "2026-10-01 2026-11-12"), ("2 weeks ago", "yesterday", "")):
        ended = run("report", "--json", "--since", since, "--until", until, diary=diary, clock=clock)
        assert f"{ended.json['since']} {ended.json['until']}" == (days or "2026-11-08 2026-11-21")


def test_the_newest_of_a_period_are_counted_after_the_period_is_known(clock: FakeClock) -> None:
    diary = MemoryDiary(clock, [episode(ABROAD, id="abroad"), episode("2026-11-13T00:10:00+00:00", id="next")])
    found = run("log", "list", "--json", "--on", "2026-11-12", "--limit", "1", diary=diary, clock=clock)
    assert [each["id"] for each in found.json] == ["abroad"]


@pytest.mark.parametrize("words", ["status", "log list", "log add calf --at 3am", "relief calf", "overview"])
def test_a_time_zone_that_no_clock_can_have_is_a_sentence(
    here: Run, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setitem(os.environ, "TZ", "UTC+25")
    time.tzset()
    ended = here(*words.split())
    assert ended.returncode == 2
    assert ended.stderr == (
        "The time zone of this machine cannot be used: TZ is 'UTC+25'. Set TZ to a place, such as TZ=Europe/London, "
        "or unset it.\n"
    )
    with pytest.raises(UnusableZone):
        SystemClock().now()


def test_a_time_zone_that_the_system_does_not_know_is_named(here: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    known = ("Europe/Berlin", "Africa/Abidjan", "UTC", "UTC0", "Zulu", "", ":Europe/Berlin")
    for name, is_named in (("Europe/Berln", True), ("Berlin", True), *((each, False) for each in known)):
        monkeypatch.setitem(os.environ, "TZ", name)
        time.tzset()
        said = f"TZ is {name!r}, which this machine does not know, so times are recorded in UTC."
        added, doctor = here("log", "add", "calf"), here("doctor")
        assert (said in added.stderr, added.returncode) == (is_named, 0), name
        assert (said in " ".join(doctor.stdout.split()), doctor.returncode) == (is_named, int(is_named)), name


def test_a_time_of_day_for_an_episode_of_last_week_is_asked_back(diary: MemoryDiary, clock: FakeClock) -> None:
    diary.add(episode("2026-11-15T03:00:00+00:00", id="old"))
    diary.add(episode("2026-11-16T03:00:00+00:00", id="open", is_open=True))
    for words, both in (
        (("edit", "old", "--at", "03:05"), "'03:05' could be 2026-11-15 03:05 or 2026-11-22 03:05."),
        (("done", "--at", "03:05"), "'03:05' could be 2026-11-16 03:05 or 2026-11-22 03:05."),
    ):
        ended = run("log", *words, diary=diary, clock=clock)
        assert (ended.code, ended.err.strip()) == (2, f"{both} Write the one that is meant.")
    ended = run("log", "edit", "old", "--at", "2026-11-15 03:05", "--json", diary=diary, clock=clock)
    assert ended.json["started_at"] == "2026-11-15T03:05:00+00:00"
