"""Kitchen measures: express an exact amount in spoons and cups that exist, and parse such a text exactly.

A text is never more than 5% away from the exact amount; where no spoons come that near, it is in grams.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from spasmtui.drink.numbers import decimal, split_number
from spasmtui.errors import WrongUsage

MAX_ERROR = Fraction(5, 100)
"""The largest error of a text in spoons and cups, as a share of the exact amount."""
SHOWN_ERROR = Fraction(1, 100)
"""The error above which it is shown; a smaller one is finer than a level spoon."""
_WEIGHED_ERROR = Fraction(2, 100)
"""The largest error of a weight with two decimal places or more."""
_MAX_TERMS = 3
"""The most spoons and cups with a `+` between them."""

COUNTRIES = ("us", "metric", "imperial")
"""The ids of the measures there are."""

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
    """Its name after more than 1."""
    millilitres: Fraction
    sizes: tuple[Fraction, ...]
    """The fractions of it that exist as a cup or spoon of their own, in ascending order."""


class Measures(NamedTuple):
    """The measures of one country."""

    id: str
    title: str
    by_name: tuple[tuple[str, Measure], ...]
    """`cup`, `tbsp`, `tsp` and `fl oz`, the largest first."""

    def measure(self, name: str) -> Measure:
        """Return the measure of this name."""
        return dict(self.by_name)[name]


class Amount(NamedTuple):
    """A typed amount: a number of millilitres, grams or pieces."""

    number: Fraction
    kind: str
    """`ml`, `g` or `pieces`."""


class MeasuredAmount(NamedTuple):
    """An amount in kitchen measures or in grams."""

    text: str
    """Such as `1/4 tsp + 1/8 tsp`, or `0.38 g` where no spoons come near."""
    error: Fraction
    """The distance of the text from the exact amount, as a share of that amount."""
    is_weighed: bool
    """True where the text is in grams."""


def parse_amount(text: str, measures: Measures) -> Amount:
    """Parse `750ml`, `4 g`, `1 1/2 cups` or `1/4 tsp + 1/8 tsp`; a number alone counts pieces, as in 3 lemons.

    Raises:
        WrongUsage: the text is no amount above zero, or its unit is not known.
    """
    amounts = [_parse_term(term, measures) for term in text.split("+")]
    if len({amount.kind for amount in amounts}) > 1:
        raise WrongUsage(f"{text!r} mixes grams and spoons. Give one of them.")
    return Amount(sum((amount.number for amount in amounts), Fraction(0)), amounts[0].kind)


def parse_volume(text: str, measures: Measures) -> Fraction:
    """Parse a volume such as `750ml`, `1.5 l` or `3 cups` into millilitres.

    Raises:
        WrongUsage: the text is no volume above zero.
    """
    amount = parse_amount(text, measures)
    if amount.kind != "ml":
        raise WrongUsage(f"{text.strip()[:40]!r} is not a volume. Write 750ml, 1.5l or 3 cups.")
    return amount.number


def _parse_term(text: str, measures: Measures) -> Amount:
    number, unit = split_number(text)
    unit = unit.lower()
    if not unit:
        return Amount(number, "pieces")
    if unit in _WEIGHTS:
        return Amount(number * _WEIGHTS[unit], "g")
    if unit in _METRIC:
        return Amount(number * _METRIC[unit], "ml")
    if unit in _KITCHEN:
        return Amount(number * measures.measure(_KITCHEN[unit]).millilitres, "ml")
    raise WrongUsage(f"{unit!r} is not a unit here. Use ml, l, g, tsp, tbsp, cup or fl oz.")


def measure_amount(
    millilitres: Fraction, grams: Fraction, units: tuple[str, ...], measures: Measures
) -> MeasuredAmount:
    """Choose the shortest text in spoons and cups within 1%, else the nearest within 5%, else the weight.

    Args:
        millilitres: the exact amount.
        grams: the same amount by weight.
        units: names of the measures that suit the ingredient, the largest first.
        measures: the measures of the country.
    """
    usable = tuple(measures.measure(unit) for unit in units)
    best: tuple[Fraction, Fraction, str] | None = None
    for terms in range(1, _MAX_TERMS + 1):
        for text, total, last_ml in _candidates(millilitres, usable, terms):
            candidate = (abs(total - millilitres) / millilitres, -last_ml, text)
            if best is None or candidate < best:
                best = candidate
        if best is not None and best[0] <= SHOWN_ERROR:
            break
    if best is not None and best[0] <= MAX_ERROR:
        return MeasuredAmount(best[2], best[0], is_weighed=False)
    return weigh_amount(grams)


def weigh_amount(grams: Fraction) -> MeasuredAmount:
    """Format a weight with the fewest digits that keep it within 1%, or within 2% from two decimal places on."""
    for places in range(7):
        text = decimal(grams, places)
        error = abs(Fraction(text) - grams) / grams
        if error <= (_WEIGHED_ERROR if places >= 2 else SHOWN_ERROR):
            break
    return MeasuredAmount(f"{text} g", error, is_weighed=True)


def _candidates(
    millilitres: Fraction, measures: tuple[Measure, ...], terms: int, under_ml: Fraction | None = None
) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield texts of exactly `terms` terms near an amount.

    Args:
        millilitres: the amount.
        measures: the measures to use, the largest first.
        terms: the number of spoons or cups with a `+` between them.
        under_ml: each term is below this: the smallest fraction of the next larger measure. Nobody counts five
            teaspoons. None for no such limit.

    Yields:
        The text, the millilitres it stands for, and the millilitres of the measure of its last term.
    """
    for index, measure in enumerate(measures):
        exact = millilitres / measure.millilitres
        limit = None if under_ml is None else under_ml / measure.millilitres
        counts = [count for count in _near_counts(exact, measure.sizes) if count > 0]
        counts = [count for count in counts if limit is None or count < limit]
        if terms == 1:
            if counts:
                count = min(counts, key=lambda count: abs(count - exact))
                yield _format_count(count, measure), count * measure.millilitres, measure.millilitres
        else:
            for count in reversed([count for count in counts if count < exact]):
                first_ml = count * measure.millilitres
                following = _following_measures(count, index, measures)
                for text, total, last_ml in _candidates(millilitres - first_ml, following[0], terms - 1, following[1]):
                    yield f"{_format_count(count, measure)} + {text}", first_ml + total, last_ml
        under_ml = min(measure.sizes, default=Fraction(1)) * measure.millilitres


