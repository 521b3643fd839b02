"""Every typed line is answered in linear mode, and a text that is longer than the window comes piece by piece."""

from collections.abc import Callable

import pytest

from spasmtui.relief.linear.choices import CHOICES, Ask, Choice
from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.linear.pages import TextPages
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.running.planned import Planned, Sets
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.shared.outcomes.strain import MORE_PAIN
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary, InlineQueue, Script, passing_answers
from tests.support.cases import with_each

Build = Callable[..., SessionRunner]
SMALL = (39, 11)
LAST_STEP = 5
QUIET = (Event.DISCARD, Event.GONE, Event.LEAVE, Ask.SIGNS)
"""What is tested elsewhere: the ends, and the signs."""


def said_after(
    runner: SessionRunner,
    clock: FakeClock,
    *lines: tuple[float, str],
    window: tuple[int, int] | None = None,
    any_line_ends: bool = False,
) -> list[list[str]]:
    """Return what was said before the first line, and after each of them until the next one."""
    said: list[list[str]] = [[]]
    script = Script(clock, lines, stays_open=True)
    wait = script.wait

    def next_line(seconds: float | None) -> str | None:
        line = wait(seconds)
        if line is not None:
            said.append([])
        elif not script.lines:
            raise EOFError
        return line

    script.wait = next_line  # type: ignore[method-assign]
    signs = "\n".join(f"- sign {number}" for number in range(20))
    with pytest.raises(EOFError):
        LinearRelief(
            runner,
            lines=script,
            write=lambda line: said[-1].append(line),
            signs_text=lambda: signs,
            window=lambda: window,
            any_line_ends=any_line_ends,
        ).run()
    return said


@pytest.mark.parametrize("before", [[], [(6.0, "p")], [(6.0, "w")], [(0.5, "p")], [(90.0, "?")]], ids=str)
@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.word)
def test_every_line_that_is_typed_is_answered(
    choice: Choice, before: list[tuple[float, str]], make_runner: Build, clock: FakeClock
) -> None:
    if choice.action not in QUIET:
        for name in ("calf", "bedtime"):
            last = before[-1][0] if before else 6.0
            said = said_after(make_runner(name), clock, *before, (last + 0.2, choice.keys[0]), (last + 0.3, "nothing"))
            assert said[-2] != []


def test_a_pause_says_in_which_step_it_is_and_what_is_done_there(make_runner: Build, clock: FakeClock) -> None:
    said = said_after(make_runner("calf"), clock, (6, "p"), (7, "l"), (8, "b"), (9, ""))
    assert [lines[0] for lines in said[1:]] == [
        "Paused. Step 2 of 6, left: 29 seconds left. Pull your toes towards your shin.",
        "Paused. Step 3 of 6, left: 15 seconds left. Keep the toes up.",
        *["Paused. Step 2 of 6, left: 29 seconds left. Pull your toes towards your shin."] * 2,
    ]


def test_the_list_of_keys_says_what_yes_no_enter_and_back_do_at_the_moment(
    make_runner: Build, clock: FakeClock
) -> None:
    first, running, paused = said_after(make_runner("calf"), clock, (1, "?"), (6, "?"), (7, "p"), (8, "?"))[1:4:1]
    assert {"b or 5: restart this step", "Enter or 16: the time left"} <= set(first)
    assert {"b or 5: back", "y or 12: yes, it eases: next", "n or 13: no, not yet: hold it longer"} <= set(running)
    assert paused[0].startswith("Paused")
    asked = said_after(make_runner("heat"), clock, (1, "?"))[1]
    assert {"y or 12: yes", "n or 13: no", "Enter or 16: this once more"} <= set(asked)


def test_the_other_side_is_said_with_the_instruction_that_names_it(make_runner: Build, clock: FakeClock) -> None:
    said = said_after(make_runner("bedtime", "right"), clock, (4, "s"))
    assert "right leg" in said[0][0]
    assert said[1] == ["Now the left side.", "6 seconds: put your hands on the wall and your left leg back."]


def test_the_signs_come_window_by_window_and_then_what_waits(make_runner: Build, clock: FakeClock) -> None:
    said = said_after(make_runner("calf"), clock, (6, "!"), (60, ""), (70, ""), (80, ""), window=SMALL)
    assert said[1][-2:] == ["- sign 8", "Enter for more"]
    assert (said[2][0], said[2][-1]) == ("- sign 9", "Enter for more")
    assert (said[3][0], said[3][1]) == ("- sign 18", "- sign 19")
    assert said[3][2] == said[1][0] == said[4][0]
    assert said[1][0].startswith("Paused. Step 2 of 6")


def test_another_line_in_the_middle_of_the_signs_keeps_its_meaning(make_runner: Build, clock: FakeClock) -> None:
    run = make_runner("calf")
    said = said_after(run, clock, (6, "!"), (7, "p"), (8, ""), window=SMALL)
    assert said[2][0].startswith("Pull your toes")
    assert said[3][0].startswith("Step 2 of 6")
    assert run.session.state is State.RUNNING


