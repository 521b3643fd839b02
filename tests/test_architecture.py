"""The borders, proven at run time: a static graph does not see an import inside a function."""

import subprocess
import sys

import pytest

from tests.conftest import LIMIT_SECONDS, ROOT

HEAVY = ("textual", "rich", "pydantic", "tinydb", "platformdirs", "markdown_it", "rapidfuzz", "argparse")
DOMAIN = (
    "guide.page", "guide.library", "relief.routine", "relief.plan", "relief.session", "relief.events",
    "relief.objections", "episodes.episode", "episodes.night",
    "episodes.insights", "episodes.report", "drink.quantity", "drink.measures", "drink.recipe", "drink.composition",
    "drink.guard", "drink.food", "drink.shelf", "drink.jug", "drink.form",
)  # fmt: skip


def loaded_after(statement: str) -> set[str]:
    """The top-level packages a fresh interpreter has loaded after one statement."""
    code = f"import sys\n{statement}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, timeout=LIMIT_SECONDS
    )
    return set(ended.stdout.split())


@pytest.mark.parametrize(
    "module", [name for name in DOMAIN if (ROOT / f"spasmtui/{name.replace('.', '/')}.py").exists()]
)
def test_a_domain_module_loads_no_framework_and_no_store(module: str) -> None:
    assert loaded_after(f"import spasmtui.{module}") & set(HEAVY) == set()


@pytest.mark.parametrize("room", ["guide", "relief", "episodes", "drink", "home"])
def test_a_table_of_commands_loads_no_machinery(room: str) -> None:
    assert loaded_after(f"import spasmtui.{room}.commands") & {*HEAVY, "dataclasses", "json"} == set()


def test_modules_stay_within_house_sizes() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / "spasmtui").rglob("*.py")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > (200 if path.name == "app.py" else 400)
    }
    assert long == {}


def test_package_inits_hold_a_docstring_and_at_most_a_version() -> None:
    import ast

    for path in (ROOT / "spasmtui").rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert isinstance(body[0], ast.Expr), path
        assert all(isinstance(node, ast.Assign) for node in body[1:]), path
