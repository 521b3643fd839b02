"""Read words as concepts: what each word means, what is silent, and what is denied. Pure.

Every step goes through the words a fixed number of times, for a note may be as long as a book: the time grows with the
number of words, whatever they are.
"""

from __future__ import annotations

from itertools import accumulate

from spasmtui.shared.danger import tables as data
from spasmtui.shared.words.forms import BOUNDARY, is_misspelling, stem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ENDS_DENIAL = frozenset((BOUNDARY, "but", "and", "with", "although", "though", "just", "only"))
_HERE = frozenset(("my", "wrong", "this", "happening", "do"))
"""Words of a question about the person who asks."""
_NEXT_CLAUSE = frozenset((BOUNDARY, "but", "and", "then", "so", "while"))
_SIGN_OF = frozenset(("sign", "signs", "evidence", "trace", "hint"))
_ANYTHING_LONGER = 10
"""Minutes that a cramp may last; a greater number is a long time (fact RF62)."""
_MINUTES = ("min", "minut", "mn")
_HOURS = ("h", "hr", "hour", "stund", "heur")
"""Stems of units of time, in the languages that the gate knows."""
_WEEKS_OF_PREGNANCY = range(14, 43)
_EARLY_WEEKS = range(4, 14)
_DEGREES_OF_FEVER = range(38, 43)
"""Whole degrees Celsius."""
_DEGREES = ("degre", "degree", "grad", "grado", "c", "celsiu", "fever", "temp", "temperatur", "deg")
_OF_CLOT = frozenset(concept for word in ("swollen", "hot", "red") for concept in data.concepts_of(word))
"""What a leg is with a clot in it: a massage could loosen that, so these words count beside an exercise, too."""
_TENTHS = tuple("0123456789")
_NO_DEGREES = ("km", "k", "mi", "miles", "kg", "cm", "m", "min", "mins", "minutes", "kilometres", "weeks", "week")

Meaning = tuple[int, int, tuple[int, ...]]
"""(position, words, concepts) of a word or an expression that means something."""


