"""Check that a page keeps the promise of its keywords: each occurs in its text, or the text explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.guide.phrase_index import stem, tokens_of
from spasmtui.guide.search_index import STOP_WORDS
from spasmtui.shared.toml_files import REINSTALL, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from spasmtui.guide.page import Page


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Stems that may stand for each other, and stems that say nothing about a subject."""

    groups: tuple[frozenset[str], ...] = ()
    fillers: frozenset[str] = frozenset()

    def explain(self, word: str, stems: frozenset[str]) -> bool:
        """Return whether a text with these stems has the stem `word`, or one of the same meaning."""
        return word in stems or any(word in group and group & stems for group in self.groups)


def load_synonyms(content: Path) -> Synonyms:
    """Load the groups of words that mean the same from `synonyms.toml`.

    Raises:
        DataError: the file cannot be parsed.
    """
    document = read_toml(content / "synonyms.toml", advice=REINSTALL)
    return Synonyms(
        groups=tuple(_stems(" ".join(group)) for group in document["groups"]),
        fillers=_stems(" ".join(document["fillers"])),
    )


def find_unexplained_words(page: Page, keywords: Iterable[str], synonyms: Synonyms) -> Iterator[tuple[str, str]]:
    """Yield (keyword, word) for each word of a keyword that the page's text neither has nor explains."""
    text = _stems(" ".join((page.entry.title, page.entry.summary, page.text)))
    for keyword in dict.fromkeys(keywords):
        for token in tokens_of(keyword):
            word = stem(token)
            if token in STOP_WORDS or word in synonyms.fillers or len(token) == 1:
                continue
            if not synonyms.explain(word, text):
                yield keyword, token


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, tokens_of(text)))
