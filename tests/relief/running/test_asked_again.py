"""No way into heat by `resume`: its questions were answered for this very text, or they come once more."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spasmtui.relief.linear.linear import LinearRelief
from spasmtui.relief.routines.model import Kind, Routine, Step
from spasmtui.relief.running.resume import resume_run
from spasmtui.relief.running.snapshot import parse_snapshot
from spasmtui.relief.running.state_file import StateFile
from spasmtui.relief.session.states import Event, State
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary, InlineQueue, Script
from tests.relief.running.test_skin_gate import BOOK, COLD, HEAT, House

CALF = BOOK.find("calf").routine
REST = Step(kind=Kind.REST, seconds=30, say="Rest.")
CALM = replace(CALF, id="my-own", steps=(REST, REST, REST), ask_first=(), ask_after=())


@pytest.fixture
def house(tmp_path: Path, clock: FakeClock) -> House:
    return House(tmp_path, clock, (CALF, HEAT, COLD))


def change(house: House, **fields: object) -> None:
    path = house.folder / "relief.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **fields}))


def warm(house: House, routine: Routine = HEAT) -> None:
    house.routines = (routine,)
    house.start(0)
    house.run(31)
    house.kill()


def test_another_routine_in_the_file_asks_its_questions_first(house: House) -> None:
    house.start(0)
    house.run(3)
    house.hang_up()
    change(house, routine="heat-session")
    house.resume()
    assert house.session_state is State.ASKING
    house.run(3000)
    assert house.most("heat", 3600) == 0
    house.answer()
    house.run(5)
    assert house.runner is not None
    assert (house.session_state, house.runner.session.step_index) == (State.RUNNING, 0)


@pytest.mark.parametrize("other", [HEAT, COLD], ids=["heat", "cold"])
def test_heat_that_was_written_into_a_file_meanwhile_asks(other: Routine, house: House) -> None:
    house.routines = (CALM,)
    house.start(0)
    house.run(40)
    house.hang_up()
    for steps in (other.steps, (REST, *other.steps[:1], REST), other.steps[1:2]):
        house.routines = (replace(other, id="my-own", steps=steps),)
        saved = (house.folder / "relief.json").read_bytes()
        house.resume()
        assert house.session_state is State.ASKING
        house.kill()
        assert (house.folder / "relief.json").read_bytes() == saved, "until it is answered the file stays"


@pytest.mark.parametrize(
    "answered",
    ["", "00000000", None, 1],
)
def test_answers_for_another_text_or_of_an_older_version_do_not_count(answered: object, house: House) -> None:
    warm(house)
    change(house, **({"answered": answered} if isinstance(answered, str) else {}))
    if not isinstance(answered, str):
        path = house.folder / "relief.json"
        path.write_text(re.sub(r'"answered": "[^"]*", ', "", path.read_text()))
    house.resume()
    assert house.session_state is State.ASKING
    assert house.runner is not None
    assert house.runner.session.question == 0


def test_a_question_that_was_changed_meanwhile_is_asked_with_the_others(house: House) -> None:
    warm(house)
    house.routines = (replace(HEAT, ask_first=(*HEAT.ask_first[:-1], replace(HEAT.ask_first[-1], ask="Wet?"))),)
    house.resume()
    assert house.session_state is State.ASKING


def test_answers_about_the_skin_are_asked_for_again_after_an_hour(house: House) -> None:
    house.routines = (HEAT,)
    for seconds, state in ((3500, State.RUNNING), (3700, State.ASKING)):
        house.start(0)
        house.run(3)
        house.kill()
        house.clock.advance(seconds)
        house.resume()
        assert house.session_state is state
        house.kill()


def test_answers_for_this_text_count_and_nothing_is_asked_twice(house: House) -> None:
    warm(house)
    house.resume()
    assert house.session_state is State.RUNNING
    house.kill()
    house.resume()
    assert house.session_state is State.RUNNING
    assert house.runner is not None
    assert house.runner.session.step_index == 1


def test_answers_count_also_where_a_question_on_an_early_start_was_among_them(house: House) -> None:
    house.routines = (HEAT,)
    house.start(0, 60)
    house.run(130)
    house.start(0, 600)
    house.run(40)
    house.kill()
    house.resume()
    assert house.session_state is State.RUNNING


def test_a_no_to_a_question_that_comes_again_ends_it_and_removes_its_file(house: House) -> None:
    warm(house)
    change(house, answered="")
    house.resume()
    house.do(Event.NO)
    assert house.session_state is State.REFUSED
    assert not (house.folder / "relief.json").exists()


def test_to_leave_at_a_question_that_comes_again_loses_nothing(house: House) -> None:
    warm(house)
    change(house, answered="")
    house.resume()
    house.hang_up()
    house.resume()
    assert house.session_state is State.ASKING


def test_its_episode_goes_on_after_the_answers(house: House, diary_port: FakeDiary) -> None:
    house.routines = (own := replace(HEAT, purpose=CALF.purpose),)
    warm(house, own)
    change(house, answered="", episode="e-7", keeps=True)
    snapshot = parse_snapshot(StateFile(house.folder).read() or {}, house.clock.now())
    assert snapshot is not None
    house.runner = resume_run(
        snapshot, own, house.clock, InlineQueue(), diary_port, StateFile(house.folder), house.memory
    )
    assert diary_port.opened == {}
    house.answer()
    assert (house.runner.episode, diary_port.opened) == ("e-7", {})


def test_line_by_line_the_questions_come_before_the_first_step(house: House) -> None:
    warm(house)
    change(house, answered="")
    house.resume()
    assert house.runner is not None
    said: list[str] = []
    assert LinearRelief(house.runner, lines=Script(house.clock, [(0.0, "no")]), write=said.append).run() == 3
    assert "question 1 of 8" in said[2].lower() or any("1 of 8" in line for line in said[:12])
    assert not any(line.startswith("Step ") for line in said)


@pytest.mark.parametrize(
    "zeroed", [("on_skin", "into", "spent"), ("on_skin",), ("on_skin", "into", "spent", "index", "saved_at")]
)
def test_a_file_that_says_less_than_the_memory_gives_no_new_time(zeroed: tuple[str, ...], house: House) -> None:
    house.routines = (HEAT,)
    house.start(0, 1200)
    house.run(1250)
    house.kill()
    document = json.loads((house.folder / "relief.json").read_text())
    had = sum(seconds for _at, seconds in house.on["heat"])
    assert had > 1100
    values: dict[str, Any] = {name: [0] * document["steps"] if name == "spent" else 0 for name in zeroed}
    change(house, **{"index": 1, **values, "saved_at": document["saved_at"]})
    house.resume()
    house.run(1500)
    assert house.most("heat", 3600) <= 1200 + 2 * 4.5


def test_what_others_used_up_leaves_nothing_and_breaks_nothing_where_the_file_lies_beyond_it(house: House) -> None:
    house.routines = (HEAT, replace(HEAT, id="other"))
    house.start(0, 1200)
    house.run(31)
    house.hang_up()
    saved = (house.folder / "relief.json").read_bytes()
    house.start(1, 1140)
    house.run(1300)
    (house.folder / "relief.json").write_bytes(saved)
    document = json.loads(saved)
    change(house, index=document["steps"] - 1, on_skin=0, skin_id="none")
    house.resume()
    house.run(1500)
    assert house.most("heat", 3600) <= 1200 + 2 * 4.5


def test_steps_that_were_made_longer_in_the_file_start_again_with_their_questions(house: House) -> None:
    warm(house)
    document = json.loads((house.folder / "relief.json").read_text())
    change(house, added=[86_400] * document["steps"])
    house.resume()
    assert house.session_state is State.ASKING
    house.answer()
    house.run(1500)
    assert house.most("heat", 3600) <= 1200 + 2 * 4.5
