"""Break the store on purpose, to prove that the checks notice."""

import inspect
import sys
import textwrap
from collections.abc import Callable
from typing import Any

import pytest


def mutate(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, old: str, new: str) -> None:
    """Replace a piece of the source of a function or method, wherever it is used, for the rest of a test."""
    original: Any = inspect.getattr_static(owner, name)
    function: Callable[..., Any] = getattr(original, "fget", original)
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(old) == 1, f"{name} has {source.count(old)} times {old!r}"
    namespace = dict(vars(sys.modules[function.__module__]))
    exec(compile(source.replace(old, new), f"<mutant of {name}>", "exec"), namespace)
    monkeypatch.setattr(owner, name, namespace[name])
