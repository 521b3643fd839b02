"""Every row of the shipped TOML files, validated strictly by the class that the program builds from it."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from spasmtui.episodes.entry.own_words import TRIGGERS
from spasmtui.episodes.entry.red_flag_loader import load_flags as load_rules
from spasmtui.episodes.model.episode import Kind
from spasmtui.guide.audit.tables import DIARY_KEYS, EDITORIAL_KEYS, SOURCE_KEYS
from spasmtui.guide.loader import (
    Flag,
    Question,
    Source,
    Term,
    load_flags,
    load_lay_words,
    load_questions,
    load_sources,
    load_terms,
)
from spasmtui.shared.places import PLACES, Place, PlaceIndex
from tests.support.content import CONTENT, FACTS, FLAGS, SIGNS, SOURCES, read_toml
from tests.support.validation import validate_row

TERMS = read_toml("glossary.toml")["terms"]
URGENT = read_toml("urgent.toml")
NONE = {"ask": "", "level": "none", **URGENT["none"]}


def test_sources_are_what_the_guide_loads() -> None:
    rows = {key: row for key, row in SOURCES.items() if key != "facts"}
    assert load_sources(CONTENT) == {
        key: validate_row(Source, {"id": key, **row}, SOURCE_KEYS) for key, row in rows.items()
    }


def test_a_few_sources_are_loaded_without_the_others() -> None:
    every = load_sources(CONTENT)
    first, *_others, last = every
    assert load_sources(CONTENT, [last, first, "S0"]) == {key: every[key] for key in (first, last)}
    assert load_sources(CONTENT, every) == every
    assert load_sources(CONTENT, ()) == {}


def test_red_flags_are_what_the_guide_loads() -> None:
    rows = [validate_row(Flag, {"id": key, **row}, DIARY_KEYS | EDITORIAL_KEYS) for key, row in FLAGS.items()]
    assert load_flags(CONTENT) == tuple(rows)


def test_urgent_questions_are_what_the_guide_loads() -> None:
    assert set(URGENT) == {"questions", "none"}
    rows = [validate_row(Question, row) for row in (*URGENT["questions"], NONE)]
    assert load_questions(CONTENT) == tuple(rows)


def test_glossary_terms_are_what_the_guide_loads() -> None:
    assert set(read_toml("glossary.toml")) == {"terms"}
    assert load_terms(CONTENT) == tuple(validate_row(Term, row, EDITORIAL_KEYS) for row in TERMS)


def test_lay_words_are_texts_by_page() -> None:
    tables = read_toml("words.toml")
    words = TypeAdapter(tuple[str, ...])
    for page, table in tables.items():
        assert set(table) <= {"words", "place"}, page
        assert table.get("place", "calf") in PLACES
        assert (
            words.validate_python(tuple(table["words"]), strict=True)
            == load_lay_words(CONTENT)[page][: len(table["words"])]
        )


def test_places_are_what_every_room_loads() -> None:
    document = read_toml("places.toml")
    rows = tuple(validate_row(Place, row) for row in document["places"])
    assert PlaceIndex(CONTENT).places == rows
    assert tuple(place.id for place in rows) == PLACES


def test_the_keys_that_the_diary_reads_of_a_red_flag_name_what_an_episode_can_have() -> None:
    texts = TypeAdapter(list[str])
    rules = {flag.id: flag for flag in load_rules(CONTENT).flags}
    assert set(rules) == set(FLAGS)
    for flag_id, row in FLAGS.items():
        for key, known in (
            ("signs_any", set(SIGNS)), ("signs_all", set(SIGNS)), ("places", set(PLACES)), ("triggers", set(TRIGGERS)),
            ("kinds", {kind.value for kind in Kind}),
        ):  # fmt: skip
            words = texts.validate_python(row.get(key, []), strict=True)
            assert set(words) <= known, (flag_id, key)
            assert getattr(rules[flag_id], key) == frozenset(words), (flag_id, key)
        texts.validate_python(row["conditions"], strict=True)


def test_a_fact_is_a_row_of_texts() -> None:
    shape = TypeAdapter(dict[str, str | list[str]])
    for fact, row in FACTS.items():
        shape.validate_python(row, strict=True)
        assert isinstance(row["sources"], list), fact
        assert isinstance(row["tag"], str), fact


@pytest.mark.parametrize(
    ("cls", "row", "others"),
    [
        (Source, {"id": "S01", **SOURCES["S01"]}, SOURCE_KEYS),
        (Flag, {"id": "RF10", **FLAGS["RF10"]}, DIARY_KEYS | EDITORIAL_KEYS),
        (Question, NONE, frozenset()),
        (Term, TERMS[0], EDITORIAL_KEYS),
    ],
)
def test_an_unknown_key_and_a_value_of_another_type_are_refused(
    cls: type, row: dict[str, Any], others: frozenset[str]
) -> None:
    validate_row(cls, row, others)
    with pytest.raises(AssertionError, match="unknown keys"):
        validate_row(cls, {**row, "colour": "red"}, others)
    with pytest.raises(ValidationError):
        validate_row(cls, {**row, "page" if "page" in row else "year": [1]}, others)
    adapter: TypeAdapter[Any] = TypeAdapter(cls)
    own = {key: value for key, value in row.items() if key not in others}
    with pytest.raises(ValidationError, match="colour"):
        adapter.validate_python({**own, "colour": "red"})
