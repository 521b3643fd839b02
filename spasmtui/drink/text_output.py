"""A jug as text, as Markdown, as JSON values and as the label on the bottle. Floats appear here and nowhere before."""

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


def number(value: Fraction, places: int) -> float:
    """A rounded float for JSON."""
    return float(rounded(value, places))


def _fine(value: Fraction) -> float:
    """Two decimal places, or three digits of what is smaller than one."""
    return number(value, 2 if value >= 1 else 3)


def to_json(jug: Batch, compared: tuple[ReferenceDrink, ...]) -> dict[str, Any]:
    """The value that `drink --json` prints: the fields of interface.md."""
    composition = jug.composition
    glass = composition.per_serving
    if jug.choices.is_fruit_eaten:
        glass = glass.plus(composition.eaten.times(1 / composition.servings))
    servings = jug.recipe.servings
    return {
        "servings": int(servings) if servings.denominator == 1 else number(servings, 2),
        "measures": jug.measures.id,
        "volume_ml": _volume(composition.volume_ml),
        "ingredients": [
            {
                "id": part.food.public_id,
                "grams": _fine(part.grams),
                "millilitres": _fine(part.millilitres),
                "text": kitchen.text,
                "rounding_error_percent": error_percent(kitchen.error),
            }
            for part, kitchen in jug.measured()
        ],
        "per_serving": {
            "volume_ml": _volume(composition.serving_ml),
            "energy_kcal": number(glass.kcal, 1),
            "sugars_g": number(glass.sugars_g, 1),
            "sodium_mg": number(glass.sodium_mg, 1),
            "potassium_mg": number(glass.potassium_mg, 1),
            "magnesium_mg": number(glass.magnesium_mg, 1),
            "calcium_mg": number(glass.calcium_mg, 1),
        },
        "concentration": {
            "sodium_mmol_l": number(composition.sodium_mmol_l, 1),
            "potassium_mmol_l": number(composition.potassium_mmol_l, 1),
            "sugars_g_100ml": number(composition.sugars_g_100ml, 1),
            "osmolality_mosm_kg": number(composition.osmolality_mosm_kg, -1),
        },
        "compared_with": [
            {"id": drink.id, "title": drink.title, **{name: _span(low, high) for name, (low, high) in drink.figures}}
            for drink in compared
        ],
        "warnings": [
            {"id": warning.id, "text": warning.text, "sources": list(warning.sources)} for warning in jug.warnings
        ],
        "steps": list(jug.steps),
    }


def error_percent(error: Fraction) -> float:
    """The distance of a kitchen text from the exact amount in percent, rounded up: never said smaller than it is."""
    return float(Fraction((error * 10_000).__ceil__(), 100))


def _volume(millilitres: Fraction) -> float:
    """A jug is not known to tenths of a millilitre; a glass is not either, but its tenths add up to the jug."""
    return number(millilitres, 0 if millilitres >= 1000 else 1)


def _span(low: Fraction, high: Fraction) -> float | list[float]:
    return float(low) if low == high else [float(low), float(high)]


def to_text(jug: Batch, shelf: Catalog) -> str:
    """The drink as plain lines: amounts, what is in a glass, comparison, method, warnings."""
    lines = [heading(jug, shelf.method.title), NOT_ORS, ""]
    lines += amount_lines(jug)
    lines += [
        "",
        *_wrapped(glass_line(jug)),
        *_wrapped(litre_line(jug)),
        "",
        *comparison_lines(jug, shelf.compared),
        "",
    ]
    for place, step in enumerate(jug.steps, 1):
        lines += _wrapped(step, f"{place}. ")
    lines.append("")
    for warning in jug.warnings:
        lines += _wrapped(f"{warning.text} [{' '.join(warning.sources)}]", "- ")
    lines += ["", *_wrapped(shelf.method.purpose)]
    return "\n".join(lines)


def heading(jug: Batch, title: str) -> str:
    """The first line: what, how much, for how many."""
    servings = decimal(jug.recipe.servings, 2)
    noun = "serving" if jug.recipe.servings == 1 else "servings"
    volume = volume_text(jug.composition.volume_ml)
    return f"{title}: {servings} {noun}, {volume} ({jug.measures.title} measures)"


