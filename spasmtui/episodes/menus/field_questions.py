"""Ask for the fields of an episode line by line, and read the answers as the form and the command line do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spasmtui.episodes.entry.field_input import read_score
from spasmtui.episodes.entry.form_fields import read_form, where_words
from spasmtui.episodes.entry.typed_line import editable_text, parse_typed_text
from spasmtui.errors import WrongUsage
from spasmtui.menus.windows import wrap_lines
from spasmtui.shared.places import PLACES, find_place_and_side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from spasmtui.episodes.entry.form_fields import FormField, Value, Values
    from spasmtui.episodes.model.names import Names

TIMES = ("at", "length")
"""Fields that are read together."""
CLEAR_WORDS = ("-", "clear")
"""What makes a recorded answer "not recorded" again."""
MORE, MORE_LINE = "0", "0 more"
"""What is typed for the next page of a question, and the line that says so."""
LINES_OF_AN_ANSWER = 2
WITHOUT_ANSWER = "Enter alone: not recorded."
_LINES = {
    "place": "A number, or words such as left calf.",
    "score": "0 none to 10 worst.",
    "moment": "A time such as 03:10, 20m ago or yesterday 23:40.",
    "length": "Such as 4m, 90s or 1h10m.",
    "choice": "A number.",
    "words": "Numbers or words of your own, with commas.",
    "tried": "Numbers, routines or words of your own, with commas.",
    "text": "One line in your own words.",
}
"""How an answer is typed, by the kind of the field."""


def question_pages(
    field: FormField, value: Value | None, without_answer: str, window: tuple[int, int]
) -> tuple[str, ...]:
    """Return the question for a field: its name, how to answer, the present value if any, and what can be chosen.

    What can be chosen is in pages that fit the window, each with the number of the next one at its end. Of all pages
    every number can be typed at any time.

    Args:
        field: the field.
        value: its present value.
        without_answer: the sentence about Enter alone.
        window: the cells of a line, and the lines that are shown at once, of which an answer before takes some.
    """
    columns, rows = window[0], window[1] - LINES_OF_AN_ANSWER
    now = f" It is {value_text(field, value)}." if value is not None else ""
    head = f"{field.label}?{now} {_LINES[field.kind]} {without_answer}"
    options = [f"{number} {text}" for number, (_value, text) in enumerate(field.options, 1)]
    if len(wrap_lines("\n".join((head, *options)), columns)) <= rows or not options:
        return ("\n".join((head, *options)),)
    pages = [[head]]
    for option in options:
        fits = len(wrap_lines("\n".join((*pages[-1], option, MORE_LINE)), columns)) <= rows
        if not fits and pages[-1] != [head]:
            pages.append([])
        pages[-1].append(option)
    return tuple("\n".join((*page, MORE_LINE)) for page in pages)


def with_lasting_numbers(field: FormField) -> FormField:
    """Return the field with the places of the body first, in the order in which the menu of relief has them.

    The form offers first what the diary has most, so that its numbers change; one that is known by heart must not.
    """
    if field.kind != "place":
        return field
    others = [(value, text) for value, text in field.options if value not in PLACES]
    return replace(field, options=(*((place, where_words(place)) for place in PLACES), *others))


def value_text(field: FormField, value: Value | None) -> str:
    """Return a value as people say it; `not recorded` without one."""
    if value is None:
        return "not recorded"
    if field.kind == "place":
        return where_words(str(value))
    if isinstance(value, tuple) or field.kind == "choice":
        names = dict(field.options)
        values = value if isinstance(value, tuple) else (value,)
        return ", ".join(names.get(each, each.removeprefix("own: ")) for each in values)
    return editable_text(field, value)


def read_answer(
    field: FormField,
    typed: str,
    values: Values,
    *,
    now: datetime,
    names: Names,
    content: Path,
    config: Path,
) -> Value | None:
    """Return the value that an answer means, as the form keeps it.

    Args:
        field: the field that was asked for.
        typed: the answer, which is not empty.
        values: the answers so far; a length is read together with its start.
        now: the present.
        names: the titles of routines.
        content: the root of the shipped content.
        config: the folder of the settings.

    Raises:
        WrongUsage: the answer cannot be used; the sentence says why.
    """
    value = _value(field, typed, values, now=now, names=names, content=content, config=config)
    if value is not None:
        beside: Values = {
            name: values[name] for name in ("at", "length") if field.name in ("at", "length") and name in values
        }
        read_form({**beside, field.name: value}, now=now, content=content, config=config)
    return value


def _value(
    field: FormField, typed: str, values: Values, *, now: datetime, names: Names, content: Path, config: Path
) -> Value | None:
    if field.kind == "score":
        return str(read_score(typed, field.label))
    if field.kind == "place":
        chosen = _option(field, typed)
        return chosen if chosen is not None else _place(typed, content)
    if field.kind == "choice":
        if (chosen := _option(field, typed)) is not None:
            return chosen
        read = read_form({field.name: typed}, now=now, content=content, config=config)
        return str(read[field.name].value)
    if field.takes_many:
        return _several(field, typed, now=now, names=names, content=content, config=config)
    value = values.get(field.name)
    return parse_typed_text(field, typed, now, names, value=value, content=content, config=config)


def _option(field: FormField, typed: str) -> str | None:
    """Return the option of a typed number or name; None for other words.

    Raises:
        WrongUsage: there is no option of this number.
    """
    typed = typed.rstrip(".) ")
    if not (typed.isascii() and typed.isdecimal()):
        return next((value for value, text in field.options if typed.lower() in (value, text.lower())), None)
    number = int(typed[:9])
    if not 1 <= number <= len(field.options):
        raise WrongUsage(f"The numbers here are 1 to {len(field.options)}.")
    return field.options[number - 1][0]


def _place(typed: str, content: Path) -> str | None:
    place, side = find_place_and_side(typed, None, content)
    return " ".join(part for part in (place, side) if part) or None


def _several(
    field: FormField, typed: str, *, now: datetime, names: Names, content: Path, config: Path
) -> tuple[str, ...] | None:
    """Return the values of several numbers and words; numbers may stand without commas."""
    parts = _divided(typed)
    chosen = [_option(field, part) for part in parts if _is_number(part)]
    words = ", ".join(part for part in parts if not _is_number(part))
    others: Sequence[str] | str | None = None
    if words:
        others = parse_typed_text(field, words, now, names, content=content, config=config)
    found = tuple(dict.fromkeys((*filter(None, chosen), *(others or ()))))
    return found or None


def _divided(typed: str) -> list[str]:
    words = typed.replace(",", " ").split()
    if all(map(_is_number, words)):
        return words
    return [part for part in (each.strip() for each in typed.split(",")) if part]


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdecimal()
