"""The choices that a conflict leaves to the person, and storing the chosen one, undoably."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from spasmtui.episodes.episode_text import brief, field_text
from spasmtui.episodes.model.episode import Day, Episode
from spasmtui.episodes.model.fields import EPISODE_FIELDS, field_words
from spasmtui.episodes.model.names import day_text
from spasmtui.episodes.model.night import row_date
from spasmtui.errors import NotFound
from spasmtui.shared.formats import day_name, moment, place_with_side
from spasmtui.shared.key_names import BRINGS_BACK, TAKES_BACK, with_keys
from spasmtui.shared.text_wrap import truncate
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from spasmtui.episodes.store.diary import Diary
    from spasmtui.episodes.store.journal.history import Conflict, ContestedField, Version

UNASKED = frozenset({"created_at", "updated_at", "device"})
"""Fields of which a person has nothing to choose; they are settled with the others."""
CHANGED = "This was changed, settled or purged since it was asked. Nothing was chosen."
_SHOWN_CELLS = 60
"""The cells of a value in the sentence about a choice."""
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
    is_whole: bool = False
    """Whether it is a version as a whole."""


@dataclass(frozen=True, slots=True)
class Question:
    """A field, or a whole record, with what it says on each side."""

    field: str
    """The attribute's name; empty where a version is chosen as a whole."""
    choices: tuple[Choice, ...]
    """The one that counts comes first."""
    beginning: str = ""
    """The words with which all of them begin, where they are too long to be said again in each."""

    @property
    def title(self) -> str:
        """The field in words, such as `Pain`; for a whole version `Versions`."""
        words = field_words(self.field).removeprefix("the ") if self.field else "versions"
        return words[:1].upper() + words[1:]

    @property
    def statements(self) -> list[tuple[str, str, datetime]]:
        """The text, device and moment of each choice: equal as long as the question is the same."""
        return [(each.text, each.version.device, each.version.written_at) for each in self.choices]


def questions(conflict: Conflict) -> tuple[Question, ...]:
    """Return what there is to choose: a question for each field, or one about whole versions."""
    if fields := asked_fields(conflict):
        return tuple(_question(field) for field in fields)
    versions = (conflict.current, *conflict.others)
    return (
        Question("", tuple(Choice(_whole(each), each, each is conflict.current, is_whole=True) for each in versions)),
    )


def asked_fields(conflict: Conflict) -> tuple[ContestedField, ...]:
    """Return the contested fields of an episode that a person can choose; none where versions are chosen as a whole."""
    known = {field.sets or field.name for field in EPISODE_FIELDS} - UNASKED
    is_episode = isinstance(conflict.current.record, Episode)
    return tuple(field for field in conflict.fields if is_episode and field.name in known)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question with the conflict that it is part of."""

    conflict: Conflict
    question: Question

    @property
    def place(self) -> tuple[str, str, str]:
        """The record and the field, by which the question is found again after another reading."""
        return self.conflict.table, self.conflict.key, self.question.field


def open_questions(conflicts: Iterable[Conflict], first: Collection[str] = ()) -> tuple[OpenQuestion, ...]:
    """Return every question that conflicts leave: of the records with the keys `first`, then of the newest first."""
    newest = sorted(conflicts, key=lambda conflict: (date_of(conflict), conflict.key), reverse=True)
    ordered = sorted(newest, key=lambda conflict: conflict.key not in first)
    return tuple(OpenQuestion(conflict, question) for conflict in ordered for question in questions(conflict))


def date_of(conflict: Conflict) -> date:
    """Return the date of the log's row to which a record in conflict belongs."""
    record = described(conflict)
    return row_date(record.started_at) if isinstance(record, Episode) else date.fromisoformat(conflict.key)


def described(conflict: Conflict) -> Any:
    """Return the record of a conflict as it is, or as it was before it was deleted."""
    records = (version.record for version in (conflict.current, *conflict.others))
    return next(record for record in records if record is not None)


def choose(diary: Diary, asked: OpenQuestion, choice: Choice, now: datetime) -> str:
    """Store a choice, and return a sentence about it.

    Raises:
        SpasmError: it could not be stored, or is no choice any more, because the record was changed since it was asked.
    """
    with diary.journals.locked():
        return _choose(diary, *_as_it_is_now(diary, asked, choice), now)


def _as_it_is_now(diary: Diary, asked: OpenQuestion, choice: Choice) -> tuple[Conflict, Question, Choice]:
    """Return conflict, question and choice with the versions' present numbers.

    Raises:
        NotFound: it is not the same question any more.
    """
    conflict = diary.conflict(asked.conflict.key, asked.conflict.table)
    if conflict is None:
        raise NotFound(CHANGED)
    for question in questions(conflict):
        if question.field == asked.question.field and question.statements == asked.question.statements:
            return conflict, question, question.choices[asked.question.choices.index(choice)]
    raise NotFound(CHANGED)


def _choose(diary: Diary, conflict: Conflict, question: Question, choice: Choice, now: datetime) -> str:
    record = choice.version.record
    shown = truncate(choice.text, _SHOWN_CELLS)
    if isinstance(record, Day):
        diary.add(replace(record, updated_at=now, device=diary.device))
        return f"Kept: {day_name(date.fromisoformat(record.date))}, {shown}. {with_keys(TAKES_BACK)}"
    if not question.field:
        diary.go_back(conflict.key, choice.version.number)
        if record is None:
            return f"{'Left deleted' if choice.counts else 'Deleted'}. {with_keys(BRINGS_BACK)}"
        return f"{'Kept' if conflict.current.record else 'Brought back'}: {shown}. {with_keys(TAKES_BACK)}"
    stored = diary.get(conflict.key)
    unasked = {field.name: getattr(stored, field.name) for field in conflict.fields if field.name in UNASKED}
    unasked.pop("updated_at", None)
    diary.edit(conflict.key, **{**unasked, question.field: getattr(record, question.field)})
    return f"Kept: {field_words(question.field)} {shown}. {with_keys(TAKES_BACK)}"


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
        return one_line(place_with_side(str(value), None))
    if name == "side" and value is not None:
        return "both sides" if value == "both" else str(value)
    row = next((field for field in EPISODE_FIELDS if field.name == name and field.label), None)
    text = "" if row is None or value in (None, row.default) else field_text(row, record)
    return one_line(" ".join(text.split())) or "not recorded"


def _question(field: ContestedField) -> Question:
    versions = (field.kept, *field.others)
    beginning, texts = _where_they_differ([value_text(field.name, version.record) for version in versions])
    choices = (Choice(text, version, version is field.kept) for text, version in zip(texts, versions, strict=True))
    return Question(field.name, tuple(choices), beginning)


def _whole(version: Version) -> str:
    record = version.record
    if record is None:
        return "deleted"
    if isinstance(record, Day):
        return one_line(day_text(record.words)) or "not recorded"
    return brief(record)


def _where_they_differ(texts: Sequence[str]) -> tuple[str, list[str]]:
    """Return a long beginning that all texts have, and the texts without it: notes differ in their ends."""
    same = 0
    for letters in zip(*texts, strict=False):
        if any(one != other for one, other in pairwise(letters)):
            break
        same += 1
    same = texts[0].rfind(" ", 0, same) + 1
    if same < _SAME_START:
        return "", list(texts)
    return texts[0][:same].rstrip(), [f"… {text[same:]}" for text in texts]
