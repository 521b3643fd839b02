"""The fact sheet in `docs/facts.md`: the text of every fact, with the sources that `[facts]` gives it."""

import re

import pytest

from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.content import CONTENT, FACTS, FLAGS
from tools.page_sources import FACT_LINE, SHEET, columns, sheet, with_columns

TEXT = SHEET.read_text(encoding="utf-8")
LINES = FACT_LINE.findall(TEXT)
QUOTED = re.compile(r"(?<![\w-])(?:RF|SP|DK|[DCMHPBULKX])\d{2,3}(?![\w.])")
UNKNOWN_ON_PURPOSE = {"M98", "M99", "RF999"}
"""Ids by which tests try what the audit says of a fact that does not exist."""


def test_the_sheet_has_each_fact_once_and_no_other() -> None:
    ids = [fact for fact, _ in LINES]
    assert sorted(ids) == sorted(FACTS)
    assert len(re.findall(r"^- [A-Z]+\d+", TEXT, re.MULTILINE)) == len(ids), "each line has its four columns"


def test_the_columns_of_the_sheet_are_what_make_generated_writes() -> None:
    assert sheet() == TEXT


def test_the_columns_name_tags_sources_origin_and_confidence() -> None:
    row = {"sources": ["S01", "S100"], "tag": "R", "also": ["G"], "confidence": "M", "origin": "abstract"}
    assert columns(row) == "R G: S01, S100 (abstract) | M"
    assert columns({"sources": [], "tag": "editorial", "confidence": "H"}) == "editorial | H"
    lines = "# Facts\n\n- M01 | Stretch. | x | x\n\n- M99 | Nobody's. | x | x\n"
    assert with_columns(lines, {"M01": row}) == lines.replace("x | x", "R G: S01, S100 (abstract) | M", 1)


@with_each(
    ("fact", "words"),
    [
        ("P33", "11 trials, 735 people"),
        ("P34", "edition of 2012"),
        ("P34", "-3.9% (95% CI -21.1 to 13.3; 2 studies, 83 people)"),
        ("P70", "-9.59% (95% CI -23.14 to 3.97), 3 studies, 177 people"),
        ("P70", "-0.18 cramps a week (95% CI -0.84 to 0.49), 5 studies, 307 people"),
        ("M124", "an emergency and not a muscle cramp: see RF95"),
        ("M15", "From 16 weeks of pregnancy do not lie flat on the back for long"),
        ("RF90", "Call your maternity unit now"),
        ("RF43", "Give nothing to drink"),
        ("DK50", "never under 12 months"),
        ("H07", "never longer than 20"),
    ],
)
def test_a_number_or_a_danger_stands_in_its_fact(fact: str, words: str) -> None:
    assert words in dict(LINES)[fact]


def test_the_fact_of_a_red_flag_says_what_the_flag_says() -> None:
    lines = dict(LINES)
    said = [(name, words) for name, flag in FLAGS.items() for key in ("see", "do", "worse") if (words := flag.get(key))]
    assert [(name, words) for name, words in said if words not in lines[name]] == []


def test_the_two_editions_of_the_magnesium_review_are_two_sources() -> None:
    assert FACTS["P33"]["sources"] == FACTS["P70"]["sources"] == ["S12"]
    assert "S12" not in FACTS["P34"]["sources"]


def test_the_sheet_speaks_of_the_article_and_of_no_machine() -> None:
    assert re.findall(r"\bthe seed\b|\bseed's\b|\bapp\b|/work/|/tmp/|\.\./", TEXT, re.IGNORECASE) == []


@pytest.mark.long
def test_every_fact_that_code_content_and_tests_quote_exists() -> None:
    files = [
        path
        for folder, kinds in (("spasmtui", "*.py"), ("tools", "*.py"), ("tests", "*.py"), ("content", "*.*"))
        for path in sorted((ROOT / folder).rglob(kinds))
        if path.suffix in {".py", ".md", ".toml"}
    ]
    assert any(path.is_relative_to(CONTENT) for path in files)
    quoted = {fact for path in files for fact in QUOTED.findall(path.read_text(encoding="utf-8"))}
    assert quoted - set(FACTS) - UNKNOWN_ON_PURPOSE == set()