def _following_measures(
    count: Fraction, index: int, measures: tuple[Measure, ...]
) -> tuple[tuple[Measure, ...], Fraction]:
    """Return the measures that may follow a term, and the millilitres that the next term is below.

    Smaller measures follow; after a fraction of the smallest measure, its smaller fractions.
    """
    measure = measures[index]
    smallest_ml = min(measure.sizes, default=Fraction(1)) * measure.millilitres
    fraction = count % 1
    smaller = tuple(size for size in measure.sizes if size < fraction)
    if smaller and index == len(measures) - 1:
        return (measure._replace(sizes=smaller),), fraction * measure.millilitres
    return measures[index + 1 :], smallest_ml


def _near_counts(exact: Fraction, sizes: tuple[Fraction, ...]) -> tuple[Fraction, ...]:
    """Return the two largest counts of a measure up to the exact one, and the next above it, that its sizes allow."""
    whole, fraction = divmod(exact, 1)
    marks = (Fraction(0), *sizes, Fraction(1))
    index = sum(mark <= fraction for mark in marks)
    before = marks[index - 2] if index > 1 else marks[-2] - 1
    return whole + before, whole + marks[index - 1], whole + marks[index]


def _format_count(count: Fraction, measure: Measure) -> str:
    whole, fraction = divmod(count, 1)
    words = [str(whole)] if whole else []
    if fraction:
        words.append(f"{fraction.numerator}/{fraction.denominator}")
    return f"{' '.join(words)} {measure.one if count <= 1 else measure.many}"
