"""The search: an in-memory full-text index over everything the guide can lead to.

Pages come with their rendered text and the words people use who do not know the right one (`words.toml` and each page's
own). Routines, red flags, glossary terms and the drink are found too; such a hit names where it leads.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.guide.loader import load_extras, load_lay_words, load_page, page_path
from spasmtui.guide.page import Group, Kind

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.guide.library import Library
    from spasmtui.guide.page import Page

_TOKEN = re.compile(r"[^\W_]+")
_NOISE = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "for", "from", "get",
    "gets", "getting", "go", "goes", "going", "got", "had", "has", "have", "having", "he", "her", "his", "how",
    "i", "if", "im", "in", "into", "is", "it", "its", "ive", "just", "keep", "keeps", "like", "me", "my", "of",
    "off", "on", "or", "our", "out", "s", "she", "so", "some", "t", "that", "the", "their", "them", "then",
    "there", "they", "this", "to", "up", "ve", "very", "was", "we", "what", "when", "where", "which", "while",
    "who", "why", "will", "with", "would", "you", "your",
})  # fmt: skip
"""Words that say nothing about what is looked for."""
_START, _END = "\x02", "\x03"
_SCHEMA = """
create virtual table texts using fts5(
    title, words, summary, headings, body, at unindexed, tokenize = "porter unicode61 remove_diacritics 2");
create virtual table phrases using fts5(phrase, at unindexed, tokenize = "porter unicode61 remove_diacritics 2");
create virtual table vocabulary using fts5vocab(texts, row);
"""
_WEIGHTS = "8.0, 6.0, 4.0, 3.0, 1.0"
"""Of title, lay words, summary, headings and body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something that can be found."""

    kind: str
    """`page`, `routine`, `flag`, `term`."""
    id: str
    """Its own id."""
    page: str
    """The page it leads to."""
    title: str
    summary: str = ""
    words: tuple[str, ...] = ()
    headings: str = ""
    body: str = ""
    lead: float = 0.0
    """What it is given before its words count: between equals, doing stands before explaining."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result."""

    id: str
    """What to open: a page's id, or a routine's for a hit of that kind."""
    kind: str
    page: str
    title: str
    snippet: str
    """The words around what was found, as plain text."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where in the snippet the words stand that were found."""


_LEADS = {Group.PLACES: 1.0, Group.ACT: 1.0, Group.PREVENT: 0.5}


def document_of(page: Page, words: Iterable[str] = ()) -> Document:
    """A page as something to find."""
    return Document(
        kind="page",
        id=page.entry.id,
        page=page.entry.id,
        title=page.entry.title,
        summary=page.entry.summary,
        words=(*page.entry.words, *words),
        headings="\n".join(block.text for block in page.blocks if block.kind is Kind.HEADING),
        body="\n".join(block.text for block in page.blocks if block.kind is not Kind.HEADING),
        lead=_LEADS.get(page.entry.group, 0.0),
    )


def open_index(content: Path, library: Library) -> SearchIndex:
    """Read everything that can be found and index it."""
    lay = load_lay_words(content)
    pages = [load_page(page_path(content, entry.id)) for entry in library]
    documents = [document_of(page, lay.get(page.entry.id, ())) for page in pages]
    documents += [Document(**extra) for extra in load_extras(content)]
    return SearchIndex(documents)


class SearchIndex:
    """Answers words with hits. Built in one thread, it may be asked from any one thread at a time."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(_SCHEMA)
        self._database.executemany(
            "insert into texts values (?, ?, ?, ?, ?, ?)",
            [
                (found.title, "\n".join(found.words), found.summary, found.headings, found.body, at)
                for at, found in enumerate(self.documents)
            ],
        )
        self._database.executemany(
            "insert into phrases values (?, ?)",
            [(phrase, at) for at, found in enumerate(self.documents) for phrase in (found.title, *found.words)],
        )
        self._words: tuple[str, ...] | None = None

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Hits for some words, best first; the last word may be unfinished."""
        tokens = [token.casefold() for token in _TOKEN.findall(words)]
        tokens = [token for token in tokens if token not in _NOISE] or tokens
        if not tokens:
            return ()
        scores = self._scores(tokens)
        if not scores:
            tokens = self._respelled(tokens)
            scores = self._scores(tokens) if tokens else {}
        ranked = sorted(scores, key=lambda at: (scores[at], at))
        pages = [at for at in ranked if self.documents[at].kind == "page"]
        others = [at for at in ranked if self.documents[at].kind != "page"]
        ordered = [*pages[:3], *sorted([*pages[3:], *others], key=scores.__getitem__)][:limit]
        return tuple(self._hit(at, tokens) for at in ordered)

    def best_page(self, words: str) -> str | None:
        """The page that is meant, if any is near."""
        hits = self.search(words, limit=1)
        return hits[0].page if hits else None

    def nearest(self, words: str) -> tuple[str, ...]:
        """Ids of pages whose name looks like the words: what to suggest when nothing was found."""
        from rapidfuzz import process  # noqa: PLC0415 -- only when nothing was found

        pages = {document.id: document.title for document in self.documents if document.kind == "page"}
        near = process.extract(words, pages, limit=3, score_cutoff=40)
        return tuple(page_id for _title, _score, page_id in near)

    def _scores(self, tokens: Sequence[str]) -> dict[int, float]:
        """A score by document; lower is better, as in BM25."""
        query = " OR ".join([*(f'"{token}"' for token in tokens), f'"{tokens[-1]}"*'])
        scores: dict[int, float] = dict(
            self._database.execute(f"select at, bm25(texts, {_WEIGHTS}) from texts where texts match ?", (query,))
        )
        best: dict[int, float] = {}
        for at, rank in self._database.execute("select at, bm25(phrases) from phrases where phrases match ?", (query,)):
            best[at] = min(rank, best.get(at, 0.0))
        for at, rank in best.items():
            scores[at] = scores.get(at, 0.0) + 2 * rank
        return {at: score - self.documents[at].lead for at, score in scores.items()}

    def _hit(self, at: int, tokens: Sequence[str]) -> Hit:
        document = self.documents[at]
        query = " OR ".join([*(f'"{token}"' for token in tokens), f'"{tokens[-1]}"*'])
        row = self._database.execute(
            "select snippet(texts, 4, ?, ?, '…', 16) from texts where texts match ? and rowid = ?",
            (_START, _END, query, at + 1),
        ).fetchone()
        raw = " ".join((row[0] if row and _START in row[0] else document.summary).split())
        return Hit(
            id=document.id,
            kind=document.kind,
            page=document.page,
            title=document.title,
            snippet=raw.replace(_START, "").replace(_END, ""),
            marks=tuple(_marks(raw)),
        )

    def _respelled(self, tokens: Sequence[str]) -> list[str]:
        """The words with each one that is unknown replaced by the nearest known one; those near nothing fall away."""
        from rapidfuzz import process  # noqa: PLC0415 -- only when nothing was found

        if self._words is None:
            told = " ".join(
                " ".join((found.title, *found.words, found.summary, found.headings, found.body))
                for found in self.documents
            )
            self._words = tuple(sorted({word.casefold() for word in _TOKEN.findall(told) if len(word) > 2}))
        near = [process.extractOne(token, self._words, score_cutoff=72) for token in tokens]
        return [found[0] for found in near if found is not None]


def _marks(raw: str) -> Iterable[tuple[int, int]]:
    """Where the marked words stand once the marks are taken out."""
    ends = [found.start() - at for at, found in enumerate(re.finditer(f"[{_START}{_END}]", raw))]
    return zip(ends[::2], ends[1::2], strict=False)
