"""`guide` on the shell: pages, list, search, sources, audit."""

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from spasmtui.cli import main
from spasmtui.guide.audit.content import find_guide_faults
from spasmtui.guide.audit.faults import Fault
from tests.conftest import ROOT, Run
from tests.support.content import PAGES
from tests.test_architecture import loaded_after


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: what it prints and returns is the same, and it starts at once."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        code = main(list(words))
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, printed.out, printed.err)

    return run


def test_an_id_wins_outright_and_its_page_is_clean_text(here: Run) -> None:
    ended = here("guide", "calf")
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    assert lines[0] == "Calf cramp"
    assert "Do this now" in lines
    assert "1. Sit up and straighten the leg. Keep the knee straight." in lines
    assert "\x1b" not in ended.stdout
    assert max(map(len, lines)) <= 78
    assert not any(sign in ended.stdout for sign in ("▌", "│", "**", "`", "[M", "[RF"))


def test_keys_are_named_as_commands_on_the_shell(here: Run) -> None:
    text = " ".join(here("guide", "calf").stdout.split())
    assert "spasm night-calf-rescue starts the timer" in text
    assert "Run spasmtui urgent" in text
    assert "Press !" not in text


def test_what_to_read_next_and_the_sources_stand_at_the_end(here: Run) -> None:
    lines = here("guide", "calf").stdout.splitlines()
    start = lines.index("Read next")
    assert "- The first minutes: spasmtui guide first-minutes" in lines[start:]
    assert "Sources" in lines[start:]
    assert re.match(r"Reviewed \d{1,2} [A-Z][a-z]+ \d{4}\. Evidence [A-Z]: ", lines[-1])


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("Calf",), "Calf cramp"),
        (("foot",), "Foot and toe cramp"),  # a place's id
        (("lower", "back"), "Lower back spasm"),
        (("charley", "horse"), "Calf cramp"),
        (("magnezium",), "Magnesium and supplements"),
        (("The first minutes",), "The first minutes"),
        (("../calf",), "Calf cramp"),  # words are never a path
    ],
)
def test_words_lead_to_the_page_they_mean(here: Run, words: tuple[str, ...], title: str) -> None:
    ended = here("guide", *words)
    assert (ended.stdout.splitlines()[0], ended.returncode) == (title, 0)


def test_nothing_found_says_what_is_near_and_exits_1(here: Run) -> None:
    ended = here("guide", "qqqqzz")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The guide has no page for 'qqqqzz'.")
    assert "spasmtui guide --list" in ended.stderr


def test_nothing_found_as_json_is_an_error_with_its_code(here: Run) -> None:
    ended = here("guide", "qqqqzz", "--json")
    assert (ended.returncode, json.loads(ended.stderr)["error"]["code"]) == (1, "not-found")


def test_a_page_as_json_has_its_entry_and_its_text(here: Run) -> None:
    page = json.loads(here("guide", "calf", "--json").stdout)
    assert {key: page[key] for key in ("id", "title", "group", "places", "reviewed")} == {
        "id": "calf", "title": "Calf cramp", "group": "places", "places": ["calf"],
        "reviewed": PAGES["calf"].meta["reviewed"].isoformat(),
    }  # fmt: skip
    assert page["text"].startswith("Do this now\nSit up")


def test_the_list_names_every_page_under_its_group(here: Run) -> None:
    lines = here("guide", "--list").stdout.splitlines()
    assert lines[0] == "What to do"
    assert [line for line in lines if line.split()[:1] == ["calf"]] == ["  calf                       Calf cramp"]
    pages = json.loads(here("guide", "--list", "--json").stdout)
    assert len(pages) == len(list((ROOT / "content/guide").glob("*.md")))


@pytest.mark.parametrize("words", ["lockjaw", "chest pain", "side hurts", "what does it mean"])
def test_no_id_stands_twice_in_what_is_found(here: Run, words: str) -> None:
    ids = [hit["id"] for hit in json.loads(here("guide", *words.split(), "--search", "--json").stdout)]
    assert ids
    assert sorted(set(ids)) == sorted(ids)


