"""The kind of each field: a row that no code could read, show or print is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spasmtui.episodes.entry.field_input import can_read
from spasmtui.episodes.entry.form_fields import FormField, apply_key, can_show
from spasmtui.episodes.episode_text import can_print
from spasmtui.episodes.exchange.exporters.phrases import can_phrase
from spasmtui.episodes.model.fields import EPISODE_FIELDS, Field, Option, Question
from tests.support.cases import with_each

if TYPE_CHECKING:
    from spasmtui.episodes.model.fields import FieldKind


def unhandled(field: Field) -> list[str]:
    """Return a sentence for every part of a row that no code handles for a field of its kind."""
    faults = []
    if field.option and not can_read(field):
        faults.append("the options: entry/field_input.py reads no typed value")
    if field.question and not (can_show(field) and is_answered(field)):
        faults.append("the form: entry/form_fields.py neither shows nor takes an answer")
    if field.label and not can_print(field):
        faults.append("`log show`: episode_text.py has no text")
    if field.phrase and not can_phrase(field):
        faults.append("Markdown: exporters/phrases.py has no words")
    return [f"{field.name}, {fault} of the kind {field.kind!r}" for fault in faults]


def is_answered(field: Field) -> bool:
    """Return whether a key or a typed line gives the field's line of the form a value."""
    options = tuple((choice, choice) for choice in field.choices or ())
    line = FormField(name=field.typed_name, label="", kind=field.kind, options=options)
    return line.can_be_typed or any(apply_key(line, None, key) for key in ("1", "right"))


@with_each("field", EPISODE_FIELDS, ids=lambda field: field.name)
def test_every_part_of_a_row_is_handled_for_the_field_s_kind(field: Field) -> None:
    assert unhandled(field) == []


@pytest.mark.parametrize("kind", ["flag", "night", "moment", "length"])
def test_a_row_whose_typed_value_could_not_be_stored_is_named(kind: FieldKind) -> None:
    field = Field("warmed_up", kind, option=Option("--warmed-up", "stretched before", "YES"))
    assert unhandled(field) == [
        f"warmed_up, the options: entry/field_input.py reads no typed value of the kind {kind!r}"
    ]


def test_a_row_of_a_kind_without_words_or_a_line_of_the_form_is_named() -> None:
    field = Field("warmed_up", "flag", label="warmed up", phrase="warmed up", question=Question("Warmed up"))
    assert [fault.partition(":")[0] for fault in unhandled(field)] == [
        "warmed_up, the form", "warmed_up, `log show`", "warmed_up, Markdown"
    ]  # fmt: skip
