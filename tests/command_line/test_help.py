"""Help: of all commands and of one, under every name and from every place where people ask for it."""

import json
import re
import shlex

import pytest

from spasmtui.cli import main, parse_arguments
from spasmtui.command_line.declared import read_declarations
from spasmtui.command_line.examples import EXAMPLES
from spasmtui.command_line.global_options import GLOBAL_OPTIONS, take_options
from spasmtui.command_line.names import ALIASES, find_command
from spasmtui.command_line.suggestions import DESTROYING, suggest_command, suggest_place
from spasmtui.command_table import COMMANDS
from spasmtui.errors import WrongUsage
from spasmtui.shared.language import take_language
from spasmtui.shell import Command
from tests.conftest import Run
from tests.support.cases import with_each


@with_each("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_s_help_has_all_it_takes_the_global_options_and_two_examples(command: Command, here: Run) -> None:
    ended = here("help", *command.name.split())
    declared = read_declarations(command)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert f"Usage: spasmtui {command.name}" in ended.stdout
    for names in (*(each.names for each in declared.options), *(each.names for each in GLOBAL_OPTIONS)):
        assert f"  {', '.join(names)}" in ended.stdout
    assert ended.stdout.count(f"\n  spasmtui {command.name}") >= 2
    assert here(*command.name.split(), "--help").stdout == ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 80


@with_each("command", COMMANDS, ids=lambda command: command.name)
def test_each_example_is_taken_by_its_command(command: Command) -> None:
    assert len(EXAMPLES[command.name]) >= 2
    assert len({typed for typed, _says in EXAMPLES[command.name]}) == len(EXAMPLES[command.name])
    for typed, _says in EXAMPLES[command.name]:
        words = shlex.split(re.split(r" (?:<|>>?) ", typed)[0])
        _options, rest = take_options(take_language(words)[1])
        found, rest = find_command([*command.name.split(), *rest])
        if found.name not in ("help", "log"):
            parse_arguments(found, rest)


def test_the_list_names_every_global_option_and_how_to_ask_for_one_command(here: Run) -> None:
    text = here("--help").stdout
    assert [option.names for option in GLOBAL_OPTIONS if f"  {', '.join(option.names)}" not in text] == []
    assert "spasmtui help log add" in text


@with_each(
    ("asked", "named"),
    [
        (("help",), ()),
        (("-h",), ()),
        (("--plain", "--help"), ()),
        (("help", "log"), ("log",)),
        (("log", "help"), ("log",)),
        (("log", "-h"), ("log",)),
        (("log", "help", "add"), ("log", "add")),
        (("log", "add", "-h", "calf"), ("log", "add")),
        (("--json", "log", "add", "--pain", "--help"), ("log", "add")),
        (("log", "delete", "--help"), ("log", "rm")),
        (("help", "log", "ls"), ("log", "list")),
        (("help", "log", "stats"), ("insights",)),
        (("relief", "chest", "--help"), ("relief",)),
        (("urgent", "chest", "--help"), ("urgent",)),
    ],
)
def test_help_is_found_wherever_it_is_asked_for(asked: tuple[str, ...], named: tuple[str, ...], here: Run) -> None:
    ended = here(*(word for word in asked if word != "--json"))
    assert (ended.returncode, ended.stdout) == (0, here("help", *named).stdout)


@pytest.mark.parametrize("words", [["relief", "--help"], ["relief", "calf", "-h"], ["relief", "help"]])
def test_spasm_has_help_under_its_own_name(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words, "spasm") == 0
    text = capsys.readouterr().out
    assert "Usage: spasm [WHAT ...] [OPTIONS]\n" in text
    assert "\n  spasm calf --left\n" in text
    assert text.startswith("In danger, or not sure? spasmtui urgent")
    assert main(["relief", "--foo"], "spasm") == 2
    assert capsys.readouterr().err == "There is no option --foo. Did you mean --for? Try: spasm --help\n"


def test_an_option_before_the_command_is_an_option_too(here: Run) -> None:
    assert here("--jsno", "status").stderr == "There is no option --jsno. Did you mean --json? Try: spasmtui --help\n"
    assert here("relief", "calf", "--version").stdout == here("version").stdout == here("--plain", "-V").stdout


def test_help_as_json_has_the_same_commands_and_options(here: Run) -> None:
    assert [each["command"] for each in json.loads(here("help", "--json").stdout)] == [each.name for each in COMMANDS]
    document = json.loads(here("help", "log", "delete", "--json").stdout)
    assert (document["command"], document["also"]) == ("log rm", ["log delete", "log remove"])
    assert document["words"][0]["name"] == "ID"
    assert document["examples"][0] == "spasmtui log rm last"
    options = json.loads(here("log", "add", "--help", "--json").stdout)["options"]
    assert {"names": ["-l", "--left"], "value": None, "help": "on the left"} in options


def test_help_for_what_there_is_not_is_exit_2_with_what_was_meant(here: Run) -> None:
    ended = here("help", "log", "lst")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "There is no command 'log lst'. Did you mean 'log list'? See: spasmtui log\n"


@with_each(("alias", "name"), ALIASES.items())
def test_an_alias_is_the_command(alias: str, name: str) -> None:
    assert find_command([*alias.split(), "x"] if name != "log" else []) == (
        next(each for each in COMMANDS if each.name == name),
        ["x"],
    )


@with_each(
    ("typed", "meant"),
    [
        ("statsu", "status"), ("impotr", "log import"), ("isnights", "insights"), ("giude", "guide"),
        ("lsit", "log list"),
        ("delete", "log rm"), ("remove", "log rm"), ("stats", "insights"), ("undo", "log undo"), ("search", "guide"),
        ("xyzzy", ""), ("exit", ""), ("quit", ""),
        ("resmove", ""), ("erese", ""), ("deleet", ""), ("rmm", ""), ("prge", ""), ("restor", ""), ("purgee", ""),
    ],
)  # fmt: skip
def test_a_word_leads_to_what_it_means_and_never_by_its_letters_to_what_destroys(typed: str, meant: str) -> None:
    assert suggest_command(typed) == meant


def test_words_for_a_place_a_side_or_a_routine_lead_to_relief_and_after_log_to_their_record() -> None:
    cases = {
        "calf": "relief calf", "left calf --plain": "relief left calf", "toes": "relief toes", "heat": "relief heat",
        "back": "relief back", "left": "relief left", "my cramp": "relief", "the": "", "guide2 calf": "",
        "heat left calf": "relief heat left calf", "log heat calf": "log add heat calf",
        "log calf": "log add calf", "log left calf -p 6": "log add left calf", "log back": "", "log my cramp": "",
    }  # fmt: skip
    for typed, meant in cases.items():
        group, words = ("log", typed.split()[1:]) if typed.startswith("log ") else ("", typed.split())
        assert suggest_place(words, group) == meant
    with pytest.raises(WrongUsage, match=r"no command 'heat'\. Did you mean 'relief heat'"):
        find_command(["heat"])


def test_a_word_after_log_leads_to_nothing_that_is_not_about_the_diary() -> None:
    meant = {
        "start": "", "search": "", "stats": "insights", "sheet": "report", "close": "log done", "calf": "",
        "insights": "insights", "report": "report", "status": "status", "exit": "",
    }  # fmt: skip
    assert {word: suggest_command(word, "log") for word in meant} == meant


def test_no_misspelling_leads_to_a_command_that_destroys() -> None:
    words = [name.split()[-1] for name in DESTROYING]
    for word in words:
        for index in range(len(word)):
            mistyped = word[:index] + "z" + word[index + 1 :]
            assert suggest_command(mistyped) not in DESTROYING
            assert suggest_command(mistyped, "log") not in DESTROYING


@with_each(
    ("words", "said"),
    [
        (("log", "add", "--foo"), "There is no option --foo. Did you mean --for?"),
        (("log", "add", "--no"), "There is no option --no."),
        (("report", "--on", "friday"), "There is no option --on. Did you mean --since?"),
        (("log", "add", "--duration", "4m"), "There is no option --duration. Did you mean --for?"),
        (("log", "edit", "--severity=4"), "There is no option --severity. Did you mean --pain?"),
        (("log", "list", "--from", "friday"), "There is no option --from. Did you mean --since?"),
        (("log", "add", "-x"), "There is no option -x."),
        (("log", "add", "-lx"), "There is no option -x."),
        (("log", "list", "--jsno"), "There is no option --jsno. Did you mean --json?"),
        (("log", "list", "--json=1"), "--json takes no value."),
        (("log", "add", "--left=1"), "--left takes no value."),
        (("log", "purge", "x", "--yess"), "There is no option --yess."),
        (("status", "--colour"), "There is no option --colour. Did you mean --color?"),
        (("completions", "tcsh"), "SHELL can be bash, zsh or fish, not 'tcsh'."),
        (("log", "done", "a", "b"), "'b' is one word too many."),
    ],
)
def test_an_option_is_called_an_option_and_the_one_that_was_meant_is_named(
    words: tuple[str, ...], said: str, here: Run
) -> None:
    ended = here(*words)
    assert (ended.returncode, ended.stdout) == (2, "")
    name = find_command([*words])[0].name
    assert ended.stderr == f"{said} Try: spasmtui {name} --help\n"
