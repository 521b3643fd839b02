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

from spasmtui.guide import red_flag_terms
from spasmtui.guide.loader import load_extras, load_lay_words
from spasmtui.guide.page import Group, Kind
from spasmtui.guide.phrase_index import PhraseIndex, tokens_of

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.guide.page import Page

_NOISE = frozenset({
    "a", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "cant", "did", "do",
    "does", "don", "dont", "every", "for", "from", "get", "gets", "getting", "go", "goes", "going", "good",
    "got", "had", "has", "have", "having", "he", "help", "helps", "her", "his", "how", "i", "if", "im", "in",
    "into", "is", "it", "its", "ive", "just", "keep", "keeps", "like", "many", "me", "much", "my", "need", "no",
    "not", "of", "off", "on", "or", "our", "out", "really", "s", "she", "so", "some", "t", "that", "the",
    "their", "them", "then", "there", "they", "this", "to", "too", "up", "use", "using", "ve", "very", "was",
    "we", "what", "when", "where", "which", "while", "who", "why", "will", "with", "work", "works", "would",
    "you", "your",
})  # fmt: skip
"""Words that say nothing about what is looked for."""
_START, _END = "\x02", "\x03"
_SCHEMA = """
create virtual table texts using fts5(
    title, words, summary, headings, body, at unindexed, tokenize = "porter unicode61 remove_diacritics 2");
"""
_WEIGHTS = "8.0, 6.0, 4.0, 3.0, 1.0"
"""Of title, lay words, summary, headings and body."""

_PHRASE_WEIGHT = 4.0
"""What the most alike phrase counts beside the text."""
_FAR_BEHIND = 0.3
"""Hits with less than this part of the best score are left out."""
_ALIKE = 72
"""How alike, of 100, a known word must be to stand for an unknown one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something that can be found."""

    kind: str
    """`page`, `routine`, `flag`, `term` or `drink`."""
    id: str
    """Its own id."""
    page: str
    """The page it leads to or that says more."""
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

    @property
    def command(self) -> str:
        """What opens it from the shell."""
        if self.kind == "routine":
            return f"spasm {self.id}"
        return "spasmtui drink" if self.kind == "drink" else f"spasmtui guide {self.page}"


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


def open_index(content: Path, pages: Iterable[Page]) -> SearchIndex:
    """Index the pages and everything else that can be found."""
    lay = load_lay_words(content)
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
        self._phrases = PhraseIndex(
            (phrase, at) for at, found in enumerate(self.documents) for phrase in (found.title, *found.words)
        )
        self._words: tuple[str, ...] | None = None
        self._help = [
            at for at, found in enumerate(self.documents) if found.kind == "page" and found.id == red_flag_terms.PAGE
        ]

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Hits for some words, best first; the last word may be unfinished.

        Words that name a red flag lead to the page that says when to get help before they lead anywhere else.
        """
        said = tokens_of(words)
        told = [token for token in said if token not in _NOISE] or said
        if not told:
            return ()
        respelled = self._respelled(told)
        said = [respelled.get(token, token) for token in said]
        told = [respelled.get(token, token) for token in told if respelled.get(token, token)]
        scores = self._scores(told, [token for token in said if token]) if told else {}
        ranked = self._ranked(scores)
        if red_flag_terms.matches_red_flag(said):
            ranked = [*self._help, *(at for at in ranked if at not in self._help)]
        return self._hits(ranked[:limit], told)

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

    def _scores(self, told: Sequence[str], said: Sequence[str]) -> dict[int, float]:
        """A score by document, lower is better as in BM25: the text's own, and that of the most alike phrase."""
        scores: dict[int, float] = dict(
            self._database.execute(
                f"select at, bm25(texts, {_WEIGHTS}) from texts where texts match ?", (_query(told),)
            )
        )
        for at, fit in self._phrases.scores(said).items():
            scores[at] = scores.get(at, 0.0) - _PHRASE_WEIGHT * fit
        return {at: score - self.documents[at].lead for at, score in scores.items()}

    def _ranked(self, scores: dict[int, float]) -> list[int]:
        """Documents, best first: the three best pages, then everything that is not far behind."""
        ranked = sorted(scores, key=lambda at: (scores[at], at))
        pages = [at for at in ranked if self.documents[at].kind == "page"][:3]
        limit = _FAR_BEHIND * scores[ranked[0]] if ranked else 0.0
        return [*pages, *(at for at in ranked if at not in pages and scores[at] <= limit)]

    def _hits(self, ranked: Sequence[int], told: Sequence[str]) -> tuple[Hit, ...]:
        places = ", ".join(str(at + 1) for at in ranked)
        found = dict(
            self._database.execute(
                f"select at, snippet(texts, 4, ?, ?, '…', 16) from texts where texts match ? and rowid in ({places})",
                (_START, _END, _query(told)),
            )
            if ranked
            else ()
        )
        hits = []
        for at in ranked:
            document, text = self.documents[at], found.get(at, "")
            raw = " ".join((text if _START in text else document.summary).split())
            plain = raw.replace(_START, "").replace(_END, "")
            hits.append(
                Hit(
                    id=document.id,
                    kind=document.kind,
                    page=document.page,
                    title=document.title,
                    snippet=plain,
                    marks=tuple(_marks(raw)),
                )
            )
        return tuple(hits)

    def _respelled(self, tokens: Sequence[str]) -> dict[str, str]:
        """The nearest known word for each word that is found nowhere; an empty one where nothing is near."""
        unknown = [token for token in tokens if not self._is_known(token)]
        if not unknown:
            return {}
        from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for a word that is found nowhere

        if self._words is None:
            told = " ".join(
                " ".join((found.title, *found.words, found.summary, found.headings, found.body))
                for found in self.documents
            )
            self._words = tuple(sorted({word for word in tokens_of(told) if len(word) > 2}))
        near = {}
        for token in unknown:
            alike = [word for word in self._words if word[0] == token[0]]  # the first letter is seldom the wrong one
            found = process.extractOne(token, alike, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            near[token] = found[0] if found else ""
        return near

    def _is_known(self, token: str) -> bool:
        found = self._database.execute("select 1 from texts where texts match ? limit 1", (_query([token]),))
        return found.fetchone() is not None


def _query(tokens: Sequence[str]) -> str:
    """Any of the words; the last one may be unfinished."""
    return " OR ".join([*(f'"{token}"' for token in tokens), f'"{tokens[-1]}"*'])


def _marks(raw: str) -> Iterable[tuple[int, int]]:
    """Where the marked words stand once the marks are taken out."""
    ends = [found.start() - at for at, found in enumerate(re.finditer(f"[{_START}{_END}]", raw))]
    return zip(ends[::2], ends[1::2], strict=False)
