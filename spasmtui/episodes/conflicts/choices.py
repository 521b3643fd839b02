"""The choices that a conflict leaves to the person, and storing the chosen one, undoably."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.episode_text import brief, field_text
from spasmtui.episodes.model.episode import Day, Episode
from spasmtui.episodes.model.fields import EPISODE_FIELDS, field_words
from spasmtui.shared.durations import format_duration
from spasmtui.shared.formats import moment
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.store.journal.history import Conflict, ContestedField, Version

UNASKED = frozenset({"created_at", "updated_at", "device"})
"""Fields of which a person has nothing to choose; they are settled with the others."""
_SAME_START = 30
"""The characters from which on the same beginning of several texts is cut."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values, or one of the versions, between which a person chooses."""

    text: str
    """The value for people."""
    version: Version
    counts: bool
    """Whether it is the one that counts now."""


@dataclass(frozen=True, slots=True)
class Question:
    """A field, or a whole record, with what it says on each side."""

    field: str
    """The attribute's name; empty where a version is chosen as a whole."""
    choices: tuple[Choice, ...]
    """The one that counts comes first."""

    @property
    def title(self) -> str:
        """The field in words, such as `Pain`; for a whole version `Versions`."""
        words = field_words(self.field).removeprefix("the ") if self.field else "versions"
        return words[:1].upper() + words[1:]


def questions(conflict: Conflict) -> tuple[Question, ...]:
    """Return what there is to choose: a question for each field, or one about whole versions."""
    if fields := asked_fields(conflict):
        return tuple(_question(field) for field in fields)
    versions = (conflict.current, *conflict.others)
    return (Question("", tuple(Choice(_whole(each), each, each is conflict.current) for each in versions)),)


def asked_fields(conflict: Conflict) -> tuple[ContestedField, ...]:
    """Return the contested fields of an episode that a person can choose; none where versions are chosen as a whole."""
    known = {field.sets or field.name for field in EPISODE_FIELDS} - UNASKED
    is_episode = isinstance(conflict.current.record, Episode)
    return tuple(field for field in conflict.fields if is_episode and field.name in known)


def choose(diary: Diary, conflict: Conflict, question: Question, choice: Choice, now: datetime) -> str:
    """Store a choice, and return a sentence about it.

    Raises:
        SpasmError: it could not be stored, or no longer fits the record.
    """
    record = choice.version.record
    if isinstance(record, Day):
        diary.add(replace(record, updated_at=now, device=diary.device))
        return f"Kept: {record.date} {choice.text}. u takes it back."
    if not question.field:
        diary.go_back(conflict.key, choice.version.number)
        if record is None:
            return "Left deleted. u takes it back." if choice.counts else "Deleted. u takes it back."
        return f"{'Kept' if conflict.current.record else 'Brought back'}: {choice.text}. u takes it back."
    stored = diary.get(conflict.key)
    unasked = {field.name: getattr(stored, field.name) for field in conflict.fields if field.name in UNASKED}
    unasked.pop("updated_at", None)
    diary.edit(conflict.key, **{**unasked, question.field: getattr(record, question.field)})
    return f"Kept: {field_words(question.field)} {choice.text}. u takes it back."


def device_words(device: str, ours: Collection[str]) -> str:
    """Return a device's name for people: `this device`, or its own."""
    return "this device" if device in ours else one_line(device)


def value_text(name: str, record: Any) -> str:
    """Return an attribute of an episode for people; `not recorded` where it is empty."""
    value = getattr(record, name, None)
    if name == "ended_at" and value is not None:
        return f"{moment(value)}, after {format_duration(record.duration_seconds)}"
    if name == "is_open":
        return "still open" if value else "over"
    if name == "place" and value is not None:
        return one_line(str(value).replace("-", " "))
    if name == "side" and value is not None:
        return "both sides" if value == "both" else str(value)
    row = next((field for field in EPISODE_FIELDS if field.name == name and field.label), None)
    text = "" if row is None or value in (None, row.default) else field_text(row, record)
    return one_line(" ".join(text.split())) or "not recorded"


def _question(field: ContestedField) -> Question:
    versions = (field.kept, *field.others)
    texts = _where_they_differ([value_text(field.name, version.record) for version in versions])
    choices = (Choice(text, version, version is field.kept) for text, version in zip(texts, versions, strict=True))
    return Question(field.name, tuple(choices))


def _whole(version: Version) -> str:
    record = version.record
    if record is None:
        return "deleted"
    if isinstance(record, Day):
        return one_line(" ".join(record.words)) or "not recorded"
    return brief(record)


def _where_they_differ(texts: Sequence[str]) -> list[str]:
    """Return the texts without a long beginning that all of them have: notes differ in their ends."""
    same = 0
    for letters in zip(*texts, strict=False):
        if any(one != other for one, other in pairwise(letters)):
            break
        same += 1
    same = texts[0].rfind(" ", 0, same) + 1
    return list(texts) if same < _SAME_START else [f"… {text[same:]}" for text in texts]
