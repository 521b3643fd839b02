"""Write a conflict as text: lines of `log show` and its history, JSON, and the line of the home screen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.conflicts.choices import asked_fields, described, device_words, questions
from spasmtui.episodes.episode_text import SHORT_ID
from spasmtui.episodes.model.episode import Day, Episode
from spasmtui.episodes.model.fields import field_words, option_of
from spasmtui.episodes.model.json_document import day_document, document
from spasmtui.shared.formats import day_name, listed, moment, place_with_side
from spasmtui.shared.key_names import with_keys
from spasmtui.shared.text_wrap import truncate
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spasmtui.episodes.conflicts.choices import Choice
    from spasmtui.episodes.store.journal.history import Conflict, Version

_VALUE_WIDTH = 48
"""The characters of a value in a line of `log show`; the history has all of it."""


def conflict_lines(conflict: Conflict, ours: Collection[str]) -> list[str]:
    """Return what `log show` says below an episode: a line for each contested field, then the commands that choose."""
    short = one_line(conflict.key[:SHORT_ID])
    lines = [f"Changed on {_devices(conflict, ours)}, each without the other:"]
    asked = questions(conflict)
    for question in asked:
        values = "; ".join(_choice_text(choice, ours) for choice in question.choices)
        lines.append(f"  {question.title}: {values}")
    lines += [
        f"To choose {field_words(question.field)}: spasmtui log edit {short} {option}"
        for question in asked
        if question.field and (option := option_of(question.field))
    ]
    numbers = ", or ".join(str(choice.version.number) for choice in asked[0].choices)
    lines.append(f"To choose a whole version: spasmtui log edit {short} --back-to {numbers}")
    lines.append(f"Every version: spasmtui log show {short} --history")
    return lines


def _choice_text(choice: Choice, ours: Collection[str]) -> str:
    where = device_words(choice.version.device, ours)
    return f"{truncate(choice.text, _VALUE_WIDTH)} on {where}, {written(choice.version)}{counts(choice)}"


def counts(choice: Choice) -> str:
    """Return the mark of the choice that counts now."""
    return " (counts)" if choice.counts else ""


def written(version: Version) -> str:
    """Return the time at which a version was written, in the time of this computer."""
    return moment(version.written_at.astimezone())


def _devices(conflict: Conflict, ours: Collection[str]) -> str:
    by_field = [version for field in conflict.fields for version in (field.kept, *field.others)]
    versions = by_field or [conflict.current, *conflict.others]
    names = list(dict.fromkeys(device_words(version.device, ours) for version in versions))
    return listed(names) if len(names) > 1 else f"{names[0]} in two copies of the diary"


def history_marks(conflict: Conflict | None) -> dict[int, str]:
    """Return the marks of the versions in conflict by their numbers, such as `pain counts` or `pain differs`."""
    marks: dict[int, list[str]] = {}
    if conflict is not None and conflict.fields:
        for field in conflict.fields:
            words = one_line(field_words(field.name))
            marks.setdefault(field.kept.number, []).append(f"{words} counts")
            for other in field.others:
                marks.setdefault(other.number, []).append(f"{words} differs")
    elif conflict is not None:
        marks = {version.number: ["in conflict"] for version in (conflict.current, *conflict.others)}
    return {number: ", ".join(texts) for number, texts in marks.items()}


def settled_text(before: Conflict | None, after: Conflict | None) -> str:
    """Return what a change has settled, as a sentence; empty for nothing."""
    if before is None:
        return ""
    if not before.fields:
        return "" if after else "This settles it on every device; the other version stays in its history."
    open_names = {field.name for field in after.fields} if after else set()
    names = [field.name for field in asked_fields(before) or before.fields if field.name not in open_names]
    if not names:
        return ""
    words = one_line(listed(list(dict.fromkeys(field_words(name) for name in names))))
    return f"This settles {words} on every device; the other value stays in the history."


def conflict_document(conflict: Conflict) -> dict[str, Any]:
    """Return a conflict as one JSON object: its fields with their values, or the versions that differ as a whole."""
    return {
        "fields": [
            {
                "field": field.name,
                "kept": _value_document(field.kept, field.name),
                "others": [_value_document(other, field.name) for other in field.others],
            }
            for field in conflict.fields
        ],
        "kept": _version_document(conflict.current),
        "others": [_version_document(other) for other in conflict.others],
    }


def _version_document(version: Version) -> dict[str, Any]:
    return {
        "version": version.number, "device": version.device, "written_at": version.written_at.isoformat(),
        "what": version.action,
    }  # fmt: skip


def _value_document(version: Version, name: str) -> dict[str, Any]:
    record = version.record
    whole = document(record) if isinstance(record, Episode) else day_document(record) if isinstance(record, Day) else {}
    return {**_version_document(version), "value": whole.get(name)}


def subject_text(conflict: Conflict) -> str:
    """Return the record of a conflict in a few words: `left calf, Sat 21 Nov`, or `the day Sat 21 Nov`."""
    record = described(conflict)
    if isinstance(record, Episode):
        return one_line(f"{place_with_side(record.place, record.side)}, {day_name(record.started_at.date())}")
    return f"the day {day_name(date.fromisoformat(conflict.key))}"


def notice_text(conflicts: Sequence[Conflict]) -> str:
    """Return the line of the home screen about conflicts, at least one: calm, and without any value."""
    first, *more = conflicts
    names = [field_words(field.name) for field in asked_fields(first)]
    words = ", ".join(dict.fromkeys([subject_text(first), *names]))
    return f"{happened_text(first)}: {words}{f'; and {len(more)} more' if more else ''}"


def happened_text(conflict: Conflict) -> str:
    """Return what happened to a record, such as `Changed on two devices`."""
    versions = (conflict.current, *conflict.others)
    if any(version.record is None for version in versions):
        return "Deleted on one device and changed on another"
    devices = len({version.device for version in versions})
    where = {1: "twice", 2: "on two devices"}.get(devices, f"on {devices} devices")
    return f"{'Described' if isinstance(described(conflict), Day) else 'Changed'} {where}"


def entry_text(conflict: Conflict) -> str:
    """Return the sentences below an entry of the log: `Changed on two devices: pain.` for example, and the key."""
    names = listed([*dict.fromkeys(field_words(field.name) for field in asked_fields(conflict))])
    return f"{happened_text(conflict)}{f': {names}' if names else ''}. {with_keys('{v:log.choose} chooses.')}"
