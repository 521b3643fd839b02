"""Format a batch as text and as JSON. Numbers become floats here and nowhere before."""

from __future__ import annotations

from fractions import Fraction

from spasmtui.drink.batch import Batch, glass_text
from spasmtui.drink.composition import UNCERTAINTY_PERCENT
from spasmtui.drink.measures import SHOWN_ERROR, MeasuredAmount, Measures, nearest_spoons, volume_text
from spasmtui.drink.numbers import decimal, rounded, rounded_figure, rounded_to
from spasmtui.shared.text_wrap import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from spasmtui.drink.catalog import Catalog, ReferenceDrink
    from spasmtui.drink.ingredients import Nutrients, Portion

NOT_ORS = "This is not an oral rehydration solution."
WIDTH = 78
"""The columns of a text that goes to no terminal."""
_MIN_WIDTH = 30


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


def format_text(batch: Batch, catalog: Catalog, width: int = WIDTH, *, is_read_aloud: bool = False) -> str:
    """Format the drink as a recipe card: ingredients, steps, what is in a glass, a comparison, and notes.

    That it is no oral rehydration solution is said once, by the first of the notes.

    Args:
        batch: the drink.
        catalog: its content.
        width: the columns there are; lines are never longer, unless there are fewer than 30.
        is_read_aloud: whether each line is heard by itself, so that nothing is in columns.
    """
    width = max(_MIN_WIDTH, min(width, WIDTH))
    lines = wrap(heading(batch, catalog.method.title), width)
    if batch.reading:
        lines += wrap(batch.reading, width)
    lines += ["", "Ingredients", *amount_lines(batch, width, is_read_aloud=is_read_aloud), "", "Steps"]
    for number, step in enumerate(batch.steps, 1):
        mark = f"{number:>2}. "
        lines += wrap(step, width, first=mark, rest=" " * len(mark))
    lines += ["", *wrap(serving_line(batch), width), "", *wrap(litre_line(batch), width)]
    compared = comparison_lines(batch, catalog.reference_drinks, width, is_read_aloud=is_read_aloud)
    lines += ["", "Compared with other drinks", *compared]
    lines += ["", "Notes"]
    for warning in batch.warnings:
        lines += wrap(f"{warning.text} [{' '.join(warning.sources)}]", width, first="- ", rest="  ")
    return "\n".join([*lines, "", *wrap(catalog.method.purpose, width)])


def heading(batch: Batch, title: str) -> str:
    """Format the first line: title, servings, volume and measures."""
    servings = decimal(batch.recipe.servings, 2 if batch.recipe.servings < 1 else 1)
    noun = "serving" if batch.recipe.servings == 1 else "servings"
    volume = volume_text(batch.composition.volume_ml)
    return f"{title}: {servings} {noun}, {volume} ({batch.measures.title} measures)"


def amount_rows(batch: Batch) -> list[tuple[str, ...]]:
    """Return a row per portion: amount, ingredient, volume, weight, and a note.

    A column stays empty where the amount says the same, for the volume of a spoon of salt, and for the weight of water.
    """
    return [
        (
            amount.text,
            portion.ingredient.name,
            "" if portion.millilitres < 10 or amount.text.endswith(("mL", "L")) else volume_text(portion.millilitres),
            "" if amount.is_weighed or portion.ingredient.public_id == "water" else weight_text(portion.grams),
            amount_note(portion, amount),
        )
        for portion, amount in batch.measured_portions()
    ]


def amount_note(portion: Portion, amount: MeasuredAmount) -> str:
    """Format how many whole fruit to press, or how far off the amount is where that is over 2%; else empty."""
    if portion.ingredient.whole is not None:
        singular, plural, grams = portion.ingredient.whole
        count = (portion.grams / grams).__ceil__()
        return f"{count} {singular if count == 1 else plural}"
    return _off(amount)


def without_scale(batch: Batch) -> list[str]:
    """Return a text per portion: the spoons that come near a weight, for who has no scale; empty for any other."""
    return [
        _spoons_near(portion, batch.measures) if amount.is_weighed else ""
        for portion, amount in batch.measured_portions()
    ]


def _spoons_near(portion: Portion, measures: Measures) -> str:
    spoons = nearest_spoons(portion.millilitres, portion.ingredient.units, measures)
    return ", ".join(filter(None, (f"or {spoons.text}", _off(spoons)))) if spoons is not None else ""


def _off(amount: MeasuredAmount) -> str:
    """Format how far off an amount is where that is over 2%; else empty."""
    if amount.error <= SHOWN_ERROR:
        return ""
    return f"{decimal(amount.error * 100)}% {'more' if amount.deviation > 0 else 'less'}"


