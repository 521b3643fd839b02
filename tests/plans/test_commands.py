"""Tests of the plan's commands: what each changes, what it says, and that all faces have the same numbers."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from spasmtui.services import Services
from tests.conftest import FakeClock
from tests.support.commands import Ended, run
from tests.support.memory_diary import MemoryDiary

MONDAY = datetime(2026, 11, 30, 21, tzinfo=UTC)


class Person:
    """Someone who types commands of the plan."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock(MONDAY)
        self.diary = MemoryDiary(self.clock)
        self.diary.state = folder
        self.folder = folder

    def types(self, *words: str) -> Ended:
        return run("plan", *words, diary=self.diary, clock=self.clock)

    def json(self, *words: str) -> Any:
        return self.types(*words, "--json").json

    @property
    def file(self) -> str:
        return (self.folder / "plan.toml").read_text(encoding="utf-8")


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path)


def test_without_a_plan_three_ways_to_one_are_named(person: Person) -> None:
    ended = person.types()
    assert (ended.code, ended.err) == (0, "")
    assert [line.split()[2] for line in ended.out.splitlines()[1:]] == ["start", "add", "import"]
    assert person.json() == []


def test_an_item_is_added_with_all_that_was_said(person: Person) -> None:
    ended = person.types(
        "add", "calf", "stretch", "at", "the", "wall", "--times", "2", "--days", "mon,wed", "--sets", "3",
        "--side", "left", "--at", "07:00,22:15", "--until", "6 weeks", "--by", "J. Okafor", "--note", "slowly",
    )  # fmt: skip
    assert ended.out == (
        "Added to the plan: Calf stretch at the wall, left side, 3 sets: twice a day on Mon and Wed "
        "at 07:00 and 22:15, until Sun 10 Jan 2027, asked for by J. Okafor.\n"
    )
    assert person.file.endswith(
        '[[items]]\nroutine = "calf-wall"\ndays = ["mon", "wed"]\nsets = 3\nsides = "left"\n'
        'at = ["07:00", "22:15"]\nfrom = 2026-11-30\nuntil = 2027-01-10\nby = "J. Okafor"\nnote = "slowly"\n'
    )


def test_an_item_that_is_added_again_changes_and_keeps_what_nobody_said(person: Person) -> None:
    person.types("add", "shin", "--sets", "3", "--days-a-week", "3", "--by", "Dr Lee", "--from", "2026-11-02")
    ended = person.types("add", "shin", "--times", "2")
    assert ended.out == "Changed in the plan: Shin cramp, 3 sets: twice a day on 3 days a week, asked for by Dr Lee.\n"
    assert 'from = 2026-11-02\nby = "Dr Lee"\nuntil = 2026-11-29\n' in person.file
    assert "from = 2026-11-30\n" in person.file


def test_a_wrong_value_is_named_by_its_option(person: Person) -> None:
    def said(*words: str) -> tuple[int, str]:
        ended = person.types("add", "shin", *words)
        return ended.code, ended.err

    assert said("--times", "13") == (2, "--times must be a whole number from 1 to 12.")
    assert said("--times", "often") == (2, "--times must be a whole number, not 'often'.")
    assert said("--side", "top") == (2, "--side must be left, right or both.")
    assert said("--until", "2026-11-01") == (2, "Until (2026-11-01) is before from (2026-11-30).")
    assert said("--at", "25:00") == (2, "--at '25:00' is no time of day. Write it as in \"22:15\".")
    assert person.types("add", "shim").code == 2
    assert not (person.folder / "plan.toml").exists()


def test_a_length_may_be_in_words_and_a_year_of_no_plan_is_refused(person: Person) -> None:
    assert "until Sun 6 Dec." in person.types("add", "shin", "--until", "seven days").out
    assert "until Sun 13 Dec." in person.types("add", "shin", "--until", "a fortnight").out
    for words in (("--from", "9999-12-30"), ("--from", "0001-01-01"), ("--from", "2200-12-30", "--until", "6 weeks")):
        far = person.types("add", "calf-wall", *words)
        assert (far.code, "in the years from 1900 to 2200" in far.err) == (2, True)


