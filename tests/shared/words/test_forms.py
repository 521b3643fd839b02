"""Words as people type them: clauses, stems and slips of the finger."""

from spasmtui.shared.words.forms import BOUNDARY, is_misspelling, slips_between, split_words, stem
from tests.support.cases import with_each


@with_each(
    ("text", "words"),
    [
        ("Chest pain, sweating", ["chest", "pain", BOUNDARY, "sweating"]),
        ("can't breathe\nat all", ["cant", "breathe", BOUNDARY, "at", "all"]),
        ("38.5 degrees.", ["38", "5", "degrees", BOUNDARY]),
        ("one-sided leg/calf", ["one", "sided", "leg", "calf"]),
        ("Douleur à la poitrine", ["douleur", "a", "la", "poitrine"]),
        ("", []),
    ],
)  # fmt: skip
def test_text_is_split_into_words_and_clauses(text: str, words: list[str]) -> None:
    assert split_words(text) == words


@with_each(
    ("words", "kept"),
    [("ache aches aching", "ach"), ("swelled swelling", "swel"), ("fit", "fit"), ("fitness", "fitnes"), ("is", "is"),
     ("stress", "stres")],
)  # fmt: skip
def test_the_forms_of_a_word_have_one_stem(words: str, kept: str) -> None:
    assert {stem(word) for word in words.split()} == {kept}


@with_each(
    ("typed", "meant", "is_one"),
    [
        ("chset", "chest", True), ("hcest", "chest", True), ("best", "chest", False), ("rest", "chest", False),
        ("cheast", "chest", True), ("chst", "chest", True), ("chxxt", "chest", False),
        ("seizrue", "seizure", True), ("siezrue", "seizure", True), ("nest", "rest", False), ("leg", "lag", False),
    ],
)  # fmt: skip
def test_a_misspelling_begins_like_the_word_and_differs_by_few_slips(typed: str, meant: str, is_one: bool) -> None:
    assert is_misspelling(typed, meant) is is_one


def test_exchanged_neighbours_are_one_slip_and_many_slips_are_not_counted_out() -> None:
    assert slips_between("stroek", "stroke", 2) == 1
    assert slips_between("calf", "calf", 2) == 0
    assert slips_between("calf", "shoulder", 2) == 3
