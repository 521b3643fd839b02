"""The sheet as PDF: pages as they were measured, the person's paper, and every script printed or named."""

import re
from pathlib import Path

import pytest

from spasmtui.episodes.report.paper import fonts
from spasmtui.episodes.report.paper.fonts import Fonts, advice, find_fonts, remarks, script_of
from spasmtui.episodes.report.paper.pdf import PdfPage, pdf
from spasmtui.episodes.report.sheet import Person, Sheet, SheetContents, compose_sheet
from spasmtui.shared.paper import PAPERS
from tests.episodes.report.test_filling import contents_of
from tests.episodes.report.test_sheet import crowded, golden
from tests.support.cases import with_each

fpdf = pytest.importorskip("fpdf")

SCRIPTS = {
    "Chinese or Japanese": "足がつった",
    "Korean": "다리 경련",
    "Arabic": "ألم في الساق",
    "Hebrew": "כאב",
    "emoji": "🦵",
    "Thai": "ปวด",
}


def page_count(data: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", data))


@pytest.mark.long
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("pages", [1, 2])
def test_a_page_ends_where_it_was_measured_to_end(paper: str, pages: int, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, float]] = []
    draw = PdfPage.draw

    def noted(page: PdfPage, sheet: Sheet) -> None:
        draw(page, sheet)
        drawn.append((page.y, 12 + page.room.height(sheet)))

    monkeypatch.setattr(PdfPage, "draw", noted)
    for counts in ((1, 1, 1), (12, 60, 12), (5, 20, 3)):
        made = pdf(contents_of(*counts, length=300, paper=PAPERS[paper], most_pages=pages))
        assert page_count(made.data) == len(made.filled.pages) <= pages
    for end, measured in drawn:
        assert end == pytest.approx(measured, abs=0.01)
        assert end <= PAPERS[paper].height_mm - 12 + 0.01


@pytest.mark.long
def test_the_most_crowded_pdf_is_one_page_of_the_chosen_paper() -> None:
    data = pdf(crowded(1)).data
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert page_count(data) == 1
    assert b"/MediaBox [0 0 595.28 841.89]" in data
    assert b"/MediaBox [0 0 612.00 792.00]" in pdf(compose_sheet(golden(), paper=PAPERS["letter"])).data


@pytest.mark.long
def test_the_same_sheet_is_the_same_file_and_has_no_name_outside_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "find_fonts", dict)
    contents = compose_sheet(golden(), person=Person(name="Anna Berg"))
    data = pdf(contents).data
    assert data == pdf(contents).data
    assert b"Anna" not in data  # the page itself is compressed; titles and authors are not


@pytest.mark.long
@with_each(("script", "words"), SCRIPTS.items())
def test_a_script_without_a_font_is_named_on_the_page_and_to_the_person(script: str, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "find_fonts", dict)
        patch.setattr(fonts, "find_spec", lambda _name: None)
        made = pdf(compose_sheet(golden(questions=(f"Is it {words}?",))))
    assert made.filled.pages[0].footer[-1] == (
        f"[{script}]: words that could not be printed here; the HTML form of this sheet has them."
    )
    (sentence,) = made.advice
    assert sentence.startswith(f"The PDF cannot show {script}")
    assert "HTML" in sentence
    assert ("uharfbuzz" in sentence) is (script in ("Arabic", "Hebrew"))


def fonts_of(found: dict[str, Path]) -> Fonts:
    file = fpdf.FPDF()
    chosen = Fonts(file, found)
    for font in file.fonts.values():
        font.close()
    return chosen


def test_text_without_a_font_is_its_script_in_brackets_once_for_each_run() -> None:
    chosen = fonts_of({})
    assert chosen.readable("É ½ ok") == "É ½ ok"
    assert chosen.readable("a 足が つった b") == "a [Chinese or Japanese] b"
    assert chosen.readable("Dvořák – “so”") == 'Dvorák - "so"'
    assert chosen.readable("👍\ufe0f ok") == "[emoji] ok"
    assert set(chosen.missing) == {"Chinese or Japanese", "emoji"}


@pytest.mark.skipif("DejaVuSans.ttf" not in find_fonts(), reason="no DejaVu Sans on this machine")
def test_letters_that_a_font_has_are_printed_in_it_and_measured_in_it() -> None:
    chosen = fonts_of({name: path for name, path in find_fonts().items() if name.startswith("DejaVuSans")})
    assert chosen.readable("Dvořák, Привет, Ελλ ☀") == "Dvořák, Привет, Ελλ ☀"
    assert chosen.runs("aПривет") == [("page", "aПривет")]
    assert chosen.letter_width("M") == pytest.approx(0.863, abs=0.001)
    assert chosen.missing == {}


def test_a_broken_font_is_passed_over(tmp_path: Path) -> None:
    broken = {name: tmp_path / name for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "Symbola.ttf")}
    for path in broken.values():
        path.write_bytes(b"no font")
    chosen = fonts_of(broken)
    assert chosen.family == "helvetica"
    assert chosen.readable("🦵") == "[emoji]"


def test_fonts_are_found_in_folders_below_folders(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/One.ttf").touch()
    assert find_fonts([str(tmp_path), str(tmp_path / "none")]) == {"One.ttf": tmp_path / "a/b/One.ttf"}


@with_each(
    ("letter", "script"),
    [
        *(("足", "Chinese or Japanese"), ("が", "Chinese or Japanese"), ("한", "Korean"), ("ش", "Arabic")),
        *(("ह", "Devanagari"), ("☀", "emoji"), ("\U0001f9b5", "emoji"), ("¶", "sign"), ("ř", "Latin")),
        *(("Ж", "Cyrillic"), ("\ue000", "other letters")),
    ],
)
def test_a_letter_belongs_to_a_script_that_people_know(letter: str, script: str) -> None:
    assert script_of(letter) == script


def test_nothing_missing_is_no_sentence() -> None:
    assert remarks({}) == advice({}) == ()
    assert "Korean, Thai" in advice({"Thai": False, "Korean": False})[0]
    assert len(advice({"Thai": False, "Arabic": True})) == 2


@pytest.mark.long
def test_a_name_in_letters_of_the_page_is_above_it() -> None:
    contents: SheetContents = compose_sheet(golden(), person=Person(name="Anna Müller", born="1958"))
    assert pdf(contents).filled.pages[0].person == (
        ("Name", "Anna Müller"), ("Date of birth", "1958"), ("Clinician", ""),
    )  # fmt: skip
