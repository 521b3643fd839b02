import re
from pathlib import Path

import pytest

from tests.support.chromium import NEEDS_CHROMIUM, Chromium, ChromiumError

PAGE = """<!doctype html><title>Trial</title><style>@media print { button { display: none } }</style>
<p id=said>nothing</p><input id=box>
<button onclick="setTimeout(() => { said.textContent = box.value; console.error('told') }, 50)">Say it</button>"""


@pytest.mark.long
@NEEDS_CHROMIUM
def test_a_page_is_opened_typed_into_pressed_pictured_and_printed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    address = (tmp_path / "page.html").as_uri()
    with Chromium() as browser:
        tab = browser.open(address)
        tab.resize(320, 480)
        tab.click("#box")
        tab.type("calf")
        tab.press("a")
        tab.click("button")
        tab.wait_for("said.textContent === 'calfa'")
        assert tab.requests() == [address]
        assert len(tab.complaints()) == 1
        assert tab.evaluate("[innerWidth, innerHeight]") == [320, 480]
        tab.screenshot(tmp_path / "page.png")
        tab.print_pdf(tmp_path / "page.pdf")
        with pytest.raises(ChromiumError, match="nowhere"):
            tab.evaluate("nowhere.to.be.found")
        tab.prefer(color_scheme="dark")
        assert tab.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        tab.close()
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")
    assert len(re.findall(rb"/Type /Page\b", (tmp_path / "page.pdf").read_bytes())) == 1
