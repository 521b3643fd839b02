"""The guide as a whole: every page of the contract opens, and everything that is named exists."""

import re
import tomllib
from datetime import date

import pytest

from spasmtui.guide.audit import find_faults
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_lay_words, load_page, page_path
from spasmtui.guide.page import Group, Kind
from spasmtui.guide.page_layout import PageContext, format_page
from spasmtui.ui.text_layout import lay_out
from tests.conftest import ROOT

CONTENT = ROOT / "content"
LIBRARY = Library(load_entries(CONTENT))
IDS = (
    "spasm-or-cramp", "kinds-of-muscle", "skeletal-spasm", "smooth-muscle-spasm", "breath-holding-spells",
    "stiff-person-syndrome", "causes-and-triggers", "medicines", "look-alikes", "first-minutes", "cramp-relief",
    "relaxing-and-breathing", "heat-or-cold", "massage-and-taping", "get-help-now", "calf", "foot-and-toes",
    "hamstring", "front-of-thigh", "shin", "hip-and-buttock", "hand-and-forearm", "neck", "upper-back",
    "lower-back", "side-and-belly", "night-cramps", "warm-up-and-stretching", "drinking-and-electrolytes",
    "electrolyte-drink", "magnesium-and-supplements", "habits-shoes-and-bed", "pregnancy", "older-adults",
    "sport-and-heat", "children", "seeing-a-physiotherapist", "keeping-a-diary", "about-this-guide", "glossary",
)  # fmt: skip
PAGES = {entry.id: load_page(page_path(CONTENT, entry.id)) for entry in LIBRARY}


def test_every_id_of_the_contract_is_a_page() -> None:
    assert set(IDS) - set(PAGES) == set()


def test_the_audit_finds_no_fault_on_the_day_of_the_review() -> None:
    assert find_faults(CONTENT, date(2026, 11, 22)) == ()


def test_every_place_has_a_page_of_its_own() -> None:
    places = tomllib.loads((CONTENT / "places.toml").read_text(encoding="utf-8"))["places"]
    without = [
        place["id"]
        for place in places
        if (entry := LIBRARY.find(place["id"])) is None or entry.group is not Group.PLACES
    ]
    assert without == []


def test_lay_words_name_pages_and_places_that_exist_and_no_phrase_twice_on_a_page() -> None:
    words = tomllib.loads((CONTENT / "words.toml").read_text(encoding="utf-8"))
    assert set(words) == set(PAGES)
    places = {place for entry in LIBRARY for place in entry.places}
    assert {table["place"] for table in words.values() if "place" in table} - places == set()
    assert [page for page, table in words.items() if len(set(table["words"])) != len(table["words"])] == []
    assert sum(map(len, load_lay_words(CONTENT).values())) >= 1000


@pytest.mark.parametrize("page_id", IDS)
def test_a_page_is_set_at_any_width_without_losing_a_word_or_leaving_a_bracket(page_id: str) -> None:
    page = PAGES[page_id]
    paragraphs = format_page(page, PageContext(titles=LIBRARY.titles(), sources=["A source"]))
    for width in (38, 76):
        layout = lay_out(paragraphs, width)
        lines = [
            line.prefix + layout.paragraphs[line.paragraph].text[line.start : line.end] if line.paragraph >= 0 else ""
            for line in layout.lines
        ]
        assert max(map(len, lines)) <= width
        text = " ".join(lines)
        assert re.findall(r"\[[A-Z]{1,3}\d+", text) == [], "fact ids are not for reading"
        assert "**" not in text
        assert "](" not in text


@pytest.mark.parametrize("page_id", IDS)
def test_the_card_of_a_page_stands_on_the_first_screen_of_80x24(page_id: str) -> None:
    page = PAGES[page_id]
    if not page.card:
        return
    layout = lay_out(format_page(page, PageContext(titles={})), 76)
    last = max(at for at, line in enumerate(layout.lines) if layout.paragraphs[line.paragraph].style == "card")
    assert last < 20


def test_pages_about_doing_begin_with_a_card_of_at_most_six_steps() -> None:
    doing = [page for page in PAGES.values() if page.entry.group in (Group.ACT, Group.PLACES)]
    steps = {page.entry.id: sum(block.kind is Kind.STEP for block in page.card) for page in doing}
    assert {page_id: count for page_id, count in steps.items() if not 2 <= count <= 6} == {}
