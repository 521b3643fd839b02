"""Format a batch as a document: a Markdown page, a label for the bottle, or a shopping list."""

from __future__ import annotations

from datetime import timedelta

from spasmtui.drink.batch import Batch
from spasmtui.drink.measures import volume_text
from spasmtui.drink.text_output import (
    ESTIMATED,
    amount_rows,
    comparison_rows,
    heading,
    litre_line,
    mg_text,
    serving_line,
    sugars_text,
    weight_text,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from spasmtui.drink.catalog import Catalog

KEEPS = timedelta(hours=24)
"""Shelf life in the fridge. A conservative rule: no shelf life of this recipe has been tested (fact DK60)."""


def render_document(kind: str, batch: Batch, catalog: Catalog, now: datetime) -> str:
    """Render one kind of document: `md`, `label` or `shopping`."""
    if kind == "md":
        return format_markdown(batch, catalog)
    if kind == "label":
        return "\n".join(label_lines(batch, catalog, now))
    return "\n".join(["Shopping list", *shopping_lines(batch)])


def format_markdown(batch: Batch, catalog: Catalog) -> str:
    """Format the whole drink as a Markdown page."""
    lines = [f"# {heading(batch, catalog.method.title)}", ""]
    if batch.reading:
        lines += [batch.reading, ""]
    lines += ["## Ingredients", "", "| measure | ingredient | volume | weight | |", "|---|---|---:|---:|---|"]
    lines += [f"| {' | '.join(row)} |" for row in amount_rows(batch)]
    lines += ["", "## Steps", "", *(f"{number}. {step}" for number, step in enumerate(batch.steps, 1)), ""]
    lines += ["## Per glass", "", serving_line(batch), "", litre_line(batch), ""]
    head, *rows = comparison_rows(batch, catalog.reference_drinks)
    lines += ["## Compared with other drinks", ""]
    lines += [f"| {' | '.join(head)} |", "|---|---:|---:|---:|---:|", *(f"| {' | '.join(row)} |" for row in rows)]
    lines += ["", ESTIMATED, "", "## Notes", ""]
    lines += [f"- {warning.text} ({', '.join(warning.sources)})" for warning in batch.warnings]
    return "\n".join([
        *lines,
        "",
        catalog.method.purpose,
        "",
        f"Recipe reviewed {catalog.method.reviewed}; sources {', '.join(catalog.method.sources)}.",
    ])


def use_by(batch: Batch, now: datetime) -> datetime:
    """Return the time until which it keeps: 24 hours from now, or the end of the day with fruit or mint in it."""
    if any(portion.ingredient.is_infused for portion in batch.recipe.portions):
        return now.replace(hour=23, minute=59, second=0, microsecond=0)
    return now + KEEPS


def label_lines(batch: Batch, catalog: Catalog, now: datetime) -> list[str]:
    """Format the label for the bottle: name, ingredients, times, storage and warnings."""
    names = ", ".join(portion.ingredient.name for portion in batch.recipe.portions)
    serving, glass = batch.composition.per_serving, volume_text(batch.composition.serving_ml)
    return [
        f"{catalog.method.title}, {volume_text(batch.composition.volume_ml)}",
        names[:1].upper() + names[1:],
        f"Made    {_moment(now)}",
        f"Use by  {_moment(use_by(batch, now))}",
        "Keep it covered in the fridge. Stir again before pouring.",
        f"A glass of {glass}: sodium {mg_text(serving.sodium_mg)}, sugars {sugars_text(serving)}",
        "Not for babies under 1. Not an oral rehydration solution.",
    ]


def shopping_lines(batch: Batch) -> list[str]:
    """Format the shopping list: the amount of each ingredient, and the number of whole fruit to press."""
    lines = []
    for portion in batch.recipe.portions:
        is_solid = portion.ingredient.dissolved_ml is not None or portion.ingredient.is_infused
        amount = weight_text(portion.grams) if is_solid else volume_text(portion.millilitres)
        if portion.ingredient.whole is not None:
            singular, plural, grams = portion.ingredient.whole
            count = (portion.grams / grams).__ceil__()
            amount += f", {count} {singular if count == 1 else plural}"
        lines.append(f"- {portion.ingredient.name}: {amount}")
    return lines


def _moment(moment: datetime) -> str:
    """Format a day and time in English whatever the locale: Sun 22 Nov 2026 03:12."""
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day} {moment.day} {months[moment.month - 1]} {moment.year} {moment.hour:02}:{moment.minute:02}"