def test_the_bedtime_plan_is_for_six_weeks(person: Person) -> None:
    ended = person.types("start", "bedtime", "--at", "22:15")
    assert ended.out == "Taken into the plan: Bedtime stretches: once a day at 22:15, until Sun 10 Jan 2027.\n"
    assert "decide from the diary" in ended.err
    again = person.types("start", "bedtime")
    assert (again.code, "is in the plan already" in again.err) == (2, True)


def test_a_practice_recorded_by_hand_is_of_the_planned_side_and_sets(person: Person) -> None:
    person.types("add", "shin", "--sets", "3", "--side", "left", "--times", "2")
    early = person.types("done", "shin", "--early", "--at", "20:00", "--for", "2m", "--pain", "4", "--effort", "3")
    assert early.out == (
        "Recorded: Shin cramp, Mon 30 Nov 20:00, left side, ended early, pain before 4, effort 3. "
        "Today: 0 of 2 done, 1 in part, 1 due.\n"
    )
    assert "ask a physiotherapist" not in early.out
    whole = person.types("done", "shin", "--pain", "3", "--pain-after", "8")
    assert "left side, 3 sets, pain before 3 and afterwards 8. Today: 1 of 2 done" in whole.out
    assert "More pain than before: ask a physiotherapist or doctor before the next time. `spasmtui urgent`" in whole.out
    assert len(person.diary.practices()) == 4
    assert {each.side for each in person.diary.practices()} == {"left"}


def test_a_skipped_time_is_no_longer_due_and_undo_brings_it_back(person: Person) -> None:
    person.types("add", "shin")
    assert person.types("skip", "shin").out == "Skipped today: Shin cramp. Today: 0 of 1 done, 1 skipped.\n"
    assert (
        person.types("skip", "shin").err == "Shin cramp: 0 of 1 done, 1 skipped today. There is nothing left to skip."
    )
    run("log", "undo", diary=person.diary, clock=person.clock)
    assert person.json()[0]["today"]["to_come"] == 1
    assert "is not planned today" in person.types("skip", "legs-up").err


def test_a_practice_of_an_earlier_day_counts_there_and_what_is_not_planned_is_said(person: Person) -> None:
    person.types("add", "shin", "--from", "2026-11-23")
    ended = person.types("done", "shin", "--at", "2026-11-29 08:00")
    assert ended.out == "Recorded: Shin cramp, Sun 29 Nov 08:00. On Sun 29 Nov: 1 of 1 done.\n"
    assert person.types("done", "legs-up").out.endswith("It is not in the plan of that day.\n")


def test_what_is_not_over_yet_is_not_recorded(person: Person) -> None:
    assert person.types("done", "shin", "--at", "2026-11-30 23:30").code == 2
    assert person.types("done", "shin", "--at", "20:55", "--for", "20m").code == 2
    assert person.diary.practices() == ()


def test_an_item_ends_with_yesterday_and_earlier_weeks_keep_it(person: Person) -> None:
    person.types("add", "shin", "--from", "2026-11-23")
    ended = person.types("end", "shin")
    assert ended.out == "Ended: Shin cramp. Its last day was Sun 29 Nov; the weeks before stay as they were.\n"
    assert person.json() == []
    assert person.json("--week", "2026-11-23")[0]["weeks"][0]["not_recorded"] == 7
    assert person.types("end", "shin").code == 1


def services_of(person: Person) -> Services:
    built = Services()
    built.clock, built.diary, built.config = person.clock, person.diary, person.folder
    built.content = Path(__file__).parents[2] / "content"
    return built


