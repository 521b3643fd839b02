"""An in-memory full-text index over pages, routines, red flags, glossary terms and the drink."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from spasmtui.guide.search.documents import HELP_PAGE, Document, build_documents
from spasmtui.guide.search.phrases import FOREIGN_LITTLE_WORDS, ForeignWords, PhraseIndex, stem, stems_of, tokens_of
from spasmtui.guide.search.synonyms import Synonyms, load_synonyms
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.places import PlaceIndex

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.guide.page import Page

STOP_WORDS = frozenset({
    "a", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "cant", "could", "did", "do",
    "does", "don", "dont", "every", "for", "from", "get", "gets", "getting", "go", "goes", "going", "good",
    "got", "had", "has", "have", "having", "he", "help", "helps", "her", "his", "how", "i", "if", "im", "in",
    "into", "is", "it", "its", "ive", "just", "keep", "keeps", "like", "many", "me", "much", "my", "need", "no",
    "not", "of", "off", "on", "or", "our", "out", "really", "s", "she", "should", "so", "some", "t", "that", "the",
    "their", "them", "then", "there", "they", "this", "to", "too", "up", "use", "using", "ve", "very", "was",
    "we", "what", "when", "where", "which", "while", "who", "why", "will", "with", "work", "works", "would",
    "you", "your",
})  # fmt: skip
"""Stop words."""
_LITTLE_STEMS = frozenset(map(stem, STOP_WORDS))
_START, _END = "\x02", "\x03"
_SCHEMA = """
create virtual table texts using fts5(
    title, words, summary, headings, body, number unindexed, tokenize = "porter unicode61 remove_diacritics 2");
"""
_WEIGHTS = "8.0, 6.0, 4.0, 3.0, 1.0"
"""BM25 weights of title, lay words, summary, headings and body."""

_PHRASE_WEIGHT = 4.0
"""The weight of the best phrase's score beside the BM25 score of the text."""
_FOREIGN_WEIGHT = 12.0
"""The weight of the best phrase of another language, beside whose score an English text says little."""
_PLACE_BOOST = 4.0
"""Added to the score of the page about a place for each word of the name that the words have for it."""
_MIN_SHARE_OF_BEST = 0.3
"""Hits with less than this share of the best score are left out."""
_MIN_SIMILARITY = 72
"""The least similarity, of 100, at which a known word replaces an unknown one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search result."""

    id: str
    """The id to open: a page's, or a routine's for a hit of that kind."""
    kind: str
    page: str
    title: str
    snippet: str
    """The text around the matched words, plain."""
    marks: tuple[tuple[int, int], ...] = ()
    """(start, end) of each matched word in the snippet."""
    flag: str = ""
    """The red flag that the words describe, whose sentence is the snippet; empty for every other hit."""

    @property
    def command(self) -> str:
        """The shell command that opens it."""
        if self.kind == "routine":
            return f"spasm {self.id}"
        return "spasmtui drink" if self.kind == "drink" else f"spasmtui guide {self.page}"


