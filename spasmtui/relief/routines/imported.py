"""Check a routine that came with a plan of somebody else: it keeps to the rules of the person's own files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from spasmtui.errors import RefusedForSafety, WrongUsage
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Kind, Routine, Step
from spasmtui.relief.routines.user_files import CannotUse, build_own
from spasmtui.shared.toml_files import field_name
from spasmtui.terminal.sanitize import sanitize, sanitize_values

LONGEST_WITH_PACK = 60
"""Seconds of a step that may speak of a pack, such as one that takes it off."""
_PACK = re.compile(
    r"\b(?:hot|heat|heated|heating|warm|cold|ice|gel|frozen)[ -](?:pack|pad|compress|water bottle|bottle|towel)s?\b",
    re.IGNORECASE,
)
_NAMES_PACK = (
    "lays heat or cold on the skin in a step of another kind, which has no limit and no look at the skin. Such a step "
    'is written with kind = "heat" or "cold".'
)
_TIMED = (Kind.HOLD, Kind.MOVE, Kind.REST)


def _is_hidden_pack(step: Step) -> bool:
    """Return whether a step is one of heat or cold by its words and none by its kind."""
    return step.kind in _TIMED and step.seconds > LONGEST_WITH_PACK and _PACK.search(step.say) is not None


def check_routine(document: dict[str, Any], name: str, content: Path) -> Routine:
    """Return the routine of a document that came from outside.

    Args:
        document: its keys and values.
        name: the id that it will have.
        content: the root of the shipped content.

    Raises:
        WrongUsage: it is not a valid routine; the message names the field.
        RefusedForSafety: it keeps heat or cold on the skin for longer than a shipped routine may, or has
            a pack in a step without a limit.
    """
    shipped = RoutineBook(content).shipped
    try:
        routine = build_own(sanitize_values(document), name, shipped, content)
    except CannotUse as fault:
        field = f", {sanitize(field_name(fault.where), one_line=True)}" if fault.where else ""
        sentence = f"Routine {name!r}{field}: {sanitize(fault.sentence, one_line=True).removeprefix(': ')}"
        if fault.is_harmful:
            raise RefusedForSafety(sentence) from fault
        raise WrongUsage(sentence) from fault
    if hidden := next((step.say for step in routine.flat_steps if _is_hidden_pack(step)), ""):
        raise RefusedForSafety(f"Routine {name!r}: {hidden[:60]!r} {_NAMES_PACK}")
    return routine
