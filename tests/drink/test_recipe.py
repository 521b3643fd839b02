"""One function scales, and three ways of asking give the same drink."""

from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from spasmtui.drink.batch import Batch, Size, parse_have, prepare_batch
from spasmtui.drink.composition import calculate_composition
from spasmtui.drink.measures import COUNTRIES, parse_amount
from spasmtui.drink.recipe import CITRUS, FRUITS, SALT_KINDS, SWEETENERS, WATERS, Choices, Recipe, scale, write_recipe
from spasmtui.errors import RefusedForSafety, WrongUsage
from tests.support.drink import catalog, make_batch, recipe

FACTORS = st.builds(Fraction, st.integers(1, 100), st.integers(4, 40))
CHOICES = st.builds(
    Choices,
    measures=st.sampled_from(COUNTRIES),
    sweetener=st.sampled_from(SWEETENERS),
    citrus=st.sampled_from(sorted(CITRUS)),
    water=st.one_of(st.sampled_from(WATERS), st.builds(Fraction, st.integers(0, 600))),
    coconut=st.sampled_from(["", "1cup", "1/3 cup", "250ml"]),
    coconut_kind=st.sampled_from(["packaged", "fresh"]),
    fruit=st.sampled_from(FRUITS),
    is_fruit_eaten=st.booleans(),
    has_mint=st.booleans(),
    salt=st.sampled_from(sorted(SALT_KINDS)),
)


def concentrations(recipe: Recipe) -> tuple[Fraction, ...]:
    drink = calculate_composition(recipe)
    return (
        drink.sodium_mmol_l, drink.potassium_mmol_l, drink.sugars_g_100ml, drink.osmolality_mosm_kg, drink.serving_ml,
        *drink.per_serving,
    )  # fmt: skip


@given(CHOICES, FACTORS, FACTORS)
@settings(max_examples=50, deadline=None)
def test_scaling_twice_is_scaling_once_by_the_product(choices: Choices, first: Fraction, second: Fraction) -> None:
    written = write_recipe(choices, catalog().tables)
    assert scale(scale(written, first), second) == scale(written, first * second)
    assert scale(scale(written, first), 1 / first) == written
    assert scale(written, Fraction(1)) == written


@given(CHOICES, FACTORS)
@settings(max_examples=40, deadline=None)
def test_no_amount_changes_the_drink_and_salt_keeps_its_place(choices: Choices, factor: Fraction) -> None:
    written = write_recipe(choices, catalog().tables)
    scaled = scale(written, factor)
    assert concentrations(scaled) == concentrations(written)
    salts = [portion for portion in scaled.portions if portion.ingredient.public_id == "salt"]
    assert [portion.grams for portion in salts] == [
        portion.grams * factor for portion in written.portions if portion.ingredient.public_id == "salt"
    ]
    assert all(portion.millilitres > 0 for portion in scaled.portions)


TOO_SALTY = Choices(sweetener="fruit", water=Fraction(600), coconut="250ml", coconut_kind="fresh")


@pytest.mark.long
@given(CHOICES, st.builds(Fraction, st.integers(1, 90), st.integers(1, 2)))
@example(TOO_SALTY, Fraction(1, 2))
@example(TOO_SALTY, Fraction(46539, 1118))
@settings(max_examples=8, deadline=None)
def test_three_ways_of_asking_for_as_much_give_the_same_jug_or_refusal(choices: Choices, servings: Fraction) -> None:
    written = write_recipe(choices, catalog().tables)
    scaled = scale(written, servings / written.servings)
    by_servings = batch_or_refusal(choices, Size(servings=servings))
    assert batch_or_refusal(choices, Size(volume_ml=scaled.volume_ml)) == by_servings
    for portion in scaled.portions:
        amount = parse_amount("1ml", catalog().tables.measures[choices.measures])._replace(number=portion.millilitres)
        assert batch_or_refusal(choices, Size(have=(portion.ingredient.public_id, amount))) == by_servings
        weight = amount._replace(number=portion.grams, kind="g")
        assert batch_or_refusal(choices, Size(have=(portion.ingredient.public_id, weight))) == by_servings


def batch_or_refusal(choices: Choices, size: Size) -> Batch | str:
    """Prepare a batch, or return the message of its refusal: a drink past a limit is refused in any size."""
    try:
        return prepare_batch(catalog(), choices, size)
    except RefusedForSafety as refusal:
        return refusal.message


def test_salty_water_with_fresh_coconut_water_is_refused() -> None:
    refused = batch_or_refusal(TOO_SALTY, Size())
    assert isinstance(refused, str)
    assert refused.startswith("Refused: sodium would be ")


def test_a_volume_is_what_the_jug_holds_and_not_the_water_added() -> None:
    batch = prepare_batch(catalog(), Choices(), Size(volume_ml=Fraction(1000)))
    water = batch.recipe.portion("water")
    assert batch.recipe.volume_ml == 1000
    assert water is not None
    assert 840 < water.millilitres < 843


def test_three_lemons_are_the_juice_of_three() -> None:
    have = parse_have("lemon=3", catalog().tables.measures["us"])
    portion = prepare_batch(catalog(), Choices(), Size(have=have)).recipe.portion("citrus-lemon")
    assert portion is not None
    assert portion.grams == 144


def test_salt_of_another_kind_keeps_its_weight_and_changes_its_spoon() -> None:
    salts = {kind: make_batch(salt=kind) for kind in SALT_KINDS}
    portions = {kind: batch.recipe.portion("salt") for kind, batch in salts.items()}
    assert {portion.grams for portion in portions.values() if portion} == {Fraction(3, 2)}
    assert dict(zip(salts, [batch.amounts[3].text for batch in salts.values()], strict=True)) == {
        "table": "1/4 tsp", "fine-sea": "1.5 g", "kosher": "1/4 tsp + 1 pinch", "flaky": "1/2 tsp + 1 pinch",
    }  # fmt: skip


def test_coconut_water_takes_the_place_of_as_much_water() -> None:
    plain, swapped = recipe(), recipe(coconut="1cup")
    assert swapped.volume_ml == plain.volume_ml
    assert [portion.millilitres for portion in swapped.portions if portion.ingredient.public_id == "water"] == [
        Fraction("709.7647095")
    ]
    assert recipe(coconut="4cups").portion("water") is None


def test_the_citrus_of_both_is_half_and_half() -> None:
    lemon, lime = recipe(citrus="both").portions[1:3]
    assert (lemon.ingredient.public_id, lime.ingredient.public_id) == ("citrus-lemon", "citrus-lime")
    assert lemon.millilitres == lime.millilitres == Fraction("59.147059125")


@pytest.mark.parametrize("servings", ["0.1", "100"])
def test_the_smallest_and_the_largest_batch_are_made(servings: str) -> None:
    assert make_batch(servings).recipe.servings == Fraction(servings)


@pytest.mark.parametrize("servings", ["0.0999", "100.001", "1000000000000"])
def test_a_batch_of_an_absurd_size_is_a_sentence(servings: str) -> None:
    with pytest.raises(WrongUsage, match=r"Ask for 0\.1 to 100"):
        make_batch(servings)


def test_domain_values_cannot_be_changed_and_can_be_compared() -> None:
    batch = make_batch()
    assert hash(batch.recipe) == hash(make_batch().recipe)
    with pytest.raises(AttributeError):
        batch.recipe.servings = Fraction(5)  # type: ignore[misc]
