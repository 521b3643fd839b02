"""The package's own source, parsed once for all the tests that look into it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_bytes())


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Yield every statement in a node, those in functions too; expressions hold none, and are most of a module."""
    for field in ("body", "orelse", "handlers", "finalbody", "cases"):
        for child in getattr(node, field, ()):
            if isinstance(child, ast.stmt):
                yield child
            yield from statements(child)


def imported_names(path: Path) -> Iterator[str]:
    """Yield the module of each import anywhere in a file, without relative ones."""
    for node in statements(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
