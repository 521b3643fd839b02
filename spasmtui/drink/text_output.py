"""Format a batch as text and as JSON. Numbers become floats here and nowhere before."""

from __future__ import annotations

from fractions import Fraction

from spasmtui.drink.batch import Batch, volume_text
from spasmtui.drink.composition import UNCERTAINTY_PERCENT
from spasmtui.drink.measures import SHOWN_ERROR
from spasmtui.drink.numbers import decimal, rounded
from spasmtui.shared.text_wrap import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spasmtui.drink.catalog import Catalog, ReferenceDrink
    from spasmtui.drink.ingredients import Nutrients

NOT_ORS = "This is not an oral rehydration solution."
_WIDTH = 78


def rounded_float(value: Fraction, places: int) -> float:
    """Round a number for JSON."""
    return float(rounded(value, places))


def _amount_float(value: Fraction) -> float:
    """Round to two decimal places, or to three below 1."""
    return rounded_float(value, 2 if value >= 1 else 3)


def build_json(batch: Batch, reference_drinks: tuple[ReferenceDrink, ...]) -> dict[str, Any]:
    """Build the value that `drink --json` prints."""
    composition, serving = batch.composition, batch.serving
    servings = batch.recipe.servings
    return {
        "servings": int(servings) if servings.denominator == 1 else rounded_float(servings, 2),
        "measures": batch.measures.id,
        "volume_ml": _volume_float(composition.volume_ml),
        "ingredients": [
            {
                "id": portion.ingredient.public_id,
                "grams": _amount_float(portion.grams),
                "millilitres": _amount_float(portion.millilitres),
                "text": amount.text,
                "rounding_error_percent": error_percent(amount.error),
            }
            for portion, amount in batch.measured_portions()
        ],
        "per_serving": {
            "volume_ml": _volume_float(composition.serving_ml),
            "energy_kcal": rounded_float(serving.kcal, 1),
            "sugars_g": rounded_float(serving.sugars_g, 1),
            "sodium_mg": rounded_float(serving.sodium_mg, 1),
            "potassium_mg": rounded_float(serving.potassium_mg, 1),
            "magnesium_mg": rounded_float(serving.magnesium_mg, 1),
            "calcium_mg": rounded_float(serving.calcium_mg, 1),
        },
        "concentration": {
            "sodium_mmol_l": rounded_float(composition.sodium_mmol_l, 1),
            "potassium_mmol_l": rounded_float(composition.potassium_mmol_l, 1),
            "sugars_g_100ml": rounded_float(composition.sugars_g_100ml, 1),
            "osmolality_mosm_kg": rounded_float(composition.osmolality_mosm_kg, -1),
        },
        "compared_with": [
            {
                "id": drink.id,
                "title": drink.title,
                **{name: _range(low, high) for name, (low, high) in drink.quantities},
            }
            for drink in reference_drinks
        ],
        "warnings": [
            {"id": warning.id, "text": warning.text, "sources": list(warning.sources)} for warning in batch.warnings
        ],
        "steps": list(batch.steps),
    }


def error_percent(error: Fraction) -> float:
    """Convert an error from a share to percent, rounded up to two decimal places so that it is never understated."""
    return float(Fraction((error * 10_000).__ceil__(), 100))


def _volume_float(millilitres: Fraction) -> float:
    """Round to whole millilitres from a litre on, else to tenths, so that the servings add up to the batch."""
    return rounded_float(millilitres, 0 if millilitres >= 1000 else 1)


def _range(low: Fraction, high: Fraction) -> float | list[float]:
    return float(low) if low == high else [float(low), float(high)]


def format_text(batch: Batch, catalog: Catalog) -> str:
    """Format the drink as plain lines: amounts, composition, comparison, method and warnings."""
    lines = [heading(batch, catalog.method.title), NOT_ORS, ""]
    lines += amount_lines(batch)
    lines += [
        "",
        *_wrapped(serving_line(batch)),
        *_wrapped(litre_line(batch)),
        "",
        *comparison_lines(batch, catalog.reference_drinks),
        "",
    ]
    for number, step in enumerate(batch.steps, 1):
        lines += _wrapped(step, f"{number}. ")
    lines.append("")
    for warning in batch.warnings:
        lines += _wrapped(f"{warning.text} [{' '.join(warning.sources)}]", "- ")
    lines += ["", *_wrapped(catalog.method.purpose)]
    return "\n".join(lines)


def heading(batch: Batch, title: str) -> str:
    """Format the first line: title, servings, volume and measures."""
    servings = decimal(batch.recipe.servings, 2)
    noun = "serving" if batch.recipe.servings == 1 else "servings"
    volume = volume_text(batch.composition.volume_ml)
    return f"{title}: {servings} {noun}, {volume} ({batch.measures.title} measures)"


