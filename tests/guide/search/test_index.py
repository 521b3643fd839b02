"""The search: people's own words lead to the page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.guide.loader import load_entries, load_pages
from spasmtui.guide.search.documents import Document
from spasmtui.guide.search.index import SearchIndex, open_index
from spasmtui.shared.danger.gate import find_flag
from tests.conftest import ROOT
from tests.support.phrases import PHRASES

CONTENT = ROOT / "content"


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return open_index(CONTENT, load_pages(CONTENT, load_entries(CONTENT)))


def small(*titles: str) -> SearchIndex:
    return SearchIndex([Document(kind="page", id=title, page=title, title=title) for title in titles])


def test_at_least_97_percent_of_the_phrases_find_their_page_in_the_first_three(index: SearchIndex) -> None:
    missed = [(words, page) for words, page in PHRASES if page not in [hit.id for hit in index.search(words)[:3]]]
    assert len(PHRASES) >= 120
    assert len(missed) <= 0.03 * len(PHRASES), missed


def test_the_first_hit_is_right_for_nine_of_ten_phrases(index: SearchIndex) -> None:
    right = [page == index.best_page(words) for words, page in PHRASES]
    assert sum(right) >= 0.9 * len(right)


def test_a_place_that_is_named_leads_to_its_page(index: SearchIndex) -> None:
    assert index.best_page("I did my back in lifting a box") == "lower-back"


def test_every_page_is_found_by_its_own_title(index: SearchIndex) -> None:
    lost = [
        entry.id for entry in load_entries(CONTENT) if entry.id not in [hit.id for hit in index.search(entry.title)[:3]]
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("words", "kind", "command"),
    [
        ("legs up", "routine", "spasm legs-up"),
        ("bedtime stretches", "routine", "spasm bedtime-prevention"),
        ("fasciculation", "term", "spasmtui guide glossary"),
        ("one leg is swollen warm red", "flag", "spasmtui guide get-help-now"),
        ("how many cups", "drink", "spasmtui drink"),
    ],
)
def test_routines_terms_red_flags_and_the_drink_are_found_and_say_where_they_lead(
    index: SearchIndex, words: str, kind: str, command: str
) -> None:
    assert (kind, command) in [(hit.kind, hit.command) for hit in index.search(words)]


def test_the_first_three_hits_are_pages_when_three_are_found(index: SearchIndex) -> None:
    assert {hit.kind for hit in index.search("calf cramp")[:3]} == {"page"}


def test_a_hit_shows_the_words_around_what_was_found_and_where_they_stand(index: SearchIndex) -> None:
    hit = next(hit for hit in index.search("tiptoe") if hit.id == "calf")
    start, end = hit.marks[0]
    assert hit.snippet[start:end] == "tiptoe"
    assert len(hit.snippet) < 160


def test_an_unfinished_last_word_finds_what_the_whole_word_finds(index: SearchIndex) -> None:
    assert index.best_page("magnes") == index.best_page("magnesium") == "magnesium-and-supplements"


def test_a_word_found_nowhere_is_read_as_the_nearest_one(index: SearchIndex) -> None:
    assert index.best_page("magnezium") == "magnesium-and-supplements"
    assert index.search("qqqqxxxx") == ()


def test_what_was_not_found_has_nearest_pages_to_suggest(index: SearchIndex) -> None:
    assert "glossary" in index.nearest("glosary of words")


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "'; drop table texts; --", "NEAR(", "a*", "col:calf", "\x00", "(((", "-", "…"]
)
def test_no_words_and_the_index_s_own_signs_are_just_words(index: SearchIndex, words: str) -> None:
    index.search(words)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_at_all_is_answered(words: str) -> None:
    hits = small("Calf cramp", "Neck").search(words)
    assert {hit.id for hit in hits} <= {"Calf cramp", "Neck"}


def test_words_that_say_nothing_alone_are_still_looked_for() -> None:
    assert [hit.id for hit in small("Who we are", "Calf").search("who are we")] == ["Who we are"]


def test_the_list_ends_where_hits_are_far_behind(index: SearchIndex) -> None:
    assert len(index.search("charley horse")) < 8


def test_words_that_name_a_red_flag_lead_to_get_help_before_all_else(index: SearchIndex) -> None:
    begin = [words for words, _page in PHRASES].index("my calf hurts and is swollen")
    asked = [words for words, page in PHRASES[begin:] if page == "get-help-now"]
    assert len(asked) >= 15
    assert [words for words in asked if index.best_page(words) != "get-help-now"] == []
    assert index.best_page("my calf is swolen") == "get-help-now"


@pytest.mark.parametrize(
    "words",
    ["hot bath for my leg", "ice or cold on my calf", "cramp in cold water leg", "foot cramp", "breathing exercise",
     "cannot turn my head", "urine colour", "jaw clenching", "calf not getting better"],
)  # fmt: skip
def test_what_is_put_on_a_muscle_and_plain_complaints_are_no_red_flag(words: str) -> None:
    assert find_flag(words) is None


def test_side_and_thigh_in_plain_words_are_places(index: SearchIndex) -> None:
    assert "side-and-belly" in [hit.id for hit in index.search("side hurts")[:3]]
    assert "front-of-thigh" in [hit.id for hit in index.search("thigh locks up")[:3]]
