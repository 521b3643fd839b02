"""Kitchen measures: the text a person measures by, chosen among spoons and cups that exist, and read back exactly.

A text never stands for an amount more than 5% away from the exact one; where no spoons come that near, it is in grams.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.numbers import decimal, take_number
from spasmtui.errors import WrongUsage

WORST_ERROR = Fraction(5, 100)
"""A kitchen text may be this far from the exact amount, as a part of it."""
SHOWN_ERROR = Fraction(1, 100)
"""An error up to this is finer than a level spoon, and not mentioned."""
_WEIGHED_ERROR = Fraction(2, 100)
_MOST_TERMS = 3

_METRIC = {
    "ml": Fraction(1), "millilitre": Fraction(1), "millilitres": Fraction(1), "milliliter": Fraction(1),
    "milliliters": Fraction(1), "cl": Fraction(10), "dl": Fraction(100), "l": Fraction(1000), "litre": Fraction(1000),
    "litres": Fraction(1000), "liter": Fraction(1000), "liters": Fraction(1000),
}  # fmt: skip
_WEIGHTS = {
    "g": Fraction(1), "gram": Fraction(1), "grams": Fraction(1), "mg": Fraction(1, 1000), "kg": Fraction(1000),
}  # fmt: skip
_KITCHEN = {
    "cup": "cup", "cups": "cup", "tbsp": "tbsp", "tbs": "tbsp", "tablespoon": "tbsp", "tablespoons": "tbsp",
    "tsp": "tsp", "teaspoon": "tsp", "teaspoons": "tsp", "fl oz": "fl oz", "floz": "fl oz", "fl. oz.": "fl oz",
    "fluid ounce": "fl oz", "fluid ounces": "fl oz",
}  # fmt: skip


class Measure(NamedTuple):
    """One cup or spoon of a country."""

    one: str
    """Its name after 1 and after a fraction."""
    many: str
    """Its name after more than one."""
    millilitres: Fraction
    sizes: tuple[Fraction, ...]
    """The parts of it that can be measured at once, in ascending order."""


class Measures(NamedTuple):
    """The measures of one country."""

    id: str
    title: str
    by_name: tuple[tuple[str, Measure], ...]
    """`cup`, `tbsp`, `tsp` and `fl oz`, the largest first."""

    def named(self, name: str) -> Measure:
        """The measure of this name."""
        return dict(self.by_name)[name]


class Amount(NamedTuple):
    """What a person typed: a number of millilitres, grams or pieces."""

    number: Fraction
    kind: str
    """`ml`, `g` or `pieces`."""


class Kitchen(NamedTuple):
    """An amount as a person measures it."""

    text: str
    """Such as `1/4 tsp + 1/8 tsp`, or `0.38 g` where no spoons come near."""
    error: Fraction
    """How far the text is from the exact amount, as a part of that amount."""
    is_weighed: bool
    """Whether the text is in grams."""


def parse_amount(text: str, measures: Measures) -> Amount:
    """Read `750ml`, `4 g`, `1 1/2 cups`, `1/4 tsp + 1/8 tsp`; a number alone counts pieces, as in 3 lemons.

    Raises:
        WrongUsage: it is no amount above zero, or its unit is not known.
    """
    amounts = [_parse_term(term, measures) for term in text.split("+")]
    if len({amount.kind for amount in amounts}) > 1:
        raise WrongUsage(f"{text!r} mixes grams and spoons. Give one of them.")
    return Amount(sum((amount.number for amount in amounts), Fraction(0)), amounts[0].kind)


def parse_volume(text: str, measures: Measures) -> Fraction:
    """The millilitres of `750ml`, `1.5 l` or `3 cups`.

    Raises:
        WrongUsage: it is no volume above zero.
    """
    amount = parse_amount(text, measures)
    if amount.kind != "ml":
        raise WrongUsage(f"{text.strip()[:40]!r} is not a volume. Write 750ml, 1.5l or 3 cups.")
    return amount.number


def _parse_term(text: str, measures: Measures) -> Amount:
    number, unit = take_number(text)
    unit = unit.lower()
    if not unit:
        return Amount(number, "pieces")
    if unit in _WEIGHTS:
        return Amount(number * _WEIGHTS[unit], "g")
    if unit in _METRIC:
        return Amount(number * _METRIC[unit], "ml")
    if unit in _KITCHEN:
        return Amount(number * measures.named(_KITCHEN[unit]).millilitres, "ml")
    raise WrongUsage(f"{unit!r} is not a unit here. Use ml, l, g, tsp, tbsp, cup or fl oz.")


def kitchen_text(millilitres: Fraction, grams: Fraction, units: tuple[str, ...], measures: Measures) -> Kitchen:
    """The shortest text within 1%, else the nearest within 5%, else the weight.

    Args:
        millilitres: the exact amount.
        grams: the same amount by weight.
        units: the measures that make sense for this ingredient, the largest first.
        measures: the country's.
    """
    scales = tuple(measures.named(unit) for unit in units)
    best: tuple[Fraction, Fraction, str] | None = None
    for terms in range(1, _MOST_TERMS + 1):
        for text, total, last_ml in _texts(millilitres, scales, terms):
            found = (abs(total - millilitres) / millilitres, -last_ml, text)
            if best is None or found < best:
                best = found
        if best is not None and best[0] <= SHOWN_ERROR:
            break
    if best is not None and best[0] <= WORST_ERROR:
        return Kitchen(best[2], best[0], is_weighed=False)
    return weighed_text(grams)


def weighed_text(grams: Fraction) -> Kitchen:
    """The weight in the fewest digits that keep it within 1%, or within 2% on scales that show hundredths."""
    for places in range(7):
        text = decimal(grams, places)
        error = abs(Fraction(text) - grams) / grams
        if error <= (_WEIGHED_ERROR if places >= 2 else SHOWN_ERROR):
            break
    return Kitchen(f"{text} g", error, is_weighed=True)


def _texts(
    millilitres: Fraction, scales: tuple[Measure, ...], terms: int, under_ml: Fraction | None = None
) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Texts of exactly so many terms near an amount, each with what it holds and the last measure's millilitres.

    Args:
        millilitres: the amount.
        scales: the measures to use, the largest first.
        terms: so many spoons or cups with a `+` between them.
        under_ml: what the smallest part of the next larger measure holds: nobody counts five teaspoons.
    """
    for place, measure in enumerate(scales):
        wanted = millilitres / measure.millilitres
        limit = None if under_ml is None else under_ml / measure.millilitres
        steps = [step for step in _around(wanted, measure.sizes) if step > 0 and (limit is None or step < limit)]
        if terms == 1:
            if steps:
                step = min(steps, key=lambda step: abs(step - wanted))
                yield _named(step, measure), step * measure.millilitres, measure.millilitres
        else:
            for step in reversed([step for step in steps if step < wanted]):
                held = step * measure.millilitres
                for text, total, last_ml in _texts(millilitres - held, *_after(step, place, scales, terms)):
                    yield f"{_named(step, measure)} + {text}", held + total, last_ml
        under_ml = min(measure.sizes, default=Fraction(1)) * measure.millilitres