def amount_rows(batch: Batch) -> list[tuple[str, ...]]:
    """Return a row per portion: amount, ingredient, volume, weight, and the error where it is over 1%."""
    return [
        (
            amount.text,
            portion.ingredient.name,
            _format_quantity(portion.millilitres, "mL", "L"),
            _format_quantity(portion.grams, "g", "kg"),
            f"within {decimal(amount.error * 100, 1)}%" if amount.error > SHOWN_ERROR else "",
        )
        for portion, amount in batch.measured_portions()
    ]


def amount_lines(batch: Batch) -> list[str]:
    """Format the amounts in columns."""
    rows = amount_rows(batch)
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return [
        f"  {text:<{first}}  {name:<{second}}  {volume:>9}  {weight:>8}  {error}".rstrip()
        for text, name, volume, weight, error in rows
    ]


def serving_line(batch: Batch) -> str:
    """Format the composition of one serving, and of the infused fruit in it."""
    composition = batch.composition
    serving = composition.per_serving
    kinds = ", ".join(
        f"{kind} {decimal(grams / composition.servings, 1)}"
        for kind, grams in composition.sugars_g
        if grams / composition.servings >= Fraction(1, 20)
    )
    text = (
        f"A serving is {volume_text(composition.serving_ml)}: {decimal(serving.kcal)} kcal,"
        f" sugars {decimal(serving.sugars_g, 1)} g{f' ({kinds})' if kinds else ''}, {_format_minerals(serving)}."
    )
    if any(composition.fruit):
        fruit = composition.fruit_per_serving
        verb = "adds" if batch.choices.is_fruit_eaten else "would add"
        text += (
            f" Eating the fruit {verb} {decimal(fruit.kcal)} kcal, sugars {decimal(fruit.sugars_g, 1)} g"
            f" and potassium {decimal(fruit.potassium_mg)} mg a serving."
        )
    return text


def litre_line(batch: Batch) -> str:
    """Format the composition of one litre."""
    litre = batch.composition.per_litre
    return f"A litre: {decimal(litre.kcal)} kcal, sugars {decimal(litre.sugars_g)} g, {_format_minerals(litre)}."


def comparison_rows(batch: Batch, reference_drinks: tuple[ReferenceDrink, ...]) -> list[tuple[str, ...]]:
    """Return a header row of names and units, then a row for this drink and for each reference drink."""
    composition = batch.composition
    return [
        ("", "sodium mmol/L", "potassium mmol/L", "sugars g/100 mL", "strength mOsm/kg"),
        (
            "This drink",
            decimal(composition.sodium_mmol_l, 1),
            decimal(composition.potassium_mmol_l, 1),
            decimal(composition.sugars_g_100ml, 1),
            f"~{decimal(composition.osmolality_mosm_kg, -1)}",
        ),
        *(
            (drink.title, *(_format_range(low, high) for _, (low, high) in drink.quantities))
            for drink in reference_drinks
        ),
    ]


ESTIMATED = f"~ estimated from the ingredients, give or take {UNCERTAINTY_PERCENT}%"


def comparison_lines(batch: Batch, reference_drinks: tuple[ReferenceDrink, ...]) -> list[str]:
    """Format the comparison in columns."""
    head, *rows = comparison_rows(batch, reference_drinks)
    first = max(len(row[0]) for row in rows)
    names, units = zip(*(cell.partition(" ")[::2] for cell in head), strict=True)
    return [
        *(f"  {row[0]:<{first}}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in (names, units, *rows)),
        f"  {ESTIMATED}",
    ]


def _format_minerals(nutrients: Nutrients) -> str:
    return (
        f"sodium {decimal(nutrients.sodium_mg)} mg, potassium {decimal(nutrients.potassium_mg)} mg,"
        f" magnesium {decimal(nutrients.magnesium_mg, 1)} mg, calcium {decimal(nutrients.calcium_mg, 1)} mg"
    )


def _format_range(low: Fraction, high: Fraction) -> str:
    return decimal(low, 2) if low == high else f"{decimal(low, 2)}-{decimal(high, 2)}"


def _format_quantity(value: Fraction, unit: str, thousand_units: str) -> str:
    """Format a quantity with three digits, in the larger unit from 1000 on."""
    if value >= 1000:
        value, unit = value / 1000, thousand_units
    return f"{decimal(value, 0 if value >= 100 else 1 if value >= 10 else 2)} {unit}"


def _wrapped(text: str, mark: str = "") -> list[str]:
    """Wrap a text at 78 characters, the lines after the first indented by the width of its mark."""
    return wrap(text, _WIDTH, first=mark, rest=" " * len(mark))
