"""Measure how easily a page reads, by its sentences and by the Flesch-Kincaid grade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spasmtui.guide.page import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spasmtui.guide.page import Page

SENTENCE_WORDS = (10.0, 16.0)
"""The least and the most words of a page's average sentence."""
GRADES = (6.0, 8.0)
"""The lowest and the highest Flesch-Kincaid grade of a page, in American school years."""
SIMPLER_PAGES = frozenset({"get-help-now"})
"""Pages that may read more easily: this one repeats the sentences of the red flags, which are as simple as can be."""

_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"')]*\s+(?=[\"'(]*[A-Z0-9`])")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9'.,°%-]*")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Readability:
    """Counts over some sentences."""

    sentences: int
    words: int
    syllables: int

    @property
    def sentence_words(self) -> float:
        """Words in the average sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade (Kincaid and others 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59."""
        return 0.39 * self.sentence_words + 11.8 * self.syllables / self.words - 15.59 if self.words else 0.0


def measure_page(page: Page) -> Readability:
    """Measure a page's paragraphs, steps and bullets.

    Headings and tables are no sentences, and the card's orders are short on purpose.
    """
    card = set(map(id, page.card))
    kinds = (Kind.PARAGRAPH, Kind.STEP, Kind.BULLET)
    return measure(block.text for block in page.blocks if block.kind in kinds and id(block) not in card)


def measure(texts: Iterable[str]) -> Readability:
    """Measure texts, each of one or more whole sentences."""
    sentences = [sentence for text in texts for sentence in split_sentences(text)]
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    return Readability(len(sentences), len(words), sum(map(count_syllables, words)))


def split_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text."""
    for sentence in _SENTENCE_END.split(" ".join(text.split())):
        if _WORD.search(sentence):
            yield sentence


def count_syllables(word: str) -> int:
    """Count a word's syllables by its groups of vowels, without a silent e; a number or an abbreviation has one."""
    letters = word.lower().strip(".,'")
    if letters.endswith(("es", "ed")) and not letters.endswith(("ted", "ded", "ses", "ces", "ges", "xes", "zes")):
        letters = letters[:-2]
    elif letters.endswith("e") and not letters.endswith("le"):
        letters = letters[:-1]
    return max(1, len(_VOWELS.findall(letters)))


def find_readability_faults(page: Page) -> Iterator[tuple[int, str]]:
    """Yield (line, message) where the page's sentences are too short or too long, or its words too simple or hard."""
    measured = measure_page(page)
    line = page.blocks[0].line if page.blocks else 1
    least, most = SENTENCE_WORDS
    if not least <= round(measured.sentence_words, 1) <= most:
        yield line, f"the average sentence has {measured.sentence_words:.1f} words, not {least:.0f} to {most:.0f}"
    lowest, highest = GRADES
    if page.entry.id in SIMPLER_PAGES:
        lowest = 0.0
    if not lowest <= round(measured.grade, 1) <= highest:
        yield line, f"the text reads at grade {measured.grade:.1f}, not {lowest:g} to {highest:g}"
