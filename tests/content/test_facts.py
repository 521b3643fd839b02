"""Sources, facts and red flags as a whole: nothing points into the air, nothing is left out."""

import json
import re

from spasmtui.drink.measures import volume_text
from spasmtui.drink.numbers import decimal
from spasmtui.drink.text_output import kcal_text, mg_text, sugars_text, weight_text
from tests.conftest import Run
from tests.support.cases import with_each
from tests.support.content import FACTS, FLAGS, PAGES, SIGNS, SOURCES, sources_of
from tests.support.drink import make_batch

RULE = re.compile(r"duration_minutes > \d+")
LEVELS = {"emergency", "today", "book", "none"}
FIRST_WORDS = r"(Call your emergency number|Call your maternity unit|Go to an emergency department) now[.,] "
TAGS = {"R", "R*", "G", "C", "editorial"}


def test_the_register_holds_all_sources_in_order_with_a_place_to_find_each() -> None:
    keys = [key for key in SOURCES if key != "facts"]
    assert [key for key in keys if not re.fullmatch(r"S\d{2,3}", key)] == []
    numbers = [int(key[1:]) for key in keys]
    assert numbers == sorted(set(numbers)), "the ids ascend; numbers may be left out"
    for key in keys:
        source = SOURCES[key]
        assert {"title", "authors", "year", "where", "kind"} <= set(source), key
        assert set(source) <= {"title", "authors", "year", "where", "kind", "is_reprint", "is_unread"}, key
        assert 1940 <= source["year"] <= 2026, key


def test_a_fact_names_sources_that_exist_or_says_where_it_comes_from() -> None:
    for fact, entry in FACTS.items():
        assert set(entry) <= {"sources", "tag", "also", "confidence", "origin"}, fact
        assert entry["tag"] in TAGS, fact
        assert entry["confidence"] in {"H", "M", "L"}, fact
        assert set(entry["sources"]) <= set(SOURCES), fact


def test_only_the_recipe_of_the_article_has_no_document() -> None:
    assert [fact for fact, entry in FACTS.items() if not entry["sources"]] == ["DK01", "DK02"]


def test_what_the_page_about_this_guide_says_of_sources_is_true() -> None:
    said = " ".join(PAGES["about-this-guide"].prose.split())
    assert "nearly every fact has a source, which is listed at the end of the page" in said
    assert len([fact for fact, entry in FACTS.items() if entry["sources"]]) >= 0.99 * len(FACTS)
    assert "the list of facts, docs/facts.md, says so" in said
    assert all(entry["tag"] == "editorial" and entry["origin"] for entry in FACTS.values() if not entry["sources"])
    assert "Others were read as copies" in said
    assert "the list of sources marks these" in said
    tags = {entry["tag"] for entry in FACTS.values()}
    assert {"R", "R*", "G"} <= tags
    documents = [source for key, source in SOURCES.items() if key != "facts"]
    assert any("is_reprint" in source for source in documents)
    assert any("is_unread" in source for source in documents)


def test_every_correction_of_the_article_is_told_on_the_page_about_this_guide() -> None:
    corrections = {fact for fact in FACTS if fact.startswith("X")}
    assert len(corrections) >= 46
    assert corrections - set(PAGES["about-this-guide"].cited) == set()


def test_there_is_a_flag_for_each_red_flag_fact_and_its_fields_are_whole() -> None:
    assert sorted(FLAGS) == sorted(fact for fact in FACTS if fact.startswith("RF"))
    for flag_id, flag in FLAGS.items():
        assert {"level", "see", "do", "places", "conditions", "facts", "sources", "page"} <= set(flag), flag_id
        assert flag["level"] in LEVELS, flag_id
        assert flag_id in flag["facts"], flag_id
        assert flag["sources"] == sources_of(flag["facts"]), flag_id
        assert flag["page"] in PAGES, flag_id
        assert (flag["see"][-1], flag["do"][-1]) == (".", "."), flag_id


def test_an_emergency_flag_says_call_or_go_now() -> None:
    for flag_id, flag in FLAGS.items():
        if flag["level"] == "emergency":
            assert re.match(FIRST_WORDS, flag["do"]), flag_id


def test_the_rules_for_the_diary_use_known_signs_and_one_kind_of_comparison() -> None:
    used: set[str] = set()
    for flag_id, flag in FLAGS.items():
        used |= {*flag.get("signs_any", []), *flag.get("signs_all", [])}
        if "rule" in flag:
            assert RULE.fullmatch(flag["rule"]), flag_id
    assert used == set(SIGNS)


