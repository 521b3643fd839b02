"""Hold a routine while it is written, and change it step by step. Pure.

A draft may be unfinished: `check.py` says what is missing. What a file says beyond the fields here is kept as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

STEP_KEYS = ("kind", "seconds", "say", "figure", "side", "until")
HEAD_KEYS = ("title", "place", "purpose", "position", "sides")
MOST_REPEATS = 50
MOST_SECONDS = 3600
Row = tuple[int, int | None]
"""An item by its number, and a step in it where the item repeats steps; both from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStep:
    """A step; an empty text is a field that is left out."""

    kind: str = "hold"
    seconds: Any = 30
    """A number of seconds; anything else is kept from a file, and named as a fault."""
    say: str = ""
    figure: str = ""
    side: str = ""
    until: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    """Other fields of the file."""
    origin: int | None = None
    """Its number in the file; None where it is new."""

    def document(self) -> dict[str, Any]:
        """Return the step as it is written."""
        own = {"kind": self.kind, "seconds": self.seconds, "say": self.say}
        own |= {name: value for name in STEP_KEYS[3:] if (value := getattr(self, name))}
        return own | self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """One step, or several that are repeated."""

    steps: tuple[DraftStep, ...]
    repeat: Any = None
    """How often they are done; None for a step that stands alone."""
    more: dict[str, Any] = field(default_factory=dict)
    origin: int | None = None
    """Its number in the file; None where it is new."""

    @property
    def is_block(self) -> bool:
        """True if it repeats its steps."""
        return self.repeat is not None

    def document(self) -> dict[str, Any]:
        """Return the item as it is written."""
        if not self.is_block:
            return self.steps[0].document()
        return {"repeat": self.repeat, **self.more, "steps": [step.document() for step in self.steps]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A routine that is being written."""

    title: str = ""
    place: str = ""
    """A place id; empty fits anywhere."""
    purpose: str = "care"
    """Empty is left out of the file, and means care."""
    position: str = ""
    sides: str = "sore"
    """Empty is left out of the file, and means the painful side."""
    items: tuple[DraftItem, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the routine as it is written."""
        head = {name: value for name in HEAD_KEYS if (value := getattr(self, name)) or name == "title"}
        return {**head, **self.more, "steps": [item.document() for item in self.items]}

    @property
    def seconds(self) -> int:
        """The length of the routine, as far as its numbers are numbers."""
        total = 0
        for item in self.items:
            once = sum(step.seconds for step in item.steps if isinstance(step.seconds, int))
            total += once * (item.repeat if isinstance(item.repeat, int) else 1)
        return total

    def rows(self) -> tuple[Row, ...]:
        """Return every row of the list of steps: a step, a repetition, and each step in it."""
        found: list[Row] = []
        for number, item in enumerate(self.items):
            found.append((number, None))
            if item.is_block:
                found += ((number, within) for within in range(len(item.steps)))
        return tuple(found)

    def step(self, row: Row) -> DraftStep | None:
        """Return the step of a row; None for the row of a repetition."""
        item = self.items[row[0]]
        if row[1] is not None:
            return item.steps[row[1]]
        return None if item.is_block else item.steps[0]

    def with_step(self, row: Row, step: DraftStep) -> Draft:
        """Return the draft with the step of a row exchanged."""
        item = self.items[row[0]]
        within = row[1] or 0
        steps = (*item.steps[:within], step, *item.steps[within + 1 :])
        return self._with_item(row[0], replace(item, steps=steps))

    def with_repeat(self, number: int, repeat: int) -> Draft:
        """Return the draft with an item done this many times; once makes a single step stand alone."""
        item = self.items[number]
        repeat = max(1, min(MOST_REPEATS, repeat))
        is_single = repeat == 1 and len(item.steps) == 1 and not item.more
        return self._with_item(number, replace(item, repeat=None if is_single else repeat))

    def add(self, row: Row | None, step: DraftStep) -> tuple[Draft, Row]:
        """Return the draft with a step after a row, within its repetition, and the row of the new step."""
        if row is None or not self.items:
            return replace(self, items=(*self.items, DraftItem(steps=(step,)))), (len(self.items), None)
        number, within = row
        item = self.items[number]
        if item.is_block:
            at = 0 if within is None else within + 1
            steps = (*item.steps[:at], step, *item.steps[at:])
            return self._with_item(number, replace(item, steps=steps)), (number, at)
        items = (*self.items[: number + 1], DraftItem(steps=(step,)), *self.items[number + 1 :])
        return replace(self, items=items), (number + 1, None)

    def remove(self, row: Row) -> Draft:
        """Return the draft without a step; the row of a repetition takes its steps with it."""
        number, within = row
        item = self.items[number]
        if within is None or len(item.steps) == 1:
            return replace(self, items=(*self.items[:number], *self.items[number + 1 :]))
        return self._with_item(number, replace(item, steps=(*item.steps[:within], *item.steps[within + 1 :])))

    def move(self, row: Row, direction: int) -> tuple[Draft, Row]:
        """Return the draft with a row one place up (-1) or down (1), also into a repetition or out, and the row."""
        number, within = row
        item = self.items[number]
        if within is not None:
            return self._move_within(number, within, direction)
        beside = number + direction
        if not 0 <= beside < len(self.items):
            return self, row
        other = self.items[beside]
        if other.is_block and not item.is_block:
            at = len(other.steps) if direction < 0 else 0
            step = replace(item.steps[0], origin=None)
            joined = replace(other, steps=(*other.steps[:at], step, *other.steps[at:]))
            items = list(self.items)
            items[beside] = joined
            del items[number]
            return replace(self, items=tuple(items)), (beside if direction < 0 else number, at)
        items = list(self.items)
        items[number], items[beside] = other, item
        return replace(self, items=tuple(items)), (beside, None)

    def _move_within(self, number: int, within: int, direction: int) -> tuple[Draft, Row]:
        item = self.items[number]
        at = within + direction
        if 0 <= at < len(item.steps):
            steps = list(item.steps)
            steps[within], steps[at] = steps[at], steps[within]
            return self._with_item(number, replace(item, steps=tuple(steps))), (number, at)
        if len(item.steps) == 1:
            return self, (number, within)  # a repetition of nothing is none
        outside = DraftItem(steps=(replace(item.steps[within], origin=None),))
        rest = replace(item, steps=(*item.steps[:within], *item.steps[within + 1 :]))
        pair = (outside, rest) if direction < 0 else (rest, outside)
        items = (*self.items[:number], *pair, *self.items[number + 1 :])
        return replace(self, items=items), (number if direction < 0 else number + 1, None)

    def _with_item(self, number: int, item: DraftItem) -> Draft:
        return replace(self, items=(*self.items[:number], item, *self.items[number + 1 :]))


def draft_of(document: dict[str, Any]) -> Draft:
    """Return the draft of a document; a field of another type than ours is kept, and named when it is checked."""
    head = {"purpose": "", "sides": ""}
    head |= {name: document[name] for name in HEAD_KEYS if isinstance(document.get(name), str)}
    written = document.get("steps")
    items = tuple(_item_of(item, number) for number, item in enumerate(written if isinstance(written, list) else ()))
    kept = [
        name for name in document if name != "steps" and not (name in HEAD_KEYS and isinstance(document[name], str))
    ]
    more = {name: document[name] for name in kept}
    return Draft(**head, items=items, more=more)


def _item_of(document: Any, origin: int) -> DraftItem:
    document = document if isinstance(document, dict) else {}
    inner = document.get("steps")
    if isinstance(inner, list):
        steps = tuple(_step_of(step, number) for number, step in enumerate(inner))
        more = {name: value for name, value in document.items() if name not in ("repeat", "steps")}
        return DraftItem(steps=steps or (DraftStep(),), repeat=document.get("repeat", 1), more=more, origin=origin)
    return DraftItem(steps=(_step_of(document, None),), origin=origin)


def _step_of(document: Any, origin: int | None) -> DraftStep:
    document = document if isinstance(document, dict) else {}
    own = {name: document[name] for name in STEP_KEYS if name != "seconds" and isinstance(document.get(name), str)}
    more = {name: value for name, value in document.items() if name not in (*own, "seconds")}
    return DraftStep(**own, seconds=document.get("seconds", 0), more=more, origin=origin)
