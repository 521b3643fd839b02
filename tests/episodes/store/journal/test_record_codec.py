"""Records as documents: the round trip, and one opinion with pydantic about what is valid."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from spasmtui.episodes.model.episode import Day, Episode, Practice
from spasmtui.episodes.store.journal.record_codec import (
    DAYS,
    EPISODES,
    PRACTICES,
    BadDocument,
    TooNewDocument,
    from_document,
    key_of,
    table_of,
    to_document,
)
from spasmtui.errors import CannotStore
from tests.support.store.strategies import episodes, records
from tests.support.store.values import NIGHT, an_episode

ADAPTERS: dict[str, TypeAdapter[Any]] = {
    EPISODES: TypeAdapter(Episode),
    DAYS: TypeAdapter(Day),
    PRACTICES: TypeAdapter(Practice),
}
KEYS = {EPISODES: "id", DAYS: "date", PRACTICES: "id"}
WITH_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
TEMPTING = ("left", "cramp", "sleep", "gone", "2026-11-22T03:12:00+01:00", "2026-11-22T03:12:00", "2026-13-40T03:12Z")
TRIED_FIELDS = ("routine", "seconds", "completed", "x")
any_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 12)
    | st.just(2**70)
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(TEMPTING),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(TRIED_FIELDS), inner, max_size=3),
    max_leaves=4,
)


def by_pydantic(table: str, key: str, document: dict[str, Any]) -> Any:
    """What the classes accept in strict mode, with the rules they cannot say: an offset, and integers of 64 bits."""
    value = ADAPTERS[table].validate_json(json.dumps({**document, KEYS[table]: key}), strict=True)
    for name in ("started_at", "ended_at", "created_at", "updated_at"):
        if document.get(name) is not None and hasattr(value, name) and not WITH_OFFSET.fullmatch(document[name]):
            raise ValueError(name)
    if any(each >= 2**63 for each in (getattr(value, "seconds", 0), *(t.seconds for t in getattr(value, "tried", ())))):
        raise ValueError("seconds")
    return value


@settings(max_examples=40)
@given(records)
def test_a_record_comes_back_from_its_document_as_it_was(record: Episode | Day | Practice) -> None:
    document = json.loads(json.dumps(to_document(record)))
    assert from_document(table_of(record), key_of(record), document) == record


@settings(max_examples=40)
@given(records)
def test_pydantic_reads_the_same_record_from_a_document(record: Episode | Day | Practice) -> None:
    assert by_pydantic(table_of(record), key_of(record), to_document(record)) == record


@settings(max_examples=80, deadline=None)
@given(records, st.data())
def test_the_checker_accepts_exactly_what_pydantic_accepts(
    record: Episode | Day | Practice, data: st.DataObject
) -> None:
    table, key = table_of(record), key_of(record)
    document = to_document(record)
    del document["schema"]
    names = sorted({
        *document,
        "pain",
        "note",
        "side",
        "triggers",
        "tried",
        "is_open",
        "ended_at",
        "seconds",
        "completed",
    })
    field = data.draw(st.sampled_from(names))
    document[field] = data.draw(any_json)
    if data.draw(st.booleans()):
        document.pop(data.draw(st.sampled_from(names)), None)
    try:
        expected = by_pydantic(table, key, document)
    except (ValidationError, ValueError):
        with pytest.raises(BadDocument):
            from_document(table, key, document)
    else:
        found = from_document(table, key, document)
        assert to_document(found) == to_document(expected)


def test_unknown_fields_of_the_old_document_stay_in_the_new_one() -> None:
    old = {**to_document(an_episode()), "weather": {"degrees": 4}}
    assert to_document(replace(an_episode(), pain=3), old) == {
        **to_document(an_episode()),
        "pain": 3,
        "weather": {"degrees": 4},
    }


def test_what_was_not_recorded_is_absent_and_an_empty_answer_is_kept() -> None:
    document = to_document(an_episode(triggers=()))
    assert document == {
        "started_at": "2026-11-22T04:12:00+00:00",
        "place": "calf",
        "side": "left",
        "triggers": [],
        "created_at": "2026-11-22T04:12:00+00:00",
        "updated_at": "2026-11-22T04:12:00+00:00",
        "device": "laptop-3fa9c1",
        "schema": 1,
    }


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pain": 11}, "Pain must be a whole number from 0 to 10."),
        ({"pain_after": True}, "Pain after must be a whole number from 0 to 10."),
        ({"note": "x" * 20_001}, "Note must be a text of at most 20,000 characters."),
        ({"side": "top"}, "Side must be one of left, right, both."),
        ({"ended_at": NIGHT.replace(tzinfo=None)}, "Ended at must be a date and time with its offset."),
        ({"tried": ["heat"]}, "Tried must be a list of routines."),
        ({"place": 3.5}, "Place must be a text."),
        ({"id": ""}, "Id must be a short text."),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_stored_is_refused_with_a_sentence_that_names_the_field(
    fields: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(CannotStore) as refusal:
        to_document(an_episode(**fields))
    assert refusal.value.message == sentence


@settings(max_examples=20)
@given(episodes)
def test_text_is_stored_without_control_characters(episode: Episode) -> None:
    dirty = replace(episode, note="\x1b]0;PWNED\x07red \u202eevil\x9b", place="calf\x1b[2J\nx", triggers=("a\x00b",))
    stored = to_document(dirty)
    assert (stored["note"], stored["place"], stored["triggers"]) == ("]0;PWNEDred evil", "calf[2J x", ["ab"])


def test_text_from_a_foreign_line_is_cleaned_when_it_is_read() -> None:
    document = {**to_document(an_episode()), "note": "one\ntwo \x1b]52;c;eA==\x07", "place": "calf\x9b6n"}
    episode = from_document(EPISODES, an_episode().id, document)
    assert isinstance(episode, Episode)
    assert (episode.note, episode.place) == ("one\ntwo ]52;c;eA==", "calf6n")


def test_a_document_of_a_later_version_is_told_from_a_bad_one() -> None:
    with pytest.raises(TooNewDocument):
        from_document(EPISODES, "x", {**to_document(an_episode()), "schema": 2})
    with pytest.raises(BadDocument) as problem:
        from_document(EPISODES, "x", {**to_document(an_episode()), "pain": "my secret"})
    assert "secret" not in str(problem.value)
