"""A key that is held is one press, unless it moves a cursor or types; quick presses of different keys all count."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spasmtui.app import SpasmApp
from spasmtui.cli import Composition
from spasmtui.episodes.tui.field_list import FieldList
from spasmtui.episodes.tui.form import EpisodeForm
from spasmtui.shell import Options
from spasmtui.ui.keys.held_keys import NOWHERE, RELEASED_SECONDS, START_SECONDS, HeldKey, Place
from spasmtui.ui.keys.key_classes import KeyClass, class_of
from tests.conftest import FakeClock
from tests.support.cases import with_each
from tests.support.held import hold, hold_over_a_slow_line, press_twice, repetitions
from tests.support.shown_app import settle, text_of
from tests.support.store.values import an_episode
from tests.ui.test_bindings import OWNERS, bindings_of

HERE: Place = ("screen", "phase", None)
AFTER: Place = ("screen", "another phase", None)
ELSEWHERE: Place = ("another screen", None, None)
BACK_HERE = {HERE: "the same phase", AFTER: "another phase", ELSEWHERE: "another screen"}


def counted(kind: KeyClass, *times: float, place: Place = HERE, held: HeldKey | None = None) -> int:
    """Return how many of the times at which one key comes count as presses; all but the first come to `place`."""
    held = held or HeldKey("another", 0.0)
    followed_at = (*times[1:], None)
    return sum(
        held.takes("key", 10 + at, HERE if at == times[0] else place, kind, None if after is None else 10 + after)
        for at, after in zip(times, followed_at, strict=True)
    )


def test_every_key_of_every_screen_has_one_class_and_no_class_names_another() -> None:
    bound = {binding.id or "" for owner in OWNERS for binding in bindings_of(owner)}
    named = [name for kind in KeyClass for name in kind.value.split()]
    assert sorted(named) == sorted(set(named))
    found = {name: _entries(name, named) for name in bound}
    assert {name: entries for name, entries in found.items() if len(entries) != 1} == {}
    assert set(named) == {entry for entries in found.values() for entry in entries}


def _entries(name: str, named: list[str]) -> list[str]:
    return [entry for entry in named if entry in (name, re.sub(r"\d+$", "#", name))]


def test_whatever_starts_stores_deletes_or_ends_something_is_guarded() -> None:
    changes = re.compile(
        r"(apply|answer\('|rate|helped|worse|finish|discard|resume|close|close_saved|start|start_another|select|save|delete|"
        r"forget|free_night|decline|bedtime|take|dismiss\(True|reset|reset_all|remove|clear|pause|swap)\b"
    )
    allowed = {
        "relief.next", "relief.back", "relief.longer", "relief.shorter", "editor.remove", "figures.take", "rows.enter",
        "guide.list.open", "guide.list.into", "night.edit", "night.choose",
    }  # fmt: skip
    unguarded = {
        binding.id
        for owner in OWNERS
        for binding in bindings_of(owner)
        if changes.match(binding.action) and class_of(binding) is not KeyClass.GUARDED
    }
    assert unguarded == allowed


@with_each("kind", tuple(KeyClass), ids=lambda kind: kind.name)
def test_a_press_on_purpose_counts_where_its_class_lets_it(kind: KeyClass) -> None:
    everywhere, same_place = kind in (KeyClass.HARMLESS, KeyClass.MOVING), kind is not KeyClass.GUARDED
    for seconds in (0.11, 0.15, 0.3, 0.45, 0.6):
        for place, what in BACK_HERE.items():
            counts = everywhere or (same_place and place == HERE)
            assert counted(kind, 0.0, seconds, place=place) == 1 + counts, (seconds, what)
        assert not same_place or counted(kind, 0.0, seconds, 2 * seconds, 3 * seconds) == 4, seconds
    assert counted(kind, 0.0, 0.71, place=ELSEWHERE) == 2, "it was released"


@with_each("kind", tuple(KeyClass), ids=lambda kind: kind.name)
def test_a_key_that_is_held_counts_once(kind: KeyClass) -> None:
    for pause in (0.225, 0.25, 0.5, 0.66):
        for a_second in (11, 15, 25, 30, 40):
            for place in BACK_HERE:
                assert counted(kind, *repetitions(20, pause, a_second), place=place) == 1, (pause, a_second, place)
                assert counted(kind, 0.0, pause, pause + 0.03, pause + 0.4, place=place) == 1, "the line held it up"
                # One that is released just behind its first repetition looks like two presses.
                twice = counted(kind, *repetitions(2, pause, a_second), place=place)
                assert twice == 1 or kind in (KeyClass.HARMLESS, KeyClass.MOVING) or place == HERE


def test_what_follows_is_waited_for_only_where_it_decides() -> None:
    held = HeldKey("another", 0.0)
    assert not held.needs_next("key", 10.0, HERE, KeyClass.HARMLESS), "a single key never waits"
    held.takes("key", 10.0, HERE, KeyClass.HARMLESS)
    waits = {
        (kind, seconds, place)
        for kind in KeyClass
        for seconds in (0.05, 0.15, 0.3, 0.8)
        for place in BACK_HERE
        if held.needs_next("key", 10 + seconds, place, kind)
    }
    assert waits == {
        *((kind, 0.3, place) for kind in (KeyClass.HARMLESS, KeyClass.MOVING) for place in BACK_HERE),
        (KeyClass.ANSWERING, 0.3, HERE),
        (KeyClass.STEPPING, 0.3, HERE),
    }
    assert not held.needs_next("other", 10.3, HERE, KeyClass.HARMLESS)


@settings(max_examples=40)
@given(
    pause=st.floats(0.2, 0.66),
    a_second=st.floats(11, 40),
    late=st.lists(st.floats(0, 0.4), min_size=20, max_size=20),
    key=st.sampled_from(["enter", "right", "g", "1", "space"]),
)
def test_a_guarded_key_is_pressed_once_however_the_terminal_and_the_line_repeat_it(
    pause: float, a_second: float, late: list[float], key: str
) -> None:
    held = HeldKey("x", 0.0)
    pressed, before = 0, 0.0
    for at, delay in zip(repetitions(20, pause, a_second), [0.0, *late], strict=False):
        # What a line delays comes together with what follows it, never before what it follows.
        before = max(before, 1 + at + (delay if at > pause else 0.0))
        pressed += held.takes(key, before, HERE, KeyClass.GUARDED)
    assert pressed == 1
    assert held.takes(key, before + RELEASED_SECONDS, HERE, KeyClass.GUARDED), "it was released"


def test_quick_presses_of_different_keys_all_count() -> None:
    held = HeldKey()
    assert all(held.takes(key, number / 100, NOWHERE, KeyClass.GUARDED) for number, key in enumerate("lgl"))


def test_the_enter_that_has_started_the_program_is_not_pressed_again_by_being_held() -> None:
    held = HeldKey("enter", 10.0, START_SECONDS)
    came = [held.takes("enter", at, HERE, KeyClass.STEPPING) for at in (10.4, 10.43, 11.0)]
    assert came == [False, False, True]
    assert HeldKey("enter", 10.0, START_SECONDS).takes("g", 10.1, NOWHERE, KeyClass.GUARDED)


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
        await hold(pilot, "x", 1)
        await settle(app, pilot)
        await hold(pilot, "x", 1)
        await settle(app, pilot)
        await press_twice(pilot, "u")
        await settle(app, pilot)
        assert len(services.diary.episodes()) == 6, "both changes were taken back"

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
        kinds = [field.kind for field in fields.items]
        fields.chosen = chosen = next(at for at in range(len(kinds)) if kinds[at : at + 2] == ["score"] * 2)
        await press_twice(pilot, "5")
        both = [fields.items[at].name for at in (chosen, chosen + 1)]
        assert [fields.values.get(name) for name in both] == ["5", "5"], "two questions have the same answer"
        chosen = fields.chosen
        await hold(pilot, "up", 4)
        assert fields.chosen <= max(0, chosen - 3), "a cursor moves on"
