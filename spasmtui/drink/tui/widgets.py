"""What the drink screen says, as styled lines: fields, amounts, figures, warnings. Knows no widget."""

from __future__ import annotations

from fractions import Fraction

from textual.content import Content

from spasmtui.drink.batch import Batch, volume_text
from spasmtui.drink.form import Field
from spasmtui.drink.ingredients import Nutrients
from spasmtui.drink.measures import SHOWN_ERROR
from spasmtui.drink.numbers import decimal, with_glyphs
from spasmtui.drink.safety_limits import Caution


def amount_rows(jug: Batch, width: int) -> list[Content]:
    """A line a part: what to measure, of what, its weight; the volume and the error where there is room."""
    texts = [with_glyphs(kitchen.text) for kitchen in jug.kitchen]
    first = max(len(text) for text in texts)
    names = [part.food.name for part in jug.recipe.parts]
    second = max(len(name) for name in names)
    lines = []
    for (part, kitchen), text, name in zip(jug.measured(), texts, names, strict=True):
        weight = "" if kitchen.is_weighed else weight_text(part.grams)
        if width - first - second < 12:
            weight = ""
        tail = f"{weight:>9}"
        if width - first - second >= 24:
            tail = f"{volume_text_fine(part.millilitres):>9}{tail}"
        note = f" ~{decimal(kitchen.error * 100, 1)}%" if kitchen.error > SHOWN_ERROR else ""
        lines.append(
            Content.assemble(
                (f"{text:<{first}}", "bold"), f"  {name:<{second}}", (f"{tail}{note}".rstrip(), "$text-muted")
            )
        )
    return lines


def weight_text(grams: Fraction) -> str:
    """`1.5 g`, `127 g`, `1.42 kg`."""
    if grams >= 1000:
        return f"{decimal(grams / 1000, 2)} kg"
    return f"{decimal(grams, 0 if grams >= 100 else 1 if grams >= 10 else 2)} g"


def volume_text_fine(millilitres: Fraction) -> str:
    """`1.23 mL`, `59 mL`, `1.42 L`."""
    return f"{decimal(millilitres, 2)} mL" if millilitres < 10 else volume_text(millilitres)


def makes(jug: Batch) -> str:
    """What comes out: `1.12 L · 4 × 281 mL`."""
    glass = volume_text(jug.composition.serving_ml)
    return f"{volume_text(jug.composition.volume_ml)} · {decimal(jug.recipe.servings, 1)} × {glass}"


def title_line(left: str, right: str, width: int) -> Content:
    """The first line: where you are at the left, what comes out at the right."""
    room = max(1, width - len(left))
    return Content.assemble((left, "bold"), (right.rjust(room)[-room:], "$text-accent bold"))


def field_lines(fields: tuple[Field, ...], chosen: int, width: int) -> list[Content]:
    """All fields in two columns, the first column to its end and then the second; the chosen one marked."""
    half = (len(fields) + 1) // 2
    room = width // 2
    title = max(len(field.title) for field in fields)
    cells = [_field(field, title, is_chosen=place == chosen) for place, field in enumerate(fields)]
    lines = []
    for row in range(half):
        line = _padded(cells[row], room)
        if row + half < len(cells):
            line = Content.assemble(line, cells[row + half])
        lines.append(line)
    return lines


def few_fields(fields: tuple[Field, ...], chosen: int, rows: int) -> list[Content]:
    """As many fields as there are rows, the chosen one among them."""
    first = max(0, min(chosen - rows // 2, len(fields) - rows))
    title = max(len(field.title) for field in fields)
    return [
        _field(field, title, is_chosen=place == chosen)
        for place, field in enumerate(fields[first : first + rows], first)
    ]


def _field(field: Field, title: int, *, is_chosen: bool) -> Content:
    if is_chosen:
        return Content.assemble(
            (f"{field.title:<{title}}  ", "bold"), (f"‹ {field.value} ›", "$text-accent bold reverse")
        )
    return Content.assemble((f"{field.title:<{title}}  ", "$text-muted"), f"  {field.value}  ")


def _padded(text: Content, width: int) -> Content:
    return Content.assemble(text, " " * max(0, width - text.cell_length))


def _in_a_glass(jug: Batch) -> Nutrients:
    """One serving, with the fruit where it is eaten."""
    composition = jug.composition
    if jug.choices.is_fruit_eaten:
        return composition.per_serving.plus(composition.eaten.times(1 / composition.servings))
    return composition.per_serving


def glass_line(jug: Batch, width: int) -> Content:
    """What one glass holds, in a line: as many figures as fit."""
    glass = _in_a_glass(jug)
    line = f"{decimal(glass.kcal)} kcal"
    for figure in (
        f" · sugars {decimal(glass.sugars_g, 1)} g",
        f" · sodium {decimal(glass.sodium_mg)} mg",
        f" · potassium {decimal(glass.potassium_mg)} mg",
    ):
        if len(line) + len(figure) + 9 <= width:
            line += figure
    return Content.assemble(("A glass  ", "$text-muted"), line)


def glass_rows(jug: Batch) -> list[Content]:
    """What one glass holds, a figure a line, the numbers under each other."""
    glass = _in_a_glass(jug)
    rows = (
        ("energy", decimal(glass.kcal), "kcal"),
        ("sugars", decimal(glass.sugars_g, 1), "g"),
        ("sodium", decimal(glass.sodium_mg), "mg"),
        ("potassium", decimal(glass.potassium_mg), "mg"),
        ("magnesium", decimal(glass.magnesium_mg, 1), "mg"),
        ("calcium", decimal(glass.calcium_mg, 1), "mg"),
    )
    return [
        Content.styled(f"A glass of {volume_text(jug.composition.serving_ml)}", "$text-muted"),
        *(
            Content.assemble((f"  {name:<10}", "$text-muted"), f"{figure:>6}", (f" {unit}", "$text-muted"))
            for name, figure, unit in rows
        ),
    ]


def short_figures(jug: Batch) -> Content:
    """The three figures that matter, for a small window."""
    composition = jug.composition
    return Content.assemble(
        ("Na ", "$text-muted"),
        f"{decimal(composition.sodium_mmol_l)} mmol/L  ",
        ("sugar ", "$text-muted"),
        f"{decimal(composition.sugars_g_100ml, 1)}%  ",
        f"~{decimal(composition.osmolality_mosm_kg, -1)}",
        (" mOsm", "$text-muted"),
    )


def care_line(warnings: tuple[Caution, ...], width: int) -> Content:
    """The warnings in a few words each, as many as fit, and the key that shows all."""
    more = f" · w all {len(warnings) + 1}"
    line = "Take care: "
    for place, warning in enumerate(warnings):
        part = f"{' · ' if place else ''}{warning.short}"
        if len(line) + len(part) + len(more) > width:
            break
        line += part
    return Content.assemble(line, (more, "$text-accent"))
