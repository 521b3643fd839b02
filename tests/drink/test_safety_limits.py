"""Both sides of every limit, and the warnings that belong to what is in the glass."""

import re
from fractions import Fraction
from typing import Any

import pytest

from spasmtui.drink.batch import Size, parse_have, prepare_batch
from spasmtui.drink.composition import Composition
from spasmtui.drink.ingredients import Portion
from spasmtui.drink.recipe import Choices, Recipe
from spasmtui.drink.safety_limits import (
    DrinkWarning,
    Limit,
    SafetyRules,
    check_limits,
    describe_salt_error,
    format_quantities,
    select_warnings,
    warning_tags,
)
from spasmtui.errors import RefusedForSafety, WrongUsage
from tests.drink.test_composition import TABLE, variant
from tests.support.cases import with_each
from tests.support.drink import catalog, make_batch, recipe

REFUSED = {"water of 1,200 mg/L", "slip: 1/4 tablespoon", "slip: 1 teaspoon"}


@with_each("name", TABLE)
def test_of_the_facts_table_the_slips_and_the_saltiest_water_are_refused(name: str) -> None:
    composition = variant(name)
    if name in REFUSED:
        with pytest.raises(RefusedForSafety, match=r"sodium would be .*\(source S70\)"):
            check_limits(composition, catalog().safety_rules)
    else:
        check_limits(composition, catalog().safety_rules)


def at(limit: Limit, value: Fraction) -> Composition:
    """A composition with one quantity where it is wanted, and water for the rest."""
    batch = make_batch().composition.liquid
    plain = Composition(
        Fraction(4), Fraction(1000), type(batch)(water_g=Fraction(1000)), type(batch)(), (), Fraction(0)
    )
    match limit.quantity:
        case "sodium_mmol_l":
            return plain._replace(liquid=plain.liquid._replace(sodium_mg=value * Fraction("22.990")))
        case "potassium_mmol_l":
            return plain._replace(liquid=plain.liquid._replace(potassium_mg=value * Fraction("39.098")))
        case "sugars_g_100ml":
            return plain._replace(liquid=plain.liquid._replace(sugars_g=value * 10))
        case _:
            return plain._replace(osmoles_mmol=value)


@pytest.mark.parametrize("limit", catalog().safety_rules.limits, ids=lambda limit: limit.quantity)
def test_a_limit_lets_its_own_value_pass_and_refuses_the_next(limit: Limit) -> None:
    assert getattr(at(limit, limit.refuse_above), limit.quantity) == limit.refuse_above
    check_limits(at(limit, limit.refuse_above), catalog().safety_rules)
    with pytest.raises(RefusedForSafety, match=f"Refused: {limit.name} would be"):
        check_limits(at(limit, limit.refuse_above + Fraction(1, 10**6)), catalog().safety_rules)


@pytest.mark.parametrize(
    "limit", [limit for limit in catalog().safety_rules.limits if limit.warning], ids=lambda limit: limit.quantity
)
def test_a_warning_begins_past_its_value(limit: Limit) -> None:
    assert limit.warn_above is not None
    on, past = at(limit, limit.warn_above), at(limit, limit.warn_above + Fraction(1, 10**6))
    ids_of = [
        {warning.id for warning in select_warnings(recipe(), composition, catalog().safety_rules)}
        for composition in (on, past)
    ]
    assert ids_of[1] - ids_of[0] == {limit.warning}


@pytest.mark.parametrize(("sodium_mg_per_l", "is_refused"), [(740, False), (750, True)])
def test_the_water_on_either_side_of_the_sodium_limit(sodium_mg_per_l: int, is_refused: bool) -> None:
    choices = Choices(water=Fraction(sodium_mg_per_l))
    if is_refused:
        with pytest.raises(RefusedForSafety):
            prepare_batch(catalog(), choices, Size())
    else:
        assert prepare_batch(catalog(), choices, Size()).composition.sodium_mmol_l < 50


