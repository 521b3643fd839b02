"""The manual pages: current, whole, and clean for both formatters."""

import re
import shutil
import subprocess

import pytest

from spasmtui.command_line.global_options import GLOBAL_OPTIONS
from spasmtui.command_table import COMMANDS
from tests.support.cases import with_each
from tools.command_manual import read_manual
from tools.man_pages import FOLDER, NAMES, page, prose, typed

SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"]


@with_each("name", NAMES)
def test_the_pages_are_those_that_make_generated_writes(name: str) -> None:
    assert (FOLDER / f"{name}.1").read_text(encoding="utf-8") == page(name, read_manual()), "run: make generated"


def test_the_page_has_every_command_option_variable_and_exit_code() -> None:
    text = page("spasmtui", read_manual())
    assert [each.name for each in COMMANDS if f"\\fBspasmtui {typed(each.name)}\\fR" not in text] == []
    options = {name for each in read_manual().sections for entry in each.entries for name in _names(entry.declared)}
    options.update(name for option in GLOBAL_OPTIONS for name in option.names)
    assert [name for name in options if f"\\fB{typed(name)}\\fR" not in text] == []
    assert [name for name, _says in read_manual().environment if f"\\fB{typed(name)}\\fR" not in text] == []
    assert [code for code, _says in read_manual().exit_status if f"\n\\fB{code}\\fR\n" not in text] == []


def _names(declared: object) -> list[str]:
    options = getattr(declared, "options", ())
    return [name for option in options for name in option.names]


@with_each("name", NAMES)
def test_both_pages_say_first_what_to_do_in_danger_and_that_it_is_no_medical_advice(name: str) -> None:
    text = page(name, read_manual())
    headings = re.findall(r'^\.SH "?([A-Z ]+)"?$', text, re.MULTILINE)
    assert [each for each in headings if each in SECTIONS] == SECTIONS
    description = text.partition(".SH DESCRIPTION\n")[2]
    assert description.startswith("In danger, or not sure? \\fBspasmtui urgent\\fR says")
    assert "It is self-care, not medical advice" in description


def test_signs_that_the_formatter_reads_are_escaped() -> None:
    assert typed(r"a-b 'c' \d ~/x") == r"a\-b \(aqc\(aq \ed \(ti/x"
    assert prose("well-known --no-log, `last` and - for é") == (
        r"well-known \fB\-\-no\-log\fR, \fBlast\fR and \fB\-\fR for \[u00E9]"
    )


def test_no_line_of_text_begins_like_a_request() -> None:
    requests = {".TH", ".ad", ".nh", ".SH", ".SS", ".TP", ".PP", ".RS", ".RE", ".B", ".BR", ".br", r".\""}
    for name in NAMES:
        lines = page(name, read_manual()).splitlines()
        assert {line.split(" ")[0] for line in lines if line.startswith((".", "'"))} <= requests


@pytest.mark.long
@pytest.mark.parametrize(
    "command", [("mandoc", "-Tlint", "-W", "warning"), ("groff", "-man", "-ww", "-z", "-Tutf8")], ids=lambda it: it[0]
)
def test_a_formatter_has_nothing_to_complain_of(command: tuple[str, ...]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    for name in NAMES:
        ended = subprocess.run([*command, FOLDER / f"{name}.1"], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
