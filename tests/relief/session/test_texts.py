"""The sentences that the full screen and linear mode share."""

from dataclasses import replace

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Kind, OnNo, Purpose, Routine, Step, Variant
from spasmtui.relief.session.frame import Frame
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.texts import (
    HELPED,
    after_advice,
    after_notes,
    away_question,
    cautions_of,
    ended_head,
    evidence_note,
    first_clause,
    helped_names,
    hurts_lines,
    position,
    routine_notes,
    side_name,
    skin_left,
    title_with_side,
    what_ends_it,
)
from spasmtui.relief.session.timeline import Segment
from spasmtui.relief.session.transitions import apply_event
from spasmtui.relief.words import words
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

BOOK = RoutineBook(CONTENT)
STRETCH = Routine(
    id="stretch",
    title="Stretch",
    purpose=Purpose.PREVENTION,
    steps=(Step(kind=Kind.HOLD, seconds=20, say="Hold."),),
    position="Standing",
    grade="B",
    schedule="nightly",
    variants=(Variant(name="Sitting", say="Sit."), Variant(name="Lying", say="Lie down.")),
)


def frame_of(routine: Routine, seconds: float = 0.0) -> Frame:
    session = apply_event(Session.create(routine, "left"), Event.START, 0.0)
    for question in routine.asks_before:
        session = apply_event(session, Event.NO if question.stop_on == "yes" else Event.YES, 0.0)
    return session.caught_up(seconds).frame(seconds)


HEAT = BOOK.routine("heat-session")
CALF = BOOK.routine("night-calf-rescue")


def test_the_title_has_the_place_where_the_routine_fits_any() -> None:
    legs_up, massage = BOOK.routine("legs-up"), BOOK.routine("self-massage")
    titles = [
        title_with_side(routine, side, joint=" · ", place=place)
        for routine, side, place in (
            (HEAT, "left", "calf"), (HEAT, None, "lower-back"), (HEAT, "left", None), (massage, "right", "hamstring"),
            (legs_up, "left", "calf"), (CALF, "left", "calf"), (CALF, None, "calf"),
        )
    ]  # fmt: skip
    assert titles == [
        "Heat session · left calf",
        "Heat session · lower back",
        "Heat session · left",
        "Self-massage · back of the right thigh",
        "Legs up · calf",
        "Night calf cramp: rescue · left",
        "Night calf cramp: rescue",
    ]


def test_notes_are_the_schedule_and_each_variant() -> None:
    assert routine_notes(STRETCH) == ("Schedule: nightly.", "Sitting: Sit.", "Lying: Lie down.")
    assert routine_notes(replace(STRETCH, schedule=None, variants=())) == ()


def test_the_evidence_is_a_sentence_where_it_has_a_grade() -> None:
    assert evidence_note(STRETCH) == "Evidence: B."
    assert evidence_note(replace(STRETCH, grade="")) == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (31, "skin: 20 of 20 min left"),
        (30 + 100, "skin: 18 of 20 min left"),
        (30 + 300, ""),
    ],
)
def test_the_time_left_for_the_skin_is_shown_in_minutes_while_something_is_on_it(seconds: float, text: str) -> None:
    assert skin_left(frame_of(HEAT, seconds)) == text


@with_each(
    ("left", "text"),
    [
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 of 20 min"),
        (89, "1 of 20 min"),
        (91, "2 of 20 min"),
        (95, "2 of 20 min"),
    ],
)
def test_the_last_minute_for_the_skin_has_words_of_its_own(left: int, text: str) -> None:
    frame = frame_of(HEAT, 40)._replace(skin_left_seconds=left)
    assert skin_left(frame) == f"skin: {text} left"


def test_the_maximum_for_the_skin_is_shown_in_whole_minutes() -> None:
    frame = frame_of(HEAT, 40)._replace(skin_left_seconds=600, skin_longest_seconds=1199)
    assert skin_left(frame) == "skin: 10 of 19 min left"


def test_nothing_is_said_of_the_skin_where_nothing_is_on_it() -> None:
    assert skin_left(frame_of(CALF, 3)) == ""


@with_each(
    ("say", "clause"),
    [
        ("Rub the calf: firmly.", "rub the calf"),
        ("Rub the calf. Firmly", "rub the calf"),
        ("A: b", "a"),
        ("Rub the calf, firmly.", "rub the calf"),
        ("Rub", "rub"),
        (".Rub", ".Rub"),
        ("Is it easing? If it is not, hold it again.", "is it easing?"),
        ("A" * 20 + " " + "b" * 60, "a" + "A" * 19 + "…"),
        ("Rub " + "a" * 56, "rub " + "a" * 56),
        ("Rub " + "a" * 57, "rub…"),
        ("Rub " + "a" * 55 + " bb", "rub…"),
        ("Rub " + "a" * 54 + " bb", "rub " + "a" * 54 + "…"),
        ("Rub a" + "a" * 53 + " bb", "rub a" + "a" * 53 + "…"),
    ],
)
def test_the_next_step_is_named_by_its_first_clause(say: str, clause: str) -> None:
    assert first_clause(say, limit=60) == clause


