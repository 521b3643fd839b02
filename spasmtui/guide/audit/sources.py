"""Check that every fact leads to a document that a reader can open: one address, official or primary, and dated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from spasmtui.guide.audit.faults import Fault, line_in_row, line_of_field, line_of_table
from spasmtui.guide.audit.tables import read_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

FILE = "sources.toml"
NEEDED = ("title", "authors", "year", "where", "kind")
"""Keys without which nobody can find the document again."""
KINDS = frozenset({
    "trial", "review", "guideline", "study", "regulator", "leaflet", "reference", "data", "instrument", "press", "law",
})  # fmt: skip
COPIES = frozenset({
    "5dok.net", "academia.edu", "api-bridge.azurewebsites.net", "clearchemist.co.uk", "clincalcpro.com",
    "coxhardware.com", "doc.lagout.org", "docplayer.net", "docslib.org", "doctor123.org", "doctoori.net",
    "drpharmacy.uk", "em-doctors.com", "experts123.com", "fittowork.net", "fpnotebook.com", "healthdocbox.com",
    "issuu.com", "kipdf.com", "laibokeji.com", "medical-news.org", "msn.com", "oureverydaylife.com", "paperzz.com",
    "particle.news", "pinterest.com", "quizlet.com", "quora.com", "reddit.com", "researchgate.net", "scribd.com",
    "semanticscholar.org", "slideshare.net", "studylib.net", "toowoonbayosteopathy.com", "wikihow.com",
    "wikipedia.org", "wpbphysio.co.uk", "yumpu.com", "zana.com",
})  # fmt: skip
"""Sites that copy, collect or sell what others wrote; their subdomains count too."""
READ, READ_IN_COPY, EDITORIAL = "R", "R*", "editorial"
_ADDRESS = re.compile(r"https?://")
_BUNDLE = re.compile(r";| and https?:")


def find_source_faults(content: Path) -> Iterator[Fault]:
    """Yield the sources that cannot be opened, dated or trusted, and the facts that lead to none.

    Raises:
        DataError: the file cannot be parsed.
    """
    path = content / FILE
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    tables = read_tables(path)
    facts: Mapping[str, Mapping[str, Any]] = tables.get("facts", {})
    sources = {name: row for name, row in tables.items() if name != "facts"}
    used = {source for row in facts.values() for source in row.get("sources", ())}
    first_at: dict[str, str] = {}
    for name, row in sources.items():
        problems = [*_document_faults(row)]
        if name not in used:
            problems.append(("", "no fact is from it"))
        first = first_at.setdefault(_page_of(row), name)
        if first != name:
            problems.append(("where", f"it is the document of {first}; merge the two"))
        for field, message in problems:
            line = line_of_table(text, name)
            yield Fault(FILE, line_in_row(text, line, field) if field else line, f"{name}: {message}")
    for fact, row in facts.items():
        for message in _reading_faults(row, sources):
            yield Fault(FILE, line_of_field(text, fact), f"{fact}: {message}")


def _page_of(row: Mapping[str, Any]) -> str:
    """Return the address of a source without what may differ for one page; its own title where it has none."""
    where = str(row.get("where", "")).removeprefix("https://").removeprefix("www.").rstrip("/")
    return where or str(row.get("title", row))


def _document_faults(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield (field, message) where a source does not lead to one dated document."""
    for field in NEEDED:
        if not row.get(field):
            yield field, f"{field} is missing"
    if row.get("kind") and row["kind"] not in KINDS:
        yield "kind", f"there is no kind '{row['kind']}'"
    for field in ("title", "authors"):
        if _BUNDLE.search(str(row.get(field, ""))):
            yield field, f"{field} names more than one document; one id is one document"
    where = str(row.get("where", ""))
    if where:
        yield from (("where", message) for message in _address_faults(where))


def _address_faults(where: str) -> Iterator[str]:
    """Yield what is wrong with an address."""
    parts = urlsplit(where)
    host = (parts.hostname or "").removeprefix("www.")
    # The archive of the web writes the address of the page behind its own.
    is_archive = host == "web.archive.org"
    if _BUNDLE.search(where) or " " in where.strip() or len(_ADDRESS.findall(where)) > 1 + is_archive:
        yield "where has more than one address; one id is one document"
    elif parts.scheme != "https" or not host:
        yield "where is not an https address"
    elif parts.path in {"", "/"} and not parts.query:
        yield "where is a home page; name the page itself"
    if any(host == copy or host.endswith(f".{copy}") for copy in COPIES):
        yield f"{host} copies, collects or sells what others wrote; name the document itself"


def _reading_faults(row: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield what a fact claims and its sources do not bear out."""
    named = [sources[name] for name in row.get("sources", ()) if name in sources]
    tag = row.get("tag")
    if not row.get("sources") and not (tag == EDITORIAL and row.get("origin")):
        yield "it has no source; only an editorial fact may say in its origin whose words it is"
    is_seen = any(not (source.get("is_reprint") or source.get("is_unread")) for source in named)
    if tag == READ and named and not is_seen:
        yield "its tag says that it was read, but no source of it was; write R* for a copy, G for neither"
    if tag == READ_IN_COPY and named and all(source.get("is_unread") for source in named):
        yield "its tag says that a copy was read, but no source of it was read at all; write G"
