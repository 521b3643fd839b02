"""The gate in long texts: what it finds, and that its time grows with the length of the text alone."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.shared.danger.gate import find_flag, find_flags
from spasmtui.shared.danger.tables import DENY, LITTLE, expressions_from
from tests.support.cases import with_each
from tests.support.danger_by_definition import flags_by_definition
from tests.support.danger_held_out import DANGER as HELD_OUT
from tests.support.danger_held_out import HARMLESS as HELD_OUT_HARMLESS
from tests.support.danger_phrases import HARMLESS, HARMLESS_UNTUNED, TUNED, UNTUNED

PHRASES = [words for words, _flags in (*TUNED, *UNTUNED, *HELD_OUT)]
PHRASES += [*HARMLESS, *HARMLESS_UNTUNED, *HELD_OUT_HARMLESS]
WORDS = sorted({word for phrase in PHRASES for word in phrase.split()} | LITTLE | DENY)
EXPRESSIONS = [
    " ".join((word, *rest)) for word in sorted({*" ".join(PHRASES).split()}) for rest, _ in expressions_from(word)
]
JOINTS = (" ", " ", " ", ". ", ", ", " and ", " but ", " or ", " no ", " not ", " then ", " ruled out ", " the ")
LONGEST_NOTE = 20_000
IDLE = "the weather was fine and we went for bread and milk again. "
"""Words that describe nothing."""


def found(words: str) -> list[str]:
    return [flag.id for flag in find_flags(words)]


def test_every_phrase_brings_what_it_brings_by_definition() -> None:
    assert [words for words in PHRASES[::16] if found(words) != flags_by_definition(words)] == []


def test_little_words_and_no_others_may_stand_inside_an_expression_as_by_definition() -> None:
    spread = [expression.split(" ", 1) for expression in EXPRESSIONS[::9]]
    texts = [f"{first}{between}{rest}" for first, rest in spread for between in (" all the ", " all zebra ", " zebra ")]
    assert [words for words in texts if found(words) != flags_by_definition(words)] == []


@given(st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from(JOINTS)), min_size=2, max_size=5))
@settings(max_examples=15)
def test_several_phrases_bring_what_they_bring_by_definition(parts: list[tuple[str, str]]) -> None:
    words = "".join(phrase + joint for phrase, joint in parts)
    assert found(words) == flags_by_definition(words)


@given(
    st.lists(
        st.tuples(st.one_of(st.sampled_from(WORDS), st.sampled_from(EXPRESSIONS)), st.sampled_from(JOINTS)),
        max_size=18,
    )
)
@settings(max_examples=15)
def test_words_in_any_order_bring_what_they_bring_by_definition(parts: list[tuple[str, str]]) -> None:
    words = "".join(word + joint for word, joint in parts)
    assert found(words) == flags_by_definition(words)


@given(st.sampled_from(PHRASES), st.data())
@settings(max_examples=15)
def test_the_words_of_a_phrase_again_and_again_bring_what_they_bring_by_definition(
    phrase: str, data: st.DataObject
) -> None:
    pool = st.sampled_from([*phrase.split(), "calf", "cramp", "heart", "no", "and", ".", "pain"])
    words = " ".join(data.draw(st.lists(pool, max_size=24)))
    assert found(words) == flags_by_definition(words)


@with_each(
    ("words", "flags"),
    [
        # The feelings are the calf's, however often they are said.
        ("heart rate fine, calf cramp. " * 4, []),
        ("heart rate fine, calf cramp. " * 3 + "heart pain", ["RF01"]),
        # A denial goes on after `or`, and ends at the end of its clause.
        ("no calf or not " * 9 + "chest pain", []),
        ("no fever or chest pain", []),
        ("no fever chest pain", ["RF01"]),
        ("no calf or not " * 9 + ". chest pain", ["RF01"]),
        # Little words may stand inside an expression.
        ("cant " + "all " * 30 + "breathe", ["RF04"]),
    ],
)
def test_what_is_repeated_means_what_it_means_once(words: str, flags: list[str]) -> None:
    assert (found(words), flags_by_definition(words)) == (flags, flags)


@pytest.mark.parametrize("sign", ["chest pain and sweating", "cant breathe", "face drooping on one side"])
def test_a_sign_is_found_at_either_end_and_in_the_middle_of_the_longest_note(sign: str) -> None:
    idle = IDLE * (LONGEST_NOTE // len(IDLE) // 2)
    wanted = find_flag(sign)
    assert wanted is not None
    for note in (f"{sign}. {idle}{idle}", f"{idle}{sign}. {idle}", f"{idle}{idle}{sign}"):
        flag = find_flag(note)
        assert flag is not None
        assert flag.id == wanted.id


def test_a_long_note_without_a_sign_brings_none() -> None:
    assert find_flag(IDLE * (LONGEST_NOTE // len(IDLE))) is None


def _misspelt(number: int) -> str:
    """Return one of many words that are nearly `breathing`."""
    letters = list("reathing")
    for place in range(len(letters) - 1, 0, -1):
        number, other = divmod(number, place + 1)
        letters[place], letters[other] = letters[other], letters[place]
    return "b" + "".join(letters)


REPEATED = (
    "chest pain ", "chest. pain. ", "heart rate fine, calf cramp. ", "all ", "no calf or not ", "ruled out ",
    "cant all all all ", "heart jaw chest arm belly throat . calf cramp . ", "emergency ", "a", "é", ".", "38 5 weeks ",
)  # fmt: skip
TEXTS: tuple[Callable[[int], str], ...] = (
    *((lambda size, words=words: (words * size)[:size]) for words in REPEATED),
    lambda size: " ".join(map(_misspelt, range(size // 20))),
    lambda size: " ".join(EXPRESSIONS * 99)[:size],
)


@pytest.mark.long
@with_each("text", TEXTS, ids=range(len(TEXTS)))
def test_a_long_note_is_read_in_a_moment_whatever_it_says(text: Callable[[int], str]) -> None:
    words = text(LONGEST_NOTE // 2)
    before = time.process_time()
    find_flags(words)
    assert time.process_time() - before < 0.7  # it takes a tenth of that; what is quadratic takes half a minute
