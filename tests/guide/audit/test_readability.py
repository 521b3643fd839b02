"""The measure of how easily a page reads."""

import pytest

from spasmtui.guide.audit.readability import count_syllables, find_readability_faults, measure, split_sentences
from tests.support.cases import with_each
from tests.support.pages import make_page


@with_each(
    ("word", "syllables"),
    [("calf", 1), ("stretched", 1), ("muscle", 2), ("needed", 2), ("electrolyte", 4), ("30", 1), ("eases", 2)],
)
def test_syllables_are_counted_by_groups_of_vowels(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_a_number_with_a_point_does_not_end_a_sentence() -> None:
    assert list(split_sentences("Salt, 1.5 g of it. Then stir! Wait? Yes.")) == [
        "Salt, 1.5 g of it.", "Then stir!", "Wait?", "Yes.",
    ]  # fmt: skip


def test_the_grade_is_that_of_the_formula() -> None:
    measured = measure(["The cat sat on the mat."])
    assert (measured.sentences, measured.words, measured.syllables) == (1, 6, 6)
    assert measured.grade == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_no_text_has_no_grade() -> None:
    assert measure([]).grade == 0.0


def test_a_page_of_telegrams_is_a_fault() -> None:
    page = make_page("A calf cramps. Stretch it. Hold it long. Let it go.\n")
    assert [message.partition(",")[0] for _line, message in find_readability_faults(page)] == [
        "the average sentence has 2.8 words",
        "the text reads at grade -2.7",
    ]


def test_the_card_s_short_orders_are_not_measured() -> None:
    prose = "A cramp of the calf usually happens during the night, because the muscle is short then.\n"
    page = make_page(f"## Do this now\n\n1. Sit up.\n2. Pull.\n3. Hold.\n\n## Why\n\n{prose}")
    assert not list(find_readability_faults(page))
