"""Every drink for 1 to 12 servings, in every measure, reads like a recipe card: amounts, steps, glass, notes."""

import re
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import pytest

from spasmtui.drink.batch import Batch, Size, parse_have_size, parse_servings, parse_volume_size, prepare_batch
from spasmtui.drink.composition import calculate_composition
from spasmtui.drink.documents import format_markdown
from spasmtui.drink.measures import COUNTRIES, parse_amount
from spasmtui.drink.recipe import CITRUS, FRUITS, SALT_KINDS, SWEETENERS, Choices
from spasmtui.drink.text_output import format_text
from spasmtui.shared.text_wrap import cell_width
from tests.support.cases import with_each
from tests.support.drink import catalog, make_batch, recipe

SERVINGS = range(1, 13)
SPOONS = {"1/8 tsp", "1/4 tsp", "1/2 tsp", "3/4 tsp", "tsp", "1/2 tbsp", "tbsp", "pinch", "pinches"}
"""Spoons of a set, of which 3/4 tsp and 1/2 tbsp are also two others; a pinch is the sixteenth."""
CUPS = {"1/4 cup", "1/3 cup", "1/2 cup", "2/3 cup", "3/4 cup", "cup", "cups", "quarts"}
JUG = {"1/4 pint", "1/2 pint", "3/4 pint", "pint", "pints", "1/2 fl oz", "fl oz"}
EXTRAS = (("", False), ("1cup", True), ("1/2 cup", False))
"""Coconut water instead of some water, and mint."""
VARIATIONS: list[dict[str, Any]] = [
    {"sweetener": sweetener, "citrus": citrus, "coconut": coconut, "has_mint": has_mint}
    for number, (sweetener, citrus) in enumerate(product(SWEETENERS, sorted(CITRUS)))
    for coconut, has_mint in (EXTRAS[number % len(EXTRAS)],)
]
"""Each sweetener with each fruit and each extra, but not all three together: that is three times as many."""


def batch(servings: int, country: str, variation: dict[str, Any]) -> Batch:
    return _cached_batch(servings, country, tuple(variation.items()))


@cache
def _cached_batch(servings: int, country: str, variation: tuple[tuple[str, Any], ...]) -> Batch:
    return make_batch(str(servings), measures=country, **dict(variation))


def pieces(term: str) -> list[str]:
    """Return the spoons, cups or marks of one term: `1 1/2 cups` is filled with `cups` and `1/2 cup`."""
    count, unit = re.fullmatch(r"((?:\d+ )?\d+/\d+|\d+) (.+)", term).groups()  # type: ignore[union-attr]
    whole, fraction = (count, "") if "/" not in count else ("", count) if " " not in count else count.split()
    parts = [unit] if whole else []
    if fraction:
        parts.append(f"{fraction} {unit.removesuffix('s') if unit != 'fl oz' else unit}")
    return parts


@pytest.mark.long
@pytest.mark.parametrize("country", COUNTRIES)
def test_an_amount_has_at_most_two_terms_of_spoons_cups_and_marks_that_exist(country: str) -> None:
    exists = {"us": SPOONS | CUPS, "imperial": SPOONS | JUG}.get(country, SPOONS)
    for servings, variation in product(SERVINGS, VARIATIONS):
        for _, amount in batch(servings, country, variation).measured_portions():
            terms = amount.text.split(" + ")
            assert len(terms) <= 2, amount.text
            if re.fullmatch(r"[\d.]+ (mL|L|g|kg)", amount.text):
                assert country != "us", amount.text
                continue
            for term in terms:
                assert set(pieces(term)) <= exists, amount.text


@pytest.mark.long
@pytest.mark.parametrize("country", COUNTRIES)
def test_an_amount_read_back_is_within_five_percent_and_water_and_salt_within_two_and_a_half(country: str) -> None:
    measures = catalog().tables.measures[country]
    for servings, variation in product(SERVINGS, VARIATIONS):
        for portion, amount in batch(servings, country, variation).measured_portions():
            read = parse_amount(amount.text, measures)
            exact = portion.grams if read.kind == "g" else portion.millilitres
            assert abs(read.number / exact - 1) == amount.error <= Fraction(5, 100), amount.text
            if portion.ingredient.public_id in {"water", "salt"} and not variation["coconut"]:
                assert amount.error <= Fraction(25, 1000), amount.text