@pytest.mark.parametrize(("coconut", "kind", "is_refused"), [
    ("2cups", "packaged", False), ("3cups", "packaged", True), ("1 1/3 cups", "fresh", False), ("2cups", "fresh", True),
])  # fmt: skip
def test_the_coconut_water_on_either_side_of_the_potassium_limit(coconut: str, kind: str, is_refused: bool) -> None:
    choices = Choices(coconut=coconut, coconut_kind=kind)
    if is_refused:
        with pytest.raises(RefusedForSafety, match=r"potassium would be .*\(source S68\)"):
            prepare_batch(catalog(), choices, Size())
    else:
        prepare_batch(catalog(), choices, Size())


@pytest.mark.parametrize("servings", ["0.1", "4", "100"])
def test_no_size_goes_round_a_limit(servings: str) -> None:
    with pytest.raises(RefusedForSafety):
        make_batch(servings, water=Fraction(1200))


def ids(about: tuple[str, ...] = (), **choices: object) -> list[str]:
    return [warning.id for warning in make_batch("4", about, **choices).warnings]


def test_honey_is_warned_about_where_there_is_honey() -> None:
    assert "honey-under-12-months" in ids()
    assert "honey-under-12-months" not in ids(sweetener="maple")
    assert "no-home-drink-under-1" in ids(sweetener="maple")


def test_warnings_follow_what_is_in_the_glass() -> None:
    assert set(ids(sweetener="none")) == {
        "not-ors", "no-home-drink-under-1", "too-salty", "salt-and-kidney", "lithium", "salt-substitute", "storage",
        "do-not-overdrink",
    }  # fmt: skip
    assert set(ids(coconut="1cup")) - set(ids()) == {"potassium-medicines"}
    assert set(ids(sweetener="none", has_mint=True)) ^ set(ids(sweetener="none")) == {"storage", "storage-same-day"}
    assert set(ids(water=Fraction(500))) - set(ids()) == {"salty"}


def test_the_first_warning_is_always_that_it_is_no_rehydration_solution() -> None:
    for about in ((), ("diabetes",), ("kidney", "pregnancy")):
        assert ids(about)[0] == "not-ors"


def test_what_a_person_noted_comes_to_the_front_and_calls_up_more() -> None:
    assert ids(("pregnancy",))[1] == "pregnancy"
    assert "pregnancy" not in ids()
    assert ids(("kidney",), coconut="1cup")[1:4] == ["salt-and-kidney", "potassium-medicines", "salt-substitute"]


def test_less_salt_than_a_spoon_holds_is_said_from_under_a_pinch() -> None:
    spoons = {servings: [warning.id for warning in make_batch(servings).warnings] for servings in ("0.9", "1")}
    assert "salt-below-spoons" in spoons["0.9"]
    assert "salt-below-spoons" not in spoons["1"]


def test_warnings_quote_the_quantities_of_this_drink() -> None:
    texts = {warning.id: warning.text for warning in make_batch().warnings}
    assert "about 18 g that act fast" in texts["diabetes"]
    assert (
        "about 145 mg of sodium, which is 7% of the 2,000 mg a day that WHO names as the limit."
        in texts["salt-and-kidney"]
    )
    assert "450 mOsm/kg" in texts["strong"]


def test_every_warning_and_refusal_names_sources_that_exist() -> None:
    import tomllib

    from tests.conftest import ROOT

    known = set(tomllib.loads((ROOT / "content" / "sources.toml").read_text(encoding="utf-8")))
    rules = catalog().safety_rules
    named = {source for limit in rules.limits for source in limit.sources}
    named |= {source for warning in rules.warnings for source in warning.sources}
    named |= {source for drink in catalog().reference_drinks for source in drink.sources} | set(
        catalog().method.sources
    )
    assert named <= known


def test_a_slip_of_the_spoon_is_told_from_a_level_one() -> None:
    assert describe_salt_error(Fraction(3, 2), Fraction(3, 2), "1/4 tsp") == ""
    assert describe_salt_error(Fraction("1.57"), Fraction(3, 2), "1/4 tsp") == ""
    assert "3 times the salt" in describe_salt_error(Fraction(9, 2), Fraction(3, 2), "1/4 tsp")
    assert "three times a quarter teaspoon" in describe_salt_error(Fraction(9, 2), Fraction(3, 2), "1/4 tsp")


