"""Read the line that is typed for a field of the form, and write a value as such a line."""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.field_input import LONGEST_EPISODE
from spasmtui.episodes.entry.form_fields import own_folder
from spasmtui.episodes.entry.own_words import NONE, is_trigger, quoted_item, split_list
from spasmtui.episodes.entry.tried_input import is_routine, marked_remedy, read_items
from spasmtui.episodes.entry.typed_times import editable_time, read_typed_time
from spasmtui.episodes.model.episode import OWN, fold_remedy
from spasmtui.episodes.model.names import SHIPPED, Names, word_name, word_of
from spasmtui.episodes.model.tried_text import format_tried
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.times.length_words import parse_duration
from spasmtui.shared.times.lengths import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from spasmtui.episodes.entry.form_fields import FormField, Value


def parse_typed_text(
    field: FormField,
    text: str,
    now: datetime,
    names: Names = SHIPPED,
    *,
    value: Value | None = None,
    content: Path | None = None,
    config: Path | None = None,
) -> Value | None:
    """Return the value of a typed line; an empty line makes the field "not recorded".

    Args:
        field: the chosen field.
        text: the line.
        now: the present.
        names: the titles of routines.
        value: the value so far, whose words may be in the line by their names.
        content: the root of the shipped content, by which what was tried is read at once; None to read it later.
        config: the folder of the settings, with the person's own routines; None for none.

    Raises:
        WrongUsage: the text is no time, no length, or misspells a routine.
    """
    text = text.strip()
    if not text:
        return None
    if field.kind == "moment":
        stored = datetime.fromisoformat(value) if isinstance(value, str) else None
        return read_typed_time(text, now, stored).instant.isoformat()
    if field.kind == "length":
        return f"{parse_duration(text, longest=LONGEST_EPISODE)}s"
    if field.takes_many:
        chosen = value if isinstance(value, tuple) else ()
        if field.kind != "tried":
            offered = {word.lower() for word in chain(*field.options, chosen)}
            words = split_list(text, is_known=lambda word: word.lower() in offered or is_trigger(word))
            return tuple(dict.fromkeys(map(word_of, words))) or None
        index = None if content is None else PlaceIndex(content, own_folder(config))
        shown = {fold_remedy(names.tried_text(word)) for word in chosen}
        words = split_list(
            text, is_known=lambda word: fold_remedy(word) in shown or (index is not None and is_routine(word, index))
        )
        tried = [_tried_value(word, field, chosen, names, index) for word in words]
        if index is not None:
            tried = [word if word in chosen else _read_at_once(word, index) for word in tried]
        return tuple(dict.fromkeys(tried)) or None
    return text


def _tried_value(word: str, field: FormField, chosen: tuple[str, ...], names: Names, index: PlaceIndex | None) -> str:
    """Return the value that a typed name stands for: one that was chosen or offered, a routine, or the text itself.

    A remedy is the same in another spelling, which is kept. Words that mean a routine mean it here as on the command
    line, also where there is a remedy of this name: that is typed with its mark.
    """
    offered = (*chosen, *(option for option, _text in field.options))
    folded = fold_remedy(word)
    known = next((each for each in offered if fold_remedy(names.tried_text(each)) == folded), None)
    if known is None:
        return names.routine_of(word)
    if not known.startswith(OWN):
        return known
    return f"{OWN}{word}" if index is None or marked_remedy(word, index) == word else word


def _read_at_once(word: str, index: PlaceIndex) -> str:
    """Return what a typed word says was tried, as the form keeps it: an id, a remedy with its mark, or none."""
    return next((format_tried(each) for each in read_items([word], index)), NONE)


def editable_text(
    field: FormField,
    value: Value | None,
    names: Names = SHIPPED,
    *,
    content: Path | None = None,
    config: Path | None = None,
) -> str:
    """Return a value as the text in which it is edited, as a person would type it; it may leave out seconds.

    Arguments as for `parse_typed_text`: a remedy whose words mean a routine has its mark.
    """
    if isinstance(value, tuple):
        if field.kind != "tried":
            return ", ".join(map(quoted_item, map(word_name, value)))
        index = None if content is None else PlaceIndex(content, own_folder(config))
        return ", ".join(quoted_item(_tried_text(word, names, index)) for word in value)
    if value and field.kind == "moment":
        return editable_time(datetime.fromisoformat(value))
    if value and field.kind == "length":
        return format_duration(parse_duration(value))
    return value or ""


def _tried_text(word: str, names: Names, index: PlaceIndex | None) -> str:
    text = names.tried_text(word)
    return marked_remedy(text, index) if word.startswith(OWN) and index is not None else text


def typing_prompt(field: FormField) -> str:
    """Return the prompt of an empty line: the field, and the part of its hint about typing."""
    return f"{field.label}: {field.hint.rpartition('} type')[2].lstrip(' ,') or 'type'}"


def typed_texts(fields: Iterable[FormField], values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the words of a person's own, field by field, a remedy at a time: an option that was chosen is none."""
    texts = []
    for field in fields:
        offered = {option for option, _text in field.options}
        if field.kind == "text" or field.takes_many:
            value = values.get(field.name, ())
            words = split_list(value) if isinstance(value, str) and field.takes_many else value
            parts = (words,) if isinstance(words, str) else words
            own = [part.strip().removeprefix(OWN) for part in parts if part.strip() not in offered]
            # Remedies mean nothing together: cold, and a stretch for the calf.
            texts += own if field.kind == "tried" else [", ".join(filter(None, own))]
    return tuple(filter(None, texts))
