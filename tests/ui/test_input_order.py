"""Input waits for what came of the input before it, and for what follows it where that tells what it means."""

import asyncio
from collections.abc import Callable

import pytest
from textual.events import Event, Key

from spasmtui.ui.keys.input_order import InputOrder

# What waits is private.
# ruff: noqa: SLF001

pytestmark = pytest.mark.pilot
FOREVER = 1000.0


class Order(InputOrder):
    """An app that notes the keys as they are handed on."""

    def __init__(self) -> None:
        super().__init__()
        self.handed: list[str] = []
        self.judged: list[str] = []
        self.waits: dict[str, float] = {}
        self.blocks: dict[str, asyncio.Event] = {}
        """What the app is kept busy by after some keys."""

    async def on_key(self, event: Key) -> None:
        self.handed.append(event.key)
        if event.key in self.blocks:
            self.screen.call_later(self.blocks[event.key].wait)


class Judging(Order):
    """One in which what follows some keys tells what they mean."""

    def seconds_to_judge(self, event: Event) -> float:
        assert isinstance(event, Key)
        self.judged.append(event.key)
        return self.waits.get(event.key, 0.0)


async def becomes_true(found: Callable[[], object]) -> None:
    for _ in range(20_000):
        if found():
            return
        await asyncio.sleep(0.001)
    raise AssertionError(found)


async def some_turns() -> None:
    for _ in range(100):
        await asyncio.sleep(0)


def press(app: Order, keys: str) -> None:
    for key in keys:
        app.post_message(Key(key, key))


async def test_a_key_that_is_judged_is_handed_on_after_its_time_and_judged_once() -> None:
    app = Judging()
    async with app.run_test(size=(20, 4)):
        app.waits = {"j": 0.02}
        press(app, "j")
        await some_turns()
        assert app.handed == []
        assert app.has_waiting_input
        await becomes_true(lambda: app.handed == ["j"])
        assert app.judged == ["j"]
        press(app, "j")
        await becomes_true(lambda: app.handed == ["j", "j"])
        assert app.judged == ["j", "j"], "each by itself"


async def test_what_follows_ends_the_wait_and_a_key_with_one_behind_it_needs_none() -> None:
    app = Judging()
    async with app.run_test(size=(20, 4)):
        app.waits = {"j": FOREVER}
        press(app, "j")
        await some_turns()
        assert app.handed == []
        press(app, "k")
        await becomes_true(lambda: app.handed == ["j", "k"])
        app._waiting_input.append(Key("j", "j"))
        press(app, "k")
        await becomes_true(lambda: app.handed == ["j", "k", "j", "k"])


async def test_input_that_the_program_makes_comes_before_what_waits() -> None:
    app = Judging()
    async with app.run_test(size=(20, 4)):
        app.waits = {"j": FOREVER}
        press(app, "j")
        await some_turns()
        app.take_next(Key("m", "m"))
        await becomes_true(lambda: app.handed[:1] == ["m"])
        press(app, "k")
        await becomes_true(lambda: app.handed == ["m", "j", "k"])
        app.take_next(Key("n", "n"))
        await becomes_true(lambda: app.handed[-1] == "n")


async def test_a_key_waits_until_what_came_of_the_one_before_it_is_done() -> None:
    app = Order()
    async with app.run_test(size=(20, 4)):
        app.blocks = {"a": asyncio.Event()}
        press(app, "ab")
        await some_turns()
        assert app.handed == ["a"]
        app.blocks["a"].set()
        await becomes_true(lambda: app.handed == ["a", "b"])
        assert not app.has_waiting_input
