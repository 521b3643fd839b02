"""What a person reads instead of an id."""

from spasmtui.episodes.model.names import SHIPPED, Names, day_text, word_name, word_of
from tests.support.cases import with_each
from tools.generate import TITLES, titles_module


def test_the_titles_are_those_of_the_shipped_routines() -> None:
    assert TITLES.read_text(encoding="utf-8") == titles_module(), "run: make generated"


def test_a_routine_is_named_by_its_title_and_found_by_it_and_a_remedy_is_its_own_name() -> None:
    names = Names(routines={"my-calf": "Calf, my way"})
    assert [names.routine(each) for each in ("calf-wall", "my-calf", "wheat bag")] == [
        "Calf stretch at the wall", "Calf, my way", "wheat bag",
    ]  # fmt: skip
    assert [names.routine_of(each) for each in ("calf stretch at the wall", "Calf, my way", "wheat bag")] == [
        "calf-wall", "my-calf", "wheat bag",
    ]  # fmt: skip
    assert SHIPPED.routine("my-calf") == "my calf"


@with_each("word", ["little-drink", "long-sitting", "new-medicine", "heat", "e-bike", "new shoes"])
def test_a_word_is_read_back_from_its_name(word: str) -> None:
    assert word_of(word_name(word)) == word


def test_the_words_of_a_day_are_plain() -> None:
    assert day_text(("none", "little-drink", "heat")) == "no cramp, little to drink, heat"
    assert day_text(()) == ""


def test_a_short_title_ends_at_its_colon_unless_a_place_would_be_left() -> None:
    short = [SHIPPED.short_routine(routine) for routine in ("night-calf-rescue", "low-back-ease", "neck-ease")]
    assert short == ["Night calf cramp", "Lower back: rest and gentle moves", "Neck: gentle stretches"]
    assert [SHIPPED.short_routine("gone"), Names(routines={"gone": "A: b"}).short_routine("gone")] == ["gone", "A: b"]
