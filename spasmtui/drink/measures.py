"""Kitchen measures: express an exact amount in spoons, cups and marks that exist, and parse such a text exactly.

A text has at most two terms and is never more than 5% away from the exact amount; where no spoons come that near, it
is in grams.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.numbers import decimal, rounded_to, split_number
from spasmtui.drink.units import find_unit, is_ounce
from spasmtui.errors import WrongUsage

MAX_ERROR = Fraction(5, 100)
"""The largest error of a text, as a share of the exact amount."""
NEAR = Fraction(25, 1000)
"""The error to stay within for water and salt, which make the drink weak or salty, where two terms can."""
SHOWN_ERROR = Fraction(2, 100)
"""The error above which it is shown; a smaller one is finer than a level spoon or the mark on a jug."""
_SPOON_ERROR = Fraction(15, 100)
"""The largest error of spoons that stand in for a scale."""

COUNTRIES = ("us", "metric", "imperial", "australian")
"""The ids of the measures there are."""


class Measure(NamedTuple):
    """One cup or spoon of a country."""

    millilitres: Fraction
    one: str = ""
    """Its name after 1 and after a fraction; empty where it is understood and never printed."""
    many: str = ""
    """Its name after more than 1."""
    sizes: tuple[Fraction, ...] = ()
    """The fractions of it that exist as a cup or spoon of their own, in ascending order."""
    least: int = 0
    """The smallest count of it that is printed."""
    most: int = 0
    """The largest whole count of it that is printed; 0 for no limit."""
    most_after: int = 0
    """The largest whole count of it behind a `+`; 0 for that of `most`."""
    is_jug: bool = False
    """True where any count of it is read off a jug at once."""
    said: str = ""
    """Its name with its country, where countries differ: `US pints`."""


class Measures(NamedTuple):
    """The measures of one country."""

    id: str
    title: str
    by_name: tuple[tuple[str, Measure], ...]
    """`gallon`, `quart`, `pint`, `cup`, `fl oz`, `tbsp`, `tsp` and `pinch`."""
    jug_marks: tuple[tuple[int, int], ...] = ()
    """From so many millilitres on, a jug is read in steps of so many; empty where millilitres are not printed."""
    scale_marks: tuple[tuple[int, int], ...] = ()
    """From so many grams on, a weight is given in steps of so many; empty where it is not printed."""

    def measure(self, name: str) -> Measure:
        """Return the measure of this name."""
        return dict(self.by_name)[name]


class Amount(NamedTuple):
    """A typed amount: a number of millilitres, grams or pieces."""

    number: Fraction
    kind: str
    """`ml`, `g` or `pieces`."""


class MeasuredAmount(NamedTuple):
    """An amount as it is measured in a kitchen."""

    text: str
    """Such as `1/4 tsp + 1/8 tsp`, or `0.38 g` where no spoons come near."""
    deviation: Fraction
    """What the text is more than the exact amount, as a share of that amount; negative for less."""
    kind: str = "ml"
    """`g` where the text is in grams."""

    @property
    def error(self) -> Fraction:
        """The distance of the text from the exact amount, as a share of that amount."""
        return abs(self.deviation)

    @property
    def is_weighed(self) -> bool:
        """True where the text is in grams."""
        return self.kind == "g"


class _Candidate(NamedTuple):
    """A text with what it stands for."""

    text: str
    millilitres: Fraction
    acts: int
    """How many times a spoon or cup is filled for it."""
    kind: str = "ml"


def parse_amount(text: str, measures: Measures, *, weighs: bool = False) -> Amount:
    """Parse `750ml`, `4 g`, `1 1/2 cups`, `half a pint` or `1/4 tsp + 1/8 tsp`; a bare number counts pieces.

    Args:
        text: the amount.
        measures: the measures that decide what a cup or a pint holds.
        weighs: whether a bare ounce is one of weight, as for salt, and not a fluid ounce.

    Raises:
        WrongUsage: the text is no amount above zero, or its unit is not known.
    """
    amounts = []
    for number, unit in _split_terms(text):
        kind, size = find_unit(unit, weighs=weighs)
        if isinstance(size, str):
            kind, size = "ml", measures.measure(size).millilitres
        amounts.append(Amount(number * size, kind))
    if len({amount.kind for amount in amounts}) > 1:
        raise WrongUsage(f"{text.strip()[:40]!r} mixes two kinds of amount. Write it in one: 4g, or 1/4 tsp + 1/8 tsp.")
    return Amount(sum((amount.number for amount in amounts), Fraction(0)), amounts[0].kind)


def parse_volume(text: str, measures: Measures) -> Fraction:
    """Parse a volume such as `750ml`, `1.5 l`, `3 cups` or `24oz` into millilitres.

    Raises:
        WrongUsage: the text is no volume above zero.
    """
    amount = parse_amount(text, measures)
    if amount.kind != "ml":
        raise WrongUsage(f"{text.strip()[:40]!r} is not a volume. Write 750ml, 1.5l or 3 cups.")
    return amount.number


def describe_units(text: str, measures: Measures, *, weighs: bool = False) -> str:
    """Describe how the units of an amount are read, where countries or ingredients differ; empty where none does.

    Args:
        text: an amount that `parse_amount` accepts.
        measures: the measures that decide.
        weighs: as in `parse_amount`.
    """
    said = []
    for _, unit in _split_terms(text):
        _, size = find_unit(unit, weighs=weighs)
        name = measures.measure(size).said if isinstance(size, str) else "ounces of weight" if is_ounce(unit) else ""
        if name and name not in said:
            said.append(name)
    if not said:
        return ""
    amount = parse_amount(text, measures, weighs=weighs)
    value = volume_text(amount.number) if amount.kind == "ml" else f"{decimal(amount.number)} g"
    return f"{' '.join(text.split())} is read in {' and '.join(said)}: about {value}."


def _split_terms(text: str) -> list[tuple[Fraction, str]]:
    """Split an amount at each `+`, `plus` and `and` into numbers and their units."""
    text = text.replace(" plus ", " + ")
    if " and " in text:
        text = re.sub(r"(?<=[A-Za-z.]) and (?=\d)", " + ", text)
    return [split_number(term) for term in text.split("+")]


def volume_text(millilitres: Fraction) -> str:
    """Format a volume as a jug shows it, to 5 mL and from a litre on to 10 mL: `280 mL`, `1.12 L`."""
    if millilitres < Fraction(1995, 2):
        return f"{decimal(rounded_to(millilitres, 5)) if millilitres >= 10 else decimal(millilitres)} mL"
    return f"{decimal(millilitres / 1000, 2)} L"


def measure_amount(
    millilitres: Fraction, grams: Fraction, units: tuple[str, ...], measures: Measures, near: Fraction = MAX_ERROR
) -> MeasuredAmount:
    """Choose the text of the fewest terms, and of those the least to measure; else the weight.

    Args:
        millilitres: the exact amount.
        grams: the same amount by weight.
        units: names of the measures that suit the ingredient, the largest first.
        measures: the measures of the country.
        near: the error to stay within where at most two terms can; beyond, `MAX_ERROR` holds.
    """
    for limit in (near, MAX_ERROR) if near < MAX_ERROR else (MAX_ERROR,):
        for candidates in _candidates(millilitres, grams, units, measures):
            if best := _best(candidates, millilitres, limit):
                return MeasuredAmount(best.text, best.millilitres / millilitres - 1, best.kind)
    return weigh_amount(grams)


def nearest_spoons(millilitres: Fraction, units: tuple[str, ...], measures: Measures) -> MeasuredAmount | None:
    """Return the spoons that stand in for a scale, or None where none come within 15%."""
    for candidates in _candidates(millilitres, Fraction(0), units, measures):
        if best := _best(candidates, millilitres, _SPOON_ERROR):
            return MeasuredAmount(best.text, best.millilitres / millilitres - 1)
    return None


def weigh_amount(grams: Fraction) -> MeasuredAmount:
    """Format a weight in whole grams from 10 g on, else in tenths, or with more digits where 5% needs them."""
    for places in range(0 if grams >= 10 else 1, 7):
        text = decimal(grams, places)
        deviation = Fraction(text) / grams - 1
        if abs(deviation) <= MAX_ERROR:
            break
    return MeasuredAmount(f"{text} g", deviation, "g")


def _best(candidates: list[_Candidate], millilitres: Fraction, limit: Fraction) -> _Candidate | None:
    """Choose the candidate within a limit that takes the least filling, one that is near before one that is not."""
    best: tuple[tuple[bool, int, Fraction], _Candidate] | None = None
    for candidate in candidates:
        error = abs(candidate.millilitres - millilitres) / millilitres
        if error <= limit:
            rank = (error > SHOWN_ERROR, candidate.acts, error)
            if best is None or rank < best[0]:
                best = rank, candidate
    return best and best[1]


def _candidates(
    millilitres: Fraction, grams: Fraction, units: tuple[str, ...], measures: Measures
) -> Iterator[list[_Candidate]]:
    """Yield the texts of one term near an amount, the larger measures first, then those of two."""
    by_name = dict(measures.by_name)
    usable = [by_name[unit] for unit in units if unit in by_name and by_name[unit].one]
    single = [candidate for measure in usable for candidate in _near_counts(millilitres, measure, measure.most)]
    if "ml" in units and (step := _step(millilitres, measures.jug_marks)):
        volume = rounded_to(millilitres, step)
        text = f"{decimal(volume)} mL" if volume < 1000 else f"{decimal(volume / 1000, 2)} L"
        single.append(_Candidate(text, volume, 1))
    if "g" in units and grams and (step := _step(grams, measures.scale_marks)):
        weight = rounded_to(grams, step)
        text = f"{decimal(weight)} g" if weight < 1000 else f"{decimal(weight / 1000, 2)} kg"
        single.append(_Candidate(text, millilitres * weight / grams, _SCALE_ACTS, "g"))
    yield single
    yield [
        _Candidate(f"{first.text} + {second.text}", first.millilitres + second.millilitres, first.acts + second.acts)
        for index, measure in enumerate(usable)
        for first in _near_counts(millilitres, measure, measure.most)
        if first.millilitres < millilitres
        for second in _following(millilitres - first.millilitres, first, index, usable)
    ]


_SMALLEST_CUP = Fraction(1, 4)
"""Parts of a measure below this are spoons: nobody adds a quarter of a cup to two thirds of one."""
_SCALE_ACTS = 7
"""The spoons that are sooner filled than a scale is fetched, and one more."""


def _step(amount: Fraction, marks: tuple[tuple[int, int], ...]) -> int:
    """Return the step in which so much is read, or 0 where it is less than the first mark."""
    return next((step for start, step in reversed(marks) if amount >= start), 0)


def _following(rest_ml: Fraction, first: _Candidate, index: int, usable: list[Measure]) -> Iterator[_Candidate]:
    """Yield second terms: of smaller measures, and smaller parts of the same one.

    A second term is less than the smallest size of the measure before it: nobody adds five teaspoons to a cup.
    """
    measure = usable[index]
    part = first.millilitres / measure.millilitres % 1
    smaller_sizes = tuple(size for size in measure.sizes if size < part)
    if smaller_sizes and measure.sizes[0] < _SMALLEST_CUP:
        for candidate in _near_counts(rest_ml, measure._replace(sizes=smaller_sizes)):
            if candidate.millilitres < part * measure.millilitres:
                yield candidate
    limit_ml = min(measure.sizes, default=Fraction(1)) * measure.millilitres
    for smaller in usable[index + 1 :]:
        for candidate in _near_counts(rest_ml, smaller, smaller.most_after or smaller.most):
            if candidate.millilitres < max(limit_ml, 4 * smaller.millilitres):
                yield candidate


def _near_counts(millilitres: Fraction, measure: Measure, most: int = 0) -> Iterator[_Candidate]:
    """Yield the two largest counts of a measure up to an amount, and the next above it, that its sizes allow."""
    whole, fraction = divmod(millilitres / measure.millilitres, 1)
    marks = (Fraction(0), *measure.sizes, Fraction(1))
    index = sum(mark <= fraction for mark in marks)
    before = marks[index - 2] if index > 1 else marks[-2] - 1
    for mark in (before, marks[index - 1], marks[index]):
        count = whole + mark
        if count > 0 and count >= measure.least and (not most or count < most + 1):
            part = count % 1
            acts = (1 if measure.is_jug else int(count)) + (part > 0) + (part.numerator > 1)
            yield _Candidate(_format_count(count, measure), count * measure.millilitres, acts)


def _format_count(count: Fraction, measure: Measure) -> str:
    whole, fraction = divmod(count, 1)
    words = [str(whole)] if whole else []
    if fraction:
        words.append(f"{fraction.numerator}/{fraction.denominator}")
    return f"{' '.join(words)} {measure.one if count <= 1 else measure.many}"