def test_the_list_of_keys_fills_no_more_than_the_window_and_the_next_step_ends_it(
    make_runner: Build, clock: FakeClock
) -> None:
    said = said_after(make_runner("calf"), clock, (6, "?"), (40, ""), window=SMALL)
    listed = said[1][: said[1].index("Enter for more") + 1]
    assert len(listed) == SMALL[1] - 1
    assert said[1][len(listed)].startswith("Keep the toes up")
    assert said[2][0].startswith("Step 3 of 6")


def test_no_question_is_answered_before_all_that_has_to_be_known_was_shown(
    make_runner: Build, clock: FakeClock
) -> None:
    run = make_runner("heat")
    yes = passing_answers(run.session.routine)[0]
    said = said_after(run, clock, (1, yes), (2, "what"), (3, yes), window=(39, 9))
    assert said[0][0].startswith("Heat session")
    assert [lines[-1] for lines in said[:2]] == ["Enter for more"] * 2
    assert said[2][-1] == "y yes, n no, ? all keys"
    assert "".join(said[3]).startswith("Before you start, 2 of 8")


def test_where_nothing_is_cut_off_all_is_said_at_once() -> None:
    said: list[str] = []
    TextPages(said.append, lambda: None).show([str(number) for number in range(99)])
    assert len(said) == 99


def test_the_lines_of_an_item_begin_below_its_text() -> None:
    said: list[str] = []
    TextPages(said.append, lambda: (12, 24)).show(["  one two three four"])
    assert said == ["  one two", "  three four"]


def test_q_leaves_the_pain_for_the_morning(make_runner: Build, clock: FakeClock) -> None:
    said: list[str] = []
    script = Script(clock, [(6, "g"), (9, "q")], stays_open=True)
    LinearRelief(make_runner("calf"), lines=script, write=said.append).run()
    assert len([line for line in said if line.startswith("Pain now")]) == 1


def test_where_any_line_ends_it_only_the_keys_that_keep_their_meaning_are_listed(
    make_runner: Build, clock: FakeClock
) -> None:
    said = said_after(make_runner("calf"), clock, (6, "?"), (7, "!"), (8, "?"), window=SMALL, any_line_ends=True)
    rows = ["Any line: it's gone", "w or 2: worse", "q or 9: leave", "k or 10: keep nothing"]
    assert said[1][: len(rows)] == rows
    assert [line for line in said[1] if line[:2] in ("p ", "l ", "b ", "s ", "c ", "En")] == []
    assert "Any line: it's gone, q leave, ? all keys" in said[2]
    assert said[3][0] == rows[0]


def test_what_to_do_when_it_is_worse_begins_in_sight_and_is_said_once(make_runner: Build, clock: FakeClock) -> None:
    said = said_after(make_runner("calf"), clock, (6, "w"), (9, ""), (20, ""), window=(39, 8))
    assert said[1][0].startswith("Let go of the stretch.")
    assert said[1][-1] == "Enter for more"
    assert said[2][-1].endswith("? all keys")
    assert not any("Let go" in line for line in said[2])
    assert said[3][0].startswith("Let go of the stretch.")


def test_one_line_tells_how_a_practice_was_and_the_next_set_is_one_key_away(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    run = make_runner("bedtime")
    run.sets = Sets(Planned(sets=2), 1)
    script, said = Script(clock, [(216, "11"), (216, "3 - 4"), (217, "a"), (430, "g"), (431, "3 8")]), list[str]()
    assert LinearRelief(run, lines=script, write=said.append).run() == 0
    asked = next(line for line in said if line.startswith("How was it? Pain before, pain after, effort: 0 no pain"))
    at = said.index(asked)
    assert said[at - 3 : at] == [
        "Set 1 of 2.", "That was the last step, after 3½ min.", "The diary keeps it as done.",
    ]  # fmt: skip
    assert said[at + 1] == "g done, a next set, k keep nothing, ? all keys"
    assert "Pain before 3, effort 4." in said
    assert said[-3:-1] == ["Pain before 3, pain after 8.", MORE_PAIN]
    assert said[-1].startswith("Stop for any of these: sharp or growing pain, a pop")
    assert diary_port.practice_scores == {"p1": (3, None, 4), "p2": (3, 8, None)}
    assert diary_port.practised == [("bedtime-prevention", 215, True), ("bedtime-prevention", 213, True)]


@with_each(("typed", "state"), [("", State.LEFT), ("q", State.LEFT), ("g", State.DONE)])
def test_one_line_ends_a_practice_without_a_word_on_how_it_was(typed: str, state: State) -> None:
    clock, diary_port = FakeClock(), FakeDiary()
    routine = RoutineBook(CONTENT).routine("bedtime-prevention")
    run = SessionRunner(
        Session.create(routine), place=None, clock=clock, background=InlineQueue(), diary_port=diary_port
    )
    assert LinearRelief(run, lines=Script(clock, [(216, typed)], stays_open=True), write=lambda _line: None).run() == 0
    assert (run.session.state, len(diary_port.practised), diary_port.practice_scores) == (state, 1, {})
