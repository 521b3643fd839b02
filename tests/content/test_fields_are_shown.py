"""Nothing is written that nobody sees: every field of the content's classes is read outside the code that loads it."""

import ast
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module

import pytest

from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.source import tree_of

SOURCE = ROOT / "spasmtui"
LOADERS = {"loader.py", "user_files.py", "audit", "_generated.py"}
"""Modules and folders that fill or check fields; what they read is not shown by it."""
CONTENT = {
    "relief": ("relief.routines.model", "relief.figures.model", "relief.session.timeline", "relief.session.frame"),
    "guide": ("guide.page", "guide.loader"),
    "drink": ("drink.catalog", "drink.ingredients", "drink.measures", "drink.recipe"),
}
"""The modules of each room whose classes hold content, or carry it to a face."""
EVIDENCE = {"guide": {"facts", "flags"}, "drink": {"carb_g"}}
"""Fields that only checks read: `guide --audit` checks the facts of each claim and the flags behind each question, and
tests compare the carbohydrates of the drink with those of its fact sheet."""


def classes(module: str) -> Iterator[type]:
    """Yield the dataclasses and named tuples that a module defines."""
    for found in vars(import_module(f"spasmtui.{module}")).values():
        is_own = isinstance(found, type) and found.__module__ == f"spasmtui.{module}"
        if is_own and (is_dataclass(found) or hasattr(found, "_fields")):
            yield found


def names(content: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(content)) if is_dataclass(content) else tuple(content._fields)  # type: ignore[attr-defined]


@cache
def read_in(room: str) -> frozenset[str]:
    """Return the names of the attributes that a room reads, without its loaders.

    What rooms share counts, and so do the generators: the urgent page is made by one of them.
    """
    folders = (SOURCE / room, SOURCE / "shared", SOURCE / "ui", ROOT / "tools")
    files = [path for folder in folders for path in folder.rglob("*.py")]
    return frozenset(
        node.attr
        for path in files
        if LOADERS.isdisjoint(path.relative_to(ROOT).parts)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
    )


CASES = [(room, content) for room, modules in CONTENT.items() for module in modules for content in classes(module)]


@pytest.mark.long
@with_each(("room", "content"), CASES, ids=[f"{room} {content.__name__}" for room, content in CASES])
def test_every_field_of_the_content_is_read_by_a_face(room: str, content: type) -> None:
    assert set(names(content)) - read_in(room) - EVIDENCE.get(room, set()) == set()


@pytest.mark.long
def test_a_field_that_nothing_reads_is_found() -> None:
    assert "advice_of_nobody" not in read_in("relief")
    assert {"schedule", "variants", "says", "grade"} <= read_in("relief")
