"""What is written for those who look after the project names files, commands and targets that are there."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.cases import with_each

GUIDES = ("CONTRIBUTING.md", "docs/recipes.md", "docs/testing.md", "CODE_OF_CONDUCT.md", "SECURITY.md")
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]-*.yml"))
OF_THE_PROGRAM = ("spasmtui", "content", "docs", "tests", "tools", ".ci")
NOT_YET = re.compile(r"[A-Z]{2}|[*{…]|^\.venv|^/|^~|^name\b")
"""Of a path that the reader makes, or that is outside the repository: capitals stand for a name of one's own."""
IN_TICKS = re.compile(r"`([^`\s]+)`")
IS_PATH = re.compile(r"/|\.(?:py|toml|md|json|yml|tcss|svg|lock)$")
PLACES = {path.relative_to(ROOT).as_posix() for top in OF_THE_PROGRAM for path in (ROOT / top).rglob("*")}
MADE_BY_TARGETS = frozenset(("site/", "dist/", "settings.toml"))
"""Folders that a target of the Makefile makes, and a file of the person's own."""


def paths_in(text: str) -> list[str]:
    """Return the paths in backticks, without those that are placeholders."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [each for each in IN_TICKS.findall(text) if IS_PATH.search(each) and not NOT_YET.search(each)]


def is_there(path: str) -> bool:
    """Return whether a path leads somewhere from the root, or ends the path of a file of the program."""
    name = path.rstrip("/")
    return (ROOT / name).exists() or any(place.endswith(f"/{name}") for place in PLACES)


def test_a_path_is_found_from_the_root_and_by_its_end_and_a_placeholder_is_none() -> None:
    assert paths_in("`content/guide/ID.md` and `spasmtui/cli.py`, `menu.py`, `make test`, `.venv/bin/python`") == [
        "spasmtui/cli.py",
        "menu.py",
    ]
    assert is_there("spasmtui/cli.py")
    assert is_there("importers/")
    assert not is_there("spasmtui/no_such_module.py")


@pytest.mark.parametrize("name", GUIDES)
def test_every_file_that_is_named_is_there(name: str) -> None:
    named = set(paths_in((ROOT / name).read_text(encoding="utf-8"))) - MADE_BY_TARGETS
    assert sorted(path for path in named if not is_there(path)) == []


def test_the_recipes_name_many_files_by_their_whole_path() -> None:
    named = paths_in((ROOT / "docs" / "recipes.md").read_text(encoding="utf-8"))
    assert len([path for path in named if (ROOT / path).exists()]) > 60


def test_every_recipe_says_which_tests_check_it() -> None:
    recipes = re.split(r"^### ", (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    assert len(recipes) >= 19
    assert [recipe.splitlines()[0] for recipe in recipes if "Checks: " not in recipe] == []


def test_every_target_that_is_named_is_in_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in GUIDES:
        named = set(re.findall(r"`make ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8")))
        assert named - targets == set(), name


@with_each("form", FORMS, ids=lambda form: form.name)
def test_a_form_is_whole_and_says_what_it_does_not_want(form: Path) -> None:
    text = form.read_text(encoding="utf-8")
    assert [re.search(rf"^{key}:", text, re.MULTILINE) is not None for key in ("name", "description", "body")] == [
        True
    ] * 3
    assert "\t" not in text
    ids = re.findall(r"^    id: (\w+)$", text, re.MULTILINE)
    kinds = re.findall(r"^  - type: (\w+)$", text, re.MULTILINE)
    assert len(set(ids)) == len(ids) == len([kind for kind in kinds if kind != "markdown"])
    if "spasmtui doctor" in text:
        assert "no real diary" in text or "no picture of a real diary" in text
        assert "names of your devices" in text
        assert re.search(r"no\s+episode and no note", text)


def test_there_are_forms_for_a_fault_health_the_terminal_and_an_idea() -> None:
    assert [form.stem for form in FORMS] == ["1-bug", "2-health", "3-terminal", "4-idea"]
    assert "your own body" in FORMS[1].read_text(encoding="utf-8")


def test_the_code_of_conduct_names_no_address_that_nobody_reads() -> None:
    text = (ROOT / "CODE_OF_CONDUCT.md").read_text(encoding="utf-8")
    assert "@" not in text
    assert "(SECURITY.md)" in text
