"""`spasmtui drink` as a process: its JSON as in interface.md, its exit codes, its sentences."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from spasmtui.cli import main
from spasmtui.drink.documents import label_lines
from tests.conftest import FakeClock, Run
from tests.support.drink import catalog, make_batch

Ended = tuple[int, str, str]


@pytest.fixture
def drink(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run `spasmtui drink WORDS...` in this process: exit code, stdout, stderr."""

    def run(*words: str) -> Ended:
        code = main(["drink", *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def printed(here: Run, *words: str) -> Any:
    ended = here("drink", "--json", *words)
    assert (ended.returncode, ended.stderr) == (0, "")
    return json.loads(ended.stdout)


def test_the_json_of_the_usual_drink_is_the_interfaces(spasmtui: Run) -> None:
    drink = printed(spasmtui)
    assert list(drink) == [
        "servings", "measures", "volume_ml", "ingredients", "per_serving", "concentration", "compared_with", "warnings",
        "steps",
    ]  # fmt: skip
    assert (drink["servings"], drink["measures"], drink["volume_ml"]) == (4, "us", 1124.0)
    salt = {"id": "salt", "grams": 1.5, "millilitres": 1.23, "text": "1/4 tsp", "rounding_error_percent": 0.0}
    assert [portion["id"] for portion in drink["ingredients"]] == ["water", "citrus-lemon", "honey", "salt"]
    assert drink["ingredients"][3] == salt
    assert drink["per_serving"] == {
        "volume_ml": 281.1, "energy_kcal": 71.1, "sugars_g": 18.2, "sodium_mg": 146.5, "potassium_mg": 42.5,
        "magnesium_mg": 2.3, "calcium_mg": 3.2,
    }  # fmt: skip
    assert drink["concentration"] == {
        "sodium_mmol_l": 22.7, "potassium_mmol_l": 3.9, "sugars_g_100ml": 6.5, "osmolality_mosm_kg": 450.0,
    }  # fmt: skip
    assert [other["id"] for other in drink["compared_with"]] == ["who-ors", "sports-drink", "water"]
    assert drink["warnings"][0]["text"].startswith("This is not an oral rehydration solution.")
    assert "honey-under-12-months" in [warning["id"] for warning in drink["warnings"]]
    assert any("stir again before pouring" in step for step in drink["steps"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--servings", "0"], "above zero"),
        (["--servings", "-1"], "above zero"),
        (["--servings", "nan"], "not an amount"),
        (["--servings", "inf"], "not an amount"),
        (["--servings", "1e9"], "'1e9' is not a number. Write it out: 4, 0.75 or 1 1/2."),
        (["--servings", "4x"], "is not a number"),
        (["--servings", "1000000000"], "more than a million"),
        (["--servings", "101"], "up to about 28 litres"),
        (["--servings", "9" * 5000], "not an amount"),
        (["--servings", "4", "--volume", "1l"], "not both"),
        (["--volume", "1,000ml"], "two ways"),
        (["--volume", "750"], "not a volume"),
        (["--volume", "4g"], "not a volume"),
        (["--have", "sallt=4g"], "Did you mean 'salt'?"),
        (["--have", "salt=-4g"], "above zero"),
        (["--have", "salt=4"], "salt=4g"),
        (["--have", "maple=1cup"], "There is no maple in this recipe"),
        (["--servings", "4", "--have", "honey=1cup"], "Give one of"),
        (["--water", "-5"], "The water cannot be '-5'. It can be"),
        (["--water", "1000000"], "the sea"),
        (["--coconut", "5cups"], "not more"),
        (["--sweetener", "honey", "--fruit", "oranges"], "takes the place of the sweetener"),
        (
            ["--sweetener", "suger"],
            "--sweetener cannot be 'suger'. Did you mean 'sugar'? It can be honey, maple, sugar, fruit or none.\n",
        ),
        (["--sweetener", "aspartame"], "--sweetener cannot be 'aspartame'. It can be honey, maple"),
        (["--salt", "Kosher"], "Did you mean 'kosher'?"),
        (["--format", "markdwn"], "It can be text, md, label or shopping."),
        (["--measures", "metrc"], "Did you mean 'metric'?"),
    ],
)
def test_an_amount_that_makes_no_sense_is_a_sentence_and_exit_2(
    drink: Callable[..., Ended], words: list[str], says: str
) -> None:
    code, out, err = drink(*words)
    assert (code, out) == (2, "")
    assert says in err


@pytest.mark.parametrize(
    ("words", "source"),
    [
        (["--water", "1200"], "S70"),
        (["--water", "5000"], "S70"),
        (["--coconut", "2cups", "--coconut-kind", "fresh"], "S68"),
        (["--servings", "4", "--have", "salt=1/4 tbsp"], "three times a quarter teaspoon"),
        (["--servings", "4", "--have", "salt=1tsp"], "4 times the salt"),
    ],
)
def test_a_drink_outside_a_limit_is_refused_with_its_source_and_exit_3(
    drink: Callable[..., Ended], words: list[str], source: str
) -> None:
    code, out, err = drink("--json", *words)
    assert (code, out) == (3, "")
    error = json.loads(err)["error"]
    assert error["code"] == "refused"
    assert source in error["message"]


def test_text_markdown_and_label_say_that_it_is_no_rehydration_solution(drink: Callable[..., Ended]) -> None:
    for form in ("text", "md", "label"):
        code, out, _ = drink("--format", form)
        assert code == 0
        assert out.lower().count("not an oral rehydration solution") == 1
        assert [character for character in out if "\u2500" <= character <= "\u28ff" or character == "\x1b"] == []


def test_the_shopping_list_counts_whole_fruit(drink: Callable[..., Ended]) -> None:
    assert drink("--format", "shopping", "--citrus", "both")[1].splitlines() == [
        "Shopping list", "- water: 945 mL", "- lemon juice: 60 mL, 2 lemons", "- lime juice: 60 mL, 2 limes",
        "- honey: 60 mL", "- table salt: 1.5 g",
    ]  # fmt: skip


def test_the_label_lasts_a_day_and_with_mint_or_fruit_until_midnight() -> None:
    now = FakeClock().now()
    label = label_lines(make_batch(), catalog(), now)
    assert label[2:4] == ["Made    Sun 22 Nov 2026 03:12", "Use by  Mon 23 Nov 2026 03:12"]
    assert label_lines(make_batch(has_mint=True), catalog(), now)[3] == "Use by  Sun 22 Nov 2026 23:59"
    assert label_lines(make_batch(sweetener="fruit"), catalog(), now)[3] == "Use by  Sun 22 Nov 2026 23:59"


def test_eaten_fruit_counts_in_a_serving_and_not_in_the_liquid(drink: Callable[..., Ended]) -> None:
    infused = json.loads(drink("--json", "--fruit", "oranges")[1])
    eaten = json.loads(drink("--json", "--fruit", "oranges", "--eat-fruit")[1])
    assert infused["concentration"] == eaten["concentration"]
    assert infused["per_serving"]["sugars_g"] == 0.8
    assert eaten["per_serving"]["sugars_g"] == 5.0
    assert infused["ingredients"][-1]["id"] == "oranges"


def test_the_steps_hold_the_scaled_amounts(drink: Callable[..., Ended]) -> None:
    steps = " ".join(json.loads(drink("--json", "--servings", "6", "--mint", "--coconut", "1cup")[1])["steps"])
    for text in (
        "3/4 cup of lemon juice", "6 tbsp of honey", "1/4 tsp and 1/8 tsp of table salt",
        "4 1/2 cups of water and 1 1/2 cups of packaged coconut water", "3 tbsp of mint leaves",
    ):  # fmt: skip
        assert text in steps


def test_no_heavy_package_is_loaded_by_the_command(spasmtui: Run) -> None:
    ended = spasmtui("drink", "--servings", "6", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert ended.returncode == 0
    assert loaded & {"pint", "pydantic", "textual", "tinydb", "rich", "json"} == set()
