"""The gate for words of danger by its definition: every place is tried with every other, for short texts.

The program's own gate has to find the same in a time that grows with the length of a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from spasmtui.shared.danger import tables as data
from spasmtui.shared.danger.gate import GRAVEST_FIRST
from spasmtui.shared.words.forms import BOUNDARY, is_misspelling, split_words, stem

WINDOW = 12
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
_TENTHS = tuple("0123456789")
_NO_DEGREES = ("km", "k", "mi", "miles", "kg", "cm", "m", "min", "mins", "minutes", "kilometres", "weeks", "week")


def flags_by_definition(words: str) -> list[str]:
    """Return the ids of the red flags that these words describe, the gravest first."""
    text = _Text(split_words(words))
    if not text.at:
        return []
    best: dict[int, tuple[int, int, int]] = {}
    concepts = frozenset(text.at)
    occurs = data.signs_with(concepts)
    fewest = 2 if text.asks_what_is() else 1
    for flag, is_whole, excluded, *numbers in data.patterns_with(occurs):
        if len(numbers) >= fewest and occurs.issuperset(numbers) and excluded not in occurs:
            signs = [data.sign(number) for number in numbers]
            if (is_whole and not text.is_only(signs[0])) or not text.are_near(signs) or not text.are_apart(signs):
                continue
            context = any(data.CONTEXT.intersection(sign) & concepts for sign in signs)
            rank = (int(context), len(signs), int(is_whole))
            best[flag] = max(best.get(flag, rank), rank)

    def order(flag: int) -> tuple[int, ...]:
        return (GRAVEST_FIRST.index(data.FLAGS[flag][1]), *(-part for part in best[flag]), flag)

    return [data.FLAGS[flag][0] for flag in sorted(best, key=order)]


class _Text:
    """A text as concepts, each at the positions of its words."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._stems = [self._known_stem(word) for word in words]
        self._order = list(accumulate(word not in data.LITTLE for word in words))
        """The number of words up to each, little ones apart."""
        self._silent: set[int] = set()
        """Positions of words that say nothing about a person's state."""
        self.at: dict[int, list[int]] = {}
        """Positions by concept."""
        self._mark_harmless()
        found = list(self._find_concepts())
        denied = self._denied(found)
        for position, length, concepts in found:
            if not denied.intersection(range(position, position + length)):
                for concept in concepts:
                    self.at.setdefault(concept, []).append(position)
        self._clauses = self._split_clauses()
        self._feelings = {place for concept in data.FEELINGS for place in self.at.get(concept, ())}
        self._parts = {place for concept in data.PARTS for place in self.at.get(concept, ())}

    def asks_what_is(self) -> bool:
        """Return whether the words ask what something is, such as `what is tetanus`: its name alone is no danger."""
        return (
            self._words[0] == "what" and self._words[1:2] in (["is"], ["are"]) and not _HERE.intersection(self._words)
        )

    def is_only(self, sign: tuple[int, ...]) -> bool:
        """Return whether every word belongs to this sign, or may stand beside a single word of danger."""
        of_sign = {position for concept in sign for position in self.at.get(concept, ())}
        covered = {
            place for position in of_sign for place in range(position, position + self._length_at(position, sign))
        }
        return all(
            word == BOUNDARY or word in data.LITTLE or word in data.BESIDE or position in covered
            for position, word in enumerate(self._words)
        )

    def are_near(self, signs: Sequence[tuple[int, ...]]) -> bool:
        """Return whether all signs occur within one window of words."""
        if not self._order or self._order[-1] <= WINDOW:
            return True
        places = [[self._order[place] for concept in sign for place in self.at.get(concept, ())] for sign in signs]
        return any(
            all(any(start <= position <= start + WINDOW for position in of_sign) for of_sign in places)
            for start in {position for of_sign in places for position in of_sign}
        )

    def are_apart(self, signs: Sequence[tuple[int, ...]]) -> bool:
        """Return whether each sign has a word of its own, and no feeling belongs to a part of the body that is no sign.

        A single word never is two signs, and in `heart rate fine, calf cramp` the cramp is the calf's.
        """
        if len(signs) < 2:
            return True
        places = [{place for concept in sign for place in self.at.get(concept, ())} for sign in signs]
        return self._have_own(sorted(places, key=len), frozenset())

    def _have_own(self, places: list[set[int]], taken: frozenset[int]) -> bool:
        """Return whether each of these sets can have a position that is neither taken nor another's."""
        if not places:
            return len(self._clauses) < 2 or not any(self._is_of_another(place, taken) for place in taken)
        return any(self._have_own(places[1:], taken | {place}) for place in places[0] - taken)

    def _is_of_another(self, place: int, taken: frozenset[int]) -> bool:
        """Return whether the word is a feeling of a part of the body that is not taken while another part is."""
        if place not in self._feelings:
            return False
        clause = next(clause for clause in self._clauses if place in clause)
        own = self._parts & clause
        return bool(own) and not own & taken and bool(self._parts & taken)

    def _split_clauses(self) -> list[set[int]]:
        """Return the positions of each clause."""
        clauses: list[set[int]] = [set()]
        for position, word in enumerate(self._words):
            if word in _NEXT_CLAUSE:
                clauses.append(set())
            clauses[-1].add(position)
        return clauses

    def _known_stem(self, word: str) -> str:
        """Return the stem of a word, or of the word of danger that it misspells."""
        found = stem(word)
        if data.is_word(found) or word in data.LITTLE or word in data.BESIDE or len(word) < 4 or not word.isalpha():
            return found
        if data.is_lookalike(word) or data.is_lookalike(found):
            return found
        letters = set(word)
        for first in word[:2]:
            for length in range(len(word) - 2, len(word) + 3):
                for known, _letters in data.words_of_shape(first, length):
                    if len(letters.symmetric_difference(known)) <= 4 and is_misspelling(word, known):
                        return stem(known)
        return found

    def _mark_harmless(self) -> None:
        """Silence expressions that are no sign: `baby oil`, `hot bath`, a part of the body that is exercised."""
        words = self._words
        for position, length, concepts in self._find_phrases():
            if not concepts:
                self._silent.update(range(position, position + length))
        for position, word in enumerate(words):
            near = words[max(position - 1, 0) : position + 2]
            if (beside := data.ONLY_BESIDE.get(word)) and not any(other in beside for other in near):
                self._silent.add(position)
            before, after = words[position - 1] if position else "", "".join(words[position + 1 : position + 2])
            if word in data.TEMPERATURES and (before in data.BEFORE_TREATMENT or after in data.AFTER_TREATMENT):
                self._silent.add(position)
            if after in data.AFTER_HARMLESS and self._is_part(position):
                self._silent.add(position)

    def _is_part(self, position: int) -> bool:
        """Return whether the word names a part of the body."""
        return not data.PARTS.isdisjoint(data.concepts_of(self._stems[position]))

    def _find_concepts(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield (position, words, concepts) of every word and expression that means something."""
        within: set[int] = set()
        for position, length, concepts in self._find_phrases():
            if concepts and not self._silent.intersection(range(position, position + length)):
                yield position, length, concepts
                if not data.FIXED.isdisjoint(concepts):
                    within.update(range(position, position + length))
        for position, word in enumerate(self._words):
            if position in self._silent:
                continue
            if number := int(word[:4]) if word.isdecimal() else data.NUMBERS.get(word, 0):
                yield from self._count_concepts(position, number)
            elif word[:2].isdecimal() and word[2:] == "c" and int(word[:2]) in _DEGREES_OF_FEVER:
                yield position, 1, data.FEVER
            concepts = data.concepts_of(self._stems[position]) + data.EXACT.get(word, ())
            if concepts and position not in within:
                yield position, 1, concepts

    def _count_concepts(self, position: int, number: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield the concepts of a number with its unit: weeks of a pregnancy, degrees of a fever, or a long time."""
        words = self._words
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

    def _find_phrases(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield (position, words, concepts) of every expression of several words; little words may stand inside it."""
        for position, first in enumerate(self._stems):
            for rest, concepts in data.expressions_from(first):
                place = position + 1
                for wanted in rest:
                    while (
                        place < len(self._words) and self._stems[place] != wanted and self._words[place] in data.LITTLE
                    ):
                        place += 1
                    if place == len(self._words) or self._stems[place] != wanted:
                        break
                    place += 1
                else:
                    yield position, place - position, concepts

    def _length_at(self, position: int, sign: tuple[int, ...]) -> int:
        lengths = [1]
        for start, length, concepts in self._find_phrases():
            if start == position and not set(sign).isdisjoint(concepts):
                lengths.append(length)
        return max(lengths)

    def _denied(self, found: list[tuple[int, int, tuple[int, ...]]]) -> set[int]:
        """Return the positions of words that are denied: `no chest pain`, `without fever or rash`."""
        words = self._words
        used = {
            place for position, length, _concepts in found if length > 1 for place in range(position, position + length)
        }
        denied: set[int] = set()
        for position, word in enumerate(words):
            follows = "".join(words[position + 1 : position + 2])
            has_have = word in data.DENY_HAVE and follows in ("have", "has", "had", "get", "got", "feel", "any")
            if position not in used and position not in self._silent and (word in data.DENY or has_have):
                denied |= self._denied_after(position + 1 + has_have)
            if word == "ruled" and follows == "out":
                denied |= self._clause_of(position)
        for position, length, _concepts in found:
            if length > 1 and position in denied:
                denied.update(range(position, position + length))
        return denied

    def _clause_of(self, position: int) -> set[int]:
        """Return the positions of the clause that a word stands in."""
        start, end = position, position
        while start and self._words[start - 1] not in _ENDS_DENIAL:
            start -= 1
        while end < len(self._words) and self._words[end] not in _ENDS_DENIAL:
            end += 1
        return set(range(start, end))

    def _denied_after(self, place: int) -> set[int]:
        """Return the positions that a denial before `place` covers."""
        denied: set[int] = set()
        is_open = True
        while place < len(self._words):
            word = self._words[place]
            if word in ("or", "nor"):
                is_open = True
            elif word in _ENDS_DENIAL:
                break
            elif word not in data.LITTLE and word not in _SIGN_OF:
                if not is_open:
                    break
                denied.add(place)
                # A part of the body is denied with what is said of it: no calf swelling.
                is_open = self._is_part(place)
            place += 1
        return denied