def test_salt_of_whole_servings_is_measured_in_these_spoons() -> None:
    texts = {country: [salt_text(batch(servings, country, {})) for servings in SERVINGS] for country in COUNTRIES}
    assert texts["us"] == [
        "1 pinch", "1/8 tsp", "1/8 tsp + 1 pinch", "1/4 tsp", "1/4 tsp + 1 pinch", "1/4 tsp + 1/8 tsp",
        "1/4 tsp + 3 pinches", "1/2 tsp", "1/2 tsp + 1 pinch", "1/2 tsp + 1/8 tsp", "1/2 tsp + 3 pinches", "3/4 tsp",
    ]  # fmt: skip
    assert texts["us"] == texts["metric"] == texts["imperial"] == texts["australian"]


def salt_text(prepared: Batch) -> str:
    return next(
        amount.text for portion, amount in prepared.measured_portions() if portion.ingredient.public_id == "salt"
    )


@pytest.mark.long
@with_each("servings", SERVINGS)
def test_every_measure_makes_the_same_drink(servings: int) -> None:
    for variation in VARIATIONS:
        drinks = {country: batch(servings, country, variation) for country in COUNTRIES}
        assert {drink.recipe for drink in drinks.values()} == {drinks["us"].recipe}
        assert {drink.composition for drink in drinks.values()} == {drinks["us"].composition}
        exact = drinks["us"].composition.sodium_mmol_l
        for country, drink in drinks.items():
            poured = as_poured(drink, country)
            assert abs(poured / exact - 1) < Fraction(5, 100), (country, float(poured), float(exact))


def as_poured(drink: Batch, country: str) -> Fraction:
    """Calculate the sodium of what a person pours who follows the texts, in mmol/L."""
    portions = []
    for portion, amount in drink.measured_portions():
        read = parse_amount(amount.text, catalog().tables.measures[country])
        volume = read.number / portion.ingredient.density if read.kind == "g" else read.number
        portions.append(portion._replace(millilitres=volume))
    return calculate_composition(drink.recipe._replace(portions=tuple(portions))).sodium_mmol_l


def test_the_drink_is_the_one_of_four_us_cups_of_water() -> None:
    drink = calculate_composition(recipe(measures="imperial"))
    assert [round(float(value), places) for value, places in ((drink.volume_ml, 0), (drink.sodium_mmol_l, 1))] == [
        1124,
        22.7,
    ]


@pytest.mark.parametrize("salt", SALT_KINDS)
def test_no_card_lacks_the_salt_or_says_not_to_level_it(salt: str) -> None:
    for servings, country in product((*SERVINGS, Fraction(1, 2), Fraction(5, 2), 50, 100), COUNTRIES):
        prepared = make_batch(str(servings), measures=country, salt=salt)
        steps = " ".join(prepared.steps)
        assert steps.count(salt_text(prepared).replace(" + ", " and ")) >= 1, (servings, country)
        assert "level" in steps, (servings, country)
        assert ("1/16 tsp spoon" in steps) is ("pinch" in steps.replace("For a pinch", "")), (servings, country)


def test_salt_that_no_spoon_measures_is_weighed_on_a_scale_that_can() -> None:
    assert make_batch("4", salt="fine-sea").steps[3:6] == (
        "Weigh 1.5 g of fine sea salt on a jeweller's scale, which shows 0.1 g, and add it.",
        "Without such a scale, add 1/4 tsp of fine sea salt, levelled with a knife, which is a little less.",
        "Stir until nothing lies at the bottom.",
    )
    assert make_batch("1.5").steps[3:5] == (
        "Weigh 0.56 g of table salt on a jeweller's scale, which shows 0.01 g, and add it.",
        "Without such a scale, make a whole number of servings, because a level spoon can measure the salt for those.",
    )


