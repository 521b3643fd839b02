"""Reminders on the system: only ours are changed, a step that fails takes back the others, twice is as once."""

from dataclasses import replace
from pathlib import Path

import pytest

from spasmtui.errors import DataError, NotSaved, WrongUsage
from spasmtui.reminders.index import read_index
from spasmtui.reminders.installing import find_all, install, remove
from spasmtui.reminders.model import CRON, ICS, LAUNCHD, SYSTEMD, Key, Reminder
from spasmtui.reminders.system import quiet_program
from spasmtui.shared.times.recurring import DayTime
from tests.support.reminding_system import FakeSystem

BEDTIME = Key("bedtime-prevention", DayTime(22, 15))
MINE = b"# mine\n@daily /bin/true %x\n\xff no text"
EVENING = Reminder(key=BEDTIME, title="Bedtime stretches", command=("/bin/spasmtui", "remind"))
MORNING = Reminder(key=BEDTIME._replace(time=DayTime(8, 0)), title="Bedtime stretches", command=("/bin/spasmtui",))


def files_in(folder: str) -> dict[str, str]:
    return {path.name: path.read_text() for path in sorted(Path(folder).glob("*"))} if Path(folder).exists() else {}


def names(system: FakeSystem, state: Path) -> list[tuple[str, str, bool, bool]]:
    rows, faults = find_all(system, state, "")
    assert faults == ()
    return [(row.key.time.shown, row.kind, row.is_listed, row.is_on_system) for row in rows]