@pytest.mark.parametrize("salt", ["1/4 tbsp", "1 tsp", "6g", "18 g"])
def test_salt_poured_past_the_limit_is_refused_whatever_size_is_asked_for(salt: str) -> None:
    have = parse_have(f"salt={salt}", catalog().tables.measures["us"])
    for size in (Size(servings=Fraction(4), have=have), Size(volume_ml=Fraction(1124), have=have)):
        with pytest.raises(RefusedForSafety, match="times the salt"):
            prepare_batch(catalog(), Choices(), size)


def test_salt_that_agrees_with_the_servings_is_fine_and_other_salt_is_not() -> None:
    us = catalog().tables.measures["us"]
    agreed = prepare_batch(catalog(), Choices(), Size(servings=Fraction(4), have=parse_have("salt=1/4 tsp", us)))
    assert agreed == make_batch()
    with pytest.raises(WrongUsage, match=r"1\.3 times the salt"):
        prepare_batch(catalog(), Choices(), Size(servings=Fraction(4), have=parse_have("salt=2g", us)))


REFUSALS = {
    "sodium_mmol_l": "Refused: sodium would be 50.1 mmol/L. The limit is 50, the upper limit of the European range"
    " for sports drinks. Use water with less sodium on its label, or less salty coconut water, and measure the salt"
    " with a level teaspoon. Pour a drink this salty away. (source S70)",
    "potassium_mmol_l": "Refused: potassium would be 25.1 mmol/L. The limit is 25, the upper limit for potassium in an"
    " oral rehydration solution. Use less coconut water. (source S68)",
    "sugars_g_100ml": "Refused: sugars would be 10.1 g/100 mL. The limit is 10, the upper limit for drinks taken during"
    " long efforts. Use less coconut water or less sweetener. (source S69)",
    "osmolality_mosm_kg": "Refused: strength would be 650.1 mOsm/kg. The limit is 650, more than twice as concentrated"
    " as blood, even with the estimate's 15%. Use water with fewer minerals, or less sweetener. (source S70)",
}


@pytest.mark.parametrize("quantity", REFUSALS)
def test_a_refusal_names_value_limit_reason_advice_and_source(quantity: str) -> None:
    limit = next(limit for limit in catalog().safety_rules.limits if limit.quantity == quantity)
    with pytest.raises(RefusedForSafety) as refusal:
        check_limits(at(limit, limit.refuse_above + Fraction(1, 10)), catalog().safety_rules)
    assert refusal.value.message == REFUSALS[quantity]
    assert refusal.value.exit_code == 3


def test_there_are_these_four_limits_and_no_others() -> None:
    assert {limit.quantity: limit.refuse_above for limit in catalog().safety_rules.limits} == {
        "sodium_mmol_l": 50, "potassium_mmol_l": 25, "sugars_g_100ml": 10, "osmolality_mosm_kg": 650,
    }  # fmt: skip
    assert set(REFUSALS) == {limit.quantity for limit in catalog().safety_rules.limits}


def texts(about: tuple[str, ...] = (), **choices: object) -> dict[str, str]:
    return {warning.id: warning.text for warning in make_batch("4", about, **choices).warnings}


HONEY = (
    "Never give honey to a child under 12 months, not even a taste and not even cooked, because it can cause infant"
    " botulism."
)
LITHIUM = (
    "If you take lithium, ask your doctor or pharmacist first, because a change in how much salt you take in changes"
    " the level of lithium in your blood."
)
POTASSIUM = (
    "Coconut water is rich in potassium, and a glass has about 145 mg. Ask first if you have kidney disease or"
    " diabetes, or take an ACE inhibitor (names that end in -pril, such as ramipril), an ARB (names that end in"
    " -sartan, such as losartan), spironolactone, eplerenone, amiloride, triamterene, trimethoprim, potassium tablets"
    " or a salt substitute."
)
SUBSTITUTE = (
    "Use ordinary salt. Lite salt and salt substitutes contain potassium chloride, which can be dangerous with kidney"
    " disease or some blood pressure medicines."
)


@pytest.mark.parametrize("servings", ["0.1", "4", "100"])
def test_every_batch_with_honey_says_never_under_12_months(servings: str) -> None:
    warnings = {warning.id: warning for warning in make_batch(servings).warnings}
    assert warnings["honey-under-12-months"].text == HONEY
    assert warnings["honey-under-12-months"].sources == ("S72",)
    assert "no-home-drink-under-1" not in warnings


