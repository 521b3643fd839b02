"""The borders of the house, proven at run time: a static graph does not see what an import brings along."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from spasmtui import app
from spasmtui.command_line.names import find_command
from spasmtui.command_table import COMMANDS
from spasmtui.shell import Command, load
from tests.conftest import LIMIT_SECONDS, ROOT
from tests.support.cases import with_each
from tests.support.source import statements, tree_of

PACKAGE = ROOT / "spasmtui"
HEAVY = frozenset(("textual", "rich", "pydantic", "tinydb", "platformdirs", "markdown_it", "rapidfuzz"))
LATE = frozenset((
    "fractions", "decimal", "difflib", "zoneinfo", "spasmtui.command_line.suggestions",
    "spasmtui.shared.times.dates", "spasmtui.shared.times.length_words", "spasmtui.shared.times.moments",
))  # fmt: skip
"""Modules that a command loads when a word on its line needs them: a time, an amount, a misspelling."""
PURE = (
    "guide/page.py", "guide/library.py",
    "relief/routines/model.py", "relief/session/*.py",
    "episodes/model/*.py", "episodes/insights/*.py", "episodes/report/data.py", "episodes/trial/*.py",
    "drink/numbers.py", "drink/measures.py", "drink/recipe.py", "drink/composition.py", "drink/safety_limits.py",
    "drink/ingredients.py", "drink/catalog.py", "drink/batch.py", "drink/form.py",
    "shared/*.py", "shared/danger/*.py", "shared/plans/*.py", "shared/times/*.py", "shared/trials/*.py",
    "shared/words/*.py", "launcher/*.py", "guide/urgent_page.py", "elapsed.py",
    "guide/urgent_texts/*.py", "guide/search/phrases.py", "relief/words.py", "relief/routines/sign_advice.py",
)  # fmt: skip
"""Modules that import the standard library, annotated_types and each other only, as paths below the package."""
MOST_LINES = 400
MOST_MODULES = 18
MOST_INNER_IMPORTS = 90


def module_names(patterns: tuple[str, ...]) -> list[str]:
    """Modules of the package whose paths match; a pattern that matches none is a fault of this test."""
    names = []
    for pattern in patterns:
        found = sorted(PACKAGE.glob(pattern))
        assert found, f"{pattern} matches no module"
        names += [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in found]
    return names


def loaded_after(statement: str, *words: str) -> set[str]:
    """Modules that a fresh interpreter has loaded after one statement."""
    said = output_of(f"import sys\n{statement}\nprint('loaded', *sys.modules)", *words)
    return set(said.rpartition("loaded")[2].split())


def output_of(code: str, *words: str) -> str:
    """Run code in a fresh interpreter, and return what it prints."""
    ended = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=LIMIT_SECONDS,
    )
    return ended.stdout


def sources() -> Iterator[tuple[Path, str]]:
    """Every module of the package with its text."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path, path.read_text(encoding="utf-8")


def test_a_domain_module_loads_no_framework_and_no_store() -> None:
    """What none of them has loaded in an interpreter that imports them all, no single one loads."""
    modules = module_names(PURE)
    if loaded_after(f"import {', '.join(modules)}") & {*HEAVY, "argparse"}:
        loaded = {module: loaded_after(f"import {module}") & {*HEAVY, "argparse"} for module in modules}
        assert {module: heavy for module, heavy in loaded.items() if heavy} == {}


def test_the_table_of_commands_loads_no_machinery() -> None:
    assert loaded_after("import spasmtui.command_table") & {*HEAVY, "argparse", "dataclasses", "json"} == set()


@with_each("command", COMMANDS, ids=lambda command: command.name)
def test_a_row_of_the_table_is_found_by_its_name_and_leads_to_a_function_with_a_docstring(command: Command) -> None:
    assert find_command(command.name.split())[0] is command
    assert command.run.__doc__
    assert command.add_options is None or command.add_options.__doc__


@with_each("target", app.SCREENS.values())
def test_a_mode_of_the_app_leads_to_its_screen(target: str) -> None:
    assert callable(load(target))


MAY_LOAD: dict[str, tuple[str, ...]] = {
    "status": (),
    "urgent": (),
    "version": (),
    "help": (),
    "log list": ("tinydb",),
    "log add calf": ("tinydb",),
    "log day": ("tinydb",),
    "drink": ("fractions", "decimal"),
    "relief --list": (),
    "insights": ("tinydb", "fractions", "decimal"),
    "guide calf": ("markdown_it", "rich", "spasmtui.shared.times.dates"),
    "guide cramp --search": ("markdown_it", "rich", "spasmtui.shared.times.dates"),
    "urgent --language fr": (),
    "relief --list --language fr": (),
}
"""What a command may load of `HEAVY` and `LATE`, by its line."""


def test_a_command_loads_only_what_it_works_with() -> None:
    """Each command is run by a fork of an interpreter that has loaded what all of them need: two seconds less."""
    each = """from spasmtui.cli import main
for line in sys.argv[1:]:
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        assert main(line.split()) == 0
        print("\\nloaded", *sys.modules, flush=True)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, line
"""
    said = output_of(f"import os, sys\n{each}", *MAY_LOAD)
    loaded = [{*line.split()} for line in said.splitlines() if line.startswith("loaded ")]
    assert len(loaded) == len(MAY_LOAD)
    for (line, may_load), names in zip(MAY_LOAD.items(), loaded, strict=True):
        assert names & (HEAVY | LATE) <= set(may_load), line


@pytest.mark.long
def test_words_of_danger_are_answered_before_anything_heavy_is_loaded() -> None:
    run = "from spasmtui.cli import main\nassert main(sys.argv[1:]) == 3"
    assert loaded_after(run, "relief", "chest", "pain") & HEAVY == set()


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lines = {str(path.relative_to(ROOT)): len(text.splitlines()) for path, text in sources()}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}


def test_no_folder_holds_more_modules_than_a_person_looks_through() -> None:
    folders = Counter(path.parent for path, _text in sources() if path.name != "__init__.py")
    assert {str(folder): count for folder, count in folders.items() if count > MOST_MODULES} == {}


def test_package_inits_hold_a_docstring_and_at_most_a_version() -> None:
    for path, _text in sources():
        if path.name == "__init__.py":
            body = tree_of(path).body
            assert isinstance(body[0], ast.Expr), path
            assert all(isinstance(node, ast.Assign) for node in body[1:]), path


def test_imports_inside_functions_are_few_and_each_has_a_reason() -> None:
    """A reason stands on the import's line behind `noqa: PLC0415 --`, or in a comment on one of the lines above it."""
    inner, unexplained = 0, []
    for path, text in sources():
        if re.search(r"^[ \t]+(?:import|from) ", text, re.MULTILINE) is None:
            continue  # parsing it would take most of the time
        lines = text.splitlines()
        for function in statements(tree_of(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in statements(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        inner += 1
                        if not _is_explained(lines, node.lineno - 1):
                            unexplained.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert unexplained == []
    assert inner < MOST_INNER_IMPORTS


def _is_explained(lines: list[str], row: int) -> bool:
    """Look for a reason on the line, or above it where only imports of the same group stand between."""
    while row >= 0:
        if re.search(r"PLC0415 -- \S", lines[row]):
            return True
        before = lines[row - 1].strip()
        if before.startswith("#"):
            return True
        if not before.startswith(("import ", "from ")):
            return False
        row -= 1
    return False
