"""A key that is held is one press, unless it moves a cursor or types; quick presses of different keys all count."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.shell import Options
from spasmtui.ui.keys.held_keys import NOWHERE, RELEASED_SECONDS, START_SECONDS, HeldKey, moves, steps
from tests.conftest import FakeClock
from tests.support.held import hold, hold_over_a_slow_line, repetitions
from tests.support.shown_app import settle, text_of
from tests.support.store.values import an_episode
from tests.ui.test_bindings import OWNERS, bindings_of

REPEATED = """
apply('longer') apply('shorter') change_value(-1) change_value(1) choose('down') choose('left') choose('right')
choose('up') cursor_down cursor_up down edge(0) edge(1) hit(-1) hit(1) link(-1) link(1) move('down') move('up')
move(-1) move(-1,0) move(-1, 0) move(-1000000) move(0,-1) move(0, -1) move(0,1) move(0, 1) move(1) move(1,0) move(1, 0)
move(1000000) move(False) move(True) page(-1) page(1) screen.find_hit(-1) screen.find_hit(1) screen.list('cursor_down')
screen.list('cursor_up') screen.list('page_down') screen.list('page_up') scroll(-1) scroll(-10) scroll(-8,0)
scroll(0,-1) scroll(0,1) scroll(1) scroll(10) scroll(8,0) select_field(-1) select_field(1) shift(-1) shift(1) step(-1)
step(1) turn(-1) turn(1) up
"""
"""All actions that a held key repeats; none of them changes the diary, and none leaves a screen."""
TAPPED = "apply('back') apply('next') back next(-1) next(1) order period"
"""Those that quick taps repeat, beside the digits of the map of the body."""


def test_only_what_moves_is_repeated_and_only_what_shows_the_next_of_several_is_tapped() -> None:
    actions = {binding.action for owner in OWNERS for binding in bindings_of(owner)}
    split = set(REPEATED.replace(", ", ",").split())
    assert {action.replace(", ", ",") for action in actions if moves(action)} == split
    assert {action for action in actions if steps(action) and not action.startswith("digit")} == set(TAPPED.split())


@settings(max_examples=40)
@given(
    pause=st.floats(0.2, 0.66),
    a_second=st.floats(15, 40),
    late=st.lists(st.floats(0, 0.4), min_size=20, max_size=20),
    key=st.sampled_from(["enter", "right", "g", "1", "space"]),
)
def test_a_key_is_pressed_once_however_the_terminal_and_the_line_repeat_it(
    pause: float, a_second: float, late: list[float], key: str
) -> None:
    held = HeldKey()
    held.gap_before("x", 0.0, NOWHERE)
    pressed, before = 0, 0.0
    for at, delay in zip(repetitions(20, pause, a_second), [0.0, *late], strict=False):
        # What a line delays comes together with what follows it, never before what it follows.
        before = max(before, 1 + at + (delay if at > pause else 0.0))
        pressed += held.gap_before(key, before, NOWHERE) is None
    assert pressed == 1
    assert held.gap_before(key, before + RELEASED_SECONDS, NOWHERE) is None, "it was released"


def test_quick_presses_of_different_keys_all_count() -> None:
    held = HeldKey()
    assert [held.gap_before(key, number / 100, NOWHERE) for number, key in enumerate("lglggl"[:4])] == [None] * 4


def test_the_enter_that_has_started_the_program_is_not_pressed_again_by_being_held() -> None:
    held = HeldKey("enter", 10.0, START_SECONDS)
    assert held.gap_before("enter", 10.4, NOWHERE) is not None
    assert held.gap_before("enter", 10.43, NOWHERE) is not None
    assert held.gap_before("enter", 11.0, NOWHERE) is None
    assert HeldKey("enter", 10.0, START_SECONDS).gap_before("g", 10.1, NOWHERE) is None


@pytest.mark.pilot
@pytest.mark.long
async def test_a_held_key_does_one_thing_on_every_screen(clock: FakeClock) -> None:
    services = Composition(Options(), clock)
    for number in range(1, 6):
        services.diary.add(an_episode(number, started_at=clock.now() - timedelta(days=number)))
    app = SpasmApp(services, Options())
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(app, pilot)

        await hold(pilot, "enter", 4)  # home, then relief, which goes on with the same key
        assert app.current_mode == "relief"
        await settle(app, pilot)
        assert len(services.diary.episodes()) == 6
        assert "1 of 6" in text_of(app)
        await pilot.press("g", "enter", "3")
        await settle(app, pilot)

        await hold(pilot, "x", 4)
        await settle(app, pilot)
        assert len(services.diary.episodes()) == 5, "one was deleted"
        await hold_over_a_slow_line(pilot, "u")
        await settle(app, pilot)
        assert len(services.diary.episodes()) == 6, "one change was taken back"
        assert not services.diary.episodes()[0].is_open

        await hold(pilot, "n", 4)
        form = app.screen
        assert isinstance(form, EpisodeForm)
        fields = form.query_one(FieldList)
        fields.chosen = next(at for at, field in enumerate(fields.items) if field.kind == "score")
        before = dict(fields.values)
        chosen = fields.chosen
        await hold(pilot, "3", 4)
        assert {name for name in fields.values if fields.values[name] != before.get(name)} == {
            fields.items[chosen].name
        }
        await hold(pilot, "up", 4)
        assert fields.chosen <= max(0, chosen - 3), "a cursor moves on"
