"""A page sends nobody elsewhere than its red flag does."""

import re
from pathlib import Path

from tests.conftest import ROOT
from tests.support.cases import with_each
from tests.support.content import FLAGS

PAGES = sorted((ROOT / "content/guide").glob("*.md"))


def paragraphs_of(text: str) -> list[tuple[str, list[str]]]:
    """Return each paragraph or item of a page's text with the red flags that it cites."""
    body = text.split("+++", 2)[2]
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n|\n- ", body))
    return [(part, flags) for part in parts if (flags := re.findall(r"RF\d+", part))]


@with_each("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_says_to_call_only_where_a_flag_of_the_sentence_does(page: Path) -> None:
    for part, flags in paragraphs_of(page.read_text(encoding="utf-8")):
        if "your emergency number" in part:
            said = " ".join(f"{FLAGS[flag]['do']} {FLAGS[flag].get('worse', '')}" for flag in flags)
            assert "your emergency number" in said, part
