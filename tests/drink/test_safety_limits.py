"""Both sides of every limit, and the warnings that belong to what is in the glass."""

from fractions import Fraction

import pytest

from spasmtui.drink.batch import Size, parse_have, prepare_batch
from spasmtui.drink.composition import Composition
from spasmtui.drink.recipe import Choices
from spasmtui.drink.safety_limits import Limit, check_limits, describe_salt_error, select_warnings
from spasmtui.errors import RefusedForSafety, WrongUsage
from tests.drink.test_composition import TABLE, variant
from tests.support.drink import catalog, make_batch, recipe

REFUSED = {"water of 1,200 mg/L", "slip: 1/4 tablespoon", "slip: 1 teaspoon"}


@pytest.mark.parametrize("name", TABLE)
def test_of_the_facts_table_the_slips_and_the_saltiest_water_are_refused(name: str) -> None:
    composition = variant(name)
    if name in REFUSED:
        with pytest.raises(RefusedForSafety, match=r"sodium would be .*\(source S70\)"):
            check_limits(composition, catalog().safety_rules)
    else:
        check_limits(composition, catalog().safety_rules)


def at(limit: Limit, figure: Fraction) -> Composition:
    """A composition with one figure where it is wanted, and water for the rest."""
    batch = make_batch().composition.liquid
    plain = Composition(
        Fraction(4), Fraction(1000), type(batch)(water_g=Fraction(1000)), type(batch)(), (), Fraction(0)
    )
    match limit.figure:
        case "sodium_mmol_l":
            return plain._replace(liquid=plain.liquid._replace(sodium_mg=figure * Fraction("22.990")))
        case "potassium_mmol_l":
            return plain._replace(liquid=plain.liquid._replace(potassium_mg=figure * Fraction("39.098")))
        case "sugars_g_100ml":
            return plain._replace(liquid=plain.liquid._replace(sugars_g=figure * 10))
        case _:
            return plain._replace(osmoles_mmol=figure)


@pytest.mark.parametrize("limit", catalog().safety_rules.limits, ids=lambda limit: limit.figure)
def test_a_limit_lets_its_own_figure_pass_and_refuses_the_next(limit: Limit) -> None:
    assert getattr(at(limit, limit.refuse_above), limit.figure) == limit.refuse_above
    check_limits(at(limit, limit.refuse_above), catalog().safety_rules)
    with pytest.raises(RefusedForSafety, match=f"Refused: {limit.name} would be"):
        check_limits(at(limit, limit.refuse_above + Fraction(1, 10**6)), catalog().safety_rules)


@pytest.mark.parametrize(
    "limit", [limit for limit in catalog().safety_rules.limits if limit.warning], ids=lambda limit: limit.figure
)
def test_a_warning_begins_past_its_figure(limit: Limit) -> None:
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
        "not-ors", "no-home-drink-under-1", "too-salty", "salt-and-kidney", "salt-substitute", "storage",
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


def test_less_salt_than_a_spoon_holds_is_said_from_under_an_eighth_of_a_teaspoon() -> None:
    spoons = {servings: [warning.id for warning in make_batch(servings).warnings] for servings in ("1.9", "2")}
    assert "salt-below-spoons" in spoons["1.9"]
    assert "salt-below-spoons" not in spoons["2"]


def test_warnings_quote_the_figures_of_this_drink() -> None:
    texts = {warning.id: warning.text for warning in make_batch().warnings}
    assert "about 18 g of fast sugar" in texts["diabetes"]
    assert "about 146 mg of sodium, 7% of the 2,000 mg" in texts["salt-and-kidney"]
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
