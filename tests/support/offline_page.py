"""The offline page, made once a language and region, and read without a browser."""

import json
import os
import re
from base64 import urlsafe_b64decode
from functools import cache
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch
from zlib import MAX_WBITS, decompress

from spasmtui.offline_page import compose
from spasmtui.offline_page.danger_words import danger_tables
from spasmtui.relief.words import use_words
from tests.conftest import ROOT

CONTENT = ROOT / "content"


_danger_tables = cache(danger_tables)
"""The half of the work that is the same for every language and region."""


@cache
def page_of(language: str = "en", region: str = "gb") -> str:
    """Return the page as it is written for a language and a region."""
    with patch.dict(os.environ, {"SPASMTUI_REGION": region}), patch.object(compose, "danger_tables", _danger_tables):
        page = compose.compose_page(CONTENT, "", language).decode()
    use_words({}, "en")  # a command ends with its process; the tests go on
    return page


def data_of(page: str) -> dict[str, Any]:
    """Return the data that the page's script reads."""
    found = re.search(r'<script type="text/plain" id="data">([\w-]*)</script>', page)
    assert found is not None
    data: dict[str, Any] = json.loads(decompress(urlsafe_b64decode(f"{found[1]}==="), -MAX_WBITS))
    return data


class Elements(HTMLParser):
    """All elements of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))

    def values(self, attribute: str, tag: str = "") -> list[str]:
        """Return the values of an attribute, of all elements or of those with a name."""
        return [value for name, each in self.found if tag in ("", name) and (value := each.get(attribute))]