def test_a_batch_without_honey_is_still_not_for_a_baby() -> None:
    for sweetener in ("maple", "sugar", "fruit", "none"):
        assert texts(sweetener=sweetener)["no-home-drink-under-1"] == (
            "Do not give this to a child under 1 year: a home-made drink with salt is not safe at that age."
        )


def test_potassium_is_warned_about_where_there_is_coconut_water_and_a_salt_substitute_always() -> None:
    assert texts(coconut="1cup")["potassium-medicines"] == POTASSIUM
    assert "potassium-medicines" not in texts()
    assert texts()["salt-substitute"] == texts(coconut="1cup")["salt-substitute"] == SUBSTITUTE


@pytest.mark.parametrize("choices", [{}, {"sweetener": "none"}, {"salt": "flaky", "sweetener": "fruit"}])
def test_every_drink_has_salt_and_so_warns_who_takes_lithium(choices: dict[str, Any]) -> None:
    assert texts(**choices)["lithium"] == LITHIUM
    assert ids(("lithium",), **choices)[1] == "lithium"


def test_the_order_is_whom_it_could_harm_then_the_glass_then_the_fridge() -> None:
    assert ids(coconut="1cup", has_mint=True) == [
        "not-ors", "honey-under-12-months", "strong", "too-salty", "salt-and-kidney", "lithium", "potassium-medicines",
        "salt-substitute", "diabetes", "do-not-overdrink", "storage-same-day",
    ]  # fmt: skip


def test_every_warning_is_whole_sentences() -> None:
    for warning in catalog().safety_rules.warnings:
        for sentence in re.split(r"(?<=\.) ", warning.text.rstrip()):
            assert len(sentence.split()) >= 3, sentence
        assert warning.text[0].isupper(), warning.id
        assert warning.text.endswith("."), warning.id
        assert "stronger than blood" not in warning.text


@pytest.mark.parametrize("word", ["kidney", "diabetes", "potassium-medicine"])
def test_a_noted_condition_that_potassium_harms_brings_its_warning_to_the_front(word: str) -> None:
    order = ids((word,), coconut="1cup")
    assert order.index("potassium-medicines") < order.index("honey-under-12-months")
    assert ids(coconut="1cup").index("potassium-medicines") > ids(coconut="1cup").index("honey-under-12-months")


def test_fast_sugar_is_warned_about_from_five_grams_a_serving() -> None:
    batch = make_batch()
    servings = batch.composition.servings
    for grams, is_warned in ((Fraction(5), True), (Fraction(499, 100), False)):
        composition = batch.composition._replace(liquid=batch.composition.liquid._replace(sugars_g=grams * servings))
        assert ("sugars" in warning_tags(batch.recipe, composition, catalog().safety_rules)) is is_warned


@pytest.mark.parametrize(("sodium_mg", "percent"), [("1010", "51"), ("1009.9", "50"), ("990", "50"), ("989.9", "49")])
def test_sodium_is_quoted_as_a_share_of_the_2000_mg_that_who_names_as_the_limit_of_a_day(
    sodium_mg: str, percent: str
) -> None:
    composition = make_batch().composition
    liquid = composition.liquid._replace(sodium_mg=Fraction(sodium_mg) * composition.servings)
    assert format_quantities(composition._replace(liquid=liquid))["sodium_percent"] == percent


@pytest.mark.parametrize(("millilitres", "is_tagged"), [("0.29", True), ("0.3", False)])
def test_salt_below_the_smallest_spoon_is_tagged(millilitres: str, is_tagged: bool) -> None:
    salt = catalog().tables.ingredients["salt"]
    small = Recipe(Fraction(1), (Portion(salt, Fraction(millilitres)),))
    assert ("salt-below-spoons" in warning_tags(small, make_batch().composition, catalog().safety_rules)) is is_tagged


def test_without_salt_no_spoon_is_too_large() -> None:
    assert "salt-below-spoons" not in warning_tags(
        Recipe(Fraction(1), ()), make_batch().composition, catalog().safety_rules
    )


