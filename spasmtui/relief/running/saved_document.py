"""Check the document of the state file: whoever reads it may rely on every field.

A file that a fault of a disk, a hand or another program has changed is set aside under another name, never overwritten.
`spasmtui status` reads the document many times a minute, so that this module imports little.
"""

from __future__ import annotations

from spasmtui.elapsed import SET_SECONDS
from spasmtui.launcher.process_check import boot_id
from spasmtui.launcher.status_files import LATEST, RUN_VERSION
from spasmtui.shared.regular_file import rename_broken
from spasmtui.terminal.sanitize import sanitize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

VERSION = RUN_VERSION
_LONGEST_TEXT = 300
_LONGEST_SECONDS = 1e9
_MOST_STEPS = 10_000
_UNDER_WAY = ("running", "paused", "away", "worse")
"""The states in which a routine is saved; `session/states.py` has them all."""


class BrokenDocument(Exception):
    """The document cannot be used; the message is the reason as a part of a sentence."""


class OtherVersion(BrokenDocument):
    """The document was written by another version of the program, which may be running."""


def parse_document(content: bytes) -> dict[str, Any]:
    """Parse the bytes of a state file and return its document, with every field that `_FIELDS` names checked.

    Raises:
        OtherVersion: another version of the program has written it.
        BrokenDocument: it is not JSON, or a field is missing or has a value that it cannot have.
    """
    import json  # noqa: PLC0415 -- mostly there is no file

    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise BrokenDocument("it is not valid JSON") from None
    if not isinstance(document, dict):
        raise BrokenDocument("it is not an object")
    version = document.get("version")
    if version != VERSION or isinstance(version, bool):
        if _is_count(version):
            raise OtherVersion("another version of spasmtui has written it")
        raise BrokenDocument("it has no version")
    for name, is_valid in _FIELDS.items():
        if name in _OPTIONAL and name not in document:
            continue
        if name not in document:
            raise BrokenDocument(f"{name!r} is missing")
        if not is_valid(document[name]):
            raise BrokenDocument(f"{name!r} has a value that it cannot have")
    steps = len(document["spent"])
    held = document["held"] if "held" in document else document["spent"]
    if not document["index"] < steps == len(document["added"]) == len(held):
        raise BrokenDocument("its steps do not fit together")
    return document


def dated_anew(document: dict[str, Any], offset: float) -> dict[str, Any]:
    """Return a document dated by the present wall clock, if that was set since on this start of the machine.

    Args:
        document: a result of `parse_document`, with `seen_at`.
        offset: the present result of `clock.wall_offset`.

    Returns:
        The document; `moved` in it are the seconds by which its dates differ from those in the file.
    """
    moved = offset - (document["saved_at"] - document["saved_elapsed"])
    if abs(moved) < SET_SECONDS or document.get("boot") != boot_id() != "":
        return document
    dates = {name: max(0.0, document[name] + moved) for name in _DATES if name in document}
    return {**document, **dates, "moved": moved}


def set_aside(path: Path, reason: object) -> str:
    """Rename an unusable file, so that it can be looked at and nothing replaces it, and return a sentence about it.

    Args:
        path: the file.
        reason: why it cannot be used, as a clause.

    Returns:
        An empty text where the file has gone meanwhile.
    """
    try:
        beside = rename_broken(path)
    except OSError as error:
        return f"{path} cannot be used, because {reason}. It could not be set aside: {error.strerror or error}."
    if beside is None:
        return ""
    return f"The interrupted routine cannot be resumed: {reason}. Its file is kept as {beside}."


def _is_text(value: object) -> bool:
    """Return whether a value is one line of text that may reach a terminal as it is."""
    return isinstance(value, str) and len(value) <= _LONGEST_TEXT and sanitize(value, one_line=True) == value


def _is_text_or_none(value: object) -> bool:
    return value is None or _is_text(value)


def _is_number(value: object, low: float, high: float) -> bool:
    # A comparison with NaN is false, and infinity is above every bound.
    return isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high


def _is_count(value: object) -> bool:
    return isinstance(value, int) and _is_number(value, 0, _MOST_STEPS)


def _is_seconds(value: object) -> bool:
    return _is_number(value, 0.0, _LONGEST_SECONDS)


def is_moment(value: object) -> bool:
    """Return whether a value is a time at which a routine may have run, in seconds of the wall clock."""
    return _is_number(value, 0.0, LATEST)


def _are_seconds(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_STEPS and all(map(_is_seconds, value))


def _are_changes(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, int) and _is_number(each, -86_400, 86_400) for each in value
    )


_FIELDS: dict[str, Callable[[Any], bool]] = {
    "routine": _is_text,
    "title": _is_text,
    "purpose": _is_text,
    "place": _is_text_or_none,
    "side": lambda value: value in (None, "left", "right", "both"),
    "episode": _is_text_or_none,
    "keeps": lambda value: isinstance(value, bool),
    "state": lambda value: value in _UNDER_WAY,
    "step": _is_count,
    "steps": _is_count,
    "remaining_s": _is_seconds,
    "began_at": is_moment,
    "saved_at": is_moment,
    "saved_elapsed": _is_seconds,
    "variant": _is_text,
    "skin_seconds": lambda value: value is None or (isinstance(value, int) and _is_number(value, 0, 86_400)),
    "get_ready_seconds": lambda value: isinstance(value, int) and _is_number(value, 0, 86_400),
    "spent": _are_seconds,
    "held": _are_seconds,
    "held_s": _is_seconds,
    "is_completed": lambda value: isinstance(value, bool),
    "is_question": lambda value: isinstance(value, bool),
    "in_questions": _is_seconds,
    "before_round": _is_seconds,
    "round_began_at": is_moment,
    "added": _are_changes,
    "question": _is_count,
    "index": _is_count,
    "into": _is_seconds,
    "held_again": _is_count,
    "active": _is_seconds,
    "idle": _is_seconds,
    "on_skin": _is_seconds,
    "more_pieces": lambda value: isinstance(value, list) and len(value) < _MOST_STEPS and all(map(_is_count, value)),
    "answered": _is_text,
    "skin_id": _is_text,
    "skin_longest": lambda value: isinstance(value, int) and _is_number(value, 0, 86_400),
    "mark": _is_text,
    "pid": lambda value: isinstance(value, int) and _is_number(value, 1, 2**31 - 1),
    "born": _is_text,
    "boot": _is_text,
}
"""The fields that are read, each with the function that returns whether a value can be its own; others are ignored."""

_DATES = ("began_at", "saved_at", "seen_at", "round_began_at")
"""Seconds of the wall clock."""
_OF_HELD = ("held", "held_s", "is_completed", "is_question", "in_questions", "before_round", "round_began_at")
"""What was held so far; an earlier version and a marker of a start have nothing of it."""
_OPTIONAL = ("mark", "pid", "born", "boot", "answered", "skin_id", "skin_longest", "more_pieces", "variant", *_OF_HELD)
"""Without the first four the file belongs to no process that runs; without `answered` the questions are asked again.
The next three are those of heat and cold."""
