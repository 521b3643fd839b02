"""Search words that name a red flag, and those that only resemble one."""

import pytest

from spasmtui.guide.search.phrases import tokens_of
from spasmtui.guide.search.red_flag_terms import HELP_PAGE, matches_red_flag
from tests.support.content import PAGES


def matches(words: str) -> bool:
    return matches_red_flag(tokens_of(words))


@pytest.mark.parametrize(
    "words",
    [
        "my calf is swollen", "one leg red", "foot cold and white", "hot calf", "the arm went weak", "grey toe",
        "hamstring is blue", "numb face", "sudden weakness", "numb between the legs", "saddle numbness",
        "cannot pee", "can't pee", "trouble with urine", "bladder leaks", "no bowel control", "stool incontinence",
        "pee is brown", "urine like cola", "dark urine", "blood in my pee",
        "chest pain", "tightness in my chest", "chest ache", "chest pressure",
        "hard to breathe", "short of breath", "gasping for breath", "breathing difficulty",
        "breathless", "lockjaw", "tetanus", "is it dvt", "thrombosis", "rhabdo", "a seizure", "slurred words",
        "jaw locked", "jaw stuck", "stiff jaw", "face droops", "mouth drooping", "coughing blood",
        "confused in the heat", "collapsed in the sun", "confusion and fever", "collapse with cramps",
    ],
)  # fmt: skip
def test_words_of_a_red_flag_are_recognized_in_any_order_and_form(words: str) -> None:
    assert matches(words)
    assert matches(" ".join(reversed(words.split())))


@pytest.mark.parametrize(
    "words",
    [
        "", "calf", "my calf hurts", "swollen", "weak", "numb", "face", "pee", "cannot", "dark", "chest", "pain",
        "breath", "deep breathing", "jaw", "cough", "blood", "confused", "heat", "collapse", "hot", "cold feeling",
        "leg cramp in bed", "foot cramp", "tight calf", "calf pain", "jaw ache", "mouth ulcer", "urine colour",
        "drink more water", "face cream", "cannot sleep", "black coffee",
    ],
)  # fmt: skip
def test_half_a_sign_and_a_plain_complaint_are_no_red_flag(words: str) -> None:
    assert not matches(words)


@pytest.mark.parametrize(
    "words",
    [
        "hot bath for my leg", "cold pack on the calf", "calf hot or cold", "put hot water on a foot", "in cold leg",
        "ice or cold for the thigh", "use cold leg", "with hot leg", "cold nights and leg cramps", "hot to calf",
        "leg cramp in hot weather", "the hot leg",
    ],
)  # fmt: skip
def test_heat_and_cold_that_are_put_on_a_limb_are_no_sign(words: str) -> None:
    assert not matches(words)


@pytest.mark.parametrize(
    ("treatment", "sign"),
    [
        ("hot bath leg", "hot leg bath"),
        ("cold pack calf", "cold calf pack"),
        ("leg in cold water", "leg cold"),
        ("cold shower foot hot", "foot hot"),
    ],
)
def test_only_the_word_next_to_hot_or_cold_makes_it_a_treatment(treatment: str, sign: str) -> None:
    assert matches(sign)
    assert matches(treatment) is treatment.endswith("hot")


def test_another_sign_is_not_hidden_by_a_treatment() -> None:
    assert matches("hot bath but the leg is swollen")


def test_the_page_that_comes_first_exists() -> None:
    assert HELP_PAGE in PAGES
