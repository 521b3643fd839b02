"""Reading typed words: endings, irregular forms, little words, ages and hours."""

from spasmtui.guide.search.words import (
    LIGHT_WORDS,
    LITTLE_WORDS,
    stem,
    tokens_of,
    without_little_words,
    words_for_numbers,
)
from tests.support.cases import with_each


@with_each(
    ("one", "other"),
    [
        ("calves", "calf"),
        ("feet", "foot"),
        ("teeth", "tooth"),
        ("woke", "waking"),
        ("swum", "swimming"),
        ("ran", "runs"),
    ],
)
def test_an_irregular_form_has_the_stem_of_its_word(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_left_is_the_side_and_no_form_of_leave() -> None:
    assert stem("left") != stem("leave")


def test_initials_with_an_ampersand_are_one_word() -> None:
    assert tokens_of("go to A&E") == tokens_of("go to a & e") == ["go", "to", "ae"]


def test_little_words_are_left_out_unless_there_is_no_other() -> None:
    assert without_little_words(["and", "my", "calf"]) == ["calf"]
    assert without_little_words(["who", "we", "are"]) == ["who"]
    assert without_little_words(["to", "be"]) == ["to", "be"]


def test_no_word_is_both_little_and_light() -> None:
    assert not LITTLE_WORDS & LIGHT_WORDS


@with_each(
    ("words", "meaning"),
    [
        ("my mum is 82", ["elderly"]), ("im 70", ["elderly"]), ("8 year old", ["child"]), ("8-year-old", ["child"]),
        ("five year old", ["child"]), ("15 yr old", ["teenager"]), ("40 years old", []), ("28 weeks pregnant", []),
        ("it is 20 minutes", []), ("at 3am", ["night"]), ("4 in the morning", ["night"]), ("woke at 3", ["night"]),
        ("at 3 pm", []), ("0 to 10", []), ("calf", []),
    ],
)  # fmt: skip
def test_an_age_and_an_hour_of_the_night_have_words(words: str, meaning: list[str]) -> None:
    assert words_for_numbers(tokens_of(words)) == meaning
