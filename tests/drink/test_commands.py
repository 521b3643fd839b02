"""`spasmtui drink` as a process: its JSON as in interface.md, its exit codes, its sentences."""

import json
from typing import Any

import pytest

from tests.conftest import Run


def printed(spasmtui: Run, *words: str) -> Any:
    ended = spasmtui("drink", "--json", *words)
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
    assert [part["id"] for part in drink["ingredients"]] == ["water", "citrus-lemon", "honey", "salt"]
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
        (["--servings", "1e3"], "not a number"),
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
        (["--water", "-5"], "--water is"),
        (["--water", "1000000"], "the sea"),
        (["--coconut", "5cups"], "not more"),
        (["--sweetener", "honey", "--fruit", "oranges"], "takes the place of the sweetener"),
        (["--sweetener", "aspartame"], "invalid choice"),
    ],
)
def test_an_amount_that_makes_no_sense_is_a_sentence_and_exit_2(spasmtui: Run, words: list[str], says: str) -> None:
    ended = spasmtui("drink", *words)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr


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
    spasmtui: Run, words: list[str], source: str
) -> None:
    ended = spasmtui("drink", "--json", *words)
    assert (ended.returncode, ended.stdout) == (3, "")
    error = json.loads(ended.stderr)["error"]
    assert error["code"] == "refused"
    assert source in error["message"]


def test_markdown_and_text_say_that_it_is_no_rehydration_solution(spasmtui: Run) -> None:
    for form in ("text", "md", "label"):
        ended = spasmtui("drink", "--format", form)
        assert ended.returncode == 0
        assert "oral rehydration solution." in ended.stdout
        assert all(character < "\u2500" or character > "\u28ff" for character in ended.stdout)


def test_no_heavy_package_is_loaded_by_the_command(spasmtui: Run) -> None:
    ended = spasmtui("drink", "--servings", "6", PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
    assert ended.returncode == 0
    assert loaded & {"pint", "pydantic", "textual", "tinydb", "rich", "json"} == set()
