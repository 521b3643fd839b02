"""Check that a page keeps the promise of its keywords: each occurs in its text, or the text explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spasmtui.guide.search.words import STOP_WORDS, stem, stems_of, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spasmtui.guide.page import Page
    from spasmtui.guide.search.synonyms import Synonyms


def find_unexplained_words(page: Page, keywords: Iterable[str], synonyms: Synonyms) -> Iterator[tuple[str, str]]:
    """Yield (keyword, word) for each word of a keyword that the page's text neither has nor explains."""
    text = stems_of(" ".join((page.entry.title, page.entry.summary, page.text)))
    for keyword in dict.fromkeys(keywords):
        for token in tokens_of(keyword):
            word = stem(token)
            if token in STOP_WORDS or word in synonyms.fillers or len(token) == 1:
                continue
            if not synonyms.are_in(word, text):
                yield keyword, token
