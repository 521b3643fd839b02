"""What the audit refuses in `sources.toml`: a document nobody can open, date or trust, a fact that leads to none."""

from pathlib import Path

import pytest

from spasmtui.guide.audit.sources import find_source_faults
from tests.support.content import CONTENT

WHOLE = """[S01]
title = "Leg cramps"
authors = "NHS"
year = 2026
where = "https://www.nhs.uk/symptoms/leg-cramps/"
kind = "leaflet"

[S02]
title = "Tetanus"
authors = "NHS"
year = 2026
where = "https://www.nhs.uk/conditions/tetanus/"
kind = "leaflet"
is_reprint = true

[facts]
D01 = { sources = ["S01"], tag = "R", confidence = "H" }
D02 = { sources = ["S02"], tag = "R*", confidence = "H" }
D03 = { sources = [], tag = "editorial", confidence = "H", origin = "the article" }
"""


def faults(folder: Path, text: str) -> list[tuple[int, str]]:
    (folder / "sources.toml").write_text(text, encoding="utf-8")
    return [(fault.line, fault.message) for fault in find_source_faults(folder)]


def test_the_shipped_sources_and_a_whole_file_have_no_fault(tmp_path: Path) -> None:
    assert list(find_source_faults(CONTENT)) == []
    assert faults(tmp_path, WHOLE) == []


WHERE = '"https://www.nhs.uk/symptoms/leg-cramps/"'


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('title = "Leg cramps"\n', "", 1, "S01: title is missing"),
        (
            'authors = "NHS"\nyear = 2026\nwhere = "https://www.nhs.uk/s',
            'where = "https://www.nhs.uk/s',
            1,
            "authors is",
        ),
        ('year = 2026\nwhere = "https://www.nhs.uk/s', 'where = "https://www.nhs.uk/s', 1, "S01: year is missing"),
        (WHERE, '""', 5, "S01: where is missing"),
        ('kind = "leaflet"\n\n', 'kind = "blog"\n\n', 6, "S01: there is no kind 'blog'"),
        ('"Leg cramps"', '"Leg cramps; muscle cramps"', 2, "S01: title names more than one document"),
        ('"NHS"', '"NHS; Mayo Clinic"', 3, "S01: authors names more than one document"),
        (WHERE, '"http://www.nhs.uk/symptoms/leg-cramps/"', 5, "S01: where is not an https address"),
        (WHERE, '"leaflet of the hospital"', 5, "S01: where has more than one address"),
        (WHERE, '"PMID:22963024"', 5, "S01: where is not an https address"),
        (WHERE, '"https://www.nhs.uk"', 5, "S01: where is a home page"),
        (WHERE, '"https://www.nhs.uk/"', 5, "S01: where is a home page"),
        (WHERE, '"https://a.org/x; https://b.org/y"', 5, "S01: where has more than one address"),
        (WHERE, '"https://a.org/x and https://b.org/y"', 5, "S01: where has more than one address"),
        (WHERE, '"https://www.scribd.com/document/1"', 5, "S01: scribd.com copies, collects or sells"),
        (WHERE, '"https://ja.scribd.com/document/1"', 5, "S01: ja.scribd.com copies, collects or sells"),
        ('D01 = { sources = ["S01"]', 'D01 = { sources = ["S02"]', 1, "S01: no fact is from it"),
        ('D01 = { sources = ["S01"]', 'D01 = { sources = ["S02"]', 17, "D01: its tag says that it was read, but no"),
        ('["S02"], tag = "R*"', '["S02"], tag = "R"', 18, "D02: its tag says that it was read, but no"),
        ("conditions/tetanus/", "symptoms/leg-cramps", 12, "S02: it is the document of S01; merge the two"),
        ("is_reprint = true", "is_unread = true", 18, "D02: its tag says that a copy was read, but no"),
        (', origin = "the article"', "", 19, "D03: it has no source"),
        ('tag = "editorial"', 'tag = "G"', 19, "D03: it has no source"),
    ],
)
def test_a_fault_of_the_sources_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    text = WHOLE.replace(old, new, 1)
    assert text != WHOLE
    found = faults(tmp_path, text)
    assert any(at == line and says in message for at, message in found), found


def test_a_page_that_the_archive_of_the_web_keeps_is_one_address(tmp_path: Path) -> None:
    kept = '"https://web.archive.org/web/2016/http://www.fda.gov/MedicalDevices/ucm242866.htm"'
    assert faults(tmp_path, WHOLE.replace(WHERE, kept)) == []


def test_a_page_behind_a_query_is_no_home_page(tmp_path: Path) -> None:
    assert faults(tmp_path, WHOLE.replace(WHERE, '"https://browser.ihtsdotools.org/?conceptId1=55300003"')) == []