def test_text_json_and_the_progress_have_the_same_numbers(person: Person) -> None:
    person.types("add", "shin", "--times", "2", "--from", "2026-11-23")
    person.types("add", "bedtime", "--from", "2026-11-23")
    person.clock.advance(-4 * 86400)  # Thursday of the week before
    person.types("done", "shin")
    person.types("done", "bedtime", "--early")
    person.clock.advance(86400)
    person.types("skip", "shin")
    person.clock.advance(3 * 86400)
    person.types("done", "shin")
    progress = services_of(person).plan_progress(since=date(2026, 11, 23))
    text = person.types("--since", "2026-11-23").out
    document = person.json("--since", "2026-11-23")
    for monday, week in ((date(2026, 11, 23), 0), (date(2026, 11, 30), 1)):
        counted = progress.in_period(monday, min(monday + timedelta(days=6), MONDAY.date()))
        for each, item in zip(counted, document, strict=True):
            found = item["weeks"][week]
            assert {name: found[name] for name in each.counts._fields} == each.counts._asdict()
            assert sum(day["done"] for day in found["days"]) == each.counts.done
            line = f"{each.counts.done} of {each.counts.planned} done"
            assert line in text
    assert text == (
        "Mon 23 Nov to Sun 29 Nov  Mo Tu We Th Fr Sa Su\n"
        "  Shin cramp              ·  ·  ·  ◐  –  ·  ·\n"
        "    1 of 14 done, 1 skipped, 12 not recorded\n"
        "  Bedtime stretches       ·  ·  ·  ◐  ·  ·  ·\n"
        "    0 of 7 done, 1 in part, 6 not recorded\n"
        "\n"
        "This week, Mon 30 Nov     Mo Tu We Th Fr Sa Su\n"
        "  Shin cramp              ◐\n"
        "    1 of 2 done, 1 to come\n"
        "  Bedtime stretches       ○\n"
        "    0 of 1 done, 1 to come\n"
        "\n"
        "◐ in part   – skipped   · not recorded   ○ due\n"
    )


def test_a_fault_of_the_file_is_named_and_the_rest_is_shown(person: Person) -> None:
    (person.folder / "plan.toml").write_text('[[items]]\nroutine = "shin"\n\n[[items]]\nroutine = "xyz"\n')
    ended = person.types()
    assert "Shin cramp: 0 of 1 done, 1 due" in ended.out
    assert "line 5, items.2.routine: There is no routine 'xyz'." in ended.err


def test_when_its_weeks_are_over_the_plan_says_so_until_the_person_has_decided(person: Person) -> None:
    person.types("start", "bedtime")
    person.clock.advance(42 * 86400)
    assert person.types().out == (
        "Today, Mon 11 Jan: nothing is planned\n\n"
        "This week, Mon 11 Jan to Sun 17 Jan: nothing is planned\n\n"
        "Bedtime stretches: the six weeks ended on 10 Jan. Go on, or leave it ended: it\nis for you to decide.\n"
    )


def test_in_ascii_no_two_signs_are_alike(person: Person) -> None:
    person.types("add", "shin", "--times", "2", "--from", "2026-11-30")
    person.types("done", "shin", "--early")
    person.types("add", "bedtime")
    text = person.types("--ascii").out
    assert text.isascii()
    assert "/ in part   o due" in text


def test_a_plan_of_which_nothing_can_be_used_is_not_called_none(person: Person) -> None:
    (person.folder / "plan.toml").write_text("[[items]\n", encoding="utf-8")
    ended = person.types()
    assert ended.out == "Nothing of the plan can be used. Correct its file, then run spasmtui plan again.\n"
    assert "is not valid TOML" in ended.err
    assert person.types("add", "shin").code == 4


def test_a_day_without_a_time_can_be_skipped(person: Person) -> None:
    person.types("add", "calf-wall", "--from", "2026-11-28")
    assert person.types("skip", "calf-wall", "--at", "yesterday").out.startswith("Skipped on Sun 29 Nov: Calf stretch")
    assert person.types("skip", "calf-wall", "--at", "2026-11-28").out.startswith("Skipped on Sat 28 Nov: Calf stretch")
    assert person.types("skip", "calf-wall", "--at", "today").out.startswith("Skipped today: Calf stretch")
    assert person.types("skip", "calf-wall", "--at", "sometime").code == 2


def test_a_set_that_is_missing_leaves_the_time_due_with_the_sets_that_were_done(person: Person) -> None:
    person.types("add", "calf-wall", "--sets", "3")
    assert person.types("done", "calf-wall", "--sets", "2").out.endswith(
        "Today: 0 of 1 done, 1 due (2 of 3 sets done).\n"
    )
    assert person.types("done", "calf-wall").out.endswith("Today: 1 of 1 done.\n")
    assert person.types("done", "calf-wall", "--sets", "1").out.endswith("Today: 1 of 1 done, 1 of 3 sets more.\n")
