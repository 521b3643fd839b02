"""The words, keys and records of a practice in the full screen, and of a routine that was started by mistake."""

from pathlib import Path

import pytest

from spasmtui.relief.routines.loader import RoutineBook
from spasmtui.relief.routines.model import Purpose
from spasmtui.relief.running.diary_port import Use
from spasmtui.relief.session.session import Session
from spasmtui.relief.session.states import Event, State
from spasmtui.relief.session.transitions import apply_event
from spasmtui.relief.tui.keys import HELPED_KEYS, MISTAKE_SECONDS, Moment, Phase, is_offered
from spasmtui.relief.tui.widgets import Lines
from spasmtui.ui.help_screen import keys_of
from spasmtui.ui.messages import ShowMode, ShowPage, StartRelief
from tests.conftest import FakeClock
from tests.relief.conftest import CONTENT, FakeDiary, Opened, passing_answers
from tests.relief.tui.test_screen import Room, leave_behind, room
from tests.support.clicks import clicks_on

pytestmark = pytest.mark.pilot

OF_A_CRAMP = ("gone", "w worse", "worse:", "painful", "eased", "easing", "cramped", "episode")
PRACTICES = [routine for routine in RoutineBook(CONTENT).all() if routine.purpose is not Purpose.RELIEF]


def shown(it: Room) -> str:
    """Return what the screen says, and what its help says of the keys."""
    return it.text.lower() + " ".join(words for _keys, words in keys_of(it.app.screen).here).lower()


