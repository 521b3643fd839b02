"""The guide as a whole: every page of the contract opens, and everything that is named exists."""

import re
import tomllib

from spasmtui.guide.audit.content import find_faults
from spasmtui.guide.library import Library
from spasmtui.guide.loader import load_entries, load_lay_words, load_page, page_path
from spasmtui.guide.page import Group
from spasmtui.guide.page_layout import PageContext, format_page
from spasmtui.ui.text_layout import lay_out
from tests.conftest import ROOT
from tests.support.cases import with_each

CONTENT = ROOT / "content"
LIBRARY = Library(load_entries(CONTENT))
PAGES = {entry.id: load_page(page_path(CONTENT, entry.id)) for entry in LIBRARY}


def test_the_audit_finds_no_fault_on_the_day_of_the_latest_review() -> None:
    assert find_faults(CONTENT, max(entry.reviewed for entry in LIBRARY)) == ()


def test_every_place_has_a_page_of_its_own() -> None:
    places = tomllib.loads((CONTENT / "places.toml").read_text(encoding="utf-8"))["places"]
    without = [
        place["id"]
        for place in places
        if (entry := LIBRARY.find(place["id"])) is None or entry.group is not Group.PLACES
    ]
    assert without == []


def test_there_are_over_a_thousand_lay_phrases() -> None:
    assert sum(map(len, load_lay_words(CONTENT).values())) >= 1000


@with_each("page_id", PAGES)
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


@with_each("page_id", PAGES)
def test_the_card_of_a_page_stands_on_the_first_screen_of_80x24(page_id: str) -> None:
    page = PAGES[page_id]
    if not page.card:
        return
    layout = lay_out(format_page(page, PageContext(titles={})), 76)
    last = max(at for at, line in enumerate(layout.lines) if layout.paragraphs[line.paragraph].style == "card")
    assert last < 20
