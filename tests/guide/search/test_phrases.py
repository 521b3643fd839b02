"""The index of phrases: stems, unfinished words, and the weight of rare ones."""

from spasmtui.guide.search.phrases import PhraseIndex
from spasmtui.guide.search.words import stem
from tests.support.cases import with_each


@with_each(
    ("one", "other"),
    [("cramps", "cramp"), ("cramping", "cramp"), ("stretches", "stretch"), ("running", "run"), ("calves", "calf")],
)
def test_words_are_alike_without_their_endings(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_should_is_no_shoulder() -> None:
    assert stem("shoulder") != stem("should")


def test_a_whole_phrase_fits_better_than_a_part_and_a_rare_word_better_than_a_common_one() -> None:
    index = PhraseIndex([("leg cramp", 1), ("leg cramp in the water", 2), ("leg", 3), ("zebra", 4)])
    scores = index.scores(["leg", "cramp"])
    assert scores[1] > scores[3]
    assert scores[1] > scores[2]
    assert index.scores(["zebra"])[4] > index.scores(["leg"])[3]


def test_an_unfinished_word_counts_as_all_it_may_become() -> None:
    assert set(PhraseIndex([("magnesium", 1), ("massage", 2)]).scores(["ma"])) == {1, 2}
    assert PhraseIndex([("magnesium", 1)]).scores([]) == {}


def test_a_little_word_never_decides_between_two_phrases() -> None:
    index = PhraseIndex([("salt and water", 0), ("back spasm", 1)])
    assert list(index.scores(["back", "and", "legs"])) == [1]


def test_a_light_word_confirms_a_phrase_and_weighs_little() -> None:
    index = PhraseIndex([("warm up", 0), ("warm bath", 1), ("get up", 2)], light_words=frozenset({"up"}))
    scores = index.scores(["warm", "up"])
    assert scores[0] > scores[1] > scores[2]


def test_a_phrase_that_is_part_of_a_longer_one_that_was_typed_stands_back() -> None:
    index = PhraseIndex([("thigh", 0), ("back of the thigh", 1), ("thigh", 2)])
    alone, both = index.scores(["thigh"]), index.scores(["back", "thigh"])
    assert both[0] < alone[0]
    assert both[1] > both[0]


def test_a_word_that_no_phrase_has_counts_as_one_that_means_the_same() -> None:
    index = PhraseIndex([("bum cramp", 0), ("arm", 1)], synonyms={stem("arse"): frozenset({"bum"})})
    assert index.knows("arse")
    assert not index.knows("elbow")
    assert list(index.scores(["arse"])) == [0]


def test_a_known_word_counts_more_than_another_that_means_the_same() -> None:
    index = PhraseIndex([("bum", 0), ("arse", 1)], synonyms={stem("arse"): frozenset({"bum"})})
    scores = index.scores(["arse"])
    assert scores[1] > scores[0] > 0


def test_a_word_is_explained_by_itself_by_what_it_begins_and_by_what_means_the_same() -> None:
    index = PhraseIndex([("bum", 0), ("magnesium", 1)], synonyms={stem("arse"): frozenset({"bum"})})
    assert index.sources(["arse", "magn"]) == {
        "bum": stem("arse"), stem("arse"): stem("arse"), "magnesium": "magn", "magn": "magn",
    }  # fmt: skip
