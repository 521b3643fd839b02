"""Linear mode: lines that can be spoken in their step, the same result in the diary, every routine to its end."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

import pytest

from spasmtui.errors import TerminalNeeded
from spasmtui.relief.linear.choices import CHOICES, Choice, parse_action, parse_answer
from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.running.diary_port import Use
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.states import State
from tests.conftest import ROOT, FakeClock
from tests.relief.conftest import FakeDiary, Script, passing_answers
from tests.support.cases import with_each

ROUTINES = sorted(path.stem for path in (ROOT / "content" / "routines").glob("*.toml"))
Build = Callable[..., SessionRunner]


def walk(
    runner: SessionRunner, clock: FakeClock, *lines: tuple[float, str], stays_open: bool = False, code: int = 0
) -> list[str]:
    said: list[str] = []
    script = Script(clock, lines, stays_open=stays_open)
    assert LinearRelief(runner, lines=script, write=said.append).run() == code
    return said


def passed(runner: SessionRunner) -> list[tuple[float, str]]:
    return [(0.0, answer) for answer in passing_answers(runner.session.routine)]


@pytest.mark.parametrize("name", ROUTINES)
def test_every_routine_runs_from_its_first_step_to_its_last(name: str, make_runner: Build, clock: FakeClock) -> None:
    run = make_runner(name)
    routine = run.session.routine
    times = accumulate(segment.seconds for segment in run.session.plan)
    checks = [(at, "y") for at, segment in zip(times, run.session.plan, strict=True) if segment.on_no == "stop"]
    begin = clock.seconds
    said = walk(run, clock, *passed(run), *checks)
    assert [step.say for step in run.session.plan if not any(step.say in line for line in said)] == []
    assert run.session.state == "finished"
    assert clock.seconds - begin == pytest.approx(routine.seconds, abs=2)


def test_gone_closes_the_episode_and_one_line_rates_it(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    began = clock.now()
    said = walk(make_runner("calf"), clock, (20, "g"), (0, "3 most"))
    assert diary_port.opened["e1"].place == "calf"
    assert diary_port.opened["e1"].side == "left"
    assert diary_port.opened["e1"].started_at == began
    assert diary_port.closed == {"e1": began + timedelta(seconds=20)}
    assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=20, completed=False)]}
    assert diary_port.rated == {"e1": (3, "most")}
    assert "Gone after 20 s." in said


FIRST = "Straighten the cramped leg. Breathe out. Step 1 of 6, 5 seconds."


def test_the_first_line_is_the_first_instruction(make_runner: Build, clock: FakeClock) -> None:
    assert walk(make_runner("calf"), clock)[0] == FIRST


def test_the_first_line_tells_the_moment_of_the_start_however_slow_the_machine_is(
    make_runner: Build, clock: FakeClock
) -> None:
    run = make_runner("calf")
    run.start()
    clock.advance(1.5)
    assert walk(run, clock)[0] == FIRST


def test_each_step_is_said_at_its_moment_whenever_something_was_typed(make_runner: Build, clock: FakeClock) -> None:
    run, begin, said = make_runner("calf"), clock.seconds, list[tuple[str, float]]()
    script = Script(clock, [(0.7, "m"), (4.4, "m")])
    LinearRelief(run, lines=script, write=lambda line: said.append((line, clock.seconds - begin))).run()
    begins = list(accumulate((segment.seconds for segment in run.session.plan[:-1]), initial=0))
    says = [segment.say for segment in run.session.plan]
    assert [at for line, at in said if any(line.startswith(say) for say in says)] == pytest.approx(begins, abs=0.01)


def test_without_anybody_to_answer_the_routine_runs_through_and_the_episode_stays_open(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    walk(make_runner("calf"), clock)
    assert diary_port.closed == {}
    assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=75, completed=True)]}


@pytest.mark.parametrize(
    ("what", "typed", "said"),
    [
        ("calf", "g", "Gone after 20 s."),
        ("calf", "q", "Stopped after 20 s. The episode stays open until you say when it ended."),
        ("desk", "q", "Ended after 20 s."),
        ("bedtime", "q", "Ended after 20 s."),
        ("bedtime", "g", "Ended after 20 s."),
    ],
)
def test_an_end_says_what_it_means_for_this_routine(
    what: str, typed: str, said: str, make_runner: Build, clock: FakeClock
) -> None:
    run = make_runner(what)
    assert said in walk(run, clock, *passed(run), (20, typed))


KEPT = "Nobody can answer here, so it stops at {}. To go on, run: spasmtui resume"


@pytest.mark.parametrize(("typed", "state"), [("w", State.WORSE), ("p", State.PAUSED)])
def test_a_wait_that_nobody_can_end_is_left_with_its_place_kept(
    typed: str, state: State, make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    run = make_runner("foot", "right")
    said = walk(run, clock, (7, typed))
    assert said[-1] == KEPT.format("step 1 of 9")
    assert run.session.state is state
    assert diary_port.closed == {}
    assert diary_port.used == {"e1": [Use(routine="foot-toes", seconds=7, completed=False)]}


def test_warmth_that_nobody_can_look_at_comes_off_and_its_place_is_kept(make_runner: Build, clock: FakeClock) -> None:
    run = make_runner("heat")
    said = walk(run, clock, *passed(run))
    assert said[-2] == "Take it off the skin for now."
    assert said[-1].startswith("Nobody can answer here")


def test_questions_that_nobody_can_answer_need_a_terminal(make_runner: Build, clock: FakeClock) -> None:
    with pytest.raises(TerminalNeeded, match="begins with questions"):
        walk(make_runner("heat"), clock, (0, "y"))


@pytest.mark.parametrize("what", ["heat", "cold"])
def test_every_question_is_asked_before_its_answer_is_taken(what: str, make_runner: Build, clock: FakeClock) -> None:
    run = make_runner(what)
    asks = run.session.routine.asks_before
    said = walk(run, clock, *((number, answer) for number, (_, answer) in enumerate(passed(run))))
    numbered = [f"Before you start, {number} of {len(asks)}: {ask.ask}" for number, ask in enumerate(asks, 1)]
    assert [line for line in said if line.startswith("Before you start")] == numbered
    assert said[said.index(numbered[0]) + 1 : said.index(numbered[1])] == ["y yes, n no, ? all keys"]
    assert said[said.index(numbered[-1]) + 2].startswith(run.session.plan[0].say)


def test_an_answer_that_says_stop_is_a_refusal_and_nothing_has_begun(make_runner: Build, clock: FakeClock) -> None:
    begun: list[bool] = []
    run = make_runner("heat")
    script = Script(clock, [(0, "n")])
    code = LinearRelief(run, lines=script, write=lambda _: None, on_begin=lambda: begun.append(True)).run()
    assert (code, begun, run.session.reason) == (3, [], "Do not use heat.")


@pytest.mark.parametrize(
    ("last", "reason"),
    [((335, "n"), "Take it off now and leave it off."), ((1600, ""), "Take it off now. It has been on long enough.")],
)
def test_warmth_that_was_stopped_for_the_skin_ends_as_a_refusal(
    last: tuple[float, str], reason: str, make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    run = make_runner("heat")
    said = walk(run, clock, *passed(run), last, code=3)
    assert said[-2:] == [reason, "For the signs that need help now, run: spasmtui urgent"]
    assert [completed for _, _, completed in diary_port.practised] == [False]


def test_no_caution_is_said_twice(make_runner: Build, clock: FakeClock) -> None:
    said = walk(make_runner("heat"), clock, (0, "n"), code=3)
    assert [line for line in said if line.startswith("Never fall asleep")] == [
        "Never fall asleep with it. Never put it on bare skin."
    ]


def test_other_ways_to_do_it_and_when_to_do_it_are_said_beside_the_steps(make_runner: Build, clock: FakeClock) -> None:
    said = walk(make_runner("bedtime"), clock)
    assert said[1:].index("Schedule: nightly before sleep for six weeks, then decide from the diary.") > 0
    assert any(
        line.startswith("Sitting: If standing is hard, do the sitting stretch in all nine rounds") for line in said
    )


def test_the_time_left_for_the_skin_is_said_with_each_step_that_has_something_on_it(
    make_runner: Build, clock: FakeClock
) -> None:
    run = make_runner("heat")
    said = walk(run, clock, *passed(run), (335, "y"), (20, "g"))
    steps = [said[number - 1][-23:] for number, line in enumerate(said) if line.startswith("Skin: ")]
    assert steps == ["Step 2 of 7, 5 minutes.", "Step 4 of 7, 5 minutes."]
    assert [line for line in said if line.startswith("Skin")] == [
        "Skin: 20 of 20 min left.",
        "Skin: 15 of 20 min left.",
    ]


def test_a_figure_is_described_where_the_step_has_time_for_it_and_where_it_is_asked_for(
    make_runner: Build, clock: FakeClock
) -> None:
    run, said = make_runner("bedtime"), list[str]()
    figure = run.session.plan[14].figure
    assert (figure, run.session.plan[13].figure) != (None, figure)
    script = Script(clock, [(1, "d"), (160, "q")])
    described = {run.session.plan[0].figure: "First.", figure: "Then."}
    LinearRelief(run, lines=script, write=said.append, describe=lambda name: described.get(name, "")).run()
    found = [line for line in said if line.startswith("Picture: ")]
    assert found == ["Picture: First.", "Picture: First.", "Picture: Then."]


@with_each(
    ("line", "answer"),
    [("3", (3, None)), ("t", (10, None)), ("3 most", (3, "most")), ("gone", (None, "gone")), ("10, no", (10, "no"))],
)
def test_an_answer_is_a_number_a_word_or_both(line: str, answer: tuple[int | None, str | None]) -> None:
    assert parse_answer(line) == answer


@pytest.mark.parametrize("typed", ["22", "²", "9" * 5000, "what", "\x00", "1 2"])
def test_a_line_that_means_nothing_is_answered_with_what_can_be_typed(
    typed: str, make_runner: Build, clock: FakeClock
) -> None:
    assert "That means nothing here. Type ? for all keys." in walk(make_runner("calf"), clock, (3, typed))


@with_each("line", ["11", "-1", "much", "3.5", "²", "9" * 5000])
def test_an_answer_that_is_neither_is_asked_again(line: str) -> None:
    assert parse_answer(line) is None


def test_a_practice_is_offered_words_of_its_own(make_runner: Build, clock: FakeClock) -> None:
    said = walk(make_runner("bedtime"), clock, (3, "w"), (4, "p"), (300, "g"))
    assert "g done, w it hurts, ? all keys" in said
    assert "Let go of the stretch. Stop for any of these: sharp or growing pain" in " ".join(said)
    assert [line for line in said for word in ("gone", "worse", "painful", "eased", "cramped") if word in line] == []


def test_one_letter_changes_to_the_sitting_version(make_runner: Build, clock: FakeClock, diary_port: FakeDiary) -> None:
    said = walk(make_runner("bedtime"), clock, (71, "v"), (216, "g"))
    assert "If you could fall, do the sitting version. Press v for it." in said
    assert any(line.startswith("Stay seated") for line in said)
    assert diary_port.practised == [("bedtime-prevention", 216, True)]


@pytest.mark.parametrize("lines", [[(3, "k")], [(3, "10")], [(3, "g"), (4, "k")], [(90, "k")]], ids=str)
def test_k_keeps_nothing_of_what_was_started_by_mistake(
    lines: list[tuple[float, str]], make_runner: Build, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    said = walk(make_runner("calf", file=StateFile(tmp_path)), clock, *lines, stays_open=True)
    assert "Nothing was kept of it. To bring it back, run: spasmtui log undo" in said
    assert diary_port.taken_back == ["e1"]
    assert list(tmp_path.glob("relief.json")) == []


def test_what_has_left_nothing_in_the_diary_offers_no_undo_of_what_was_recorded_before(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    said = walk(make_runner("bedtime"), clock, (3, "k"), stays_open=True)
    assert (said[-1], diary_port.practised) == ("Nothing was kept of it.", [])


def said_to(runner: SessionRunner, clock: FakeClock, *lines: tuple[float, str], **options: object) -> list[str]:
    """Return what is said to somebody who can type, and never leaves."""
    said: list[str] = []
    script = Script(clock, [*lines, (900, "q")], stays_open=True)
    LinearRelief(runner, lines=script, write=said.append, **options).run()  # type: ignore[arg-type]
    return said


def after(said: list[str], line: str) -> str:
    return said[said.index(line) + 1]


def test_an_empty_line_says_the_step_the_side_the_time_and_what_comes_next(
    make_runner: Build, clock: FakeClock
) -> None:
    said = said_to(make_runner("calf"), clock, (14.5, ""), (61, "time"), (62, "p"), (63, ""), (64, "g"))
    assert "Step 2 of 6, left: 21 seconds left. Next: Keep the toes up." in said
    assert "Step 6 of 6: 19 seconds left. Last step." in said
    assert len([line for line in said if line.startswith("Paused. Step 6 of 6: 18 seconds left. ")]) == 2


def test_every_key_of_the_moment_is_listed_with_a_number_of_its_own(make_runner: Build, clock: FakeClock) -> None:
    said = said_to(make_runner("calf"), clock, (6, "?"), (7, "p"), (8, "0"), (9, "g"))
    rows = [line for line in said if re.match(r"\S+ or \d+: ", line)]
    meanings = {line.partition(":")[0] for line in rows}
    assert {"! or 17", "m or 20", "r or 21", "Enter or 16", "? or 0", "g or 1", "w or 2"} <= meanings
    assert {"p or 3: pause", "p or 3: go on"} <= set(rows)
    assert len({line.split()[2] for line in meanings}) == len(meanings)
    assert after(said, "? or 0: all keys") == "29 seconds: pull your toes towards your shin."


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.word)
def test_a_number_and_its_letter_mean_the_same_in_every_phase(
    choice: Choice, make_runner: Build, clock: FakeClock
) -> None:
    assert {parse_action(str(choice.number)), *map(parse_action, choice.keys)} == {choice.action}
    for typed in ([(6.0, "p")], [(6.0, "w")], []):  # paused, worse, running; and the check in the fourth step
        ended = []
        for name in (str(choice.number), choice.keys[0]):
            run = make_runner("calf")
            said_to(run, clock, *typed, (8.0, name), (8.1, "k"), signs_text=lambda: "")
            ended.append((run.session.state, run.session.step_index, round(run.session.into), run.session.side))
        assert ended[0] == ended[1]


def test_a_no_that_comes_late_is_not_taken_for_the_next_step(make_runner: Build, clock: FakeClock) -> None:
    run = make_runner("calf")
    said = said_to(run, clock, (55.5, "n"), (57, "g"))
    assert "There is no question to answer now." in said
    assert run.session.step_index == 4


def test_the_signs_are_shown_without_leaving_and_stop_the_clock(make_runner: Build, clock: FakeClock) -> None:
    run, said = make_runner("calf"), list[str]()
    script = Script(
        clock, [(10, "!"), (200, "p"), (201, "urgent"), (202, "g"), (203, "!"), (204, "3")], stays_open=True
    )
    LinearRelief(run, lines=script, write=said.append, signs_text=lambda: "SIGNS").run()
    assert said.count("SIGNS") == 3
    assert (
        said[said.index("SIGNS") - 2] == "Paused. Step 2 of 6, left: 25 seconds left. Pull your toes towards your shin."
    )
    assert said.count("Paused. Step 2 of 6, left: 25 seconds left. Pull your toes towards your shin.") == 1
    assert run.session.active == pytest.approx(11)


def test_half_way_and_the_last_seconds_are_said_in_long_holds_alone_and_never_over_other_words(
    make_runner: Build, clock: FakeClock
) -> None:
    times = {}
    for name in ("bedtime", "foot", "calf"):
        clock.advance(100)
        said = walk(make_runner(name), clock)
        times[name] = [line for line in said if line.endswith("left.")]
    assert times == {
        "bedtime": [],
        "foot": ["Halfway, 10 seconds left.", "Halfway, 30 seconds left."],
        "calf": ["3 seconds left."],
    }


def test_a_window_in_which_little_stays_in_sight_shows_the_time_every_ten_seconds(
    make_runner: Build, clock: FakeClock
) -> None:
    said = said_to(make_runner("calf"), clock, (34, "g"), is_small=lambda: True)
    short = "pull your toes towards your shin."
    assert [line for line in said if line.endswith(short)] == [
        f"{seconds} seconds: {short}" for seconds in (30, 20, 10)
    ]
    assert said[:3] == [FIRST, "? all keys", "5 seconds: straighten the cramped leg."]


def test_where_any_line_ends_it_one_does_after_a_moment_and_the_same_again_answers_nothing(
    make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    run = make_runner("calf")
    held = [(0.1 + number / 30, "5") for number in range(9)] + [(3 + number / 30, "5") for number in range(30)]
    said = said_to(run, clock, *held, any_line_ends=True)
    assert run.session.state is State.GONE
    assert (round(run.session.active), diary_port.rated) == (3, {})
    assert "Any line: it's gone. w worse, ? all keys" in said or "? all keys" in said


@pytest.mark.parametrize(("typed", "state"), [("w", State.WORSE), ("!", State.PAUSED), ("?", State.RUNNING)])
def test_the_ways_to_help_keep_their_meaning_where_any_line_ends_it(
    typed: str, state: State, make_runner: Build, clock: FakeClock
) -> None:
    run = make_runner("calf")
    script = Script(clock, [(6, typed)])
    LinearRelief(run, lines=script, write=lambda _line: None, any_line_ends=True, signs_text=lambda: "").run()
    assert run.session.state is (State.FINISHED if state is State.RUNNING else state)


def test_no_question_about_the_skin_is_answered_by_any_line(make_runner: Build, clock: FakeClock) -> None:
    run = make_runner("heat")
    said_to(run, clock, *passed(run), (5, ""), (335, ""), (336, "y"), (337, "q"), any_line_ends=True)
    assert run.session.step_index == 3