def amount_rows(jug: Batch) -> list[tuple[str, ...]]:
    """A row a part: what to measure, of what, its volume and weight, and the error where it is over 1%."""
    return [
        (
            kitchen.text,
            part.food.name,
            _figure(part.millilitres, "mL", "L"),
            _figure(part.grams, "g", "kg"),
            f"within {decimal(kitchen.error * 100, 1)}%" if kitchen.error > SHOWN_ERROR else "",
        )
        for part, kitchen in jug.measured()
    ]


def amount_lines(jug: Batch) -> list[str]:
    """The amounts in columns."""
    rows = amount_rows(jug)
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    return [
        f"  {text:<{first}}  {name:<{second}}  {volume:>9}  {weight:>8}  {error}".rstrip()
        for text, name, volume, weight, error in rows
    ]


def glass_line(jug: Batch) -> str:
    """What one serving holds."""
    composition = jug.composition
    glass = composition.per_serving
    kinds = ", ".join(
        f"{kind} {decimal(grams / composition.servings, 1)}"
        for kind, grams in composition.sugars_g
        if grams / composition.servings >= Fraction(1, 20)
    )
    text = (
        f"A serving is {volume_text(composition.serving_ml)}: {decimal(glass.kcal)} kcal,"
        f" sugars {decimal(glass.sugars_g, 1)} g{f' ({kinds})' if kinds else ''}, {_minerals(glass)}."
    )
    if any(composition.eaten):
        fruit = composition.eaten.times(1 / composition.servings)
        verb = "adds" if jug.choices.is_fruit_eaten else "would add"
        text += (
            f" Eating the fruit {verb} {decimal(fruit.kcal)} kcal, sugars {decimal(fruit.sugars_g, 1)} g"
            f" and potassium {decimal(fruit.potassium_mg)} mg a serving."
        )
    return text


def litre_line(jug: Batch) -> str:
    """What a litre holds."""
    litre = jug.composition.per_litre
    return f"A litre: {decimal(litre.kcal)} kcal, sugars {decimal(litre.sugars_g)} g, {_minerals(litre)}."


def comparison_rows(jug: Batch, compared: tuple[ReferenceDrink, ...]) -> list[tuple[str, ...]]:
    """This drink and the ones it is compared with: name, then a figure a column; names and units in the first row."""
    mine = jug.composition
    return [
        ("", "sodium mmol/L", "potassium mmol/L", "sugars g/100 mL", "strength mOsm/kg"),
        (
            "This drink",
            decimal(mine.sodium_mmol_l, 1),
            decimal(mine.potassium_mmol_l, 1),
            decimal(mine.sugars_g_100ml, 1),
            f"~{decimal(mine.osmolality_mosm_kg, -1)}",
        ),
        *((drink.title, *(_span_text(low, high) for _, (low, high) in drink.figures)) for drink in compared),
    ]


ESTIMATED = f"~ estimated from the ingredients, give or take {UNCERTAINTY_PERCENT}%"


def comparison_lines(jug: Batch, compared: tuple[ReferenceDrink, ...]) -> list[str]:
    """The comparison in columns."""
    head, *rows = comparison_rows(jug, compared)
    first = max(len(row[0]) for row in rows)
    names, units = zip(*(cell.partition(" ")[::2] for cell in head), strict=True)
    return [
        *(f"  {row[0]:<{first}}" + "".join(f"{cell:>10}" for cell in row[1:]) for row in (names, units, *rows)),
        f"  {ESTIMATED}",
    ]


def _minerals(amounts: Nutrients) -> str:
    return (
        f"sodium {decimal(amounts.sodium_mg)} mg, potassium {decimal(amounts.potassium_mg)} mg,"
        f" magnesium {decimal(amounts.magnesium_mg, 1)} mg, calcium {decimal(amounts.calcium_mg, 1)} mg"
    )


def _span_text(low: Fraction, high: Fraction) -> str:
    return decimal(low, 2) if low == high else f"{decimal(low, 2)}-{decimal(high, 2)}"


def _figure(value: Fraction, unit: str, thousand: str) -> str:
    """Three digits, in the larger unit from a thousand on."""
    if value >= 1000:
        value, unit = value / 1000, thousand
    return f"{decimal(value, 0 if value >= 100 else 1 if value >= 10 else 2)} {unit}"


def _wrapped(text: str, mark: str = "") -> list[str]:
    """Wrap a text, the lines after the first indented as far as its mark."""
    return wrap(text, _WIDTH, first=mark, rest=" " * len(mark))
