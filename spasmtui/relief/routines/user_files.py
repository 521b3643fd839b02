"""Read and validate the person's own routines, such as the physiotherapist's sheet.

Unknown keys are ignored; a wrong value is reported with its file, line and field.
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
    """Return the cached adapter that validates a routine."""
    from annotated_types import Ge, Le, MinLen  # noqa: F401, PLC0415 -- pydantic resolves the string annotations in this namespace

    return TypeAdapter(Routine)


def read_own(path: Path) -> Routine:
    """Read the routine in a file of the person's own; its id is the file's name.

    Raises:
        WrongUsage: it is not a valid routine; the message names file, line and field.
        DataError: the file cannot be read.
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
    """Validate a document strictly and return its routine.

    Raises:
        ValidationError: a value is missing or invalid.
    """
    return adapter().validate_json(json.dumps(document, default=str), strict=True)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return sanitize(value, one_line=True)
    if isinstance(value, dict):
        return {name: _cleaned(inner) for name, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def _sentence(path: Path, text: str, document: dict[str, Any], error: ValidationError) -> str:
    """Format the first validation error, skipping errors of the union member (Step or Block) that the item is not."""
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
    """Return the line number of a field: of its key, or of its table's header when the key is missing."""
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
