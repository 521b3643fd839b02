"""Check a routine that came with a plan of somebody else: it keeps to the rules of the person's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spasmtui.errors import RefusedForSafety, WrongUsage
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Routine
from spasmtui.relief.routines.user_files import CannotUse, build_own
from spasmtui.shared.toml_files import field_name
from spasmtui.terminal.sanitize import sanitize, sanitize_values


def check_routine(document: dict[str, Any], name: str, content: Path) -> Routine:
    """Return the routine of a document that came from outside.

    Args:
        document: its keys and values.
        name: the id that it will have.
        content: the root of the shipped content.

    Raises:
        WrongUsage: it is not a valid routine; the message names the field.
        RefusedForSafety: it keeps heat or cold on the skin for longer than a shipped routine may.
    """
    shipped = RoutineBook(content).shipped
    try:
        return build_own(sanitize_values(document), name, shipped, content)
    except CannotUse as fault:
        field = f", {sanitize(field_name(fault.where), one_line=True)}" if fault.where else ""
        sentence = f"Routine {name!r}{field}: {sanitize(fault.sentence, one_line=True).removeprefix(': ')}"
        if fault.is_harmful:
            raise RefusedForSafety(sentence) from fault
        raise WrongUsage(sentence) from fault
