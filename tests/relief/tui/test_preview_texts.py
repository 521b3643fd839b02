"""What a person reads of a routine before it starts."""

from dataclasses import replace

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.tui.preview_texts import (
    conditions,
    main_step,
    past_use_sentence,
    purpose_sentence,
    row_columns,
    row_words,
    step_lines,
    used_words,
)
from tests.relief.conftest import CONTENT, Record
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)
CALF = BOOK.routine("night-calf-rescue")
HEAT = BOOK.routine("heat-session")


def test_every_routine_has_a_purpose_in_a_sentence_and_relief_with_care_has_its_own() -> None:
    assert all(purpose_sentence(routine).endswith(".") for routine in BOOK.all())
    assert purpose_sentence(CALF) == "For a cramp that is here now."
    both = replace(CALF, also=Purpose.CARE)
    assert purpose_sentence(both) == "For a cramp that is here now, or a muscle that stays tight."


def test_questions_stand_below_the_answer_that_forbids_a_start_and_those_without_room_are_counted() -> None:
    leg = "Is one leg swollen, hot, red or darker than the other?"
    assert conditions(CALF, 4) == (("Do not start if the answer is yes:", (leg,)),)
    skin = "Is the skin whole, and can you feel warm and cold there?"
    assert conditions(HEAT, 2) == (
        ("Do not start if the answer is no:", (skin, "It asks 7 more questions like this.")),
    )  # fmt: skip
    assert [len(asks) for _label, asks in conditions(HEAT, 20)] == [1, 7]
    assert conditions(replace(CALF, ask_after=()), 4) == ()


@with_each("most", range(2, 12))
def test_conditions_never_have_more_questions_than_have_room(most: int) -> None:
    assert max(sum(len(asks) for _label, asks in conditions(routine, most)) for routine in BOOK.all()) <= most


@with_each(
    ("width", "shown"),
    [(30, (0, 21, 0, 0)), (50, (0, 33, 0, 6)), (61, (0, 33, 14, 0)), (62, (20, 33, 0, 0)), (72, (20, 33, 0, 6)),
     (78, (20, 33, 14, 0)), (92, (20, 33, 14, 16))],
)  # fmt: skip
def test_a_row_has_its_place_only_where_every_title_is_whole_beside_it(width: int, shown: tuple[int, ...]) -> None:
    columns = row_columns(width, BOOK.all(), [place for place, _routines in BOOK.by_place()])
    assert columns == shown
    rows = [row_words(routine, columns, Record(34)) for routine in BOOK.all()]
    assert max(len(row) for row in rows) + columns.place + 2 <= width
    assert all(" min" in row for row in rows)


@with_each(
    ("record", "sentence"),
    [
        (None, ""),
        (Record(0), ""),
        (Record(1), "You used it once."),
        (Record(2), "You used it twice."),
        (Record(34), "You used it 34 times."),
        (
            Record(1, 1, 0),
            "You used it once; the cramp was gone, or mostly, in 0 of 1 recorded; a share is shown from 5.",
        ),
        (
            Record(34, 31, 23),
            "You used it 34 times; the cramp was gone, or mostly, in 23 of 31 recorded (74%, 95% interval 57% to 86%).",
        ),
        (
            Record(34, 31, 23, {"foot": (1, 4)}),
            "You used it 34 times; the cramp was gone, or mostly, in 23 of 31 recorded (74%, 95% interval 57% to 86%).",
        ),
        (
            Record(34, 31, 23, {"calf": (9, 12)}),
            "You used it 34 times; calf: gone, or mostly gone, in 9 of 12 recorded (75%, 95% interval 47% to 91%).",
        ),
    ],
)
def test_past_uses_are_said_with_the_number_recorded(record: Record | None, sentence: str) -> None:
    assert past_use_sentence(record, "calf") == sentence


def test_the_longest_hold_stands_for_a_routine() -> None:
    step = main_step(CALF)
    assert step is not None
    assert step.figure == "calf-pull-toes"
    assert [routine.id for routine in BOOK.all() if main_step(routine) is None] == []


@pytest.mark.parametrize(("width", "most"), [(20, 2), (40, 5), (60, 9), (110, 40)])
def test_steps_are_told_whole_while_they_have_room_and_the_others_are_counted(width: int, most: int) -> None:
    for routine in BOOK.all():
        lines = step_lines(routine, width, most)
        assert len(lines) <= most
        assert max(map(len, lines)) <= width
        told = [line for line in lines if line[0].isdigit()]
        left = len(routine.steps) - len(told)
        assert lines[-1] == f"and {left} more steps" if left else lines[-1] != "and"


def test_a_row_says_how_often_a_routine_was_used() -> None:
    assert [used_words(record) for record in (None, Record(0), Record(1), Record(2), Record(34))] == [
        "", "", "used once", "used twice", "used 34 times",
    ]  # fmt: skip
    assert [used_words(record, is_short=True) for record in (None, Record(34))] == ["", "34×"]