def test_quantities_are_quoted_as_digits_without_needless_places() -> None:
    assert format_quantities(make_batch().composition) == {
        "sugars_g": "18", "sodium_mg": "145", "sodium_percent": "7", "potassium_mg": "40", "sodium_mmol_l": "23",
        "sugars_g_100ml": "6.5", "osmolality_mosm_kg": "450",
    }  # fmt: skip


TAKES = "the salt for this drink, which takes a level 1/4 tsp (1.5 g)."


@with_each(
    ("poured", "message"),
    [
        ("95/100", ""),
        ("94/100", f"That is 0.9 times {TAKES}"),
        ("105/100", ""),
        ("10501/10000", f"That is 1.1 times {TAKES}"),
        ("9499/10000", f"That is 0.9 times {TAKES}"),
        ("106/100", f"That is 1.1 times {TAKES}"),
        ("3", f"That is 3 times {TAKES} A quarter tablespoon is three times a quarter teaspoon."),
        ("4", f"That is 4 times {TAKES} A teaspoon is four quarter teaspoons."),
        ("12", f"That is 12 times {TAKES}"),
    ],
)
def test_other_salt_is_described_by_its_ratio_and_the_usual_slips(poured: str, message: str) -> None:
    recipe_g = Fraction(3, 2)
    assert describe_salt_error(Fraction(poured) * recipe_g, recipe_g, "1/4 tsp") == message


def warning(**fields: object) -> DrinkWarning:
    return DrinkWarning(id="w", text="", short="", sources=(), **fields)  # type: ignore[arg-type]


@with_each(
    ("rule", "about", "is_shown"),
    [
        (warning(), (), True),
        (warning(when="honey"), (), True),
        (warning(when="maple"), (), False),
        (warning(unless="honey"), (), False),
        (warning(unless="maple"), (), True),
        (warning(when="honey", unless="salt"), (), False),
        (warning(when="about:pregnancy", about=("pregnancy",)), ("pregnancy",), True),
        (warning(when="about:pregnancy", about=("pregnancy",)), ("kidney",), False),
        (warning(when="about:reflux", about=("reflux", "mouth-ulcers")), ("mouth-ulcers",), True),
        (warning(about=("kidney",)), (), True),
    ],
)
def test_a_warning_is_shown_by_its_tags_and_by_the_words_of_the_settings(
    rule: DrinkWarning, about: tuple[str, ...], is_shown: bool
) -> None:
    batch = make_batch()
    shown = select_warnings(batch.recipe, batch.composition, SafetyRules((), (rule,)), frozenset(about))
    assert bool(shown) is is_shown


def test_the_first_warning_stays_first_and_the_others_keep_their_order_within_the_two_groups() -> None:
    rules = SafetyRules(
        (),
        tuple(
            warning()._replace(id=name, about=about)
            for name, about in (("a", ()), ("b", ()), ("c", ("kidney",)), ("d", ()), ("e", ("kidney", "heart")))
        ),
    )
    batch = make_batch()
    order = [rule.id for rule in select_warnings(batch.recipe, batch.composition, rules, frozenset({"kidney"}))]
    assert order == ["a", "c", "e", "b", "d"]


def test_the_recipes_salt_is_given_in_tenths_of_a_gram_and_in_hundredths_below_one() -> None:
    assert describe_salt_error(Fraction(1), Fraction(3, 8), "1 pinch").endswith("a level 1 pinch (0.38 g).")
    assert describe_salt_error(Fraction(1), Fraction("0.2"), "0.2 g").endswith("this drink, which takes 0.2 g.")


def test_a_refusal_gives_value_and_limit_to_one_decimal_place() -> None:
    limit = Limit("sodium_mmol_l", "sodium", "mmol/L", Fraction("20.25"), "because", "Then.", ("S01", "S02"))
    with pytest.raises(RefusedForSafety) as refusal:
        check_limits(at(limit, Fraction("20.349")), SafetyRules((limit,), ()))
    assert refusal.value.message == (
        "Refused: sodium would be 20.3 mmol/L. The limit is 20.3, because. Then. (source S01, S02)"
    )
    check_limits(at(limit, Fraction("20.25")), SafetyRules((limit,), ()))
