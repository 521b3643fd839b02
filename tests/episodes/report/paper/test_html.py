"""The sheet as HTML: one page of the person's paper in a browser, and lines to read on a phone."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from spasmtui.episodes.report.formats import render_sheet
from spasmtui.episodes.report.sheet import Person, SheetContents, compose_sheet
from spasmtui.shared.paper import PAPERS
from tests.conftest import LIMIT_SECONDS
from tests.episodes.report.test_filling import contents_of
from tests.episodes.report.test_sheet import crowded, golden

CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-dev-shm-usage --disable-background-networking --disable-component-update --no-pdf-header-footer"
)
SIZES = {"a4": (595, 842), "letter": (612, 792)}


def printed(page: bytes, folder: Path) -> bytes:
    """The PDF that a browser makes of a page."""
    (folder / "sheet.html").write_bytes(page)
    # Its sockets lie in its folders, and the path of a socket is short.
    with TemporaryDirectory(dir="/tmp") as profile:
        subprocess.run(
            [*CHROMIUM.split(), f"--user-data-dir={profile}", "--print-to-pdf=out.pdf", "sheet.html"],
            cwd=folder,
            check=True,
            timeout=LIMIT_SECONDS,
            capture_output=True,
            env={**os.environ, "TMPDIR": profile, "HOME": profile},
        )
    return (folder / "out.pdf").read_bytes()


def whole(paper: str, pages: int) -> SheetContents:
    return contents_of(12, 60, 12, 9, length=300, paper=PAPERS[paper], most_pages=pages)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium on this machine")
@pytest.mark.parametrize("font", ["", "DejaVu Sans"])
def test_a_browser_prints_as_many_pages_as_were_filled(font: str, tmp_path: Path) -> None:
    cases = [
        ("a4", 1, crowded(5)),
        ("a4", 1, whole("a4", 1)),
        ("letter", 1, whole("letter", 1)),
        ("letter", 2, whole("letter", 2)),
    ]
    for paper, pages, contents in cases:
        page = render_sheet(contents, "html")
        if font:  # a system without any font that has the widths of Arial
            page = page.replace(b'Arial, "Helvetica Neue", Helvetica,', b'"DejaVu Sans",')
        data = printed(page, tmp_path)
        assert len(re.findall(rb"/Type /Page\b", data)) == pages, (paper, pages)
        width, height = (float(each) for each in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)[0])
        assert (round(width), round(height)) == SIZES[paper]


def test_the_page_names_its_paper_and_breaks_before_a_second_one() -> None:
    one = render_sheet(whole("letter", 1), "html").decode()
    two = render_sheet(whole("letter", 2), "html").decode()
    assert "@page { size: Letter portrait;" in one
    assert "@page { size: A4 portrait;" in render_sheet(compose_sheet(golden()), "html").decode()
    assert (one.count('<div class="page">'), two.count('<div class="page">')) == (1, 2)
    assert "break-before: page" in two


def test_the_print_is_smaller_on_a_crowded_page_alone_and_never_below_eight_points() -> None:
    def points(page: bytes) -> float:
        return float(re.findall(rb"--size: ([\d.]+)pt", page)[0])

    assert points(render_sheet(compose_sheet(golden()), "html")) == 9.6
    assert 8 <= points(render_sheet(whole("letter", 1), "html")) < 9.6


def test_the_lines_for_the_person_are_empty_or_have_their_words_as_text() -> None:
    page = render_sheet(compose_sheet(golden(), person=Person(name="<b>Anna</b>")), "html").decode()
    assert "<p>Name <span>&lt;b&gt;Anna&lt;/b&gt;</span></p>" in page
    assert "<p>Date of birth <span></span></p>" in page
    assert "<p>Clinician <span></span></p>" in page
