"""The project's own files agree with each other."""

import os
import re
import sys
import tomllib
from collections import Counter
from datetime import date

from hypothesis import Phase, settings

from spasmtui import __version__
from spasmtui.app import MODES
from tests.conftest import ROOT, profile
from tests.support.source import imported_names
from tools.release_check import fault_of_changelog
from tools.site.lay_out import site_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
IMPORT_NAMES = {
    "markdown-it-py": "markdown_it",
    "annotated-types": "annotated_types",
    "fpdf2": "fpdf",
    "fonttools": "fontTools",
    "python-calamine": "python_calamine",
    "textual-serve": "textual_serve",
}
"""Distributions whose package has another name."""


def names_of(requirements: list[str]) -> set[str]:
    names = {re.split(r"[<>=~!\[; ]", requirement)[0] for requirement in requirements}
    return {IMPORT_NAMES.get(name, name) for name in names}


def imported() -> set[str]:
    """The top-level packages from outside that the package imports anywhere, in functions too."""
    modules = (ROOT / "spasmtui").rglob("*.py")
    found = {name.partition(".")[0] for path in modules for name in imported_names(path)}
    return found - set(sys.stdlib_module_names) - {"spasmtui", "__future__"}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    project = PROJECT["project"]
    extras = names_of([each for extra in project["optional-dependencies"].values() for each in extra])
    assert imported() - extras == names_of(project["dependencies"])
    assert extras <= imported()


def test_properties_try_the_same_examples_every_time_and_spend_no_minutes_on_one_that_fails() -> None:
    tried = {wish: settings.get_profile(profile({"PROPERTIES": wish})) for wish in ("", "search")}
    assert {wish: (by.derandomize, Phase.shrink in by.phases) for wish, by in tried.items()} == {
        "": (True, False),
        "search": (False, True),
    }
    assert settings.default is settings.get_profile(profile(os.environ))


def test_every_dependency_is_bounded() -> None:
    project = PROJECT["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    assert [each for each in (*project["dependencies"], *extras) if ">=" not in each or "<" not in each] == []


def test_every_pin_covers_what_is_declared() -> None:
    pins = (ROOT / ".ci/run.lock").read_text(encoding="utf-8")
    for requirement in PROJECT["project"]["dependencies"]:
        name = re.split(r"[<>=~!\[; ]", requirement)[0]
        assert re.search(rf"^{re.escape(name)}==", pins, re.MULTILINE), name


def test_every_mode_is_pictured_and_the_page_of_pictures_shows_each_file_once() -> None:
    page = (ROOT / "screenshots/README.md").read_text(encoding="utf-8")
    shown = sorted(re.findall(r"\]\(([^)]+\.svg)\)", page))
    assert shown == sorted(path.name for path in (ROOT / "screenshots").glob("*.svg"))
    assert [mode for mode in MODES if f"({mode}-80x24-dark.svg)" not in page] == []
    assert "relief-running-80x24-night.svg" in shown


def test_the_readme_names_the_two_commands_and_the_makefile_has_them() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("run", "test"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_continuous_integration_runs_the_gate_and_nothing_else() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    assert [line for line in script if "make" in line] == ["make check"]


def test_the_tree_of_the_house_names_every_folder_and_no_other() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    tree = text.partition("\nspasmtui/\n")[2].partition("\ncontent/ ")[0]
    named = Counter(re.findall(r"(\w+)/", tree))
    folders = Counter(path.parent.name for path in (ROOT / "spasmtui").glob("*/**/__init__.py"))
    assert (folders - named, set(named) - set(folders)) == (Counter(), set())


def test_each_page_of_the_site_has_one_place_in_its_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[2].partition("\n\n")[0]
    named = re.findall(r"(\S+\.md)$", contents, re.MULTILINE)
    assert sorted(named) == sorted(place for place in site_files(ROOT).values() if place.endswith(".md"))


def test_the_changelog_has_on_top_what_is_unreleased_or_this_very_version_with_its_date() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = re.findall(r"^## (.+)$", text, re.MULTILINE)[0]
    assert first == "Unreleased" or fault_of_changelog(text, __version__, date.max) == ""
