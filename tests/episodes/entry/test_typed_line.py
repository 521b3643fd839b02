"""Typed lines of the form: what was tried, read at once, and the words that are looked at for danger."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.entry.form_fields import apply_key, form_fields
from spasmtui.episodes.entry.tried_input import read_tried
from spasmtui.episodes.entry.typed_line import editable_text, parse_typed_text, typed_texts
from spasmtui.episodes.model.episode import fold_remedy
from spasmtui.episodes.model.tried_text import format_tried
from spasmtui.errors import WrongUsage
from tests.conftest import ROOT

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
CONTENT = ROOT / "content"
TRIED = next(
    field
    for field in form_fields(
        usual=(), routines=[f"r{n}" for n in range(20)], signs={}, remedies=[f"own {n}" for n in range(9)],
        tried_before=2,
    )
    if field.kind == "tried"
)  # fmt: skip


def test_a_remedy_is_typed_by_its_words_and_chosen_in_another_spelling() -> None:
    value = parse_typed_text(TRIED, "OWN  3, legs-up, hot bath", NOW)
    assert value == ("own: OWN 3", "legs-up", "hot bath")
    assert apply_key(TRIED, value, "6") == (("legs-up", "hot bath"), True)


def test_triggers_are_divided_at_and_by_the_names_that_the_command_line_knows_too() -> None:
    field = next(field for field in form_fields(usual=(), routines=(), signs={}) if field.name == "triggers")
    for text, value in (
        ("heat and little drink", ("heat", "little-drink")),
        ("stress and little to drink", ("stress", "little-drink")),
        ("run and swim", ("run and swim",)),
    ):
        assert parse_typed_text(field, text, NOW) == value


def test_a_remedy_with_a_comma_is_edited_in_quotation_marks() -> None:
    value = ("own: salt, lime", "calf-wall", "own: ice")
    text = editable_text(TRIED, value)
    assert text == '"salt, lime", Calf stretch at the wall, ice'
    assert parse_typed_text(TRIED, text, NOW, value=value) == value
    marked = ('own: "hot" bag', 'own: "hot"')
    assert parse_typed_text(TRIED, editable_text(TRIED, marked), NOW, value=marked) == marked
    assert parse_typed_text(TRIED, '5" ball, "a; b', NOW) == ('5" ball', '"a', "b")


def test_a_form_reads_at_once_what_was_tried_and_asks_a_slip_back(tmp_path: Path) -> None:
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "towel-pull.toml").write_text('title = "Pull with the towel"\n', encoding="utf-8")
    read = partial(parse_typed_text, TRIED, now=NOW, content=CONTENT, config=tmp_path)
    assert read("hot bath, ICE, towel pull, own 3") == ("own: hot bath", "cold-session", "towel-pull", "own: own 3")
    assert read("ice and towel pull; salt and vinegar") == ("cold-session", "towel-pull", "own: salt and vinegar")
    assert read('"salt, lime"') == ("own: salt, lime",)
    assert read("None") == ("none",)
    assert read("gone-file, tea", value=("gone-file",)) == ("gone-file", "own: tea")
    with pytest.raises(WrongUsage, match="'calf-wal' is not a routine"):
        read("tea, calf-wal")


def test_a_word_for_a_routine_means_it_in_the_form_as_on_the_command_line_also_beside_a_remedy_of_its_name() -> None:
    fields = form_fields(usual=(), routines=["cold-session"], signs={}, remedies=["ice", "Wheat bag"])
    field = next(each for each in fields if each.kind == "tried")
    value = ("own: ice", "own: Wheat bag", "own: klaf")
    text = editable_text(field, value, content=CONTENT)
    assert text == "own: ice, Wheat bag, own: klaf"
    read = partial(parse_typed_text, field, now=NOW, content=CONTENT)
    assert read(text, value=value) == value
    assert read("Ice, wheat bag", value=value) == ("cold-session", "own: wheat bag")
    assert read("Ice, own: ICE") == ("cold-session", "own: ICE")
    assert read("ice")[0] == format_tried(read_tried(["ice"], CONTENT)[0])  # type: ignore[index]


def test_each_remedy_is_looked_at_by_itself_for_danger() -> None:
    assert typed_texts([TRIED], {"tried": ("r0", "own: ice pack", "calf-wall")}) == ("ice pack", "calf-wall")
    assert typed_texts([TRIED], {"tried": "cold, own: calf rub"}) == ("cold", "calf rub")


@given(st.lists(st.text('," ;ab=+[é', min_size=1, max_size=9).map(lambda text: " ".join(text.split())), max_size=4))
@settings(max_examples=25, deadline=None)
def test_any_remedies_are_read_back_from_the_line_in_which_they_are_edited(remedies: list[str]) -> None:
    once = {fold_remedy(remedy): remedy for remedy in remedies if any(map(str.isalnum, remedy))}
    value = tuple(f"own: {remedy}" for remedy in once.values()) or None
    text = editable_text(TRIED, value)
    assert parse_typed_text(TRIED, text, NOW, value=value, content=CONTENT) == value