class Reading:
    """A text as concepts, each at the positions of its words."""

    def __init__(self, words: Sequence[str]) -> None:
        """Read words in the form that `split_words` returns."""
        self.words = words
        stems: dict[str, str] = {}
        for word in words:
            if word not in stems:
                stems[word] = _known_stem(word)
        self._stems = [stems[word] for word in words]
        self.order = list(accumulate(word not in data.LITTLE for word in words))
        """The number of words up to each, little ones apart."""
        self.clauses = list(accumulate(word in _NEXT_CLAUSE for word in words))
        """The number of each word's clause, from 0."""
        self.expressions = list(self._find_expressions())
        """Every expression of several words, also one that is silent or denied."""
        self._silent = self._find_silent()
        expressions, single = self._find_meanings()
        self._is_denied = self._find_denied(expressions, single)
        self.at: dict[int, list[int]] = {}
        """Positions by concept, of what is neither silent nor denied."""
        denied_before = list(accumulate(self._is_denied, initial=0))
        for meanings in (expressions, single):
            for position, length, concepts in meanings:
                if denied_before[position] == denied_before[position + length]:
                    for concept in concepts:
                        self.at.setdefault(concept, []).append(position)

    def asks_what_is(self) -> bool:
        """Return whether the words ask what something is, such as `what is tetanus`: its name alone is no danger."""
        return self.words[0] == "what" and self.words[1:2] in (["is"], ["are"]) and _HERE.isdisjoint(self.words)

    def _find_expressions(self) -> Iterator[Meaning]:
        """Yield every expression of several words; little words may stand inside it."""
        stems, last = self._stems, len(self.words)
        places: dict[str, list[int]] = {}
        for place, found in enumerate(stems):
            places.setdefault(found, []).append(place)
        heavy = [last] * (last + 1)
        for place in range(last - 1, -1, -1):
            heavy[place] = heavy[place + 1] if self.words[place] in data.LITTLE else place
        for position, first in enumerate(stems):
            for rest, concepts in data.expressions_from(first):
                place = position + 1
                for wanted in rest:
                    if place < last and stems[place] != wanted:
                        # The next such word, where little words alone stand before it.
                        further = _first_from(place, places.get(wanted, ())) if heavy[place] != place else None
                        place = last if further is None or further > heavy[place] else further
                    if place >= last:
                        break
                    place += 1
                else:
                    yield position, place - position, concepts

    def _find_silent(self) -> list[int]:
        """Find expressions that are no sign: `baby oil`, `hot bath`, a part of the body that is exercised.

        Returns:
            For each word 1 where it says nothing about a person's state, else 0.
        """
        words = self.words
        silent = _covered(
            ((position, length) for position, length, concepts in self.expressions if not concepts), len(words)
        )
        for position, word in enumerate(words):
            near = words[max(position - 1, 0) : position + 2]
            if (beside := data.ONLY_BESIDE.get(word)) and not any(other in beside for other in near):
                silent[position] = 1
            before, after = words[position - 1] if position else "", "".join(words[position + 1 : position + 2])
            if word in data.TEMPERATURES and (before in data.BEFORE_TREATMENT or after in data.AFTER_TREATMENT):
                silent[position] = 1
            if after in data.AFTER_HARMLESS and self._is_part(position) and not self._tells_of_clot(position - 1):
                silent[position] = 1
        return silent

    def _tells_of_clot(self, position: int) -> bool:
        """Return whether a word, such as `swollen`, says of the part behind it what no exercise may make silent."""
        return position >= 0 and not _OF_CLOT.isdisjoint(data.concepts_of(self._stems[position]))

    def _is_part(self, position: int) -> bool:
        """Return whether the word names a part of the body."""
        return not data.PARTS.isdisjoint(data.concepts_of(self._stems[position]))

    def _find_meanings(self) -> tuple[list[Meaning], list[Meaning]]:
        """Return every expression that means something, and every word or number with its unit, each in order."""
        silent = self._silent
        silent_before = list(accumulate(silent, initial=0))
        expressions = [
            (position, length, concepts)
            for position, length, concepts in self.expressions
            if concepts and silent_before[position] == silent_before[position + length]
        ]
        fixed = (
            (position, length) for position, length, concepts in expressions if not data.FIXED.isdisjoint(concepts)
        )
        within = _covered(fixed, len(self.words))
        single: list[Meaning] = []
        for position, word in enumerate(self.words):
            if silent[position]:
                continue
            if number := int(word[:4]) if word.isdecimal() else data.NUMBERS.get(word, 0):
                single.extend(self._count_concepts(position, number))
            elif word[:2].isdecimal() and word[2:] == "c" and int(word[:2]) in _DEGREES_OF_FEVER:
                single.append((position, 1, data.FEVER))
            concepts = data.concepts_of(self._stems[position]) + data.EXACT.get(word, ())
            if concepts and not within[position]:
                single.append((position, 1, concepts))
        return expressions, single

    def _count_concepts(self, position: int, number: int) -> Iterator[Meaning]:
        """Yield the concepts of a number with its unit: weeks of a pregnancy, degrees of a fever, or a long time."""
        words = self.words
        following = (*words[position + 1 : position + 3], "", "")
        unit = stem(following[0])
        if unit in ("week", "wk") and number in _WEEKS_OF_PREGNANCY:
            yield position, 2, data.GESTATION
        elif unit in ("week", "wk") and number in _EARLY_WEEKS:
            yield position, 2, data.EARLY_WEEKS
        elif number in _DEGREES_OF_FEVER and (
            unit in _DEGREES or (unit in _TENTHS and following[1] not in _NO_DEGREES)
        ):
            yield position, 2, data.FEVER
        elif (unit in _MINUTES and number > _ANYTHING_LONGER) or unit in _HOURS:
            before = words[max(position - 2, 0) : position]
            if following[1] not in data.NO_DURATION and not any(word in data.NO_DURATION for word in before):
                yield position, 2, data.LONG_TIME

    def _find_denied(self, expressions: Sequence[Meaning], single: Sequence[Meaning]) -> list[int]:
        """Find words that are denied: `no chest pain`, `without fever or rash`.

        Returns:
            For each word 1 where it is denied, else 0.
        """
        words = self.words
        spans = ((position, length) for position, length, _concepts in (*expressions, *single) if length > 1)
        used = _covered(spans, len(words))
        opens = [0] * (len(words) + 3)
        is_ruled_out = [0] * (len(words) + 1)
        for position, word in enumerate(words):
            follows = "".join(words[position + 1 : position + 2])
            has_have = word in data.DENY_HAVE and follows in ("have", "has", "had", "get", "got", "feel", "any")
            if (word in data.DENY or has_have) and not used[position] and not self._silent[position]:
                opens[position + 1 + has_have] = 1
            if word == "ruled" and follows == "out":
                is_ruled_out[position] = 1
        denied = self._denied_after(opens)
        if any(is_ruled_out):
            self._deny_clauses(is_ruled_out, denied)
        reached = 0
        for position, length, _concepts in expressions:
            if denied[position]:
                for place in range(max(position, reached), position + length):
                    denied[place] = 1
                reached = max(reached, position + length)
        for position, length, _concepts in single:
            if length > 1 and denied[position]:
                denied[position + 1] = 1
        return denied

    def _denied_after(self, opens: Sequence[int]) -> list[int]:
        """Return for each word whether a denial covers it.

        Args:
            opens: for each word 1 where a denial begins with it.
        """
        denied = [0] * len(self.words)
        # Of all denials that reach a word it matters only whether one is open to a further word, or all are closed.
        is_open = is_closed = False
        for place, word in enumerate(self.words):
            is_open = is_open or opens[place] == 1
            if not is_open and not is_closed:
                continue
            if word in ("or", "nor"):
                is_open, is_closed = True, False
            elif word in _ENDS_DENIAL:
                is_open = is_closed = False
            elif word not in data.LITTLE and word not in _SIGN_OF:
                # A part of the body is denied with what is said of it: no calf swelling.
                is_part = is_open and self._is_part(place)
                denied[place] = int(is_open)
                is_open, is_closed = is_part, is_open and not is_part
        return denied

    def _deny_clauses(self, is_ruled_out: Sequence[int], denied: list[int]) -> None:
        """Deny each clause in which something is ruled out."""
        start = 0
        for place in range(len(self.words) + 1):
            if place == len(self.words) or self.words[place] in _ENDS_DENIAL:
                if any(is_ruled_out[start:place]):
                    denied[start:place] = [1] * (place - start)
                start = place + 1