def test_a_page_asked_for_by_a_danger_sign_is_get_help_now(here: Run) -> None:
    page = here("guide", "get-help-now").stdout
    for words in ("my calf hurts and is swollen", "sudden back pain can't pee"):
        printed = here("guide", *words.split()).stdout
        assert printed.endswith(f"\n\n{page}")
        assert len(printed) > len(page) + 100


def test_search_as_json_is_a_list_of_id_title_snippet_best_first(here: Run) -> None:
    hits = json.loads(here("guide", "charley", "horse", "--search", "--json").stdout)
    assert {tuple(hit) for hit in hits} == {("id", "title", "snippet")}
    assert (hits[0]["id"], hits[0]["title"]) == ("calf", "Calf cramp")


def test_a_search_that_finds_nothing_is_an_empty_list_and_no_failure(here: Run) -> None:
    ended = here("guide", "qqqqzz", "--search", "--json")
    assert (ended.returncode, json.loads(ended.stdout)) == (0, [])


def test_a_search_without_words_says_what_to_type(here: Run) -> None:
    ended = here("guide", "--search")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "spasmtui guide toes curl --search" in ended.stderr


def test_sources_name_title_and_where(here: Run) -> None:
    sources = {source["id"]: source for source in json.loads(here("guide", "--sources", "--json").stdout)}
    assert sources["S10"]["year"] == 2012
    assert sources["S10"]["where"].startswith("https://")
    assert "S10  Stretching before sleep" in here("guide", "--sources").stdout


def test_the_list_of_sources_says_which_were_read_in_a_copy_or_not_at_all(here: Run) -> None:
    sources = {source["id"]: source for source in json.loads(here("guide", "--sources", "--json").stdout)}
    assert (sources["S10"]["is_reprint"], sources["S10"]["is_unread"]) == (False, False)
    assert (sources["S51"]["is_reprint"], sources["S52"]["is_unread"]) == (True, True)
    listed = " ".join(here("guide", "--sources").stdout.split())
    assert "S51 Tetanus. NHS, 2026 (read as a copy) https://www.nhs.uk/conditions/tetanus/" in listed
    assert "NBK430912, 2026 (named, not read for this guide)" in listed
    assert "Tetanus. NHS, 2026 (read as a copy)" in " ".join(here("guide", "get-help-now").stdout.split())


def test_own_notes_stand_on_the_page_without_what_a_terminal_would_obey(here: Run, own_home: Path) -> None:
    notes = own_home / ".config/spasmtui/guide/calf.md"
    notes.parent.mkdir(parents=True)
    notes.write_text("Mine: **towel** at the bed \x1b]0;evil\x07[/b] end.\n", encoding="utf-8")
    ended = here("guide", "calf")
    lines = ended.stdout.splitlines()
    assert lines[lines.index("Your notes") + 2] == "Mine: towel at the bed ]0;evil[/b] end."
    assert "\x1b" not in ended.stdout


@pytest.mark.long
def test_the_command_for_a_known_page_parses_that_page_alone() -> None:
    loaded = loaded_after("from spasmtui.cli import main; main(['guide', 'calf'])")
    heavy = {"textual", "rich", "pydantic", "tinydb", "sqlite3", "rapidfuzz", "annotated_types", "subprocess", "json"}
    assert loaded & heavy == set()


REVIEWED = date(2026, 11, 22)
LATEST = max(page.meta["reviewed"] for page in PAGES.values()).isoformat()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The content with one page, last reviewed on `REVIEWED`, to break."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("*.md", "figures", "body"))
    page = (ROOT / "content/guide/calf.md").read_text(encoding="utf-8")
    page = re.sub(r"^reviewed = .*$", f"reviewed = {REVIEWED}", page, flags=re.MULTILINE)
    (tmp_path / "content/guide/calf.md").write_text(page, encoding="utf-8")
    return tmp_path / "content"


