"""The built site in a browser: it is read and searched from the disk, and asks for nothing from elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.chromium import NEEDS_CHROMIUM, Chromium

SITE = ROOT / "site"
PAGES = ("tour.html", "commands.html")
"""One with pictures, one with tables and code."""
PHONE, DESK = (390, 844), (1280, 900)

pytestmark = [
    pytest.mark.long,
    NEEDS_CHROMIUM,
    pytest.mark.skipif(not (SITE / "index.html").is_file(), reason="no site here; `make docs` builds it"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium(DESK) as started:
        yield started


def test_every_page_fits_a_phone_and_a_desk_and_asks_for_nothing_from_elsewhere(browser: Chromium) -> None:
    tab = browser.open()
    for page in PAGES:
        for size in (PHONE, DESK):
            tab.resize(*size)
            tab.go_to((SITE / page).as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") == size[0], (page, size)
    outside = {each for each in tab.requests() if not each.startswith((SITE.as_uri(), "data:"))}
    assert (outside, tab.complaints()) == (set(), [])


def test_the_search_finds_a_command_without_a_server(browser: Chromium) -> None:
    tab = browser.open((SITE / "index.html").as_uri())
    tab.click(".md-search__input")
    for letter in "purge":
        tab.press(letter)
    tab.wait_for("document.querySelector('.md-search-result__link[href*=\"commands.html\"]') !== null")
    assert [each for each in tab.requests() if not each.startswith((SITE.as_uri(), "data:"))] == []


def test_the_browser_refuses_what_a_page_would_load_from_elsewhere(browser: Chromium, tmp_path: Path) -> None:
    page = (SITE / "index.html").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(page.replace("</body>", '<img src="http://127.0.0.1:9/x.png"></body>'))
    tab = browser.open((tmp_path / "index.html").as_uri())
    tab.wait_for("document.images.length > 0 && [...document.images].every(each => each.complete)")
    [refused] = [each for each in tab.complaints() if "http://127.0.0.1:9/x.png" in each]
    assert "Content Security Policy" in refused
