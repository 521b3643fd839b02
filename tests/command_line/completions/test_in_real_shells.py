"""Tab in real shells: bash always, zsh and fish where they are."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from spasmtui.command_line.completions import bash, fish, zsh
from spasmtui.command_line.completions.table import completed_commands
from spasmtui.command_line.names import ALIASES
from spasmtui.command_table import COMMANDS
from tests.conftest import ROOT
from tests.support.real_shells import Fish, RealShell

TOLD = """#!/bin/sh
case "$*" in
    "completions --words episodes"*) printf '01a20263-438b\\tSun 22 Nov 03:12, calf\\nlast\\tthe newest\\n' ;;
    "completions --words routines --data-dir=folder") printf 'there\\tIn that folder\\n' ;;
    "completions --words routines") printf 'my-own\\tMine: own\\n' ;;
    "completions --words remedies"*) printf '%s\\t%s\\n' "wheat bag: 'hot' \\$5" before "tea \\"x\\" y" before
        printf '%s\\t%s\\n' 'evil $(touch pwned)`touch pwned`; touch pwned' '$(touch pwned)' ;;
esac
"""
"""What the program answers; the real one would take a moment for each Tab."""
SECONDS = {each.name.split()[1] for each in COMMANDS if each.name.startswith("log ")} | {
    each.split()[1] for each in ALIASES
}
FIRSTS = {each.name.split()[0] for each in COMMANDS}
ROUTINES = {"night-calf-rescue", "my-own"}
OFFERED: tuple[tuple[str, set[str]], ...] = (
    ("spasmtui ", FIRSTS),
    ("spasmtui log ", SECONDS | {"help"}),
    ("spasmtui --plain --data-dir x log --json e", {"edit", "encrypt", "export"}),
    ("spasmtui help log u", {"undo"}),
    ("spasmtui log help u", {"undo"}),
    ("spasmtui log add lo", {"lower-back"}),
    ("spasmtui log add left th", {"thigh"}),
    ("spasmtui log add -- th", {"thigh"}),
    ("spasmtui log add --no", {"--no-color", "--no-pager", "--note"}),
    ("spasmtui log new --no", {"--no-color", "--no-pager", "--note"}),
    ("spasmtui log add --kind ", {"cramp", "spasm", "stitch", "tightness", "twitch", "unsure"}),
    ("spasmtui log add --color ", {"auto", "always", "never"}),
    ("spasmtui log show ", {"01a20263-438b", "last"}),
    ("spasmtui guide night", {"night-cramps"}),
    ("spasmtui log day h", {"heat"}),
    ("spasmtui drink --sweetener m", {"maple"}),
    ("spasmtui completions ", {"bash", "zsh", "fish"}),
    ("spasmtui --data-dir ", {"folder"}),
    ("spasmtui log import my", {"my file.csv"}),
    ("spasm my", {"my-own"}),
    ("spasm --data-dir folder the", {"there"}),
    ("spasm --no", {"--no-color", "--no-log", "--no-pager"}),
)  # fmt: skip
AFTER_TAB = (
    ("spasmtui log rem", "spasmtui log remove"),
    ("spasmtui log add --kind=cr", "spasmtui log add --kind=cramp"),
    ("spasmtui log add -p 1", "spasmtui log add -p 1"),
    ("spasmtui log import --from mig", "spasmtui log import --from migraine-buddy"),
    ("spasmtui log import my", "spasmtui log import my\\ file.csv"),
    ("spasmtui --data-dir=fo", "spasmtui --data-dir=folder/"),
    ("spasmtui report -o fo", "spasmtui report -o folder/"),
    ("spasmtui log add --tried wheat", "spasmtui log add --tried wheat\\ bag:\\ \\'hot\\'\\ \\$5"),
    ("spasmtui log add --tried wheat\\ bag:", "spasmtui log add --tried wheat\\ bag:\\ \\'hot\\'\\ \\$5"),
    ("spasmtui log add --tried=wheat", "spasmtui log add --tried=wheat\\ bag:\\ \\'hot\\'\\ \\$5"),
    ('spasmtui log add --tried "wheat', "spasmtui log add --tried \"wheat bag: 'hot' \\$5\""),
    ("spasmtui log add --tried 'tea", "spasmtui log add --tried 'tea \"x\" y'"),
    (
        "spasmtui log add --tried evil",
        "spasmtui log add --tried evil\\ \\$\\(touch\\ pwned\\)\\`touch\\ pwned\\`\\;\\ touch\\ pwned",
    ),
    (
        'spasmtui log add --tried "evil',
        'spasmtui log add --tried "evil \\$(touch pwned)\\`touch pwned\\`; touch pwned"',
    ),
    ("spasmtui nothing", "spasmtui nothing"),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with files, and a program that tells words of a person's own."""
    place = tmp_path_factory.mktemp("place")
    (place / "bin").mkdir()
    for name in ("spasmtui", "spasm"):
        program = place / "bin" / name
        program.write_text(TOLD, encoding="utf-8")
        program.chmod(0o755)
    (place / "work" / "folder").mkdir(parents=True)
    (place / "work" / "my file.csv").touch()
    return place


@pytest.fixture(scope="module")
def shell_named(place: Path) -> Iterator[Callable[[str], RealShell | Fish]]:
    """Start each shell once for all tests of the module."""
    started: dict[str, RealShell | Fish] = {}
    environment = {**os.environ, "PATH": f"{place}/bin:{os.environ['PATH']}", "HOME": str(place)}

    def start(name: str) -> RealShell | Fish:
        if name not in started:
            if shutil.which(name) is None:
                pytest.skip(f"{name} is not installed")
            script = {"bash": bash, "zsh": zsh, "fish": fish}[name].script(completed_commands(ROOT / "content"))
            kind = Fish if name == "fish" else RealShell
            started[name] = kind(name, script, place / "work", environment)
        return started[name]

    yield start
    for shell in started.values():
        shell.end()


SHELLS = ("bash", pytest.param("zsh", marks=pytest.mark.long), pytest.param("fish", marks=pytest.mark.long))


@pytest.mark.parametrize("name", SHELLS)
def test_tab_offers_what_fits_there(name: str, shell_named: Callable[[str], RealShell | Fish]) -> None:
    shell = shell_named(name)
    assert {line: set(shell.offered(line)) for line, _words in OFFERED} == dict(OFFERED)


@pytest.mark.long
@pytest.mark.parametrize("name", SHELLS[:2])
def test_tab_quotes_a_word_as_it_was_begun(name: str, shell_named: Callable[[str], RealShell | Fish]) -> None:
    shell = shell_named(name)
    assert isinstance(shell, RealShell)
    assert [(line, shell.after_tab(line).rstrip()) for line, _after in AFTER_TAB] == list(AFTER_TAB)
    assert not [path for path in shell.work.iterdir() if path.name == "pwned"]


@pytest.mark.long
def test_every_option_of_every_command_is_completed(shell_named: Callable[[str], RealShell | Fish]) -> None:
    shell = shell_named("bash")
    for command in completed_commands(ROOT / "content"):
        names = {each for option in command.options for each in option.names if each.startswith("--")}
        assert names <= set(shell.offered(f"spasmtui {command.name} --")), command.name


@pytest.mark.long
@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_a_script_parses(name: str) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    script = {"bash": bash, "zsh": zsh, "fish": fish}[name].script(completed_commands(ROOT / "content"))
    ended = subprocess.run([name, "-n"], input=script, text=True, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
