"""Name the fields of a routine and of its steps, with the values they can have, and make rows of them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from spasmtui.errors import WrongUsage
from spasmtui.relief.editor.draft import MOST_REPEATS, MOST_SECONDS, Draft, DraftStep, Row
from spasmtui.shared.formats import PLACE_NAMES
from spasmtui.shared.times.length_words import parse_duration
from spasmtui.shared.times.lengths import format_duration
from spasmtui.ui.form.rows import FormRow

Choices = tuple[tuple[str, str], ...]
"""Values as they are written, each with its words."""
ADD_ROW = "add"
STEP_SECONDS = 5
PURPOSES: Choices = (
    ("care", "care"), ("relief", "relief"), ("prevention", "prevention"), ("comfort", "comfort"),
)  # fmt: skip
SIDES: Choices = (
    ("sore", "the painful side"), ("sore-then-other", "the painful side, then the other"),
    ("both", "both sides in turn"), ("together", "both sides at once"), ("area", "one place without a side"),
)  # fmt: skip
KINDS: Choices = (
    ("prep", "get ready"), ("hold", "hold"), ("move", "move"), ("rest", "rest"), ("swap", "change sides"),
    ("heat", "heat"), ("cold", "cold"), ("check", "look and answer"), ("done", "end"),
)  # fmt: skip
STEP_SIDES: Choices = (
    ("", "as the routine"), ("sore", "the painful side"), ("other", "the other side"), ("left", "left"),
    ("right", "right"), ("together", "both at once"),
)  # fmt: skip
UNTIL: Choices = (("", "its time is over"), ("eases", "it eases"))
PLACE_CHOICES: Choices = (("", "anywhere"), *PLACE_NAMES.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that is chosen or typed."""

    name: str
    label: str
    meaning: str
    choices: Choices = ()
    """Empty for a text."""
    default: str = ""
    """The value that an empty one stands for."""
    empty: str = ""
    """The words for a text that there is not yet."""

    def words(self, value: str) -> str:
        """Return a value in words; a figure is named as the list of pictures names it."""
        value = (value or self.default).replace("-", " " if self.name == "figure" else "-")
        return next((words for known, words in self.choices if known == value), value) or self.empty

    def step(self, value: str, direction: int) -> str:
        """Return the next or the previous choice."""
        known = [each for each, _words in self.choices]
        value = value or self.default
        at = known.index(value) if value in known else -1
        return known[(at + direction) % len(known)]


HEAD_FIELDS = (
    Field(name="title", label="Title", empty="none yet", meaning="What the routine is called in the list."),
    Field(name="place", label="Place", choices=PLACE_CHOICES, meaning="Where it helps; the list is in this order."),
    Field(
        name="purpose",
        label="Purpose",
        choices=PURPOSES,
        default="care",
        meaning="Relief is for a cramp that is here now, and opens an episode. The others are practice.",
    ),
    Field(
        name="position",
        label="Position",
        empty="none",
        meaning="How to stand, sit or lie before it begins, in a line. It can be left out.",
    ),
    Field(
        name="sides",
        label="Sides",
        choices=SIDES,
        default="sore",
        meaning="In turn: each exercise on one side, then on the other, unless a step names a side.",
    ),
)
STEP_FIELDS = (
    Field(
        name="kind",
        label="Kind",
        choices=KINDS,
        meaning="Heat and cold come with the questions, skin checks and longest times of the shipped sessions.",
    ),
    Field(name="seconds", label="Time", meaning="How long the step lasts: 90 for seconds, or 1m30; an hour at most."),
    Field(
        name="say",
        label="Words",
        empty="none yet",
        meaning="What to do, as it is shown on the screen and read aloud.",
    ),
    Field(
        name="figure",
        label="Figure",
        empty="none",
        meaning="The picture of the movement. {Enter:rows.open} shows all pictures.",
    ),
    Field(
        name="side",
        label="Side",
        choices=STEP_SIDES,
        meaning="The side that the step works on, where it differs from the routine.",
    ),
    Field(
        name="until",
        label="It ends when",
        choices=UNTIL,
        meaning="A hold that ends when it eases asks whether it is easing, and can be held longer.",
    ),
)
FIELDS = {field.name: field for field in (*HEAD_FIELDS, *STEP_FIELDS)}


