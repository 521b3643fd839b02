"""Tell whether signs occur together: near each other, each in a word of its own, or alone. Pure.

Positions are kept as the bits of a number, so that a question about a whole text is a few operations on it.
"""

from __future__ import annotations

from functools import cached_property
from heapq import merge
from itertools import groupby

from spasmtui.shared.danger import tables as data
from spasmtui.shared.words.forms import BOUNDARY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spasmtui.shared.danger.reading import Reading

WINDOW = 12
"""The most words, little ones apart, from the first to the last sign of a pattern: more are two stories in one note."""

_PART, _FEELING = 1, 2

Sign = tuple[int, ...]
"""The concepts of which one is the sign."""


class SignPlaces:
    """Finds where signs occur in a text, and whether they belong together."""

    def __init__(self, reading: Reading) -> None:
        """Look at a text with at least one concept."""
        self._reading = reading
        self._size = len(reading.words)
        self._places: dict[int, int] = {}
        self._windows: dict[int, int] = {}
        self._feelings = self._places_of(data.FEELINGS)
        self._parts = self._places_of(data.PARTS)

    def are_only(self, sign: Sign) -> bool:
        """Return whether every word belongs to this sign, or may stand beside a single word of danger."""
        of_sign = self._places_of(sign)
        others = self._heavy & ~of_sign
        if not others & ~self._in_expressions:
            others &= ~_as_bits(self._expressions_from(sign, of_sign), self._size)
        return not others

    def are_near(self, signs: Sequence[Sign]) -> bool:
        """Return whether all signs occur within one window of words."""
        if self._reading.order[-1] <= WINDOW:
            return True
        shared = -1
        for sign in signs:
            shared &= self._windows_with(sign)
        return shared != 0

    def are_apart(self, signs: Sequence[Sign]) -> bool:
        """Return whether each sign has a word of its own, and no feeling belongs to a part of the body that is no sign.

        A single word never is two signs, and in `heart rate fine, calf cramp` the cramp is the calf's.
        """
        if len(signs) < 2:
            return True
        places = [self._places_of(sign) for sign in signs]
        if self._reading.clauses[-1] == 0:
            return _have_own(places)
        return _have_own([of_sign & ~self._parts for of_sign in places]) or self._have_own_by_clause(signs)

    def _have_own_by_clause(self, signs: Sequence[Sign]) -> bool:
        """Return whether each sign can have a word of its own, and each feeling among them a part of the body.

        A part is asked for only in a clause that has one, and it is the word of another sign. The clauses are looked at
        one after another; of each it matters only which signs, the bits of a number, it can serve together.
        """
        wanted = (1 << len(signs)) - 1
        served = {0}
        seen: dict[tuple[int, ...], int] = {}
        for kinds in self._clauses_with(signs):
            # As many clauses of one kind as there are signs serve all that more of them do.
            if (count := seen.get(kinds, 0)) == len(signs):
                continue
            seen[kinds] = count + 1
            served |= {one | other for one in served for other in _served_by(kinds, len(signs)) if not one & other}
            if wanted in served:
                return True
        return False

    def _clauses_with(self, signs: Sequence[Sign]) -> Iterator[tuple[int, ...]]:
        """Yield the words of each clause that a sign occurs in, as `_kind` has them, without needless repetitions."""
        clauses = self._reading.clauses
        lists = (self._listed(concept, 1 << number) for number, sign in enumerate(signs) for concept in sign)
        for _clause, found in groupby(merge(*lists), lambda pair: clauses[pair[0]]):
            signs_at: dict[int, int] = {}
            for place, bit in found:
                signs_at[place] = signs_at.get(place, 0) | bit
            counts: dict[int, int] = {}
            for place, bits in signs_at.items():
                kind = bits | self._kinds[place] << len(signs)
                counts[kind] = min(counts.get(kind, 0) + 1, len(signs))
            yield tuple(kind for kind in sorted(counts) for _each in range(counts[kind]))

    def _listed(self, concept: int, bit: int) -> Iterator[tuple[int, int]]:
        """Return the positions of a concept in order, each with the bit of its sign."""
        return ((place, bit) for place in sorted(self._reading.at.get(concept, ())))

    @cached_property
    def _kinds(self) -> list[int]:
        """For each word 1 for a part of the body, 2 for a feeling in a clause with a part of the body, else 0."""
        clauses = self._reading.clauses
        feelings, parts = _as_flags(self._feelings, self._size), _as_flags(self._parts, self._size)
        have_part = {clause for clause, is_part in zip(clauses, parts, strict=True) if is_part}
        return [
            _PART if is_part else _FEELING if is_feeling and clause in have_part else 0
            for clause, is_feeling, is_part in zip(clauses, feelings, parts, strict=True)
        ]

    @cached_property
    def _heavy(self) -> int:
        """The positions of words that may not stand beside a single word of danger."""
        words = enumerate(self._reading.words)
        return _as_bits(
            (
                place
                for place, word in words
                if word != BOUNDARY and word not in data.LITTLE and word not in data.BESIDE
            ),
            self._size,
        )

    @cached_property
    def _in_expressions(self) -> int:
        """The positions inside an expression of several words."""
        return _as_bits(_inside((place, length) for place, length, _ in self._reading.expressions), self._size)

    @cached_property
    def _expressions(self) -> dict[int, list[tuple[int, int]]]:
        """(Position, words) of the expressions by each concept that they mean, in order."""
        found: dict[int, list[tuple[int, int]]] = {}
        for position, length, concepts in self._reading.expressions:
            for concept in concepts:
                found.setdefault(concept, []).append((position, length))
        return found

    def _expressions_from(self, sign: Sign, of_sign: int) -> Iterator[int]:
        """Yield the positions inside the expressions for a sign that begin at one of these positions."""
        begins = _as_flags(of_sign, self._size)
        for concept in sign:
            yield from _inside(span for span in self._expressions.get(concept, ()) if begins[span[0]])

    def _places_of(self, concepts: Iterable[int]) -> int:
        """Return the positions of all these concepts."""
        places = 0
        for concept in concepts:
            if concept in self._reading.at:
                if concept not in self._places:
                    self._places[concept] = _as_bits(self._reading.at[concept], self._size)
                places |= self._places[concept]
        return places

    def _windows_with(self, concepts: Iterable[int]) -> int:
        """Return the windows, by the number of their first word, in which one of these concepts occurs."""
        windows = 0
        for concept in concepts:
            if concept in self._reading.at:
                if concept not in self._windows:
                    order = self._reading.order
                    here = _as_bits((order[place] for place in self._reading.at[concept]), self._size)
                    self._windows[concept] = _spread_down(here, WINDOW)
                windows |= self._windows[concept]
        return windows


