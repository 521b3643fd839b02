"""The names of standard modules that only some systems have, as the type checker's own descriptions tell."""

import ast
from collections.abc import Iterator
from pathlib import Path

import mypy

STUBS = Path(mypy.__file__).parent / "typeshed/stdlib"
PLATFORMS = ("linux", "darwin", "win32")
OLDEST = (3, 11)
"""The oldest Python that is supported: what a newer one has first counts as not there."""


def names_on(module: str, platform: str) -> set[str]:
    """Return the names that a module has on a platform, in the oldest Python."""
    path = STUBS / f"{module}.pyi"
    tree = ast.parse((path if path.exists() else STUBS / module / "__init__.pyi").read_text(encoding="utf-8"))
    return set(_names(tree.body, platform))


def names_of_some(module: str) -> set[str]:
    """Return the names that a module has on some of the platforms, and not on all."""
    found = [names_on(module, platform) for platform in PLATFORMS]
    return {name for names in found for name in names if not all(name in each for each in found)}


def _names(body: list[ast.stmt], platform: str) -> Iterator[str]:
    for statement in body:
        match statement:
            case ast.If(test=test, body=then, orelse=otherwise):
                yield from _names(then if _holds(test, platform) else otherwise, platform)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
                # The members of an enumeration are names of the module too.
                if isinstance(statement, ast.ClassDef) and "".join(map(ast.unparse, statement.bases)).endswith("Enum"):
                    yield from _names(statement.body, platform)
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.ImportFrom(names=names):
                yield from (each.asname or each.name for each in names)


def _holds(test: ast.expr, platform: str) -> bool:
    match test:
        case ast.BoolOp(op=ast.And(), values=values):
            return all(_holds(value, platform) for value in values)
        case ast.BoolOp(values=values):
            return any(_holds(value, platform) for value in values)
        case ast.Compare(left=left, ops=[operator], comparators=[ast.Constant(value=value)]):
            if ast.unparse(left) == "sys.platform":
                return (platform == value) == isinstance(operator, ast.Eq)
        case ast.Compare(ops=[operator], comparators=[ast.Tuple() as version]):
            return bool(ast.literal_eval(version) <= OLDEST) == isinstance(operator, (ast.Gt, ast.GtE))
    return True
