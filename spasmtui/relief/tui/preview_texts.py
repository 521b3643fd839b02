"""Word what a person wants to know of a routine before it starts, in a row of the list and in the preview."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, Protocol

from spasmtui.relief.routines.model import Answer, Block, Purpose, Routine, Step
from spasmtui.relief.session.texts import side_note
from spasmtui.relief.words import words
from spasmtui.shared.formats import place_with_side
from spasmtui.shared.outcomes.eased import FEWEST_FOR_SHARE, eased_share
from spasmtui.shared.text_wrap import cell_width, pad_cells, truncate, wrap
from spasmtui.shared.times.lengths import format_duration
from spasmtui.terminal.sanitize import shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spasmtui.ui.drawing.body_map import BodyPlace

MOST_TITLE_COLUMNS = 40
INDENT_COLUMNS, LENGTH_COLUMNS, PURPOSE_COLUMNS, USED_COLUMNS, SHORT_USED_COLUMNS = 2, 7, 14, 16, 6
"""Columns of a row: the indent, and the length, the purpose and the number of uses, each with its gap."""


class UseCounts(Protocol):
    """The past uses of one routine, as the diary port returns them."""

    @property
    def used(self) -> int:
        """All uses."""
        ...

    @property
    def recorded(self) -> int:
        """Those with an answer to whether it helped."""
        ...

    @property
    def eased(self) -> int:
        """Those after which the cramp was gone or mostly gone."""
        ...

    @property
    def at_places(self) -> Mapping[str, tuple[int, int]]:
        """The two counts of each place with an answer: eased, recorded."""
        ...


def purpose_sentence(routine: Routine) -> str:
    """Return what a routine is for, in a sentence."""
    if {routine.purpose, routine.also} == {Purpose.RELIEF, Purpose.CARE}:
        return words().for_relief_and_care
    return {
        Purpose.RELIEF: words().for_relief,
        Purpose.CARE: words().for_care,
        Purpose.PREVENTION: words().for_prevention,
        Purpose.COMFORT: words().for_comfort,
    }[routine.purpose]


def conditions(routine: Routine, most: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the conditions under which not to start a routine: groups of an answer's label and its questions.

    Args:
        routine: the routine.
        most: how many questions have room, at least two; the others are counted in the last one's place.
    """
    asked = (*routine.ask_first, *routine.ask_after)
    kept = asked if len(asked) <= most else asked[: most - 1]
    groups = [
        (words().not_if_yes if answer is Answer.YES else words().not_if_no, tuple(question.ask for question in found))
        for answer, found in groupby(kept, key=lambda question: question.stop_on)
    ]
    if len(kept) < len(asked):
        label, asks = groups[-1]
        groups[-1] = (label, (*asks, words().more_questions.format(count=len(asked) - len(kept))))
    return tuple(groups)


def place_of(chosen: BodyPlace | None, routine: Routine | None) -> str | None:
    """Return the id of the place in question: the chosen one, else the routine's own."""
    return chosen.place if chosen is not None else routine.place if routine is not None else None


def past_use_sentence(record: UseCounts | None, place: str | None = None) -> str:
    """Return how often a routine was used and how often the cramp was gone after it; empty for one never used.

    Args:
        record: its past uses.
        place: the id of the place in question: where it has answers, only they count.
    """
    if record is None or not record.used:
        return ""
    if not record.recorded:
        return words().used.format(times=_times(record.used))
    eased, recorded = record.at_places.get(place or "", (record.eased, record.recorded))
    is_at_place = place in record.at_places
    text = words().used_eased_at if is_at_place else words().used_eased
    where = place_with_side(place, None)
    said = text.format(times=_times(record.used), eased=eased, recorded=recorded, place=where)
    if (share := eased_share(eased, recorded)) is None:
        more = words().share_too_few.format(fewest=FEWEST_FOR_SHARE)
    else:
        more = words().share_of_answers.format(percent=share.percent, low=share.low, high=share.high)
    return f"{said.removesuffix('.')}{more}."


