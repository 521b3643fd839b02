"""The lists of sources of pages, routines and red flags, which are made from their facts."""

from tests.support.content import CONTENT
from tools.page_sources import list_line, with_sources, written

WRITTEN = {path.stem: (path, text) for path, text in written(CONTENT)}
OF_FACTS = {"M01": ("S100", "S02"), "M02": ("S02",), "M03": ()}


def test_a_list_of_sources_in_the_content_is_the_one_that_make_generated_writes() -> None:
    assert [name for name, (path, text) in WRITTEN.items() if path.read_text(encoding="utf-8") != text] == []


def test_a_list_has_the_sources_of_its_facts_once_each_by_number_and_nothing_else_changes() -> None:
    text = 'id = "calf"\nfacts = ["M01",\n    "M02", "M03"]\nsources = [\n    "S77",\n]\nend = 1\n'
    assert with_sources(text, OF_FACTS) == text.replace('[\n    "S77",\n]', '["S02", "S100"]')
    assert with_sources('facts = ["M99"]\nsources = ["S01"]\n', OF_FACTS) == 'facts = ["M99"]\nsources = []\n'
    assert with_sources('sources = ["S01"]\n', OF_FACTS) == 'sources = ["S01"]\n'


def test_a_long_list_is_filled_to_120_columns() -> None:
    one_line = list_line(f"S{number}" for number in range(100, 113))
    assert (len(one_line), "\n" in one_line) == (114, False)
    lines = list_line(f"S{number}" for number in range(100, 140)).splitlines()
    assert (lines[0], lines[-1]) == ("sources = [", "]")
    assert [len(line) for line in lines[1:-1]] == [115, 115, 99]