def row_id(row: Row) -> str:
    """Return the id of a row of the list of steps."""
    return f"step:{row[0]}" + ("" if row[1] is None else f":{row[1]}")


def row_of(text: str) -> Row | None:
    """Return the row of the list of steps with this id; None for another row."""
    name, *numbers = text.split(":")
    if name != "step":
        return None
    return int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else None


def draft_rows(draft: Draft, file_name: str, fault_at: str) -> tuple[FormRow, ...]:
    """Return the rows of a routine: its fields, then its steps.

    Args:
        draft: the routine.
        file_name: the id that it has or will have.
        fault_at: the id of the row that cannot be used; empty for none.
    """
    rows = [_field_row(field, getattr(draft, field.name), fault_at) for field in HEAD_FIELDS]
    length = format_duration(draft.seconds) if draft.seconds else ""
    rows.insert(0, FormRow(id="", label=f"Routine · spasm {file_name}", is_heading=True))
    rows.append(FormRow(id="", label=f"Steps · {length}" if length else "Steps", is_heading=True))
    for row in draft.rows():
        step, item = draft.step(row), draft.items[row[0]]
        fault = "cannot be used" if row_id(row) == fault_at else ""
        if step is None:
            rows.append(
                FormRow(id=row_id(row), label="repeat", note=f"{item.repeat} times", can_step=True, fault=fault)
            )
            continue
        rows.append(
            FormRow(
                id=row_id(row),
                label=FIELDS["kind"].words(step.kind),
                note=_seconds_text(step.seconds),
                indent=0 if row[1] is None else 2,
                value=FIELDS["say"].words(step.say),
                can_step=True,
                fault=fault,
            )
        )
    rows.append(FormRow(id=ADD_ROW, label="Add a step", can_open=False))
    return tuple(rows)


def step_rows(step: DraftStep, fault_at: str) -> tuple[FormRow, ...]:
    """Return the rows of a step; `fault_at` is the name of the field that cannot be used."""
    rows = []
    for field in STEP_FIELDS:
        value = getattr(step, field.name)
        if field.name == "seconds":
            row = FormRow(id="seconds", label=field.label, value=_seconds_text(value), can_step=True)
        else:
            row = _field_row(field, value, fault_at)
        rows.append(replace(row, fault="cannot be used") if field.name == fault_at else row)
    return tuple(rows)


def _field_row(field: Field, value: str, fault_at: str) -> FormRow:
    return FormRow(
        id=field.name,
        label=field.label,
        value=field.words(value),
        can_step=bool(field.choices),
        fault="cannot be used" if field.name == fault_at else "",
    )


def _seconds_text(seconds: Any) -> str:
    return f"{seconds} s"


def step_seconds(seconds: Any, direction: int) -> int:
    """Return a time made longer or shorter, to a multiple of five seconds."""
    known = seconds if isinstance(seconds, int) else 0
    nearest = (known + direction * STEP_SECONDS) // STEP_SECONDS * STEP_SECONDS
    return max(1 if known <= STEP_SECONDS and direction < 0 else STEP_SECONDS, min(MOST_SECONDS, nearest))


def number_check(most: int) -> Callable[[str], str]:
    """Return the check of a typed whole number from 1 to `most`."""

    def refusal(text: str) -> str:
        fits = text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= most
        return "" if fits else f"It must be a whole number from 1 to {most}."

    return refusal


CHECK_REPEATS = number_check(MOST_REPEATS)


def typed_seconds(text: str) -> int | None:
    """Return the seconds of a typed time, such as `90` for seconds, `1m30` or `2 minutes`; None where it is none."""
    try:
        seconds = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else parse_duration(text)
    except WrongUsage:
        return None
    return seconds if 1 <= seconds <= MOST_SECONDS else None


def fault_row(where: tuple[int | str, ...]) -> tuple[str, str]:
    """Return the row of the routine, and the field of a step in it, that a fault belongs to; empty without one."""
    numbers = [part for part in where if isinstance(part, int)]
    names = [part for part in where if isinstance(part, str)]
    if where and where[0] == "steps" and numbers:
        return row_id((numbers[0], numbers[1] if len(numbers) > 1 else None)), names[-1]
    if where and where[0] == "steps":
        return ADD_ROW, ""
    return (str(where[0]) if where else ""), ""
