"""Look over the built site: it loads nothing from elsewhere, and each of its links leads to something.

`make docs` ends with it. The generator has looked at the links of the Markdown; this reads the pages as they came out,
those of the theme included. Standard library alone, as `lay_out.py`.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "use": "href", "object": "data"}
"""Elements whose attribute the browser loads by itself; a `link` is one too, unless it only names another page."""
ONLY_NAMED = {"next", "prev", "canonical", "license", "edit"}
"""Relations of a `link` that load nothing."""
VERBATIM = ("code", "pre", "script", "style")
"""Elements whose text is shown as it is, or is none."""
STYLE_ADDRESS = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])(https?:|//)[^'")\s]*""")


class Page(NamedTuple):
    """What one page of the site loads, links to, and can be linked to."""

    loads: tuple[str, ...]
    links: tuple[str, ...]
    ids: frozenset[str]
    has_raw_markdown: bool
    """True where a link of Markdown is still one, because it is inside an element of HTML."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.has_raw_markdown = False
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.ids |= {found[name] for name in ("id", "name") if found.get(name)}
        if tag == "link" and found.get("href") and not ONLY_NAMED & set(found.get("rel", "").split()):
            self.loads.append(found["href"])
        elif found.get(LOADED.get(tag, "")):
            self.loads.append(found[LOADED[tag]])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        self._verbatim += tag in VERBATIM

    def handle_endtag(self, tag: str) -> None:
        self._verbatim -= tag in VERBATIM

    def handle_data(self, data: str) -> None:
        self.has_raw_markdown |= "](" in data and not self._verbatim


def read_page(html: str) -> Page:
    """Return the addresses, links and ids of a page."""
    reader = _Reader()
    reader.feed(html)
    return Page(tuple(reader.loads), tuple(reader.links), frozenset(reader.ids), reader.has_raw_markdown)


def faults_of(site: Path) -> Iterator[str]:
    """Yield a sentence for each thing that is loaded from elsewhere, and for each link that leads nowhere."""
    pages = {path.resolve(): read_page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        if path.name == "404.html":  # it is shown at any address, so its links are those of a server's root
            continue
        name = path.relative_to(site.resolve())
        yield from (f"{name} loads {address}" for address in page.loads if urlsplit(address).netloc)
        yield from [f"{name} shows Markdown instead of a link"] * page.has_raw_markdown
        yield from (f"{name}: {fault}" for fault in _broken(path, (*page.loads, *page.links), pages))
    for path in (*site.rglob("*.css"), *site.rglob("*.svg")):
        if found := STYLE_ADDRESS.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(site)} loads {found[0]}"


def _broken(path: Path, addresses: Iterable[str], pages: dict[Path, Page]) -> Iterator[str]:
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.exists():
            yield f"{address} is not there"
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids | {"__top"}:
            yield f"{address} has no such place"


if __name__ == "__main__":
    found = list(faults_of(Path(sys.argv[1])))
    print(*found, sep="\n", end="\n" * bool(found))
    sys.exit(bool(found))
