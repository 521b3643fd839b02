"""Words of a person's own, and their limits."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.episodes.entry.own_words import (
    WORD_LIMIT,
    checked_text,
    clean_words,
    is_trigger,
    quoted_item,
    read_words,
    split_list,
    split_words,
)
from spasmtui.errors import CannotStore, WrongUsage
from spasmtui.terminal.sanitize import NOTE_LIMIT


def test_a_word_is_kept_once_whatever_its_capitals() -> None:
    assert read_words(["Heat", "heat"]) == ("heat",)


def test_a_word_has_a_length() -> None:
    assert clean_words(["x" * WORD_LIMIT]) == ("x" * WORD_LIMIT,)
    with pytest.raises(WrongUsage, match=f"at most {WORD_LIMIT} characters"):
        clean_words(["x" * (WORD_LIMIT + 1)])
    with pytest.raises(WrongUsage, match="A word is empty"):
        clean_words(["heat", "\x1b"])


def test_a_text_as_long_as_a_note_may_be_is_kept() -> None:
    assert len(checked_text("x" * NOTE_LIMIT)) == NOTE_LIMIT
    with pytest.raises(CannotStore, match="The weather has at most"):
        checked_text("x" * (NOTE_LIMIT + 1), "The weather")


def test_a_list_is_split_as_people_type_it_and_as_files_have_it() -> None:
    lists = {
        "walking, cold": ("walking", "cold"),
        "walking; cold": ("walking", "cold"),
        "walking|cold\nheat": ("walking", "cold", "heat"),
        "heat, beer;heat | late\x1b night ,, ": ("heat", "beer", "late night"),
        '"salt, lime"; ice': ("salt, lime", "ice"),
        "“salt, lime”, „a;b“, «c|d»": ("salt, lime", "a;b", "c|d"),
        '"say ""ah"", slowly", ice': ('say "ah", slowly', "ice"),
        '5" ball, "a': ('5" ball', '"a'),
        "x" * 200: ("x" * 200,),
        " , ": (),
    }
    assert {text: split_list(text) for text in lists} == lists


def test_and_divides_only_what_is_known_by_itself_on_either_side() -> None:
    lists = {
        "heat and effort": ("heat", "effort"),
        "Heat & little to drink + stress": ("Heat", "little to drink", "stress"),
        "heat and beer": ("heat and beer",),
        '"heat and effort"': ("heat and effort",),
        "salt and vinegar": ("salt and vinegar",),
    }
    assert {text: split_list(text, is_known=is_trigger) for text in lists} == lists
    assert split_list("heat and effort") == ("heat and effort",)
    own = {"gin", "tonic", "gin and tonic"}
    assert split_list("gin and tonic, tonic and gin", is_known=own.__contains__) == ("gin and tonic", "tonic", "gin")
    assert split_words(["heat, beer", ""], is_known=is_trigger) == ["heat", "beer", ""]


@given(st.lists(st.text('," ;|“„«»ab&', min_size=1, max_size=9).map(lambda text: " ".join(text.split())), max_size=4))
@settings(max_examples=25, deadline=None)
def test_any_items_are_read_back_from_a_list_of_them(items: list[str]) -> None:
    kept = tuple(dict.fromkeys(filter(None, items)))
    assert split_list(", ".join(map(quoted_item, kept))) == kept


def test_none_is_said_alone_and_a_word_that_says_nothing_is_asked_back() -> None:
    assert [read_words([word]) for word in ("none", " None ", "Nothing.", "no", "nichts")] == [()] * 5
    for words, sentence in (
        (["none", "heat"], "'none' says that there was none"),
        (["unknown"], "'unknown' does not say what there was"),
    ):
        with pytest.raises(WrongUsage, match=sentence):
            read_words(words)
