"""A jug on paper: a Markdown page, the label on the bottle, the shopping list."""

from __future__ import annotations

from datetime import timedelta

from spasmtui.drink.batch import Batch, volume_text
from spasmtui.drink.numbers import decimal
from spasmtui.drink.text_output import (
    ESTIMATED,
    NOT_ORS,
    amount_rows,
    comparison_rows,
    glass_line,
    heading,
    litre_line,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction

    from spasmtui.drink.catalog import Catalog

KEEPS = timedelta(hours=24)
"""A conservative rule: no shelf life of this recipe has been tested (fact DK60)."""


def render_document(form: str, jug: Batch, shelf: Catalog, now: datetime) -> str:
    """The jug in one of three forms: `md`, `label` or `shopping`."""
    if form == "md":
        return to_markdown(jug, shelf)
    if form == "label":
        return "\n".join(label_lines(jug, shelf, now))
    return "\n".join(["Shopping list", *shopping_lines(jug)])


def to_markdown(jug: Batch, shelf: Catalog) -> str:
    """The whole sheet as a Markdown page."""
    lines = [f"# {heading(jug, shelf.method.title)}", "", f"**{NOT_ORS}**", "", shelf.method.purpose, ""]
    lines += ["## Ingredients", "", "| measure | ingredient | volume | weight | |", "|---|---|---:|---:|---|"]
    lines += [f"| {' | '.join(row)} |" for row in amount_rows(jug)]
    lines += ["", "## Method", "", *(f"{place}. {step}" for place, step in enumerate(jug.steps, 1)), ""]
    lines += ["## In the glass", "", glass_line(jug), "", litre_line(jug), ""]
    head, *rows = comparison_rows(jug, shelf.compared)
    lines += [f"| {' | '.join(head)} |", "|---|---:|---:|---:|---:|", *(f"| {' | '.join(row)} |" for row in rows)]
    lines += ["", ESTIMATED, "", "## Take care", ""]
    lines += [f"- {warning.text} ({', '.join(warning.sources)})" for warning in jug.warnings]
    return "\n".join([
        *lines,
        "",
        f"Recipe reviewed {shelf.method.reviewed}; sources {', '.join(shelf.method.sources)}.",
    ])


def use_by(jug: Batch, now: datetime) -> datetime:
    """Until when to keep it: 24 hours, or the end of the day where fruit or mint is in it."""
    if any(part.food.is_infused for part in jug.recipe.parts):
        return now.replace(hour=23, minute=59, second=0, microsecond=0)
    return now + KEEPS


def label_lines(jug: Batch, shelf: Catalog, now: datetime) -> list[str]:
    """The label for the bottle: what, when made, until when, how kept."""
    names = ", ".join(part.food.name for part in jug.recipe.parts)
    glass = jug.composition.per_serving
    sugars = decimal(glass.sugars_g)
    return [
        f"{shelf.method.title}, {volume_text(jug.composition.volume_ml)}",
        names[:1].upper() + names[1:],
        f"Made    {_moment(now)}",
        f"Use by  {_moment(use_by(jug, now))}",
        "In the fridge, covered. Stir again before pouring.",
        f"{volume_text(jug.composition.serving_ml)} a glass: sodium {decimal(glass.sodium_mg)} mg, sugars {sugars} g",
        "Not for babies under 1. Not an oral rehydration solution.",
    ]


def shopping_lines(jug: Batch) -> list[str]:
    """What to have in the house: whole fruit where juice is pressed, weights and volumes for the rest."""
    lines = []
    for part in jug.recipe.parts:
        amount = volume_text(part.millilitres) if part.food.dissolved_ml is None else f"{_grams(part.grams)} g"
        if part.food.is_infused:
            amount = f"{_grams(part.grams)} g"
        if part.food.whole is not None:
            one, many, grams = part.food.whole
            count = (part.grams / grams).__ceil__()
            amount += f", {count} {one if count == 1 else many}"
        lines.append(f"- {part.food.name}: {amount}")
    return lines


def _grams(grams: Fraction) -> str:
    return decimal(grams, 0 if grams >= 10 else 2)


def _moment(moment: datetime) -> str:
    """A day and time in words that no locale changes: Sun 22 Nov 2026 03:12."""
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day} {moment.day} {months[moment.month - 1]} {moment.year} {moment.hour:02}:{moment.minute:02}"
