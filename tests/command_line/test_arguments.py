"""Values that begin with `-`: an option takes the next word, unless that can only be meant as an option."""

import argparse
import json

import pytest

from spasmtui.cli import parse_arguments
from spasmtui.command_line.arguments import can_be_option, join_values
from spasmtui.command_table import COMMANDS
from spasmtui.errors import WrongUsage
from tests.conftest import FakeClock, Run
from tests.support.cases import with_each

VALUES = ("-2+3", "-", "--", "-2h", "-7d", "-1.5", "-left leg", "--worse at night--", "-tight", "-→", "--42", "-x=1")


def options_with_a_value() -> list[tuple[str, str, list[str]]]:
    """Every option of every command that takes one value, with a command's name and the words that it needs."""
    found = []
    for command in COMMANDS:
        if (add_options := command.add_options) is not None:
            parser = argparse.ArgumentParser()
            add_options(parser)
            actions = parser._actions  # noqa: SLF001 -- no public list
            needed = ["word" for action in actions if action.required and not action.option_strings]
            found += [
                (command.name, name, needed)
                for action in actions
                if action.nargs is None and action.choices is None and action.type is None  # a number has no dash
                for name in action.option_strings
            ]
    return found


@pytest.mark.long
@with_each(("command", "option", "needed"), options_with_a_value())
def test_every_option_that_takes_a_value_takes_one_that_begins_with_a_dash(
    command: str, option: str, needed: list[str]
) -> None:
    row = next(each for each in COMMANDS if each.name == command)
    for value in VALUES:
        parsed = parse_arguments(row, [*needed, option, value])
        kept = [each[0] if isinstance(each, list) and each else each for each in vars(parsed).values()]
        assert value in kept, value


@pytest.mark.parametrize("value", VALUES)
def test_a_note_may_begin_with_a_dash(here: Run, value: str) -> None:
    ended = here("log", "add", "calf", "--note", value, "--json", stdin="typed on standard input")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["note"] == ("typed on standard input" if value == "-" else value)


@pytest.mark.parametrize("value", ["--pain", "--pain=3", "--pian", "-l", "-p6", "-lp6", "--left"])
def test_a_forgotten_value_is_named_and_not_replaced_by_the_next_option(here: Run, value: str) -> None:
    ended = here("log", "add", "calf", "--note", value, "3")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == f"--note needs a value. If {value!r} is the value, join the two: --note={value}\n"


def test_a_global_option_never_takes_the_place_of_a_value(here: Run) -> None:
    never, free = ("-V", "--json", "-q", "--plain", "--data-dir=x", "--language=fr"), ("--note", "--tried", "--trigger")
    for option in (*free, "-p", "--at", "--side"):
        for value in (*never, *(("-h", "--help") if option in free else ())):
            ended = here("log", "add", "calf", option, value, "3")
            told = f"{option} needs a value. If {value!r} is the value, join the two: {option}={value}"
            assert (ended.returncode, ended.stdout) == (2, ""), (option, value)
            assert told in ended.stderr, (option, value)
    lacking = [here(*words) for words in (("--data-dir", "--json", "status"), ("log", "list", "--color", "-q"))]
    assert [(each.returncode, "needs a value. If " in each.stderr) for each in lacking] == [(2, True)] * 2
    assert here("--language", "--json", "status").returncode == 2
    for words in (("-l", "-h"), ("--note=x", "-h"), ("-p", "-h")):
        assert here("log", "add", *words).stdout.startswith("Usage: spasmtui log add"), words


def test_a_joined_value_is_taken_whatever_it_is(here: Run) -> None:
    ended = here("log", "add", "calf", "--note=--pain", "--json")
    assert json.loads(ended.stdout)["note"] == "--pain"


def test_a_score_below_zero_is_still_refused_in_its_own_words(here: Run) -> None:
    ended = here("log", "add", "calf", "-p", "-1")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "Pain is a whole number from 0 (none) to 10 (worst), not '-1'.\n"


def test_an_option_at_the_end_still_lacks_its_value(here: Run) -> None:
    ended = here("log", "add", "calf", "--note")
    assert (ended.returncode, ended.stderr) == (
        2, "--note needs a value. Try: spasmtui log add --help\n",
    )  # fmt: skip


def test_two_dashes_alone_end_the_options_where_no_text_is_waited_for(here: Run) -> None:
    assert here("log", "add", "--json", "--", "calf").returncode == 0
    assert "ID is missing." in here("log", "show", "--").stderr


def test_words_are_joined_only_where_argparse_would_take_them_for_options() -> None:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("-p", "--pain")
    parser.add_argument("-l", action="store_true")
    actions = parser._option_string_actions  # noqa: SLF001 -- no public list
    assert join_values(["a", "-l", "-p", "3", "--pain", "-3", "-p", "-3"], actions) == [
        "a", "-l", "-p", "3", "--pain=-3", "-p-3",
    ]  # fmt: skip
    assert join_values(["--", "--pain", "-3"], actions) == ["--", "--pain", "-3"]
    with pytest.raises(WrongUsage):
        join_values(["--pain", "-l"], actions)
    assert [word for word in ("-l", "-lp6", "-p", "--", "-lx", "-p 6") if can_be_option(word, actions)] == [
        "-l", "-lp6", "-p",
    ]  # fmt: skip


@pytest.mark.parametrize(("typed", "started_at"), [("-2h", "2026-11-22T01:12"), ("-20 min", "2026-11-22T02:52")])
def test_a_time_ago_may_be_written_with_a_dash(
    here: Run, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, typed: str, started_at: str
) -> None:
    monkeypatch.setattr("spasmtui.clock.SystemClock", lambda: clock)
    ended = here("log", "add", "calf", "--at", typed, "--json")
    assert json.loads(ended.stdout)["started_at"].startswith(started_at)
    assert here("log", "list", "--since", "-1d").stdout.count("calf") == 1
    assert "15 Nov 2026 to" in here("report", "--since", "-7d").stdout
    assert here("log", "day", "heat", "--on", "-1d").stdout == "2026-11-21  heat\n"


def test_words_may_stand_on_both_sides_of_an_option(here: Run) -> None:
    stored = json.loads(here("log", "add", "--pain", "6", "lower", "--at", "3am", "back", "--json").stdout)
    assert (stored["place"], stored["pain"]) == ("lower-back", 6)
    assert json.loads(here("log", "add", "calf", "-p", "6", "--json", "--", "left").stdout)["side"] == "left"
    assert here("log", "done", "a", "--at", "3am", "b").stderr.startswith("'b' is one word too many.")
    assert here("log", "add", "calf", "--at").stderr.startswith("--at needs a value.")