def _after(
    step: Fraction, place: int, scales: tuple[Measure, ...], terms: int
) -> tuple[tuple[Measure, ...], int, Fraction]:
    """What may follow a term: smaller measures, and after a fraction of a spoon a smaller fraction of that spoon."""
    measure = scales[place]
    smallest = min(measure.sizes, default=Fraction(1)) * measure.millilitres
    part = step % 1
    fractions = tuple(size for size in measure.sizes if size < part)
    if fractions and place == len(scales) - 1:
        return (measure._replace(sizes=fractions),), terms - 1, part * measure.millilitres
    return scales[place + 1 :], terms - 1, smallest


def _around(wanted: Fraction, sizes: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Of what one measure can hold, the two nearest up to an amount of it, and the next above."""
    whole, part = divmod(wanted, 1)
    marks = (Fraction(0), *sizes, Fraction(1))
    place = sum(mark <= part for mark in marks)
    before = marks[place - 2] if place > 1 else marks[-2] - 1
    return whole + before, whole + marks[place - 1], whole + marks[place]


def _named(step: Fraction, measure: Measure) -> str:
    whole, part = divmod(step, 1)
    words = [str(whole)] if whole else []
    if part:
        words.append(f"{part.numerator}/{part.denominator}")
    return f"{' '.join(words)} {measure.one if step <= 1 else measure.many}"
