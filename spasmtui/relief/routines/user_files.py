"""A person's own routine, such as the physiotherapist's sheet: checked by pydantic, with faults that say where.

Keys nobody knows are left alone; a wrong value is named with its file, line and field.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from spasmtui.errors import InvalidFile, WrongUsage
from spasmtui.relief.routines.model import Routine
from spasmtui.shared.toml_files import parse_toml, read_text
from spasmtui.terminal.sanitize import sanitize


@cache
def adapter() -> TypeAdapter[Routine]:
    """What checks a routine, with the names its limits are written in."""
    from annotated_types import Ge, Le, MinLen  # noqa: F401, PLC0415 -- pydantic looks them up here

    return TypeAdapter(Routine)


def read_own(path: Path) -> Routine:
    """The routine in a person's own file; its id is the file's name.

    Raises:
        WrongUsage: it is not written as a routine; file, line and field are named.
        DataError: it cannot be read.
    """
    try:
        text = read_text(path)
        document = parse_toml(text, str(path))
    except InvalidFile as error:
        raise WrongUsage(sanitize(error.message)) from error
    document.setdefault("id", path.stem)
    document.setdefault("purpose", "care")
    try:
        routine = validate(_cleaned(document))
    except ValidationError as error:
        raise WrongUsage(_sentence(path, text, document, error)) from error
    if routine.id != path.stem:
        raise WrongUsage(f"{path}, line {_line_of(text, ('id',))}: id must be the file's name, {path.stem!r}.")
    return routine


def validate(document: dict[str, Any]) -> Routine:
    """The routine in a document, every value checked strictly.

    Raises:
        ValidationError: a value is missing or cannot be what it is.
    """
    return adapter().validate_json(json.dumps(document, default=str), strict=True)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return sanitize(value, one_line=True)
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def _sentence(path: Path, text: str, document: dict[str, Any], error: ValidationError) -> str:
    """The first fault that is not an echo of a step read as a block, or the other way about."""
    for fault in error.errors():
        where = tuple(fault["loc"])
        if len(where) > 2 and where[0] == "steps" and where[2] in ("Step", "Block"):
            is_block = isinstance(document["steps"][where[1]], dict) and "steps" in document["steps"][where[1]]
            if (where[2] == "Block") is not is_block:
                continue
        plain = tuple(part for part in where if part not in ("Step", "Block"))
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in plain)
        return f"{path}, line {_line_of(text, plain)}, {field}: {sanitize(fault['msg'], one_line=True)}."
    return f"{path} is not written as a routine."


def _line_of(text: str, where: tuple[int | str, ...]) -> int:
    """The line of a field: its key below the header of its table, or the header when the key is missing."""
    lines = text.splitlines()
    row = 0
    tables: list[str] = []
    for part in where:
        if isinstance(part, int):
            header = f"[[{'.'.join(tables)}]]"
            seen = -1
            for number in range(row, len(lines)):
                if lines[number].replace(" ", "") == header:
                    seen += 1
                    if seen == part:
                        row = number + 1
                        break
        else:
            tables.append(part)
    key = next((part for part in reversed(where) if isinstance(part, str)), "")
    for number in range(row, len(lines)):
        if number >= row and lines[number].lstrip().startswith("[") and row > 0:
            break
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    return max(row, 1)
