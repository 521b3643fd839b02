"""Any key says that it is gone, for a person who can press no certain one; never a held one, and no question."""

from pathlib import Path

import pytest

from spasmtui.relief.session.any_key import is_any_key
from spasmtui.relief.session.states import State
from spasmtui.shared.settings import ReliefSettings
from tests.conftest import FakeClock
from tests.relief.conftest import FakeDiary
from tests.relief.tui.test_screen import room

ANY_KEY = ReliefSettings(any_key_gone=True)


@pytest.mark.pilot
async def test_any_key_ends_a_cramp_by_itself_and_the_ways_to_help_stay(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        it.screen.use_settings(ANY_KEY)
        await it.begin("calf", "left")

        def state() -> State:
            assert it.screen.controller.session is not None
            return it.screen.controller.session.state

        clock.advance(0.2)
        await it.press("space")  # still held from the start
        assert state() is State.RUNNING
        clock.advance(2)
        await it.press("w")
        assert state() is State.WORSE
        clock.advance(2)
        await it.press("space")
        assert state() is State.RUNNING
        clock.advance(2)
        await it.press("right")
        assert state() is State.GONE
        assert list(diary_port.closed) == ["e1"]
        assert diary_port.rated == {}


@pytest.mark.pilot
async def test_any_key_answers_no_question_and_ends_no_practice(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        it.screen.use_settings(ANY_KEY)
        for name, state in (("heat", State.ASKING), ("bedtime", State.RUNNING)):
            it.screen.controller.clear()
            await it.begin(name, "left")
            clock.advance(2)
            await it.press("z")
            session = it.screen.controller.session
            assert session is not None
            assert session.state is state
    assert (diary_port.opened, diary_port.closed) == ({}, {})


@pytest.mark.pilot
async def test_the_person_s_own_keys_to_help_and_for_worse_keep_their_meaning(
    clock: FakeClock, diary_port: FakeDiary, tmp_path: Path
) -> None:
    async with room(clock, diary_port, tmp_path) as it:
        it.screen.use_settings(ANY_KEY)
        it.app.set_keymap({"relief.worse": "x", "relief.yes": "z"})
        await it.begin("calf", "left")
        for key, state in (("z", State.RUNNING), ("x", State.WORSE), ("space", State.RUNNING), ("c", State.GONE)):
            clock.advance(2)
            await it.press(key)
            assert it.screen.controller.session is not None
            assert it.screen.controller.session.state is state
    assert not is_any_key("f2", frozenset({"app.urgent"}))
    assert is_any_key("f2", frozenset({"relief.mute"}))
    assert not is_any_key("ctrl+k")
