"""The questions of the routines: a yes starts nothing, or stops, and says the flag's own sentence with the number."""

from collections.abc import Callable
from pathlib import Path

import pytest

from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Purpose, Question
from spasmtui.relief.routines.sign_advice import SignAdvice
from spasmtui.relief.running.runner import SessionRunner
from spasmtui.relief.session.states import State
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary, Script
from tests.relief.tui.test_screen import room
from tests.support.content import FLAGS

Build = Callable[..., SessionRunner]
BOOK = RoutineBook(CONTENT)
ADVICE = SignAdvice(CONTENT)
ASKING = [
    (routine.id, place)
    for routine in BOOK.all()
    for place, question in enumerate(routine.asks_before)
    if question.sign
]  # fmt: skip
SHOWN = [(routine.id, question.sign) for routine in BOOK.all() if routine.purpose is Purpose.RELIEF
         for question in routine.asks_after if question.sign]  # fmt: skip


@pytest.fixture(autouse=True)
def _british(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPASMTUI_REGION", "gb")


def flag_words(sign: str) -> list[str]:
    flag = FLAGS[sign]
    return [flag[key].replace("your emergency number", "999") for key in ("see", "do", "worse") if flag.get(key)]


def run(runner: SessionRunner, clock: FakeClock, *typed: str) -> tuple[int, list[str]]:
    said: list[str] = []
    lines = Script(clock, [(0.0, line) for line in typed])
    return LinearRelief(runner, lines=lines, write=said.append, advice=ADVICE).run(), said


@pytest.mark.parametrize(("name", "place"), ASKING)
def test_a_sign_before_the_start_starts_nothing_and_says_its_sentence(
    name: str, place: int, make_runner: Build, clock: FakeClock, diary_port: FakeDiary
) -> None:
    runner = make_runner(name)
    asks = runner.session.routine.asks_before
    passing = ["no" if question.stop_on == "yes" else "yes" for question in asks[:place]]
    code, said = run(runner, clock, *passing, asks[place].stop_on.value)
    assert (code, runner.session.state, runner.has_begun) == (3, State.REFUSED, False)
    sign = asks[place].sign
    assert sign is not None
    assert said[-2] == " ".join(flag_words(sign))
    assert not any("Step " in line for line in said)
    assert (diary_port.opened, diary_port.practised) == ({}, [])


def test_there_are_signs_to_ask_for() -> None:
    assert len(ASKING) >= 5
    assert {"heat-session", "cold-session", "legs-up", "desk-neck-upper-back"} == {name for name, _ in ASKING}


@pytest.mark.parametrize(("name", "sign"), SHOWN)
def test_worse_in_relief_says_the_sentence_of_every_sign_that_its_questions_ask_for(
    name: str, sign: str, make_runner: Build, clock: FakeClock
) -> None:
    _code, said = run(make_runner(name), clock, "w")
    assert " ".join(flag_words(sign)) in said
    assert said.index(" ".join(flag_words(sign))) > next(
        place for place, line in enumerate(said) if line.startswith("Let go of the stretch.")
    )


@pytest.mark.parametrize("name", sorted({name for name, _ in SHOWN}))
def test_after_relief_each_question_ends_in_what_to_do(name: str, make_runner: Build, clock: FakeClock) -> None:
    runner = make_runner(name)
    _code, said = run(runner, clock, "g")
    for question in runner.session.routine.asks_after:
        assert f"{question.ask} If yes, {ADVICE.after_yes(question)}" in said


def test_a_calf_cramp_at_night_starts_with_no_question(make_runner: Build, clock: FakeClock) -> None:
    _code, said = run(make_runner("calf"), clock)
    assert said[0].startswith("Straighten the cramped leg")
    second = next(number for number, line in enumerate(said) if "Step 2 of 6" in line)
    assert [line for line in said[:second] if line.endswith("?")] == []


def test_an_answer_without_a_flag_says_the_routines_own_sentence(make_runner: Build, clock: FakeClock) -> None:
    assert run(make_runner("heat"), clock, "n")[1][-2] == "Do not use heat."


def test_the_advice_of_a_flag_has_the_number_to_call() -> None:
    assert ADVICE.action("RF01").startswith("Call 999 now.")
    assert "999" in ADVICE.sentence("RF10")
    assert "your emergency number" not in ADVICE.sentence("RF10")
    assert ADVICE.action(None) == ADVICE.sentence("RF00.5") == ""


def test_the_advice_is_in_the_language_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    french = SignAdvice(CONTENT, language="fr")
    monkeypatch.setenv("SPASMTUI_REGION", "112")
    assert french.action("RF01").startswith("Appelez le 112 maintenant.")
    monkeypatch.setenv("SPASMTUI_REGION", "nowhere")
    assert french.action("RF01").startswith("Appelez le 112, le 911 ou le 999 maintenant.")


def test_advice_that_cannot_be_read_leaves_the_routines_own_words(tmp_path: Path) -> None:
    asked = Question(ask="Is it?", stop_on=BOOK.routine("heat-session").ask_first[1].stop_on, sign="RF10")
    for advice in (SignAdvice(), SignAdvice(tmp_path)):
        assert advice.of_refusal(asked, "Leave this one out.") == "Leave this one out."
        assert advice.after_yes(asked) == ""


@pytest.mark.long
async def test_the_full_screen_says_the_sentence_of_a_sign_before_and_after_the_start(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, advice=ADVICE) as it:
        await it.begin("heat")
        await it.press("y", "y")
        await it.pilot.pause()
        assert "One leg or arm is swollen, warm, red or darker" in " ".join(it.text.split())
        assert it.screen.controller.session is not None
        assert it.screen.controller.session.state is State.REFUSED
        await it.begin("neck", "left")
        assert "If yes, press w." in it.text
        assert "worst headache of your life?" in " ".join(it.text.split())
        await it.press("w")
        assert "An artery in the neck may be torn" in " ".join(it.text.split())


@pytest.mark.parametrize(("presses", "shown"), [(0, "worst headache"), (1, "drooping eyelid"), (4, "Stop for any")])
async def test_a_small_screen_gives_each_question_a_step(
    presses: int, shown: str, clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(40, 12)) as it:
        await it.begin("neck", "left")
        for _ in range(presses):
            await it.press("right")
        assert shown in " ".join(it.text.split())


async def test_a_small_screen_says_what_to_do_first_when_it_is_worse(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(40, 12), advice=ADVICE) as it:
        await it.begin("neck", "left")
        await it.press("w")
        assert "Call 999 now. Do not wait for a rash" in " ".join(it.text.split())


@pytest.mark.long
async def test_a_small_screen_has_room_for_the_clot_question_afterwards(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(40, 12)) as it:
        await it.begin("calf", "left")
        await it.press(*["right"] * 6)
        assert "darker than the other? If yes, press w." in " ".join(it.text.split())