def _times(count: int) -> str:
    """Return a count as people say it: once, twice, 3 times."""
    said = {1: words().once, 2: words().twice}.get(count, words().many_times)
    return said.format(count=count)


def used_words(record: UseCounts | None, *, is_short: bool = False) -> str:
    """Return how often a routine was used, for a row of the list; empty for one that was never used."""
    if record is None or not record.used:
        return ""
    if is_short:
        return words().used_row_short.format(count=record.used)
    return words().used_row.format(times=_times(record.used))


class RowColumns(NamedTuple):
    """The columns of the parts of a row with their gaps; 0 for one without room."""

    place: int
    title: int
    purpose: int
    used: int


def row_columns(width: int, routines: Sequence[Routine], places: Iterable[str]) -> RowColumns:
    """Return the columns of the rows: the places where every title has room beside them, then what else has room.

    Args:
        width: columns of a row.
        routines: the routines of the rows.
        places: the names of their places; none shows none.
    """
    left = width - INDENT_COLUMNS - LENGTH_COLUMNS
    longest = max((cell_width(routine.title) for routine in routines), default=0)
    title = min(left, longest, MOST_TITLE_COLUMNS)
    left -= title
    place = max(map(cell_width, places), default=-2) + 2
    place = place if place <= left else 0
    left -= place
    purpose = PURPOSE_COLUMNS if left >= PURPOSE_COLUMNS else 0
    left -= purpose
    used = next((columns for columns in (USED_COLUMNS, SHORT_USED_COLUMNS) if columns <= left), 0)
    return RowColumns(place, title, purpose, used)


def row_words(routine: Routine, columns: RowColumns, record: UseCounts | None) -> str:
    """Return a row after its place: the title, shortened where it has no room, the length, the purpose and the uses."""
    title = truncate(shown_text(routine.title, one_line=True), columns.title)
    row = f"{pad_cells(title, columns.title)} {format_duration(routine.seconds):>{LENGTH_COLUMNS - 1}}"
    if columns.purpose:
        row += f"  {routine.purposes:<{PURPOSE_COLUMNS - 2}}"
    if columns.used == SHORT_USED_COLUMNS:
        row += f"  {used_words(record, is_short=True):>{SHORT_USED_COLUMNS - 2}}"
    elif columns.used:
        row += f"  {used_words(record)}"
    return row


def main_step(routine: Routine) -> Step | None:
    """Return the step whose figure stands for a routine: its longest hold with one, else its longest step with one."""
    drawn = [step for step in routine.flat_steps if step.figure is not None]
    return max(drawn, key=lambda step: (step.kind.value == "hold", step.seconds), default=None)


def step_lines(routine: Routine, width: int, most: int) -> tuple[str, ...]:
    """Return the steps of a routine as numbered lines, each repeat written once, in so many lines at most.

    A step that has no room whole is left out with all that follow it, and the last line says how many.
    """
    lines: list[str] = []
    for number, item in enumerate(routine.steps, 1):
        head = f"{number}. "
        step = wrap(shown_text(_say(item), one_line=True), width, first=head, rest=" " * len(head))
        is_last = number == len(routine.steps)
        if len(lines) + len(step) + (not is_last) > most:
            return (*lines, words().more_steps.format(count=len(routine.steps) - number + 1))
        lines += step
    return tuple(lines)


def _say(item: Step | Block) -> str:
    if isinstance(item, Step):
        return item.say + side_note(item.say, item.side)
    notes = {side_note(step.say, step.side) for step in item.steps}
    is_of_one_side = len(notes) == 1
    steps = " ".join(step.say + ("" if is_of_one_side else side_note(step.say, step.side)) for step in item.steps)
    steps += notes.pop() if is_of_one_side else ""
    return words().repeated_steps.format(count=item.repeat, steps=steps) if item.repeat > 1 else steps
