"""The table of completions: everything that a command declares, and words that only the person's own files know."""

import json
from pathlib import Path

import pytest

from spasmtui.command_line.completions import bash, fish, zsh
from spasmtui.command_line.completions.offered import OFFERED, own_words
from spasmtui.command_line.completions.table import completed_commands, first_words, global_options, groups, sources
from spasmtui.command_line.global_options import GLOBAL_OPTIONS
from spasmtui.command_line.names import ALIASES
from spasmtui.command_table import COMMANDS
from spasmtui.episodes.exchange.importers.detect import FORMATS
from spasmtui.errors import DataError
from spasmtui.services import Services
from spasmtui.shared.language import LANGUAGES
from spasmtui.shell import Options, Shell
from tests.conftest import ROOT, Run
from tests.support.cases import with_each

COMMANDS_AS_COMPLETED = {each.name: each for each in completed_commands(ROOT / "content")}


def values_of(name: str, option: str) -> list[str]:
    found = next(each for each in COMMANDS_AS_COMPLETED[name].options if option in each.names)
    assert found.value is not None
    return [word for word, _says in found.value.words]


def test_every_command_and_alias_has_a_row_with_what_it_is() -> None:
    assert set(COMMANDS_AS_COMPLETED) == {*(each.name for each in COMMANDS), *ALIASES}
    assert [name for name, each in COMMANDS_AS_COMPLETED.items() if not each.says] == []
    assert [word for word, says in first_words(COMMANDS_AS_COMPLETED.values()) if not says] == []


@with_each(
    ("name", "option", "some"),
    [
        ("log add", "--kind", {"cramp", "twitch"}),
        ("log add", "--context", {"after-exercise"}),
        ("log add", "--helped", {"no", "gone"}),
        ("log add", "--pain", {"0", "10"}),
        ("log add", "--trigger", {"none", "heat", "awkward-position"}),
        ("log add", "--tried", {"night-calf-rescue"}),
        ("log add", "--sign", {"none"}),
        ("log edit", "--side", {"left", "both"}),
        ("log edit", "--clear", {"note", "for"}),
        ("log list", "--place", {"calf", "lower-back"}),
        ("log list", "--side", {"right"}),
        ("log import", "--from", set(FORMATS)),
        ("log export", "--format", {"csv", "fhir"}),
        ("report", "--format", {"pdf", "html"}),
        ("report", "--omit", {"note"}),
        ("drink", "--sweetener", {"maple"}),
        ("drink", "--water", {"tap"}),
        ("drink", "--measures", {"metric"}),
    ],
)
def test_an_option_s_values_are_offered(name: str, option: str, some: set[str]) -> None:
    assert some <= set(values_of(name, option))


def test_words_are_offered_with_what_they_mean() -> None:
    words = {name: dict(each.words.words) for name, each in COMMANDS_AS_COMPLETED.items()}
    assert words["guide"]["night-cramps"] == "Night cramps: bedtime stretches"
    assert words["relief"]["night-calf-rescue"] == "Night calf cramp: rescue"
    assert words["log add"]["hamstring"] == "back of the thigh"
    assert words["log day"]["little-drink"] == "little to drink"
    assert words["completions"] == dict.fromkeys(("bash", "zsh", "fish"), "")
    assert COMMANDS_AS_COMPLETED["log import"].words.sources == ("files",)
    assert COMMANDS_AS_COMPLETED["log show"].words.sources == ("episodes",)
    assert COMMANDS_AS_COMPLETED["relief"].words.sources == ("routines",)
    asked = dict(sources(tuple(COMMANDS_AS_COMPLETED.values()), global_options()))
    assert (asked["words:relief"], asked["words:log show"]) == (("routines",), ("episodes",))
    assert asked["value:log add --tried"] == ("routines", "remedies")


def test_the_global_options_have_their_values() -> None:
    values = {each.names[-1]: each.value for each in global_options()}
    assert values["--data-dir"] is not None
    assert values["--data-dir"].sources == ("folders",)
    assert values["--json"] is None
    language = next(each for each in GLOBAL_OPTIONS if "--language" in each.names)
    assert set(language.choices) == set(LANGUAGES)


@pytest.mark.parametrize("write", [bash.script, zsh.script, fish.script], ids=["bash", "zsh", "fish"])
def test_a_script_knows_every_option_command_and_word(write: object) -> None:
    assert callable(write)
    text = write(tuple(COMMANDS_AS_COMPLETED.values()))
    missing = [
        name
        for each in COMMANDS_AS_COMPLETED.values()
        for option in each.options
        for name in option.names
        if name.startswith("--") and name not in text and f"-l {name[2:]} " not in text
    ]
    words = [word for each in COMMANDS_AS_COMPLETED.values() for word, _says in each.words.words]
    seconds = [word for group in groups(COMMANDS_AS_COMPLETED.values()).values() for word, _says in group]
    assert missing == []
    assert [word for word in (*words, *seconds) if word not in text] == []


def test_the_words_of_the_person_are_printed_one_a_line_with_what_they_mean(here: Run, own_home: Path) -> None:
    here("log", "add", "calf", "--tried", "wheat bag: hot", "--tried", "own: ice", "--at", "2026-11-22 03:12", "-q")
    folder = own_home / ".config/spasmtui/routines"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("title = 'Mine: own'\n", encoding="utf-8")
    asked = {source: here("completions", "--words", source) for source in OFFERED}
    assert {ended.returncode for ended in asked.values()} == {0}
    first, second = asked["episodes"].stdout.splitlines()
    assert first == "last\tthe newest"
    assert second.endswith("\tSun 22 Nov 03:12, calf")
    assert asked["routines"].stdout.startswith("mine\t")
    assert asked["remedies"].stdout == "own: ice\ttried before\nwheat bag: hot\ttried before\n"
    assert json.loads(here("completions", "--words", "remedies", "--json").stdout)[1]["word"] == "wheat bag: hot"
    assert here("completions", "--words", "x").returncode == 2
    assert here("completions").stderr.startswith("Name a shell: bash, zsh or fish.")


def test_words_that_cannot_be_read_are_left_out_without_a_message() -> None:
    class Unreadable(Services):
        @property
        def diary(self) -> None:
            raise DataError("It cannot be read.")

    assert own_words("episodes", Shell(Options(), Unreadable())) == []
    assert own_words("nothing", Shell(Options(), Services())) == []