def _covered(spans: Iterable[tuple[int, int]], size: int) -> list[int]:
    """Return for each of `size` words 1 where one of the spans, (position, words), covers it, else 0."""
    changes = [0] * (size + 1)
    is_any = False
    for position, length in spans:
        changes[position] += 1
        changes[position + length] -= 1
        is_any = True
    return [int(depth > 0) for depth in accumulate(changes)][:size] if is_any else changes[:size]


def _first_from(place: int, places: Sequence[int]) -> int | None:
    """Return the first of the sorted places that is not before `place`, or None; a start does without `bisect`."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if places[middle] < place else (low, middle)
    return places[low] if low < len(places) else None


def _known_stem(word: str) -> str:
    """Return the stem of a word, or of the word of danger that it misspells."""
    found = stem(word)
    if data.is_word(found) or word in data.LITTLE or word in data.BESIDE or len(word) < 4 or not word.isalpha():
        return found
    if data.is_lookalike(word) or data.is_lookalike(found):
        return found
    typed = data.letters_of(word)
    for first in word[:2]:
        for length in range(len(word) - 2, len(word) + 3):
            for known, letters in data.words_of_shape(first, length):
                if (typed ^ letters).bit_count() <= 4 and is_misspelling(word, known):
                    return stem(known)
    return found
