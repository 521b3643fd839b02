"""The sentence under a hit explains why it was found."""

from hypothesis import given
from hypothesis import strategies as st

from spasmtui.guide.search.snippets import Marks, Snippets, pattern_of, shorten

TEXT = Snippets("What helps.", "Rub the calf. Pull the foot up, hold the calf.\nThe buttock is a muscle: rest it.")


def find(**weights: float) -> tuple[str, Marks]:
    return TEXT.find({word: word for word in weights}, weights, pattern_of(weights))


def test_the_sentence_with_the_weightiest_words_is_shown_with_their_places() -> None:
    sentence, marks = find(calf=1.0, foot=2.0)
    assert sentence == "Pull the foot up, hold the calf."
    assert [sentence[start:end] for start, end in marks] == ["foot", "calf"]


def test_of_equal_sentences_the_first_is_shown() -> None:
    assert find(calf=1.0)[0] == "Rub the calf."


def test_the_summary_is_shown_where_no_sentence_fits() -> None:
    assert find(zebra=1.0) == ("What helps.", ())


def test_a_word_that_means_the_same_explains_a_hit_and_two_of_them_count_once() -> None:
    sources = {"bum": "bum", "buttock": "bum", "muscl": "bum", "calf": "calf", "foot": "foot"}
    sentence, marks = TEXT.find(sources, {"bum": 1.5, "calf": 1.0, "foot": 1.0}, pattern_of(sources))
    assert sentence == "Pull the foot up, hold the calf."
    sentence, marks = TEXT.find(sources, {"bum": 2.5, "calf": 1.0, "foot": 1.0}, pattern_of(sources))
    assert [sentence[start:end] for start, end in marks] == ["buttock", "muscle"]


def test_irregular_forms_are_marked() -> None:
    text = Snippets("", "Both calves hurt.")
    assert text.find({"calf": "calf"}, {"calf": 1.0}, pattern_of(["calf"])) == ("Both calves hurt.", ((5, 11),))


@given(st.lists(st.text("ab ", min_size=1, max_size=12), min_size=1, max_size=60), st.data())
def test_a_shortened_sentence_keeps_its_marks_on_the_same_letters(words: list[str], data: st.DataObject) -> None:
    sentence = " ".join(" ".join(words).split()) or "a"
    start = data.draw(st.integers(0, len(sentence) - 1))
    end = data.draw(st.integers(start + 1, min(len(sentence), start + 10)))
    short, marks = shorten(sentence, ((start, end),))
    assert len(short) <= 150
    assert all(short[first:last] == sentence[start:end] for first, last in marks)


def test_a_long_sentence_is_cut_around_its_first_mark_and_keeps_it() -> None:
    sentence = f"{'The start says little. ' * 12}Here the calf cramps{' and the end says little' * 12}."
    start = sentence.index("calf")
    short, marks = shorten(sentence, ((start, start + 4),))
    assert len(short) <= 150
    assert (short[0], short[-1]) == ("…", "…")
    assert [short[first:last] for first, last in marks] == ["calf"]
