"""Styled lines of the drink screen: fields, amounts, quantities and warnings. No widgets."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from spasmtui.drink.batch import Batch
from spasmtui.drink.form import Field
from spasmtui.drink.measures import volume_text
from spasmtui.drink.numbers import decimal, with_glyphs
from spasmtui.drink.safety_limits import DrinkWarning
from spasmtui.drink.text_output import NOT_ORS, kcal_text, mg_text, sugars_text, without_scale
from spasmtui.drink.text_output import amount_rows as rows_of_amounts
from spasmtui.shared.key_names import label_of
from spasmtui.shared.text_wrap import wrap
from spasmtui.ui.clicks import pressing

FIELD = "field"
"""The name of a field's number in the meta data of its words."""
STEP = "step"
"""The name of the change that a click on an arrow of a field makes, in the meta data of the arrow."""

NOT_FOR_ILLNESS = (NOT_ORS, NOT_ORS.removesuffix("."), "Not for illness or babies.", "Not for illness.")
"""What the drink is not, in ever fewer words."""

NARROW = 30
"""Columns below which each one counts."""

GAP = 2
"""The columns between a field's title and its arrows."""

SPOONS_FROM_COLUMNS = 44
"""Columns from which the spoons near a weight have a line below it."""


def amount_rows(batch: Batch, width: int) -> list[Content]:
    """Format a line per portion: amount and ingredient, with weight, volume and note where there is room."""
    rows = [(with_glyphs(row[0]), *row[1:]) for row in rows_of_amounts(batch)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    room = width - widths[0] - widths[1] - 2
    lines = []
    for (text, name, volume, weight, note), spoons in zip(rows, without_scale(batch), strict=True):
        tail = ""
        if room >= widths[2] + widths[3] + 4:
            tail = f"  {volume:>{widths[2]}}  {weight:>{widths[3]}}"
        elif room >= widths[3] + 2:
            tail = f"  {weight:>{widths[3]}}"
        if note and room >= len(tail) + widths[4] + 2:
            tail += f"  {note}"
        lines.append(
            Content.assemble((f"{text:<{widths[0]}}", "bold"), f"  {name:<{widths[1]}}", (tail.rstrip(), "$text-muted"))
        )
        if spoons and width >= SPOONS_FROM_COLUMNS:
            lines.append(Content.styled(f"  {with_glyphs(spoons)}", "$text-muted"))
    return lines


def yield_text(batch: Batch) -> str:
    """Format the volume and the servings: `1.12 L · 4 × 280 mL`."""
    serving = volume_text(batch.composition.serving_ml)
    return f"{volume_text(batch.composition.volume_ml)} · {decimal(batch.recipe.servings, 1)} × {serving}"


def title_line(left: str, right: str, width: int) -> Content:
    """Format the first line, with one text at the left and as many parts of another as fit at the right."""
    parts = right.split(" · ")
    while parts and len(left) + len(" · ".join(parts)) + 1 > width:
        del parts[0]
    room = max(0, width - len(left))
    return Content.assemble((left, "bold"), (" · ".join(parts).rjust(room), "$text-accent bold"))


def field_lines(fields: tuple[Field, ...], selected: int, room: int, pointer: str) -> list[Content]:
    """Format all fields in two columns, in order down the first and then the second, the selected one marked.

    Args:
        fields: the fields of the form.
        selected: the number of the selected one.
        room: columns of the first column.
        pointer: the mark of the selected one; a blank cell is before the others.
    """
    half = (len(fields) + 1) // 2
    title_width = max(len(field.title) for field in fields) + GAP
    cells = [
        _format_field(field, title_width, number, pointer if number == selected else "")
        for number, field in enumerate(fields)
    ]
    lines = []
    for row in range(half):
        line = _padded(cells[row], room)
        if row + half < len(cells):
            line = Content.assemble(line, cells[row + half])
        lines.append(line)
    return lines


def few_field_lines(fields: tuple[Field, ...], selected: int, rows: int, width: int, pointer: str) -> list[Content]:
    """Format as many fields as there are rows, the selected one among them, without a gap in a narrow window."""
    first = max(0, min(selected - rows // 2, len(fields) - rows))
    longest = max(len(field.title) for field in fields)
    room = width - len(pointer) - longest - max(len(field.value) for field in fields) - len("‹  ›")
    title_width = longest + (GAP if width >= NARROW else min(1, max(0, room)))
    return [
        _format_field(field, title_width, number, pointer if number == selected else "")
        for number, field in enumerate(fields[first : first + rows], first)
    ]


def _format_field(field: Field, title_width: int, number: int, pointer: str) -> Content:
    """Format a field between its arrows, with the mark before the selected one, as in every list.

    Its colours are the same when it is selected, so that to go on costs no more than the mark and the bold title. A
    click on its words selects it, one on an arrow changes it, and one on the selected value opens it.
    """
    title = f"{field.title:<{title_width}}"
    if pointer:
        return Content.assemble(
            (pointer, "bold reverse"),
            (title, "bold"),
            pressing(Content.styled("‹ ", "$text-accent"), "left"),
            pressing(Content(field.value), "enter"),
            pressing(Content.styled(" ›", "$text-accent"), "right"),
        )
    left, right = (
        Content.styled(arrow, "$text-accent").stylize(Style.from_meta({STEP: step}))
        for arrow, step in (("‹ ", -1), (" ›", 1))
    )
    return Content.assemble(" ", title, left, field.value, right).stylize(Style.from_meta({FIELD: number}))


def beside(*columns: tuple[list[Content], int]) -> list[Content]:
    """Join columns of lines, each with its width, side by side."""
    lines = []
    for row in range(max(len(column) for column, _ in columns)):
        cells = [_padded(column[row] if row < len(column) else Content(""), width) for column, width in columns]
        lines.append(Content.assemble(*cells).rstrip())
    return lines


def numbered_lines(steps: tuple[str, ...], width: int) -> list[Content]:
    """Format the steps with their numbers, every further line of a step below its first word."""
    room = len(str(len(steps))) + 2
    return [
        Content("\n").join([
            Content(line) for line in wrap(with_glyphs(step), width, first=f"{n}. ".rjust(room), rest=" " * room)
        ])
        for n, step in enumerate(steps, 1)
    ]


def _padded(text: Content, width: int) -> Content:
    return Content.assemble(text, " " * max(0, width - text.cell_length))


def serving_line(batch: Batch, width: int) -> Content:
    """Format the composition of one serving in a line, with as many quantities as fit."""
    serving = batch.serving
    line = kcal_text(serving)
    for part in (
        f" · sugars {sugars_text(serving)}",
        f" · sodium {mg_text(serving.sodium_mg)}",
        f" · potassium {mg_text(serving.potassium_mg)}",
    ):
        if len(line) + len(part) + 9 <= width:
            line += part
    return Content.assemble(("A glass  ", "$text-muted"), line)


def serving_rows(batch: Batch) -> list[Content]:
    """Format the composition of one serving, a quantity per line, the numbers right-aligned."""
    serving = batch.serving
    rows = (
        ("energy", kcal_text(serving)),
        ("sugars", sugars_text(serving)),
        ("sodium", mg_text(serving.sodium_mg)),
        ("potassium", mg_text(serving.potassium_mg)),
        ("magnesium", mg_text(serving.magnesium_mg)),
        ("calcium", mg_text(serving.calcium_mg)),
    )
    return [
        Content.styled(f"A glass of about {volume_text(batch.composition.serving_ml)}", "$text-muted"),
        *(
            Content.assemble(
                (f"  {name:<10}", "$text-muted"),
                f"{value.partition(' ')[0]:>6}",
                (f" {value.partition(' ')[2]}", "$text-muted"),
            )
            for name, value in rows
        ),
    ]


def concentration_line(batch: Batch, width: int) -> Content:
    """Format sodium, sugars and osmolality in a short line, for a small window, and as many of them as fit."""
    composition = batch.composition
    parts = (
        (("Na ", "$text-muted"), f"{decimal(composition.sodium_mmol_l)} mmol/L"),
        (("sugar ", "$text-muted"), f"{decimal(composition.sugars_g_100ml, 1)}%"),
        (f"~{decimal(composition.osmolality_mosm_kg, -1)}", (" mOsm", "$text-muted")),
    )
    line = Content.assemble(*parts[0])
    for part in parts[1:]:
        longer = Content.assemble(line, "  ", *part)
        if longer.cell_length > width:
            break
        line = longer
    return line


def no_remedy_line(width: int) -> str:
    """Return what the drink is not, in the longest of its wordings that fits."""
    return next((words for words in NOT_FOR_ILLNESS if len(words) <= width), NOT_FOR_ILLNESS[-1])


def warnings_line(warnings: tuple[DrinkWarning, ...], width: int) -> Content:
    """Format as many short warnings as fit, and the key that shows all, whose words give way before a warning does."""
    head, count = "Take care: ", len(warnings) + 1
    key = label_of("drink.warnings", "w")
    short_hint, key_hint = f" · {key}: all {count}", f" · {key} shows all {count}"
    room = width - len(head)
    line = _as_many_as_fit(warnings, room - len(short_hint))
    hint = key_hint if len(line) + len(key_hint) <= room else short_hint
    return pressing(Content.assemble((head, "$text-warning bold"), line, (hint, "$text-accent")), "w")


def _as_many_as_fit(warnings: tuple[DrinkWarning, ...], room: int) -> str:
    line = ""
    for number, warning in enumerate(warnings):
        short = f"{' · ' if number else ''}{warning.short}"
        if len(line) + len(short) > room:
            break
        line += short
    return line
