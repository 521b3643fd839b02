"""Lay out a question between versions as lines for the screen, and move among its choices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from spasmtui.episodes.conflicts.choices import described, device_words
from spasmtui.episodes.conflicts.text import happened_text, written
from spasmtui.episodes.episode_text import shown_fields
from spasmtui.episodes.model.episode import Episode
from spasmtui.shared.formats import day_name, moment, place_with_side
from spasmtui.shared.text_wrap import wrap
from spasmtui.terminal.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Literal

    from spasmtui.episodes.conflicts.choices import Choice, OpenQuestion

    Role = Literal["plain", "strong", "quiet", "chosen"]

NOTHING = "No two devices have changed the same thing differently. There is nothing to choose."
ALL_CHOSEN = "Nothing is left to choose. Your other devices will follow when they have synced."
SHORT_LINES = 3
"""The lines of a value up to which its device and time are below it."""
_IN_BRIEF = frozenset(("started", "night", "where", "lasted", "worst pain", "id"))
"""The labels of the fields that the short text of an episode has, or that nobody chooses by."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dialog, at most as wide as it was laid out for."""

    text: str
    role: Role = "plain"


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a question, and where its choices are in them."""

    lines: tuple[Line, ...]
    spans: tuple[tuple[int, int], ...] = ()
    """The first line of each choice, and the one after its last."""

    def digit_of(self, line: int) -> str:
        """Return the digit that chooses what a line shows; an empty text where there is none."""
        at = next((number for number, (start, end) in enumerate(self.spans, 1) if start <= line < end), 10)
        return str(at) if at < 10 else ""


def lay_out(
    asked: OpenQuestion,
    number: int,
    count: int,
    *,
    chosen: int,
    message: str,
    ours: Collection[str],
    width: int,
    is_roomy: bool,
) -> Layout:
    """Lay out a question with all of its choices in full.

    Args:
        asked: the question.
        number: its place among the questions, from 1.
        count: the number of questions.
        chosen: the index of the choice with the cursor.
        message: a sentence about what was done before; empty for none.
        ours: the ids of this device.
        width: the cells of a line.
        is_roomy: whether there are lines to spare between the choices.
    """
    gap = [Line("")] if is_roomy else []
    lines = [*message_layout(message, width).lines, Line("")] if message else []
    heading = happened_text(asked.conflict) + (f", {number} of {count}" if count > 1 else "")
    lines += [Line(text, "quiet") for text in wrap(heading, width)]
    lines += [Line(text, "strong") for text in wrap(record_text(asked), width)]
    lines += [Line(text) for text in wrap(question_text(asked), width)]
    if asked.question.beginning:
        lines += [Line(text, "quiet") for text in wrap(f"All begin: {asked.question.beginning}", width)]
    spans = []
    for index, choice in enumerate(asked.question.choices):
        lines += gap
        start = len(lines)
        lines += _choice_lines(choice, index, is_chosen=index == chosen, ours=ours, width=width)
        spans.append((start, len(lines)))
    return Layout(tuple(lines), tuple(spans))


def message_layout(message: str, width: int) -> Layout:
    """Lay out a sentence with nothing to choose below it."""
    return Layout(tuple(Line(text) for text in wrap(one_line(message), width)))


def record_text(asked: OpenQuestion) -> str:
    """Return the record of a question: `left calf, Sun 22 Nov 03:12`, or `The day Sat 21 Nov`."""
    record = described(asked.conflict)
    if isinstance(record, Episode):
        return one_line(f"{place_with_side(record.place, record.side)}, {moment(record.started_at)}")
    return f"The day {day_name(date.fromisoformat(asked.conflict.key))}"


def question_text(asked: OpenQuestion) -> str:
    """Return the question itself."""
    if asked.question.field:
        return f"{asked.question.title}: which is right?"
    versions = (asked.conflict.current, *asked.conflict.others)
    if any(version.record is None for version in versions):
        return "Is it to be deleted, or kept?"
    return "Which version is right?" if isinstance(versions[0].record, Episode) else "Which description is right?"


def _choice_lines(choice: Choice, index: int, *, is_chosen: bool, ours: Collection[str], width: int) -> list[Line]:
    mark = f"{'>' if is_chosen else ' '} {index + 1}  "
    indent = " " * len(mark)
    counts = ", counts now" if choice.counts else ""
    origin = f"{device_words(choice.version.device, ours)}, {written(choice.version)}{counts}"
    role: Role = "chosen" if is_chosen else "plain"
    if len(value := wrap(choice.text, width, first=mark, rest=indent)) > SHORT_LINES:
        # Below a text of many lines nobody would find whose it is.
        head = [Line(text, role) for text in wrap(origin, width, first=mark, rest=indent)]
        return [*head, *(Line(text, role) for text in wrap(choice.text, width, first=indent, rest=indent))]
    lines = [Line(text, role) for text in value]
    record = choice.version.record
    if isinstance(record, Episode) and choice.is_whole:
        fields = [(name, one_line(text)) for name, text in shown_fields(record) if name not in _IN_BRIEF and text]
        if fields:
            said = "; ".join(f"{name}: {text}" for name, text in fields)
            lines += [Line(text) for text in wrap(said, width, first=indent, rest=indent)]
    return [*lines, *(Line(text, "quiet") for text in wrap(origin, width, first=indent, rest=indent))]


def bring_into_view(span: tuple[int, int], offset: int, height: int) -> int:
    """Return the offset at which a choice is seen in a window of `height` lines: its beginning where it is longer."""
    top, bottom = span
    if bottom - top >= height or top < offset:
        return top
    return max(offset, bottom - height)


def first_offset(layout: Layout, height: int) -> int:
    """Return the offset at which a question begins: its top, unless the first choice would begin below the window."""
    is_below = bool(layout.spans) and layout.spans[0][0] + 2 > height
    return bring_into_view(layout.spans[0], 0, height) if is_below else 0


def move(spans: Sequence[tuple[int, int]], chosen: int, offset: int, height: int, *, is_down: bool) -> tuple[int, int]:
    """Move to the next or the last choice, or only the window, while the present one goes on beyond it.

    Returns:
        The index of the choice, and the window's offset.
    """
    top, bottom = spans[chosen]
    page = max(1, height - 1)
    if is_down:
        if bottom > offset + height:
            return chosen, min(offset + page, bottom - height)
        chosen = min(chosen + 1, len(spans) - 1)
        return chosen, bring_into_view(spans[chosen], offset, height)
    if top < offset:
        return chosen, max(offset - page, top)
    if chosen == 0:
        return 0, max(0, offset - page)
    top, bottom = spans[chosen - 1]
    is_long = bottom - top >= height
    return chosen - 1, bottom - height if is_long else bring_into_view((top, bottom), offset, height)
