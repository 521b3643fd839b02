"""`guide` on the shell: pages, list, search, sources, audit."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from spasmtui.cli import main
from spasmtui.guide.audit import find_faults
from tests.conftest import ROOT, Run
from tests.test_architecture import loaded_after


@pytest.fixture
def spasmtui(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process: what it prints and returns is the same, and it starts at once."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        code = main(list(words))
        printed = capsys.readouterr()
        return subprocess.CompletedProcess(words, code, printed.out, printed.err)

    return run


def test_an_id_wins_outright_and_its_page_is_clean_text(spasmtui: Run) -> None:
    ended = spasmtui("guide", "calf")
    assert (ended.returncode, ended.stderr) == (0, "")
    lines = ended.stdout.splitlines()
    assert lines[0] == "Calf cramp"
    assert "Do this now" in lines
    assert "1. Sit up and straighten the leg. Keep the knee straight." in lines
    assert "\x1b" not in ended.stdout
    assert max(map(len, lines)) <= 78
    assert not any(sign in ended.stdout for sign in ("▌", "│", "**", "`", "[M", "[RF"))


def test_keys_are_named_as_commands_on_the_shell(spasmtui: Run) -> None:
    text = " ".join(spasmtui("guide", "calf").stdout.split())
    assert "spasm night-calf-rescue starts the timer" in text
    assert "Run spasmtui urgent" in text
    assert "Press !" not in text


def test_what_to_read_next_and_the_sources_stand_at_the_end(spasmtui: Run) -> None:
    lines = spasmtui("guide", "calf").stdout.splitlines()
    start = lines.index("Read next")
    assert "- The first minutes: spasmtui guide first-minutes" in lines[start:]
    assert "Sources" in lines[start:]
    assert lines[-1].startswith("Reviewed 22 November 2026. Evidence ")


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
def test_words_lead_to_the_page_they_mean(spasmtui: Run, words: tuple[str, ...], title: str) -> None:
    ended = spasmtui("guide", *words)
    assert (ended.stdout.splitlines()[0], ended.returncode) == (title, 0)


def test_nothing_found_says_what_is_near_and_exits_1(spasmtui: Run) -> None:
    ended = spasmtui("guide", "qqqqzz")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("The guide has no page for 'qqqqzz'.")
    assert "spasmtui guide --list" in ended.stderr


def test_nothing_found_as_json_is_an_error_with_its_code(spasmtui: Run) -> None:
    ended = spasmtui("guide", "qqqqzz", "--json")
    assert (ended.returncode, json.loads(ended.stderr)["error"]["code"]) == (1, "not-found")


def test_a_page_as_json_has_its_entry_and_its_text(spasmtui: Run) -> None:
    page = json.loads(spasmtui("guide", "calf", "--json").stdout)
    assert {key: page[key] for key in ("id", "title", "group", "places", "reviewed")} == {
        "id": "calf", "title": "Calf cramp", "group": "places", "places": ["calf"], "reviewed": "2026-11-22",
    }  # fmt: skip
    assert page["text"].startswith("Do this now\nSit up")


def test_the_list_names_every_page_under_its_group(spasmtui: Run) -> None:
    lines = spasmtui("guide", "--list").stdout.splitlines()
    assert lines[0] == "What to do"
    assert [line for line in lines if line.split()[:1] == ["calf"]] == ["  calf                       Calf cramp"]
    pages = json.loads(spasmtui("guide", "--list", "--json").stdout)
    assert len(pages) == len(list((ROOT / "content/guide").glob("*.md")))


@pytest.mark.parametrize("words", ["lockjaw", "chest pain", "side hurts", "what does it mean"])
def test_no_id_stands_twice_in_what_is_found(spasmtui: Run, words: str) -> None:
    ids = [hit["id"] for hit in json.loads(spasmtui("guide", *words.split(), "--search", "--json").stdout)]
    assert ids
    assert sorted(set(ids)) == sorted(ids)


def test_a_page_asked_for_by_a_danger_sign_is_get_help_now(spasmtui: Run) -> None:
    printed = spasmtui("guide", "my", "calf", "hurts", "and", "is", "swollen").stdout
    assert printed == spasmtui("guide", "sudden", "back", "pain", "can't", "pee").stdout
    assert printed == spasmtui("guide", "get-help-now").stdout


def test_search_as_json_is_a_list_of_id_title_snippet_best_first(spasmtui: Run) -> None:
    hits = json.loads(spasmtui("guide", "charley", "horse", "--search", "--json").stdout)
    assert {tuple(hit) for hit in hits} == {("id", "title", "snippet")}
    assert (hits[0]["id"], hits[0]["title"]) == ("calf", "Calf cramp")


def test_a_search_that_finds_nothing_is_an_empty_list_and_no_failure(spasmtui: Run) -> None:
    ended = spasmtui("guide", "qqqqzz", "--search", "--json")
    assert (ended.returncode, json.loads(ended.stdout)) == (0, [])


def test_a_search_without_words_says_what_to_type(spasmtui: Run) -> None:
    ended = spasmtui("guide", "--search")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "spasmtui guide toes curl --search" in ended.stderr


def test_sources_name_title_and_where(spasmtui: Run) -> None:
    sources = {source["id"]: source for source in json.loads(spasmtui("guide", "--sources", "--json").stdout)}
    assert sources["S10"]["year"] == 2012
    assert sources["S10"]["where"].startswith("https://")
    assert "S10  Stretching before sleep" in spasmtui("guide", "--sources").stdout


def test_own_notes_stand_on_the_page_without_what_a_terminal_would_obey(spasmtui: Run, own_home: Path) -> None:
    notes = own_home / ".config/spasmtui/guide/calf.md"
    notes.parent.mkdir(parents=True)
    notes.write_text("Mine: **towel** at the bed \x1b]0;evil\x07[/b] end.\n", encoding="utf-8")
    ended = spasmtui("guide", "calf")
    lines = ended.stdout.splitlines()
    assert lines[lines.index("Your notes") + 2] == "Mine: towel at the bed ]0;evil[/b] end."
    assert "\x1b" not in ended.stdout


def test_the_command_for_a_known_page_parses_that_page_alone() -> None:
    loaded = loaded_after("from spasmtui.cli import main; main(['guide', 'calf'])")
    heavy = {"textual", "rich", "pydantic", "tinydb", "sqlite3", "rapidfuzz", "annotated_types", "subprocess", "json"}
    assert loaded & heavy == set()


REVIEWED = date(2026, 11, 22)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The content with one page, to break."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("*.md", "figures", "body"))
    shutil.copy(ROOT / "content/guide/calf.md", tmp_path / "content/guide")
    return tmp_path / "content"


def test_a_page_is_due_for_review_a_year_after_the_last() -> None:
    assert find_faults(ROOT / "content", date(2027, 11, 21)) == ()
    pages = {f"guide/{path.name}" for path in (ROOT / "content/guide").glob("*.md")}
    assert {fault.file for fault in find_faults(ROOT / "content", date(2027, 11, 22))} == pages


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
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
        ("urgent.toml", '"RF31"', '"RF99"', "there is no 'RF99'"),
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
    ],
)
def test_a_fault_is_named_with_its_file_and_line(copied: Path, file: str, old: str, new: str, says: str) -> None:
    path = copied / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = find_faults(copied, REVIEWED)
    found = [fault for fault in faults if fault.file == file and says in fault.message]
    assert found, faults
    changed = text.partition(old)[0].count("\n") + 1
    assert "## Do" in new or abs(found[0].line - changed) <= 1, (found[0], changed)


def test_a_page_without_front_matter_is_a_fault_of_its_first_line(copied: Path) -> None:
    (copied / "guide/neck.md").write_text("# Neck\n", encoding="utf-8")
    assert ("guide/neck.md", 1) in [(fault.file, fault.line) for fault in find_faults(copied, REVIEWED)]


def test_the_audit_exits_1_and_prints_a_line_a_fault_as_compilers_do(spasmtui: Run) -> None:
    clean = spasmtui("guide", "--audit", "--on", "2026-11-22")
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, "", "The guide has no fault.\n")
    ended = spasmtui("guide", "--audit", "--on", "2030-01-01")
    assert ended.returncode == 1
    assert "guide/calf.md:" in ended.stdout
    assert ended.stderr == f"{len(ended.stdout.splitlines())} faults.\n"


def test_a_day_that_is_none_is_wrong_usage(spasmtui: Run) -> None:
    ended = spasmtui("guide", "--audit", "--on", "tomorrow")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "'tomorrow' is not a date such as 2026-11-22.\n"