CARD = """\
Electrolyte drink: 3 servings, 845 mL (US measures)

Ingredients
  3 cups             water        710 mL
  6 tbsp             lemon juice   90 mL   92 g  2 lemons
  3 tbsp             honey         45 mL   64 g
  1/8 tsp + 1 pinch  table salt           1.1 g

Steps
 1. Wash your hands, the jug and the fruit.
 2. Pour 6 tbsp of lemon juice into the jug.
 3. Add 3 tbsp of honey.
 4. Add 1/8 tsp and 1 pinch of table salt, levelled with a knife. Use a
    teaspoon measure, because a tablespoon holds three times as much.
 5. For a pinch, use a 1/16 tsp spoon, or half of a level 1/8 tsp.
 6. Stir until nothing lies at the bottom.
 7. Add 3 cups of water, and stir. The jug then holds about 845 mL (3 1/2
    cups).
 8. Cover the jug and keep it in the fridge.
 9. Always stir again before pouring, because what has not dissolved sinks.
10. Pour about 280 mL (9 1/2 fl oz) into each glass, and sip to thirst.

Per glass of about 280 mL (9 1/2 fl oz): 70 kcal, sugars 18 g (8 g of glucose
and 9 g of fructose), sodium 145 mg, potassium 40 mg, magnesium 2 mg, calcium
3 mg.
"""


def test_the_card_for_three_reads_from_the_ingredients_to_the_glass() -> None:
    assert format_text(make_batch("3"), catalog()).startswith(CARD)


@pytest.mark.long
@with_each("country", COUNTRIES)
@with_each("width", [40, 78])
def test_a_card_has_its_parts_in_order_and_fits(country: str, width: int) -> None:
    for servings, variation in product(SERVINGS, VARIATIONS[::2]):
        lines = format_text(batch(servings, country, variation), catalog(), width).splitlines()
        heads = [line for line in lines if line in {"Ingredients", "Steps", "Compared with other drinks", "Notes"}]
        assert heads == ["Ingredients", "Steps", "Compared with other drinks", "Notes"]
        assert max(map(cell_width, lines)) <= width, [line for line in lines if cell_width(line) > width]
        assert not any(re.search(r"\d\.\d\d+ (mL|g|mg)\b", line) for line in lines[: lines.index("Steps")])


@pytest.mark.long
def test_a_step_is_whole_sentences_that_begin_with_what_to_do() -> None:
    verbs = {"Wash", "Pour", "Add", "Weigh", "Without", "For", "Stir", "Bruise", "Cover", "Always"}
    for servings, country, salt in product((1, 4, 7, Fraction(5, 2)), COUNTRIES, SALT_KINDS):
        for variation in VARIATIONS[::3]:
            for step in make_batch(str(servings), measures=country, salt=salt, **variation).steps:
                assert step.split()[0] in verbs, step
                assert step.endswith("."), step
                assert " + " not in step
                assert "{" not in step


@pytest.mark.parametrize("country", COUNTRIES)
def test_that_it_is_no_rehydration_solution_is_said_once(country: str) -> None:
    for fruit in FRUITS:
        prepared = make_batch("5", measures=country, sweetener="fruit", fruit=fruit)
        for text in (format_text(prepared, catalog()), format_markdown(prepared, catalog())):
            assert " ".join(text.split()).count("not an oral rehydration solution") == 1


def test_the_answer_says_how_a_unit_was_read() -> None:
    us, imperial = catalog().tables.measures["us"], catalog().tables.measures["imperial"]
    drink = prepare_batch(catalog(), Choices(), parse_volume_size("24oz", us))
    assert format_text(drink, catalog()).splitlines()[1] == "24oz is read in US fluid ounces: about 710 mL."
    drink = prepare_batch(catalog(), Choices(measures="imperial"), parse_volume_size("a pint", imperial))
    assert format_markdown(drink, catalog()).splitlines()[2] == "a pint is read in imperial pints: about 570 mL."
    assert parse_have_size("honey=12oz", us).reading == "12oz is read in ounces of weight: about 340 g."
    assert parse_have_size("maple=12oz", us).reading == "12oz is read in US fluid ounces: about 355 mL."
    assert parse_have_size("salt=4g", us).reading == ""


def test_servings_may_be_said_with_their_noun() -> None:
    assert parse_servings("6 servings") == parse_servings("six glasses") == Size(servings=Fraction(6))