@pytest.mark.parametrize(
    ("today", "says"),
    [
        (date(2026, 11, 21), ["reviewed on 2026-11-22, which is in the future"]),
        (date(2026, 11, 22), []),
        (date(2027, 11, 21), []),
        (date(2027, 11, 22), ["last reviewed on 2026-11-22: review it again"]),
    ],
)
def test_a_page_is_due_for_review_a_year_after_the_last(copied: Path, today: date, says: list[str]) -> None:
    assert [fault.message for fault in find_guide_faults(copied, today) if "reviewed on" in fault.message] == says


FAULTS = [
    ("guide/calf.md", 'group = "places"', 'group = "somewhere"', "group: "),
    ("guide/calf.md", 'grade = "', 'colour = "red"\ngrade = "', "colour: "),
    ("guide/calf.md", "reviewed = 2026-11-22", "reviewed = 2025-11-21", "last reviewed on 2025-11-21"),
    ("guide/calf.md", "reviewed = 2026-11-22", 'reviewed = "2026-11-22"', "reviewed is a date"),
    ("guide/calf.md", "reviewed = 2026-11-22", "reviewed = 2026-13-45", "not valid TOML"),
    ("guide/calf.md", 'id = "calf"', 'id = "claf"', "the id 'claf' is not the file's name"),
    ("guide/calf.md", '"night-calf-rescue"', '"night-calf-rescu"', "there is no 'night-calf-rescu'"),
    ("guide/calf.md", '"M20"', '"M99"', "there is no 'M99'"),
    ("guide/calf.md", "](medicines)", "](medicine)", "the link to 'medicine' leads nowhere"),
    ("guide/calf.md", "[M20", "[M98, M20", "there is no fact 'M98'"),
    ("guide/calf.md", "## Do this now", "## Do this soon", "needs a list under 'Do this now'"),
    ("red_flags.toml", 'page = "calf"', 'page = "cafl"', "there is no page 'cafl'"),
    ("urgent.toml", '"RF31"', '"RF999"', "there is no 'RF999'"),
    ("words.toml", "[calf]", "[cafl]", "there is no page 'cafl'"),
    ("sources.toml", 'sources = ["S01"', 'sources = ["S00"', "names the source 'S00'"),
    ("sources.toml", "year = 2022", 'year = "2022"', "year: "),
    ("red_flags.toml", 'level = "emergency"', 'level = "urgent"', "level: "),
    ("red_flags.toml", 'do = "No doctor', 'dose = "No doctor', "dose: "),
    ("urgent.toml", 'ask = "Chest', 'asks = "Chest', "ask: "),
    ("urgent.toml", '[none]\nsay = "None', '[none]\nsays = "None', "says: "),
    ("glossary.toml", 'meaning = "Arteries', 'meanings = "Arteries', "meanings: "),
    ("glossary.toml", 'page = "look-alikes"', 'page = "look-alike"', "there is no page 'look-alike'"),
    ("words.toml", "words = [", "word = [", "word: "),
    ("words.toml", "[calf]", "[neck-2]", "there is no page 'neck-2'"),
    ("guide/calf.md", 'id = "calf"', 'id = "claf"', "words.toml has no table [claf]"),
    ("words.toml", 'place = "calf"', 'place = "knee"', "there is no place 'knee'"),
    ("words.toml", '"what is a cramp"', '"definition"', "'definition' is there twice"),
    ("guide/calf.md", 'words = [\n    "charley horse"', 'words = [\n    "leg cramp"', "'leg cramp' is there twice"),
    ("guide/calf.md", "related = [", 'related = ["calf", ', "related: the page leads to itself"),
    ("guide/calf.md", "related = [", "related = [" + '"page", ' * 6, "related: 3 to 6 items"),
    ("guide/calf.md", 'summary = "', f'summary = "{"x" * 70}', "summary: 40 to 110 characters"),
    ("guide/calf.md", 'title = "Calf cramp"', f'title = "{"x" * 41}"', "title: 1 to 40 characters, not 41"),
    ("guide/calf.md", '"S01", ', "", "'S01' is missing, from which a fact of the page is"),
    ("guide/calf.md", '    "S01", ', '    "S01", "S02", ', "no fact of the page is from 'S02'"),
    ("guide/calf.md", '"S01", "S05"', '"S05", "S01"', "sources are not in the order of their ids"),
    ("guide/calf.md", "](medicines)", "](calf)", "the link leads to its own page"),
    ("guide/calf.md", "1. Sit up", "1. Sit\u00a0up", "the character '\\xa0' is not plain text"),
    ("guide/calf.md", "3. Hold until it eases, and", "3. " + "Hold " * 25 + "and", "characters, not at most 120"),
    ("guide/calf.md", "5. When you feel steady, ", f"5. {'Breathe. ' * 6}Then ", "characters, not at most 110"),
    ("guide/calf.md", "2. Pull", "2. Breathe.\n3. Pull", "the card has 6 steps, not 3 to 5"),
    ("guide/calf.md", "until you feel a stretch in the calf", "until the calf pulls", "write 'until you feel a"),
    ("guide/calf.md", "words = [", 'words = [\n    "zeppelin",', "promises 'zeppelin'"),
    ("guide/calf.md", "## Do this now", "## About\n\n## Do this now", "does not begin with 'Do this now'"),
]
"""File, words, what they are changed to, and what the fault says."""


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    # The first of each file; the audit goes through all of the guide for each.
    [
        pytest.param(*fault, marks=() if fault[0] not in {each[0] for each in FAULTS[:number]} else pytest.mark.long)
        for number, fault in enumerate(FAULTS)
    ],
)
def test_a_fault_is_named_with_its_file_and_line(copied: Path, file: str, old: str, new: str, says: str) -> None:
    path = copied / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = find_guide_faults(copied, REVIEWED)
    found = [fault for fault in faults if fault.file == file and says in fault.message]
    assert found, faults
    changed = text.partition(old)[0].count("\n") + 1
    assert "## Do" in new or abs(found[0].line - changed) <= 1, (found[0], changed)


