"""Read and validate the person's own routines, such as the physiotherapist's sheet.

A wrong value is reported with its file, line and field, and so is a key of a step that nothing reads; other unknown
keys are ignored. Steps with heat or cold get the limits, questions and checks of the shipped sessions, and a file that
asks for more is refused.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from spasmtui.errors import DataError, InvalidFile, RefusedForSafety, WrongUsage
from spasmtui.relief.routines.model import STOP_IF, Kind, Purpose, Routine
from spasmtui.relief.routines.references import find_place, find_wrong_reference
from spasmtui.relief.routines.skin_rules import (
    SHIPPED_SESSIONS,
    Where,
    as_replacement,
    find_broken_limit,
    find_excess,
    find_unread_key,
    kinds_in,
    limits_of,
    with_skin_rules,
)
from spasmtui.relief.routines.two_sides import on_each_side
from spasmtui.shared.toml_files import REINSTALL, field_name, line_of, parse_toml, read_text
from spasmtui.terminal.sanitize import sanitize


@cache
def adapter() -> TypeAdapter[Routine]:
    """Return the cached adapter that validates a routine."""
    from annotated_types import Ge, Le, MinLen  # noqa: F401, PLC0415 -- pydantic resolves the string annotations in this namespace

    return TypeAdapter(Routine)


LARGEST_BYTES = 200_000
"""A larger file is no routine: the longest shipped one has 3,000 bytes."""


class CannotUse(Exception):
    """A field of a routine cannot be used as it is written."""

    def __init__(self, where: Where, sentence: str, *, is_harmful: bool = False) -> None:
        super().__init__(sentence)
        self.where = where
        """The keys and row numbers that lead to the field; empty where it is no field's."""
        self.sentence = sentence
        self.is_harmful = is_harmful
        """True if it keeps heat or cold on the skin for longer than a shipped routine may."""


def read_own(path: Path, shipped: Callable[[str], Routine | None], content: Path) -> Routine:
    """Read the routine in a file of the person's own; its id is the file's name.

    Args:
        path: the file.
        shipped: returns the shipped routine of an id, or None.
        content: the root of the shipped content, to which the file may refer.

    Raises:
        WrongUsage: it is not a valid routine; the message names file, line and field.
        RefusedForSafety: it keeps heat or cold on the skin for longer than a shipped routine may.
        DataError: the file cannot be read.
    """
    text, document = _read_document(path)
    try:
        return build_own(document, path.stem, shipped, content)
    except CannotUse as fault:
        line = f", line {line_of(text, fault.where)}" if fault.where else ""
        if fault.is_harmful:
            raise RefusedForSafety(f"{sanitize(str(path))}{line}: {fault.sentence}") from fault
        if not fault.where:
            raise WrongUsage(f"{path} is not written as a routine{fault.sentence}") from fault
        field = "" if fault.where == ("id",) else f", {sanitize(field_name(fault.where))}"
        raise WrongUsage(f"{path}{line}{field}: {sanitize(fault.sentence, one_line=True)}") from fault


def build_own(document: dict[str, Any], name: str, shipped: Callable[[str], Routine | None], content: Path) -> Routine:
    """Validate the document of a routine of the person's own, and hold it to the limits, questions and checks of ours.

    Args:
        document: what is written in the file.
        name: the name of the file, which is its id.
        shipped: returns the shipped routine of an id, or None.
        content: the root of the shipped content: places, figures, sources and signs.

    Raises:
        CannotUse: the first field that cannot be used.
    """
    document = {"id": name, **document}
    replaced = shipped(name)
    document.setdefault("purpose", replaced.purpose if replaced else Purpose.CARE)
    if sessions := _sessions(kinds_in(document), shipped):
        limits = limits_of(sessions.values())
        if (broken := find_broken_limit(document, limits)) is not None:
            raise CannotUse(broken.where, broken.sentence, is_harmful=True)
        if isinstance(table := document.get("skin"), dict):
            document["skin"] = {
                "longest_seconds": limits.longest_seconds,
                "check_every_seconds": limits.check_every_seconds,
                "wait_seconds": limits.wait_seconds,
                **table,
            }
    if (unread := find_unread_key(document)) is not None:
        raise CannotUse(unread.where, unread.sentence)
    try:
        routine = validate(document)
    except ValidationError as error:
        where, sentence = _first_fault(document, error)
        raise CannotUse(where, sentence) from error
    except (ValueError, RecursionError) as error:
        raise CannotUse((), ": it has a number or a list that no routine has.") from error
    if routine.id != name:
        raise CannotUse(("id",), f"id must be the file's name, {name!r}.")
    if (wrong := find_wrong_reference(document, content)) is not None:
        raise CannotUse(wrong.where, wrong.sentence)
    if routine.place is not None:
        routine = replace(routine, place=find_place(routine.place, content))
    routine = on_each_side(routine)
    # The steps that will run decide, whatever the document looked like before it was validated.
    if sessions := _sessions(routine.skin_kinds, shipped):
        if excess := find_excess(routine, limits_of(sessions.values())):
            raise CannotUse((), excess, is_harmful=True)
        routine = with_skin_rules(routine, sessions)
    if replaced is not None:
        return as_replacement(routine, replaced)
    # A file may add reasons to stop, and takes none away.
    return routine if routine.skin_kinds else replace(routine, stop_if=(*dict.fromkeys((*STOP_IF, *routine.stop_if)),))


def _sessions(kinds: frozenset[Kind], shipped: Callable[[str], Routine | None]) -> dict[Kind, Routine]:
    """Return the shipped session of each of these kinds of step.

    Raises:
        CannotUse: one of them is missing, so that no limit is known.
    """
    sessions: dict[Kind, Routine] = {}
    for kind in SHIPPED_SESSIONS:
        if kind not in kinds:
            continue
        session = shipped(SHIPPED_SESSIONS[kind])
        if session is None or session.skin is None:
            sentence = f"It has steps of {kind.value}, and the shipped session with its limits is missing. {REINSTALL}"
            raise CannotUse((), sentence, is_harmful=True)
        sessions[kind] = session
    return sessions


def _read_document(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of a file, and its document without control characters.

    Raises:
        WrongUsage: it is too large, not UTF-8, or not TOML.
        DataError: the file cannot be read.
    """
    try:
        if path.is_file() and (size := path.stat().st_size) > LARGEST_BYTES:
            raise WrongUsage(
                f"{path} is too large for a routine: {size:,} bytes, where {LARGEST_BYTES:,} are the most."
            )
        text = read_text(path)
        document = parse_toml(text, str(path))
        return text, _cleaned(document)
    except InvalidFile as error:
        raise WrongUsage(sanitize(error.message)) from error
    except RecursionError as error:
        raise WrongUsage(f"{path} is not written as a routine: it is nested too deeply.") from error
    except OSError as error:
        raise DataError(f"{path} could not be read: {error.strerror or error}.") from error


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


def _first_fault(document: dict[str, Any], error: ValidationError) -> tuple[Where, str]:
    """Return the field and the sentence of the first validation error.

    Errors of the union member (Step or Block) that an item is not are skipped.
    """
    for fault in error.errors():
        where = tuple(fault["loc"])
        if not where:
            break  # pydantic cannot parse what is nested so deeply
        if len(where) > 2 and where[0] == "steps" and where[2] in ("Step", "Block"):
            is_block = isinstance(document["steps"][where[1]], dict) and "steps" in document["steps"][where[1]]
            if (where[2] == "Block") is not is_block:
                continue
        plain = tuple(part for part in where if part not in ("Step", "Block"))
        return plain, f"{fault['msg']}."
    return (), "."
