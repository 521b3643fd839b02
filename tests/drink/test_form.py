"""The fields of the drink: what arrows and typing make of them."""

import json
from fractions import Fraction

import pytest

from spasmtui.cli import main
from spasmtui.drink.batch import prepare_batch
from spasmtui.drink.form import Form, format_size, parse_size
from spasmtui.drink.recipe import Choices
from spasmtui.drink.text_output import build_json
from spasmtui.errors import RefusedForSafety, WrongUsage
from tests.support.cases import with_each
from tests.support.drink import catalog

FOUR = Fraction(4)
US = catalog().tables.measures["us"]


def ids(form: Form) -> list[str]:
    return [field.id for field in form.fields()]


def test_fields_that_say_nothing_now_are_not_shown() -> None:
    usual = ["make", "measures", "sweetener", "citrus", "water", "coconut", "has_mint", "salt"]
    assert ids(Form()) == usual
    fruity = Form(choices=Choices(sweetener="fruit", coconut="1 cup"))
    assert set(ids(fruity)) - set(usual) == {"fruit", "is_fruit_eaten", "coconut_kind"}


@with_each("name", ids(Form(choices=Choices(sweetener="fruit", coconut="1 cup")))[1:])
def test_a_field_turned_all_the_way_round_is_where_it_was_and_back_again(name: str) -> None:
    start = Form(choices=Choices(sweetener="fruit", coconut="1 cup"))
    seen, form = [start], start.with_step(name, 1, FOUR)
    while form != start:
        seen.append(form)
        form = form.with_step(name, 1, FOUR)
    assert len(seen) >= 2
    for one in reversed(seen[1:]):
        assert one.with_step(name, -1, FOUR) in seen


def test_every_form_the_arrows_can_reach_makes_a_drink_or_a_refusal() -> None:
    forms = {Form()}
    for name in ids(Form(choices=Choices(sweetener="fruit", coconut="1 cup"))):
        for form in tuple(forms)[:40]:
            for _ in range(5):
                form = form.with_step(name, 1, FOUR)
                forms.add(form)
    refusals = [refusal_of(form) for form in sorted(forms, key=repr)[::7]]
    assert None in refusals
    assert all("potassium would be" in refusal for refusal in refusals if refusal is not None)


def refusal_of(form: Form) -> str | None:
    measures = catalog().tables.measures[form.choices.measures]
    try:
        prepare_batch(catalog(), form.choices, parse_size(form.size, measures))
    except RefusedForSafety as refusal:
        return refusal.message
    return None


@with_each(
    ("make", "step", "servings", "becomes"),
    [
        ("4", 1, "4", "5"), ("4", -1, "4", "3"), ("1", -1, "1", "1"), ("100", 1, "100", "100"), ("2.5", 1, "2.5", "3"),

        ("2.5", -1, "2.5", "2"), ("750ml", 1, "2.67", "1000ml"), ("750ml", -1, "2.67", "500ml"),
        ("250ml", -1, "0.9", "250ml"),
        ("700ml", 1, "2.5", "750ml"), ("salt=4g", 1, "10.67", "11"), ("salt=4g", -1, "10.67", "10"),
        ("1l", 1, "3.56", "4"),
    ],
)  # fmt: skip
def test_arrows_step_servings_and_volumes(make: str, step: int, servings: str, becomes: str) -> None:
    assert Form(make).with_step("make", step, Fraction(servings)).size == becomes


@pytest.mark.parametrize(
    ("name", "text", "choices"),
    [
        ("water", "130", Choices(water=Fraction(130))),
        ("water", "Tap", Choices(water="tap")),
        ("coconut", "250 ml", Choices(coconut="250 ml")),
        ("coconut", "none", Choices()),
    ],
)
def test_typed_text_becomes_the_fields_value(name: str, text: str, choices: Choices) -> None:
    assert Form().with_text(name, text, US) == Form(choices=choices)


@with_each(
    ("name", "text"), [("make", "sixish"), ("make", ""), ("make", "salt=4"), ("water", "sea"), ("coconut", "3 g")]
)
def test_what_cannot_be_read_is_a_sentence(name: str, text: str) -> None:
    form = Form()
    with pytest.raises(WrongUsage):
        prepare_batch(catalog(), form.choices, parse_size(form.with_text(name, text, US).size, US))


def test_how_much_is_said_in_the_way_it_was_asked_for() -> None:
    assert [format_size(make) for make in ("1", "6", "6 servings", "750ml.", "half a pint", "salt=4g")] == [
        "1 serving", "6 servings", "6 servings", "750ml.", "half a pint", "from 4g salt",
    ]  # fmt: skip


def test_a_form_out_of_a_file_may_be_impossible() -> None:
    assert Form().is_valid()
    assert Form(choices=Choices(water=Fraction(500), coconut="250ml")).is_valid()
    assert not Form(choices=Choices(sweetener="aspartame")).is_valid()


@pytest.mark.parametrize(
    "form",
    [
        Form(),
        Form("750ml", Choices(sweetener="maple", water=Fraction("130.5"), measures="metric")),
        Form("salt=4g", Choices(sweetener="fruit", fruit="oranges", is_fruit_eaten=True, has_mint=True)),
        Form("12", Choices(citrus="both", coconut="1 1/2 cups", coconut_kind="fresh", salt="flaky", water="tap")),
        Form("half a pint", Choices(measures="imperial")),
        Form("750 ml."),
        Form("6 servings"),
    ],
)
def test_the_command_of_a_form_prints_the_same_drink(form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    measures = catalog().tables.measures[form.choices.measures]
    batch = prepare_batch(catalog(), form.choices, parse_size(form.size, measures))
    assert main(["drink", "--json", *form.command_words()]) == 0
    assert json.loads(capsys.readouterr().out) == build_json(batch, catalog().reference_drinks)