def test_every_red_flag_is_on_the_page_get_help_now() -> None:
    assert set(FLAGS) - set(PAGES["get-help-now"].cited) == set()


NUMBERS = [
    ("night-cramps", "P01", "80 people over 55"),
    ("night-cramps", "P05", "1.2 fewer cramps a night"),
    ("night-cramps", "P02", "about three minutes"),
    ("magnesium-and-supplements", "P33", "11 trials with 735 people"),
    ("magnesium-and-supplements", "P70", "In three trials with 177 people magnesium took off about a tenth"),
    ("magnesium-and-supplements", "P70", "a result that may be due to chance"),
    ("magnesium-and-supplements", "P70", "five trials with 307 people the difference was about one cramp in six weeks"),
    ("magnesium-and-supplements", "P34", "An earlier version of the same review had put the difference at about 4%"),
    ("medicines", "C35", "about 2.4 times"),
    ("medicines", "C35", "about 2.1 times"),
    ("medicines", "C35", "about 1.5 times"),
    ("breath-holding-spells", "B05", "Between 1 in 1,000 and about 5 in 100"),
    ("breath-holding-spells", "B07", "20 to 35%"),
    ("stiff-person-syndrome", "SP04", "1 to 2 people in a million"),
    ("stiff-person-syndrome", "SP05", "59 to 76%"),
    ("stiff-person-syndrome", "SP03", "1956"),
    ("heat-or-cold", "H07", "wait two to three hours"),
    ("heat-or-cold", "H12", "About 40 °C"),
    ("heat-or-cold", "H13", "44 °C in about six hours"),
    ("heat-or-cold", "H02", "first 48 hours"),
    ("spasm-or-cramp", "D16", "from a few seconds to 10 minutes"),
    ("cramp-relief", "P45", "about 49 seconds sooner"),
    ("skeletal-spasm", "X27", "about 30 to 40%"),
    ("causes-and-triggers", "C01", "about 7% of children"),
    ("sport-and-heat", "C05", "Two in three triathletes"),
    ("pregnancy", "M134", "30 times"),
    ("keeping-a-diary", "L08", "about two points in pain, or 30%"),
]


@with_each(("page_id", "fact", "words"), NUMBERS)
def test_a_number_stands_on_its_page_as_its_fact_has_it(page_id: str, fact: str, words: str) -> None:
    page = PAGES[page_id]
    assert words in " ".join(page.prose.split())
    assert fact in page.cited


def test_the_page_on_the_drink_says_what_the_calculator_says() -> None:
    drink = make_batch()
    serving, said = drink.serving, " ".join(PAGES["electrolyte-drink"].prose.split())
    assert said.count("not an oral rehydration solution") == 1
    for portion, amount in drink.measured_portions():
        unit = volume_text(portion.millilitres) if portion.millilitres >= 10 else weight_text(portion.grams)
        assert f"{amount.text.replace('tsp', 'teaspoon')} ({unit}) of" in said, portion.ingredient.id
    sodium, potassium = mg_text(serving.sodium_mg), mg_text(serving.potassium_mg)
    assert (
        f"A glass of about {volume_text(drink.composition.serving_ml)} with honey holds about {kcal_text(serving)},"
        f" {sugars_text(serving)} of sugars, {sodium} of sodium and {potassium} of potassium" in said
    )
    packaged, fresh = (
        mg_text(make_batch(coconut="1cup", coconut_kind=kind).serving.potassium_mg) for kind in ("packaged", "fresh")
    )
    assert f"raises potassium to about {packaged}, or {fresh} if it is fresh" in said
    assert f"{decimal(serving.sodium_mg / 20)}% of the 2,000 mg of sodium a day that WHO names as the limit" in said


def test_the_minutes_a_page_names_are_those_of_the_routine(here: Run) -> None:
    seconds = {row["id"]: row["seconds"] for row in json.loads(here("relief", "--list", "--json").stdout)}
    assert "The desk routine takes five minutes" in " ".join(PAGES["habits-shoes-and-bed"].prose.split())
    assert round(seconds["desk-neck-upper-back"] / 60) == 5
    assert "five to ten minutes in all" in PAGES["warm-up-and-stretching"].prose
    assert 300 <= seconds["warm-up"] <= 600
