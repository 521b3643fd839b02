"""Sources, facts and red flags as a whole: nothing points into the air, nothing is left out."""

import re

from tests.content.parsing import FACTS, FLAGS, PAGES, SIGNS, SOURCES, sources_of

RULE = re.compile(r"duration_minutes > \d+")
LEVELS = {"emergency", "today", "book", "none"}
TAGS = {"R", "R*", "G", "C", "editorial"}
KINDS = {
    "trial", "review", "guideline", "study", "regulator", "leaflet", "reference", "data", "instrument", "press", "law",
}  # fmt: skip


def test_the_register_holds_all_sources_in_order_with_a_place_to_find_each() -> None:
    keys = [key for key in SOURCES if key != "facts"]
    assert keys == [f"S{number:02}" for number in range(1, 83)]
    for key in keys:
        source = SOURCES[key]
        assert {"title", "authors", "where", "kind"} <= set(source) <= {
            "title", "authors", "year", "where", "kind", "is_reprint",
        }, key  # fmt: skip
        assert source["kind"] in KINDS, key
        assert 1980 <= source.get("year", 2000) <= 2026, key


def test_a_fact_names_sources_that_exist_or_says_where_it_comes_from() -> None:
    for fact, entry in FACTS.items():
        assert set(entry) <= {"sources", "tag", "also", "confidence", "origin"}, fact
        assert entry["tag"] in TAGS, fact
        assert entry["confidence"] in {"H", "M", "L"}, fact
        assert set(entry["sources"]) <= set(SOURCES), fact
        assert entry["sources"] or entry["origin"], fact


def test_every_correction_of_the_article_is_told_on_the_page_about_this_guide() -> None:
    corrections = {fact for fact in FACTS if fact.startswith("X")}
    assert len(corrections) == 46
    assert corrections - set(PAGES["about-this-guide"].cited) == set()


def test_there_is_a_flag_for_each_red_flag_fact_and_its_fields_are_whole() -> None:
    assert sorted(FLAGS) == sorted(fact for fact in FACTS if fact.startswith("RF"))
    for flag_id, flag in FLAGS.items():
        assert {"level", "see", "do", "places", "conditions", "facts", "sources", "page"} <= set(flag), flag_id
        assert flag["level"] in LEVELS, flag_id
        assert flag_id in flag["facts"], flag_id
        assert flag["sources"] == sources_of(flag["facts"]), flag_id
        assert flag["page"] in PAGES or len(PAGES) < 40, flag_id
        assert flag["see"].endswith(".") and flag["do"].endswith("."), flag_id


def test_an_emergency_flag_says_call_or_go_now() -> None:
    for flag_id, flag in FLAGS.items():
        if flag["level"] == "emergency":
            assert re.search(r"Call your emergency number now|Go to an emergency department now|at once", flag["do"]), (
                flag_id
            )


def test_the_rules_for_the_diary_use_known_signs_and_one_kind_of_comparison() -> None:
    used: set[str] = set()
    for flag_id, flag in FLAGS.items():
        used |= {*flag.get("signs_any", []), *flag.get("signs_all", [])}
        if "rule" in flag:
            assert RULE.fullmatch(flag["rule"]), flag_id
    assert used == set(SIGNS)


def test_every_red_flag_is_on_the_page_get_help_now() -> None:
    assert set(FLAGS) - set(PAGES["get-help-now"].cited) == set()