def weight_text(grams: Fraction) -> str:
    """Format a weight as a scale shows it: `1.5 g`, `85 g`, to 5 g from 100 g on, `1.42 kg`."""
    if grams < 10:
        return f"{decimal(grams, 1 if grams >= Fraction(1, 20) else 2)} g"
    if grams < 100:
        return f"{decimal(grams)} g"
    if grams < Fraction(1995, 2):
        return f"{decimal(rounded_to(grams, 5))} g"
    return f"{decimal(grams / 1000, 2)} kg"


def amount_lines(batch: Batch, width: int = WIDTH, *, is_read_aloud: bool = False) -> list[str]:
    """Format the amounts in columns; volumes, weights and notes only where they fit. None are for a voice."""
    rows = amount_rows(batch)
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    fits = sum(widths) + 12 <= width
    lines = []
    for (text, name, volume, weight, note), spoons in zip(rows, without_scale(batch), strict=True):
        first = f"  {text:<{widths[0]}}  "
        if is_read_aloud:
            lines.append(f"- {text} {', '.join(filter(None, (name, volume, weight, note)))}")
        elif fits:
            cells = [name.ljust(widths[1]), volume.rjust(widths[2]), weight.rjust(widths[3]), note]
            lines.append(first + "  ".join(cell for cell, room in zip(cells, widths[1:], strict=True) if room).rstrip())
        else:
            lines += wrap(name, width, first=first, rest=" " * len(first))
        if spoons:
            lines.append(f"  {spoons}")
    return lines


def serving_line(batch: Batch) -> str:
    """Format the composition of one serving, and of the infused fruit in it."""
    composition = batch.composition
    serving = composition.per_serving
    kinds = " and ".join(
        f"{decimal(grams / composition.servings)} g of {kind}"
        for kind, grams in composition.sugars_g
        if grams / composition.servings >= 1
    )
    text = (
        f"Per glass of about {glass_text(composition.serving_ml, batch.measures)}: {kcal_text(serving)},"
        f" sugars {sugars_text(serving)}{f' ({kinds})' if kinds else ''}, {_format_minerals(serving)}."
    )
    if any(composition.fruit):
        fruit = composition.fruit_per_serving
        verb = "adds" if batch.choices.is_fruit_eaten else "would add"
        text += (
            f" Eating the fruit {verb} {kcal_text(fruit)}, {sugars_text(fruit)} of sugars"
            f" and {mg_text(fruit.potassium_mg)} of potassium to a glass."
        )
    return text


def litre_line(batch: Batch) -> str:
    """Format the composition of one litre."""
    litre = batch.composition.per_litre
    return f"Per litre: {kcal_text(litre)}, sugars {sugars_text(litre)}, {_format_minerals(litre)}."


def kcal_text(nutrients: Nutrients) -> str:
    """Format the energy, to 5 kcal from 20 on."""
    return f"{rounded_figure(nutrients.kcal)} kcal"


def sugars_text(nutrients: Nutrients) -> str:
    """Format the sugars in whole grams, below 3 g in tenths."""
    return f"{decimal(nutrients.sugars_g, 0 if nutrients.sugars_g >= 3 else 1)} g"


def mg_text(milligrams: Fraction) -> str:
    """Format a mineral, to 5 mg from 20 on."""
    return f"{rounded_figure(milligrams)} mg"


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


def comparison_lines(
    batch: Batch, reference_drinks: tuple[ReferenceDrink, ...], width: int = WIDTH, *, is_read_aloud: bool = False
) -> list[str]:
    """Format the comparison in columns, or where they do not fit a drink at a time."""
    head, *rows = comparison_rows(batch, reference_drinks)
    first = max(len(row[0]) for row in rows)
    names, units = zip(*(cell.partition(" ")[::2] for cell in head), strict=True)
    if first + 42 <= width and not is_read_aloud:
        lines = [f"  {row[0]:<{first}}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in (names, units, *rows)]
    else:
        lines = []
        for row in rows:
            cells = (f"{name} {cell} {unit}" for name, cell, unit in zip(names[1:], row[1:], units[1:], strict=True))
            lines += wrap(f"{row[0]}: {', '.join(cells)}.", width, first="  ", rest="    ")
    return [*lines, *wrap(ESTIMATED, width, first="  ", rest="  ")]


def _format_minerals(nutrients: Nutrients) -> str:
    return (
        f"sodium {mg_text(nutrients.sodium_mg)}, potassium {mg_text(nutrients.potassium_mg)},"
        f" magnesium {mg_text(nutrients.magnesium_mg)}, calcium {mg_text(nutrients.calcium_mg)}"
    )


def _format_range(low: Fraction, high: Fraction) -> str:
    return decimal(low, 2) if low == high else f"{decimal(low, 2)}-{decimal(high, 2)}"