def test_a_timer_is_written_turned_on_listed_and_removed(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    assert install(EVENING, SYSTEMD, system, tmp_path)
    unit = "spasmtui-bedtime-prevention-2215"
    assert [*files_in(system.units)] == [f"{unit}.service", f"{unit}.timer"]
    assert system.ran[-1] == ("systemctl", "--user", "enable", "--quiet", "--now", f"{unit}.timer")
    assert names(system, tmp_path) == [("22:15", SYSTEMD, True, True)]
    (row,) = find_all(system, tmp_path, "")[0]
    assert remove(row, system, tmp_path) == ()
    assert (files_in(system.units), read_index(tmp_path), names(system, tmp_path)) == ({}, (), [])


def test_installing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    for kind in (SYSTEMD, CRON, LAUNCHD):
        system = FakeSystem(tmp_path / kind)
        assert install(EVENING, kind, system, tmp_path / kind)
        before = len(system.ran), system.crontab
        assert not install(EVENING, kind, system, tmp_path / kind)
        changes = [words for words in system.ran[before[0] :] if words != ("crontab", "-l")]
        assert (changes, system.crontab) == ([], before[1]), kind


def test_two_times_a_day_are_two_reminders_and_other_days_change_one(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    for reminder in (EVENING, MORNING):
        install(reminder, CRON, system, tmp_path)
    assert [row[0] for row in names(system, tmp_path)] == ["08:00", "22:15"]
    assert install(replace(EVENING, days=(5,)), CRON, system, tmp_path)
    assert [(row.key.time.shown, row.days) for row in find_all(system, tmp_path, "")[0]] == [
        ("08:00", "daily"),
        ("22:15", "sat"),
    ]


def test_the_lines_of_a_person_stay_in_the_crontab_byte_by_byte(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    system.crontab = MINE
    install(EVENING, CRON, system, tmp_path)
    assert system.crontab is not None
    assert system.crontab.startswith(MINE + b"\n15 22 * * * ")
    (row,) = find_all(system, tmp_path, "")[0]
    remove(row, system, tmp_path)
    assert system.crontab == MINE + b"\n"


def test_a_crontab_that_cannot_be_read_is_not_replaced(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    system.crontab, system.fails = MINE, ("crontab -l",)
    with pytest.raises(DataError, match="could not be read: Failed to connect to bus"):
        install(EVENING, CRON, system, tmp_path)
    assert (system.crontab, read_index(tmp_path)) == (MINE, ())


def test_a_step_that_fails_takes_back_the_others(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    system.fails = ("systemctl --user enable",)
    with pytest.raises(NotSaved, match=r"enable failed: Failed to connect to bus\. What had been written was taken"):
        install(EVENING, SYSTEMD, system, tmp_path)
    assert (files_in(system.units), read_index(tmp_path)) == ({}, ())


def test_a_change_that_fails_leaves_the_reminder_of_before(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    install(EVENING, SYSTEMD, system, tmp_path)
    before = files_in(system.units)
    system.fails = ("systemctl --user daemon-reload",)
    with pytest.raises(NotSaved):
        install(replace(EVENING, days=(0,)), SYSTEMD, system, tmp_path)
    assert files_in(system.units) == before


def test_what_is_not_ours_is_neither_overwritten_nor_deleted(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    path = Path(system.units) / "spasmtui-bedtime-prevention-2215.timer"
    path.parent.mkdir(parents=True)
    path.write_text("[Timer]\n")
    with pytest.raises(DataError, match="was not written by spasmtui"):
        install(EVENING, SYSTEMD, system, tmp_path)
    assert files_in(system.units) == {path.name: "[Timer]\n"}
    assert names(system, tmp_path) == []


def test_one_reminder_is_installed_in_one_way(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    install(EVENING, CRON, system, tmp_path)
    with pytest.raises(WrongUsage, match="a crontab line already"):
        install(EVENING, SYSTEMD, system, tmp_path)
    with pytest.raises(WrongUsage, match="-o FILE"):
        install(EVENING, ICS, system, tmp_path)


def test_the_list_tells_what_is_gone_and_what_it_does_not_have(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    install(EVENING, CRON, system, tmp_path)
    install(MORNING, SYSTEMD, system, tmp_path)
    system.crontab = b""
    (tmp_path / "reminders.json").unlink()
    install(EVENING, CRON, system, tmp_path)
    system.crontab = b""
    assert names(system, tmp_path) == [("08:00", SYSTEMD, False, True), ("22:15", CRON, True, False)]


def test_reminders_of_another_diary_are_left_alone(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    install(replace(EVENING, key=BEDTIME._replace(diary="0123abcd")), CRON, system, tmp_path / "other")
    assert names(system, tmp_path) == []
    assert [row.key for row in find_all(system, tmp_path, "0123abcd")[0]] == [BEDTIME._replace(diary="0123abcd")]


def test_where_the_timer_cannot_be_stopped_its_files_go_and_it_is_said(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    install(EVENING, SYSTEMD, system, tmp_path)
    system.fails = ("systemctl",)
    (row,) = find_all(system, tmp_path, "")[0]
    notes = remove(row, system, tmp_path)
    assert notes[0].startswith("systemctl --user disable failed")
    assert "when you log out" in notes[-1]
    assert files_in(system.units) == {}


def test_the_best_way_of_a_system_comes_first(tmp_path: Path) -> None:
    ways = {
        ("systemctl", "crontab"): (SYSTEMD, CRON, ICS),
        ("crontab",): (CRON, ICS),
        (): (ICS,),
    }
    assert {has: FakeSystem(tmp_path, has).kinds() for has in ways} == ways
    assert FakeSystem(tmp_path, ("launchctl", "crontab"), "darwin").kinds() == (LAUNCHD, CRON, ICS)


def test_the_program_is_named_by_an_absolute_path(tmp_path: Path) -> None:
    system = FakeSystem(tmp_path)
    script = tmp_path / "spasmtui"
    script.write_text("")
    assert quiet_program(str(script), "/usr/bin/python3", system) == ("/usr/bin/python3", "-m", "spasmtui")
    script.chmod(0o755)
    assert quiet_program(str(script), "/usr/bin/python3", system) == (str(script),)
    assert quiet_program(str(tmp_path / "spasm"), "/usr/bin/python3", system) == (str(script),)
    assert quiet_program("/x/__main__.py", "/usr/bin/python3", system) == ("/usr/bin/python3", "-m", "spasmtui")