@pytest.mark.long
async def test_a_practice_has_no_word_of_a_cramp_from_its_start_to_its_end(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        for routine in PRACTICES:
            await it.begin(routine.id, "left")
            for answer in passing_answers(routine):
                it.screen.action_answer(answer)
            for key in ("right", "w", "space", "g"):
                await it.press(key)
                assert [word for word in OF_A_CRAMP if word in shown(it)] == [], routine.id
            assert it.screen.controller.session is not None
            assert it.screen.controller.session.state is State.DONE
            assert "3" not in it.screen.active_bindings  # too short to be kept and asked: the digits are the app's


async def test_what_hurts_in_a_practice_stops_the_clock_and_says_when_to_stop(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("bedtime")
        assert "w it hurts" in it.text
        await it.press("w")
        assert "Let go of the stretch. Stop for any of these: sharp or growing pain" in it.text
        assert it.app.asked == []
        clicks = [click for lines in it.screen.query(Lines) for click in clicks_on(lines.text)]
        assert [key for _words, key in clicks] == ["space", "w"]
        await it.press("w")
        await it.pilot.pause()
        assert [type(message) for message in it.app.asked] == [ShowPage]


@pytest.mark.long
async def test_the_key_that_ends_a_practice_says_whether_it_is_done(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("bedtime")
        assert "g stop here" in it.text
        await it.pass_seconds(207)
        assert "g done" not in it.text
        await it.pass_seconds(2)
        assert "g done" in it.text
        await it.press("g")
        assert diary_port.practised == [("bedtime-prevention", 209, True)]
        assert "The diary keeps it as done." in it.text


@pytest.mark.long
async def test_a_practice_that_was_skipped_through_is_not_recorded_and_one_that_was_left_is_not_completed(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("bedtime")
        for _ in range(24):
            clock.advance(0.3)
            it.screen.action_apply("next")
        assert it.screen.controller.session is not None
        assert (it.screen.controller.session.state, diary_port.practised) == (State.FINISHED, [])
        await it.pilot.pause()
        assert "It was too short for the diary." in it.text
        await it.begin("bedtime")
        await it.pass_seconds(29)
        await it.press("g")
        assert diary_port.practised == [("bedtime-prevention", 29, False)]
        assert "The diary keeps what was held of it: 29 s." in it.text


@pytest.mark.long
async def test_one_key_changes_to_the_sitting_version_at_the_same_step(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("bedtime")
        await it.pass_seconds(71)
        before = it.screen.controller.frame
        assert before is not None
        assert "Put a heel on a low step" in it.text
        await it.press("v")
        assert (it.screen.controller.frame.step, it.screen.controller.frame.steps) == (before.step, before.steps)  # type: ignore[union-attr]
        assert "Stay seated" in it.text
        await it.pass_seconds(139)
        await it.press("g")
        assert diary_port.practised == [("bedtime-prevention", 210, True)]


async def test_the_caution_about_falls_names_the_key_of_the_sitting_version(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("bedtime")
        await it.press("right", "right")
        assert "If you could fall, do the sitting version. Press v for it." in it.text
        await it.press("v")
        assert "Press v for it." not in it.text


async def test_heat_for_a_cramp_that_is_open_can_say_at_its_end_that_it_is_gone(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    diary_port.opened["e9"] = Opened(id="e9", place="calf", side="right", started_at=clock.now())
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("heat")
        await it.press(*(answer[0] for answer in passing_answers(RoutineBook(CONTENT).routine("heat-session"))))
        await it.pass_seconds(12)
        assert "g stop here" in it.text
        await it.press("g")
        assert diary_port.closed == {}
        assert "The episode stays open until you say when it ended." in it.text
        await it.press("g")
        assert (diary_port.closed, len(diary_port.used["e9"])) == ({"e9": clock.now()}, 1)


@pytest.mark.long
@pytest.mark.parametrize("keys", [("k",), ("g", "k"), ("x", "k")], ids=["at once", "gone", "left"])
async def test_one_key_keeps_nothing_of_a_routine_that_was_started_by_mistake(
    keys: tuple[str, ...], clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(3)
        assert "k keep nothing" in it.text
        await it.press(*keys)
        assert diary_port.taken_back == ["e1"]
        assert it.screen.controller.runner is None
        assert [type(message) for message in it.app.asked] == [ShowMode]
        assert not (tmp_path / "relief.json").exists()


@pytest.mark.long
async def test_a_practice_that_was_recorded_at_its_end_is_taken_back(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("warm-up")
        await it.pass_seconds(40)
        await it.press("g", "k")
        assert diary_port.taken_back == ["p1"]


def test_later_on_no_single_key_throws_a_running_routine_away_and_with_no_log_there_is_nothing_to_keep() -> None:
    session = apply_event(Session.create(RoutineBook(CONTENT).routine("night-calf-rescue")), Event.START, 0.0)
    for seconds, keeps, is_possible in ((2, True, True), (MISTAKE_SECONDS, True, False), (2, False, False)):
        moment = Moment(phase=Phase.TIMER, session=session.caught_up(seconds), keeps=keeps)
        assert is_offered("discard", (), moment) is is_possible


@pytest.mark.long
async def test_the_keys_of_the_answers_stand_beside_them(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(40, 12)) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(20)
        await it.press("g")
        assert "Pain 0 1 2 3 4 5 6 7 8 9 t" in it.text
        assert "Helped n no s some m most g gone" in it.text
        for degree, (key, word) in HELPED_KEYS.items():
            await it.press(key)
            assert diary_port.rated["e1"] == (None, degree)
            assert f"[{key} {word}]" in it.text


async def test_an_interrupted_practice_is_asked_when_the_person_stopped(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    leave_behind(tmp_path, clock, process=2**22 + 1, routine="bedtime-prevention")
    async with room(clock, diary_port, tmp_path) as it:
        assert "r go on · t I stopped then" in it.text
        assert not any(word in it.text for word in ("The cramp", "don't know"))
        await it.press("t")
        assert diary_port.practised == []  # seven seconds were only a look at it


async def test_one_word_says_what_the_keys_do_in_the_middle_and_on_the_last_line(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    leave_behind(tmp_path, clock, process=1)
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        assert "Enter move it here   n start another" in it.text
        assert "⏎ move it here   n start another" in it.text.splitlines()[-1]
        assert "resume" not in it.text
        await it.press("n")
        await it.begin("heat")
        await it.press("n")
        assert "Enter back to the list   w what to do" in it.text
        last_line = it.text.splitlines()[-1]
        assert "w what to do" in last_line
        assert "⏎ back to the list" in last_line


async def test_what_was_used_is_the_time_that_was_held(clock: FakeClock, diary_port: FakeDiary, tmp_path: Path) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        await it.begin("calf", "left")
        await it.pass_seconds(15)
        await it.press("space")
        await it.pass_seconds(60)
        await it.press("space")
        await it.pass_seconds(5)
        await it.press("g")
        assert diary_port.used == {"e1": [Use(routine="night-calf-rescue", seconds=20, completed=False)]}


OWN = """title = "Both calves"
sides = "both"

[[steps]]
kind = "hold"
seconds = 10
say = "Lean in."
"""


async def test_three_keys_tell_how_a_practice_was_and_the_person_who_tells_nothing_leaves_with_one(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "both-calves.toml").write_text(OWN, encoding="utf-8")
    async with room(clock, diary_port, tmp_path, size=(80, 24), own=own) as it:
        it.screen.begin_request(StartRelief("both-calves", sets=2))
        await it.pilot.pause()
        assert "Right. Lean in." in it.text
        await it.pass_seconds(26)
        assert "Set 1 of 2. That was the last step, after 25 s. a next set" in it.text
        assert "a next set" in it.text.splitlines()[-1]
        await it.press("3")
        assert diary_port.practice_scores == {"p1": (3, None, None)}
        await it.press("enter", "t")
        assert diary_port.practice_scores == {"p1": (3, None, 10)}
        assert "As hard as it can be: ask a physiotherapist or doctor" in it.text
        assert "Stop for any of these: sharp or growing pain" in it.text
        await it.press("u", "4", "9")  # corrected; a digit too many is no other screen
        assert diary_port.practice_scores == {"p1": (3, None, 4)}
        assert it.app.asked == []
        assert "ask a physiotherapist" not in it.text
        await it.press("a")
        await it.pass_seconds(26)
        assert "Set 2 of 2." in it.text
        assert "a once more" in it.text
        assert diary_port.practised == [("both-calves", 25, True)] * 2
        assert diary_port.practised_sides == ["both", "both"]
        await it.press("enter")
        assert diary_port.practice_scores.keys() == {"p1"}
        assert it.screen.controller.runner is None
        assert [type(message) for message in it.app.asked] == [ShowMode]


@pytest.mark.long
async def test_a_stretch_for_a_cramp_that_a_plan_asks_for_opens_no_episode(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path, size=(120, 40)) as it:
        it.screen.begin_request(StartRelief("calf-wall", sides="both", is_practice=True))
        await it.pilot.pause()
        assert it.screen.controller.runner is not None
        await it.press(*(answer[0] for answer in passing_answers(it.screen.controller.runner.session.routine)))
        steps = len(it.screen.controller.runner.session.plan)
        await it.pass_seconds(61)
        await it.press("g")
        assert [word for word in OF_A_CRAMP if word in shown(it)] == []
        assert (diary_port.opened, diary_port.practised) == ({}, [("calf-wall", 61, False)])
        assert diary_port.practised_sides == ["right"]
    assert steps == 17