class SearchIndex:
    """Searches documents by words. It may be built in one thread and used in another, by one at a time."""

    def __init__(
        self,
        documents: Sequence[Document],
        synonyms: Synonyms | None = None,
        places: Mapping[frozenset[str], str] = MappingProxyType({}),
    ) -> None:
        """Index documents.

        Args:
            documents: the entries.
            synonyms: the words that mean the same.
            places: the ids of places by the stems of the words that name them.
        """
        self.documents = tuple(documents)
        self._places = places
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.executescript(_SCHEMA)
        self._database.executemany(
            "insert into texts values (?, ?, ?, ?, ?, ?)",
            [
                (entry.title, "\n".join(entry.words), entry.summary, entry.headings, entry.body, number)
                for number, entry in enumerate(self.documents)
            ],
        )
        self._phrases = PhraseIndex(
            ((phrase, number) for number, entry in enumerate(self.documents) for phrase in (entry.title, *entry.words)),
            little_words=_LITTLE_STEMS,
            synonyms=synonyms.by_stem if synonyms else {},
        )
        self._foreign = ForeignWords(
            ((phrase, number) for number, entry in enumerate(self.documents) for phrase in entry.foreign), self._phrases
        )
        self._help_pages = self._numbers_of(HELP_PAGE)

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Return hits for some words, best first; the last word may be unfinished.

        Words that describe a red flag bring the page on getting help before every other hit, its snippet the flag's
        own sentence; a flag that can wait for an appointment brings its own page.
        """
        tokens = tokens_of(words)
        terms = [token for token in tokens if token not in STOP_WORDS] or tokens
        if not terms:
            return ()
        foreign = self._foreign.scores(tokens, lambda: self._vocabulary)
        if foreign:
            terms = [term for term in terms if term not in FOREIGN_LITTLE_WORDS] or terms
        corrections = self._correct_spelling(terms) if not foreign else {}
        tokens = [corrections.get(token, token) for token in tokens]
        terms = [corrections.get(token, token) for token in terms if corrections.get(token, token)]
        scores = self._score(terms, [token for token in tokens if token]) if terms else {}
        for number, score in foreign.items():
            scores[number] = scores.get(number, 0.0) - _FOREIGN_WEIGHT * score
        ranking = self._rank(scores)
        flag = find_flag(words)
        if flag is not None:
            first = self._help_pages if flag.level != "book" else self._numbers_of(flag.page)
            ranking = [*first, *(number for number in ranking if number not in first)]
        hits = self._build_hits(ranking[:limit], terms or tokens_of(words))
        if flag is not None and hits:
            hits = (replace(hits[0], snippet=flag.sentence, marks=(), flag=flag.id), *hits[1:])
        return hits

    def _numbers_of(self, page_id: str) -> list[int]:
        """Return the number of a page's document; none where there is no such page."""
        return [number for number, entry in enumerate(self.documents) if (entry.kind, entry.id) == ("page", page_id)]

    def best_page(self, words: str) -> str | None:
        """Return the id of the page of the best hit, or None without a hit."""
        hits = self.search(words, limit=1)
        return hits[0].page if hits else None

    def nearest(self, words: str) -> tuple[str, ...]:
        """Return ids of at most three pages whose title looks like the words, to suggest when nothing was found."""
        from rapidfuzz import process  # noqa: PLC0415 -- only when nothing was found

        titles = {document.id: document.title for document in self.documents if document.kind == "page"}
        matches = process.extract(words, titles, limit=3, score_cutoff=40)
        return tuple(page_id for _title, _score, page_id in matches)

    def _score(self, terms: Sequence[str], tokens: Sequence[str]) -> dict[int, float]:
        """Return a score by document number, lower is better as in BM25: of the text and of the best phrase."""
        scores: dict[int, float] = dict(
            self._database.execute(
                f"select number, bm25(texts, {_WEIGHTS}) from texts where texts match ?", (_match_expression(terms),)
            )
        )
        for number, score in self._phrases.scores(tokens).items():
            scores[number] = scores.get(number, 0.0) - _PHRASE_WEIGHT * score
        named = self._find_places(tokens)
        return {
            number: score
            - self.documents[number].boost
            - _PLACE_BOOST * max((named.get(place, 0) for place in self.documents[number].places), default=0)
            for number, score in scores.items()
        }

    def _find_places(self, tokens: Sequence[str]) -> dict[str, int]:
        """Return the places that some words name, each with the number of words; `back of the thigh` names no back."""
        stems = {stem(token) for token in tokens}
        names = [name for name in self._places if name <= stems]
        longest = sorted((name for name in names if not any(name < other for other in names)), key=len)
        return {self._places[name]: len(name) for name in longest}

    def _rank(self, scores: dict[int, float]) -> list[int]:
        """Sort document numbers, best first: the three best pages, then all hits near enough to the best score."""
        ranking = sorted(scores, key=lambda number: (scores[number], number))
        pages = [number for number in ranking if self.documents[number].kind == "page"][:3]
        limit = _MIN_SHARE_OF_BEST * scores[ranking[0]] if ranking else 0.0
        return [*pages, *(number for number in ranking if number not in pages and scores[number] <= limit)]

    def _build_hits(self, ranking: Sequence[int], terms: Sequence[str]) -> tuple[Hit, ...]:
        rows = ", ".join(str(number + 1) for number in ranking)
        snippets = dict(
            self._database.execute(
                f"select number, snippet(texts, 4, ?, ?, '…', 16) from texts where texts match ? and rowid in ({rows})",
                (_START, _END, _match_expression(terms)),
            )
            if ranking
            else ()
        )
        hits = []
        for number in ranking:
            document, snippet = self.documents[number], snippets.get(number, "")
            raw = " ".join((snippet if _START in snippet else document.summary).split())
            plain = raw.replace(_START, "").replace(_END, "")
            hits.append(
                Hit(
                    id=document.id,
                    kind=document.kind,
                    page=document.page,
                    title=document.title,
                    snippet=plain,
                    marks=tuple(_find_marks(raw)),
                )
            )
        return tuple(hits)

    def _correct_spelling(self, tokens: Sequence[str]) -> dict[str, str]:
        """Map each word that no text holds to the most similar known word, or to "" where none is similar enough."""
        unknown = [token for token in tokens if not self._phrases.knows(token) and not self._is_known(token)]
        if not unknown:
            return {}
        from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only for a word that no text holds

        corrections = {}
        for token in unknown:
            candidates = sorted(
                word for word in self._vocabulary if len(word) > 2 and word[0] == token[0]
            )  # the first letter is seldom wrong
            match = process.extractOne(token, candidates, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY)
            corrections[token] = match[0] if match else ""
        return corrections

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """Every word of the English texts."""
        texts = ((entry.title, *entry.words, entry.summary, entry.headings, entry.body) for entry in self.documents)
        return frozenset(tokens_of(" ".join(" ".join(text) for text in texts)))

    def _is_known(self, token: str) -> bool:
        rows = self._database.execute("select 1 from texts where texts match ? limit 1", (_match_expression([token]),))
        return rows.fetchone() is not None


def _match_expression(terms: Sequence[str]) -> str:
    """Build the FTS5 expression for any of the words, the last one also as a prefix."""
    return " OR ".join([*(f'"{term}"' for term in terms), f'"{terms[-1]}"*'])


def _find_marks(raw: str) -> Iterable[tuple[int, int]]:
    """Return (start, end) of each marked word in the text without its marks."""
    ends = [mark.start() - before for before, mark in enumerate(re.finditer(f"[{_START}{_END}]", raw))]
    return zip(ends[::2], ends[1::2], strict=False)


def open_index(content: Path, pages: Iterable[Page]) -> SearchIndex:
    """Index these pages and the content folder's routines, red flags and glossary.

    Raises:
        DataError: a content file cannot be used.
    """
    places = {
        stems_of(word) - _LITTLE_STEMS: target.place
        for word, target in PlaceIndex(content).words.items()
        if target.place
    }
    return SearchIndex(build_documents(content, pages), load_synonyms(content), places)