def test_each_field_of_the_front_matter_is_there_even_when_it_is_empty(copied: Path) -> None:
    path = copied / "guide/calf.md"
    path.write_text(path.read_text(encoding="utf-8").replace('places = ["calf"]\n', ""), encoding="utf-8")
    says = "places is missing; a page without any says places = []"
    assert Fault("guide/calf.md", 1, says) in find_guide_faults(copied, REVIEWED)


@pytest.mark.parametrize(("words", "is_too_long"), [(50, False), (500, True)])
def test_a_page_has_at_most_700_words(copied: Path, words: int, is_too_long: bool) -> None:
    path = copied / "guide/calf.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nword" * words, encoding="utf-8")
    faults = [fault for fault in find_guide_faults(copied, REVIEWED) if "words, not 200 to 700" in fault.message]
    assert bool(faults) is is_too_long


def test_a_page_without_front_matter_is_a_fault_of_its_first_line(copied: Path) -> None:
    (copied / "guide/neck.md").write_text("# Neck\n", encoding="utf-8")
    assert ("guide/neck.md", 1) in [(fault.file, fault.line) for fault in find_guide_faults(copied, REVIEWED)]


@pytest.mark.long
def test_the_audit_exits_1_and_prints_a_line_a_fault_as_compilers_do(here: Run) -> None:
    clean = here("guide", "--audit", "--on", LATEST)
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, "", "The guide has no fault.\n")
    ended = here("guide", "--audit", "--on", "2030-01-01")
    assert ended.returncode == 1
    assert "guide/calf.md:" in ended.stdout
    assert ended.stderr == f"{len(ended.stdout.splitlines())} faults.\n"


def test_a_day_that_is_none_is_wrong_usage(here: Run) -> None:
    ended = here("guide", "--audit", "--on", "tomorrow")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "'tomorrow' is not a date such as 2026-11-22.\n"


@pytest.mark.parametrize("words", ["q" * 300, "-".join(["qqqzz"] * 90), "q" * 100_000, "../" * 200, "qqqqzz\0qqqqzz"])
def test_a_name_that_no_file_can_have_is_an_unknown_page(words: str, here: Run) -> None:
    ended = here("guide", words)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The guide has no page for ")
