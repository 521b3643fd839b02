"""An in-memory full-text index over pages, routines, red flags, glossary terms and the drink."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING
from weakref import finalize

from spasmtui.guide.search.documents import HELP_PAGE, Document, build_documents
from spasmtui.guide.search.phrases import FOREIGN_LITTLE_WORDS, ForeignWords, PhraseIndex
from spasmtui.guide.search.snippets import Snippets, name_start, pattern_of
from spasmtui.guide.search.synonyms import Synonyms, load_synonyms
from spasmtui.guide.search.words import (
    FORMS,
    LIGHT_WORDS,
    LITTLE_WORDS,
    STOP_WORDS,
    base_of,
    stem,
    tokens_of,
    without_little_words,
    words_for_numbers,
)
from spasmtui.shared.danger.answer import lead_and_rest
from spasmtui.shared.danger.gate import find_flag
from spasmtui.shared.emergency_numbers import ANY_REGION
from spasmtui.shared.key_names import label_of
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.words.pages import is_real_word

if TYPE_CHECKING:
    from pathlib import Path

    from spasmtui.guide.page import Page
    from spasmtui.guide.search.spelling import Speller

_LIGHT_STEMS = frozenset(map(stem, LIGHT_WORDS))
_SCHEMA = """
create virtual table texts using fts5(
    title, words, summary, headings, body, number unindexed, tokenize = "porter unicode61 remove_diacritics 2");
