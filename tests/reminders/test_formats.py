"""Texts for systemd, launchd, cron and calendars: whatever a path or a title has, it is read back the same."""

import plistlib
import re
import shlex
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.errors import WrongUsage
from spasmtui.reminders import crontab, launchd, systemd
from spasmtui.reminders.calendar_file import calendar_text
from spasmtui.reminders.model import (
    CRON,
    KIND_NAMES,
    LAUNCHD,
    SYSTEMD,
    Key,
    Reminder,
    check_writable,
    find_marks,
    key_of,
)
from spasmtui.shared.times.recurring import DayTime, short_days
from tests.conftest import LIMIT_SECONDS
from tests.support.reminding_system import event_of

NOW = datetime(2026, 11, 30, 10, tzinfo=UTC)
ODD = '/home/ann o\'neil/100% "sure"/$HOME;#&|'
printable = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=20).filter(str.isprintable)
times = st.builds(DayTime, st.integers(0, 23), st.integers(0, 59))
keys = st.builds(Key, printable.filter(bool), times, st.sampled_from(("", "0123abcd")))
reminders = st.builds(
    Reminder,
    key=keys,
    title=st.text(max_size=30),
    days=st.sets(st.integers(0, 6), max_size=6).map(lambda days: tuple(sorted(days))),
    is_neutral=st.booleans(),
    command=printable.map(lambda word: (f"/{word}", "remind", "--notify", word, "22:15", "--data-dir", f"/x{word}")),
    environment=printable.map(lambda word: (("XDG_CONFIG_HOME", f"/{word}"),)),
)


def a_reminder(*, days: tuple[int, ...] = (), **more: object) -> Reminder:
    key = Key("bedtime-prevention", DayTime(22, 15))
    values = {"title": "Bedtime stretches", "command": ("/bin/spasmtui", "remind"), **more}
    return Reminder(key=key, days=days, **values)  # type: ignore[arg-type]


def systemd_words(text: str) -> list[str]:
    """Split a value by the rules of systemd.syntax and systemd.service, as far as what is written here needs them."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    assert " ".join(f'"{word}"' for word in words) == text
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in words]


@given(reminders)
@settings(max_examples=30)
def test_a_unit_has_the_words_of_the_command_and_no_line_that_was_not_meant(reminder: Reminder) -> None:
    reminder = check_writable(reminder, SYSTEMD)
    service, timer = systemd.service_text(reminder), systemd.timer_text(reminder)
    lines = service.split("\n")
    assert [line.partition("=")[0] for line in lines] == [
        lines[0], "[Unit]", "Description", "", "[Service]", "Type", "Environment", "ExecStart", ""
    ]  # fmt: skip
    assert not any(line.endswith("\\") for line in (*lines, *timer.split("\n")))
    assert systemd_words(lines[6].partition("=")[2]) == ["=".join(reminder.environment[0])]
    program, *words = systemd_words(lines[7].partition("=")[2])
    words = [word.replace("$$", "$") for word in words]
    if program == "/bin/sh":
        assert words[:2] == ["-c", 'exec "$0" "$@"']
        program, words = words[2], words[3:]
    assert (program, *words) == reminder.command
    assert {mark.key.name for text in (service, timer) for mark in find_marks(text)} == {reminder.name}


@given(reminders)
@settings(max_examples=30)
def test_an_agent_is_read_back_as_it_was_meant(reminder: Reminder) -> None:
    reminder = check_writable(reminder, LAUNCHD)
    read = plistlib.loads(launchd.agent_text(reminder).encode())
    assert tuple(read["ProgramArguments"]) == reminder.command
    assert read["EnvironmentVariables"]["XDG_CONFIG_HOME"] == reminder.environment[0][1]
    at = read["StartCalendarInterval"]
    rows = at if isinstance(at, list) else [at]
    assert {(row["Hour"], row["Minute"]) for row in rows} == {tuple(reminder.key.time)}
    assert sorted((row["Weekday"] - 1) % 7 for row in rows if "Weekday" in row) == list(reminder.days)
    assert find_marks(launchd.agent_text(reminder))[0].key.name == reminder.name


@given(reminders)
@settings(max_examples=30)
def test_a_crontab_line_is_one_line_whose_shell_gets_the_words(reminder: Reminder) -> None:
    try:
        reminder = check_writable(reminder, CRON)
    except WrongUsage:
        assert any("\\" in word for word in (*reminder.command, reminder.environment[0][1]))
        return
    line = crontab.line_text(reminder)
    assert "\n" not in line
    assert not re.search(r"(?<!\\)%", line), "cron would end the command there"
    variable, *words = shlex.split(line.split(" ", 5)[5].replace("\\%", "%"), comments=True)
    assert (variable, *words) == ("=".join(reminder.environment[0]), *reminder.command)
    assert crontab.own_lines(f"# mine\n{line}\n") == (line,)
    assert crontab.without(f"a\n{line}\nb", reminder.key) == "a\nb"


@given(reminders)
@settings(max_examples=30)
def test_a_calendar_file_is_read_back_with_one_alarm_at_the_time(reminder: Reminder) -> None:
    text = calendar_text(check_writable(reminder, "ics"), NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    event = event_of(text)
    (alarm,) = event.walk("VALARM")
    begins = event["DTSTART"].dt
    assert (begins.hour, begins.minute, begins.tzinfo) == (*reminder.key.time, None)
    assert begins >= NOW.replace(tzinfo=None)
    assert alarm["ACTION"] == "DISPLAY"
    assert str(event["SUMMARY"]) == str(alarm["DESCRIPTION"])
    assert event["RRULE"]["FREQ"] == (["WEEKLY"] if reminder.days else ["DAILY"])
    assert not reminder.days or begins.weekday() in reminder.days
    assert str(event["UID"]) == f"{reminder.name}@spasmtui"


@given(keys)
def test_a_name_tells_reminders_apart_and_has_letters_that_every_system_takes(key: Key) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]+", key.name)
    assert key_of(key.name) == key


def test_a_plan_that_ends_ends_the_entries_of_a_calendar() -> None:
    text = calendar_text(a_reminder(until=date(2027, 1, 10), days=(0,)), NOW)
    assert "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20270110T235959\r\n" in text


def test_a_neutral_reminder_names_no_routine_in_any_text() -> None:
    reminder = a_reminder(is_neutral=True, command=("/bin/spasmtui",))
    texts = (systemd.timer_text(reminder), calendar_text(reminder, NOW))
    assert not any("Bedtime stretches" in text for text in texts)


def test_a_path_that_a_file_cannot_hold_is_refused() -> None:
    for kind in KIND_NAMES:
        with pytest.raises(WrongUsage, match="cannot hold"):
            check_writable(a_reminder(command=("/bin/a\nb",)), kind)


def test_a_line_that_was_switched_off_by_hand_stays() -> None:
    line = crontab.line_text(a_reminder())
    assert crontab.without(f"# {line}\n", a_reminder().key) == f"# {line}\n"


@pytest.mark.long
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_takes_the_units_and_their_calendar(tmp_path: Path) -> None:
    folder = tmp_path / "a b %h $x 'y' \"z\""
    folder.mkdir()
    program = folder / "spasmtui"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    reminder = check_writable(a_reminder(command=(str(program), "--data-dir", ODD), days=(0, 6)), SYSTEMD)
    for path, text in systemd.setup(reminder, str(tmp_path)).files:
        Path(path).write_text(text, encoding="utf-8")
    ended = subprocess.run(
        ["systemd-analyze", "verify", "--user", *sorted(map(str, tmp_path.glob("*.*")))],
        env={"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert short_days(reminder.days) == "mon,sun"
