"""Tests of figures for the screen: each is one symbol of little size, whose muscle is cut to its limb."""

import re
from html.parser import HTMLParser

import pytest

from spasmtui.relief.figures.loader import read_figure
from spasmtui.relief.figures.symbol import CLASSES, symbol
from tests.conftest import ROOT

FIGURES = ROOT / "content" / "figures"
NAMES = sorted(path.stem for path in FIGURES.glob("*.toml"))


class Reader(HTMLParser):
    """The elements of a symbol."""

    def __init__(self, drawn: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(drawn)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


@pytest.mark.long
def test_every_figure_is_a_symbol_of_known_classes_whose_references_are_in_it() -> None:
    letters = set(CLASSES.values())
    for name in NAMES:
        elements = Reader(symbol(read_figure(FIGURES, name), "f1")).found
        assert elements[0][0] == "symbol"
        classes = {word for _tag, each in elements for word in (each.get("class") or "").split()}
        assert classes <= letters, name
        ids = {each["id"] for _tag, each in elements if "id" in each}
        wanted = {each["href"] for _tag, each in elements if "href" in each}
        assert {f"#{each}" for each in ids} >= wanted, name
        for _tag, each in elements:
            if cut := each.get("clip-path"):
                assert cut[5:-1] in ids, name
            assert re.fullmatch(r"M-?\d+[ -]\d[\d\-mlaz ]*", each["d"] or "") if "d" in each else True, name


@pytest.mark.long
def test_all_figures_together_are_small_enough_for_a_page() -> None:
    assert sum(len(symbol(read_figure(FIGURES, name), "f1")) for name in NAMES) < 145_000


def test_a_muscle_is_cut_to_its_limb() -> None:
    elements = Reader(symbol(read_figure(FIGURES, "calf-wall"), "f1")).found
    muscles = [each for _tag, each in elements if each.get("class") == "m"]
    assert [str(each.get("clip-path"))[:8] for each in muscles] == ["url(#f1-"]