@with_each(
    ("kind", "words"),
    [
        (Kind.PREP, "get ready"),
        (Kind.HOLD, "hold"),
        (Kind.MOVE, "keep moving"),
        (Kind.REST, "rest"),
        (Kind.SWAP, "change sides"),
        (Kind.HEAT, "heat on"),
        (Kind.COLD, "cold on"),
        (Kind.DONE, "last step"),
        (Kind.CHECK, "yes or no"),
    ],
)
def test_each_kind_of_step_says_what_ends_it(kind: Kind, words: str) -> None:
    assert what_ends_it(Segment(kind=kind, seconds=5, say="")) == words


def test_a_stretch_ends_when_it_eases_and_a_skin_check_with_an_answer() -> None:
    assert what_ends_it(Segment(kind=Kind.HOLD, seconds=5, say="", eases=True)) == "hold until it eases"
    assert what_ends_it(Segment(kind=Kind.CHECK, seconds=5, say="", on_no=OnNo.STOP)) == "look, then answer"


def test_the_position_names_the_next_step_and_the_last_one() -> None:
    assert position(frame_of(CALF)).startswith("1 of 6 · next: pull your toes towards your shin")
    assert position(frame_of(CALF, 70)) == "6 of 6 · last step"
    long = frame_of(CALF)._replace(next_segment=Segment(kind=Kind.HOLD, seconds=5, say="x" * 30 + " " + "y" * 19))
    assert position(long) == f"1 of 6 · next: {'x' * 30} {'y' * 19}"
    longer = long._replace(next_segment=Segment(kind=Kind.HOLD, seconds=5, say="x" * 30 + " " + "y" * 20))
    assert position(longer) == f"1 of 6 · next: {'x' * 30}…"


def test_sides_and_answers_have_their_words() -> None:
    assert [side_name(side) for side in ("left", "right", "other", None)] == ["left", "right", "other side", ""]
    assert helped_names() == {"no": "no", "some": "some", "most": "most", "gone": "gone"}
    assert HELPED == ("no", "some", "most", "gone")
    assert words().pain_now == "Pain now, 0 to 10?"
    assert words().skin_rule == "Never fall asleep with it. Never put it on bare skin."


def test_an_absence_is_named_with_its_length() -> None:
    frame = frame_of(CALF)._replace(away_seconds=540)
    assert away_question(frame) == "You were away for 9 min. Go on, or restart this step?"


@with_each(
    ("is_practice", "state", "head"),
    [
        (False, State.GONE, "Gone after 20 s."),
        (False, State.FINISHED, "That was the last step. Has it eased?"),
        (False, State.LEFT, "Stopped after 20 s. The episode stays open until you say when it ended."),
        (False, State.DONE, "Stopped after 20 s. The episode stays open until you say when it ended."),
        (True, State.FINISHED, "That was the last step, after 20 s."),
        (True, State.LEFT, "Ended after 20 s."),
        (True, State.DONE, "Ended after 20 s."),
    ],
)
def test_the_end_of_a_practice_has_no_word_of_a_cramp(is_practice: bool, state: State, head: str) -> None:
    frame = frame_of(STRETCH)._replace(state=state, since_seconds=20)
    assert ended_head(frame, is_practice=is_practice) == head


def test_afterwards_come_the_questions_the_advice_the_schedule_and_the_wait_for_the_skin() -> None:
    wait = "Wait at least 1 h before the next one, and until the skin feels and looks normal."
    routine = replace(HEAT, after="Rest a little.", schedule="once a day")
    assert after_advice(routine) == ("Rest a little.", "Schedule: once a day.", wait)
    relief = replace(routine, purpose=Purpose.RELIEF)
    assert after_notes(relief) == after_advice(relief)  # heat asks before it starts, whatever it is for
    stretch = replace(relief, skin=None)
    assert after_notes(stretch) == (
        *(f"{question.ask} If yes, press w." for question in HEAT.ask_first),
        *after_advice(stretch),
    )
    assert after_advice(STRETCH) == ("Schedule: nightly.",)


def test_a_caution_that_the_rule_for_the_skin_covers_is_left_out() -> None:
    assert "Never fall asleep with it." in HEAT.cautions
    assert "Never fall asleep with it." not in cautions_of(HEAT)
    assert len(cautions_of(HEAT)) == len(HEAT.cautions) - 1
    assert "Never fall asleep with it." in cautions_of(replace(HEAT, skin=None))


@pytest.mark.parametrize("name", ["heat-session", "cold-session"])
def test_heat_or_cold_that_hurts_is_taken_off_and_not_let_go_of(name: str) -> None:
    assert hurts_lines(BOOK.routine(name)).startswith("Take it off now. Stop for any of these:")
    assert hurts_lines(BOOK.routine("bedtime-prevention")).startswith("Let go of the stretch. Stop for any of these:")
