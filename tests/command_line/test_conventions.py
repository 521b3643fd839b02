"""What a person who knows other programs expects of the command line, as docs/conventions.md says."""

import io
from argparse import Namespace

import pytest

from spasmtui.command_line.declared import read_declarations
from spasmtui.command_line.global_options import GLOBAL_OPTIONS, take_options
from spasmtui.command_line.help import EXIT_STATUS
from spasmtui.command_table import COMMANDS
from spasmtui.episodes.commands.store import restore
from spasmtui.errors import WrongUsage
from spasmtui.services import Services
from spasmtui.shell import Options, Shell
from tests.conftest import Run
from tests.support.cases import with_each
from tests.support.streams import TerminalStream


def test_every_option_has_a_long_name_and_a_letter_means_one_thing_everywhere() -> None:
    options = [option.names for command in COMMANDS for option in read_declarations(command).options]
    options += [option.names for option in GLOBAL_OPTIONS]
    assert [names for names in options if not names[-1].startswith("--")] == []
    meanings: dict[str, set[str]] = {}
    for names in options:
        for letter in names[:-1]:
            meanings.setdefault(letter, set()).add(names[-1])
    assert [letter for letter, longs in meanings.items() if len(longs) > 1] == []
    assert {"-h", "-n", "-o", "-q", "-V"} <= set(meanings)


def test_a_command_that_only_tries_is_asked_by_the_usual_letter() -> None:
    tries = [option.names for command in COMMANDS for option in read_declarations(command).options]
    assert {names for names in tries if "--dry-run" in names} == {("-n", "--dry-run")}


def test_no_color_is_an_option_too_and_quiet_may_be_joined_with_other_letters() -> None:
    assert take_options(["log", "list", "--no-color"])[0].color == "never"
    options, rest = take_options(["log", "import", "x", "-nqy"])
    assert (options.is_quiet, rest) == (True, ["log", "import", "x", "-ny"])


@with_each(
    ("typed", "meant"),
    [
        ("--limit 5 log list", "--limit comes after the command. Try: spasmtui log list --limit 5\n"),
        ("-p 6 log add calf", "-p comes after the command. Try: spasmtui log add calf -p 6\n"),
        ("--limit=5 log ls", "--limit comes after the command. Try: spasmtui log list --limit=5\n"),
        ("--limit 5 log add", "There is no option --limit. Try: spasmtui --help\n"),
        ("--limit", "There is no option --limit. Try: spasmtui --help\n"),
    ],
)
def test_an_option_before_its_command_is_answered_with_the_line_that_was_meant(
    typed: str, meant: str, here: Run
) -> None:
    assert here(*typed.split()).stderr == meant


def test_what_is_waited_for_on_a_terminal_is_said_and_a_backup_is_not_typed() -> None:
    def shell(stdin: io.StringIO) -> Shell:
        return Shell(Options(), Services(), io.StringIO(), io.StringIO(), stdin)

    said = [shell(TerminalStream()), shell(io.StringIO())]
    for each in said:
        each.say_type_now("the note")
    assert [each.err.getvalue() for each in said if isinstance(each.err, io.StringIO)] == [
        "Type the note, then press Ctrl+D at the beginning of a line.\n",
        "",
    ]
    with pytest.raises(WrongUsage, match="A backup cannot be typed"):
        restore(
            Namespace(file="-", identity=None, let_go=False, absorb=False, accept_edits=False), shell(TerminalStream())
        )


def test_exit_codes_are_listed_once_and_in_order() -> None:
    codes = [code for code, _means in EXIT_STATUS]
    assert codes == sorted(set(codes))
    assert {0, 1, 2, 3, 4, 5, 70, 129, 130, 141, 143} == set(codes)
