"""What is said of a step fits into it: counted for every routine, in every language."""

from itertools import pairwise

import pytest

from spasmtui.relief.routines.loader import RoutineBook, open_book
from spasmtui.relief.routines.model import Kind, Purpose, Routine
from spasmtui.relief.session.announcements import (
    Announcement,
    Announcer,
    StepMoment,
    count_words,
    rules_beside,
    short_instruction,
    short_line,
    spoken_length,
    title_line,
)
from spasmtui.relief.session.timeline import Segment, expand
from spasmtui.relief.words import use_words, words
from tests.conftest import ROOT
from tests.relief.conftest import CONTENT
from tests.support.cases import with_each

ROUTINES = sorted(path.stem for path in (ROOT / "content" / "routines").glob("*.toml"))


def keys_of(routine: Routine) -> tuple[str, ...]:
    say = words()
    if routine.purpose is Purpose.RELIEF:
        return (say.keys_relief, say.keys_relief_short, say.keys_only)
    return (say.keys_practice, say.keys_only)


def announced(routine: Routine) -> tuple[list[tuple[Segment, Announcement]], Announcer]:
    """Every step of a routine with what is said of it, as linear mode does without an answer."""
    plan = expand(routine, "left")
    rules = () if routine.asks_before else (*rules_beside(routine), title_line(routine, "left", None, routine.seconds))
    announcer, keys, steps = Announcer(rules), keys_of(routine), []
    for number, (segment, following) in enumerate(pairwise((*plan, None)), 1):
        assert segment is not None
        moment = StepMoment(segment, segment.seconds, number, len(plan), following)
        said = announcer.step(moment, plan[number:], keys)
        keys = () if said.keys else keys
        steps.append((segment, said))
    return steps, announcer


@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_that_is_said_of_a_step_can_be_spoken_within_it(language: str) -> None:
    book = open_book(CONTENT, None, language)
    too_long = [
        (name, number, said.word_count, 3 * segment.seconds)
        for name in ROUTINES
        for number, (segment, said) in enumerate(announced(book.routine(name))[0], 1)
        if said.word_count > 3 * segment.seconds
    ]
    assert too_long == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_instruction_rule_and_caution_is_said_whole_before_the_routine_ends(language: str) -> None:
    book = open_book(CONTENT, None, language)
    for name in ROUTINES:
        routine = book.routine(name)
        steps, announcer = announced(routine)
        lines = [line for _segment, said in steps for line in said.lines]
        assert [segment.say for segment, _said in steps if not any(segment.say in line for line in lines)] == []
        left = [
            line for line in announcer.pending if not line.startswith(tuple(each.name for each in routine.variants))
        ]
        assert (name, left) == (name, [])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_keys_are_named_in_the_first_steps_and_gone_is_one_of_them(language: str) -> None:
    book = open_book(CONTENT, None, language)
    for name in ROUTINES:
        steps = announced(book.routine(name))[0]
        named = [(number, said.keys) for number, (_segment, said) in enumerate(steps, 1) if said.keys]
        assert len(named) == 1
        assert named[0][0] <= 2, name
        assert named[0][1].startswith(("g ", "? "))


def test_the_instruction_comes_first_and_in_short_again_after_any_caution(book: RoutineBook) -> None:
    for name in ROUTINES:
        heard: set[str] = set()
        for segment, said in announced(book.routine(name))[0]:
            if segment.say not in heard and said.beside:
                assert said.again
            heard |= {segment.say}
            assert said.lines[0] == said.instruction


def test_a_step_that_is_too_short_to_be_told_in_is_told_in_the_one_before(book: RoutineBook) -> None:
    steps = announced(book.routine("low-back-ease"))[0]
    assert steps[0][1].lead_in == "After it: Press your back gently into the floor."
    assert [said.instruction for _segment, said in steps[1:3]] == [
        "Hold, 2 seconds.",
        "Let go. 3 seconds.",
    ]


def test_what_is_heard_for_the_first_time_is_repeated_by_its_own_words_or_not_at_all(book: RoutineBook) -> None:
    said = announced(book.routine("bedtime-prevention"))[0][0][1]
    assert said.lines == (
        "Put your hands on the wall and your left leg back. Step 1 of 22, 10 seconds.",
        "g done, w it hurts, ? all keys",
    )


def test_what_a_person_comes_back_to_is_said_whole_again(book: RoutineBook) -> None:
    plan = expand(book.routine("bedtime-prevention"), "left")
    moment = StepMoment(plan[1], 10, 2, len(plan), plan[2])
    announcer = Announcer()
    whole = announcer.step(moment).instruction
    assert whole.startswith("Left calf: keep the heel down")
    assert announcer.step(moment).instruction == "Left calf. Step 2 of 22, 10 seconds."
    announcer.forget(plan[1].say)
    assert announcer.step(moment).instruction == whole


def test_a_question_in_short_keeps_its_mark_and_gets_no_other() -> None:
    moment = StepMoment(Segment(Kind.CHECK, 5, "Is it easing? If it is not, answer no."), 5, 1, 1, None)
    assert short_line(moment) == "5 seconds: is it easing?"


def test_an_own_step_that_is_too_long_for_its_time_is_said_whole_all_the_same() -> None:
    say = "Do this and that, and the other thing, and then one more thing, slowly."
    moment = StepMoment(Segment(Kind.MOVE, 2, say), 2, 1, 1, None)
    assert Announcer(("A caution.",)).step(moment, (), ("? all keys",)) == Announcement(say)


@with_each(
    ("seconds", "said"),
    [
        (0, "0 seconds"), (1, "1 second"), (30, "30 seconds"), (60, "1 minute"), (61, "61 seconds"), (90, "90 seconds"),
        (120, "2 minutes"), (121, "2 minutes 1 second"), (300, "5 minutes"), (320, "5 minutes 20 seconds"),
    ],
)  # fmt: skip
def test_a_length_is_in_whole_words(seconds: int, said: str) -> None:
    assert spoken_length(seconds) == said


@with_each(
    ("say", "short"),
    [
        ("Let go slowly. Do not point your toes.", "Let go slowly"),
        ("Pull your toes towards your shin, by hand or with a towel round the ball of the foot.",
         "Pull your toes towards your shin"),
        ("Left calf: keep the heel down and the knee straight, and lean in.", "Left calf"),
        ("If you feel well enough for it, stand up and hold on to the chair.",
         "If you feel well enough for it, stand up and hold on to the chair"),
        ("Is it easing? If it is not, answer no.", "Is it easing?"),
    ],
)  # fmt: skip
def test_an_instruction_in_short_is_its_first_part_that_says_something(say: str, short: str) -> None:
    assert short_instruction(say) == short


@with_each(
    ("text", "count"),
    [("", 0), ("g gone, w worse, ? all keys", 7), ("It's gone.", 2), ("Est-ce que ça va ?", 5), ("5 s: let go", 4)],
)
def test_the_words_of_a_line_are_counted_as_they_are_spoken(text: str, count: int) -> None:
    use_words({})
    assert count_words(text) == count
