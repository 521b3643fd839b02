"""Styled lines of the drink screen: fields, amounts, quantities and warnings. No widgets."""

from __future__ import annotations

from fractions import Fraction

from textual.content import Content

from spasmtui.drink.batch import Batch, volume_text
from spasmtui.drink.form import Field
from spasmtui.drink.measures import SHOWN_ERROR
from spasmtui.drink.numbers import decimal, with_glyphs
from spasmtui.drink.safety_limits import DrinkWarning


def amount_rows(batch: Batch, width: int) -> list[Content]:
    """Format a line per portion: amount, ingredient and weight, with volume and error where there is room."""
    texts = [with_glyphs(amount.text) for amount in batch.amounts]
    first = max(len(text) for text in texts)
    names = [portion.ingredient.name for portion in batch.recipe.portions]
    second = max(len(name) for name in names)
    lines = []
    for (portion, amount), text, name in zip(batch.measured_portions(), texts, names, strict=True):
        weight = "" if amount.is_weighed else weight_text(portion.grams)
        if width - first - second < 12:
            weight = ""
        tail = f"{weight:>9}"
        if width - first - second >= 24:
            tail = f"{precise_volume_text(portion.millilitres):>9}{tail}"
        note = f" ~{decimal(amount.error * 100, 1)}%" if amount.error > SHOWN_ERROR else ""
        lines.append(
            Content.assemble(
                (f"{text:<{first}}", "bold"), f"  {name:<{second}}", (f"{tail}{note}".rstrip(), "$text-muted")
            )
        )
    return lines


def weight_text(grams: Fraction) -> str:
    """Format a weight: `1.5 g`, `127 g`, `1.42 kg`."""
    if grams >= 1000:
        return f"{decimal(grams / 1000, 2)} kg"
    return f"{decimal(grams, 0 if grams >= 100 else 1 if grams >= 10 else 2)} g"


def precise_volume_text(millilitres: Fraction) -> str:
    """Format a volume, with decimal places below 10 mL: `1.23 mL`, `59 mL`, `1.42 L`."""
    return f"{decimal(millilitres, 2)} mL" if millilitres < 10 else volume_text(millilitres)


def yield_text(batch: Batch) -> str:
    """Format the volume and the servings: `1.12 L · 4 × 281 mL`."""
    serving = volume_text(batch.composition.serving_ml)
    return f"{volume_text(batch.composition.volume_ml)} · {decimal(batch.recipe.servings, 1)} × {serving}"


def title_line(left: str, right: str, width: int) -> Content:
    """Format the first line, with one text at the left and one at the right."""
    room = max(1, width - len(left))
    return Content.assemble((left, "bold"), (right.rjust(room)[-room:], "$text-accent bold"))


def field_lines(fields: tuple[Field, ...], selected: int, width: int) -> list[Content]:
    """Format all fields in two columns, in order down the first and then the second, the selected one highlighted."""
    half = (len(fields) + 1) // 2
    room = width // 2
    title_width = max(len(field.title) for field in fields)
    cells = [_format_field(field, title_width, is_selected=i == selected) for i, field in enumerate(fields)]
    lines = []
    for row in range(half):
        line = _padded(cells[row], room)
        if row + half < len(cells):
            line = Content.assemble(line, cells[row + half])
        lines.append(line)
    return lines


def few_field_lines(fields: tuple[Field, ...], selected: int, rows: int) -> list[Content]:
    """Format as many fields as there are rows, the selected one among them."""
    first = max(0, min(selected - rows // 2, len(fields) - rows))
    title_width = max(len(field.title) for field in fields)
    return [
        _format_field(field, title_width, is_selected=i == selected)
        for i, field in enumerate(fields[first : first + rows], first)
    ]


def _format_field(field: Field, title_width: int, *, is_selected: bool) -> Content:
    if is_selected:
        return Content.assemble(
            (f"{field.title:<{title_width}}  ", "bold"), (f"‹ {field.value} ›", "$text-accent bold reverse")
        )
    return Content.assemble((f"{field.title:<{title_width}}  ", "$text-muted"), f"  {field.value}  ")


def _padded(text: Content, width: int) -> Content:
    return Content.assemble(text, " " * max(0, width - text.cell_length))


def serving_line(batch: Batch, width: int) -> Content:
    """Format the composition of one serving in a line, with as many quantities as fit."""
    serving = batch.serving
    line = f"{decimal(serving.kcal)} kcal"
    for part in (
        f" · sugars {decimal(serving.sugars_g, 1)} g",
        f" · sodium {decimal(serving.sodium_mg)} mg",
        f" · potassium {decimal(serving.potassium_mg)} mg",
    ):
        if len(line) + len(part) + 9 <= width:
            line += part
    return Content.assemble(("A glass  ", "$text-muted"), line)


def serving_rows(batch: Batch) -> list[Content]:
    """Format the composition of one serving, a quantity per line, the numbers right-aligned."""
    serving = batch.serving
    rows = (
        ("energy", decimal(serving.kcal), "kcal"),
        ("sugars", decimal(serving.sugars_g, 1), "g"),
        ("sodium", decimal(serving.sodium_mg), "mg"),
        ("potassium", decimal(serving.potassium_mg), "mg"),
        ("magnesium", decimal(serving.magnesium_mg, 1), "mg"),
        ("calcium", decimal(serving.calcium_mg, 1), "mg"),
    )
    return [
        Content.styled(f"A glass of {volume_text(batch.composition.serving_ml)}", "$text-muted"),
        *(
            Content.assemble((f"  {name:<10}", "$text-muted"), f"{value:>6}", (f" {unit}", "$text-muted"))
            for name, value, unit in rows
        ),
    ]


def concentration_line(batch: Batch) -> Content:
    """Format sodium, sugars and osmolality in a short line, for a small window."""
    composition = batch.composition
    return Content.assemble(
        ("Na ", "$text-muted"),
        f"{decimal(composition.sodium_mmol_l)} mmol/L  ",
        ("sugar ", "$text-muted"),
        f"{decimal(composition.sugars_g_100ml, 1)}%  ",
        f"~{decimal(composition.osmolality_mosm_kg, -1)}",
        (" mOsm", "$text-muted"),
    )


def warnings_line(warnings: tuple[DrinkWarning, ...], width: int) -> Content:
    """Format as many short warnings as fit, and the key that shows all."""
    key_hint = f" · w all {len(warnings) + 1}"
    line = "Take care: "
    for number, warning in enumerate(warnings):
        short = f"{' · ' if number else ''}{warning.short}"
        if len(line) + len(short) + len(key_hint) > width:
            break
        line += short
    return Content.assemble(line, (key_hint, "$text-accent"))
