"""The check that a page keeps the promise of its keywords."""

from spasmtui.guide.audit.keywords import find_unexplained_words
from spasmtui.guide.search.synonyms import Synonyms
from tests.support.pages import make_page

CALF = make_page("Straighten the knee.\n", title="Calf cramp")


def test_a_keyword_that_the_text_has_is_kept() -> None:
    assert not list(find_unexplained_words(CALF, ["calf", "my calf", "straightening the knee"], Synonyms()))


def test_a_keyword_that_the_text_is_silent_on_is_named_with_its_word() -> None:
    assert list(find_unexplained_words(CALF, ["calf and zinc"], Synonyms())) == [("calf and zinc", "zinc")]


def test_a_synonym_in_the_text_explains_a_keyword() -> None:
    synonyms = Synonyms(groups=(frozenset({"shank", "calf"}),), fillers=frozenset({"just"}))
    assert not list(find_unexplained_words(CALF, ["shank"], synonyms))


def test_a_filler_promises_nothing() -> None:
    assert not list(find_unexplained_words(CALF, ["soon"], Synonyms(fillers=frozenset({"soon"}))))
