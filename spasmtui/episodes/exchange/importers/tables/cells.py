"""Read the cells of a row that an episode can do without: ratings, sides, places, words and notes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from spasmtui.episodes.entry.choice_words import find_choice
from spasmtui.episodes.entry.own_words import checked_text, split_list
from spasmtui.episodes.entry.scales import DIARY_SCALE, Rating, parse_scale, read_rating
from spasmtui.episodes.entry.tried_input import is_routine, read_items
from spasmtui.episodes.exchange.importers.result import ImportContext
from spasmtui.episodes.exchange.importers.row import Row, RowStopped
from spasmtui.episodes.exchange.importers.row_reader import (
    parse_side_and_place,
    parse_triggers,
)
from spasmtui.episodes.exchange.importers.tables.columns import Column, TableMapping
from spasmtui.episodes.exchange.importers.tables.mapping import ONE_CELL
from spasmtui.episodes.exchange.importers.tables.words import TableWords
from spasmtui.episodes.model.episode import MOST_ITEMS, Side, Tried
from spasmtui.episodes.model.fields import Field
from spasmtui.episodes.model.json_document import tried_documents
from spasmtui.errors import CannotStore
from spasmtui.shared.formats import either
from spasmtui.shared.places import PlaceIndex
from spasmtui.shared.words.fold import fold_word
from spasmtui.terminal.sanitize import NOTE_LIMIT, quoted, sanitize

_LINES = frozenset({"mm", "cm"})
"""Units of a rating that was marked on a line, whose length nothing tells."""


@dataclasses.dataclass(slots=True)
class CellReader:
    """Reads the optional cells of a table's rows, and keeps what was converted."""

    mapping: TableMapping
    words: TableWords
    context: ImportContext
    converted: dict[str, str]
    """A sentence for each column and scale whose numbers were converted."""
    index: PlaceIndex
    """The words for places, sides and routines."""
    known: dict[tuple[str, str, str], Any] = dataclasses.field(default_factory=dict[tuple[str, str, str], Any])
    """Values by column, text and scale: the same few texts are in many rows."""
    fields: list[tuple[Field, list[Column]]] = dataclasses.field(init=False)
    """The fields that the table has, with their columns."""

    def __post_init__(self) -> None:
        named = [(field, [each for each in self.mapping.columns if each.field == field.name]) for field in ONE_CELL]
        self.fields = [(field, columns) for field, columns in named if columns]

    def read(self, row: Row) -> dict[str, Any]:
        """Return the fields of a row apart from its times; a cell that cannot be used is named."""
        fields: dict[str, Any] = {}
        for field, columns in self.fields:
            values = [value for column in columns if (value := self._value(field, column, row)) is not None]
            if values:
                fields[field.name] = self._joined(field, columns, values, row)
        return {**fields, **self._place_and_side(row, fields.get("side"))}

    def _value(self, field: Field, column: Column, row: Row) -> Any:
        if field.kind == "text":
            return row.optional(column.heading, _text)
        scale = self._row_scale(row, column) if field.kind == "score" else column
        return self._remembered(row, column.heading, lambda text: self._parse(field, scale, text), scale.unit)

    def _row_scale(self, row: Row, column: Column) -> Column:
        """Return the column with the scale that another cell of the row says."""
        said = self.mapping.column_of("scale")
        if said is None or column.unit or not row.get(column.heading, "").strip():
            return column
        scale = row.optional(said.heading, _scale)
        return column if scale is None else dataclasses.replace(column, unit=scale)

    def _parse(self, field: Field, column: Column, text: str) -> Any:
        if field.kind == "score":
            return self._rating(text, column).score
        if field.kind == "side":
            return self._side(text)
        if field.kind == "choice":
            return self._choice(field, text)
        return parse_triggers(text) if field.kind == "words" else self._tried(text)

    def _remembered(self, row: Row, heading: str, parse: Callable[[str], Any], unit: str = "") -> Any:
        """Parse a cell once for each of its texts; None where it is empty, or cannot be used and is named."""

        def value(text: str) -> Any:
            key = heading, text, unit
            if key not in self.known:
                self.known[key] = parse(text)
            return self.known[key]

        return row.optional(heading, value)

    def _joined(self, field: Field, columns: list[Column], values: list[Any], row: Row) -> Any:
        """Return the one value of a field that several columns may hold together."""
        if field.kind == "words":
            words = tuple(dict.fromkeys(word for each in values for word in each))
            if len(words) > MOST_ITEMS:
                row.name_cell(columns[-1].heading, f"An episode has at most {MOST_ITEMS:,} triggers.")
            return words[:MOST_ITEMS]
        if field.kind == "tried":
            return self._all_tried(columns, values, row)
        if field.kind != "text" or len(columns) == 1:
            return values[0]
        return self._note(columns, row)

    def _tried(self, text: str) -> tuple[Tried, ...]:
        """Return the routines and remedies of a cell, each as a typed one is read.

        Raises:
            WrongUsage: one misspells a routine, is too long, or has no word.
        """
        return read_items(split_list(text, is_known=lambda item: is_routine(item, self.index)), self.index)

    def _all_tried(self, columns: list[Column], values: list[Any], row: Row) -> list[dict[str, Any]]:
        tried = tuple({each.key: each for several in values for each in several}.values())
        if len(tried) > MOST_ITEMS:
            row.name_cell(columns[-1].heading, f"An episode has at most {MOST_ITEMS:,} routines and remedies.")
        return tried_documents(tried[:MOST_ITEMS])

    def _note(self, columns: list[Column], row: Row) -> str:
        """Return the notes of several columns, each after the first behind its heading unless that is a note's too."""
        parts: list[str] = []
        length = 0
        for at, column in enumerate(columns):
            text = "" if any(each.column == column.heading for each in row.unused) else row.text(column.heading)
            if not text:
                continue
            is_plain = at == 0 or not column.is_chosen or self.words.headings.get(fold_word(column.heading)) == "note"
            part = text if is_plain else f"{sanitize(column.heading, one_line=True)}: {text}"
            length += len(part) + 1
            if length > NOTE_LIMIT:
                row.name_cell(column.heading, f"A note has at most {NOTE_LIMIT:,} characters in all its columns.")
                continue
            parts.append(part)
        return "\n".join(parts)

    def _rating(self, text: str, column: Column) -> Rating:
        """Return a rating of the column's scale.

        Raises:
            CannotStore: it is none that can be used.
        """
        if column.unknown_unit.lower() in _LINES and text.strip(" .,0123456789") == "":
            raise CannotStore(f"The rating {quoted(text)} has the unit {column.unknown_unit!r}, which is not known.")
        scale = (parse_scale(column.unit) if column.unit else None) or DIARY_SCALE
        rating = read_rating(text, scale)
        if rating.converted_from is not None:
            self.converted[f"{column.heading} {rating.converted_from}"] = (
                f"{column.heading}: ratings of {rating.converted_from} were converted to 0-10 where that is exact."
            )
        return rating

    def _side(self, text: str) -> Side:
        """Return the side that a cell names.

        Raises:
            CannotStore: it is none.
        """
        side = self.index.side_in(text)
        if side is None:
            raise CannotStore(f"{quoted(text)} is not left, right or both.")
        return Side(side)

    def _choice(self, field: Field, text: str) -> str:
        """Return the choice that a cell names.

        Raises:
            CannotStore: it is none.
        """
        choice = find_choice(field, text, self.context.content)
        if choice is None:
            raise CannotStore(f"{quoted(text)} is not {either(field.choices or ())}.")
        return choice.value

    def _place_and_side(self, row: Row, side: Side | None) -> dict[str, Any]:
        column = self.mapping.column_of("place")
        if column is None:
            return {"side": side}
        found = self._remembered(row, column.heading, lambda text: parse_side_and_place(text, self.context))
        own, place = found if found is not None else (None, None)
        if own is not None and side is not None and own != side:
            said = self.mapping.headings_of("side")[0]
            row.name_cell(
                said, f"{quoted(row.text(said))} and the place {quoted(row.text(column.heading))} name different sides."
            )
            return {"side": None, "place": place}
        return {"side": side or own, "place": place}


def _scale(text: str) -> str:
    """Return the scale that a cell says.

    Raises:
        RowStopped: it is none, so that the rating beside it could be any.
    """
    scale = parse_scale(f"/{text}" if text.isdecimal() else text)
    if scale is None:
        raise RowStopped(f"The scale {quoted(text)} is not known.")
    return str(scale)


def _text(text: str) -> str:
    """Return a text.

    Raises:
        CannotStore: it is too long, or nothing of it can be shown.
    """
    if not sanitize(text).strip():
        raise CannotStore("It has no character that can be shown.")
    return checked_text(text)