"""
_WEIGHTS = "1.5, 4.0, 4.0, 9.0, 0.8"
"""BM25 weights of title, lay words, summary, headings and body."""

_PHRASE_WEIGHT = 3.5
"""The weight of the best phrase's score beside the BM25 score of the text."""
_FOREIGN_WEIGHT = 12.0
"""The weight of the best phrase of another language, beside whose score an English text says little."""
_PLACE_BOOST = 4.0
"""Added to the score of the page about a place for each unit of the weight of the name that the words have for it."""
_COMMON = 1.0
"""The weight of a word that names a place and says next to nothing."""
MOST_WORDS = 64
"""A question has fewer words; of a longer text the first ones say what it is about."""
_LONGEST_WORD = 60
"""Letters of a word; what is longer is none."""
_LONGEST_TITLE = 200
"""Letters of what is compared with the titles of pages."""
_MIN_SHARE_OF_BEST = 0.3
"""Hits with less than this share of the best score are left out."""


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
    """The red flag that the words describe, whose sentences are the snippet; empty for every other hit."""

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
        is_real: Callable[[str], bool] = lambda _word: False,
    ) -> None:
        """Index documents.

        Args:
            documents: the entries.
            synonyms: the words that mean the same.
            places: the ids of places by the stems of the words that name them.
            is_real: returns whether a word that no text has is no misspelling of another.
        """
        self.documents = tuple(documents)
        self._places = places
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        # Not `__del__`: of two objects collected together Python 3.13 may come to the open database first, and warn.
        finalize(self, self._database.close)
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
            light_words=_LIGHT_STEMS,
            synonyms=synonyms.by_stem if synonyms else {},
        )
        self._foreign = ForeignWords(
            ((phrase, number) for number, entry in enumerate(self.documents) for phrase in entry.foreign), self._phrases
        )
        self._is_real = is_real
        self._snippets: dict[int, Snippets] = {}
        self._help_pages = self._numbers_of(HELP_PAGE)

    def search(
        self, words: str, limit: int = 20, to_call: str = ANY_REGION, *, is_for_shell: bool = False
    ) -> tuple[Hit, ...]:
        """Return hits for some words, best first; the last word may be unfinished.

        Words that describe a red flag bring the page on getting help before every other hit, its snippet what to do
        first, with the number to call, and the rest of the flag's sentences. Of a flag that can wait for an appointment
        the first hit is its own page, which answers more of the question, and the page on getting help is the second.
        Words of danger are sought in the whole text, and pages by its first `MOST_WORDS` words. Where a snippet names
        the key that starts a routine, it is the person's own, or for the shell the command.
        """
        looked_for = _first_tokens(words)
        typed = self._correct(looked_for)
        flag = find_flag(words)
        if not typed and flag is None:
            return ()
        tokens = [*words_for_numbers(typed), *without_little_words(typed)]
        terms = [token for token in tokens if token not in STOP_WORDS] or tokens
        foreign = self._foreign.scores(tokens, lambda: self._vocabulary)
        if foreign:
            terms = [term for term in terms if term not in FOREIGN_LITTLE_WORDS] or terms
        scores = self._score(terms, tokens) if terms else {}
        for number, score in foreign.items():
            scores[number] = scores.get(number, 0.0) - _FOREIGN_WEIGHT * score
        ranking = self._rank(scores)
        if flag is not None:
            own = self._numbers_of(flag.page) if flag.level == "book" else ()
            first = dict.fromkeys((*own, *self._help_pages))
            ranking = [*first, *(number for number in ranking if number not in first)]
        hits = self._build_hits(ranking[:limit], tokens or looked_for, is_for_shell=is_for_shell)
        if flag is not None and hits:
            lead, rest = lead_and_rest(flag, to_call)
            first_hit = replace(hits[0], snippet=f"{lead} {rest}", marks=((0, len(lead)),), flag=flag.id)
            hits = (first_hit, *hits[1:])
        return hits

    def _numbers_of(self, page_id: str) -> list[int]:
        """Return the number of a page's document; none where there is no such page."""
        return [number for number, entry in enumerate(self.documents) if (entry.kind, entry.id) == ("page", page_id)]

    def best_page(self, words: str) -> str | None:
        """Return the id of the page of the best hit, or None without a hit."""
        if (flag := find_flag(words)) is not None and flag.level == "book":
            return flag.page
        hits = self.search(words, limit=1)
        return hits[0].page if hits else None

    def nearest(self, words: str) -> tuple[str, ...]:
        """Return ids of at most three pages whose title looks like the words, to suggest when nothing was found."""
        from rapidfuzz import process  # noqa: PLC0415 -- only when nothing was found

        titles = {document.id: document.title for document in self.documents if document.kind == "page"}
        matches = process.extract(words[:_LONGEST_TITLE], titles, limit=3, score_cutoff=40)
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

    def _find_places(self, tokens: Sequence[str]) -> dict[str, float]:
        """Return the places that some words name, each with the weight of the name; `back of the thigh` names no back.

        A name that many subjects share, such as `leg`, weighs little.
        """
        stems = {stem(token) for token in tokens}
        names = [name for name in self._places if name <= stems]
        known = self._phrases.stems
        weights = {
            name: sum(max(0.0, known.get(word, _COMMON) - _COMMON) for word in name)
            for name in names
            if not any(name < other for other in names)
        }
        return {self._places[name]: weight for name, weight in sorted(weights.items(), key=lambda item: item[1])}

    def _rank(self, scores: dict[int, float]) -> list[int]:
        """Sort document numbers, best first: the three best pages, then all hits near enough to the best score."""
        ranking = sorted(scores, key=lambda number: (scores[number], number))
        pages = [number for number in ranking if self.documents[number].kind == "page"][:3]
        limit = _MIN_SHARE_OF_BEST * scores[ranking[0]] if ranking else 0.0
        return [*pages, *(number for number in ranking if number not in pages and scores[number] <= limit)]

    def _build_hits(self, ranking: Sequence[int], tokens: Sequence[str], *, is_for_shell: bool) -> tuple[Hit, ...]:
        known, sources = self._phrases.stems, self._phrases.sources(tokens)
        weights = {word: known.get(word, 1.0) for word in {*sources.values()}}
        pattern = pattern_of(sources)
        hits = []
        for number in ranking:
            document = self.documents[number]
            if (snippets := self._snippets.get(number)) is None:
                snippets = self._snippets[number] = Snippets(document.summary, document.body)
            start = f"spasm {document.routine}" if is_for_shell else label_of("guide.start", "t")
            snippet, marks = name_start(*snippets.find(sources, weights, pattern), start)
            hits.append(
                Hit(
                    id=document.id,
                    kind=document.kind,
                    page=document.page,
                    title=document.title,
                    snippet=snippet,
                    marks=marks,
                )
            )
        return tuple(hits)

    def _correct(self, tokens: list[str]) -> list[str]:
        """Replace each word that no text holds by the one that was meant; one that means nothing is left out."""
        unknown = {
            token
            for token in tokens
            if token not in LITTLE_WORDS and not self._phrases.knows(token) and not self._is_known(token)
        }
        if not unknown or self._foreign.scores(without_little_words(tokens), lambda: self._vocabulary):
            return tokens
        corrected: list[str] = []
        for place, token in enumerate(tokens):
            if token in unknown:
                corrected += self._speller.correct(token, is_last=place == len(tokens) - 1)
            else:
                corrected.append(token)
        return corrected

    @cached_property
    def _words(self) -> list[str]:
        texts = ((entry.title, *entry.words, entry.summary, entry.headings, entry.body) for entry in self.documents)
        return tokens_of("\n".join("\n".join(text) for text in texts))

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """Every word of the English texts."""
        return frozenset(self._words)

    @cached_property
    def _speller(self) -> Speller:
        from spasmtui.guide.search.spelling import Speller  # noqa: PLC0415 -- only for a word that no text holds

        known = self._phrases.stems
        return Speller(self._words, {word: known.get(stem(word), 0.0) for word in self._vocabulary}, self._is_real)

    def _is_known(self, token: str) -> bool:
        """Return whether a text has a word that begins so."""
        rows = self._database.execute("select 1 from texts where texts match ? limit 1", (f'"{token}"*',))
        return rows.fetchone() is not None


def _first_tokens(words: str) -> list[str]:
    """Return the first words, in lower case, of those that are short enough for a word."""
    return list(islice((token for token in tokens_of(words) if len(token) <= _LONGEST_WORD), MOST_WORDS))


def _match_expression(terms: Sequence[str]) -> str:
    """Build the FTS5 expression for any of the words and their irregular forms, the last one also as a prefix."""
    forms = [form for term in terms for form in FORMS.get(base_of(term), (term,))]
    return " OR ".join([*(f'"{form}"' for form in forms), f'"{terms[-1]}"*'])


def open_index(content: Path, pages: Iterable[Page]) -> SearchIndex:
    """Index these pages and the content folder's routines, red flags and glossary.

    Raises:
        DataError: a content file cannot be used.
    """
    places = {
        frozenset(map(stem, without_little_words(tokens_of(word)))): target.place
        for word, target in PlaceIndex(content).words.items()
        if target.place
    }
    return SearchIndex(
        build_documents(content, pages), load_synonyms(content), places, partial(is_real_word, content=content)
    )
