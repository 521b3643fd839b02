"""`report` from the shell: paper, pages, notes, the person's name, the plan, and what it says beside the sheet."""

from pathlib import Path

import pytest

from tests.conftest import FakeClock, Run
from tests.support.cases import with_each
from tests.support.menus import play

PLAN = """
[[items]]
routine = "bedtime-prevention"
from = {day}

[[items]]
routine = "my-calf"
times_a_day = 2
from = {day}
"""
OWN = 'title = "Calf, Ms Jones"\nplace = "calf"\n[[steps]]\nkind = "hold"\nseconds = 30\nsay = "Lean in."\n'


@pytest.fixture
def config(own_home: Path) -> Path:
    folder = own_home / ".config/spasmtui"
    (folder / "routines").mkdir(parents=True)
    return folder


def record(here: Run, count: int = 3, note: str = "Woke at once, and stood up.") -> None:
    for number in range(count):
        here("log", "add", "left calf", "--at", f"{number + 1} hours ago", "--note", f"{number} {note}")


def test_the_person_of_the_settings_is_on_the_sheet_and_in_no_other_export(here: Run, config: Path) -> None:
    (config / "settings.toml").write_text(
        '[report]\nname = "Anna Berg"\nborn = "14 March 1958"\nclinician = "Ms Jones"\n', encoding="utf-8"
    )
    record(here)
    for form in ("text", "md", "html"):
        sheet = here("report", "--format", form).stdout
        assert all(words in sheet for words in ("Anna Berg", "14 March 1958", "Ms Jones"))
        assert "Anna Berg" not in here("report", "--format", form, "--omit", "name").stdout
    kept = [here("report", "--json").stdout, here("log", "list", "--json").stdout, here("insights").stdout]
    kept += [here("log", "export", "--format", form).stdout for form in ("csv", "json", "md", "ics", "fhir", "tinydb")]
    assert [each for each in kept if not each or "Berg" in each or "1958" in each or "Jones" in each] == []


def test_the_paper_is_that_of_the_region_unless_another_is_named(here: Run, config: Path) -> None:
    def paper(*words: str, **environment: str) -> str:
        return (
            here("report", "--format", "html", *words, **environment).stdout.partition("@page { size: ")[2].split()[0]
        )

    assert paper(SPASMTUI_REGION="us") == "Letter"
    assert paper(SPASMTUI_REGION="de") == "A4"
    assert paper("--paper", "A4", SPASMTUI_REGION="us") == "A4"
    (config / "settings.toml").write_text('[report]\npaper = "letter"\n', encoding="utf-8")
    assert paper(SPASMTUI_REGION="de") == "Letter"


def test_notes_that_were_asked_for_and_have_no_room_are_told_and_more_pages_take_them(here: Run) -> None:
    record(here, 23, "very " * 60)
    silent, told = here("report"), here("report", "--notes", "all")
    assert (silent.stdout, silent.stderr) == (told.stdout, "")
    assert " notes had no room on the page. Add --pages 2 for one page more." in told.stderr
    more = here("report", "--notes", "all", "--pages", "9")
    assert more.stderr == ""
    assert all(f"{number} very" in more.stdout for number in range(23))
    assert "Page 2 of " in more.stdout
    five = here("report", "--notes", "2").stdout
    assert "Notes (the newest 2 of 23)" in five
    assert here("report", "--notes", "none").stdout == here("report", "--omit", "note").stdout


@with_each(
    ("words", "sentence"),
    [
        (("--notes", "few"), "--notes can be a number such as 5, all or none, not 'few'."),
        (("--pages", "0"), "--pages is a number from 1 to 20, not '0'."),
        (("--pages", "two"), "--pages is a number from 1 to 20, not 'two'."),
        (("--paper", "a5"), "--paper can be a4 or letter, not 'a5'."),
        (("--notes", "5", "--omit", "note"), "Name one of the two."),
    ],
)
def test_an_option_that_cannot_be_read_exits_2_with_a_sentence(
    words: tuple[str, ...], sentence: str, here: Run
) -> None:
    ended = here("report", *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert sentence in ended.stderr


def test_the_plan_is_on_the_sheet_with_its_titles_and_its_faults_are_said(
    here: Run, config: Path, clock: FakeClock
) -> None:
    (config / "routines/my-calf.toml").write_text(OWN, encoding="utf-8")
    (config / "plan.toml").write_text(
        PLAN.format(day=clock.now().date()) + "[[items]]\nroutine = 'gone'\n", encoding="utf-8"
    )
    ended = here("report")
    assert "Calf, Ms Jones: twice a day" in ended.stdout
    assert "my-calf" not in ended.stdout
    assert "gone" in ended.stderr
    as_json = here("report", "--json").stdout
    assert '"routine": "my-calf"' in as_json


def test_questions_are_written_and_taken_out_in_the_menus(clock: FakeClock, own_home: Path) -> None:
    lines = ("2", "8", "3", "2", "Is it normal?", "1", "3", "1", "1", "q")
    played = play(*lines, clock=clock)
    assert "1  Is it normal?" in played.text
    assert "Removed: Is it normal?" in played.text
    assert (own_home / ".config/spasmtui/questions.txt").read_text(encoding="utf-8") == ""
