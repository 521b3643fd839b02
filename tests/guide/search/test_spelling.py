"""Misspelled words: by sound, by letters, run together, unfinished, and words that are none."""

import pytest

from spasmtui.guide.search.spelling import Speller, sound_of
from tests.support.cases import with_each

TEXT = "calf calf physio night stretch stretching magnesium muscle leg leg cramp cramp warm warm exercise cramped neck"
SPELLER = Speller(TEXT.split(), {"calf": 2.0, "cramp": 2.0, "muscle": 2.0}, lambda word: word in ("beach", "nick"))


@with_each(
    ("typed", "meant"),
    [
        ("kalf", "calf"), ("fisio", "physio"), ("phisio", "physio"), ("nite", "night"), ("crmap", "cramp"),
        ("excercise", "exercise"), ("streching", "stretching"), ("mussle", "muscle"), ("magnezium", "magnesium"),
        ("kramp", "cramp"), ("mangesium", "magnesium"),
    ],
)  # fmt: skip
def test_a_misspelling_is_read_as_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert SPELLER.correct(typed) == (meant,)


@pytest.mark.parametrize(("typed", "meant"), [("legcramp", ("leg", "cramp")), ("warmup", ("warm", "up"))])
def test_words_that_were_run_together_are_parted(typed: str, meant: tuple[str, str]) -> None:
    assert SPELLER.correct(typed) == meant


def test_an_unfinished_misspelling_is_read_as_the_word_that_it_begins() -> None:
    assert SPELLER.correct("magnez", is_last=True) == ("magnesium",)
    assert SPELLER.correct("magnez") == ()


@with_each("typed", ["beach", "nick", "zzzz", "qqqqzz", "42", "leq", "xy"])
def test_a_word_of_its_own_a_number_and_noise_are_no_misspelling(typed: str) -> None:
    assert SPELLER.correct(typed) == ()


def test_words_that_sound_alike_have_one_spelling() -> None:
    assert sound_of("physiotherapist") == sound_of("fisioterapist")
    assert sound_of("calf") != sound_of("half")
