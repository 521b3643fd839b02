"""The gate for words of danger: what it takes for a red flag, and what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spasmtui.guide.loader import load_entries
from spasmtui.shared.danger.gate import find_flag, find_flags
from spasmtui.shared.places import PlaceIndex
from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.danger_held_out import DANGER as HELD_OUT
from tests.support.danger_held_out import HARMLESS as HELD_OUT_HARMLESS
from tests.support.danger_phrases import HARMLESS, HARMLESS_UNTUNED, TUNED, UNTUNED
from tests.support.phrases import PHRASES

CONTENT = ROOT / "content"
ADDED = ("my", "the", "please", "really", "is", "I", "have", "and", "a", "this")


def first(words: str) -> str:
    flag = find_flag(words)
    return flag.id if flag else ""


def test_words_of_danger_bring_their_flag_first() -> None:
    assert [words for words, flags in TUNED if first(words) not in flags.split()] == []


def test_of_words_that_the_gate_was_not_tuned_on_nearly_all_bring_a_flag_and_most_the_right_one() -> None:
    found = [(first(words), flags.split()) for words, flags in UNTUNED]
    assert sum(bool(flag) for flag, _right in found) >= 0.98 * len(found)
    assert sum(flag in right for flag, right in found) >= 0.93 * len(found)


@pytest.mark.long
def test_harmless_words_bring_none() -> None:
    assert [words for words in HARMLESS if find_flag(words)] == []
    assert sum(find_flag(words) is not None for words in HARMLESS_UNTUNED) <= 0.03 * len(HARMLESS_UNTUNED)


def test_of_held_out_words_nearly_all_bring_a_flag_the_right_one_first_and_few_harmless_ones_do() -> None:
    found = [(first(words), flags) for words, flags in HELD_OUT[1::2]]
    assert sum(bool(flag) for flag, _right in found) >= 0.98 * len(found)
    assert sum(flag in right for flag, right in found) >= 0.96 * len(found)
    harmless = HELD_OUT_HARMLESS[1::2]
    assert sum(find_flag(words) is not None for words in harmless) <= 0.06 * len(harmless)


def test_the_half_of_the_held_out_words_that_the_gate_was_tuned_on_brings_what_it_should() -> None:
    assert [words for words, flags in HELD_OUT[::2] if first(words) not in flags] == []
    assert [words for words in HELD_OUT_HARMLESS[::2] if find_flag(words)] == []


@pytest.mark.parametrize(
    "words", ["cramp wont stop", "calf cramp wont go away", "cramp every hour", "cramp for 5 minutes"]
)
def test_a_cramp_is_no_danger_in_its_first_minutes(words: str) -> None:
    assert find_flag(words) is None


@pytest.mark.parametrize(
    "words",
    ["calf cramp for 20 minutes", "leg cramp since yesterday", "foot cramp for half an hour", "calf cramp two hours"],
)
def test_a_cramp_that_lasts_more_than_ten_minutes_is_a_reason_for_advice(words: str) -> None:
    assert first(words) == "RF62"


@with_each(
    ("words", "flag"),
    [("puffer not working cant breathe", "RF112"), ("missed dialysis and legs weak", "RF115"),
     ("child sepsis", "RF108"), ("both ankles swollen", "RF70"), ("speech slurring slowly over weeks", "RF72"),
     ("two year old 40c went rigid", "RF103")],
)  # fmt: skip
def test_a_flag_that_knows_whom_it_concerns_comes_before_a_general_one(words: str, flag: str) -> None:
    assert first(words) == flag


def test_one_word_never_is_two_signs() -> None:
    assert find_flag("cat") is None
    assert first("tight calf after a hard kick that is swollen") != ""


@with_each("words", ["a bit sore", "clot ruled out", "not a blood clot", "no sign of infection", "what is tetanus"])
def test_idle_and_excluded_words_and_questions_about_a_name_are_no_danger(words: str) -> None:
    assert find_flag(words) is None


def test_what_tells_of_a_clot_counts_beside_an_exercise_too() -> None:
    for words in ("swollen calf massage", "hot leg stretch", "red calf exercises", "geschwollene wade massage"):
        flag = find_flag(words)
        assert (flag and flag.id) == "RF10", words
    for words in ("calf massage", "tight calf stretch", "hot bath leg stretch", "heat calf massage", "chest stretch"):
        assert find_flag(words) is None, words


def test_a_feeling_of_another_part_of_the_body_in_another_clause_is_no_sign() -> None:
    assert find_flag("heart rate fine, calf cramp") is None
    assert first("chest tight, arm sore") == "RF01"


def test_no_place_routine_page_or_title_is_a_word_of_danger() -> None:
    index = PlaceIndex(CONTENT)
    pages = [name for entry in load_entries(CONTENT) for name in (entry.id, entry.title)]
    names = [*index.words, *index.titles, *pages]
    sided = [f"{side} {place}" for place in index.words for side in ("my", "right", "both") if place != "arm"]
    assert [name for name in [*names, *sided] if find_flag(name)] == []


def test_search_phrases_that_mean_another_page_are_no_danger_unless_that_page_is_the_flags_own() -> None:
    wrong = []
    for words, page in PHRASES:
        flag = find_flag(words)
        if page != "get-help-now" and flag is not None and (flag.level == "emergency" or flag.page != page):
            wrong.append((words, flag.id))
    assert wrong == []


@given(st.sampled_from(TUNED), st.lists(st.sampled_from(ADDED), max_size=4), st.booleans())
def test_little_words_and_capitals_never_lose_a_flag(row: tuple[str, str], added: list[str], is_upper: bool) -> None:
    words, flags = row
    text = " ".join((*added, words, *added))
    found = {flag.id for flag in find_flags(text.upper() if is_upper else text)}
    assert found & set(flags.split())


@given(
    st.sampled_from([words for words, _flags in TUNED if words.split()[-1] in ("leg", "calf", "arm", "foot", "pain")])
)
def test_a_plural_never_loses_a_flag(words: str) -> None:
    assert first(f"{words}s") == first(words)


@with_each(
    ("said", "denied"),
    [
        ("chest pain", "no chest pain"), ("fever and back pain", "back pain without fever"),
        ("calf swollen", "calf not swollen"), ("dark urine", "no dark urine"), ("chest pain", "don't have chest pain"),
    ],
)  # fmt: skip
def test_what_is_denied_is_no_sign(said: str, denied: str) -> None:
    assert find_flag(said)
    assert find_flag(denied) is None


def test_a_denial_ends_with_its_clause() -> None:
    assert first("no fever but chest pain") == "RF01"
    assert first("no fever, chest pain") == "RF01"
    assert first("no fever or rash") == ""
    assert first("not my calf but chest pain") == "RF01"
    assert first("not my leg, face droops") == "RF02"
    assert first("no leg, arm or face weakness and slurred") == "RF02"


def test_a_part_of_the_body_is_denied_with_what_is_said_of_it() -> None:
    assert first("leg swelling and a red arm") == "RF10"
    assert first("no leg swelling and a red arm") == ""


@with_each("words", ["chset pain", "seizrue", "brething trouble", "diarea and cramps", "stroek"])
def test_a_misspelling_is_recognized(words: str) -> None:
    assert find_flag(words)


@with_each(
    ("words", "flag"),
    [("douleur à la poitrine", "RF01"), ("AVC", "RF02"), ("Herzinfarkt", "RF01"), ("Atemnot", "RF04"),
     ("dolor de pecho", "RF01"), ("no puedo respirar", "RF04"), ("Schlaganfall", "RF02"),
     ("perte d'urine et jambes faibles", "RF20"), ("je ne sens plus mes jambes", "RF20"), ("bouche tordue", "RF02"),
     ("il ne peut plus parler", "RF02"), ("bébé tout mou", "RF91"), ("il perd connaissance", "RF03"),
     ("trop de médicaments", "RF105"), ("gonflement des lèvres", "RF111"), ("enceinte, contractions", "RF101")],
)  # fmt: skip
def test_common_words_of_other_languages_are_known(words: str, flag: str) -> None:
    assert first(words) == flag


@with_each(
    "words", ["jambes lourdes", "contractions musculaires depuis deux semaines", "crampe de la bouche", "crampe"]
)
def test_a_cramp_in_french_is_no_danger(words: str) -> None:
    assert find_flag(words) is None


def test_the_gravest_flag_comes_first() -> None:
    levels = [flag.level for flag in find_flags("calf swollen and hot, chest pain")]
    assert levels == sorted(levels, key=("emergency", "today", "book").index)
    assert levels[0] == "emergency"


def test_a_long_note_joins_no_words_that_stand_far_apart() -> None:
    between = "and then the whole afternoon walking slowly through town with bags bought bread milk fruit stamps paper"
    assert find_flag(f"trained chest {between}, mild pain") is None