def _have_own(places: Sequence[int]) -> bool:
    """Return whether each of these sets of positions can have one that is not another's.

    Of each set as many are looked at as there are sets: with so many there is always one left.
    """
    options = [_lowest(of_sign, len(places)) for of_sign in places]
    taken: dict[int, int] = {}

    def has_own(number: int, tried: set[int]) -> bool:
        for place in options[number]:
            if place not in tried:
                tried.add(place)
                if place not in taken or has_own(taken[place], tried):
                    taken[place] = number
                    return True
        return False

    return all(has_own(number, set()) for number in range(len(options)))


def _served_by(kinds: Sequence[int], numbers: int) -> set[int]:
    """Return the sets of signs, the bits of a number each, that the words of a clause can serve together.

    Args:
        kinds: by word, a bit for each sign that it can be, and above them `_PART` or `_FEELING`.
        numbers: how many signs there are.
    """
    part, feeling, signs = _PART << numbers, _FEELING << numbers, range(numbers)
    states = {0}
    for kind in kinds:
        marks = kind & (part | feeling)
        states |= {
            state | 1 << sign | marks for sign in signs if kind >> sign & 1 for state in states if not state >> sign & 1
        }
    return {state & (part - 1) for state in states if state & part or not state & feeling}


def _inside(spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield each position inside spans, (position, words) in order, once."""
    reached = 0
    for position, length in spans:
        yield from range(max(position, reached), position + length)
        reached = max(reached, position + length)


def _as_bits(places: Iterable[int], size: int) -> int:
    """Return places from 0 to `size` as the bits of a number."""
    bits = bytearray(size // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _as_flags(bits: int, size: int) -> list[int]:
    """Return the lowest bits of a number, each as 0 or 1."""
    return list(map(int, reversed(f"{bits:0{size}b}")))


def _lowest(bits: int, most: int) -> list[int]:
    """Return the lowest bits that are set, at most so many."""
    found: list[int] = []
    while bits and len(found) < most:
        found.append(bits & -bits)
        bits &= bits - 1
    return found


def _spread_down(bits: int, most: int) -> int:
    """Return the bits of a number, and below each of them so many more."""
    done = 0
    while done < most:
        step = min(done + 1, most - done)
        bits |= bits >> step
        done += step
    return bits
