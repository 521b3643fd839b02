"""Try a test with every row of a table, as one test that names the rows which fail."""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

import pytest
from _pytest.outcomes import Exit, OutcomeException

Test = Callable[..., None]


def with_each(
    names: str | Sequence[str], rows: Iterable[Any], *, ids: Iterable[object] | Callable[[Any], object] | None = None
) -> Callable[[Test], Test]:
    """Give the test the values of each row under their names, and tell all rows that fail, each with its reason.

    It is written as `pytest.mark.parametrize` is, and stands for it where a row is tried in a millisecond: a test of
    its own takes longer than that to be found, set up and reported, and there are thousands of rows. All rows have the
    same home and the same fixtures, so it is for tests that change neither.

    Raises:
        ValueError: the table is empty, a row has marks, or the test waits or yields, so that no row would be tried.
    """
    wanted = [name.strip() for name in names.split(",")] if isinstance(names, str) else [*names]
    name_of = ids if callable(ids) else None
    table = [_named(row, wanted, name_of) for row in rows]
    if ids is not None and not callable(ids):
        table = [(str(name), values) for name, (_, values) in zip(ids, table, strict=True)]
    if not table:
        raise ValueError(f"no row for {', '.join(wanted)}")

    def as_one(test: Test) -> Test:
        if inspect.iscoroutinefunction(test) or inspect.isgeneratorfunction(test):
            raise ValueError(f"{test.__name__} would only be made, and never run: give its rows to parametrize")

        @wraps(test)
        def try_all(**fixtures: Any) -> None:
            failures: list[BaseException] = []
            failed: list[str] = []
            for name, values in table:
                try:
                    test(**values, **fixtures)
                except Exit:
                    raise
                except (Exception, OutcomeException, BaseExceptionGroup) as failure:  # noqa: BLE001 -- whatever it is, a skip too, the other rows count
                    failure.add_note(f"in the row: {name}")
                    failures.append(failure)
                    failed.append(name)
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(table)} rows fail: {'; '.join(failed)}", failures)

        signature = inspect.signature(test)
        fixtures = [p for p in signature.parameters.values() if p.name not in wanted]
        try_all.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return try_all

    return as_one


def _named(row: Any, wanted: Sequence[str], name_of: Callable[[Any], object] | None) -> tuple[str, dict[str, Any]]:
    """Return what a row is called in a message, and its values by their names.

    Raises:
        ValueError: it has more or fewer values than there are names.
    """
    given: str | None = None
    if isinstance(row, type(pytest.param())):
        if row.marks:
            raise ValueError(f"a row has no marks of its own: {row.values!r}")
        values, given = row.values, None if row.id is None else str(row.id)
    else:
        values = (row,) if len(wanted) == 1 else tuple(row)
    if len(values) != len(wanted):
        raise ValueError(f"{len(values)} values for {', '.join(wanted)}: {values!r}")
    if given is None and name_of is not None:
        given = "-".join(str(name_of(value)) for value in values)
    return given or ", ".join(map(repr, values)), dict(zip(wanted, values, strict=True))
