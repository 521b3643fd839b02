"""Find the sentence of a text that best explains why it was found. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from spasmtui.guide.search.words import FORMS, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SENTENCE_END = re.compile(r"(?<=[.!?:;]) +(?=[^a-z])|\n+")
_LONGEST = 150
"""The most characters of a snippet."""
_LEAD = 40
"""The characters before the first match of a sentence that is too long to be shown whole."""

START_KEY = "⌨"
"""What stands in a text for the key that starts the page's routine: no word, and named where it is shown."""

Marks = tuple[tuple[int, int], ...]


class Snippets:
    """Finds sentences in a text by stems."""

    def __init__(self, summary: str, body: str) -> None:
        """Split a text into sentences.

        Args:
            summary: shown where no sentence fits, and where the best ones are as good.
            body: the text; each line is a sentence of its own or several.
        """
        self._summary = " ".join(summary.split())
        sentences = (" ".join(part.split()) for part in _SENTENCE_END.split(body))
        self._sentences = [self._summary, *(sentence for sentence in sentences if sentence)]
        self._text = "\n".join(self._sentences)
        self._folded = self._text.lower()
        self._starts = [0]
        for sentence in self._sentences[:-1]:
            self._starts.append(self._starts[-1] + len(sentence) + 1)

    def find(
        self, sources: Mapping[str, str], weights: Mapping[str, float], pattern: re.Pattern[str]
    ) -> tuple[str, Marks]:
        """Return the best sentence, shortened around its matches, and where in it they stand.

        Args:
            sources: by stem that explains a typed word, the stem of that word.
            weights: by stem of a typed word, how much it says.
            pattern: finds words that may have one of these stems: `pattern_of`.
        """
        matches: dict[int, list[tuple[int, int, str]]] = {}
        for match in pattern.finditer(self._folded):
            if found := sources.get(stem(match[0])) or sources.get(match[0]):
                number = bisect_right(self._starts, match.start()) - 1
                matches.setdefault(number, []).append((match.start(), match.end(), found))
        best = max(matches, key=lambda number: (_value(matches[number], weights), -number), default=0)
        start = self._starts[best]
        marks = tuple((begin - start, end - start) for begin, end, _source in matches.get(best, ()))
        return shorten(self._sentences[best], marks)


def _value(matches: Sequence[tuple[int, int, str]], weights: Mapping[str, float]) -> float:
    """Add the weights of the typed words that a sentence explains, each once."""
    return round(sum(weights[source] for source in {source for _start, _end, source in matches}), 6)


def pattern_of(stems: Iterable[str]) -> re.Pattern[str]:
    """Build a pattern for words in lower case that may have one of these stems."""
    stems = set(stems)
    forms = {form for base, forms in FORMS.items() if stem(base) in stems for form in forms}
    return re.compile(rf"\b(?:{'|'.join(sorted({*stems, *forms}, key=len, reverse=True))})\w*")


def shorten(sentence: str, marks: Marks) -> tuple[str, Marks]:
    """Cut a long sentence to the part with the first match, at the borders of words."""
    if len(sentence) <= _LONGEST:
        return sentence, marks
    first = marks[0][0] if marks else 0
    last = max((end for _start, end in marks if end - first <= _LONGEST - _LEAD), default=0)
    begin = 0 if last <= _LONGEST - 1 else sentence.rfind(" ", 0, max(1, first - _LEAD)) + 1
    end = len(sentence)
    if end - begin > _LONGEST - 2:
        end = sentence.rfind(" ", begin, begin + _LONGEST - 2)
        end = end if end > begin else begin + _LONGEST - 2
    head, tail = "…" if begin else "", "…" if end < len(sentence) else ""
    shift = len(head) - begin
    kept = tuple((start + shift, stop + shift) for start, stop in marks if start >= begin and stop <= end)
    return f"{head}{sentence[begin:end].rstrip(' ,;:')}{tail}", kept


def name_start(snippet: str, marks: Marks, start: str) -> tuple[str, Marks]:
    """Return a snippet and its marks with the name of what starts the page's routine: a key or a command."""
    more = len(start) - len(START_KEY)
    shifted = (
        (begin + more * snippet.count(START_KEY, 0, begin), end + more * snippet.count(START_KEY, 0, end))
        for begin, end in marks
    )
    return snippet.replace(START_KEY, start), tuple(shifted)
