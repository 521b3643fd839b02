"""Validate rows of shipped content strictly, by the very classes that the program builds from them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter

Row = TypeVar("Row")


def field_names(cls: type) -> set[str]:
    """Return the fields of a dataclass or of a named tuple."""
    return {field.name for field in fields(cls)} if is_dataclass(cls) else set(cls._fields)  # type: ignore[attr-defined]


def validate_row(cls: type[Row], row: Mapping[str, Any], others: Iterable[str] = ()) -> Row:
    """Build a value from a row of a TOML file, and refuse a key or a value that the class does not have.

    Args:
        cls: a dataclass or a named tuple.
        row: the row; it is validated as JSON, where a list stands for a tuple also in strict mode.
        others: keys that other code reads.
    """
    own = {key: value for key, value in row.items() if key not in set(others)}
    assert set(own) <= field_names(cls), f"unknown keys {sorted(set(own) - field_names(cls))}"
    return TypeAdapter(cls).validate_json(json.dumps(own, default=str), strict=True)
