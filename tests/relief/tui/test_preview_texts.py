"""What a person reads of a routine before it starts."""

from dataclasses import replace

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.tui.preview_texts import (
    main_step,
    not_if_lines,
    past_use_sentence,
    purpose_sentence,
    step_lines,
    used_words,
)
from tests.relief.conftest import CONTENT, Record

BOOK = RoutineBook(CONTENT)
CALF = BOOK.routine("night-calf-rescue")
HEAT = BOOK.routine("heat-session")


def test_every_routine_has_a_purpose_in_a_sentence_and_relief_with_care_has_its_own() -> None:
    assert all(purpose_sentence(routine).endswith(".") for routine in BOOK.all())
    assert purpose_sentence(CALF) == "For a cramp that is here now."
    both = replace(CALF, also=Purpose.CARE)
    assert purpose_sentence(both) == "For a cramp that is here now, or a muscle that stays tight."


def test_a_routine_is_not_for_whom_its_questions_say_and_the_signs_to_stop_are_always_there() -> None:
    assert not_if_lines(CALF, 4) == (
        "Not if you answer yes: Is one leg swollen, hot, red or darker than the other?", CALF.stop_line,
    )  # fmt: skip
    assert not_if_lines(HEAT, 3) == (
        "Not if you answer no: Is the skin whole, and can you feel warm and cold there?",
        "It asks 7 more questions like this.",
        HEAT.stop_line,
    )
    assert len(not_if_lines(HEAT, 20)) == len(HEAT.ask_first) + 1


@pytest.mark.parametrize("most", range(3, 12))
def test_conditions_never_take_more_lines_than_have_room(most: int) -> None:
    assert max(len(not_if_lines(routine, most)) for routine in BOOK.all()) <= most


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (None, ""),
        (Record(0), ""),
        (Record(1), "You used it once."),
        (Record(34), "You used it 34 times."),
        (Record(1, 1, 0), "You used it once; gone or most in 0 of 1 recorded."),
        (Record(34, 31, 23), "You used it 34 times; gone or most in 23 of 31 recorded."),
    ],
)
def test_past_uses_are_said_with_the_number_recorded(record: Record | None, sentence: str) -> None:
    assert past_use_sentence(record) == sentence


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
    assert [used_words(record) for record in (None, Record(0), Record(1), Record(34))] == [
        "", "", "used once", "used 34 times",
    ]  # fmt: skip
